/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "estimate-rows.h"
#include "likelihood.h"
#include "loss-focal.h"
#include "loss-multiclass.h"
#include "loss-regression.h"
#include "loss.h"
#include "mean-estimate.h"
#include "parallel.h"
#include "support.h"

static const LimenRange any_range
    = { LIMEN_SCALE_IDENTITY, -INFINITY, INFINITY };
static const LimenRange loss_range = { LIMEN_SCALE_LOG, 0, INFINITY };
static const LimenRange brier_range = { LIMEN_SCALE_LOGIT, 0, 1 };

static LimenMoments
get_moments (const double *values, const double *weights, gsize n)
{
  LimenMoments moments = { 0 };

  limen_moments_add (&moments, values, weights, n);
  return moments;
}

/* Values far from 0, whose differences a sum of squares would lose, in
 * pieces. */
static void
test_moments (void)
{
  double values[200], weights[200], square = 0;
  const double mean = 1e9 + 99.5 / 8;

  for (int i = 0; i < 200; i++)
    {
      values[i] = 1e9 + (i * 37 % 200) / 8.0;
      weights[i] = 1 + i % 3;
    }
  for (int i = 0; i < 200; i++)
    square += (values[i] - mean) * (values[i] - mean);
  for (gsize cut = 0; cut <= 200; cut += 40)
    {
      LimenMoments moments = { 0 };
      LimenMoments rest = get_moments (values + cut, weights + cut, 200 - cut);

      limen_moments_add (&moments, values, weights, cut);
      limen_moments_merge (&moments, &rest);
      g_assert_cmpfloat (moments.n, ==, 200);
      test_assert_near (moments.value, mean, 1e-15);
      test_assert_near (moments.values / square, 1, 1e-9);
    }
}

/* R's t.test() of the log losses. */
static void
check_losses (EstimateRows *rows, JsonObject *object)
{
  LimenMoments moments;
  LimenEstimate estimate;
  JsonObject *expected;
  JsonArray *interval;

  if (rows->weights != NULL)
    return;
  expected = json_object_get_object_member (object, "log-loss");
  interval = json_object_get_array_member (expected, "interval");
  g_assert_true (
      limen_row_losses_compute_moments (&rows->numbers, NULL, &moments));
  estimate = limen_estimate_mean (&moments, any_range, 0.95);
  test_assert_near (estimate.value,
                    json_object_get_double_member (expected, "mean"), 1e-14);
  test_assert_near (sqrt (limen_moments_get_ratio_variance (&moments)),
                    json_object_get_double_member (expected, "error"), 1e-13);
  test_assert_near (estimate.interval.low,
                    json_array_get_double_element (interval, 0), 1e-10);
  test_assert_near (estimate.interval.high,
                    json_array_get_double_element (interval, 1), 1e-10);
}

static void
test_reference (void)
{
  g_assert_cmpuint (estimate_rows_for_each (check_losses), ==, 12);
}

/* The mean of the losses but those of one unit; NULL: of one row. */
static double
get_mean_without (const EstimateRows *rows, const double *losses,
                  const guint32 *units, gsize left_out)
{
  double sum = 0, weight = 0;

  for (gsize i = 0; i < rows->n; i++)
    if ((units != NULL ? units[i] : i) != left_out)
      {
        sum += rows->weights[i] * losses[i];
        weight += rows->weights[i];
      }
  return sum / weight;
}

/* Compares the variance of a weighted mean with that of the jackknife, which
 * differs by terms of the order of one row's share. */
static void
check_jackknife (EstimateRows *rows, const LimenUnits *units)
{
  gsize n = units != NULL ? units->n_units : rows->n;
  g_autofree double *losses = g_new (double, rows->n);
  double mean = 0, square = 0;
  LimenMoments moments;

  for (gsize i = 0; i < rows->n; i++)
    losses[i] = limen_row_loss (&rows->numbers, i);
  g_assert_true (
      limen_row_losses_compute_moments (&rows->numbers, units, &moments));
  mean = get_mean_without (rows, losses, NULL, rows->n);
  test_assert_near (limen_moments_get_ratio (&moments), mean, 1e-13);
  for (gsize i = 0; i < n; i++)
    {
      double other = get_mean_without (
          rows, losses, units != NULL ? units->of_rows : NULL, i);

      square += (other - mean) * (other - mean);
    }
  square *= (double) (n - 1) / (double) n;
  test_assert_near (limen_moments_get_ratio_variance (&moments) / square, 1,
                    0.03);
}

