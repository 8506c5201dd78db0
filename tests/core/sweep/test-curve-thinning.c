/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "curve-file.h"
#include "curve-points.h"
#include "support.h"

/* Range of a line over each column. */
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

/* Positions of all points. */
static LimenCurvePoint *
lay_out (const CurveFile *file, const LimenPointCurve *curve,
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

/* Every point has a kept point within a pixel. */
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

static void
check_thinning (const CurveFile *file, LimenPointsKind kind, double prevalence,
                size_t n_columns, size_t n_rows)
{
  LimenPointCurve curve = limen_point_curve_new (kind, prevalence);
  LimenPointAxis x = curve_axis_new (kind, 1, n_columns);
  LimenPointAxis y
      = curve_axis_new (kind, kind == LIMEN_POINTS_LIFT ? 2.5 : 1, n_rows);
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

  /* Thinning to half the columns keeps the pixels. */
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
        CurveFile file;

        curve_file_init (&file, n, i % 4 == 1, i % 5 < 2);
        check_thinning (&file, kind, prevalence,
                        2 * (size_t) g_test_rand_int_range (1, 90),
                        2 * (size_t) g_test_rand_int_range (1, 60));
        curve_file_clear (&file);
      }
}

/* The points of a curve are those that are kept of all its points, though most
 * are not computed. */
static void
check_bounds (const CurveFile *file, const LimenPointCurve *curve,
              LimenPointsKind kind, size_t n_pixels)
{
  LimenPointAxis x = curve_axis_new (kind, 1, n_pixels);
  LimenPointAxis y = curve_axis_new (kind, 2.5, n_pixels);
  gsize n_all = limen_sweep_get_n_scores (file->sweep) + 1;
  g_autofree LimenCurvePoint *all = lay_out (file, curve, &x, &y);
  LimenCurvePoints *expected
      = limen_curve_points_thin (all, n_all, n_pixels, n_pixels);
  LimenCurvePoints *points = limen_curve_points_new (file->sweep, curve, x, y);
  size_t n_expected, n_kept;
  const LimenCurvePoint *wanted
      = limen_curve_points_get (expected, &n_expected);
  const LimenCurvePoint *kept = limen_curve_points_get (points, &n_kept);

  g_assert_cmpuint (n_kept, ==, n_expected);
  for (gsize i = 0; i < n_kept; i++)
    {
      g_assert_cmpuint (kept[i].candidate, ==, wanted[i].candidate);
      test_assert_near (kept[i].across, wanted[i].across, 1e-15);
      test_assert_near (kept[i].up, wanted[i].up, 0);
    }
  limen_curve_points_free (expected);
  limen_curve_points_free (points);
}

static void
test_bounds (void)
{
  for (int i = 0; i < 8; i++)
    {
      LimenPointCurve curve;
      CurveFile file;

      curve_file_init (&file, 20000, i % 4 == 3, i % 2 == 1);
      for (int kind = 0; kind < LIMEN_N_POINTS_KINDS; kind++)
        {
          curve = limen_point_curve_new (kind, i < 4 ? (double) NAN : 0.07);
          check_bounds (&file, &curve, kind, 5 + 20 * (size_t) i);
        }
      curve = limen_point_curve_new (LIMEN_POINTS_GAIN, NAN);
      for (int metric = 0; metric < LIMEN_N_METRICS; metric++)
        {
          curve.y.id = (LimenMetricId) metric;
          check_bounds (&file, &curve, LIMEN_POINTS_GAIN, 16);
        }
      curve_file_clear (&file);
    }
}

/* The number of kept points depends on the pixels, not on the rows. */
static void
test_size (void)
{
  const size_t n_columns = 700, n_rows = 300;
  CurveFile file;

  curve_file_init (&file, 300000, FALSE, FALSE);
  for (int kind = 0; kind < LIMEN_N_POINTS_KINDS; kind++)
    {
      LimenPointCurve curve = limen_point_curve_new (kind, NAN);
      LimenCurvePoints *points = limen_curve_points_new (
          file.sweep, &curve, curve_axis_new (kind, 1, n_columns),
          curve_axis_new (kind, kind == LIMEN_POINTS_LIFT ? 4 : 1, n_rows));
      size_t n_points;

      limen_curve_points_get (points, &n_points);
      g_assert_cmpuint (n_points, <, 4 * (n_columns + 2 * n_rows));
      g_assert_cmpuint (n_points, >, n_columns / 2);
      limen_curve_points_free (points);
    }
  curve_file_clear (&file);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/curve-thinning/envelope", test_envelope);
  g_test_add_func ("/curve-thinning/bounds", test_bounds);
  g_test_add_func ("/curve-thinning/size", test_size);
  return g_test_run ();
}
