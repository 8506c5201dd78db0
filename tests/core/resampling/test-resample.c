/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "resample.h"
#include "support.h"
#include "threshold.h"

#define N_ROWS 1000

/* A file with `n_distinct` scores, 0 to n_distinct - 1; a tenth of the rows is
 * positive. */
static LimenSweep *
new_sweep (gsize n_rows, gsize n_distinct)
{
  g_autofree double *scores = g_new (double, n_rows + 1);
  g_autofree guint16 *labels = g_new (guint16, n_rows + 1);

  for (gsize i = 0; i < n_rows; i++)
    {
      scores[i] = (double) (i * 7919 % n_rows * n_distinct / n_rows);
      labels[i] = i % 10 == 3;
    }
  return limen_sweep_new (scores, labels, 1, NULL, n_rows);
}

static void
assert_equal (LimenConfusion a, LimenConfusion b)
{
  g_assert_cmpfloat (a.tp, ==, b.tp);
  g_assert_cmpfloat (a.fp, ==, b.fp);
  g_assert_cmpfloat (a.fn, ==, b.fn);
  g_assert_cmpfloat (a.tn, ==, b.tn);
}

/* Counts fall from candidate to candidate, and do not depend on the order in
 * which they are asked for. */
static void
test_counts (void)
{
  static const gsize n_distinct[] = { 1, 2, 3, 63, 64, 65, N_ROWS };
  LimenBootstrap plan = LIMEN_BOOTSTRAP_DEFAULT;

  for (guint i = 0; i < G_N_ELEMENTS (n_distinct); i++)
    {
      LimenSweep *sweep = new_sweep (N_ROWS, n_distinct[i]);
      gsize n = limen_sweep_get_n_scores (sweep);
      LimenResample resample = limen_resample_new (&plan, sweep, 17);
      LimenConfusion counts[N_ROWS + 1];

      g_assert_cmpuint (n, ==, n_distinct[i]);
      for (gsize j = 0; j <= n; j++)
        counts[j] = limen_resample_get_confusion (&resample, j);
      g_assert_cmpfloat (counts[0].tp, ==, resample.positives);
      g_assert_cmpfloat (counts[0].fp, ==, resample.negatives);
      g_assert_cmpfloat (counts[n].tp + counts[n].fp, ==, 0);
      for (gsize j = n; j-- > 0;)
        {
          LimenConfusion c = limen_resample_get_confusion (&resample, j);

          g_assert_cmpfloat (limen_confusion_get_total (c), ==, N_ROWS);
          g_assert_cmpfloat (c.tp, >=, counts[j + 1].tp);
          g_assert_cmpfloat (c.fp, >=, counts[j + 1].fp);
          assert_equal (c, counts[j]);
        }
      limen_sweep_free (sweep);
    }
}

/* Resamples, seeds and, if not stratified, class totals differ. */
static void
test_addresses (void)
{
  LimenSweep *sweep = new_sweep (N_ROWS, N_ROWS);
  LimenBootstrap plan = LIMEN_BOOTSTRAP_DEFAULT, other = plan;
  guint n_equal = 0, n_equal_positives = 0;

  other.seed = plan.seed + 1;
  for (guint32 i = 0; i < 100; i++)
    {
      LimenResample a = limen_resample_new (&plan, sweep, i);
      LimenResample b = limen_resample_new (&other, sweep, i);
      LimenResample c = limen_resample_new (&plan, sweep, i + 1);
      double fp = limen_resample_get_confusion (&a, 400).fp;

      n_equal += fp == limen_resample_get_confusion (&b, 400).fp;
      n_equal += fp == limen_resample_get_confusion (&c, 400).fp;
      n_equal_positives += a.positives == 100;
      plan.is_stratified = TRUE;
      a = limen_resample_new (&plan, sweep, i);
      plan.is_stratified = FALSE;
      g_assert_cmpfloat (a.positives, ==, 100);
      g_assert_cmpfloat (a.negatives, ==, 900);
      g_assert_cmpfloat (limen_resample_get_confusion (&a, 0).tp, ==, 100);
    }
  g_assert_cmpuint (n_equal, <, 20);
  g_assert_cmpuint (n_equal_positives, <, 20);
  limen_sweep_free (sweep);
}

/* The interval of thresholds around a candidate ends at drawn scores, and no
 * drawn score is within. */
