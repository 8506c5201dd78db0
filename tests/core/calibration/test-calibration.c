#include <math.h>
#include <string.h>

#include "calibration-cases.h"
#include "calibration-slope.h"
#include "calibration.h"
#include "computed.h"
#include "interval.h"
#include "link.h"
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

/* Rows that are there twice weigh like one of weight two, but for the
 * intervals, and however large the unit of weights is. */
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
      /* unequal weights say less than their number */
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

/* Equal-mass bins hold what their edges say, and differ by a row at most where
 * there are no ties. */
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

/* Published figures */

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

/* What the mean loss still falls by, if slope and intercept change. */
static void
check_gradient (const LimenPredictions *numbers, double slope,
                double intercept, gboolean has_slope)
{
  double r = 0, rx = 0, weight = 0;

  for (gsize i = 0; i < numbers->n_rows; i++)
    {
      double x = limen_bounded_logit (numbers->kind, numbers->scores[0][i]);
      double w = limen_predictions_get_weight (numbers, i);
      double residual
          = w
            * (limen_sigmoid (intercept + slope * x)
               - (numbers->labels[i] == numbers->positive));

      r += residual;
      rx += residual * x;
      weight += w;
    }
  g_assert_cmpfloat (fabs (r / weight), <, 1e-10);
  if (has_slope)
    g_assert_cmpfloat (fabs (rx / weight), <, 1e-9);
}

static void
check_slope_of_many (const LimenPredictions *numbers, gboolean has_slope)
{
  LimenCalibrationSlope found = limen_calibration_slope_compute (numbers);

  if (has_slope)
    check_gradient (numbers, found.slope, found.intercept, TRUE);
  else
    g_assert_true (isnan (found.slope) && isnan (found.intercept));
  check_gradient (numbers, 1, found.in_the_large, FALSE);
}

/* So many rows that some are tried first. */
static void
test_slope_of_many (void)
{
  for (int kind = LIMEN_KIND_PROBABILITY; kind < LIMEN_KIND_SCORE; kind++)
    for (int has_weights = 0; has_weights < 2; has_weights++)
      {
        LimenPredictions numbers
            = calibration_case_draw ((LimenKind) kind, 150001, 12);
        LimenCalibrationSlope found;

        if (!has_weights)
          g_clear_pointer (&numbers.weights, g_free);
        check_slope_of_many (&numbers, TRUE);
        found = limen_calibration_slope_compute (&numbers);
        /* drawn from logits that were then stretched and shifted */
        test_assert_near (found.slope, 1 / 1.7, 0.05);
        test_assert_near (found.intercept, 0.5 / 1.7, 0.05);
        calibration_case_free_numbers (&numbers);
      }
}

/* Rows that say little about the slope, or nothing, or whose first ones do. */
static void
test_hard_slopes (void)
{
  LimenPredictions numbers
      = calibration_case_draw (LIMEN_KIND_LOGIT, 100000, 13);
  double *scores = numbers.scores[0];

  g_clear_pointer (&numbers.weights, g_free);
  for (gsize i = 0; i < numbers.n_rows; i++)
    numbers.labels[i] = scores[i] > 0.3;
  check_slope_of_many (&numbers, FALSE);
  /* but for some that none of the first passes looks at */
  for (gsize i = 600; i < 700; i++)
    numbers.labels[i] = !numbers.labels[i];
  check_slope_of_many (&numbers, TRUE);
  for (gsize i = 0; i < numbers.n_rows; i++)
    scores[i] = 25 * scores[i] - 40;
  check_slope_of_many (&numbers, TRUE);
  for (gsize i = 0; i < numbers.n_rows; i++)
    {
      scores[i] = i < 700 ? -1 - (double) i : -2;
      numbers.labels[i] = i % 7 == 0;
    }
  check_slope_of_many (&numbers, TRUE);
  for (gsize i = 0; i < numbers.n_rows; i++)
    scores[i] = -2;
  check_slope_of_many (&numbers, FALSE);
  for (gsize i = 0; i < numbers.n_rows; i++)
    numbers.labels[i] = 1;
  g_assert_true (
      isnan (limen_calibration_slope_compute (&numbers).in_the_large));
  calibration_case_free_numbers (&numbers);
}

