/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "xy-canvas.h"

#include <math.h>

#include "figure-xy.h"
#include "xy-layout.h"
#include "xy-path.h"

#define DASH 4.0
/* Number of segments of a line of equal F1. */
#define N_PIECES 64

/* Whether a value lies beyond a probit axis, on which 0 and 1 are infinitely
 * far away. */
static gboolean
is_beyond (const LimenScale *scale, double value)
{
  return scale->transform == LIMEN_TRANSFORM_PROBIT
         && (value <= scale->low || value >= scale->high);
}

/* A copy of points with gaps where they lie beyond a probit axis:
 * a line along the edge would look like a step. NULL where none or all of
 * them do, or where memory runs out; the caller then draws the points as
 * they are. */
static LimenCurvePoint *
new_inner_points (const LimenXyFigure *data, const LimenCurvePoint *from,
                  gsize n_points)
{
  LimenCurvePoint *points;
  gsize n_beyond = 0;

  for (gsize i = 0; i < n_points; i++)
    n_beyond
        += is_beyond (&data->x, from[i].x) || is_beyond (&data->y, from[i].y);
  if (n_beyond == 0 || n_beyond == n_points)
    return NULL;
  points = g_try_new (LimenCurvePoint, n_points);
  for (gsize i = 0; points != NULL && i < n_points; i++)
    {
      points[i] = from[i];
      if (is_beyond (&data->x, points[i].x)
          || is_beyond (&data->y, points[i].y))
        points[i].across = points[i].up = NAN;
    }
  return points;
}

/* Points as a path; empty for NULL. */
static LimenXyPath
make_path (const LimenXyCanvas *self, const LimenCurvePoint *points,
           gsize n_points, gboolean is_stepped)
{
  g_autofree LimenCurvePoint *inner = NULL;
  LimenXyPath path = { 0 };

  if (points == NULL)
    return path;
  inner = new_inner_points (self->data, points, n_points);
  path.points = limen_xy_path_new (
      inner != NULL ? inner : points, n_points, self->plot,
      limen_pen_get_pixel (&self->pen), is_stepped, &path.n_points);
  return path;
}

/* Lays out a figure and makes the paths of its curves. End with
 * limen_xy_canvas_end(). */
void
limen_xy_canvas_begin (LimenXyCanvas *self, cairo_t *cr, LimenRect rect,
                       const LimenXyFigure *data, const LimenTheme *theme)
{
  *self = (LimenXyCanvas) { .data = data, .rect = rect };
  self->axis = (LimenThresholdAxis) { .x = data->x,
                                      .threshold = NAN,
                                      .band_low = NAN,
                                      .band_high = NAN,
                                      .hover = NAN,
                                      .x_title = data->x_title,
                                      .has_focus = data->has_focus };
  limen_pen_begin (&self->pen, cr, theme);
  limen_pen_clip (&self->pen, rect);
  self->plot = limen_xy_lay_out (&self->pen, data, &self->rect, &self->legend);
  for (gsize i = 0; i < data->n_series && data->message == NULL; i++)
    {
      const LimenXySeries *series = &data->series[i];

      self->paths[i] = make_path (self, series->points, series->n_points,
                                  series->is_stepped);
      self->test_paths[i]
          = make_path (self, series->test_points, series->n_test_points,
                       series->is_stepped);
    }
}

/* Frees what the canvas owns. */
void
limen_xy_canvas_end (LimenXyCanvas *self)
{
  limen_pen_end (&self->pen);
  for (gsize i = 0; i < self->data->n_series; i++)
    {
      g_free (self->paths[i].points);
      g_free (self->test_paths[i].points);
    }
}

/* Whether both coordinates of a place are known (not NaN). */
gboolean
limen_xy_place_is_known (LimenXyPlace place)
{
  return !isnan (place.x) && !isnan (place.y);
}

/* The position of a place in user space. */
LimenPathPoint
limen_xy_canvas_get_point (const LimenXyCanvas *self, LimenXyPlace place)
{
  LimenRect plot = self->plot;

  return (LimenPathPoint) {
    plot.x + plot.width * limen_scale_map (&self->data->x, place.x),
    plot.y + plot.height * (1 - limen_scale_map (&self->data->y, place.y)),
  };
}

