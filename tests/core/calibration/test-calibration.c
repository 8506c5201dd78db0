/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "calibration.h"
#include "calibration-cases.h"
#include "calibration-slope.h"
#include "computed.h"
#include "interval.h"
#include "support.h"

#define TOLERANCE 1e-12
#define FIT_TOLERANCE 1e-9

static void
check_bins (JsonArray *expected, const LimenCalibrationBin *bins, gsize n)
{
  g_assert_cmpuint (json_array_get_length (expected), ==, n);
  for (guint i = 0; i < n; i++)
    {
      JsonObject *bin = json_array_get_object_element (expected, i);
      const struct
      {
        const char *name;
        double value;
      } members[] = { { "weight", bins[i].weight },
                      { "mean-score", bins[i].mean_score },
                      { "frequency", bins[i].frequency },
                      { "rows", (double) bins[i].n_rows },
                      { "wilson-low", bins[i].wilson.low },
                      { "wilson-high", bins[i].wilson.high } };

      for (guint j = 0; j < G_N_ELEMENTS (members); j++)
        {
          g_test_message ("bin %u %s", i, members[j].name);
          test_assert_near (members[j].value,
                            calibration_case_get_number (bin,
                                                         members[j].name),
                            TOLERANCE);
        }
      g_assert_cmpfloat (bins[i].low, <=, bins[i].high);
      if (i > 0)
        g_assert_cmpfloat (bins[i].low, ==, bins[i - 1].high);
    }
  g_assert_cmpfloat (bins[0].low, ==, 0);
  g_assert_cmpfloat (bins[n - 1].high, ==, 1);
}

static void
check_sums (JsonObject *expected, LimenCalibration calibration)
{
  const struct
  {
    const char *name;
    double value;
  } members[] = {
    { "ece", calibration.ece },
    { "mce", calibration.mce },
    { "rms", calibration.rms },
    { "brier", calibration.brier },
    { "reliability", calibration.reliability },
    { "resolution", calibration.resolution },
    { "uncertainty", calibration.uncertainty },
    { "within-bin-variance", calibration.within_variance },
    { "within-bin-covariance", calibration.within_covariance },
    { "expected-over-observed", calibration.expected_over_observed },
  };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_test_message ("%s", members[i].name);
      test_assert_near (
          members[i].value,
          calibration_case_get_number (expected, members[i].name), TOLERANCE);
    }
  test_assert_near (calibration.reliability - calibration.resolution
                        + calibration.uncertainty
                        + calibration.within_variance
                        - calibration.within_covariance,
                    calibration.brier, 1e-15);
}

static void
check_binning (const CalibrationCase *self, JsonObject *calibration,
               LimenBinning binning)
{
  g_autofree LimenCalibrationBin *bins
      = g_new (LimenCalibrationBin, self->n_bins);
  JsonObject *expected = json_object_get_object_member (
      calibration, limen_binning_get_name (binning));
  gsize n_bins = self->n_bins;
  LimenCalibration found = computed_calibration_binned (
      &self->numbers, binning, NULL, bins, &n_bins);

  check_bins (json_object_get_array_member (expected, "bins"), bins, n_bins);
  check_sums (expected, found);
}

static void
check_slope (const CalibrationCase *self, JsonObject *expected)
{
  LimenCalibrationSlope found
      = limen_calibration_slope_compute (&self->numbers);

  test_assert_near (found.slope,
                    calibration_case_get_number (expected, "slope"),
                    FIT_TOLERANCE);
  test_assert_near (found.intercept,
                    calibration_case_get_number (expected, "intercept"),
                    FIT_TOLERANCE);
  test_assert_near (found.in_the_large,
                    calibration_case_get_number (expected, "in-the-large"),
                    FIT_TOLERANCE);
}

static void
check_case (const CalibrationCase *self)
{
  JsonObject *expected;

  if (!json_object_has_member (self->object, "calibration"))
    return;
  expected = json_object_get_object_member (self->object, "calibration");
  check_binning (self, expected, LIMEN_BINNING_EQUAL_WIDTH);
  check_binning (self, expected, LIMEN_BINNING_EQUAL_MASS);
  check_slope (self, json_object_get_object_member (expected, "slope"));
}

static void
test_reference (void)
{
  g_assert_cmpuint (calibration_cases_for_each ("binary", check_case), >=,
                    20);
}

/* Repeated rows equal rows of weight two, except for intervals, in any unit of
 * weights. */
