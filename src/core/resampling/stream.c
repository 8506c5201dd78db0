/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stream.h"

#include "wide.h"

/* Streams started at once. */
#define LANES 16
#define N_ROUNDS 10
#define MULTIPLIER_0 UINT64_C (0xd2511f53)
#define MULTIPLIER_1 UINT64_C (0xcd9e8d57)
/* Increments of the key: the golden ratio, and the square root of 3 minus 1,
 * as fractions of 2^32. */
#define WEYL_0 0x9e3779b9
#define WEYL_1 0xbb67ae85

/* Computes four random words from a key and a counter, as Philox 4x32 with ten
 * rounds does. */
void
limen_philox (const uint32_t key[2], const uint32_t counter[4],
              uint32_t words[4])
{
  uint32_t a = counter[0], b = counter[1], c = counter[2], d = counter[3];
  uint32_t k0 = key[0], k1 = key[1];

  for (int i = 0; i < N_ROUNDS; i++)
    {
      uint64_t first = MULTIPLIER_0 * a, second = MULTIPLIER_1 * c;

      a = (uint32_t) (second >> 32) ^ b ^ k0;
      b = (uint32_t) second;
      c = (uint32_t) (first >> 32) ^ d ^ k1;
      d = (uint32_t) first;
      k0 += WEYL_0;
      k1 += WEYL_1;
    }
  words[0] = a;
  words[1] = b;
  words[2] = c;
  words[3] = d;
}

/* Starts the stream of a node of a resample. A stream has 2^34 words. */
void
limen_stream_init (LimenStream *self, uint64_t seed, uint32_t resample,
                   uint64_t node)
{
  self->key[0] = (uint32_t) seed;
  self->key[1] = (uint32_t) (seed >> 32);
  self->counter[0] = 0;
  self->counter[1] = resample;
  self->counter[2] = (uint32_t) node;
  self->counter[3] = (uint32_t) (node >> 32);
  self->n_used = LIMEN_STREAM_WORDS;
}

/* Computes the first blocks of the streams of consecutive resamples: as
 * limen_philox() does, but for all lanes of a vector at once. */
LIMEN_WIDE static void
fill_lanes (const LimenStream *first, uint32_t words[][LANES])
{
  uint32_t a[LANES], b[LANES], c[LANES], d[LANES];
  uint32_t k0 = first->key[0], k1 = first->key[1];

  for (uint32_t i = 0; i < LANES; i++)
    {
      a[i] = first->counter[0];
      b[i] = first->counter[1] + i;
      c[i] = first->counter[2];
      d[i] = first->counter[3];
    }
  for (int round = 0; round < N_ROUNDS; round++)
    {
      for (int i = 0; i < LANES; i++)
        {
          uint64_t low = MULTIPLIER_0 * a[i], high = MULTIPLIER_1 * c[i];

          a[i] = (uint32_t) (high >> 32) ^ b[i] ^ k0;
          b[i] = (uint32_t) high;
          c[i] = (uint32_t) (low >> 32) ^ d[i] ^ k1;
          d[i] = (uint32_t) low;
        }
      k0 += WEYL_0;
      k1 += WEYL_1;
    }
  for (int i = 0; i < LANES; i++)
    {
      words[0][i] = a[i];
      words[1][i] = b[i];
      words[2][i] = c[i];
      words[3][i] = d[i];
    }
}

/* Starts the streams of a node for n consecutive resamples, each as
 * limen_stream_init() does, with their first blocks computed, which takes a
 * fraction of the time. */
void
limen_stream_init_many (LimenStream *streams, size_t n, uint64_t seed,
                        uint32_t first_resample, uint64_t node)
{
  uint32_t words[LIMEN_STREAM_WORDS][LANES];

  for (size_t i = 0; i < n; i++)
    {
      size_t lane = i % LANES;

      limen_stream_init (&streams[i], seed, first_resample + (uint32_t) i,
                         node);
      if (lane == 0)
        fill_lanes (&streams[i], words);
      for (int word = 0; word < LIMEN_STREAM_WORDS; word++)
        streams[i].words[word] = words[word][lane];
      streams[i].counter[0] = 1;
      streams[i].n_used = 0;
    }
}

/* Computes the next block of words. */
void
limen_stream_refill (LimenStream *self)
{
  limen_philox (self->key, self->counter, self->words);
  self->counter[0]++;
  self->n_used = 0;
}

/* Returns a uniform integer from 0 to n - 1, n > 0, without bias (Lemire,
 * "Fast random integer generation in an interval", 2019). */
uint32_t
limen_stream_below (LimenStream *self, uint32_t n)
{
  uint64_t product = (uint64_t) limen_stream_next (self) * n;

  if ((uint32_t) product < n)
    for (uint32_t least = -n % n; (uint32_t) product < least;)
      product = (uint64_t) limen_stream_next (self) * n;
  return (uint32_t) (product >> 32);
}

static void
set_seed (void *state, unsigned long seed)
{
  limen_stream_init (state, seed, 0, 0);
}

static unsigned long
get (void *state)
{
  return limen_stream_next (state);
}

static double
get_double (void *state)
{
  return limen_stream_uniform (state);
}

/* A LimenStream as a generator of GSL; its seed selects the stream of resample
 * 0 and node 0. */
const gsl_rng_type limen_stream_type
    = { "limen-stream", UINT32_MAX, 0,         sizeof (LimenStream),
        set_seed,       get,        get_double };
