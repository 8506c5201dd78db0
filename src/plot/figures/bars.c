/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bars.h"

#include <math.h>

#include "axis.h"

/* Bars at least this wide, in user space, have gaps between them. */
#define MIN_GAPPED 6.0
/* Width of the outlines of test data. */
#define TEST_WIDTH 1.25
/* Width of the bar on an axis without extent, in user space. */
#define LONE_BAR 40.0

/* Heights of both classes in one bin, in units of the y axis. */
typedef struct
{
  double negative, positive;
} Heights;

typedef struct
{
  double x1, x2;
} Span;

typedef enum
{
  PART_NEGATIVE,
  PART_POSITIVE,
  PART_BOTH, /* overlap of overlaid classes */
  N_PARTS,
} Part;

static double
get_weight (double weight)
{
  return isfinite (weight) && weight > 0 ? weight : 0;
}

static double
get_position (const LimenBars *self, gsize edge)
{
  return limen_scale_map (&self->data->axis.x, self->data->edges[edge]);
}

static Heights
get_heights (const LimenBars *self, gsize bin)
{
  double negative
      = self->factor * get_weight (self->data->bins[bin].negatives);
  double positive
      = self->factor * get_weight (self->data->bins[bin].positives);
  double total = self->negatives + self->positives, width;

  if (!self->data->is_density)
    return (Heights) { negative, positive };

  width = (get_position (self, bin + 1) - get_position (self, bin))
          * self->length;
  if (!(width > 0))
    return (Heights) { 0, 0 };
  if (self->data->is_stacked)
    return (Heights) { negative / total / width, positive / total / width };
  return (Heights) { negative / fmax (self->negatives, G_MINDOUBLE) / width,
                     positive / fmax (self->positives, G_MINDOUBLE) / width };
}

/* The least round number at or above a value, so that the axis ends at or near
 * a label. */
static double
round_up (double value)
{
  double power = pow (10, floor (log10 (value)) - 1);

  for (double step = 1; step <= 10; step = step == 2 ? 5 : step * 2)
    if (value <= 10 * step * power)
      return fmax (value, ceil (value / (step * power) - 1e-9) * step * power);
  return value;
}

/* The height of the highest bar. */
static double
find_top (const LimenBars *self)
{
  double top = 0;

  for (gsize i = 0; i < self->data->n_bins; i++)
    {
      Heights heights = get_heights (self, i);

      top = fmax (top, self->data->is_stacked
                           ? heights.negative + heights.positive
                           : fmax (heights.negative, heights.positive));
    }
  return top;
}

static LimenScale
compute_y (const LimenBars *self, double top)
{
  if (!(top > 0))
    top = 1;
  if (self->data->has_log_y)
    return limen_scale_new (LIMEN_TRANSFORM_LOG1P, 0, top * 1.1);
  return limen_scale_new (LIMEN_TRANSFORM_LINEAR, 0,
                          isfinite (round_up (top)) ? round_up (top) : top);
}

static void
add_weights (LimenBars *self)
{
  self->negatives = self->positives = 0;
  for (gsize i = 0; i < self->data->n_bins; i++)
    {
      self->negatives
          += self->factor * get_weight (self->data->bins[i].negatives);
      self->positives
          += self->factor * get_weight (self->data->bins[i].positives);
    }
}

/* The figure of the test data alone. */
static LimenHistogramFigure
get_test_figure (const LimenHistogramFigure *data)
{
  LimenHistogramFigure figure = *data;

  figure.bins = data->test_bins;
  return figure;
}

/* The bars of the test data, whose figure is @figure. */
static LimenBars
get_test_bars (const LimenBars *self, const LimenHistogramFigure *figure)
{
  LimenBars bars = *self;

  bars.data = figure;
  bars.factor = self->data->test_factor;
  add_weights (&bars);
  return bars;
}

static double
find_test_top (const LimenBars *self)
{
  LimenHistogramFigure figure = get_test_figure (self->data);
  LimenBars bars;

  if (self->data->test_bins == NULL)
    return 0;
  bars = get_test_bars (self, &figure);
  return find_top (&bars);
}

/* Maximum number of ticks on the y axis: at most one per whole number of
 * rows. */
double
limen_bars_get_max_y_ticks (const LimenBars *self)
{
  gboolean is_whole = self->negatives == floor (self->negatives)
                      && self->positives == floor (self->positives);

  if (self->data->is_density || !is_whole)
    return LIMEN_MAX_Y_TICKS;
  return fmin (LIMEN_MAX_Y_TICKS, floor (self->y.high) + 1);
}

