#include "figure-xy.h"

#include <math.h>
#include <string.h>

#include "axis.h"
#include "legend.h"
#include "marker.h"
#include "xy-path.h"

#define CURVE_WIDTH 2.0
#define RING_RADIUS 5.0
#define HOVER_RADIUS 4.0
#define PIN_SIZE 5.0
#define DASH 4.0
/* Between markers along a curve, where curves need them. */
#define MARKER_SPACING 110.0
/* From a marker to the pill with the threshold. */
#define PILL_GAP 9.0
/* How many of them fit at the least into a plot that has one. */
#define LEAST_PILLS 3
/* The room that labels take at the right, in font sizes, and the least width
 * of a figure that has it. */
#define LABEL_WIDTH 3.9
#define LABEL_GAP 7.0
#define LEAST_LABELLED 26.0
/* Pieces of a line of equal F1. */
#define N_PIECES 64
#define MAX_LEGEND_ITEMS (LIMEN_XY_MAX_SERIES + LIMEN_XY_MAX_LINES + 2)

/* A curve as it is drawn. */
typedef struct
{
  LimenPathPoint *points;
  gsize n_points;
} Path;

/* A figure under way. */
typedef struct
{
  LimenPen pen;
  const LimenXyFigure *data;
  LimenThresholdAxis axis; /* of x: what is drawn alike in every figure */
  LimenRect rect, plot, legend;
  Path paths[LIMEN_XY_MAX_SERIES];
} Canvas;

static LimenColor
get_color (const LimenTheme *theme, guint index)
{
  return theme->series[index % LIMEN_N_SERIES_COLORS];
}

static LimenColor
get_line_color (const LimenTheme *theme, LimenXyLineKind kind)
{
  switch (kind)
    {
    case LIMEN_XY_LINE_COST:
      return theme->accent;
    case LIMEN_XY_LINE_F1:
      return limen_color_mix (theme->dim, theme->plot, 0.45);
    case LIMEN_XY_LINE_CHANCE:
    case LIMEN_XY_LINE_LIMIT:
    default:
      return theme->dim;
    }
}

static gboolean
is_dashed (LimenXyLineKind kind)
{
  return kind == LIMEN_XY_LINE_CHANCE || kind == LIMEN_XY_LINE_COST;
}

static LimenColor
get_hull_color (const LimenTheme *theme)
{
  return limen_color_mix (theme->foreground, theme->plot, 0.7);
}

/* Laying out */

static LimenMargins
get_margins (const LimenXyFigure *data, const LimenTheme *theme,
             LimenRect rect)
{
  LimenThresholdAxis axis = { .x_title = data->x_title };
  LimenMargins margins = data->y_title != NULL
                             ? limen_axis_get_titled_margins (&axis, theme)
                             : limen_axis_get_margins (&axis, theme);
  double labels = LABEL_GAP + ceil (LABEL_WIDTH * theme->font_size);

  if (rect.width >= LEAST_LABELLED * theme->font_size)
    for (gsize i = 0; i < data->n_lines; i++)
      if (data->lines[i].label[0] != '\0')
        margins.right = fmax (margins.right, labels);
  return margins;
}

static gsize
fill_legend (const LimenXyFigure *data, const LimenTheme *theme,
             LimenLegendItem *items)
{
  gsize n = 0;

  for (gsize i = 0; i < data->n_series; i++)
    items[n++] = (LimenLegendItem) {
      .key = LIMEN_KEY_LINE,
      .color = get_color (theme, data->series[i].color),
      .marker = data->n_series > 1 ? data->series[i].color : LIMEN_NO_MARKER,
      .title = data->series[i].title,
      .value = data->series[i].value[0] != '\0' ? data->series[i].value
                                                : NULL,
    };
  if (data->n_hull > 0)
    items[n++] = (LimenLegendItem) { LIMEN_KEY_THIN, get_hull_color (theme),
                                     0, "convex hull", NULL };
  for (gsize i = 0; i < data->n_lines; i++)
    if (data->lines[i].title != NULL)
      items[n++] = (LimenLegendItem) {
        is_dashed (data->lines[i].kind) ? LIMEN_KEY_DASHED : LIMEN_KEY_THIN,
        get_line_color (theme, data->lines[i].kind), 0, data->lines[i].title,
        NULL
      };
  if (data->caption[0] != '\0')
    items[n++] = (LimenLegendItem) { .title = data->caption };
  return n;
}

