/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figure-reliability.h"

#include <glib/gi18n.h>
#include <math.h>

#include "axis.h"
#include "bars.h"
#include "legend.h"
#include "tick-label.h"

#define SERIES 2
#define CURVE_WIDTH 2.0
#define TEST_WIDTH 1.0
#define INTERVAL_WIDTH 1.5
#define CAP 3.5
#define DASH 4.0
/* Radii of discs: of nearly empty bins and of the fullest bin. */
#define MIN_RADIUS 3.0
#define MAX_RADIUS 7.0
/* Share of the figure's height taken by the histogram, and the minimum height,
 * in font sizes, of a figure with one. */
#define HISTOGRAM_SHARE 0.3
#define MIN_HEIGHT 15.0
#define MAX_COUNT_TICKS 3
#define MAX_LEGEND_ITEMS 7

typedef struct
{
  LimenLegendItem items[MAX_LEGEND_ITEMS];
  gsize n;
  char ece[24], test_ece[24];
} Legend;

/* Layout of a figure. */
typedef struct
{
  LimenRect rect; /* the figure without its legend */
  LimenRect legend, plot, histogram;
} Layout;

/* Drawing state of one figure. The bars are drawn as a histogram. */
typedef struct
{
  LimenPen pen;
  const LimenReliabilityFigure *data;
  LimenThresholdAxis axis;
  LimenScale y;
  Layout layout;
  LimenHistogramFigure histogram;
  double max_weight; /* greatest weight of a bin */
} Canvas;

/* The x axis: the probabilities covered by bars and bins, and the threshold if
 * it is near them. */
static LimenScale
get_x_scale (const LimenReliabilityFigure *data)
{
  LimenScale whole = limen_scale_new (LIMEN_TRANSFORM_LINEAR, 0, 1);
  double low = NAN, high = NAN;

  for (gsize i = 0; i < data->n_bins; i++)
    if (data->bins[i].weight > 0)
      {
        low = fmin (low, data->bins[i].mean_score);
        high = fmax (high, data->bins[i].mean_score);
      }
  for (gsize i = 0; i < data->n_test_bins; i++)
    if (data->test_bins[i].weight > 0)
      {
        low = fmin (low, data->test_bins[i].mean_score);
        high = fmax (high, data->test_bins[i].mean_score);
      }
  for (gsize i = 0; i < data->n_counts; i++)
    if (data->counts[i].positives + data->counts[i].negatives > 0)
      {
        low = fmin (low, data->edges[i]);
        high = fmax (high, data->edges[i + 1]);
      }
  return data->is_fitted
             ? limen_scale_fit (&whole, low, high, &data->threshold, 1)
             : whole;
}

/* The y axis: the frequencies of the bins and the ends of their intervals. */
static LimenScale
get_y_scale (const LimenReliabilityFigure *data)
{
  LimenScale whole = limen_scale_new (LIMEN_TRANSFORM_LINEAR, 0, 1);
  double low = NAN, high = NAN;

  for (gsize i = 0; i < data->n_bins; i++)
    if (data->bins[i].weight > 0)
      {
        low = fmin (low, data->low != NULL ? data->low[i]
                                           : data->bins[i].frequency);
        high = fmax (high, data->low != NULL ? data->high[i]
                                             : data->bins[i].frequency);
      }
  for (gsize i = 0; i < data->n_test_bins; i++)
    if (data->test_bins[i].weight > 0)
      {
        low = fmin (low, data->test_bins[i].frequency);
        high = fmax (high, data->test_bins[i].frequency);
      }
  return data->is_fitted ? limen_scale_fit (&whole, low, high, NULL, 0)
                         : whole;
}

static LimenThresholdAxis
get_axis (const LimenReliabilityFigure *data)
{
  return (LimenThresholdAxis){
    .x = get_x_scale (data),
    .threshold = data->threshold,
    .band_low = NAN,
    .band_high = NAN,
    .hover = NAN,
    .x_title = _ ("probability given by the model"),
    .line_label = data->line_label,
    .has_focus = data->has_focus,
  };
}

