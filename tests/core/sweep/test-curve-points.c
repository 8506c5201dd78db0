/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "curve-file.h"
#include "curve-points.h"
#include "probit.h"
#include "support.h"

#define TOLERANCE 1e-12

static double
get_element (JsonArray *array, guint index)
{
  JsonNode *node = json_array_get_element (array, index);

  if (json_node_is_null (node))
    return NAN;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return g_ascii_strtod (json_node_get_string (node), NULL);
  return json_node_get_double (node);
}

static double *
get_elements (JsonArray *array)
{
  double *values = g_new (double, json_array_get_length (array) + 1);

  for (guint i = 0; i < json_array_get_length (array); i++)
    values[i] = get_element (array, i);
  return values;
}

static LimenSweep *
read_sweep (JsonObject *object)
{
  JsonArray *labels = json_object_get_array_member (object, "labels");
  guint n = json_array_get_length (labels);
  g_autofree double *scores
      = get_elements (json_object_get_array_member (object, "scores"));
  g_autofree double *weights = NULL;
  g_autofree guint16 *classes = g_new (guint16, n);

  if (!json_object_get_null_member (object, "weights"))
    weights = get_elements (json_object_get_array_member (object, "weights"));
  for (guint i = 0; i < n; i++)
    classes[i] = (guint16) json_array_get_int_element (labels, i);
  return limen_sweep_new (scores, classes, 1, weights, n);
}

/* scikit-learn drops rows of weight 0; here they are candidates. */
static size_t
skip_empty (const LimenSweep *sweep, size_t candidate)
{
  LimenConfusion above = limen_sweep_get_confusion (sweep, candidate + 1);

  for (;; candidate--)
    {
      LimenConfusion c = limen_sweep_get_confusion (sweep, candidate);

      if (c.tp > above.tp || c.fp > above.fp)
        return candidate;
    }
}

/* Points are in order from the highest candidate down, without omissions. */
static void
check_points (const LimenSweep *sweep, LimenPointsKind kind,
              JsonObject *expected)
{
  JsonArray *x = json_object_get_array_member (expected, "x");
  JsonArray *y = json_object_get_array_member (expected, "y");
  JsonArray *thresholds
      = json_object_get_array_member (expected, "thresholds");
  LimenPointCurve curve = limen_point_curve_new (kind, NAN);
  size_t candidate = limen_sweep_get_n_scores (sweep);

  for (guint i = 0; i < json_array_get_length (x); i++)
    {
      LimenCurvePoint point;

      if (i > 0)
        {
          candidate = skip_empty (sweep, candidate - 1);
          g_assert_cmpfloat (limen_sweep_get_score (sweep, candidate), ==,
                             get_element (thresholds, i - 1));
        }
      point = limen_point_curve_get_point (&curve, sweep, candidate);
      g_assert_cmpuint (point.candidate, ==, candidate);
      test_assert_near (point.x, get_element (x, i), TOLERANCE);
      test_assert_near (point.y, get_element (y, i), TOLERANCE);
    }
  g_assert_cmpfloat (limen_sweep_get_confusion (sweep, candidate).fn, ==,
                     limen_sweep_get_confusion (sweep, 0).fn);
  g_assert_cmpfloat (limen_sweep_get_confusion (sweep, candidate).tn, ==,
                     limen_sweep_get_confusion (sweep, 0).tn);
}

/* scikit-learn truncates its ends and has ascending thresholds. */
static void
check_det (const LimenSweep *sweep, JsonObject *expected)
{
  JsonArray *x = json_object_get_array_member (expected, "x");
  JsonArray *y = json_object_get_array_member (expected, "y");
  JsonArray *thresholds
      = json_object_get_array_member (expected, "thresholds");
  LimenPointCurve curve = limen_point_curve_new (LIMEN_POINTS_DET, NAN);

  for (guint i = 0; i < json_array_get_length (x); i++)
    {
      size_t candidate
          = limen_sweep_find (sweep, get_element (thresholds, i));
      LimenCurvePoint point
          = limen_point_curve_get_point (&curve, sweep, candidate);

      test_assert_near (point.x, get_element (x, i), TOLERANCE);
      test_assert_near (point.y, get_element (y, i), TOLERANCE);
    }
}

