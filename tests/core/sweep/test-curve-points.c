#include <math.h>

#include "curve-points.h"
#include "probit.h"
#include "roc-hull.h"
#include "support.h"

#define TOLERANCE 1e-12

/* Reference values of scikit-learn and SciPy */

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

/* Rows of weight 0 are no rows to scikit-learn, but candidates here. */
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

/* The points come from the highest candidate down, none left out. */
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

/* Its ends are cut there, and its points ascend in threshold. */
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

/* Random data */

typedef struct
{
  gsize n;
  double *scores, *weights;
  guint16 *labels;
  LimenSweep *sweep;
} File;

static void
file_init (File *self, gsize n, gboolean has_ties, gboolean has_weights)
{
  *self = (File){ .n = n,
                  .scores = g_new (double, n),
                  .labels = g_new (guint16, n),
                  .weights = has_weights ? g_new (double, n) : NULL };
  for (gsize i = 0; i < n; i++)
    {
      double score = g_test_rand_double ();

      self->labels[i] = g_test_rand_double () < 0.1 + 0.6 * score * score;
      self->scores[i] = has_ties ? floor (score * 20) / 20 : score;
      if (has_weights)
        self->weights[i] = g_test_rand_int_range (0, 5) == 0
                               ? 0
                               : pow (g_test_rand_double (), 4);
    }
  self->sweep = limen_sweep_new (self->scores, self->labels, 1, self->weights,
                                 n);
}

static void
file_clear (File *self)
{
  g_free (self->scores);
  g_free (self->weights);
  g_free (self->labels);
  limen_sweep_free (self->sweep);
}

/* The least and the greatest height of a line over each column. */
typedef struct
{
  gsize n;
  double *low, *high;
} Envelope;

static void
envelope_init (Envelope *self, gsize n)
{
  *self = (Envelope){ n, g_new (double, n), g_new (double, n) };
  for (gsize i = 0; i < n; i++)
    self->low[i] = self->high[i] = NAN;
}

static void
envelope_clear (Envelope *self)
{
  g_free (self->low);
  g_free (self->high);
}

static void
envelope_include (Envelope *self, gsize column, double up)
{
  self->low[column] = fmin (self->low[column], up);
  self->high[column] = fmax (self->high[column], up);
}

static gsize
get_column (const Envelope *self, double across)
{
  return MIN ((gsize) (across * (double) self->n), self->n - 1);
}

/* A straight line, column by column. */
static void
envelope_add (Envelope *self, double x1, double y1, double x2, double y2)
{
  gsize first = get_column (self, x1), last = get_column (self, x2);

  envelope_include (self, first, y1);
  envelope_include (self, last, y2);
  for (gsize i = first; i < last; i++)
    {
      double edge = (double) (i + 1) / (double) self->n;
      double up = y1 + (y2 - y1) * (edge - x1) / (x2 - x1);

      envelope_include (self, i, up);
      envelope_include (self, i + 1, up);
    }
}

static void
envelope_add_points (Envelope *self, const LimenCurvePoint *points, gsize n,
                     gboolean is_stepped)
{
  for (gsize i = 1; i < n; i++)
    {
      const LimenCurvePoint *a = &points[i - 1], *b = &points[i];

      g_assert_cmpuint (a->candidate, >, b->candidate);
      if (isnan (a->across) || isnan (b->across))
        continue;
      g_assert_cmpfloat (a->across, <=, b->across);
      if (is_stepped)
        envelope_add (self, a->across, a->up, a->across, b->up);
      envelope_add (self, a->across, is_stepped ? b->up : a->up, b->across,
                    b->up);
    }
}

/* All points, laid out one by one. */
static LimenCurvePoint *
lay_out (const File *file, const LimenPointCurve *curve,
         const LimenPointAxis *x, const LimenPointAxis *y)
{
  gsize n = limen_sweep_get_n_scores (file->sweep) + 1;
  LimenCurvePoint *points = g_new (LimenCurvePoint, n);
  double across = 0;

  for (gsize i = 0; i < n; i++)
    {
      LimenCurvePoint *point = &points[i];

      *point = limen_point_curve_get_point (curve, file->sweep, n - 1 - i);
      point->across = limen_point_axis_get_position (x, point->x);
      point->up = limen_point_axis_get_position (y, point->y);
      if (isnan (point->across) || isnan (point->up))
        point->across = point->up = NAN;
      else
        across = point->across = fmax (point->across, across);
    }
  return points;
}

