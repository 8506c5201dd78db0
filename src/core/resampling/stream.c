/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stream.h"

#include <gsl/gsl_randist.h>

#define WORDS 4
#define N_ROUNDS 10
#define MULTIPLIER_0 UINT64_C (0xd2511f53)
#define MULTIPLIER_1 UINT64_C (0xcd9e8d57)
/* Increments of the key: the golden ratio, and the square root of 3 minus 1,
 * as fractions of 2^32. */
#define WEYL_0 0x9e3779b9
#define WEYL_1 0xbb67ae85
/* Upper bound on the trials of one binomial draw of GSL, whose result is an
 * int. */
#define MAX_TRIALS 0x1p30

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
  self->n_used = WORDS;
}

/* Returns the next 32 random bits. */
uint32_t
limen_stream_next (LimenStream *self)
{
  if (self->n_used == WORDS)
    {
      limen_philox (self->key, self->counter, self->words);
      self->counter[0]++;
      self->n_used = 0;
    }
  return self->words[self->n_used++];
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

/* Returns a uniform number strictly between 0 and 1: the middle of one of 2^52
 * equal intervals. */
static double
get_double (void *state)
{
  uint64_t high = limen_stream_next (state);
  uint64_t low = limen_stream_next (state);

  return ((double) (high << 20 | low >> 12) + 0.5) * 0x1p-52;
}

/* A LimenStream as a generator of GSL; its seed selects the stream of resample
 * 0 and node 0. */
const gsl_rng_type limen_stream_type
    = { "limen-stream", UINT32_MAX, 0,         sizeof (LimenStream),
        set_seed,       get,        get_double };

/* Returns the number of successes in n trials of probability p; n is whole,
 * from 0 to 2^40, and p may be NaN only if n = 0. */
double
limen_stream_binomial (LimenStream *self, double n, double p)
{
  const gsl_rng random = { &limen_stream_type, self };
  double sum = 0;

  if (n == 0 || p <= 0)
    return 0;
  if (p >= 1)
    return n;
  for (; n > MAX_TRIALS; n -= MAX_TRIALS)
    sum += gsl_ran_binomial (&random, p, (unsigned) MAX_TRIALS);
  return sum + gsl_ran_binomial (&random, p, (unsigned) n);
}
