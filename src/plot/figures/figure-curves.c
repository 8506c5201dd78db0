/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figure-curves.h"

#include <glib/gi18n.h>
#include <math.h>

#include "axis.h"
#include "curve-path.h"
#include "legend.h"
#include "marker.h"
#include "threshold.h"
#include "tick-label.h"

#define CURVE_WIDTH 2.0
#define RING_RADIUS 4.0
/* Width of the curves of test data, and radius of their dots at the threshold.
 */
#define TEST_WIDTH 1.0
#define TEST_RADIUS 2.5
#define MARKER_SPACING 110.0
#define MARK_RADIUS 3.5
/* Maximum factor by which columns may be wider or narrower than the plot. */
#define MAX_STRETCH 64.0
/* Share of the y axis by which rounding may lift a value above its end. */
#define CUT_TOLERANCE 1e-9

/* Drawing state of one figure. */
typedef struct
{
  LimenPen pen;
  const LimenCurvesFigure *data;
  LimenRect rect, plot, legend;
} Canvas;

static LimenColor
get_color (const LimenTheme *theme, guint index)
{
  return theme->series[index % LIMEN_N_SERIES_COLORS];
}

/* The lowest value over all columns of a series; infinity where none is
 * defined. */
double
limen_curve_series_get_low (const LimenCurveSeries *self)
{
  double low = INFINITY;

  for (gsize i = 0; i < self->n_columns; i++)
    low = fmin (low, self->columns[i].low);
  return low;
}

/* The y axis of metrics whose lowest value is `low`: from 0 to 1, or from a
 * negative multiple of 0.2, at least -1, where `low` is negative. */
LimenScale
limen_figure_curves_get_y_scale (double low)
{
  return limen_scale_new (LIMEN_TRANSFORM_LINEAR,
                          low < 0 ? fmax (floor (low * 5) / 5, -1) : 0, 1);
}

/* Whether the figure is independent, with the threshold in a pill above its
 * line and the legend at the top. Otherwise it is below another figure, whose
 * threshold line continues into it. */
static gboolean
is_alone (const LimenCurvesFigure *data)
{
  return data->axis.line_label != NULL;
}

/* The margins of the figure: left and right as in all figures over the
 * threshold axis; above, room for the pill; below, for labels and title. A
 * legend is not included: it is taken off the rect first. */
LimenMargins
limen_figure_curves_get_margins (const LimenCurvesFigure *data,
                                 const LimenTheme *theme)
{
  LimenMargins margins = limen_axis_get_margins (&data->axis, theme);

  if (is_alone (data))
    margins.top = limen_axis_get_pill_height (theme) + 2;
  return margins;
}

/* A value with three decimals, or an em dash for NaN; a new string. */
static char *
format_value (double value, const char *decimal_point)
{
  char text[24];

  if (!isfinite (value))
    return g_strdup (isnan (value) ? "\342\200\224"
                     : value > 0   ? "\342\210\236"
                                   : "\342\210\222\342\210\236");
  limen_tick_label_write ((LimenTickFormat) { LIMEN_TICK_FIXED, -3 }, value,
                          decimal_point, text, sizeof text);
  return g_strdup (text);
}

static char *
describe_mark (const LimenCurvesFigure *data, const char *decimal_point)
{
  double shown = limen_threshold_reverse (data->mark->threshold,
                                          data->axis.x.is_reversed);
  g_autofree char *place = format_value (shown, decimal_point);

  return g_strdup_printf (
      /* Translators: such as "largest gap", and a threshold. */
      _ ("%s, at %s"), data->mark->title, place);
}

static gboolean
has_test (const LimenCurvesFigure *data)
{
  return data->n_series > 0 && data->series[0].test_columns != NULL;
}

