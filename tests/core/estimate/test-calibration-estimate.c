/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "calibration-estimate.h"
#include "estimate-rows.h"
#include "support.h"

static LimenCalibrationEstimates
estimate (const EstimateRows *rows, const LimenUnits *units)
{
  LimenCalibrationSlope fit = limen_calibration_slope_compute (&rows->numbers);
  LimenCalibrationEstimates estimates;

  g_assert_true (limen_estimate_calibration (&rows->numbers, &fit, units, 0.95,
                                             &estimates));
  return estimates;
}

/* The standard error behind an interval with many degrees of freedom. */
static double
get_error (LimenEstimate estimate, double freedom)
{
  LimenInterval unit = limen_interval_student (
      0, 1, freedom, (LimenRange){ LIMEN_SCALE_IDENTITY, -INFINITY, INFINITY },
      0.95);

  test_assert_near (estimate.interval.high - estimate.value,
                    estimate.value - estimate.interval.low, 1e-12);
  return (estimate.interval.high - estimate.value) / unit.high;
}

static void
check_errors (LimenCalibrationEstimates found, double freedom,
              JsonObject *model, const char *key)
{
  JsonArray *errors = json_object_get_array_member (model, key);

  test_assert_near (found.slope.value,
                    json_object_get_double_member (model, "slope"), 1e-7);
  if (freedom < 1)
    {
      g_assert_cmpint (found.slope.reason, ==, LIMEN_NO_INTERVAL_TOO_FEW);
      return;
    }
  test_assert_near (get_error (found.intercept, freedom)
                        / json_array_get_double_element (errors, 0),
                    1, 1e-6);
  test_assert_near (get_error (found.slope, freedom)
                        / json_array_get_double_element (errors, 1),
                    1, 1e-6);
}

static double
get_effective_size (const EstimateRows *rows, gboolean has_units)
{
  double sum = 0, square = 0;
  g_autofree double *weights = g_new0 (double, rows->n);

  for (gsize i = 0; i < rows->n; i++)
    weights[has_units ? rows->of_rows[i] : i]
        += rows->weights != NULL ? rows->weights[i] : 1;
  for (gsize i = 0; i < rows->n; i++)
    {
      sum += weights[i];
      square += weights[i] * weights[i];
    }
  return sum * sum / square;
}

/* R's glm(), and the sandwich estimator. */
static void
check_case (EstimateRows *rows, JsonObject *object)
{
  JsonObject *model = json_object_get_object_member (object, "model");

  check_errors (estimate (rows, NULL), get_effective_size (rows, FALSE) - 2,
                model, rows->weights == NULL ? "model-errors" : "row-errors");
  check_errors (estimate (rows, &rows->units),
                get_effective_size (rows, TRUE) - 2, model, "unit-errors");
}

static void
test_reference (void)
{
  g_assert_cmpuint (estimate_rows_for_each (check_case), ==, 12);
}

/* The mean gap, and calibration in the large, against their definitions. */
static void
test_gap (void)
{
  g_autoptr (EstimateRows) rows = estimate_rows_draw (800, 0, FALSE, 1);
  LimenCalibrationEstimates found = estimate (rows, NULL);
  double mean = 0, square = 0, curvature = 0;

  for (gsize i = 0; i < rows->n; i++)
    {
      double p = 1 / (1 + exp (-rows->scores[i]));
      double at = 1 / (1 + exp (-rows->scores[i] - found.in_the_large.value));

      mean += (p - rows->labels[i]) / 800;
      square += (p - rows->labels[i]) * (p - rows->labels[i]);
      curvature += at * (1 - at);
    }
  square = (square - 800 * mean * mean) / 799 / 800;
  test_assert_near (found.gap.value, mean, 1e-14);
  test_assert_near (get_error (found.gap, 799), sqrt (square), 1e-12);
  test_assert_near (get_error (found.in_the_large, 798), 1 / sqrt (curvature),
                    1e-9);
}

/* A threshold separates the classes: there is no slope, but a gap. */
static void
test_not_fitted (void)
{
  static const double scores[] = { 2, 1, -1, -2, -3 };
  static const guint16 labels[] = { 1, 1, 0, 0, 0 };
  g_autoptr (EstimateRows) rows = estimate_rows_new (scores, labels, NULL, 5);
  LimenCalibrationEstimates found = estimate (rows, NULL);

  g_assert_cmpint (found.slope.reason, ==, LIMEN_NO_INTERVAL_NOT_FITTED);
  g_assert_cmpint (found.intercept.reason, ==, LIMEN_NO_INTERVAL_NOT_FITTED);
  g_assert_cmpint (found.gap.method, ==, LIMEN_ESTIMATE_STANDARD_ERROR);
}

/* Plain scores have neither. */
static void
test_plain_scores (void)
{
  g_autoptr (EstimateRows) rows = estimate_rows_draw (50, 0, FALSE, 1);
  LimenCalibrationEstimates found;

  rows->numbers.kind = LIMEN_KIND_SCORE;
  found = estimate (rows, NULL);
  g_assert_cmpint (found.gap.reason, ==, LIMEN_NO_INTERVAL_UNDEFINED);
  g_assert_cmpint (found.slope.reason, ==, LIMEN_NO_INTERVAL_NOT_FITTED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/calibration-estimate/reference", test_reference);
  g_test_add_func ("/calibration-estimate/gap", test_gap);
  g_test_add_func ("/calibration-estimate/not-fitted", test_not_fitted);
  g_test_add_func ("/calibration-estimate/plain-scores", test_plain_scores);
  return g_test_run ();
}
