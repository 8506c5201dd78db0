/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "distribution.h"
#include "stream.h"
#include "support.h"

#define N_DRAWS 20000
#define N_BINOMIAL 300000

/* Known answers of the authors' library Random123 for philox4x32, 10
 * rounds. */
static void
test_vectors (void)
{
  static const struct
  {
    guint32 key[2], counter[4], words[4];
  } cases[] = {
    { { 0, 0 },
      { 0, 0, 0, 0 },
      { 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8 } },
    { { 0xffffffff, 0xffffffff },
      { 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff },
      { 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd } },
    { { 0xa4093822, 0x299f31d0 },
      { 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344 },
      { 0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint32 words[4];

      limen_philox (cases[i].key, cases[i].counter, words);
      for (guint j = 0; j < 4; j++)
        g_assert_cmphex (words[j], ==, cases[i].words[j]);
    }
}

/* A stream is determined by its address, each part of which matters. */
static void
test_addresses (void)
{
  static const struct
  {
    guint64 seed;
    guint32 resample;
    guint64 node;
  } addresses[] = {
    { 1, 2, 3 }, { 1, 2, 3 | G_GUINT64_CONSTANT (1) << 32 }, { 1, 3, 2 },
    { 2, 2, 3 }, { 1 | G_GUINT64_CONSTANT (1) << 32, 2, 3 }, { 1, 2, 4 },
  };
  guint32 words[G_N_ELEMENTS (addresses)][9];

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    for (guint repeat = 0; repeat < 2; repeat++)
      {
        LimenStream stream;

        limen_stream_init (&stream, addresses[i].seed, addresses[i].resample,
                           addresses[i].node);
        for (guint j = 0; j < 9; j++)
          {
            guint32 word = limen_stream_next (&stream);

            if (repeat > 0)
              g_assert_cmphex (word, ==, words[i][j]);
            words[i][j] = word;
            for (guint k = 0; k < i; k++)
              g_assert_cmphex (word, !=, words[k][j]);
          }
      }
}

/* Streams started together are those started one by one. */
static void
test_many (void)
{
  LimenStream streams[37], stream;
  const guint64 seed = G_GUINT64_CONSTANT (0x123456789abcdef0);

  for (gsize n = 0; n <= G_N_ELEMENTS (streams); n++)
    {
      limen_stream_init_many (streams, n, seed, G_MAXUINT32 - 9, 1 << 20);
      for (guint32 i = 0; i < n; i++)
        {
          limen_stream_init (&stream, seed, G_MAXUINT32 - 9 + i, 1 << 20);
          for (guint j = 0; j < 9; j++)
            g_assert_cmphex (limen_stream_next (&streams[i]), ==,
                             limen_stream_next (&stream));
        }
    }
}

static void
test_generator (void)
{
  LimenStream stream;
  gsl_rng random = { &limen_stream_type, &stream };
  double values[N_DRAWS];

  gsl_rng_set (&random, 7);
  for (guint i = 0; i < N_DRAWS; i++)
    {
      values[i] = gsl_rng_uniform (&random);
      g_assert_cmpfloat (values[i], >, 0);
      g_assert_cmpfloat (values[i], <, 1);
    }
  distribution_assert_moments (values, N_DRAWS, 0.5, 1 / 12.0);
}

static void
test_below (void)
{
  static const guint32 limits[] = { 1, 2, 7, 1000, 0xc0000000, G_MAXUINT32 };

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      double limit = limits[i], values[N_DRAWS];
      LimenStream stream;

      limen_stream_init (&stream, 1, 2, i);
      for (guint j = 0; j < N_DRAWS; j++)
        {
          values[j] = limen_stream_below (&stream, limits[i]);
          g_assert_cmpfloat (values[j], <, limit);
        }
      distribution_assert_moments (values, N_DRAWS, (limit - 1) / 2,
                                   (limit * limit - 1) / 12);
      /* Without rejection, half of the numbers below 0xc0000000 would be
       * multiples of 3. */
      for (guint j = 0; j < N_DRAWS; j++)
        values[j] = fmod (values[j], 3) == 0;
      distribution_assert_binomial (values, N_DRAWS, 1,
                                    ceil (limit / 3) / limit);
    }
}

static void
test_binomial (void)
{
  static const guint trials[] = { 1, 2, 5, 19, 60, 300, 2000, 30000 };
  static const double shares[] = { 1e-3, 0.03, 0.26, 0.5, 0.61, 0.97 };
  g_autofree double *values = g_new (double, N_BINOMIAL);

  for (guint i = 0; i < G_N_ELEMENTS (trials); i++)
    for (guint j = 0; j < G_N_ELEMENTS (shares); j++)
      {
        double n = trials[i], p = shares[j];
        LimenStream stream;

        g_test_message ("n = %g, p = %g", n, p);
        for (guint k = 0; k < N_BINOMIAL; k++)
          {
            limen_stream_init (&stream, 11, k, i * 100 + j);
            values[k] = limen_stream_binomial (&stream, n, p);
          }
        distribution_assert_binomial (values, N_BINOMIAL, trials[i], p);
        distribution_assert_moments (values, N_BINOMIAL, n * p,
                                     n * p * (1 - p));
      }
}

/* Without randomness, and with more trials than an int holds. */
static void
test_extremes (void)
{
  LimenStream stream;
  double values[2000], n = 0x1p33 + 5;

  limen_stream_init (&stream, 1, 2, 3);
  g_assert_cmpfloat (limen_stream_binomial (&stream, 0, NAN), ==, 0);
  g_assert_cmpfloat (limen_stream_binomial (&stream, 0, 0.5), ==, 0);
  g_assert_cmpfloat (limen_stream_binomial (&stream, 9, 0), ==, 0);
  g_assert_cmpfloat (limen_stream_binomial (&stream, 9, 1), ==, 9);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    values[i] = limen_stream_binomial (&stream, n, 0.37);
  distribution_assert_moments (values, G_N_ELEMENTS (values), n * 0.37,
                               n * 0.37 * 0.63);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stream/vectors", test_vectors);
  g_test_add_func ("/stream/addresses", test_addresses);
  g_test_add_func ("/stream/many", test_many);
  g_test_add_func ("/stream/generator", test_generator);
  g_test_add_func ("/stream/below", test_below);
  g_test_add_func ("/stream/binomial", test_binomial);
  g_test_add_func ("/stream/extremes", test_extremes);
  return g_test_run ();
}