static void
test_jackknife (void)
{
  g_autoptr (EstimateRows) rows = estimate_rows_draw (2000, 0, TRUE, 5);

  check_jackknife (rows, NULL);
  check_jackknife (rows, &rows->units);
}

/* Units of one row are rows, and the moments of all losses agree. */
static void
test_losses (void)
{
  g_autoptr (EstimateRows) rows = estimate_rows_draw (500, 0, TRUE, 1);
  LimenBinaryLosses losses
      = limen_binary_losses_compute (&rows->numbers, 2, 0);
  LimenBinaryLossMoments of_rows, of_units;

  for (guint i = 0; i < 500; i++)
    rows->of_rows[i] = (i + 100) % 500;
  g_assert_true (limen_binary_losses_compute_moments (
      &rows->numbers,
      &(LimenBinaryMomentOptions){ .pos_weight = 2, .units = NULL },
      &of_rows));
  g_assert_true (limen_binary_losses_compute_moments (
      &rows->numbers,
      &(LimenBinaryMomentOptions){ .pos_weight = 2, .units = &rows->units },
      &of_units));
  test_assert_near (limen_moments_get_ratio (&of_rows.bce), losses.bce.mean,
                    1e-13);
  test_assert_near (limen_moments_get_ratio (&of_rows.bce_by_weight),
                    losses.bce_by_weight, 1e-13);
  test_assert_near (limen_moments_get_ratio (&of_rows.brier),
                    losses.brier.mean, 1e-13);
  test_assert_near (
      limen_estimate_sum (&of_rows.brier, brier_range, 0.95).value,
      losses.brier.sum, 1e-12);
  test_assert_near (limen_moments_get_ratio_variance (&of_units.bce)
                        / limen_moments_get_ratio_variance (&of_rows.bce),
                    1, 1e-12);
  test_assert_near (limen_moments_get_ratio_variance (&of_units.brier)
                        / limen_moments_get_ratio_variance (&of_rows.brier),
                    1, 1e-12);
}

/* The plain Dice loss of all rows but one; n: of all. */
static double
get_dice_without (const EstimateRows *rows, gsize left_out, double smooth)
{
  double overlap = smooth, size = smooth;

  for (gsize i = 0; i < rows->n; i++)
    {
      double p = 1 / (1 + exp (-rows->scores[i]));
      double w = rows->weights != NULL ? rows->weights[i] : 1;

      if (i == left_out)
        continue;
      overlap += 2 * w * p * rows->labels[i];
      size += w * (p + rows->labels[i]);
    }
  return 1 - overlap / size;
}

/* The variance of Dice is that of leaving out each row once. */
static void
test_dice (void)
{
  for (int is_weighted = 0; is_weighted < 2; is_weighted++)
    {
      g_autoptr (EstimateRows) rows
          = estimate_rows_draw (800, 0, is_weighted, 1);
      const LimenBinaryMomentOptions options
          = { .pos_weight = 1, .dice_smooth = 1 };
      double all = get_dice_without (rows, rows->n, 1), squares = 0;
      LimenBinaryLossMoments moments;

      for (gsize i = 0; i < rows->n; i++)
        squares += pow (get_dice_without (rows, i, 1) - all, 2);
      g_assert_true (limen_binary_losses_compute_moments (&rows->numbers,
                                                          &options, &moments));
      test_assert_near (limen_moments_get_ratio (&moments.dice), all, 1e-12);
      test_assert_near (
          limen_moments_get_ratio_variance (&moments.dice) / squares, 1, 0.02);
      g_assert_cmpfloat (limen_moments_get_ratio (&moments.squared_dice), <,
                         1);
    }
}

/* If each class keeps its rows, the variance of a mean is the sum of those of
 * the classes' means, times their squared shares. */
