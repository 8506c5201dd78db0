/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figure-xy.h"

#include <math.h>

#include "axis.h"
#include "legend.h"
#include "marker.h"
#include "xy-canvas.h"
#include "xy-layout.h"
#include "xy-path.h"

#define CURVE_WIDTH 2.0
#define RING_RADIUS 5.0
/* Width of the curves of test data, and radius of their dots. */
#define TEST_WIDTH 1.0
#define TEST_RADIUS 3.0
#define HOVER_RADIUS 4.0
#define PIN_SIZE 5.0
/* Distance between markers along a curve. */
#define MARKER_SPACING 110.0
/* Distance from a marker to the pill with the threshold. */
#define PILL_GAP 9.0
/* A plot has a pill only if at least this many pills fit into it. */
#define MIN_PILLS 3

static double
get_right_end (const LimenXyLine *line)
{
  return line->kind == LIMEN_XY_LINE_F1
             ? limen_xy_get_precision (line->value, 1)
             : line->to.y;
}

/* Draws the labels of the lines beside the plot; a label that would touch an
 * earlier one is left out. */
static void
draw_labels (LimenXyCanvas *self)
{
  double size = self->pen.theme->font_size;
  double x = self->plot.x + self->plot.width + LIMEN_XY_LABEL_GAP;
  double room = self->rect.x + self->rect.width - x;
  double taken[LIMEN_XY_MAX_LINES];
  gsize n_taken = 0;

  for (gsize i = 0; i < self->data->n_lines && room >= 3 * size; i++)
    {
      const LimenXyLine *line = &self->data->lines[i];
      LimenText text = { line->label, self->pen.theme->dim, FALSE, room };
      double y = limen_xy_canvas_get_point (
                     self, (LimenXyPlace){ self->data->x.high,
                                           get_right_end (line) })
                     .y;
      gboolean is_free = line->label[0] != '\0';

      for (gsize j = 0; j < n_taken; j++)
        is_free = is_free && fabs (taken[j] - y) >= 1.15 * size;
      if (!is_free)
        continue;
      limen_pen_draw_text (&self->pen, &text, x, y, LIMEN_ALIGN_START);
      taken[n_taken++] = y;
    }
}

/* Curves */

/* Draws the markers that distinguish curves without colour. */
static void
draw_shapes (LimenXyCanvas *self, gsize index)
{
  const LimenPathPoint *path = self->paths[index].points;
  guint color = self->data->series[index].color;
  double phase = (double) (index + 1) / (double) (self->data->n_series + 1);
  double next = phase * MARKER_SPACING, way = 0;

  for (gsize i = 1; i < self->paths[index].n_points; i++)
    {
      double dx = path[i].x - path[i - 1].x, dy = path[i].y - path[i - 1].y;
      double length = hypot (dx, dy);

      for (; length > 0 && way + length >= next; next += MARKER_SPACING)
        {
          double share = (next - way) / length;

          limen_marker_draw (&self->pen, color, path[i - 1].x + share * dx,
                             path[i - 1].y + share * dy,
                             limen_xy_get_color (self->pen.theme, color));
        }
      way += isnan (length) ? 0 : length;
    }
}