static LimenLegendItem *
create_legend (const LimenCurvesFigure *data, const LimenTheme *theme)
{
  LimenLegendItem *items = g_new0 (LimenLegendItem, data->n_series + 3);
  gsize n = data->n_series;

  for (gsize i = 0; i < data->n_series; i++)
    items[i] = (LimenLegendItem) {
      .key = LIMEN_KEY_LINE,
      .color = get_color (theme, data->series[i].color),
      .marker = data->series[i].color,
      .title = data->series[i].title,
      .value = isnan (data->axis.threshold)
                   ? NULL
                   : format_value (data->series[i].value,
                                   theme->decimal_point),
    };
  if (data->mark != NULL)
    items[n++] = (LimenLegendItem){
      .key = LIMEN_KEY_THIN,
      .color = theme->foreground,
      .title = describe_mark (data, theme->decimal_point),
      .value = format_value (data->mark->value, theme->decimal_point),
    };
  if (data->bands != NULL)
    items[n++] = (LimenLegendItem){
      .title = limen_bands_describe (data->bands, theme->decimal_point),
    };
  if (has_test (data))
    items[n] = (LimenLegendItem){ .key = LIMEN_KEY_THIN,
                                  .color = theme->dim,
                                  .title = g_strdup (_ ("thin: test data")) };
  return items;
}

static gsize
count_legend_items (const LimenCurvesFigure *data)
{
  return data->n_series + (data->mark != NULL) + (data->bands != NULL)
         + has_test (data);
}

static void
free_legend (const LimenCurvesFigure *data, LimenLegendItem *items)
{
  for (gsize i = 0; i < count_legend_items (data); i++)
    {
      g_free ((char *) items[i].value);
      if (i >= data->n_series)
        g_free ((char *) items[i].title);
    }
  g_free (items);
}

/* Takes the legend's height off the top of the rect, or off its bottom where
 * the figure is below another. */
static void
make_room_for_legend (Canvas *self)
{
  LimenLegendItem *items = create_legend (self->data, self->pen.theme);
  double top = self->rect.y;

  self->legend = limen_legend_take_top (
      &self->pen, &self->rect,
      limen_figure_curves_get_margins (self->data, self->pen.theme), items,
      count_legend_items (self->data));
  free_legend (self->data, items);
  if (is_alone (self->data))
    return;
  self->rect.y = top;
  self->legend.y = top + self->rect.height;
}

static void
begin (Canvas *self, cairo_t *cr, LimenRect rect,
       const LimenCurvesFigure *data, const LimenTheme *theme)
{
  *self = (Canvas) { .data = data, .rect = rect };
  limen_pen_begin (&self->pen, cr, theme);
  limen_pen_clip (&self->pen, rect);
  if (data->has_legend)
    make_room_for_legend (self);
  self->plot = limen_figure_get_plot (
      self->rect, limen_figure_curves_get_margins (data, theme));
}

/* The rectangle of a series' columns: the plot, or, when they were computed
 * for another part of the axis, a rectangle that reaches beyond the plot or
 * covers a part of it. Its width is 0 where that would be too wide or too
 * narrow to be useful. */
static LimenRect
get_place (const Canvas *self, const LimenCurveSeries *series)
{
  const LimenScale *shown = &self->data->axis.x;
  LimenRect place = self->plot;
  LimenScale both;
  double start, width, shown_start, stretch;

  if (series->x == NULL
      || (series->x->low == shown->low && series->x->high == shown->high))
    return place;
  both = *shown;
  both.low = fmin (shown->low, series->x->low);
  both.high = fmax (shown->high, series->x->high);
  start = limen_scale_map (&both, series->x->low);
  width = limen_scale_map (&both, series->x->high) - start;
  shown_start = limen_scale_map (&both, shown->low);
  stretch = limen_scale_map (&both, shown->high) - shown_start;
  place.x += (start - shown_start) / stretch * self->plot.width;
  place.width *= width / stretch;
  if (!(place.width <= MAX_STRETCH * self->plot.width
        && place.width >= self->plot.width / MAX_STRETCH))
    place.width = 0;
  return place;
}

/* Draws the curve of test data. */
static gboolean
draw_test_curve (Canvas *self, const LimenCurveSeries *series, LimenRect place)
{
  gboolean is_any;

  cairo_set_line_width (self->pen.cr, TEST_WIDTH);
  is_any = limen_curve_path_draw (&self->pen, place, &self->data->y,
                                  series->test_columns, series->n_columns);
  cairo_set_line_width (self->pen.cr, CURVE_WIDTH);
  return is_any;
}