/* The rect is as wide as a square plot needs it: what is too much is left free
 * on both sides of it. */
static void
narrow (LimenRect *rect, LimenMargins margins)
{
  LimenRect plot = limen_figure_get_plot (*rect, margins);
  double rest = fmax (plot.width - plot.height, 0);

  rect->x += rest / 2;
  rect->width -= rest;
}

/* The legend's height comes off the top of the rect, and what a square plot
 * leaves free off its sides or its bottom. */
static LimenRect
lay_out (LimenPen *pen, const LimenXyFigure *data, LimenRect *rect,
         LimenRect *legend)
{
  LimenMargins margins = get_margins (data, pen->theme, *rect);
  LimenLegendItem items[MAX_LEGEND_ITEMS];
  gsize n_items = fill_legend (data, pen->theme, items);
  LimenRect plot;
  double size;

  *legend = (LimenRect) { 0 };
  if (data->is_square)
    narrow (rect, margins);
  if (data->has_legend && data->message == NULL)
    *legend = limen_legend_take_top (pen, rect, margins, items, n_items);
  plot = limen_figure_get_plot (*rect, margins);
  if (!data->is_square)
    return plot;
  size = fmin (plot.width, plot.height);
  rect->width -= plot.width - size;
  rect->height -= plot.height - size;
  return (LimenRect) { plot.x, plot.y, size, size };
}

/* Whether a value has no place on an axis of deviates, which 0 and 1 are
 * infinitely far along. */
static gboolean
is_beyond (const LimenScale *scale, double value)
{
  return scale->transform == LIMEN_TRANSFORM_PROBIT
         && (value <= scale->low || value >= scale->high);
}

/* The points of a series with gaps where they lie beyond an axis of deviates: a
 * line along the edge would look like a step. NULL where none lies beyond, or
 * all do; and where there is no memory for them, as the line is no worse
 * then. */
static LimenCurvePoint *
new_inner_points (const LimenXyFigure *data, const LimenXySeries *series)
{
  LimenCurvePoint *points;
  gsize n_beyond = 0;

  for (gsize i = 0; i < series->n_points; i++)
    n_beyond += is_beyond (&data->x, series->points[i].x)
                || is_beyond (&data->y, series->points[i].y);
  if (n_beyond == 0 || n_beyond == series->n_points)
    return NULL;
  points = g_try_new (LimenCurvePoint, series->n_points);
  for (gsize i = 0; points != NULL && i < series->n_points; i++)
    {
      points[i] = series->points[i];
      if (is_beyond (&data->x, points[i].x)
          || is_beyond (&data->y, points[i].y))
        points[i].across = points[i].up = NAN;
    }
  return points;
}

/* The points of a series as a path. */
static LimenPathPoint *
new_path (const Canvas *self, const LimenXySeries *series, gsize *n_path)
{
  g_autofree LimenCurvePoint *inner = new_inner_points (self->data, series);

  return limen_xy_path_new (inner != NULL ? inner : series->points,
                            series->n_points, self->plot,
                            limen_pen_get_pixel (&self->pen),
                            series->is_stepped, n_path);
}

static void
begin (Canvas *self, cairo_t *cr, LimenRect rect, const LimenXyFigure *data,
       const LimenTheme *theme)
{
  *self = (Canvas) { .data = data, .rect = rect };
  self->axis = (LimenThresholdAxis) { .x = data->x,
                                      .threshold = NAN,
                                      .band_low = NAN,
                                      .band_high = NAN,
                                      .hover = NAN,
                                      .x_title = data->x_title,
                                      .has_focus = data->has_focus };
  limen_pen_begin (&self->pen, cr, theme);
  limen_pen_clip (&self->pen, rect);
  self->plot = lay_out (&self->pen, data, &self->rect, &self->legend);
  for (gsize i = 0; i < data->n_series && data->message == NULL; i++)
    self->paths[i].points
        = new_path (self, &data->series[i], &self->paths[i].n_points);
}

static void
end (Canvas *self)
{
  limen_pen_end (&self->pen);
  for (gsize i = 0; i < self->data->n_series; i++)
    g_free (self->paths[i].points);
}

