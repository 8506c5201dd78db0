/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "binary-losses.h"
#include "loss.h"
#include "metric.h"
#include "objective.h"
#include "ranking.h"
#include "sum.h"
#include "support.h"

#define N_ROWS 10000000

/* The loss of many rows is their sum in extended precision. */
static void
test_sums (void)
{
  g_autofree double *scores = g_new (double, N_ROWS);
  g_autofree guint16 *labels = g_new (guint16, N_ROWS);
  __float128 exact = 0;
  LimenLoss loss;

  for (gsize i = 0; i < N_ROWS; i++)
    {
      scores[i] = fmod ((double) i * 0.6180339887498949, 1);
      labels[i] = i % 3 == 0;
      exact += limen_loss_bce_row (scores[i], labels[i]);
    }
  loss = test_bce (LIMEN_KIND_PROBABILITY, scores, labels, 1, NULL, N_ROWS,
                   1);
  g_assert_cmpfloat ((double) fabsf ((float) (((__float128) loss.sum - exact)
                                              / exact)),
                     <, 1e-13);
  g_assert_cmpfloat (loss.mean, ==, loss.sum / N_ROWS);
}

/* Counts that overflow 32-bit integers, and 64-bit ones in the product under
 * MCC's root. */
static void
test_counts (void)
{
  const double scale = 1099511627776.0; /* 2^40 */
  const double scores[] = { 0.25, 0.5, 0.75 };
  const double positives[] = { 1 * scale, 2 * scale, 5 * scale };
  const double negatives[] = { 6 * scale, 3 * scale, 1 * scale };
  LimenSweep *sweep
      = limen_sweep_new_from_counts (scores, positives, negatives, 3);
  LimenConfusion c = limen_sweep_get_confusion (sweep, 1);
  LimenConfusion small = { 7, 4, 1, 6 };

  g_assert_cmpfloat (c.tp, ==, 7 * scale);
  g_assert_cmpfloat (c.fp, ==, 4 * scale);
  for (int i = 0; i < LIMEN_N_METRICS; i++)
    test_assert_near (
        limen_metric_value ((LimenMetric){ i, 1 }, c, LIMEN_COSTS_DEFAULT),
        limen_metric_value ((LimenMetric){ i, 1 }, small,
                            LIMEN_COSTS_DEFAULT),
        1e-13);
  test_assert_near (limen_ranking_compute (sweep).roc_auc, 0.81875, 1e-13);
  limen_sweep_free (sweep);
}

static void
test_compensation (void)
{
  LimenSum sum = { 0 };

  limen_sum_add (&sum, 1);
  limen_sum_add (&sum, 1e100);
  limen_sum_add (&sum, 1);
  limen_sum_add (&sum, -1e100);
  g_assert_cmpfloat (limen_sum_value (&sum), ==, 2);
  limen_sum_add (&sum, INFINITY);
  g_assert_true (isinf (limen_sum_value (&sum)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/large/sums", test_sums);
  g_test_add_func ("/large/counts", test_counts);
  g_test_add_func ("/large/compensation", test_compensation);
  return g_test_run ();
}