static void
draw_markers (Canvas *self, gsize index, LimenRect place)
{
  const LimenCurveSeries *series = &self->data->series[index];
  double phase = (double) (index + 1) / (double) (self->data->n_series + 1);

  for (double x = phase * MARKER_SPACING; x < self->plot.width;
       x += MARKER_SPACING)
    {
      double at = (self->plot.x + x - place.x) / place.width
                  * (double) series->n_columns;
      const LimenCurveColumn *column;

      if (at < 0 || at >= (double) series->n_columns)
        continue;
      column = &series->columns[(gsize) at];
      if (column->first >= self->data->y.low
          && column->first <= self->data->y.high)
        limen_marker_draw (
            &self->pen, series->color, self->plot.x + x,
            limen_curve_path_get_y (&self->data->y, self->plot,
                                    column->first),
            get_color (self->pen.theme, series->color));
    }
}

static gboolean
draw_curve (Canvas *self, gsize index)
{
  const LimenCurveSeries *series = &self->data->series[index];
  LimenRect place = get_place (self, series);
  gboolean is_any;

  if (!(place.width > 0))
    return TRUE;
  cairo_save (self->pen.cr);
  if (place.width != self->plot.width || place.x != self->plot.x)
    limen_pen_clip (&self->pen, self->plot);
  limen_pen_set_color (&self->pen,
                       get_color (self->pen.theme, series->color));
  is_any = limen_curve_path_draw (&self->pen, place, &self->data->y,
                                  series->columns, series->n_columns);
  if (series->test_columns != NULL)
    is_any = draw_test_curve (self, series, place) || is_any;
  cairo_restore (self->pen.cr);
  if (is_any && self->pen.theme->has_markers)
    draw_markers (self, index, place);
  return is_any;
}

/* The stretches of a curve above the y axis: x range of the widest, and the
 * highest value. */
typedef struct
{
  double x1, x2;
  double peak;
} Cut;

static gboolean
is_cut (const Canvas *self, const LimenCurveColumn *column)
{
  const LimenScale *y = &self->data->y;

  return column->high > y->high + CUT_TOLERANCE * (y->high - y->low);
}

/* Adds a line along the top of the plot to the path, over each stretch of the
 * curve above the y axis. */
static void
add_cuts (Canvas *self, const LimenCurveSeries *series, Cut *cut)
{
  LimenRect place = get_place (self, series);
  double right = self->plot.x + self->plot.width;
  double width = place.width / (double) series->n_columns;

  for (gsize i = 0; i < series->n_columns;)
    {
      gsize end = i;
      double x1, x2;

      for (; end < series->n_columns && is_cut (self, &series->columns[end]);
           end++)
        cut->peak = fmax (cut->peak, series->columns[end].high);
      x1 = fmax (place.x + width * (double) i, self->plot.x);
      x2 = fmin (place.x + width * (double) end, right);
      if (end > i && x2 > x1)
        {
          cairo_move_to (self->pen.cr, x1, self->plot.y + 1);
          cairo_line_to (self->pen.cr, x2, self->plot.y + 1);
        }
      if (end > i && x2 - x1 > cut->x2 - cut->x1)
        {
          cut->x1 = x1;
          cut->x2 = x2;
        }
      i = end + 1;
    }
}

/* "up to 299": the highest value of a cut curve with three significant digits;
 * a new string. */
static char *
describe_cut (double peak, const char *decimal_point)
{
  int exponent = (int) floor (log10 (fmax (fabs (peak), G_MINDOUBLE)));
  char text[24];

  if (isinf (peak))
    return g_strdup (_ ("\342\206\221 up to \342\210\236"));
  limen_tick_label_write (limen_tick_format_choose (fabs (peak), exponent - 2),
                          peak, decimal_point, text, sizeof text);
  return g_strdup_printf (_ ("\342\206\221 up to %s"), text);
}

/* Marks a curve that is partly above the y axis: a dashed line along the top
 * of the plot, and the curve's highest value. */