static JsonNode *
load (const char *name)
{
  g_autofree char *path = test_get_source_path (name);

  return test_load_json (path);
}

static void
test_reference (void)
{
  g_autoptr (JsonNode) cases_node = load ("reference/cases.json");
  g_autoptr (JsonNode) node = load ("reference/curves.json");
  JsonArray *cases = json_node_get_array (cases_node);
  JsonArray *curves = json_object_get_array_member (
      json_node_get_object (node), "curves");
  guint n_checked = 0;

  g_assert_cmpuint (json_array_get_length (curves), ==,
                    json_array_get_length (cases));
  for (guint i = 0; i < json_array_get_length (curves); i++)
    {
      JsonObject *expected = json_array_get_object_element (curves, i);
      LimenSweep *sweep
          = read_sweep (json_array_get_object_element (cases, i));

      g_test_message ("%s", json_object_get_string_member (expected, "name"));
      for (int kind = 0; kind <= LIMEN_POINTS_PRECISION_RECALL; kind++)
        if (json_object_has_member (expected,
                                    limen_points_kind_get_name (kind)))
          {
            check_points (sweep, kind,
                          json_object_get_object_member (
                              expected, limen_points_kind_get_name (kind)));
            n_checked++;
          }
      if (json_object_has_member (expected, "det"))
        check_det (sweep, json_object_get_object_member (expected, "det"));
      limen_sweep_free (sweep);
    }
  g_assert_cmpuint (n_checked, >, 30);
}

static void
test_probit (void)
{
  g_autoptr (JsonNode) node = load ("reference/curves.json");
  JsonObject *normal = json_object_get_object_member (
      json_node_get_object (node), "normal");
  JsonArray *p = json_object_get_array_member (normal, "probabilities");
  JsonArray *z = json_object_get_array_member (normal, "deviates");

  for (guint i = 0; i < json_array_get_length (p); i++)
    {
      double probability = get_element (p, i);
      double deviate = get_element (z, i);

      test_assert_near (limen_probit (probability), deviate, 2e-15);
      test_assert_near (limen_inverse_probit (deviate), probability, 1e-15);
    }
  g_assert_true (isnan (limen_probit (-0.1)));
  g_assert_true (isnan (limen_probit (1.1)));
  g_assert_true (isnan (limen_probit (NAN)));
  g_assert_cmpfloat (limen_inverse_probit (-INFINITY), ==, 0);
  g_assert_cmpfloat (limen_inverse_probit (INFINITY), ==, 1);
}