/* By how much the logits are too low, by halving. */
static double
find_in_the_large (const LimenPredictions *numbers)
{
  double low = -200, high = 200;

  while (high - low > 1e-13)
    {
      double middle = (low + high) / 2, too_high = 0;

      if (middle <= low || middle >= high)
        break;
      for (gsize i = 0; i < numbers->n_rows; i++)
        {
          double x = middle
                     + limen_bounded_logit (numbers->kind,
                                            numbers->scores[0][i]);

          too_high += numbers->weights[i]
                      * (numbers->labels[i] == numbers->positive
                             ? -limen_sigmoid (-x)
                             : limen_sigmoid (x));
        }
      if (too_high > 0)
        high = middle;
      else
        low = middle;
    }
  return (low + high) / 2;
}

/* Probabilities next to 0 and 1 keep what they are short of. */
static void
test_uneven_weights (void)
{
  LimenPredictions numbers
      = calibration_case_draw (LIMEN_KIND_PROBABILITY, 50000, 14);

  for (gsize i = 0; i < numbers.n_rows; i++)
    {
      gboolean is_positive = numbers.labels[i] == numbers.positive;

      numbers.weights[i] = is_positive ? 1 : 1e-12;
      if (i % 50 < 4)
        numbers.scores[0][i] = i % 50 < 2;
    }
  test_assert_near (limen_calibration_slope_compute (&numbers).in_the_large,
                    find_in_the_large (&numbers), 1e-11);
  calibration_case_free_numbers (&numbers);
}

/* Whether a fit has a number, or says why not. */
static void
check_statuses (LimenCalibrationSlope found)
{
  g_assert_cmpint (isnan (found.slope), ==,
                   found.slope_status != LIMEN_FIT_DONE);
  g_assert_cmpint (isnan (found.intercept), ==,
                   found.slope_status != LIMEN_FIT_DONE);
  g_assert_cmpint (isnan (found.in_the_large), ==,
                   found.in_the_large_status != LIMEN_FIT_DONE);
  if (found.slope_status != LIMEN_FIT_NONE)
    g_assert_cmpint (limen_fit_status_describe (found.slope_status) == NULL,
                     ==, found.slope_status == LIMEN_FIT_DONE);
}

/* Rows of which so many out of 20 are scores of 0 and 1, a share of them
 * wrong; the others are of two scores. */
static LimenPredictions
draw_saturated (gsize n, int n_saturated, double wrong)
{
  LimenPredictions numbers
      = calibration_case_draw (LIMEN_KIND_PROBABILITY, n, 4);
  GRand *random = g_rand_new_with_seed (6);

  for (gsize i = 0; i < n; i++)
    {
      gboolean is_high = g_rand_double (random) < 0.4;
      gboolean is_saturated = g_rand_int_range (random, 0, 20) < n_saturated;

      numbers.scores[0][i] = is_saturated ? is_high : is_high ? 0.7 : 0.125;
      numbers.labels[i]
          = is_high != (g_rand_double (random) < (is_saturated ? wrong : 0.1));
    }
  g_rand_free (random);
  return numbers;
}

/* Decisions have no logits; few or many rows, with wrong ones that pull the
 * intercept as far as the bound of the logits, have a solution. */