/**
 * Lays out the bars of @data over @plot. Bars are aligned to whole pixels,
 * with gaps where they are wide enough; where bars are narrower than two
 * pixels they are not aligned but antialiased. Densities are per unit of the
 * axis as it is laid out (log-odds on a logit axis), so that areas on screen
 * compare: overlaid classes have an area of 1 each, stacked classes an area of
 * 1 together.
 */
void
limen_bars_init (LimenBars *self, LimenPen *pen, LimenRect plot,
                 const LimenHistogramFigure *data)
{
  double width = plot.width / (double) MAX (data->n_bins, 1);

  *self = (LimenBars){ .pen = pen, .data = data, .plot = plot, .factor = 1 };
  self->pixel = limen_pen_get_pixel (pen);
  self->is_snapped = width >= 2 * self->pixel;
  self->gap = data->is_stacked && width >= MIN_GAPPED ? 1 : 0;
  self->min_width = limen_scale_is_degenerate (&data->axis.x)
                        ? fmin (plot.width / 3, LONE_BAR)
                        : self->pixel;
  self->length = limen_scale_get_length (&data->axis.x);
  add_weights (self);
  self->y = compute_y (self, fmax (find_top (self), find_test_top (self)));
}

/* Whether no bin holds any weight. */
gboolean
limen_bars_are_empty (const LimenBars *self)
{
  return !(self->negatives + self->positives > 0);
}

static double
snap_x (const LimenBars *self, double x)
{
  return self->is_snapped ? limen_pen_snap_x (self->pen, x, 0) : x;
}

static Span
get_span (const LimenBars *self, gsize bin)
{
  double x1 = self->plot.x + self->plot.width * get_position (self, bin);
  double x2 = self->plot.x + self->plot.width * get_position (self, bin + 1);
  double middle = (x1 + x2) / 2;

  if (x2 - x1 < self->min_width && self->is_snapped)
    {
      x1 = middle - self->min_width / 2;
      x2 = middle + self->min_width / 2;
    }
  x1 = snap_x (self, x1);
  x2 = snap_x (self, x2);
  return (Span) { x1, x2 - x1 > 2 * self->gap ? x2 - self->gap : x2 };
}

/* The y of a height, at least a pixel above @base where the height is not 0,
 * so that no bar is invisible. */
static double
get_y (const LimenBars *self, double height, double base)
{
  double bottom = self->plot.y + self->plot.height;
  double share = limen_scale_map (&self->y, height);
  double y = limen_pen_snap_y (self->pen, bottom - self->plot.height * share,
                               0);

  return height > 0 ? fmin (y, base - self->pixel) : base;
}

/* Stores the lower and upper end of one part of a bin's bar. */
static void
get_part (const LimenBars *self, gsize bin, Part part, double *lower,
          double *upper)
{
  double bottom
      = limen_pen_snap_y (self->pen, self->plot.y + self->plot.height, 0);
  Heights heights = get_heights (self, bin);
  double negative = get_y (self, heights.negative, bottom);
  double positive = get_y (self, heights.positive, bottom);

  *lower = *upper = bottom;
  if (self->data->is_stacked && part == PART_NEGATIVE)
    *upper = negative;
  else if (self->data->is_stacked && part == PART_POSITIVE)
    {
      *lower = negative;
      *upper = heights.positive > 0
                   ? get_y (self, heights.negative + heights.positive, negative)
                   : negative;
    }
  else if (!self->data->is_stacked)
    {
      double common = fmax (negative, positive);

      *lower = part == PART_BOTH ? bottom : common;
      *upper = part == PART_BOTH       ? common
               : part == PART_NEGATIVE ? negative
                                       : positive;
    }
}

static void
fill_part (LimenBars *self, Part part, LimenColor color, double x1, double x2)
{
  for (gsize i = 0; i < self->data->n_bins; i++)
    {
      Span span = get_span (self, i);
      double lower, upper;

      span.x1 = fmax (span.x1, x1);
      span.x2 = fmin (span.x2, x2);
      if (!(span.x2 > span.x1))
        continue;
      get_part (self, i, part, &lower, &upper);
      if (upper < lower)
        cairo_rectangle (self->pen->cr, span.x1, upper, span.x2 - span.x1,
                         lower - upper);
    }
  limen_pen_set_color (self->pen, color);
  cairo_fill (self->pen->cr);
}

static void
fill_side (LimenBars *self, LimenColor negative, LimenColor positive,
           double x1, double x2)
{
  fill_part (self, PART_NEGATIVE, negative, x1, x2);
  fill_part (self, PART_POSITIVE, positive, x1, x2);
  if (!self->data->is_stacked)
    fill_part (self, PART_BOTH, limen_color_mix (negative, positive, 0.5), x1,
               x2);
}

