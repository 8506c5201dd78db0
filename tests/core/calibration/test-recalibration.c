#include <math.h>
#include <sched.h>
#include <string.h>

#include "calibration-cases.h"
#include "calibration-slope.h"
#include "calibration.h"
#include "computed.h"
#include "folds.h"
#include "link.h"
#include "loss.h"
#include "loss-multiclass.h"
#include "recalibration.h"
#include "support.h"

#define TOLERANCE 1e-8
/* Knots are ratios of sums. */
#define KNOT_TOLERANCE 1e-12

static void
check_knots (const LimenRecalibration *map, JsonArray *expected)
{
  g_assert_cmpuint (limen_recalibration_get_n_knots (map), ==,
                    json_array_get_length (expected));
  for (guint i = 0; i < json_array_get_length (expected); i++)
    {
      JsonArray *knot = json_array_get_array_element (expected, i);
      double y, x = limen_recalibration_get_knot (map, i, &y);

      test_assert_near (x, json_array_get_double_element (knot, 0), 0);
      test_assert_near (y, json_array_get_double_element (knot, 1),
                        KNOT_TOLERANCE);
    }
}

static void
check_parameters (const LimenRecalibration *map, JsonArray *expected)
{
  LimenRecalibrationMethod method = limen_recalibration_get_method (map);

  g_assert_cmpuint (limen_recalibration_method_get_n_parameters (method), ==,
                    json_array_get_length (expected));
  for (guint i = 0; i < json_array_get_length (expected); i++)
    {
      g_test_message (
          "%s", limen_recalibration_method_get_parameter_name (method, i));
      test_assert_near (limen_recalibration_get_parameter (map, i),
                        json_array_get_double_element (expected, i),
                        TOLERANCE);
    }
}

/* What scores of 0 and 1 become. */
static void
check_range (const LimenRecalibration *map, JsonObject *expected)
{
  LimenRecalibrationRange range = limen_recalibration_get_range (map);
  JsonArray *values;

  if (!json_object_has_member (expected, "range"))
    {
      g_assert_cmpfloat (range.least, ==, 0);
      g_assert_cmpfloat (range.most, ==, 1);
      return;
    }
  values = json_object_get_array_member (expected, "range");
  test_assert_near (range.least, json_array_get_double_element (values, 0),
                    TOLERANCE);
  test_assert_near (range.most, json_array_get_double_element (values, 1),
                    TOLERANCE);
}

static void
check_values (const LimenRecalibration *map, JsonArray *grid,
              JsonArray *expected)
{
  guint n = json_array_get_length (grid);
  g_autofree double *scores = calibration_case_read_numbers (grid);
  g_autofree double *values = g_new (double, n);

  limen_recalibration_apply_all (map, limen_recalibration_get_kind (map),
                                 scores, values, n);
  for (guint i = 0; i < n; i++)
    test_assert_near (values[i], json_array_get_double_element (expected, i),
                      TOLERANCE);
}

/* From what the getters give, the same map again. */
static void
check_round_trip (const LimenRecalibration *map, JsonArray *grid)
{
  gsize n = limen_recalibration_get_n_knots (map);
  g_autofree double *xs = g_new (double, n + 1), *ys = g_new (double, n + 1);
  double parameters[LIMEN_RECALIBRATION_MAX_PARAMETERS];
  LimenRecalibration *again;

  for (gsize i = 0; i < LIMEN_RECALIBRATION_MAX_PARAMETERS; i++)
    parameters[i] = limen_recalibration_get_parameter (map, i);
  for (gsize i = 0; i < n; i++)
    xs[i] = limen_recalibration_get_knot (map, i, &ys[i]);
  again = n == 0 && limen_recalibration_get_method (map)
                        != LIMEN_RECALIBRATION_PLATT
              ? computed_map_in_range (limen_recalibration_get_method (map),
                                       limen_recalibration_get_kind (map),
                                       parameters,
                                       limen_recalibration_get_range (map))
              : computed_map_again (limen_recalibration_get_method (map),
                                    limen_recalibration_get_kind (map),
                                    parameters, xs, ys, n);
  g_assert_nonnull (again);
  for (guint i = 0; i < json_array_get_length (grid); i++)
    {
      double score = json_array_get_double_element (grid, i);

      g_assert_cmpfloat (limen_recalibration_apply (again, score), ==,
                         limen_recalibration_apply (map, score));
    }
  limen_recalibration_free (again);
}