static void
draw_curve (LimenXyCanvas *self, gsize index)
{
  cairo_set_line_join (self->pen.cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (self->pen.cr, CAIRO_LINE_CAP_ROUND);
  limen_pen_set_color (
      &self->pen,
      limen_xy_get_color (self->pen.theme, self->data->series[index].color));
  cairo_set_line_width (self->pen.cr, TEST_WIDTH);
  limen_xy_path_stroke (&self->pen, self->test_paths[index].points,
                        self->test_paths[index].n_points);
  cairo_set_line_width (self->pen.cr, CURVE_WIDTH);
  limen_xy_path_stroke (&self->pen, self->paths[index].points,
                        self->paths[index].n_points);
  if (self->pen.theme->has_markers && self->data->n_series > 1)
    draw_shapes (self, index);
}

static void
draw_content (LimenXyCanvas *self)
{
  if (self->data->message != NULL)
    {
      limen_axis_draw_message (&self->pen, self->plot, self->data->message,
                               self->pen.theme->plot);
      return;
    }
  for (gsize i = 0; i < self->data->n_series; i++)
    limen_bands_draw (
        self->data->bands, self->data->series[i].band, &self->pen, self->plot,
        &self->data->x, &self->data->y,
        limen_xy_get_color (self->pen.theme, self->data->series[i].color));
  limen_xy_canvas_draw_lines (self, FALSE);
  limen_xy_canvas_draw_hull (self);
  draw_labels (self);
  for (gsize i = 0; i < self->data->n_series; i++)
    draw_curve (self, i);
}

/* Markers */

static void
draw_pin (LimenXyCanvas *self, LimenXyPlace place)
{
  LimenPathPoint tip = limen_xy_canvas_get_point (self, place);
  cairo_t *cr = self->pen.cr;

  cairo_move_to (cr, tip.x, tip.y - PIN_SIZE);
  cairo_line_to (cr, tip.x + PIN_SIZE, tip.y);
  cairo_line_to (cr, tip.x, tip.y + PIN_SIZE);
  cairo_line_to (cr, tip.x - PIN_SIZE, tip.y);
  cairo_close_path (cr);
  limen_pen_set_color (&self->pen, self->pen.theme->dim);
  cairo_fill_preserve (cr);
  limen_pen_set_color (&self->pen, self->pen.theme->plot);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
}

/* Draws hairlines from the point under the pointer to both axes. */
static void
draw_hover (LimenXyCanvas *self)
{
  const LimenTheme *theme = self->pen.theme;
  LimenPathPoint point = limen_xy_canvas_get_point (self, self->data->hover);
  LimenRect plot = self->plot;

  if (!limen_xy_place_is_known (self->data->hover))
    return;
  limen_pen_add_vertical (&self->pen, point.x, point.y, plot.y + plot.height,
                          1);
  limen_pen_add_horizontal (&self->pen, point.y, plot.x, point.x, 1);
  limen_pen_set_color (&self->pen,
                       limen_color_mix (theme->dim, theme->plot, 0.6));
  cairo_fill (self->pen.cr);
  cairo_new_sub_path (self->pen.cr);
  cairo_arc (self->pen.cr, point.x, point.y, HOVER_RADIUS, 0, 2 * G_PI);
  limen_pen_set_color (&self->pen, theme->dim);
  cairo_fill (self->pen.cr);
}

/* Draws a line through the markers of several curves. */
static void
draw_common_line (LimenXyCanvas *self)
{
  double x = self->data->series[0].marker.x;

  if (self->data->n_series < 2 || isnan (x))
    return;
  limen_pen_add_vertical (
      &self->pen, limen_xy_canvas_get_point (self, (LimenXyPlace){ x, 0 }).x,
      self->plot.y, self->plot.y + self->plot.height, LIMEN_LINE_WIDTH);
  limen_pen_set_color (&self->pen, self->pen.theme->line);
  cairo_fill (self->pen.cr);
}

static void
draw_ring (LimenXyCanvas *self, const LimenXySeries *series)
{
  LimenPathPoint point = limen_xy_canvas_get_point (self, series->marker);

  cairo_new_sub_path (self->pen.cr);
  cairo_arc (self->pen.cr, point.x, point.y, RING_RADIUS, 0, 2 * G_PI);
  limen_pen_set_color (&self->pen, self->pen.theme->plot);
  cairo_fill_preserve (self->pen.cr);
  limen_pen_set_color (&self->pen, self->pen.theme->line);
  cairo_set_line_width (self->pen.cr, CURVE_WIDTH);
  cairo_stroke (self->pen.cr);
  cairo_new_sub_path (self->pen.cr);
  cairo_arc (self->pen.cr, point.x, point.y, RING_RADIUS / 2 - 0.5, 0,
             2 * G_PI);
  limen_pen_set_color (&self->pen,
                       limen_xy_get_color (self->pen.theme, series->color));
  cairo_fill (self->pen.cr);
}

/* Marks the position of test data at the threshold. */
static void
draw_test_dot (LimenXyCanvas *self, const LimenXySeries *series)
{
  LimenPathPoint point;

  if (!self->data->has_test || !limen_xy_place_is_known (series->test_marker))
    return;
  point = limen_xy_canvas_get_point (self, series->test_marker);
  cairo_new_sub_path (self->pen.cr);
  cairo_arc (self->pen.cr, point.x, point.y, TEST_RADIUS, 0, 2 * G_PI);
  limen_pen_set_color (&self->pen,
                       limen_xy_get_color (self->pen.theme, series->color));
  cairo_fill (self->pen.cr);
}

static gboolean
is_inside (LimenRect inner, LimenRect outer)
{
  return inner.x >= outer.x && inner.y >= outer.y
         && inner.x + inner.width <= outer.x + outer.width
         && inner.y + inner.height <= outer.y + outer.height;
}

static gboolean
meets_curve (const LimenXyCanvas *self, LimenRect rect)
{
  gboolean is_met = FALSE;

  for (gsize i = 0; i < self->data->n_series && !is_met; i++)
    is_met = limen_xy_path_meets (self->paths[i].points,
                                  self->paths[i].n_points, rect);
  return is_met;
}

/* Moves a pill into the plot if needed. Returns FALSE if it then covers the
 * marker. */
static gboolean
pull_inside (const LimenXyCanvas *self, LimenPathPoint marker, LimenRect *place)
{
  LimenRect plot = self->plot, ring;

  place->x = CLAMP (place->x, plot.x, plot.x + plot.width - place->width);
  place->y = CLAMP (place->y, plot.y, plot.y + plot.height - place->height);
  ring = (LimenRect) { place->x - RING_RADIUS, place->y - RING_RADIUS,
                       place->width + 2 * RING_RADIUS,
                       place->height + 2 * RING_RADIUS };
  return !limen_rect_contains (ring, marker.x, marker.y);
}

/* Places the pill near the marker, inside the plot, and clear of the curves if
 * possible; tries below right first. Returns FALSE if there is no place. */
static gboolean
place_pill (const LimenXyCanvas *self, LimenPathPoint marker, LimenRect *pill)
{
  static const double gaps[] = { PILL_GAP, 2 * PILL_GAP, 5 * PILL_GAP };
  static const double sides[][2] = { { 1, 1 },   { -1, -1 }, { 1, -1 },
                                     { -1, 1 },  { 1, 0 },   { -1, 0 },
                                     { 0, 1 },   { 0, -1 } };
  gboolean is_found = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (gaps) * G_N_ELEMENTS (sides); i++)
    {
      const double *side = sides[i % G_N_ELEMENTS (sides)];
      double gap = gaps[i / G_N_ELEMENTS (sides)];
      LimenRect place = *pill;

      place.x = marker.x - pill->width / 2
                + side[0] * (pill->width / 2 + gap);
      place.y = marker.y - pill->height / 2
                + side[1] * (pill->height / 2 + gap);
      if (!pull_inside (self, marker, &place))
        continue;
      if (!meets_curve (self, place))
        {
          *pill = place;
          return TRUE;
        }
      if (!is_found)
        {
          pill->x = place.x;
          pill->y = place.y;
        }
      is_found = TRUE;
    }
  return is_found;
}