static void
test_stratified (void)
{
  g_autoptr (EstimateRows) rows = estimate_rows_draw (400, 0, FALSE, 1);
  const LimenBinaryMomentOptions options
      = { .pos_weight = 1, .is_stratified = true };
  double sums[2] = { 0 }, squares[2] = { 0 }, n[2] = { 0 }, expected = 0;
  LimenBinaryLossMoments moments;

  for (gsize i = 0; i < rows->n; i++)
    {
      double p = 1 / (1 + exp (-rows->scores[i]));
      double loss = (p - rows->labels[i]) * (p - rows->labels[i]);

      n[rows->labels[i]]++;
      sums[rows->labels[i]] += loss;
      squares[rows->labels[i]] += loss * loss;
    }
  for (int class = 0; class < 2; class ++)
    {
      double mean = sums[class] / n[class];
      double variance = (squares[class] / n[class] - mean * mean) * n[class]
                        / (n[class] - 1);

      expected += pow (n[class] / (double) rows->n, 2) * variance / n[class];
    }
  g_assert_true (limen_binary_losses_compute_moments (&rows->numbers, &options,
                                                      &moments));
  test_assert_near (
      limen_moments_get_ratio_variance (&moments.brier) / expected, 1, 1e-9);
  test_assert_near (limen_moments_get_ratio (&moments.brier),
                    (sums[0] + sums[1]) / (double) rows->n, 1e-12);
}

/* Two classes as a multiclass file: the losses of the binary one. */
static void
test_multiclass (void)
{
  g_autoptr (EstimateRows) rows = estimate_rows_draw (400, 0, FALSE, 3);
  g_autofree double *zeros = g_new0 (double, 400);
  double *columns[] = { zeros, rows->scores };
  LimenPredictions numbers = rows->numbers;
  LimenBinaryLossMoments binary;
  LimenMoments entropy, brier;

  numbers.task = LIMEN_TASK_MULTICLASS;
  numbers.n_scores = 2;
  numbers.scores = columns;
  g_assert_true (limen_binary_losses_compute_moments (
      &rows->numbers,
      &(LimenBinaryMomentOptions){ .pos_weight = 1, .units = &rows->units },
      &binary));
  g_assert_true (limen_loss_cross_entropy_compute_moments (
      &numbers, NULL, NULL, &rows->units, &entropy));
  g_assert_true (limen_loss_brier_multiclass_compute_moments (
      &numbers, &rows->units, &brier));
  test_assert_near (limen_moments_get_ratio (&entropy),
                    limen_moments_get_ratio (&binary.bce), 1e-13);
  test_assert_near (limen_moments_get_ratio_variance (&entropy)
                        / limen_moments_get_ratio_variance (&binary.bce),
                    1, 1e-11);
  test_assert_near (limen_moments_get_ratio_variance (&brier)
                        / limen_moments_get_ratio_variance (&binary.brier),
                    4, 1e-11);
}

/* Soft labels; without them, the cross-entropy. */
static void
test_divergence (void)
{
  g_autoptr (EstimateRows) rows = estimate_rows_draw (400, 0, TRUE, 3);
  g_autofree double *zeros = g_new0 (double, 400);
  g_autofree double *soft = g_new (double, 400);
  g_autofree double *rest = g_new (double, 400);
  double *columns[] = { zeros, rows->scores }, *targets[] = { rest, soft };
  LimenPredictions numbers = rows->numbers;
  LimenMoments moments;

  for (gsize i = 0; i < 400; i++)
    {
      soft[i] = (double) (i % 5) / 4;
      rest[i] = 1 - soft[i];
    }
  numbers.task = LIMEN_TASK_MULTICLASS;
  numbers.n_scores = 2;
  numbers.scores = columns;
  for (int is_soft = 0; is_soft < 2; is_soft++)
    {
      numbers.targets = is_soft ? targets : NULL;
      g_assert_true (
          limen_loss_kl_divergence_compute_moments (&numbers, NULL, &moments));
      test_assert_near (limen_moments_get_ratio (&moments),
                        limen_loss_kl_divergence (&numbers).mean, 1e-13);
    }
}