/* The scores of a probability, as a threshold, decide like it. */
static void
check_inverse (const LimenRecalibration *map, JsonArray *grid)
{
  for (int i = 0; i <= 20; i++)
    {
      double probability = i / 20.0, low, high;

      if (!limen_recalibration_is_monotone (map))
        {
          g_assert_false (
              limen_recalibration_invert (map, probability, &low, &high));
          g_assert_true (isnan (low) && isnan (high));
          continue;
        }
      g_assert_true (
          limen_recalibration_invert (map, probability, &low, &high));
      g_assert_cmpfloat (low, <=, high);
      for (guint j = 0; j < json_array_get_length (grid); j++)
        {
          double score = json_array_get_double_element (grid, j);
          double value = limen_recalibration_apply (map, score);

          if (fabs (value - probability) > 1e-9 && score != low)
            g_assert_cmpint (value >= probability, ==, score >= low);
          if (score > low && score < high)
            test_assert_near (value, probability, 1e-9);
        }
    }
}

static void
check_method (const CalibrationCase *self, JsonObject *expected,
              LimenRecalibrationMethod method)
{
  const char *name = limen_recalibration_method_get_name (method);
  JsonArray *grid = json_object_get_array_member (expected, "grid");
  JsonObject *object;
  LimenRecalibration *map
      = computed_map (method, &self->numbers, self->n_bins);

  g_test_message ("%s", name);
  g_assert_cmpint (map != NULL, ==,
                   limen_recalibration_method_takes (method,
                                                     self->numbers.kind));
  if (map == NULL)
    return;
  check_round_trip (map, grid);
  check_inverse (map, grid);
  if (json_object_has_member (expected, name))
    {
      object = json_object_get_object_member (expected, name);
      if (json_object_has_member (object, "knots"))
        check_knots (map, json_object_get_array_member (object, "knots"));
      else
        {
          check_parameters (
              map, json_object_get_array_member (object, "parameters"));
          check_range (map, object);
        }
      check_values (map, grid, json_object_get_array_member (object, "at"));
    }
  limen_recalibration_free (map);
}

static void
check_case (const CalibrationCase *self)
{
  JsonObject *expected
      = json_object_get_object_member (self->object, "recalibration");

  for (int i = 0; i < LIMEN_N_RECALIBRATIONS; i++)
    check_method (self, expected, (LimenRecalibrationMethod) i);
}

static void
test_reference (void)
{
  g_assert_cmpuint (calibration_cases_for_each ("binary", check_case), >=,
                    20);
}

/* The mean cross-entropy of several classes. */
static double
get_cross_entropy (const LimenPredictions *numbers,
                   LimenTemperature temperature)
{
  const LimenCrossEntropyOptions defaults = { 0 };
  g_autofree double **columns = g_new (double *, numbers->n_scores);
  LimenPredictions tempered = *numbers;
  double loss;

  for (gsize k = 0; k < numbers->n_scores; k++)
    {
      columns[k] = g_new (double, numbers->n_rows);
      for (gsize i = 0; i < numbers->n_rows; i++)
        columns[k][i] = limen_temperature_apply (
            temperature, numbers->kind, numbers->scores[k][i]);
    }
  tempered.kind = LIMEN_KIND_LOGIT;
  tempered.scores = columns;
  loss = limen_loss_cross_entropy (&tempered, &defaults).mean;
  for (gsize k = 0; k < numbers->n_scores; k++)
    g_free (columns[k]);
  return loss;
}

static void
check_temperature (const CalibrationCase *self)
{
  const LimenPredictions *numbers = &self->numbers;
  double expected = json_object_get_double_member (self->object,
                                                   "temperature");
  double floor = calibration_case_get_number (self->object, "floor");
  double tolerance = isnan (floor) ? TOLERANCE : 1e-4; /* of their search */
  g_autofree LimenTemperature *temperatures
      = g_new (LimenTemperature, numbers->n_rows);
  LimenTemperature found = computed_temperature (numbers);
  double least = INFINITY, most = -INFINITY, loss;

  test_assert_near (found.temperature, expected, tolerance);
  if (isnan (floor))
    g_assert_cmpfloat (found.floor, ==, -INFINITY);
  else
    test_assert_near (found.floor, floor, tolerance);
  loss = get_cross_entropy (numbers, found);
  test_assert_near (loss, json_object_get_double_member (self->object, "loss"),
                    1e-9);
  g_assert_cmpfloat (
      loss, <=,
      get_cross_entropy (numbers, LIMEN_TEMPERATURE_IDENTITY) + 1e-14);
  g_assert_cmpuint (
      computed_temperatures (numbers, 5, 1, temperatures), ==, 5);
  for (gsize i = 0; i < numbers->n_rows; i++)
    {
      least = fmin (least, temperatures[i].temperature);
      most = fmax (most, temperatures[i].temperature);
    }
  g_assert_cmpfloat (least, <, expected);
  g_assert_cmpfloat (most, >, expected);
  g_assert_cmpfloat (most / least, <, 1.5);
}

