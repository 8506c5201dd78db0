/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "curve.h"
#include "random-rows.h"
#include "ranking.h"
#include "support.h"

static void
check_counts (const RandomRows *self)
{
  gsize n = limen_sweep_get_n_scores (self->sweep);

  for (gsize i = 0; i <= n; i++)
    {
      double score = limen_sweep_get_score (self->sweep, i);
      double low = limen_sweep_get_low (self->sweep, i);

      g_assert_cmpfloat (low, <, score);
      random_rows_assert_same (limen_sweep_get_confusion (self->sweep, i),
                               random_rows_count (self, score));
      g_assert_cmpuint (limen_sweep_find (self->sweep, score), ==, i);
    }
  for (int i = 0; i < 20; i++)
    {
      double threshold = g_test_rand_double_range (-3, 4);

      random_rows_assert_same (
          limen_sweep_get_confusion (
              self->sweep, limen_sweep_find (self->sweep, threshold)),
          random_rows_count (self, threshold));
    }
  g_assert_true (isinf (limen_sweep_get_score (self->sweep, n)));
}

static void
check_costs (const RandomRows *self)
{
  gsize n = limen_sweep_get_n_scores (self->sweep);

  g_assert_cmpint (limen_sweep_has_row_costs (self->sweep), ==,
                   self->has_fp_costs || self->has_fn_costs);
  for (gsize i = 0; i <= n; i++)
    {
      LimenErrorCosts expected = random_rows_count_costs (
          self, limen_sweep_get_score (self->sweep, i));
      LimenErrorCosts costs;

      limen_sweep_get_error_costs (self->sweep, i, 1, &costs);
      g_assert_cmpfloat (costs.fp, ==, expected.fp);
      g_assert_cmpfloat (costs.fn, ==, expected.fn);
    }
}

/* ROC AUC by pairs of a positive and a negative row, ties counting one
 * half. */
static void
check_auc (const RandomRows *self)
{
  double wins = 0, pairs = 0;

  for (gsize i = 0; i < self->n; i++)
    for (gsize j = 0; j < self->n; j++)
      if (self->labels[i] && !self->labels[j])
        {
          double weight = self->has_weights
                              ? self->weights[i] * self->weights[j]
                              : 1;

          pairs += weight;
          wins += weight
                  * (self->scores[i] > self->scores[j]    ? 1
                     : self->scores[i] == self->scores[j] ? 0.5
                                                          : 0);
        }
  test_assert_near (limen_ranking_compute (self->sweep).roc_auc,
                    pairs > 0 ? wins / pairs : NAN, 1e-13);
}

/* Weighted mean precision at the scores of the positives, with each class
 * reweighted to the prevalence. */
static double
get_average_precision (const RandomRows *self, double prevalence)
{
  LimenConfusion all = random_rows_count (self, -INFINITY);
  double a = 1, b = 1, sum = 0;

  if (!isnan (prevalence))
    {
      a = prevalence / all.tp;
      b = (1 - prevalence) / all.fp;
    }
  for (gsize i = 0; i < self->n; i++)
    if (self->labels[i] && (!self->has_weights || self->weights[i] > 0))
      {
        LimenConfusion c = random_rows_count (self, self->scores[i]);

        sum += (self->has_weights ? self->weights[i] : 1) * c.tp * a
               / (c.tp * a + c.fp * b);
      }
  return all.tp > 0 ? sum / all.tp : (double) NAN;
}

/* Only average precision depends on prevalence. */
static void
check_average_precision (const RandomRows *self)
{
  double prevalence = g_test_rand_double_range (1e-4, 1);
  LimenRanking plain = limen_ranking_compute (self->sweep);
  LimenRanking moved
      = limen_ranking_compute_at_prevalence (self->sweep, prevalence);
  double own
      = limen_confusion_get_prevalence (random_rows_count (self, -INFINITY));

  test_assert_near (plain.average_precision,
                    get_average_precision (self, NAN), 1e-13);
  test_assert_near (moved.average_precision,
                    get_average_precision (self, prevalence), 1e-13);
  test_assert_near (moved.roc_auc, plain.roc_auc, 0);
  test_assert_near (moved.ks, plain.ks, 0);
  test_assert_near (moved.ks_threshold, plain.ks_threshold, 0);
  if (own > 0 && own < 1)
    test_assert_near (
        limen_ranking_compute_at_prevalence (self->sweep, own)
            .average_precision,
        plain.average_precision, 1e-13);
}

static void
check_histogram (const RandomRows *self)
{
  enum { N_BINS = 7 };
  double edges[N_BINS + 1];
  LimenHistogramBin bins[N_BINS];
  double total = 0;

  for (int i = 0; i <= N_BINS; i++)
    edges[i] = -2.5 + i * 0.8;
  limen_histogram_compute (self->sweep, edges, N_BINS, bins);
  for (int i = 0; i < N_BINS; i++)
    {
      double positives = 0, negatives = 0;

      for (gsize row = 0; row < self->n; row++)
        if (self->scores[row] >= edges[i] && self->scores[row] < edges[i + 1])
          *(self->labels[row] ? &positives : &negatives)
              += self->has_weights ? self->weights[row] : 1;
      g_assert_cmpfloat (bins[i].positives, ==, positives);
      g_assert_cmpfloat (bins[i].negatives, ==, negatives);
      total += positives + negatives;
    }
  g_assert_cmpfloat (total, ==,
                     limen_sweep_get_positives (self->sweep)
                         + limen_sweep_get_negatives (self->sweep));
}

static void
test_counts (void)
{
  random_rows_for_each (check_counts);
}

static void
test_costs (void)
{
  random_rows_for_each (check_costs);
}

static void
test_auc (void)
{
  random_rows_for_each (check_auc);
}

static void
test_average_precision (void)
{
  random_rows_for_each (check_average_precision);
}

static void
test_histograms (void)
{
  random_rows_for_each (check_histogram);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/brute-force/counts", test_counts);
  g_test_add_func ("/brute-force/costs", test_costs);
  g_test_add_func ("/brute-force/auc", test_auc);
  g_test_add_func ("/brute-force/average-precision", test_average_precision);
  g_test_add_func ("/brute-force/histograms", test_histograms);
  return g_test_run ();
}