static void
test_weights (void)
{
  LimenPredictions numbers
      = calibration_case_draw (LIMEN_KIND_PROBABILITY, 300, 5);
  LimenCalibrationBin bins[10], heavy_bins[10];
  gsize n = 10, n_heavy = 10;
  LimenCalibration light, heavy;
  LimenCalibrationSlope slope
      = limen_calibration_slope_compute (&numbers), heavy_slope;

  light = computed_calibration_binned (
      &numbers, LIMEN_BINNING_EQUAL_MASS, NULL, bins, &n);
  for (gsize i = 0; i < numbers.n_rows; i++)
    numbers.weights[i] *= 1024;
  heavy = computed_calibration_binned (
      &numbers, LIMEN_BINNING_EQUAL_MASS, NULL, heavy_bins, &n_heavy);
  heavy_slope = limen_calibration_slope_compute (&numbers);
  g_assert_cmpuint (n, ==, n_heavy);
  g_assert_cmpfloat (light.ece, ==, heavy.ece);
  g_assert_cmpfloat (light.brier, ==, heavy.brier);
  test_assert_near (slope.slope, heavy_slope.slope, 1e-12);
  for (gsize i = 0; i < n; i++)
    {
      g_assert_cmpfloat (bins[i].low, ==, heavy_bins[i].low);
      g_assert_cmpfloat (bins[i].wilson.low, ==, heavy_bins[i].wilson.low);
      /* unequal weights have a smaller effective sample size */
      g_assert_cmpfloat (
          bins[i].wilson.high - bins[i].wilson.low, >,
          limen_interval_wilson (bins[i].frequency,
                                 (double) bins[i].n_rows, 0.95)
                  .high
              - limen_interval_wilson (bins[i].frequency,
                                       (double) bins[i].n_rows, 0.95)
                    .low);
    }
  calibration_case_free_numbers (&numbers);
}

/* Equal-mass bins match their edges, and differ by at most a row without
 * ties. */
static void
test_equal_mass (void)
{
  LimenPredictions numbers
      = calibration_case_draw (LIMEN_KIND_LOGIT, 1003, 6);
  LimenCalibrationBin bins[30];
  gsize n = 30, total = 0;

  g_clear_pointer (&numbers.weights, g_free);
  computed_calibration_binned (&numbers, LIMEN_BINNING_EQUAL_MASS, NULL,
                                    bins, &n);
  g_assert_cmpuint (n, ==, 30);
  for (gsize i = 0; i < n; i++)
    {
      g_assert_cmpuint (bins[i].n_rows, >=, 33);
      g_assert_cmpuint (bins[i].n_rows, <=, 34);
      g_assert_cmpfloat (bins[i].mean_score, >=, bins[i].low);
      g_assert_cmpfloat (bins[i].mean_score, <=, bins[i].high);
      total += bins[i].n_rows;
    }
  g_assert_cmpuint (total, ==, numbers.n_rows);
  calibration_case_free_numbers (&numbers);
}

static void
test_undefined (void)
{
  double score = 0.5, zero = 0;
  double *scores = &score;
  guint16 label = 1;
  LimenPredictions numbers = { .task = LIMEN_TASK_BINARY,
                               .kind = LIMEN_KIND_PROBABILITY,
                               .n_rows = 0,
                               .n_scores = 1,
                               .positive = 1,
                               .labels = &label,
                               .scores = &scores };

  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 2; j++)
      {
        LimenCalibrationBin bins[4];
        gsize n_bins = 4;
        LimenCalibration found;

        numbers.n_rows = i > 0;
        numbers.weights = i == 1 ? &zero : NULL;
        numbers.kind = i == 2 ? LIMEN_KIND_SCORE : LIMEN_KIND_PROBABILITY;
        found = computed_calibration_binned (
            &numbers, (LimenBinning) j, NULL, bins, &n_bins);
        g_assert_true (isnan (found.ece) && isnan (found.mce)
                       && isnan (found.brier) && isnan (found.uncertainty)
                       && isnan (found.expected_over_observed));
        for (gsize k = 0; k < n_bins; k++)
          {
            g_assert_cmpfloat (bins[k].weight, ==, 0);
            g_assert_true (isnan (bins[k].wilson.low));
            g_assert_true (isnan (bins[k].frequency));
          }
        g_assert_true (
            isnan (limen_calibration_slope_compute (&numbers).slope));
        g_assert_true (
            isnan (limen_calibration_slope_compute (&numbers).in_the_large));
      }
}