/* Logits of a row may be shifted; logarithms of probabilities are what the
 * probabilities themselves are, -infinity for 0 too. */
static void
check_equivalents (const CalibrationCase *self)
{
  LimenPredictions numbers = self->numbers;
  LimenTemperature found = computed_temperature (&numbers), again;
  gboolean is_logit = numbers.kind == LIMEN_KIND_LOGIT;

  for (gsize i = 0; i < numbers.n_rows; i++)
    for (gsize k = 0; k < numbers.n_scores; k++)
      numbers.scores[k][i] = is_logit ? numbers.scores[k][i]
                                            + 3 * sin ((double) i)
                                      : log (numbers.scores[k][i]);
  if (!is_logit)
    numbers.kind = LIMEN_KIND_LOG_PROBABILITY;
  again = computed_temperature (&numbers);
  test_assert_near (again.temperature, found.temperature, TOLERANCE);
  if (!is_logit)
    test_assert_near (again.floor, found.floor, TOLERANCE);
  numbers.task = LIMEN_TASK_MULTILABEL;
  g_assert_true (isnan (computed_temperature (&numbers).temperature));
}

static void
test_multiclass (void)
{
  g_assert_cmpuint (
      calibration_cases_for_each ("multiclass", check_temperature), ==, 5);
  calibration_cases_for_each ("multiclass", check_equivalents);
}

/* Two classes are one score: softmax (0, z) is the sigmoid of z. */
static void
test_two_classes (void)
{
  LimenPredictions numbers = calibration_case_draw (LIMEN_KIND_LOGIT, 500, 3);
  g_autofree double *zeros = g_new0 (double, numbers.n_rows);
  double *columns[] = { zeros, numbers.scores[0] };
  LimenPredictions two = numbers;
  LimenRecalibration *map = computed_map (
      LIMEN_RECALIBRATION_TEMPERATURE, &numbers, 0);

  two.task = LIMEN_TASK_MULTICLASS;
  two.n_scores = 2;
  two.scores = columns;
  test_assert_near (computed_temperature (&two).temperature,
                    limen_recalibration_get_parameter (map, 0), 1e-10);
  limen_recalibration_free (map);
  calibration_case_free_numbers (&numbers);
}

/* Not the cross-entropy, for which one 0 or 1 too many of an isotonic map
 * counts more than all else. */
static double
get_brier (const LimenPredictions *numbers, const double *probabilities)
{
  return limen_loss_brier (LIMEN_KIND_PROBABILITY, probabilities,
                           numbers->labels, numbers->positive,
                           numbers->weights, numbers->n_rows)
      .mean;
}

/* What was made too sharp and shifted comes out calibrated, on rows that the
 * maps have not seen. */
static void
test_improves (void)
{
  for (int i = 0; i < LIMEN_N_RECALIBRATIONS; i++)
    for (int kind = LIMEN_KIND_PROBABILITY; kind <= LIMEN_KIND_SCORE; kind++)
      {
        LimenRecalibrationMethod method = (LimenRecalibrationMethod) i;
        LimenPredictions numbers
            = calibration_case_draw ((LimenKind) kind, 4000, 7);
        LimenPredictions raw
            = calibration_case_draw (LIMEN_KIND_PROBABILITY, 4000, 7);
        g_autofree double *probabilities = g_new (double, 4000);
        gsize n_folds = computed_cross_fit (
            method, &numbers, 20, 5, 1, NULL, NULL, probabilities);

        g_assert_cmpuint (n_folds, ==,
                          limen_recalibration_method_takes (
                              method, (LimenKind) kind)
                              ? 5
                              : 0);
        g_test_message ("%s of kind %s",
                        limen_recalibration_method_get_name (method),
                        limen_kind_get_name ((LimenKind) kind));
        /* No sigmoid of a log-probability is straight. */
        if (n_folds > 0
            && (method != LIMEN_RECALIBRATION_PLATT
                || kind != LIMEN_KIND_LOG_PROBABILITY))
          g_assert_cmpfloat (get_brier (&numbers, probabilities), <,
                             get_brier (&raw, raw.scores[0]) - 0.002);
        calibration_case_free_numbers (&numbers);
        calibration_case_free_numbers (&raw);
      }
}