/* Places the pill of several curves, whose markers a vertical line joins:
 * beside that line, as low as possible without touching a curve. */
static gboolean
place_pill_at_line (const LimenXyCanvas *self, double x, LimenRect *pill)
{
  double bottom = self->plot.y + self->plot.height - pill->height - 2;
  gboolean is_found = FALSE;

  for (double y = bottom; y >= self->plot.y; y -= pill->height / 2)
    for (int side = 1; side >= -1; side -= 2)
      {
        LimenRect place = { x + (side > 0 ? PILL_GAP : -PILL_GAP - pill->width),
                            y, pill->width, pill->height };

        if (!is_inside (place, self->plot))
          continue;
        if (!meets_curve (self, place))
          {
            *pill = place;
            return TRUE;
          }
        if (!is_found)
          *pill = place;
        is_found = TRUE;
      }
  return is_found;
}

static void
draw_pill (LimenXyCanvas *self, LimenXyPlace marker)
{
  LimenPathPoint point = limen_xy_canvas_get_point (self, marker);
  double size = self->pen.theme->font_size;
  LimenText text = { self->data->label, self->pen.theme->line_text, TRUE,
                     0 };
  LimenRect pill = { .height = limen_axis_get_pill_height (self->pen.theme) };

  pill.width = limen_pen_measure (&self->pen, &text) + 1.6 * size;
  if (MIN_PILLS * pill.width > self->plot.width
      || MIN_PILLS * pill.height > self->plot.height)
    return;
  if (!(self->data->n_series > 1 ? place_pill_at_line (self, point.x, &pill)
                                 : place_pill (self, point, &pill)))
    return;
  limen_pen_add_rounded (&self->pen, pill, pill.height / 2);
  limen_pen_set_color (&self->pen, self->pen.theme->line);
  cairo_fill (self->pen.cr);
  limen_pen_draw_text (&self->pen, &text, pill.x + pill.width / 2,
                       pill.y + pill.height / 2, LIMEN_ALIGN_CENTER);
}

static void
draw_markers (LimenXyCanvas *self)
{
  const LimenXyFigure *data = self->data;

  limen_xy_canvas_draw_lines (self, TRUE);
  for (gsize i = 0; i < data->n_pinned; i++)
    if (limen_xy_place_is_known (data->pinned[i]))
      draw_pin (self, data->pinned[i]);
  draw_hover (self);
  draw_common_line (self);
  for (gsize i = 0; i < data->n_series; i++)
    draw_test_dot (self, &data->series[i]);
  for (gsize i = 0; i < data->n_series; i++)
    if (limen_xy_place_is_known (data->series[i].marker))
      draw_ring (self, &data->series[i]);
  if (data->n_series > 0 && data->label[0] != '\0'
      && !isnan (data->series[0].marker.x)
      && (data->n_series > 1
          || limen_xy_place_is_known (data->series[0].marker)))
    draw_pill (self, data->series[0].marker);
}

