/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "ece-estimate.h"
#include "support.h"

#define N_BINS 10
#define N_FILES 500

static double
get_ece (const LimenCalibrationBin *bins)
{
  double sum = 0, n = 0;

  for (int i = 0; i < N_BINS; i++)
    {
      sum += bins[i].weight * fabs (bins[i].frequency - bins[i].mean_score);
      n += bins[i].weight;
    }
  return sum / n;
}

/* Of a fixed seed: what is checked holds in most files only. */
static GRand *random_source;

/* Draws bins of `n` rows each whose probabilities are `gap` away from the mean
 * score, upwards and downwards in turn. */
static void
draw (LimenCalibrationBin *bins, int n, double gap)
{
  for (int i = 0; i < N_BINS; i++)
    {
      double score = (i + 0.5) / N_BINS;
      double probability = score + (i % 2 == 0 ? gap : -gap);
      int n_positive = 0;

      for (int k = 0; k < n; k++)
        n_positive += g_rand_double (random_source) < probability;
      bins[i] = (LimenCalibrationBin){ .weight = n,
                                       .mean_score = score,
                                       .frequency = (double) n_positive / n,
                                       .n_rows = (size_t) n,
                                       .n_effective = n };
    }
}

static guint
count_covered (int n, double gap)
{
  guint n_covered = 0;

  for (int i = 0; i < N_FILES; i++)
    {
      LimenCalibrationBin bins[N_BINS];
      LimenEstimate ece;

      draw (bins, n, gap);
      ece = limen_ece_estimate (bins, N_BINS, get_ece (bins),
                                (LimenSituation){ 0 }, 0.95);
      g_assert_cmpfloat (ece.interval.low, <=, ece.value);
      g_assert_cmpfloat (ece.interval.high, >=, ece.value);
      g_assert_cmpint (ece.method, ==, LIMEN_ESTIMATE_BIN_ERRORS);
      n_covered += ece.interval.low <= gap && ece.interval.high >= gap;
    }
  return n_covered;
}

/* The interval holds 0 if the scores are calibrated, and the gap if they are
 * not, in 93 of 100 files or more; fewer than 90 have a probability below
 * 0.001 then. */
static void
test_coverage (void)
{
  static const double gaps[] = { 0, 0.02, 0.05 };
  static const int sizes[] = { 20, 100, 1000 };

  for (gsize i = 0; i < G_N_ELEMENTS (gaps); i++)
    for (gsize k = 0; k < G_N_ELEMENTS (sizes); k++)
      {
        guint n = count_covered (sizes[k], gaps[i]);

        g_test_message ("gap %g, %d rows: %u", gaps[i], sizes[k], n);
        g_assert_cmpuint (n, >=, N_FILES * 90 / 100);
      }
}

/* With one bin and a gap of many standard errors, it is the interval of a
 * proportion, about 0.3 +- 1.96 * 0.02. */
static void
test_single (void)
{
  LimenCalibrationBin bin = { .weight = 400,
                              .mean_score = 0.5,
                              .frequency = 0.8,
                              .n_rows = 400,
                              .n_effective = 400 };
  LimenEstimate ece
      = limen_ece_estimate (&bin, 1, 0.3, (LimenSituation){ 0 }, 0.95);

  test_assert_near (ece.interval.low, 0.3 - 1.96 * 0.02, 0.006);
  test_assert_near (ece.interval.high, 0.3 + 1.96 * 0.02, 0.006);
}

static void
test_refused (void)
{
  LimenCalibrationBin bins[N_BINS];
  LimenEstimate ece;

  draw (bins, 50, 0);
  ece = limen_ece_estimate (bins, N_BINS, get_ece (bins),
                            (LimenSituation){ .has_units = true }, 0.95);
  g_assert_true (isnan (ece.interval.low));
  g_assert_cmpint (ece.reason, ==, LIMEN_NO_INTERVAL_UNITS);
  ece = limen_ece_estimate (bins, 0, NAN, (LimenSituation){ 0 }, 0.95);
  g_assert_cmpint (ece.reason, ==, LIMEN_NO_INTERVAL_UNDEFINED);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  random_source = g_rand_new_with_seed (1);
  g_test_add_func ("/ece-estimate/coverage", test_coverage);
  g_test_add_func ("/ece-estimate/single", test_single);
  g_test_add_func ("/ece-estimate/refused", test_refused);
  status = g_test_run ();
  g_rand_free (random_source);
  return status;
}