/* The mean cross-entropy of rows, each no more than 100. */
static double
get_bce (const LimenPredictions *numbers, const LimenRecalibration *map)
{
  double sum = 0, weight = 0;

  for (gsize i = 0; i < numbers->n_rows; i++)
    {
      double w = limen_predictions_get_weight (numbers, i);
      double score = numbers->scores[0][i];
      double p = map != NULL
                     ? limen_recalibration_apply (map, score)
                     : limen_score_to_probability (numbers->kind, score);

      sum += w
             * limen_loss_bce_row (p,
                                   numbers->labels[i] == numbers->positive);
      weight += w;
    }
  return sum / weight;
}

/* Every so many scores are 0 or 1, the labels of which are wrong at this
 * rate. */
static void
saturate (LimenPredictions *numbers, GRand *random, int every, double wrong)
{
  gboolean is_log = numbers->kind == LIMEN_KIND_LOG_PROBABILITY;

  for (gsize i = 0; i < numbers->n_rows; i++)
    {
      gboolean is_one = g_rand_boolean (random);

      if (g_rand_int_range (random, 0, every) > 0)
        continue;
      numbers->labels[i]
          = is_one != (g_rand_double_range (random, 0, 1) < wrong);
      if (numbers->kind != LIMEN_KIND_LOGIT)
        numbers->scores[0][i] = is_log ? (is_one ? 0 : -INFINITY) : is_one;
    }
}

/* Whether the scores as they are are among a method's maps. */
static gboolean
has_identity (LimenRecalibrationMethod method, LimenKind kind)
{
  return kind != LIMEN_KIND_SCORE
         && method != LIMEN_RECALIBRATION_HISTOGRAM
         && (method != LIMEN_RECALIBRATION_PLATT || kind == LIMEN_KIND_LOGIT);
}

static void
check_own_rows (const LimenPredictions *numbers)
{
  for (int i = 0; i < LIMEN_N_RECALIBRATIONS; i++)
    {
      LimenRecalibrationMethod method = (LimenRecalibrationMethod) i;
      LimenRecalibration *map
          = computed_map (method, numbers, 15);
      double least = limen_recalibration_apply (map, -INFINITY);

      g_test_message ("%s", limen_recalibration_method_get_name (method));
      g_assert_nonnull (map);
      if (has_identity (method, numbers->kind))
        g_assert_cmpfloat (get_bce (numbers, map), <=,
                           get_bce (numbers, NULL) + 1e-13);
      g_assert_true (least >= 0 && least <= 1);
      for (gsize row = 0; row < numbers->n_rows; row++)
        {
          double p
              = limen_recalibration_apply (map, numbers->scores[0][row]);

          g_assert_true (p >= 0 && p <= 1);
        }
      limen_recalibration_free (map);
    }
}

/* No map makes the rows worse that it was fitted on. */
static void
test_own_rows (void)
{
  static const gsize sizes[] = { 8, 40, 300 };
  static const double wrong[] = { 0, 0.03, 0.3, 0.8 };
  GRand *random = g_rand_new_with_seed (5);

  for (int kind = LIMEN_KIND_PROBABILITY; kind < LIMEN_KIND_SCORE; kind++)
    for (guint32 seed = 0; seed < 48; seed++)
      {
        LimenPredictions numbers = calibration_case_draw (
            (LimenKind) kind, sizes[seed % 3], seed);

        saturate (&numbers, random, 1 + (int) seed % 9, wrong[seed / 3 % 4]);
        if (seed % 2 == 0)
          g_clear_pointer (&numbers.weights, g_free);
        g_test_message ("%s, seed %u", limen_kind_get_name ((LimenKind) kind),
                        seed);
        check_own_rows (&numbers);
        calibration_case_free_numbers (&numbers);
      }
  g_rand_free (random);
}

/* One wrong score of 1 among calibrated ones leaves these where they are. */
static void
test_saturated (void)
{
  static const LimenRecalibrationMethod methods[]
      = { LIMEN_RECALIBRATION_TEMPERATURE, LIMEN_RECALIBRATION_BETA };
  LimenPredictions numbers
      = calibration_case_draw (LIMEN_KIND_PROBABILITY, 316, 1);

  g_clear_pointer (&numbers.weights, g_free);
  for (gsize i = 0; i < numbers.n_rows; i++)
    {
      gsize place = i % 6;

      numbers.scores[0][i] = i < 300 ? (place < 3 ? 0.25 : 2.0 / 3) : 1;
      numbers.labels[i] = i < 300 ? (place < 3 ? i % 24 / 6 == 0 : place < 5)
                                  : i != 310;
    }
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      LimenRecalibration *map
          = computed_map (methods[i], &numbers, 0);
      LimenRecalibrationRange range = limen_recalibration_get_range (map);
      double low, high;

      test_assert_near (limen_recalibration_apply (map, 0.25),
                        39.0 / 150, 0.02);
      test_assert_near (limen_recalibration_apply (map, 2.0 / 3), 2.0 / 3,
                        0.02);
      test_assert_near (limen_recalibration_apply (map, 1), 15.0 / 16, 1e-15);
      g_assert_cmpfloat (range.least, ==, 0);
      g_assert_cmpfloat (range.most, ==, 15.0 / 16);
      /* above all that it gives; what only a score of 1 has */
      g_assert_true (limen_recalibration_invert (map, 0.95, &low, &high));
      g_assert_true (isinf (low) && low > 0);
      g_assert_true (limen_recalibration_invert (map, range.most, &low,
                                                 &high));
      g_assert_cmpfloat (low, >, 2.0 / 3);
      g_assert_cmpfloat (low, <=, 1);
      g_assert_cmpfloat (high, ==, INFINITY);
      limen_recalibration_free (map);
    }
  calibration_case_free_numbers (&numbers);
}