static void
draw_cut (Canvas *self, const LimenCurveSeries *series)
{
  static const double dashes[] = { 4, 4 };
  double row = limen_axis_get_row_height (self->pen.theme);
  Cut cut = { 0, 0, -INFINITY };
  g_autofree char *label = NULL;
  double x, width;

  add_cuts (self, series, &cut);
  if (!(cut.x2 > cut.x1))
    return;
  limen_pen_set_color (&self->pen,
                       get_color (self->pen.theme, series->color));
  cairo_set_line_cap (self->pen.cr, CAIRO_LINE_CAP_BUTT);
  cairo_set_dash (self->pen.cr, dashes, G_N_ELEMENTS (dashes), 0);
  cairo_stroke (self->pen.cr);
  cairo_set_dash (self->pen.cr, NULL, 0, 0);
  label = describe_cut (cut.peak, self->pen.theme->decimal_point);
  width = limen_pen_measure (
      &self->pen, &(LimenText) { label, self->pen.theme->dim, FALSE, 0 });
  if (width > self->plot.width || 2 * row > self->plot.height)
    return;
  x = CLAMP ((cut.x1 + cut.x2) / 2, self->plot.x + width / 2,
             self->plot.x + self->plot.width - width / 2);
  limen_pen_draw_text (
      &self->pen, &(LimenText) { label, self->pen.theme->dim, FALSE, 0 }, x,
      self->plot.y + 2 + row / 2, LIMEN_ALIGN_CENTER);
}

static void
draw_bands (Canvas *self)
{
  for (gsize i = 0; i < self->data->n_series; i++)
    limen_bands_draw (
        self->data->bands, self->data->series[i].band, &self->pen, self->plot,
        &self->data->axis.x, &self->data->y,
        get_color (self->pen.theme, self->data->series[i].color));
}

static void
draw_curves (Canvas *self)
{
  gboolean is_any = FALSE;

  cairo_set_line_width (self->pen.cr, CURVE_WIDTH);
  cairo_set_line_join (self->pen.cr, CAIRO_LINE_JOIN_BEVEL);
  cairo_set_line_cap (self->pen.cr, CAIRO_LINE_CAP_ROUND);
  for (gsize i = 0; i < self->data->n_series; i++)
    {
      is_any = draw_curve (self, i) || is_any;
      draw_cut (self, &self->data->series[i]);
    }
  if (!is_any)
    limen_axis_draw_message (&self->pen, self->plot,
                             self->data->message != NULL ? self->data->message
                             : self->data->n_series == 0
                                 ? _ ("no curves")
                                 : _ ("undefined at every threshold"),
                             self->pen.theme->plot);
}

static void
add_disc (Canvas *self, double x, double y)
{
  cairo_new_sub_path (self->pen.cr);
  cairo_arc (self->pen.cr, x, y, MARK_RADIUS, 0, 2 * G_PI);
}

/* Draws the mark: a vertical line between two discs, or one disc where both
 * heights are equal. */
static void
draw_mark (Canvas *self)
{
  const LimenCurveMark *mark = self->data->mark;
  double x, low, high;

  if (mark == NULL || isnan (mark->low) || isnan (mark->high)
      || !limen_threshold_axis_shows (&self->data->axis, mark->threshold))
    return;
  x = limen_pen_snap_x (
      &self->pen,
      limen_threshold_axis_get_x (&self->data->axis, self->plot,
                                  mark->threshold),
      1);
  low = limen_curve_path_get_y (&self->data->y, self->plot, mark->low);
  high = limen_curve_path_get_y (&self->data->y, self->plot, mark->high);
  limen_pen_add_vertical (&self->pen, x, fmin (low, high), fmax (low, high),
                          1);
  add_disc (self, x, low);
  add_disc (self, x, high);
  limen_pen_set_color (&self->pen, self->pen.theme->foreground);
  cairo_fill (self->pen.cr);
}

/* Marks the value of test data at the threshold, at @x. */
static void
draw_test_dot (Canvas *self, const LimenCurveSeries *series, double x)
{
  const LimenScale *y = &self->data->y;

  if (series->test_columns == NULL
      || !(series->test_value >= y->low && series->test_value <= y->high))
    return;
  cairo_new_sub_path (self->pen.cr);
  cairo_arc (self->pen.cr, x,
             limen_curve_path_get_y (y, self->plot, series->test_value),
             TEST_RADIUS, 0, 2 * G_PI);
  limen_pen_set_color (&self->pen, get_color (self->pen.theme, series->color));
  cairo_fill (self->pen.cr);
}