static void
assert_same_envelope (const LimenCurvePoint *all, gsize n_all,
                      const LimenCurvePoint *kept, gsize n_kept,
                      gsize n_columns, gboolean is_stepped)
{
  Envelope expected, found;

  envelope_init (&expected, n_columns);
  envelope_init (&found, n_columns);
  envelope_add_points (&expected, all, n_all, is_stepped);
  envelope_add_points (&found, kept, n_kept, is_stepped);
  for (gsize i = 0; i < n_columns; i++)
    {
      test_assert_near (found.low[i], expected.low[i], 0);
      test_assert_near (found.high[i], expected.high[i], 0);
    }
  envelope_clear (&expected);
  envelope_clear (&found);
}

/* From the place of every point there is one that is left within a pixel. */
static void
assert_near_all (const LimenCurvePoint *all, gsize n_all,
                 const LimenCurvePoint *kept, gsize n_kept, gsize n_columns,
                 gsize n_rows)
{
  for (gsize i = 0; i < n_all; i += 1 + n_all / 300)
    {
      size_t nearest = limen_curve_points_find_nearest (
          kept, n_kept, all[i].across, all[i].up, (double) n_columns,
          (double) n_rows);

      if (isnan (all[i].across))
        continue;
      g_assert_cmpuint (nearest, <, n_kept);
      g_assert_cmpfloat (fabs (kept[nearest].across - all[i].across)
                             * (double) n_columns,
                         <=, 1);
      g_assert_cmpfloat (
          fabs (kept[nearest].up - all[i].up) * (double) n_rows, <=, 1);
    }
}

static LimenPointAxis
new_axis (LimenPointsKind kind, double high, size_t n_pixels)
{
  if (kind == LIMEN_POINTS_DET)
    return (LimenPointAxis){ 0.001, 0.999, true, n_pixels };
  return (LimenPointAxis){ 0, high, false, n_pixels };
}

static void
check_thinning (const File *file, LimenPointsKind kind, double prevalence,
                size_t n_columns, size_t n_rows)
{
  LimenPointCurve curve = limen_point_curve_new (kind, prevalence);
  LimenPointAxis x = new_axis (kind, 1, n_columns);
  LimenPointAxis y
      = new_axis (kind, kind == LIMEN_POINTS_LIFT ? 2.5 : 1, n_rows);
  g_autofree LimenCurvePoint *all = lay_out (file, &curve, &x, &y);
  gsize n_all = limen_sweep_get_n_scores (file->sweep) + 1;
  LimenCurvePoints *points
      = limen_curve_points_new (file->sweep, &curve, x, y);
  LimenCurvePoints *coarse;
  const LimenCurvePoint *kept, *fewer;
  size_t n_kept, n_fewer;

  kept = limen_curve_points_get (points, &n_kept);
  for (int is_stepped = 0; is_stepped <= 1; is_stepped++)
    assert_same_envelope (all, n_all, kept, n_kept, n_columns, is_stepped);
  assert_near_all (all, n_all, kept, n_kept, n_columns, n_rows);

  /* Halves of the columns are not cut anew. */
  coarse = limen_curve_points_thin (kept, n_kept, n_columns / 2, n_rows / 2);
  fewer = limen_curve_points_get (coarse, &n_fewer);
  assert_same_envelope (all, n_all, fewer, n_fewer, n_columns / 2, FALSE);
  g_assert_cmpuint (n_fewer, <=, n_kept);
  limen_curve_points_free (coarse);
  limen_curve_points_free (points);
}

static void
test_envelope (void)
{
  for (int i = 0; i < 60; i++)
    for (int kind = 0; kind < LIMEN_N_POINTS_KINDS; kind++)
      {
        double prevalence = i % 3 == 0 ? g_test_rand_double () : (double) NAN;
        gsize n = i < 20 ? (gsize) g_test_rand_int_range (2, 30)
                         : (gsize) g_test_rand_int_range (30, 3000);
        File file;

        file_init (&file, n, i % 4 == 1, i % 5 < 2);
        check_thinning (&file, kind, prevalence,
                        2 * (size_t) g_test_rand_int_range (1, 90),
                        2 * (size_t) g_test_rand_int_range (1, 60));
        file_clear (&file);
      }
}