/* Folds */

static void
check_folds (const LimenPredictions *numbers, gsize n_folds)
{
  g_autofree guint16 *folds = g_new (guint16, numbers->n_rows);
  gsize counts[2][8] = { 0 }, totals[2] = { 0 };

  g_assert_cmpuint (computed_folds (numbers, n_folds, 42, folds), ==,
                    n_folds);
  for (gsize i = 0; i < numbers->n_rows; i++)
    {
      g_assert_cmpuint (folds[i], <, n_folds);
      counts[numbers->labels[i]][folds[i]]++;
      totals[numbers->labels[i]]++;
    }
  for (gsize label = 0; label < 2; label++)
    for (gsize fold = 0; fold < n_folds; fold++)
      {
        double share = (double) totals[label] / (double) n_folds;

        if (numbers->groups == NULL)
          g_assert_cmpfloat (
              fabs ((double) counts[label][fold] - share), <=, 1);
        else
          g_assert_cmpfloat (
              fabs ((double) counts[label][fold] - share), <, 0.15 * share);
      }
}

static void
test_folds (void)
{
  LimenPredictions numbers
      = calibration_case_draw (LIMEN_KIND_PROBABILITY, 603, 8);
  g_autofree guint16 *folds = g_new (guint16, numbers.n_rows);
  g_autofree guint16 *again = g_new (guint16, numbers.n_rows);
  int places[100];

  check_folds (&numbers, 5);
  check_folds (&numbers, 2);
  computed_folds (&numbers, 5, 1, folds);
  computed_folds (&numbers, 5, 1, again);
  g_assert_cmpmem (folds, numbers.n_rows * sizeof *folds, again,
                   numbers.n_rows * sizeof *again);
  computed_folds (&numbers, 5, 2, again);
  g_assert_cmpint (
      memcmp (folds, again, numbers.n_rows * sizeof *folds), !=, 0);
  numbers.groups = g_new (guint32, numbers.n_rows);
  for (gsize i = 0; i < numbers.n_rows; i++)
    numbers.groups[i] = (guint32) (i * i % 97);
  check_folds (&numbers, 5);
  computed_folds (&numbers, 5, 1, folds);
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    places[i] = -1;
  for (gsize i = 0; i < numbers.n_rows; i++)
    {
      int *place = &places[numbers.groups[i]];

      g_assert_true (*place == -1 || *place == folds[i]);
      *place = folds[i];
    }
  /* fewer rows, or groups, than folds */
  numbers.n_rows = 3;
  g_assert_cmpuint (computed_folds (&numbers, 5, 1, folds), ==, 3);
  numbers.groups[0] = numbers.groups[1] = numbers.groups[2] = 9;
  g_assert_cmpuint (computed_folds (&numbers, 5, 1, folds), ==, 1);
  numbers.n_rows = 0;
  g_assert_cmpuint (computed_folds (&numbers, 5, 1, folds), ==, 0);
  calibration_case_free_numbers (&numbers);
}

/* Each row is mapped by a fit of the rows of the other folds: done again by
 * hand. */
static void
check_cross_fit (const LimenPredictions *numbers,
                 LimenRecalibrationMethod method)
{
  gsize n = numbers->n_rows;
  g_autofree guint16 *folds = g_new (guint16, n);
  g_autofree double *probabilities = g_new (double, n);
  g_autofree double *weights = g_new (double, n);

  g_assert_cmpuint (computed_cross_fit (method, numbers, 10, 4, 11,
                                                   NULL, NULL, probabilities),
                    ==, 4);
  g_assert_cmpuint (computed_folds (numbers, 4, 11, folds), ==, 4);
  for (guint16 fold = 0; fold < 4; fold++)
    {
      LimenPredictions others = *numbers;
      LimenRecalibration *map;

      others.weights = weights;
      for (gsize i = 0; i < n; i++)
        weights[i] = folds[i] == fold ? 0 : numbers->weights[i];
      map = computed_map (method, &others, 10);
      for (gsize i = 0; i < n; i++)
        if (folds[i] == fold)
          test_assert_near (
              probabilities[i],
              limen_recalibration_apply (map, numbers->scores[0][i]), 1e-9);
      limen_recalibration_free (map);
    }
}