static void
test_edges (void)
{
  LimenSweep *sweep = new_sweep (N_ROWS, N_ROWS);
  LimenBootstrap plan = LIMEN_BOOTSTRAP_DEFAULT;
  LimenResample resample = limen_resample_new (&plan, sweep, 5);
  double low = -INFINITY;

  for (gsize i = 0; i <= N_ROWS; i++)
    {
      LimenEdge edge = limen_resample_get_edge (&resample, i);
      LimenConfusion c = limen_resample_get_confusion (&resample, i);
      gsize high = edge.candidate;

      g_assert_cmpfloat (edge.high, ==, limen_sweep_get_score (sweep, high));
      g_assert_cmpfloat (edge.low, ==, low);
      g_assert_cmpuint (high, >=, i);
      g_assert_true (limen_threshold_is_safe (edge.threshold, low, edge.high)
                     || edge.threshold == edge.high);
      assert_equal (limen_resample_get_confusion (&resample, high), c);
      if (high == i)
        low = edge.high;
    }
  g_assert_cmpfloat (low, ==, INFINITY);
  limen_sweep_free (sweep);
}

/* One class, one row, no row. */
static void
test_degenerate (void)
{
  static const double scores[] = { 0.25, 0.5, 0.75 };
  static const guint16 ones[] = { 1, 1, 1 }, zeros[] = { 0, 0, 0 };
  LimenBootstrap plan = LIMEN_BOOTSTRAP_DEFAULT;
  LimenObjective f1
      = limen_objective_new ((LimenMetric){ LIMEN_METRIC_F1, 1 }, FALSE);

  for (guint n = 0; n <= 3; n++)
    for (guint i = 0; i < 2; i++)
      {
        LimenSweep *sweep
            = limen_sweep_new (scores, i ? ones : zeros, 1, NULL, n);
        LimenResample resample = limen_resample_new (&plan, sweep, 3);
        LimenResampleOptimum optimum
            = limen_resample_optimize (&resample, &f1, n);
        LimenEdge edge = limen_resample_get_edge (&resample, 0);

        g_assert_cmpfloat (resample.positives, ==, i ? n : 0);
        g_assert_cmpfloat (resample.negatives, ==, i ? 0 : n);
        g_assert_cmpfloat (edge.low, ==, -INFINITY);
        g_assert_cmpint (optimum.status, ==,
                         i && n > 0 ? LIMEN_OPTIMUM_FOUND
                                    : LIMEN_OPTIMUM_NO_POSITIVES);
        if (i && n > 0)
          g_assert_cmpfloat (optimum.value, ==, 1);
        limen_sweep_free (sweep);
      }
}

/* Weights and fractions are not exchangeable counts. */
static void
test_suitable (void)
{
  static const double scores[] = { 1, 2 }, weights[] = { 0.5, 1 },
                      counts[] = { 3, 0 }, fractions[] = { 0.5, 1 };
  static const guint16 labels[] = { 0, 1 };
  LimenSweep *weighted = limen_sweep_new (scores, labels, 1, weights, 2);
  LimenSweep *whole = limen_sweep_new_from_counts (scores, counts, counts, 2);
  LimenSweep *broken
      = limen_sweep_new_from_counts (scores, counts, fractions, 2);
  LimenObjective objective
      = limen_objective_new ((LimenMetric){ LIMEN_METRIC_COST, 1 }, TRUE);
  LimenObjective zone
      = limen_objective_new_referral (LIMEN_REFERRAL_COST, 0.1);

  g_assert_false (limen_resample_is_suitable (weighted));
  g_assert_false (limen_resample_is_suitable (broken));
  g_assert_true (limen_resample_is_suitable (whole));
  g_assert_true (limen_resample_can_optimize (whole, &objective));
  g_assert_false (limen_resample_can_optimize (weighted, &objective));
  g_assert_false (limen_resample_can_optimize (whole, &zone));
  objective.has_row_costs = TRUE;
  g_assert_false (limen_resample_can_optimize (whole, &objective));
  limen_sweep_free (weighted);
  limen_sweep_free (whole);
  limen_sweep_free (broken);
}

static guint
count_zeros (gsize index)
{
  guint n = 0;

  if (index == 0)
    return 64;
  for (; index % 2 == 0; index /= 2)
    n++;
  return n;
}

static void
test_shallow (void)
{
  for (gsize first = 0; first < 70; first++)
    for (gsize last = first; last < 140; last++)
      {
        gsize found = limen_resample_find_shallow (first, last);

        g_assert_cmpuint (found, >=, first);
        g_assert_cmpuint (found, <=, last);
        for (gsize i = first; i <= last; i++)
          g_assert_cmpuint (count_zeros (i), <=, count_zeros (found));
      }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/resample/counts", test_counts);
  g_test_add_func ("/resample/addresses", test_addresses);
  g_test_add_func ("/resample/edges", test_edges);
  g_test_add_func ("/resample/degenerate", test_degenerate);
  g_test_add_func ("/resample/suitable", test_suitable);
  g_test_add_func ("/resample/shallow", test_shallow);
  return g_test_run ();
}