static void
test_wilson (void)
{
  LimenInterval none = limen_interval_wilson (0, 10, 0.95);
  LimenInterval all = limen_interval_wilson (1, 10, 0.95);
  LimenInterval wide = limen_interval_wilson (0.3, 10, 0.99);
  LimenInterval narrow = limen_interval_wilson (0.3, 10, 0.9);

  /* z^2 / (n + z^2) */
  g_assert_cmpfloat (none.low, ==, 0);
  test_assert_near (none.high, 0.2775327998628892, 1e-12);
  test_assert_near (all.low, 1 - 0.2775327998628892, 1e-12);
  g_assert_cmpfloat (all.high, ==, 1);
  g_assert_cmpfloat (wide.low, <, narrow.low);
  g_assert_cmpfloat (wide.high, >, narrow.high);
  g_assert_true (isnan (limen_interval_wilson (0.5, 0, 0.95).low));
  g_assert_true (isnan (limen_interval_wilson (NAN, 5, 0.95).high));
}

static double *
read_top_labels (JsonObject *inputs, LimenPredictions *numbers)
{
  JsonArray *rows = json_object_get_array_member (inputs, "probs");
  JsonArray *labels = json_object_get_array_member (inputs, "labels");
  double *top = g_new0 (double, json_array_get_length (rows));

  numbers->n_rows = json_array_get_length (rows);
  numbers->labels = g_new (guint16, numbers->n_rows);
  for (guint i = 0; i < numbers->n_rows; i++)
    {
      JsonArray *row = json_array_get_array_element (rows, i);
      guint largest = 0;

      for (guint k = 1; k < json_array_get_length (row); k++)
        if (json_array_get_double_element (row, k)
            > json_array_get_double_element (row, largest))
          largest = k;
      top[i] = json_array_get_double_element (row, largest);
      numbers->labels[i]
          = json_array_get_int_element (labels, i) == (gint64) largest;
    }
  return top;
}

static gboolean
check_published (JsonObject *object)
{
  JsonObject *inputs = json_object_get_object_member (object, "data");
  JsonObject *params = json_object_get_object_member (object, "options");
  const char *metric = json_object_get_string_member (object, "figure");
  gboolean is_curve = g_str_equal (metric, "calibration_curve");
  gboolean is_brier = g_str_equal (metric, "brier");
  gboolean is_multiclass = g_str_equal (
      json_object_get_string_member (object, "task"), "multiclass");
  LimenCalibrationBin bins[16];
  LimenPredictions numbers = { .kind = LIMEN_KIND_PROBABILITY,
                               .n_scores = 1,
                               .positive = 1 };
  g_autofree double *scores = NULL;
  gsize n_bins = 5;
  LimenCalibration found;

  if ((!is_curve && !is_brier && !g_str_equal (metric, "calibration_error"))
      || !json_object_has_member (inputs, "probs")
      || json_object_has_member (inputs, "file"))
    return FALSE;
  g_test_message ("%s", json_object_get_string_member (object, "name"));
  if (json_object_has_member (params, "bins"))
    n_bins = (gsize) json_object_get_int_member (params, "bins");
  if (is_multiclass)
    scores = read_top_labels (inputs, &numbers);
  else
    {
      JsonArray *labels = json_object_get_array_member (inputs, "labels");

      scores = calibration_case_read_numbers (
          json_object_get_array_member (inputs, "probs"));
      numbers.n_rows = json_array_get_length (labels);
      numbers.labels = g_new (guint16, numbers.n_rows);
      for (guint i = 0; i < numbers.n_rows; i++)
        numbers.labels[i] = (guint16) json_array_get_int_element (labels, i);
    }
  numbers.scores = &scores;
  found = computed_calibration_binned (
      &numbers, LIMEN_BINNING_EQUAL_WIDTH, NULL, bins, &n_bins);
  if (is_curve)
    {
      JsonArray *frequencies = json_object_get_array_member (
          json_object_get_object_member (object, "value"), "prob_true");
      guint n = 0;

      for (gsize i = 0; i < n_bins; i++)
        if (bins[i].n_rows > 0)
          test_assert_near (bins[i].frequency,
                            json_array_get_double_element (frequencies, n++),
                            1e-12);
      g_assert_cmpuint (n, ==, json_array_get_length (frequencies));
    }
  else
    {
      const char *norm
          = is_brier ? "" : json_object_get_string_member (params, "norm");

      test_assert_near (is_brier                    ? found.brier
                        : g_str_equal (norm, "max") ? found.mce
                        : g_str_equal (norm, "l2")  ? found.rms
                                                    : found.ece,
                        json_object_get_double_member (object, "exact"),
                        1e-12);
    }
  g_free (numbers.labels);
  return TRUE;
}

static void
test_published (void)
{
  test_check_published ("calibration", check_published);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/calibration/reference", test_reference);
  g_test_add_func ("/calibration/weights", test_weights);
  g_test_add_func ("/calibration/equal-mass", test_equal_mass);
  g_test_add_func ("/calibration/undefined", test_undefined);
  g_test_add_func ("/calibration/wilson", test_wilson);
  g_test_add_func ("/calibration/published", test_published);
  return g_test_run ();
}