static void
test_cross_fit (void)
{
  LimenPredictions numbers
      = calibration_case_draw (LIMEN_KIND_LOG_PROBABILITY, 400, 12);

  for (int i = 0; i < LIMEN_N_RECALIBRATIONS; i++)
    check_cross_fit (&numbers, (LimenRecalibrationMethod) i);
  numbers.groups = g_new (guint32, numbers.n_rows);
  for (gsize i = 0; i < numbers.n_rows; i++)
    numbers.groups[i] = (guint32) (i / 7);
  check_cross_fit (&numbers, LIMEN_RECALIBRATION_PLATT);
  numbers.n_rows = 1;
  g_assert_cmpuint (computed_cross_fit (LIMEN_RECALIBRATION_PLATT,
                                                   &numbers, 10, 4, 11, NULL,
                                                   NULL, numbers.weights),
                    ==, 0);
  calibration_case_free_numbers (&numbers);
}

/* In the third fold. */
static bool
count_to_three (void *data)
{
  return ++*(int *) data == 3;
}

static void
test_cross_fit_cancelled (void)
{
  LimenPredictions numbers
      = calibration_case_draw (LIMEN_KIND_PROBABILITY, 400, 12);
  double probabilities[400];
  int n_asked = 0;

  g_assert_cmpuint (computed_cross_fit (
                        LIMEN_RECALIBRATION_ISOTONIC, &numbers, 10, 5, 1,
                        count_to_three, &n_asked, probabilities),
                    ==, 0);
  g_assert_cmpint (n_asked, ==, 3);
  calibration_case_free_numbers (&numbers);
}