static void
draw_rings (Canvas *self)
{
  const LimenCurvesFigure *data = self->data;
  double x = limen_axis_get_line_x (&self->pen, &data->axis, self->plot);

  cairo_set_line_width (self->pen.cr, CURVE_WIDTH);
  for (gsize i = 0; i < data->n_series; i++)
    draw_test_dot (self, &data->series[i], x);
  for (gsize i = 0; i < data->n_series; i++)
    {
      double value = data->series[i].value;

      if (!(value >= data->y.low && value <= data->y.high))
        continue;
      cairo_new_sub_path (self->pen.cr);
      cairo_arc (self->pen.cr, x,
                 limen_curve_path_get_y (&data->y, self->plot, value),
                 RING_RADIUS, 0, 2 * G_PI);
      limen_pen_set_color (&self->pen, self->pen.theme->plot);
      cairo_fill_preserve (self->pen.cr);
      limen_pen_set_color (
          &self->pen, get_color (self->pen.theme, data->series[i].color));
      cairo_stroke (self->pen.cr);
    }
}

/* Draws what depends on the threshold and the pointer, over all else:
 * threshold line with rings, hover line, focus. Without a pill, the line
 * begins at `top`, the upper edge of the figure, to continue the line of the
 * figure above. */
static void
draw_line (Canvas *self, double top)
{
  const LimenThresholdAxis *axis = &self->data->axis;

  limen_axis_draw_marks (&self->pen, self->plot, axis);
  limen_axis_draw_hover (&self->pen, self->plot, axis);
  if (self->data->message == NULL)
    limen_axis_draw_line (&self->pen, self->rect, self->plot, axis,
                          is_alone (self->data) ? self->plot.y - 2 : top,
                          self->plot.y + self->plot.height);
  if (limen_threshold_axis_shows (axis, axis->threshold))
    draw_rings (self);
  if (self->data->message == NULL)
    limen_axis_draw_pills (&self->pen, self->rect, self->plot, axis);
  limen_axis_draw_focus (&self->pen, self->rect, self->plot, axis);
}

static void
draw_legend (Canvas *self)
{
  LimenLegendItem *items;

  if (!(self->legend.height > 0))
    return;
  items = create_legend (self->data, self->pen.theme);
  limen_legend_draw (&self->pen, self->legend, items,
                     count_legend_items (self->data));
  free_legend (self->data, items);
}

/**
 * Draws metrics over the thresholds, with the threshold line, into @rect of
 * @cr, whose state is restored. Columns are spread evenly along the axis;
 * undefined columns are gaps. Nothing is drawn into a rect without area,
 * labels are left out of small ones, and a figure without curves shows a
 * message.
 */
void
limen_figure_curves_draw (cairo_t *cr,
                          LimenRect rect,
                          const LimenCurvesFigure *data,
                          const LimenTheme *theme)
{
  Canvas self;

  if (!limen_figure_can_draw (rect))
    return;
  begin (&self, cr, rect, data, theme);
  limen_pen_fill_rect (&self.pen, rect, theme->background);
  limen_pen_fill_rect (&self.pen, self.plot, theme->plot);
  if (data->message == NULL)
    limen_axis_draw_zone (&self.pen, self.plot, &data->axis);
  limen_axis_draw_band (&self.pen, self.plot, &data->axis);
  limen_axis_draw_y (&self.pen, self.rect, self.plot, &data->y,
                     LIMEN_MAX_Y_TICKS);
  limen_axis_draw_x (&self.pen, self.rect, self.plot, &data->axis);
  cairo_save (cr);
  draw_bands (&self);
  draw_curves (&self);
  draw_mark (&self);
  limen_axis_draw_pins (&self.pen, self.plot, &data->axis);
  cairo_restore (cr);
  draw_line (&self, rect.y);
  draw_legend (&self);
  limen_pen_end (&self.pen);
}

/* The rectangle of the curves in a figure that is drawn into @rect. */
LimenRect
limen_figure_curves_get_plot (const LimenCurvesFigure *data, LimenRect rect,
                              const LimenTheme *theme)
{
  Canvas self;

  begin (&self, NULL, rect, data, theme);
  limen_pen_end (&self.pen);
  return self.plot;
}