static gboolean
is_place (LimenXyPlace place)
{
  return !isnan (place.x) && !isnan (place.y);
}

static LimenPathPoint
get_point (const Canvas *self, LimenXyPlace place)
{
  LimenRect plot = self->plot;

  return (LimenPathPoint) {
    plot.x + plot.width * limen_scale_map (&self->data->x, place.x),
    plot.y + plot.height * (1 - limen_scale_map (&self->data->y, place.y)),
  };
}

/* Lines to compare with */

static void
move_to (Canvas *self, LimenXyPlace place)
{
  LimenPathPoint point = get_point (self, place);

  cairo_move_to (self->pen.cr, point.x, point.y);
}

static void
line_to (Canvas *self, LimenXyPlace place)
{
  LimenPathPoint point = get_point (self, place);

  cairo_line_to (self->pen.cr, point.x, point.y);
}

/* Precision at a recall where 2 P R / (P + R) = f1. */
static double
get_precision (double f1, double recall)
{
  return f1 * recall / (2 * recall - f1);
}

/* From where precision is 1, at recall f1 / (2 - f1), to recall 1. */
static void
add_equal_f1 (Canvas *self, double f1)
{
  double least = f1 / (2 - f1);

  move_to (self, (LimenXyPlace) { least, 1 });
  for (int i = 1; i <= N_PIECES; i++)
    {
      /* Finer where it is steep. */
      double share = (double) i / N_PIECES;
      double recall = least + (1 - least) * share * share;

      line_to (self, (LimenXyPlace) { recall, get_precision (f1, recall) });
    }
}

/* Cut where it leaves the axes, which would bend it otherwise. */
static void
add_slope (Canvas *self, LimenXyPlace through, double slope)
{
  const LimenScale *x = &self->data->x, *y = &self->data->y;
  double at_low = through.y + slope * (x->low - through.x);
  double at_high = through.y + slope * (x->high - through.x);

  if (!is_place (through) || isnan (slope))
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
draw_line (Canvas *self, const LimenXyLine *line)
{
  const double dashes[] = { DASH, DASH };

  if (line->kind == LIMEN_XY_LINE_F1)
    add_equal_f1 (self, line->value);
  else if (line->kind == LIMEN_XY_LINE_COST)
    add_slope (self, line->from, line->value);
  else if (is_place (line->from) && is_place (line->to))
    {
      move_to (self, line->from);
      line_to (self, line->to);
    }
  cairo_set_dash (self->pen.cr, dashes, is_dashed (line->kind) ? 2 : 0, 0);
  cairo_set_line_width (self->pen.cr, 1);
  limen_pen_set_color (&self->pen,
                       get_line_color (self->pen.theme, line->kind));
  cairo_stroke (self->pen.cr);
  cairo_set_dash (self->pen.cr, NULL, 0, 0);
}

static void
draw_hull (Canvas *self)
{
  for (gsize i = 0; i < self->data->n_hull; i++)
    line_to (self, self->data->hull[i]);
  cairo_set_line_width (self->pen.cr, 1);
  limen_pen_set_color (&self->pen, get_hull_color (self->pen.theme));
  cairo_stroke (self->pen.cr);
}

/* The lines of equal cost follow the threshold; the others stay. */
static void
draw_lines (Canvas *self, gboolean is_cost)
{
  for (gsize i = 0; i < self->data->n_lines; i++)
    if ((self->data->lines[i].kind == LIMEN_XY_LINE_COST) == is_cost)
      draw_line (self, &self->data->lines[i]);
}

static double
get_right_end (const LimenXyLine *line)
{
  return line->kind == LIMEN_XY_LINE_F1 ? get_precision (line->value, 1)
                                        : line->to.y;
}

/* Beside the plot, the first ones first; one that would touch another is left
 * out. */
static void
draw_labels (Canvas *self)
{
  double size = self->pen.theme->font_size;
  double x = self->plot.x + self->plot.width + LABEL_GAP;
  double room = self->rect.x + self->rect.width - x;
  double taken[LIMEN_XY_MAX_LINES];
  gsize n_taken = 0;

  for (gsize i = 0; i < self->data->n_lines && room >= 3 * size; i++)
    {
      const LimenXyLine *line = &self->data->lines[i];
      LimenText text = { line->label, self->pen.theme->dim, FALSE, room };
      double y = get_point (self, (LimenXyPlace) { self->data->x.high,
                                                   get_right_end (line) }).y;
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

/* The marks that tell curves apart without their colour. */
static void
draw_shapes (Canvas *self, gsize index)
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
                             get_color (self->pen.theme, color));
        }
      way += isnan (length) ? 0 : length;
    }
}