static void
test_focal (void)
{
  g_autoptr (EstimateRows) rows = estimate_rows_draw (400, 0, TRUE, 3);
  const LimenFocalOptions options = { .gamma = 2, .alpha = 0.3 };
  LimenFocalLoss loss = limen_loss_focal (&rows->numbers, &options);
  LimenMoments by_rows, by_weight;

  g_assert_true (limen_loss_focal_compute_moments (
      &rows->numbers, NULL, &options, true, &rows->units, &by_rows));
  g_assert_true (limen_loss_focal_compute_moments (
      &rows->numbers, NULL, &options, false, NULL, &by_weight));
  test_assert_near (limen_moments_get_ratio (&by_rows), loss.by_rows, 1e-13);
  test_assert_near (limen_moments_get_ratio (&by_weight), loss.by_weight,
                    1e-13);
}

static void
test_regression (void)
{
  g_autoptr (EstimateRows) rows = estimate_rows_draw (400, 0, TRUE, 3);
  g_autofree double *truths = g_new (double, 400);
  LimenPredictions numbers = rows->numbers;
  LimenMoments squares, gaussian;

  for (gsize i = 0; i < 400; i++)
    truths[i] = rows->scores[i] / 2 + (double) (i % 7);
  numbers.task = LIMEN_TASK_REGRESSION;
  numbers.targets = &truths;
  g_assert_true (limen_row_losses_compute_moments (&numbers, NULL, &squares));
  g_assert_true (
      limen_loss_gaussian_compute_moments (&numbers, 2.5, NULL, &gaussian));
  test_assert_near (
      limen_moments_get_ratio (&squares),
      limen_loss_squared_error (rows->scores, truths, rows->weights, 400).mean,
      1e-13);
  test_assert_near (
      limen_moments_get_ratio (&gaussian),
      limen_loss_gaussian (rows->scores, truths, NULL, 2.5, rows->weights, 400)
          .mean,
      1e-13);
}

/* Where all losses are equal, the rows still say that others are rare. */
static void
test_constant (void)
{
  static const double values[] = { 0.2, 0.2, 0.2, 0.2, 0.2 };
  LimenMoments moments = get_moments (values, NULL, 5);
  LimenEstimate bounded = limen_estimate_mean (&moments, brier_range, 0.95);
  LimenEstimate unbounded = limen_estimate_mean (&moments, loss_range, 0.95);
  double others = 1 - pow (0.025, 0.2);

  g_assert_cmpint (bounded.method, ==, LIMEN_ESTIMATE_EXACT);
  test_assert_near (bounded.interval.low, 0.2 * (1 - others), 1e-14);
  test_assert_near (bounded.interval.high, 0.2 + 0.8 * others, 1e-14);
  g_assert_cmpint (unbounded.method, ==, LIMEN_ESTIMATE_NONE);
  g_assert_cmpint (unbounded.reason, ==, LIMEN_NO_INTERVAL_NO_VARIATION);
}

/* No loss at all, and a single row. */
static void
test_ends (void)
{
  static const double none[] = { 0, 0, 0 }, one[] = { 0.3 };
  LimenMoments perfect = get_moments (none, NULL, 3);
  LimenMoments single = get_moments (one, NULL, 1);
  LimenMoments empty = { 0 };
  LimenEstimate estimate = limen_estimate_mean (&perfect, brier_range, 0.95);

  g_assert_cmpfloat (estimate.interval.low, ==, 0);
  test_assert_near (estimate.interval.high, 1 - cbrt (0.025), 1e-14);
  estimate = limen_estimate_mean (&single, brier_range, 0.95);
  test_assert_near (estimate.interval.high, 0.3 + 0.7 * 0.975, 1e-14);
  g_assert_cmpint (limen_estimate_mean (&single, any_range, 0.95).method, ==,
                   LIMEN_ESTIMATE_NONE);
  g_assert_cmpint (limen_estimate_mean (&empty, brier_range, 0.95).reason, ==,
                   LIMEN_NO_INTERVAL_UNDEFINED);
}