/* What is left follows the pixels, not the rows. */
static void
test_size (void)
{
  const size_t n_columns = 700, n_rows = 300;
  File file;

  file_init (&file, 300000, FALSE, FALSE);
  for (int kind = 0; kind < LIMEN_N_POINTS_KINDS; kind++)
    {
      LimenPointCurve curve = limen_point_curve_new (kind, NAN);
      LimenCurvePoints *points = limen_curve_points_new (
          file.sweep, &curve, new_axis (kind, 1, n_columns),
          new_axis (kind, kind == LIMEN_POINTS_LIFT ? 4 : 1, n_rows));
      size_t n_points;

      limen_curve_points_get (points, &n_points);
      g_assert_cmpuint (n_points, <, 4 * (n_columns + 2 * n_rows));
      g_assert_cmpuint (n_points, >, n_columns / 2);
      limen_curve_points_free (points);
    }
  file_clear (&file);
}

static LimenSweep *
new_sweep (const double *scores, const guint16 *labels, gsize n)
{
  return limen_sweep_new (scores, labels, 1, NULL, n);
}

/* Without a class the rates are undefined: nothing but a gap. */
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
      LimenSweep *sweep = new_sweep (scores, cases[i].labels, 4);
      LimenPointCurve curve = limen_point_curve_new (cases[i].kind, NAN);
      LimenCurvePoints *points = limen_curve_points_new (
          sweep, &curve, new_axis (cases[i].kind, 1, 100),
          new_axis (cases[i].kind, 1, 100));
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

/* Infinite deviates stand at the ends of the axis. */
static void
test_det_ends (void)
{
  static const double scores[] = { 0.1, 0.2, 0.8, 0.9 };
  static const guint16 labels[] = { 0, 0, 1, 1 };
  LimenSweep *sweep = new_sweep (scores, labels, 4);
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

/* At another prevalence the range of a curve is that of its points. */
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
  File file;

  file_init (&file, 500, TRUE, FALSE);
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
  file_clear (&file);
}

/* The hull */

static double
cross (LimenConfusion a, LimenConfusion b, LimenConfusion c)
{
  return (b.fp - a.fp) * (c.tp - b.tp) - (b.tp - a.tp) * (c.fp - b.fp);
}

/* It turns right at every corner, no candidate lies above it, and it is made
 * of candidates. Weights are such that all products are exact. */
static void
check_hull (const LimenSweep *sweep)
{
  size_t n;
  g_autofree size_t *hull = limen_roc_hull_new (sweep, &n);
  size_t n_scores = limen_sweep_get_n_scores (sweep);

  g_assert_cmpuint (n, >=, 2);
  g_assert_cmpuint (hull[0], ==, n_scores);
  for (size_t i = 0; i + 1 < n; i++)
    {
      LimenConfusion a = limen_sweep_get_confusion (sweep, hull[i]);
      LimenConfusion b = limen_sweep_get_confusion (sweep, hull[i + 1]);

      g_assert_cmpuint (hull[i], >, hull[i + 1]);
      if (i + 2 < n)
        g_assert_cmpfloat (
            cross (a, b, limen_sweep_get_confusion (sweep, hull[i + 2])), <,
            0);
      for (size_t j = 0; j <= n_scores; j++)
        g_assert_cmpfloat (
            cross (a, b, limen_sweep_get_confusion (sweep, j)), <=, 0);
    }
  test_assert_near (limen_sweep_get_confusion (sweep, hull[n - 1]).fn, 0, 0);
  test_assert_near (limen_sweep_get_confusion (sweep, hull[n - 1]).tn, 0, 0);
}

static void
test_hull (void)
{
  static const guint16 one_class[] = { 1, 1 };
  static const double scores[] = { 0.3, 0.4 };
  g_autofree size_t *hull = NULL;
  LimenSweep *lone;
  size_t n = 7;

  for (int i = 0; i < 300; i++)
    {
      File file;

      file_init (&file, (gsize) g_test_rand_int_range (4, 120), i % 3 == 0,
                 FALSE);
      if (limen_sweep_get_positives (file.sweep) > 0
          && limen_sweep_get_negatives (file.sweep) > 0)
        check_hull (file.sweep);
      file_clear (&file);
    }
  lone = new_sweep (scores, one_class, 2);
  hull = limen_roc_hull_new (lone, &n);
  g_assert_nonnull (hull);
  g_assert_cmpuint (n, ==, 0);
  limen_sweep_free (lone);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/curve-points/reference", test_reference);
  g_test_add_func ("/curve-points/probit", test_probit);
  g_test_add_func ("/curve-points/envelope", test_envelope);
  g_test_add_func ("/curve-points/size", test_size);
  g_test_add_func ("/curve-points/degenerate", test_degenerate);
  g_test_add_func ("/curve-points/det-ends", test_det_ends);
  g_test_add_func ("/curve-points/prevalence", test_prevalence);
  g_test_add_func ("/curve-points/hull", test_hull);
  return g_test_run ();
}