/* Without one class the rates are undefined: a single gap. */
static void
test_degenerate (void)
{
  static const double scores[] = { 0.2, 0.7, 0.7, 0.9 };
  static const guint16 none[] = { 0, 0, 0, 0 }, all[] = { 1, 1, 1, 1 };
  const struct
  {
    LimenPointsKind kind;
    const guint16 *labels;
    size_t n_points, n_defined;
  } cases[] = {
    { LIMEN_POINTS_ROC, none, 1, 0 },
    { LIMEN_POINTS_ROC, all, 1, 0 },
    { LIMEN_POINTS_DET, none, 1, 0 },
    { LIMEN_POINTS_PRECISION_RECALL, none, 1, 0 },
    { LIMEN_POINTS_PRECISION_RECALL, all, 4, 3 },
    { LIMEN_POINTS_GAIN, none, 1, 0 },
    { LIMEN_POINTS_GAIN, all, 4, 4 },
    { LIMEN_POINTS_LIFT, none, 1, 0 },
    { LIMEN_POINTS_LIFT, all, 4, 3 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      LimenSweep *sweep = curve_sweep_new (scores, cases[i].labels, 4);
      LimenPointCurve curve = limen_point_curve_new (cases[i].kind, NAN);
      LimenCurvePoints *points = limen_curve_points_new (
          sweep, &curve, curve_axis_new (cases[i].kind, 1, 100),
          curve_axis_new (cases[i].kind, 1, 100));
      const LimenCurvePoint *kept;
      size_t n_points, n_defined = 0;
      double low, high;

      kept = limen_curve_points_get (points, &n_points);
      for (size_t j = 0; j < n_points; j++)
        n_defined += !isnan (kept[j].across);
      g_assert_cmpuint (n_points, ==, cases[i].n_points);
      g_assert_cmpuint (n_defined, ==, cases[i].n_defined);
      limen_point_curve_get_range (&curve, sweep, &low, &high);
      g_assert_cmpint (isnan (low), ==, n_defined == 0);
      g_assert_cmpint (isnan (high), ==, n_defined == 0);
      g_assert_cmpint (
          limen_curve_points_find_nearest (kept, n_points, 0.5, 0.5, 1, 1)
              == SIZE_MAX,
          ==, n_defined == 0);
      limen_curve_points_free (points);
      limen_sweep_free (sweep);
    }
}

/* Infinite deviates are at the ends of the axis. */
static void
test_det_ends (void)
{
  static const double scores[] = { 0.1, 0.2, 0.8, 0.9 };
  static const guint16 labels[] = { 0, 0, 1, 1 };
  LimenSweep *sweep = curve_sweep_new (scores, labels, 4);
  LimenPointCurve curve = limen_point_curve_new (LIMEN_POINTS_DET, NAN);
  LimenPointAxis axis = { 0.01, 0.99, true, 200 };
  LimenCurvePoints *points
      = limen_curve_points_new (sweep, &curve, axis, axis);
  const LimenCurvePoint *kept;
  size_t n_points;

  kept = limen_curve_points_get (points, &n_points);
  g_assert_cmpuint (n_points, ==, 5);
  g_assert_cmpfloat (kept[0].across, ==, 0);
  g_assert_cmpfloat (kept[0].up, ==, 1);
  test_assert_near (kept[1].up, 0.5, 1e-15);
  g_assert_cmpfloat (kept[2].up, ==, 0);
  test_assert_near (kept[3].across, 0.5, 1e-15);
  g_assert_cmpfloat (kept[4].across, ==, 1);
  g_assert_true (isnan (limen_point_axis_get_position (&axis, NAN)));
  limen_curve_points_free (points);
  limen_sweep_free (sweep);
}

/* At another prevalence, the range of a curve is that of its points. */
static void
check_range (const LimenSweep *sweep, LimenMetricId up)
{
  const LimenPointCurve curve
      = { { LIMEN_METRIC_FPR, 1 }, { up, 1 }, LIMEN_COSTS_DEFAULT, 0.03 };
  double low, high, least = NAN, greatest = NAN;

  for (size_t i = 0; i <= limen_sweep_get_n_scores (sweep); i++)
    {
      double y = limen_point_curve_get_point (&curve, sweep, i).y;

      least = fmin (least, y);
      greatest = fmax (greatest, y);
    }
  limen_point_curve_get_range (&curve, sweep, &low, &high);
  g_assert_cmpfloat (low, ==, least);
  g_assert_cmpfloat (high, ==, greatest);
  if (up == LIMEN_METRIC_LIFT)
    g_assert_cmpfloat (high, <=, 1 / 0.03 + 1e-9);
}

static void
test_prevalence (void)
{
  CurveFile file;

  curve_file_init (&file, 500, TRUE, FALSE);
  for (int kind = 0; kind < LIMEN_N_POINTS_KINDS; kind++)
    {
      LimenPointCurve curve = limen_point_curve_new (kind, 0.03);

      for (size_t i = 0; i < limen_sweep_get_n_scores (file.sweep); i++)
        {
          LimenConfusion c = limen_confusion_at_prevalence (
              limen_sweep_get_confusion (file.sweep, i), 0.03);
          LimenCurvePoint point
              = limen_point_curve_get_point (&curve, file.sweep, i);

          g_assert_cmpfloat (point.x, ==,
                             limen_metric_value (curve.x, c, curve.costs));
          g_assert_cmpfloat (point.y, ==,
                             limen_metric_value (curve.y, c, curve.costs));
        }
    }
  check_range (file.sweep, LIMEN_METRIC_PRECISION);
  check_range (file.sweep, LIMEN_METRIC_LIFT);
  curve_file_clear (&file);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/curve-points/reference", test_reference);
  g_test_add_func ("/curve-points/probit", test_probit);
  g_test_add_func ("/curve-points/degenerate", test_degenerate);
  g_test_add_func ("/curve-points/det-ends", test_det_ends);
  g_test_add_func ("/curve-points/prevalence", test_prevalence);
  return g_test_run ();
}