static void
test_saturated_slopes (void)
{
  static const gsize sizes[] = { 200, 3000, 17000 };
  static const double wrong[] = { 0.1, 0.5, 0.9 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint j = 0; j < G_N_ELEMENTS (wrong); j++)
      for (int n_saturated = 19; n_saturated <= 20; n_saturated++)
        {
          LimenPredictions numbers
              = draw_saturated (sizes[i], n_saturated, wrong[j]);
          LimenCalibrationSlope found
              = limen_calibration_slope_compute (&numbers);

          g_test_message ("%" G_GSIZE_FORMAT " rows, %d of 20, %g wrong",
                          sizes[i], n_saturated, wrong[j]);
          check_statuses (found);
          if (n_saturated == 20)
            {
              g_assert_cmpint (found.slope_status, ==, LIMEN_FIT_DECISIONS);
              g_assert_cmpint (found.in_the_large_status, ==,
                               LIMEN_FIT_DECISIONS);
            }
          else
            {
              g_assert_cmpint (found.slope_status, ==, LIMEN_FIT_DONE);
              check_gradient (&numbers, found.slope, found.intercept, TRUE);
              test_assert_near (found.in_the_large,
                                find_in_the_large (&numbers), 1e-9);
            }
          calibration_case_free_numbers (&numbers);
        }
}

/* Each way of having no slope says so. */
static void
test_statuses (void)
{
  static const struct
  {
    LimenKind kind;
    double scores[4];
    guint16 labels[4];
    LimenFitStatus slope, in_the_large;
  } cases[] = {
    { LIMEN_KIND_SCORE, { 1, 2, 3, 4 }, { 0, 1, 0, 1 }, LIMEN_FIT_NONE,
      LIMEN_FIT_NONE },
    { LIMEN_KIND_LOGIT, { 1, 2, 3, 4 }, { 0, 1, 0, 1 }, LIMEN_FIT_DONE,
      LIMEN_FIT_DONE },
    { LIMEN_KIND_LOGIT, { 0, 0, 1, 1 }, { 0, 1, 0, 1 }, LIMEN_FIT_DONE,
      LIMEN_FIT_DONE },
    { LIMEN_KIND_LOGIT, { 1, 2, 3, 4 }, { 1, 1, 1, 1 }, LIMEN_FIT_ONE_CLASS,
      LIMEN_FIT_ONE_CLASS },
    { LIMEN_KIND_PROBABILITY, { 0.1, 0.2, 0.3, 0.4 }, { 0, 0, 1, 1 },
      LIMEN_FIT_SEPARATED, LIMEN_FIT_DONE },
    { LIMEN_KIND_PROBABILITY, { 0.2, 0.2, 0.2, 0.2 }, { 0, 0, 1, 1 },
      LIMEN_FIT_SEPARATED, LIMEN_FIT_DONE },
    { LIMEN_KIND_PROBABILITY, { 0, 0, 1, 1 }, { 0, 1, 0, 1 },
      LIMEN_FIT_DECISIONS, LIMEN_FIT_DECISIONS },
    { LIMEN_KIND_PROBABILITY, { 0, 0, 1, 1 }, { 0, 0, 1, 1 },
      LIMEN_FIT_DECISIONS, LIMEN_FIT_DECISIONS },
    { LIMEN_KIND_LOG_PROBABILITY, { -INFINITY, -INFINITY, 0, 0 },
      { 0, 1, 0, 1 }, LIMEN_FIT_DECISIONS, LIMEN_FIT_DECISIONS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double *columns[] = { (double *) cases[i].scores };
      LimenPredictions numbers = { .task = LIMEN_TASK_BINARY,
                                   .kind = cases[i].kind,
                                   .n_rows = 4,
                                   .n_classes = 2,
                                   .n_scores = 1,
                                   .positive = 1,
                                   .labels = (guint16 *) cases[i].labels,
                                   .scores = columns };
      LimenCalibrationSlope found = limen_calibration_slope_compute (&numbers);

      g_test_message ("case %u", i);
      check_statuses (found);
      g_assert_cmpint (found.slope_status, ==, cases[i].slope);
      g_assert_cmpint (found.in_the_large_status, ==, cases[i].in_the_large);
    }
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
  g_test_add_func ("/calibration/slope-of-many", test_slope_of_many);
  g_test_add_func ("/calibration/hard-slopes", test_hard_slopes);
  g_test_add_func ("/calibration/uneven-weights", test_uneven_weights);
  g_test_add_func ("/calibration/saturated-slopes", test_saturated_slopes);
  g_test_add_func ("/calibration/statuses", test_statuses);
  return g_test_run ();
}