static void
add_item (Legend *self, LimenKey key, LimenColor color, const char *title,
          const char *value)
{
  self->items[self->n++]
      = (LimenLegendItem) { key, color, LIMEN_NO_MARKER, title, value };
}

static void
add_ece (Legend *self, LimenKey key, const LimenReliabilityFigure *data,
         const LimenTheme *theme)
{
  if (isnan (data->ece))
    return;
  limen_tick_label_write ((LimenTickFormat) { LIMEN_TICK_FIXED, -3 },
                          data->ece, theme->decimal_point, self->ece,
                          sizeof self->ece);
  add_item (self, key, theme->series[SERIES],
            C_ ("figure", "expected calibration error"), self->ece);
}

static void
add_interval (Legend *self, const LimenReliabilityFigure *data,
              const LimenTheme *theme)
{
  if (data->low != NULL)
    add_item (self, LIMEN_KEY_THIN, theme->series[SERIES],
              /* xgettext:no-c-format */
              _ ("95 % interval"), NULL);
}

static void
add_test (Legend *self, const LimenReliabilityFigure *data,
          const LimenTheme *theme)
{
  if (data->test_bins == NULL)
    return;
  if (!isnan (data->test_ece))
    limen_tick_label_write ((LimenTickFormat){ LIMEN_TICK_FIXED, -3 },
                            data->test_ece, theme->decimal_point,
                            self->test_ece, sizeof self->test_ece);
  add_item (self, LIMEN_KEY_THIN, theme->series[SERIES], _ ("thin: test data"),
            isnan (data->test_ece) ? NULL : self->test_ece);
}

/* Adds the legend items of the bins. The line sample belongs to the title of
 * the bins, or to their error where they have no title. This order needs the
 * fewest legend rows in narrow figures. */
static void
add_bins (Legend *self, const LimenReliabilityFigure *data,
          const LimenTheme *theme)
{
  const char *title = data->bins_title;

  if (title == NULL && isnan (data->ece))
    title = _ ("bins");
  if (title != NULL)
    {
      add_item (self, LIMEN_KEY_LINE, theme->series[SERIES], title, NULL);
      add_interval (self, data, theme);
      add_ece (self, LIMEN_KEY_NONE, data, theme);
    }
  else
    add_ece (self, LIMEN_KEY_LINE, data, theme);
  add_item (self, LIMEN_KEY_DASHED, theme->dim, _ ("calibrated"), NULL);
  if (title == NULL)
    add_interval (self, data, theme);
}

static void
fill_legend (Legend *self, const LimenReliabilityFigure *data,
             const LimenTheme *theme)
{
  self->n = 0;
  add_bins (self, data, theme);
  add_test (self, data, theme);
  if (data->n_counts == 0)
    return;
  add_item (self, LIMEN_KEY_SWATCH, theme->negative,
            data->negative_name != NULL ? data->negative_name : _ ("negative"),
            NULL);
  add_item (self, LIMEN_KEY_SWATCH, theme->positive,
            data->positive_name != NULL ? data->positive_name : _ ("positive"),
            NULL);
}

static gboolean
is_empty (const LimenReliabilityFigure *data)
{
  for (gsize i = 0; i < data->n_bins; i++)
    if (data->bins[i].weight > 0)
      return FALSE;
  return TRUE;
}

/* Lays out the diagram above the histogram, with equal widths; the labels of
 * the common x axis are below the lower one. */