/* Adds the outline of one class, or of both together in stacked bars, to the
 * path. */
static void
add_outline (const LimenBars *self, double (*get_height) (Heights heights))
{
  double bottom = self->plot.y + self->plot.height, last = bottom;

  cairo_move_to (self->pen->cr, get_span (self, 0).x1, bottom);
  for (gsize i = 0; i < self->data->n_bins; i++)
    {
      Span span = get_span (self, i);
      double y = get_y (self, get_height (get_heights (self, i)), bottom);

      if (y != last)
        cairo_line_to (self->pen->cr, span.x1, last);
      if (y != last)
        cairo_line_to (self->pen->cr, span.x1, y);
      last = y;
    }
  cairo_line_to (self->pen->cr,
                 get_span (self, self->data->n_bins - 1).x2, last);
  cairo_line_to (self->pen->cr,
                 get_span (self, self->data->n_bins - 1).x2, bottom);
}

static double
get_negative (Heights heights)
{
  return heights.negative;
}

static double
get_positive (Heights heights)
{
  return heights.positive;
}

static double
get_both (Heights heights)
{
  return heights.negative + heights.positive;
}

/* Strokes the outline of one class, so that it is visible behind the other. */
static void
stroke_class (LimenBars *self, gboolean is_positive, LimenColor color)
{
  add_outline (self, is_positive ? get_positive : get_negative);
  limen_pen_set_color (self->pen, color);
  cairo_set_line_width (self->pen->cr, 1.5);
  cairo_stroke (self->pen->cr);
}

/* Strokes an outline of test data in a shade that is visible on bars of its
 * colour. */
static void
stroke_test (const LimenBars *self, double (*get_height) (Heights heights),
             LimenColor color)
{
  const LimenTheme *theme = self->pen->theme;

  add_outline (self, get_height);
  cairo_set_line_join (self->pen->cr, CAIRO_LINE_JOIN_MITER);
  limen_pen_set_color (self->pen, theme->plot);
  cairo_set_line_width (self->pen->cr, TEST_WIDTH + 1);
  cairo_stroke_preserve (self->pen->cr);
  limen_pen_set_color (self->pen,
                       limen_color_mix (color, theme->foreground, 0.45));
  cairo_set_line_width (self->pen->cr, TEST_WIDTH);
  cairo_stroke (self->pen->cr);
}

/**
 * Draws the bars of the test data, if there is any, as outlines over the bars:
 * those of both classes, or, where bars are stacked, those of the negatives
 * and of all rows.
 */
void
limen_bars_draw_test (const LimenBars *self)
{
  LimenHistogramFigure figure = get_test_figure (self->data);
  const LimenTheme *theme = self->pen->theme;
  LimenBars bars;

  if (self->data->test_bins == NULL || self->data->n_bins == 0)
    return;
  bars = get_test_bars (self, &figure);
  stroke_test (&bars, figure.is_stacked ? get_both : get_positive,
               theme->positive);
  stroke_test (&bars, get_negative, theme->negative);
}

/**
 * Fills the bars: pale left of @lower_x, where rows are predicted negative; in
 * full colour right of @line_x; half pale between the two. A bar that a line
 * crosses is split there.
 */
void
limen_bars_draw (LimenBars *self, double lower_x, double line_x)
{
  const LimenTheme *theme = self->pen->theme;

  fill_side (self, theme->negative_pale, theme->positive_pale, -HUGE_VAL,
             lower_x);
  if (lower_x < line_x)
    fill_side (self,
               limen_color_mix (theme->negative, theme->negative_pale, 0.5),
               limen_color_mix (theme->positive, theme->positive_pale, 0.5),
               lower_x, line_x);
  fill_side (self, theme->negative, theme->positive, line_x, HUGE_VAL);
  if (!self->data->is_stacked)
    {
      stroke_class (self, FALSE, theme->negative);
      stroke_class (self, TRUE, theme->positive);
    }
}

/* Draws a frame around one bar, from the base line to its top. */
void
limen_bars_draw_outline (LimenBars *self, gsize bin)
{
  Span span = get_span (self, bin);
  double bottom = self->plot.y + self->plot.height, upper = bottom;

  for (Part part = 0; part < N_PARTS; part++)
    {
      double part_lower, part_upper;

      get_part (self, bin, part, &part_lower, &part_upper);
      upper = fmin (upper, part_upper);
    }
  cairo_rectangle (self->pen->cr, span.x1 - 0.5, upper - 0.5,
                   span.x2 - span.x1 + 1, bottom - upper + 1);
  limen_pen_set_color (self->pen, self->pen->theme->foreground);
  cairo_set_line_width (self->pen->cr, 1);
  cairo_stroke (self->pen->cr);
}