static void
draw_curve (Canvas *self, gsize index)
{
  cairo_set_line_width (self->pen.cr, CURVE_WIDTH);
  cairo_set_line_join (self->pen.cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (self->pen.cr, CAIRO_LINE_CAP_ROUND);
  limen_pen_set_color (
      &self->pen,
      get_color (self->pen.theme, self->data->series[index].color));
  limen_xy_path_stroke (&self->pen, self->paths[index].points,
                        self->paths[index].n_points);
  if (self->pen.theme->has_markers && self->data->n_series > 1)
    draw_shapes (self, index);
}

static void
draw_content (Canvas *self)
{
  if (self->data->message != NULL)
    {
      limen_axis_draw_message (&self->pen, self->plot, self->data->message,
                               self->pen.theme->plot);
      return;
    }
  draw_lines (self, FALSE);
  draw_hull (self);
  draw_labels (self);
  for (gsize i = 0; i < self->data->n_series; i++)
    draw_curve (self, i);
}

/* Markers */

static void
draw_pin (Canvas *self, LimenXyPlace place)
{
  LimenPathPoint tip = get_point (self, place);
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

/* Hair lines from the pointed place to both axes. */
static void
draw_hover (Canvas *self)
{
  const LimenTheme *theme = self->pen.theme;
  LimenPathPoint point = get_point (self, self->data->hover);
  LimenRect plot = self->plot;

  if (!is_place (self->data->hover))
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

/* Through the markers of several curves. */
static void
draw_common_line (Canvas *self)
{
  double x = self->data->series[0].marker.x;

  if (self->data->n_series < 2 || isnan (x))
    return;
  limen_pen_add_vertical (&self->pen,
                          get_point (self, (LimenXyPlace) { x, 0 }).x,
                          self->plot.y, self->plot.y + self->plot.height,
                          LIMEN_LINE_WIDTH);
  limen_pen_set_color (&self->pen, self->pen.theme->line);
  cairo_fill (self->pen.cr);
}

static void
draw_ring (Canvas *self, const LimenXySeries *series)
{
  LimenPathPoint point = get_point (self, series->marker);

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
                       get_color (self->pen.theme, series->color));
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
meets_curve (const Canvas *self, LimenRect rect)
{
  gboolean is_met = FALSE;

  for (gsize i = 0; i < self->data->n_series && !is_met; i++)
    is_met = limen_xy_path_meets (self->paths[i].points,
                                  self->paths[i].n_points, rect);
  return is_met;
}

/* Moved into the plot, if it has to be; FALSE where that puts it on the
 * marker. */
static gboolean
pull_inside (const Canvas *self, LimenPathPoint marker, LimenRect *place)
{
  LimenRect plot = self->plot, ring;

  place->x = CLAMP (place->x, plot.x, plot.x + plot.width - place->width);
  place->y = CLAMP (place->y, plot.y, plot.y + plot.height - place->height);
  ring = (LimenRect) { place->x - RING_RADIUS, place->y - RING_RADIUS,
                       place->width + 2 * RING_RADIUS,
                       place->height + 2 * RING_RADIUS };
  return !limen_rect_contains (ring, marker.x, marker.y);
}

/* Near the marker, in the plot, and off the curve if it can: below to the right
 * first. */
static gboolean
place_pill (const Canvas *self, LimenPathPoint marker, LimenRect *pill)
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

/* Several curves have their markers above each other: a line joins them, and
 * the pill stands beside it, as low as it can without touching a curve. */
static gboolean
place_pill_at_line (const Canvas *self, double x, LimenRect *pill)
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
draw_pill (Canvas *self, LimenXyPlace marker)
{
  LimenPathPoint point = get_point (self, marker);
  double size = self->pen.theme->font_size;
  LimenText text = { self->data->label, self->pen.theme->line_text, TRUE,
                     0 };
  LimenRect pill = { .height = limen_axis_get_pill_height (self->pen.theme) };

  pill.width = limen_pen_measure (&self->pen, &text) + 1.6 * size;
  if (LEAST_PILLS * pill.width > self->plot.width
      || LEAST_PILLS * pill.height > self->plot.height)
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
draw_markers (Canvas *self)
{
  const LimenXyFigure *data = self->data;

  draw_lines (self, TRUE);
  for (gsize i = 0; i < data->n_pinned; i++)
    if (is_place (data->pinned[i]))
      draw_pin (self, data->pinned[i]);
  draw_hover (self);
  draw_common_line (self);
  for (gsize i = 0; i < data->n_series; i++)
    if (is_place (data->series[i].marker))
      draw_ring (self, &data->series[i]);
  if (data->n_series > 0 && data->label[0] != '\0'
      && !isnan (data->series[0].marker.x)
      && (data->n_series > 1 || is_place (data->series[0].marker)))
    draw_pill (self, data->series[0].marker);
}

/* The other three edges of a square plot, as its base line: what ends there
 * has reached the end of an axis. */
static void
draw_frame (Canvas *self)
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
 * Draws what stays while the threshold moves: background, axes, lines to
 * compare with, curves. A widget may keep the picture.
 */
void
limen_figure_xy_draw_curves (cairo_t *cr, LimenRect rect,
                             const LimenXyFigure *data,
                             const LimenTheme *theme)
{
  Canvas self;

  if (!limen_figure_can_draw (rect))
    return;
  begin (&self, cr, rect, data, theme);
  limen_pen_fill_rect (&self.pen, rect, theme->background);
  limen_pen_fill_rect (&self.pen, self.plot, theme->plot);
  limen_axis_draw_x_grid (&self.pen, self.plot, &data->x);
  limen_axis_draw_titled_y (&self.pen, self.rect, self.plot, &data->y,
                            LIMEN_MAX_Y_TICKS, data->y_title);
  limen_axis_draw_x (&self.pen, self.rect, self.plot, &self.axis);
  if (data->is_square)
    draw_frame (&self);
  draw_content (&self);
  end (&self);
}

/**
 * Draws what follows the threshold and the pointer, over the rest: the line of
 * equal cost, pinned cutoffs, markers with the threshold, the focus, and the
 * legend with its values.
 */
void
limen_figure_xy_draw_markers (cairo_t *cr, LimenRect rect,
                              const LimenXyFigure *data,
                              const LimenTheme *theme)
{
  LimenLegendItem items[MAX_LEGEND_ITEMS];
  Canvas self;

  if (!limen_figure_can_draw (rect))
    return;
  begin (&self, cr, rect, data, theme);
  if (data->message == NULL)
    draw_markers (&self);
  limen_axis_draw_focus (&self.pen, self.rect, self.plot, &self.axis);
  if (self.legend.height > 0)
    limen_legend_draw (&self.pen, self.legend, items,
                       fill_legend (data, theme, items));
  end (&self);
}

/**
 * Draws the figure into @rect of @cr, whose state is left as it was: curves of
 * points over two axes, lines to compare them with, and where the threshold
 * stands on them. Rects without area draw nothing, small ones no labels, and a
 * figure without a curve says why.
 */
void
limen_figure_xy_draw (cairo_t *cr, LimenRect rect, const LimenXyFigure *data,
                      const LimenTheme *theme)
{
  limen_figure_xy_draw_curves (cr, rect, data, theme);
  limen_figure_xy_draw_markers (cr, rect, data, theme);
}

/* Where the curves of a figure that is drawn into @rect stand. The legend is
 * measured, which needs a context of its own. */
LimenRect
limen_figure_xy_get_plot (const LimenXyFigure *data, LimenRect rect,
                          const LimenTheme *theme)
{
  cairo_surface_t *surface
      = cairo_image_surface_create (CAIRO_FORMAT_A8, 1, 1);
  cairo_t *cr = cairo_create (surface);
  LimenRect plot, legend;
  LimenPen pen;

  limen_pen_begin (&pen, cr, theme);
  plot = lay_out (&pen, data, &rect, &legend);
  limen_pen_end (&pen);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return plot;
}

/**
 * The point nearest to a place in a figure whose curves stand in @plot, by its
 * index in its series, which is stored in @series; -1 where none is within
 * @reach, in the units of @plot.
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