static Layout
lay_out (LimenPen *pen, const LimenReliabilityFigure *data, LimenRect rect)
{
  const LimenTheme *theme = pen->theme;
  LimenThresholdAxis axis = get_axis (data);
  LimenMargins margins = limen_axis_get_titled_margins (&axis, theme);
  double gap = ceil (1.7 * theme->font_size), height;
  Layout layout = { .rect = rect };
  Legend legend;

  if (data->line_label != NULL && !isnan (data->threshold))
    margins.top = limen_axis_get_pill_height (theme) + 2;
  fill_legend (&legend, data, theme);
  if (data->has_legend && !is_empty (data))
    layout.legend = limen_legend_take_top (pen, &layout.rect, margins,
                                           legend.items, legend.n);
  layout.plot = limen_figure_get_plot (layout.rect, margins);
  layout.histogram = layout.plot;
  layout.histogram.height = 0;
  if (data->n_counts == 0 || is_empty (data)
      || layout.rect.height < MIN_HEIGHT * theme->font_size)
    return layout;
  height = layout.plot.height;
  layout.histogram.height = floor (HISTOGRAM_SHARE * (height - gap));
  layout.plot.height = height - gap - layout.histogram.height;
  layout.histogram.y = layout.plot.y + layout.plot.height + gap;
  return layout;
}

static void
begin (Canvas *self, cairo_t *cr, LimenRect rect,
       const LimenReliabilityFigure *data, const LimenTheme *theme)
{
  *self = (Canvas) { .data = data,
                     .axis = get_axis (data),
                     .y = get_y_scale (data) };
  limen_pen_begin (&self->pen, cr, theme);
  limen_pen_clip (&self->pen, rect);
  self->layout = lay_out (&self->pen, data, rect);
  self->histogram = (LimenHistogramFigure) {
    .axis = self->axis,
    .edges = data->edges,
    .bins = data->counts,
    .n_bins = data->n_counts,
    .is_stacked = TRUE,
    .hovered_bin = -1,
  };
  for (gsize i = 0; i < data->n_bins; i++)
    self->max_weight = fmax (self->max_weight, data->bins[i].weight);
}

static double
get_x (const Canvas *self, double probability)
{
  return limen_threshold_axis_get_x (&self->axis, self->layout.plot,
                                     probability);
}

static double
get_y (const Canvas *self, double frequency)
{
  LimenRect plot = self->layout.plot;

  return plot.y + plot.height * (1 - limen_scale_map (&self->y, frequency));
}

static void
fill_bin (Canvas *self, gssize bin)
{
  const LimenRect plots[] = { self->layout.plot, self->layout.histogram };
  double x1, x2;

  if (bin < 0 || (gsize) bin >= self->data->n_bins)
    return;
  x1 = get_x (self, self->data->bins[bin].low);
  x2 = get_x (self, self->data->bins[bin].high);
  for (gsize i = 0; i < G_N_ELEMENTS (plots); i++)
    limen_pen_fill_rect (&self->pen,
                         (LimenRect) { x1, plots[i].y, fmax (x2 - x1, 1),
                                       plots[i].height },
                         self->pen.theme->band);
}

/* Draws the line of perfect calibration, where frequency equals probability,
 * as far as both axes go. */
static void
draw_diagonal (Canvas *self)
{
  const double dashes[] = { DASH, DASH };
  double low = fmax (self->axis.x.low, self->y.low);
  double high = fmin (self->axis.x.high, self->y.high);

  if (low >= high)
    return;
  cairo_move_to (self->pen.cr, get_x (self, low), get_y (self, low));
  cairo_line_to (self->pen.cr, get_x (self, high), get_y (self, high));
  cairo_set_dash (self->pen.cr, dashes, 2, 0);
  cairo_set_line_width (self->pen.cr, 1);
  limen_pen_set_color (&self->pen, self->pen.theme->dim);
  cairo_stroke (self->pen.cr);
  cairo_set_dash (self->pen.cr, NULL, 0, 0);
}

static gboolean
has_mean (const LimenCalibrationBin *bin)
{
  return bin->weight > 0 && !isnan (bin->mean_score)
         && !isnan (bin->frequency);
}