/* What no fit gives is refused. */
static void
test_refused_ranges (void)
{
  static const double parameters[] = { 1, 1, 0 };
  static const struct
  {
    LimenRecalibrationMethod method;
    LimenRecalibrationRange range;
    gboolean is_accepted;
  } cases[] = {
    { LIMEN_RECALIBRATION_TEMPERATURE, { 0, 1 }, TRUE },
    { LIMEN_RECALIBRATION_BETA, { 0.25, 0.25 }, TRUE },
    { LIMEN_RECALIBRATION_BETA, { 0.5, 0.25 }, FALSE },
    { LIMEN_RECALIBRATION_TEMPERATURE, { -0.1, 1 }, FALSE },
    { LIMEN_RECALIBRATION_TEMPERATURE, { 0, 1.5 }, FALSE },
    { LIMEN_RECALIBRATION_TEMPERATURE, { NAN, 1 }, FALSE },
    { LIMEN_RECALIBRATION_PLATT, { 0.1, 0.9 }, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      LimenRecalibration *map = computed_map_in_range (
          cases[i].method, LIMEN_KIND_PROBABILITY, parameters, cases[i].range);
      LimenRecalibration *copy = limen_recalibration_ref (map);

      g_test_message ("range %u", i);
      g_assert_cmpint (map != NULL, ==, cases[i].is_accepted);
      if (map != NULL)
        g_assert_cmpfloat (limen_recalibration_get_range (copy).most, ==,
                           cases[i].range.most);
      limen_recalibration_free (copy);
      limen_recalibration_free (map);
    }
}

static void
test_refused (void)
{
  static const double ascending[] = { 0.1, 0.2, 0.3 };
  static const double falling[] = { 0.5, 0.4, 0.6 };
  static const double tied[] = { 0.1, 0.1, 0.3 };
  static const double odd[] = { 0.1, NAN, 0.3 };
  static const double large[] = { 0.1, 0.2, 1.3 };
  static const double negative[] = { -1, 1, 0 };
  static const double zero[] = { 0, 1, 0 };
  static const struct
  {
    LimenRecalibrationMethod method;
    LimenKind kind;
    const double *parameters, *xs, *ys;
    gsize n_knots;
    gboolean is_accepted;
  } cases[] = {
    { LIMEN_RECALIBRATION_TEMPERATURE, LIMEN_KIND_LOGIT, ascending, NULL,
      NULL, 0, TRUE },
    { LIMEN_RECALIBRATION_TEMPERATURE, LIMEN_KIND_SCORE, ascending, NULL,
      NULL, 0, FALSE },
    { LIMEN_RECALIBRATION_TEMPERATURE, LIMEN_KIND_LOGIT, zero, NULL, NULL, 0,
      FALSE },
    { LIMEN_RECALIBRATION_TEMPERATURE, LIMEN_KIND_LOGIT, ascending, ascending,
      ascending, 3, FALSE },
    { LIMEN_RECALIBRATION_PLATT, LIMEN_KIND_SCORE, negative, NULL, NULL, 0,
      TRUE },
    { LIMEN_RECALIBRATION_PLATT, LIMEN_KIND_SCORE, odd, NULL, NULL, 0,
      FALSE },
    { LIMEN_RECALIBRATION_BETA, LIMEN_KIND_PROBABILITY, zero, NULL, NULL, 0,
      TRUE },
    { LIMEN_RECALIBRATION_BETA, LIMEN_KIND_PROBABILITY, negative, NULL, NULL,
      0, FALSE },
    { LIMEN_RECALIBRATION_ISOTONIC, LIMEN_KIND_SCORE, NULL, ascending,
      ascending, 3, TRUE },
    { LIMEN_RECALIBRATION_ISOTONIC, LIMEN_KIND_SCORE, NULL, NULL, NULL, 0,
      FALSE },
    { LIMEN_RECALIBRATION_ISOTONIC, LIMEN_KIND_SCORE, NULL, ascending,
      falling, 3, FALSE },
    { LIMEN_RECALIBRATION_ISOTONIC, LIMEN_KIND_SCORE, NULL, tied, ascending,
      3, FALSE },
    { LIMEN_RECALIBRATION_ISOTONIC, LIMEN_KIND_SCORE, NULL, odd, ascending, 3,
      FALSE },
    { LIMEN_RECALIBRATION_ISOTONIC, LIMEN_KIND_SCORE, NULL, ascending, large,
      3, FALSE },
    { LIMEN_RECALIBRATION_HISTOGRAM, LIMEN_KIND_SCORE, NULL, ascending,
      falling, 3, TRUE },
    { LIMEN_RECALIBRATION_HISTOGRAM, LIMEN_KIND_SCORE, NULL, ascending, odd,
      3, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      LimenRecalibration *map = computed_map_again (
          cases[i].method, cases[i].kind, cases[i].parameters, cases[i].xs,
          cases[i].ys, cases[i].n_knots);

      g_test_message ("case %u", i);
      g_assert_cmpint (map != NULL, ==, cases[i].is_accepted);
      limen_recalibration_free (map);
    }
}

/* Scores at the ends, and of another kind. */
static void
test_ends (void)
{
  static const double beta[] = { 0, 2, -1 };
  static const double temperature[] = { 2 };
  static const double scores[] = { 0, 0.2, 1 };
  LimenRecalibration *map = computed_map_again (
      LIMEN_RECALIBRATION_BETA, LIMEN_KIND_PROBABILITY, beta, NULL, NULL, 0);
  double values[3], low, high;

  /* a score of 0 counts as the bound of logits */
  test_assert_near (limen_recalibration_apply (map, 0), limen_sigmoid (-1),
                    1e-15);
  g_assert_cmpfloat (limen_recalibration_apply (map, 1), ==, 1);
  /* below all that the map gives, and above */
  g_assert_true (limen_recalibration_invert (map, 0.1, &low, &high));
  g_assert_true (low == high && low <= 0);
  g_assert_true (limen_recalibration_invert (map, 1.5, &low, &high));
  g_assert_true (low == INFINITY);
  limen_recalibration_free (map);
  map = computed_map_again (LIMEN_RECALIBRATION_TEMPERATURE,
                                 LIMEN_KIND_LOGIT, temperature, NULL, NULL, 0);
  limen_recalibration_apply_all (map, LIMEN_KIND_PROBABILITY, scores, values,
                                 3);
  g_assert_cmpfloat (values[0], ==, 0);
  test_assert_near (values[1], 1.0 / 3, 1e-15); /* sqrt (1/4) : 1 */
  g_assert_cmpfloat (values[2], ==, 1);
  limen_recalibration_apply_all (map, LIMEN_KIND_SCORE, scores, values, 3);
  g_assert_true (isnan (values[1]));
  limen_recalibration_free (map);
}

/* Isotonic flats are intervals. */
static void
test_flats (void)
{
  static const double xs[] = { 1, 2, 4, 5 };
  static const double ys[] = { 0.25, 0.5, 0.5, 1 };
  LimenRecalibration *map = computed_map_again (
      LIMEN_RECALIBRATION_ISOTONIC, LIMEN_KIND_SCORE, NULL, xs, ys, 4);
  static const struct
  {
    double probability, low, high;
  } cases[] = {
    { 0.2, -INFINITY, -INFINITY }, { 0.25, -INFINITY, 1 }, { 0.375, 1.5, 1.5 },
    { 0.5, 2, 4 },                 { 0.75, 4.5, 4.5 },     { 1, 5, INFINITY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double low, high;

      g_assert_true (limen_recalibration_invert (map, cases[i].probability,
                                                 &low, &high));
      g_assert_cmpfloat (low, ==, cases[i].low);
      g_assert_cmpfloat (high, ==, cases[i].high);
    }
  limen_recalibration_free (map);
}

/* The same bits on one processor as on all. */
static void
test_threads (void)
{
  LimenPredictions numbers
      = calibration_case_draw (LIMEN_KIND_PROBABILITY, 200000, 9);
  double parameters[LIMEN_N_RECALIBRATIONS][3];
  LimenCalibrationSlope slopes[2];
  LimenCalibration sums[2];
  cpu_set_t all, one;

  sched_getaffinity (0, sizeof all, &all);
  CPU_ZERO (&one);
  for (int i = 0; i < CPU_SETSIZE && CPU_COUNT (&one) == 0; i++)
    if (CPU_ISSET (i, &all))
      CPU_SET (i, &one);
  for (int pass = 0; pass < 2; pass++)
    {
      LimenCalibrationBin bins[15];
      gsize n_bins = 15;

      sched_setaffinity (0, sizeof all, pass == 0 ? &one : &all);
      slopes[pass] = limen_calibration_slope_compute (&numbers);
      sums[pass] = computed_calibration_binned (
          &numbers, LIMEN_BINNING_EQUAL_MASS, NULL, bins, &n_bins);
      for (int i = 0; i <= LIMEN_RECALIBRATION_BETA; i++)
        {
          LimenRecalibration *map = computed_map (
              (LimenRecalibrationMethod) i, &numbers, 0);

          for (gsize j = 0; j < 3; j++)
            if (pass == 0)
              parameters[i][j] = limen_recalibration_get_parameter (map, j);
            else
              g_assert_true (parameters[i][j]
                             == limen_recalibration_get_parameter (map, j));
          limen_recalibration_free (map);
        }
    }
  g_assert_cmpmem (&slopes[0], sizeof slopes[0], &slopes[1],
                   sizeof slopes[1]);
  g_assert_cmpmem (&sums[0], sizeof sums[0], &sums[1], sizeof sums[1]);
  /* sharpened by 1.7 and shifted by -0.5: z = (z' + 0.5) / 1.7 */
  test_assert_near (slopes[0].slope, 1 / 1.7, 0.02);
  test_assert_near (slopes[0].intercept, 0.5 / 1.7, 0.02);
  test_assert_near (parameters[LIMEN_RECALIBRATION_TEMPERATURE][0], 1.7,
                    0.05);
  calibration_case_free_numbers (&numbers);
}

static void
test_names (void)
{
  for (int i = 0; i < LIMEN_N_RECALIBRATIONS; i++)
    {
      LimenRecalibrationMethod method = LIMEN_N_RECALIBRATIONS;

      g_assert_true (limen_recalibration_method_parse (
          limen_recalibration_method_get_name ((LimenRecalibrationMethod) i),
          &method));
      g_assert_cmpint (method, ==, i);
      g_assert_false (limen_recalibration_method_parse ("sigmoid", &method));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/recalibration/reference", test_reference);
  g_test_add_func ("/recalibration/multiclass", test_multiclass);
  g_test_add_func ("/recalibration/two-classes", test_two_classes);
  g_test_add_func ("/recalibration/improves", test_improves);
  g_test_add_func ("/recalibration/own-rows", test_own_rows);
  g_test_add_func ("/recalibration/saturated", test_saturated);
  g_test_add_func ("/recalibration/folds", test_folds);
  g_test_add_func ("/recalibration/cross-fit", test_cross_fit);
  g_test_add_func ("/recalibration/cross-fit-cancelled",
                   test_cross_fit_cancelled);
  g_test_add_func ("/recalibration/refused", test_refused);
  g_test_add_func ("/recalibration/refused-ranges", test_refused_ranges);
  g_test_add_func ("/recalibration/ends", test_ends);
  g_test_add_func ("/recalibration/flats", test_flats);
  g_test_add_func ("/recalibration/threads", test_threads);
  g_test_add_func ("/recalibration/names", test_names);
  return g_test_run ();
}
