/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <sched.h>

#include "calibration.h"
#include "calibration-cases.h"
#include "calibration-slope.h"
#include "computed.h"
#include "link.h"
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

/* Checks what scores of 0 and 1 map to. */
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

/* Rebuilds a map from its getters. */
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

/* The inverse of a probability, as a threshold, decides like the
 * probability. */
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

/* Values that no fit produces are refused. */
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
  /* below and above the map's range */
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
  g_test_add_func ("/recalibration/refused", test_refused);
  g_test_add_func ("/recalibration/refused-ranges", test_refused_ranges);
  g_test_add_func ("/recalibration/ends", test_ends);
  g_test_add_func ("/recalibration/flats", test_flats);
  g_test_add_func ("/recalibration/threads", test_threads);
  g_test_add_func ("/recalibration/names", test_names);
  return g_test_run ();
}