static void
draw_intervals (Canvas *self)
{
  const LimenReliabilityFigure *data = self->data;

  for (gsize i = 0; i < data->n_bins && data->low != NULL; i++)
    {
      double x = get_x (self, data->bins[i].mean_score);
      double low = get_y (self, data->low[i]);
      double high = get_y (self, data->high[i]);

      if (!has_mean (&data->bins[i]) || isnan (data->low[i])
          || isnan (data->high[i]))
        continue;
      cairo_move_to (self->pen.cr, x, low);
      cairo_line_to (self->pen.cr, x, high);
      cairo_move_to (self->pen.cr, x - CAP, low);
      cairo_line_to (self->pen.cr, x + CAP, low);
      cairo_move_to (self->pen.cr, x - CAP, high);
      cairo_line_to (self->pen.cr, x + CAP, high);
    }
  cairo_set_line_width (self->pen.cr, INTERVAL_WIDTH);
  limen_pen_set_color (&self->pen, self->pen.theme->series[SERIES]);
  cairo_stroke (self->pen.cr);
}

/* The radius of a bin's disc; its area grows with the number of rows in the
 * bin. */
static double
get_radius (const Canvas *self, const LimenCalibrationBin *bin)
{
  double share = bin->weight / self->max_weight;

  return sqrt (MIN_RADIUS * MIN_RADIUS
               + share * (MAX_RADIUS * MAX_RADIUS - MIN_RADIUS * MIN_RADIUS));
}

/* Draws the bins of test data as a thin line. */
static void
draw_test_bins (Canvas *self)
{
  const LimenReliabilityFigure *data = self->data;

  for (gsize i = 0; i < data->n_test_bins; i++)
    if (has_mean (&data->test_bins[i]))
      cairo_line_to (self->pen.cr, get_x (self, data->test_bins[i].mean_score),
                     get_y (self, data->test_bins[i].frequency));
  cairo_set_line_width (self->pen.cr, TEST_WIDTH);
  cairo_set_line_join (self->pen.cr, CAIRO_LINE_JOIN_ROUND);
  limen_pen_set_color (&self->pen, self->pen.theme->series[SERIES]);
  cairo_stroke (self->pen.cr);
}

static void
draw_bins (Canvas *self)
{
  const LimenReliabilityFigure *data = self->data;

  for (gsize i = 0; i < data->n_bins; i++)
    if (has_mean (&data->bins[i]))
      cairo_line_to (self->pen.cr, get_x (self, data->bins[i].mean_score),
                     get_y (self, data->bins[i].frequency));
  cairo_set_line_width (self->pen.cr, CURVE_WIDTH);
  cairo_set_line_join (self->pen.cr, CAIRO_LINE_JOIN_ROUND);
  limen_pen_set_color (&self->pen, self->pen.theme->series[SERIES]);
  cairo_stroke (self->pen.cr);
  for (gsize i = 0; i < data->n_bins; i++)
    {
      const LimenCalibrationBin *bin = &data->bins[i];
      gboolean is_emphasized = (gssize) i == data->hovered_bin
                               || (gssize) i == data->selected_bin;

      if (!has_mean (bin))
        continue;
      cairo_new_sub_path (self->pen.cr);
      cairo_arc (self->pen.cr, get_x (self, bin->mean_score),
                 get_y (self, bin->frequency), get_radius (self, bin), 0,
                 2 * G_PI);
      limen_pen_set_color (&self->pen, self->pen.theme->series[SERIES]);
      cairo_fill_preserve (self->pen.cr);
      limen_pen_set_color (&self->pen, is_emphasized
                                           ? self->pen.theme->foreground
                                           : self->pen.theme->plot);
      cairo_set_line_width (self->pen.cr, is_emphasized ? 2 : 1);
      cairo_stroke (self->pen.cr);
    }
}

/* Draws the histogram with its axes and the x labels of both parts. */
static void
draw_histogram (Canvas *self)
{
  LimenBars bars;

  if (!(self->layout.histogram.height > 0))
    {
      limen_axis_draw_x (&self->pen, self->layout.rect, self->layout.plot,
                         &self->axis);
      return;
    }
  limen_bars_init (&bars, &self->pen, self->layout.histogram,
                   &self->histogram);
  limen_axis_draw_titled_y (
      &self->pen, self->layout.rect, self->layout.histogram, &bars.y,
      fmin (MAX_COUNT_TICKS, limen_bars_get_max_y_ticks (&bars)), _ ("rows"));
  if (!limen_bars_are_empty (&bars))
    limen_bars_draw (&bars, -HUGE_VAL, -HUGE_VAL);
  limen_axis_draw_x (&self->pen, self->layout.rect, self->layout.histogram,
                     &self->axis);
}

