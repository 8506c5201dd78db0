/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "xy-path.h"

#include <math.h>

/* Radius of the disc for a point between two gaps, when the line is this wide:
 * the disc is a circle of half the radius, stroked. */
#define DOT_RADIUS 2.0

static gboolean
is_gap (const LimenPathPoint *path, gsize n_path, gsize index)
{
  return index >= n_path || isnan (path[index].x);
}

/* Maps points to @plot and thins them to device pixels of size @pixel, so that
 * the path has no more points than are visible. A stepped path goes from each
 * point to the next by a vertical, then a horizontal line, and begins with a
 * horizontal line from the left end. Points whose x is NaN are gaps. If memory
 * for thinning runs out, all points are returned, which look identical. Stores
 * the number of points in n_path. Free with g_free(). */
LimenPathPoint *
limen_xy_path_new (const LimenCurvePoint *points, gsize n_points,
                   LimenRect plot, double pixel, gboolean is_stepped,
                   gsize *n_path)
{
  LimenCurvePoints *thin = limen_curve_points_thin (
      points, n_points, (gsize) fmax (1, ceil (plot.width / pixel)),
      (gsize) fmax (1, ceil (plot.height / pixel)));
  const LimenCurvePoint *kept = points;
  LimenPathPoint *path;
  gsize n_kept = n_points, n = 0;

  if (thin != NULL)
    kept = limen_curve_points_get (thin, &n_kept);
  path = g_new (LimenPathPoint, 2 * n_kept + 1);
  for (gsize i = 0; i < n_kept; i++)
    {
      LimenPathPoint point = { plot.x + plot.width * kept[i].across,
                               plot.y + plot.height * (1 - kept[i].up) };

      if (is_stepped && !isnan (point.x))
        {
          gboolean is_first = n == 0 || isnan (path[n - 1].x);

          path[n] = (LimenPathPoint) { is_first ? plot.x : path[n - 1].x,
                                       point.y };
          n++;
        }
      path[n++] = point;
    }
  limen_curve_points_free (thin);
  *n_path = n;
  return path;
}

/* Strokes a path with the current colour and line of the pen's context. A
 * point between two gaps is drawn as a disc. */
void
limen_xy_path_stroke (LimenPen *pen, const LimenPathPoint *path, gsize n_path)
{
  for (gsize i = 0; i < n_path; i++)
    {
      gboolean is_first = i == 0 || is_gap (path, n_path, i - 1);

      if (is_gap (path, n_path, i))
        continue;
      if (!is_first)
        cairo_line_to (pen->cr, path[i].x, path[i].y);
      else if (!is_gap (path, n_path, i + 1))
        cairo_move_to (pen->cr, path[i].x, path[i].y);
      else
        {
          cairo_new_sub_path (pen->cr);
          cairo_arc (pen->cr, path[i].x, path[i].y, DOT_RADIUS / 2, 0,
                     2 * G_PI);
        }
    }
  cairo_stroke (pen->cr);
}

/* Whether all four corners of a rectangle lie on one side of the line through
 * a and b. */
static gboolean
is_on_one_side (LimenPathPoint a, LimenPathPoint b, LimenRect rect)
{
  int n_left = 0;

  for (int i = 0; i < 4; i++)
    {
      double x = rect.x + (i % 2 ? rect.width : 0);
      double y = rect.y + (i / 2 ? rect.height : 0);

      n_left += (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x) > 0;
    }
  return n_left == 0 || n_left == 4;
}

static gboolean
segment_meets (LimenPathPoint a, LimenPathPoint b, LimenRect rect)
{
  if (fmax (a.x, b.x) < rect.x || fmin (a.x, b.x) > rect.x + rect.width
      || fmax (a.y, b.y) < rect.y || fmin (a.y, b.y) > rect.y + rect.height)
    return FALSE;
  return !is_on_one_side (a, b, rect);
}

/* Whether a path passes through a rectangle. */
gboolean
limen_xy_path_meets (const LimenPathPoint *path, gsize n_path, LimenRect rect)
{
  for (gsize i = 0; i < n_path; i++)
    {
      if (is_gap (path, n_path, i))
        continue;
      if (limen_rect_contains (rect, path[i].x, path[i].y)
          || (!is_gap (path, n_path, i + 1)
              && segment_meets (path[i], path[i + 1], rect)))
        return TRUE;
    }
  return FALSE;
}