/* Draws the other three edges of a square plot like its base line: a curve
 * that ends there has reached the end of an axis. */
static void
draw_frame (LimenXyCanvas *self)
{
  LimenPen *pen = &self->pen;
  LimenRect plot = self->plot;
  double bottom = plot.y + plot.height, right = plot.x + plot.width;

  limen_pen_add_horizontal (pen, plot.y, plot.x, right, 1);
  limen_pen_add_vertical (pen, plot.x, plot.y, bottom, 1);
  limen_pen_add_vertical (pen, right, plot.y, bottom, 1);
  limen_pen_set_color (
      pen, limen_color_mix (pen->theme->dim, pen->theme->plot, 0.5));
  cairo_fill (pen->cr);
}

/**
 * Draws curves of points over two axes, with reference lines and the marker of
 * the threshold, into @rect of @cr, whose state is restored. Nothing is drawn
 * into a rect without area, labels are left out of small ones, and a figure
 * without curves shows a message.
 */
void
limen_figure_xy_draw (cairo_t *cr,
                      LimenRect rect,
                      const LimenXyFigure *data,
                      const LimenTheme *theme)
{
  LimenLegendItem items[LIMEN_XY_MAX_LEGEND_ITEMS];
  LimenXyCanvas self;

  if (!limen_figure_can_draw (rect))
    return;
  limen_xy_canvas_begin (&self, cr, rect, data, theme);
  limen_pen_fill_rect (&self.pen, rect, theme->background);
  limen_pen_fill_rect (&self.pen, self.plot, theme->plot);
  limen_axis_draw_x_grid (&self.pen, self.plot, &data->x);
  limen_axis_draw_titled_y (&self.pen, self.rect, self.plot, &data->y,
                            LIMEN_MAX_Y_TICKS, data->y_title);
  limen_axis_draw_x (&self.pen, self.rect, self.plot, &self.axis);
  if (data->is_square)
    draw_frame (&self);
  cairo_save (cr);
  draw_content (&self);
  cairo_restore (cr);
  if (data->message == NULL)
    draw_markers (&self);
  limen_axis_draw_focus (&self.pen, self.rect, self.plot, &self.axis);
  if (self.legend.height > 0)
    limen_legend_draw (&self.pen, self.legend, items,
                       limen_xy_fill_legend (data, theme, items));
  limen_xy_canvas_end (&self);
}

/* Adds bands around the curves, which must outlive the figure, and their item
 * in the legend; NULL: none. */
void
limen_figure_xy_set_bands (LimenXyFigure *self, const LimenBands *bands,
                           const char *decimal_point)
{
  g_autofree char *title
      = bands != NULL ? limen_bands_describe (bands, decimal_point) : NULL;

  self->bands = bands;
  g_strlcpy (self->bands_title, title != NULL ? title : "",
             sizeof self->bands_title);
}

/* The rectangle of the curves in a figure that is drawn into @rect. */
LimenRect
limen_figure_xy_get_plot (const LimenXyFigure *data, LimenRect rect,
                          const LimenTheme *theme)
{
  LimenRect plot, legend;
  LimenPen pen;

  limen_pen_begin (&pen, NULL, theme);
  plot = limen_xy_lay_out (&pen, data, &rect, &legend);
  limen_pen_end (&pen);
  return plot;
}

/**
 * Finds the point of a curve nearest to (@x, @y) in a figure whose curves are
 * drawn in @plot. Returns its index in its series and stores the series in
 * @series; -1 where none is within @reach, in units of @plot.
 */
gssize
limen_figure_xy_find_nearest (const LimenXyFigure *data, LimenRect plot,
                              double x, double y, double reach, gsize *series)
{
  double across = (x - plot.x) / plot.width;
  double up = 1 - (y - plot.y) / plot.height;
  gssize nearest = -1;

  for (gsize i = 0; i < data->n_series; i++)
    {
      const LimenXySeries *one = &data->series[i];
      gsize found = limen_curve_points_find_nearest (
          one->points, one->n_points, across, up, plot.width, plot.height);
      double distance;

      if (found == G_MAXSIZE)
        continue;
      distance = hypot ((one->points[found].across - across) * plot.width,
                        (one->points[found].up - up) * plot.height);
      if (!(distance <= reach))
        continue;
      reach = distance;
      nearest = (gssize) found;
      *series = i;
    }
  return nearest;
}