static void
draw_content (Canvas *self)
{
  if (is_empty (self->data))
    {
      limen_axis_draw_message (
          &self->pen, self->layout.plot,
          self->data->message != NULL ? self->data->message : _ ("no rows"),
          self->pen.theme->plot);
      return;
    }
  draw_diagonal (self);
  draw_intervals (self);
  draw_test_bins (self);
  draw_bins (self);
}

static void
draw_line (Canvas *self)
{
  LimenRect plot = self->layout.plot;
  double bottom = fmax (plot.y + plot.height,
                        self->layout.histogram.y
                            + self->layout.histogram.height);

  limen_axis_draw_line (&self->pen, self->layout.rect,
                        (LimenRect) { plot.x, plot.y, plot.width,
                                      bottom - plot.y },
                        &self->axis, plot.y - 2, bottom);
  limen_axis_draw_pills (&self->pen, self->layout.rect, plot, &self->axis);
}

/**
 * Draws a reliability diagram into @rect of @cr, whose state is restored:
 * frequency of positives over the mean probability of each bin, with discs
 * that grow with its rows, intervals where given, and the histogram of the
 * probabilities below. Nothing is drawn into a rect without area, labels and
 * histogram are left out of small ones, and data without rows show a message.
 */
void
limen_figure_reliability_draw (cairo_t *cr, LimenRect rect,
                               const LimenReliabilityFigure *data,
                               const LimenTheme *theme)
{
  Legend legend;
  Canvas self;

  if (!limen_figure_can_draw (rect))
    return;
  begin (&self, cr, rect, data, theme);
  limen_pen_fill_rect (&self.pen, rect, theme->background);
  limen_pen_fill_rect (&self.pen, self.layout.plot, theme->plot);
  limen_pen_fill_rect (&self.pen, self.layout.histogram, theme->plot);
  fill_bin (&self, data->selected_bin);
  fill_bin (&self, data->hovered_bin);
  limen_axis_draw_x_grid (&self.pen, self.layout.plot, &self.axis.x);
  limen_axis_draw_titled_y (&self.pen, self.layout.rect, self.layout.plot,
                            &self.y, LIMEN_MAX_Y_TICKS,
                            _ ("share that is positive"));
  draw_histogram (&self);
  draw_content (&self);
  if (!is_empty (data))
    draw_line (&self);
  limen_axis_draw_focus (&self.pen, self.layout.rect, self.layout.plot,
                         &self.axis);
  fill_legend (&legend, data, theme);
  if (self.layout.legend.height > 0)
    limen_legend_draw (&self.pen, self.layout.legend, legend.items, legend.n);
  limen_pen_end (&self.pen);
}

static Layout
find_layout (const LimenReliabilityFigure *data, LimenRect rect,
             const LimenTheme *theme)
{
  Layout layout;
  LimenPen pen;

  limen_pen_begin (&pen, NULL, theme);
  layout = lay_out (&pen, data, rect);
  limen_pen_end (&pen);
  return layout;
}

/* The index of the bin, empty or not, whose range of probabilities covers the
 * point (x, y) in a figure drawn into @rect; -1 outside the diagram and the
 * histogram. */
gssize
limen_figure_reliability_get_bin (const LimenReliabilityFigure *data,
                                  LimenRect rect, const LimenTheme *theme,
                                  double x, double y)
{
  Layout layout = find_layout (data, rect, theme);
  LimenThresholdAxis axis = get_axis (data);
  double probability
      = limen_threshold_axis_get_threshold (&axis, layout.plot, x);

  if (!limen_rect_contains (layout.plot, x, y)
      && !limen_rect_contains (layout.histogram, x, y))
    return -1;
  for (gsize i = 0; i < data->n_bins; i++)
    if (probability >= data->bins[i].low
        && (probability < data->bins[i].high || i + 1 == data->n_bins))
      return (gssize) i;
  return -1;
}