/* Reference lines */

static void
move_to (LimenXyCanvas *self, LimenXyPlace place)
{
  LimenPathPoint point = limen_xy_canvas_get_point (self, place);

  cairo_move_to (self->pen.cr, point.x, point.y);
}

static void
line_to (LimenXyCanvas *self, LimenXyPlace place)
{
  LimenPathPoint point = limen_xy_canvas_get_point (self, place);

  cairo_line_to (self->pen.cr, point.x, point.y);
}

/* The precision that has a given F1 at a given recall. */
double
limen_xy_get_precision (double f1, double recall)
{
  return f1 * recall / (2 * recall - f1);
}

/* Adds the line of equal F1 to the path, from precision 1, at recall f1 / (2 -
 * f1), to recall 1. */
static void
add_equal_f1 (LimenXyCanvas *self, double f1)
{
  double min_recall = f1 / (2 - f1);

  move_to (self, (LimenXyPlace){ min_recall, 1 });
  for (int i = 1; i <= N_PIECES; i++)
    {
      /* Shorter segments where the line is steep. */
      double share = (double) i / N_PIECES;
      double recall = min_recall + (1 - min_recall) * share * share;

      line_to (self,
               (LimenXyPlace){ recall, limen_xy_get_precision (f1, recall) });
    }
}

/* Adds a straight line through a place to the path, clipped to the axes;
 * mapping points beyond them would bend it. */
static void
add_slope (LimenXyCanvas *self, LimenXyPlace through, double slope)
{
  const LimenScale *x = &self->data->x, *y = &self->data->y;
  double at_low = through.y + slope * (x->low - through.x);
  double at_high = through.y + slope * (x->high - through.x);

  if (!limen_xy_place_is_known (through) || isnan (slope))
    return;
  if (isinf (slope))
    {
      move_to (self, (LimenXyPlace) { through.x, y->low });
      line_to (self, (LimenXyPlace) { through.x, y->high });
      return;
    }
  move_to (self, at_low < y->low
                     ? (LimenXyPlace) { through.x
                                            - (through.y - y->low) / slope,
                                        y->low }
                     : (LimenXyPlace) { x->low, at_low });
  line_to (self, at_high > y->high
                     ? (LimenXyPlace) { through.x
                                            + (y->high - through.y) / slope,
                                        y->high }
                     : (LimenXyPlace) { x->high, at_high });
}

static void
draw_line (LimenXyCanvas *self, const LimenXyLine *line)
{
  const double dashes[] = { DASH, DASH };

  if (line->kind == LIMEN_XY_LINE_F1)
    add_equal_f1 (self, line->value);
  else if (line->kind == LIMEN_XY_LINE_COST)
    add_slope (self, line->from, line->value);
  else if (limen_xy_place_is_known (line->from)
           && limen_xy_place_is_known (line->to))
    {
      move_to (self, line->from);
      line_to (self, line->to);
    }
  cairo_set_dash (self->pen.cr, dashes,
                  limen_xy_is_dashed (line->kind) ? 2 : 0, 0);
  cairo_set_line_width (self->pen.cr, 1);
  limen_pen_set_color (&self->pen,
                       limen_xy_get_line_color (self->pen.theme, line->kind));
  cairo_stroke (self->pen.cr);
  cairo_set_dash (self->pen.cr, NULL, 0, 0);
}

/* Draws the convex hull, if there is one. */
void
limen_xy_canvas_draw_hull (LimenXyCanvas *self)
{
  for (gsize i = 0; i < self->data->n_hull; i++)
    line_to (self, self->data->hull[i]);
  cairo_set_line_width (self->pen.cr, 1);
  limen_pen_set_color (&self->pen, limen_xy_get_hull_color (self->pen.theme));
  cairo_stroke (self->pen.cr);
}

/* Draws the reference lines: those of equal cost, which follow the threshold,
 * or all others. */
void
limen_xy_canvas_draw_lines (LimenXyCanvas *self, gboolean is_cost)
{
  for (gsize i = 0; i < self->data->n_lines; i++)
    if ((self->data->lines[i].kind == LIMEN_XY_LINE_COST) == is_cost)
      draw_line (self, &self->data->lines[i]);
}