/* One row has almost all the weight; and all losses are equal with weights. */
static void
test_weights (void)
{
  static const double losses[] = { 0.1, 0.9, 0.4, 0.7 };
  static const double weights[] = { 1e12, 1, 2, 1 }, some[] = { 1, 4, 2, 3 };
  double values[4], equal[4];
  LimenMoments moments;

  for (int i = 0; i < 4; i++)
    {
      values[i] = losses[i] * weights[i];
      equal[i] = 0.3 * some[i];
    }
  moments = get_moments (values, weights, 4);
  g_assert_cmpint (limen_estimate_mean (&moments, brier_range, 0.95).reason,
                   ==, LIMEN_NO_INTERVAL_TOO_FEW);
  moments = get_moments (equal, some, 4);
  g_assert_cmpint (limen_estimate_mean (&moments, brier_range, 0.95).reason,
                   ==, LIMEN_NO_INTERVAL_NO_VARIATION);
}

static void
test_infinite (void)
{
  static const double values[] = { 0.1, INFINITY, 0.4 };
  LimenMoments moments = get_moments (values, NULL, 3);
  LimenEstimate estimate = limen_estimate_mean (&moments, loss_range, 0.95);

  g_assert_cmpint (estimate.method, ==, LIMEN_ESTIMATE_NONE);
  g_assert_true (isnan (estimate.interval.low)
                 && isnan (estimate.interval.high));
}

/* Intervals stay in the range, on their scale. */
static void
test_scales (void)
{
  LimenInterval log_scale
      = limen_interval_student (0.5, 0.04, INFINITY, loss_range, 0.95);
  LimenInterval logit_scale
      = limen_interval_student (0.9, 0.01, INFINITY, brier_range, 0.95);

  test_assert_near (log_scale.low * log_scale.high, 0.25, 1e-14);
  test_assert_near (log (log_scale.high / 0.5), 1.959963984540054 * 0.2 / 0.5,
                    1e-14);
  test_assert_near (log (logit_scale.high / (1 - logit_scale.high)),
                    log (9) + 1.959963984540054 * 0.1 / 0.09, 1e-13);
  g_assert_true (
      isnan (limen_interval_student (0.5, 0.04, 0.5, any_range, 0.95).low));
  g_assert_true (
      isnan (limen_interval_student (0.5, 0, 9, any_range, 0.95).low));
}

/* The same bits whether one thread or several compute them. */
static void
test_threads (void)
{
  g_autoptr (EstimateRows) rows = estimate_rows_draw (300001, 0, TRUE, 3);
  LimenMoments alone, together;
  bool was_busy = limen_parallel_set_busy (true);

  g_assert_true (
      limen_row_losses_compute_moments (&rows->numbers, NULL, &alone));
  limen_parallel_set_busy (was_busy);
  g_assert_true (
      limen_row_losses_compute_moments (&rows->numbers, NULL, &together));
  g_assert_cmpmem (&alone, sizeof alone, &together, sizeof together);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mean-estimate/moments", test_moments);
  g_test_add_func ("/mean-estimate/reference", test_reference);
  g_test_add_func ("/mean-estimate/jackknife", test_jackknife);
  g_test_add_func ("/mean-estimate/losses", test_losses);
  g_test_add_func ("/mean-estimate/multiclass", test_multiclass);
  g_test_add_func ("/mean-estimate/dice", test_dice);
  g_test_add_func ("/mean-estimate/stratified", test_stratified);
  g_test_add_func ("/mean-estimate/divergence", test_divergence);
  g_test_add_func ("/mean-estimate/focal", test_focal);
  g_test_add_func ("/mean-estimate/regression", test_regression);
  g_test_add_func ("/mean-estimate/constant", test_constant);
  g_test_add_func ("/mean-estimate/ends", test_ends);
  g_test_add_func ("/mean-estimate/weights", test_weights);
  g_test_add_func ("/mean-estimate/infinite", test_infinite);
  g_test_add_func ("/mean-estimate/scales", test_scales);
  g_test_add_func ("/mean-estimate/threads", test_threads);
  return g_test_run ();
}
