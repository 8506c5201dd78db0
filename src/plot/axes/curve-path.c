/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "curve-path.h"

#include <math.h>

/* Tolerances in user space. VISIBLE: an extreme of a column is drawn if it is
 * farther than this from the line between the column's ends. TOLERANCE: a
 * point closer than this to the line between its neighbours is left out, so
 * that smooth stretches cost little. */
#define VISIBLE 0.25
#define TOLERANCE 0.1

/* A column that spans at least RAGGED and turns within it is filled as a bar
 * from its lowest to its highest value: a polyline through many such columns
 * costs far more and looks identical. */
#define RAGGED 4.0
#define OVERLAP 0.5

typedef struct
{
  double x, y;
} Point;

/* A polyline under construction. The anchor is the last point given to cairo.
 * A line from it to `end` passes all skipped points within TOLERANCE if its
 * slope is from min_slope to max_slope. */
typedef struct
{
  cairo_t *cr;
  gboolean is_down;
  Point anchor, end;
  double min_slope, max_slope;
} Path;

/* A column in user space. y grows downwards, so high <= low. */
typedef struct
{
  double x1, x2;
  double from, to;
  double low, high;
  gboolean is_defined, is_open, is_closed; /* is_open: no value before;
                                            * is_closed: none after */
} Span;

typedef struct
{
  LimenRect plot;
  const LimenScale *scale;
  const LimenCurveColumn *columns;
  gsize n_columns, n_spans;
  double per_unit; /* positions per unit of a linear scale */
} Layout;

static void
open_cone (Path *self)
{
  self->anchor = self->end;
  self->min_slope = -HUGE_VAL;
  self->max_slope = HUGE_VAL;
}

static void
narrow_cone (Path *self, Point point)
{
  double across = point.x - self->anchor.x;
  double down = point.y - self->anchor.y;

  if (across > 0)
    {
      self->min_slope = fmax (self->min_slope, (down - TOLERANCE) / across);
      self->max_slope = fmin (self->max_slope, (down + TOLERANCE) / across);
    }
  self->end = point;
}

static gboolean
is_in_cone (const Path *self, Point point)
{
  double across = point.x - self->anchor.x;
  double down = point.y - self->anchor.y;

  if (point.x <= self->end.x)
    return point.y == self->end.y;
  return down >= self->min_slope * across && down <= self->max_slope * across;
}

static void
lift (Path *self)
{
  if (self->is_down)
    cairo_line_to (self->cr, self->end.x, self->end.y);
  self->is_down = FALSE;
}

static void
add_point (Path *self, double x, double y)
{
  Point point = { x, y };

  if (!self->is_down)
    {
      cairo_move_to (self->cr, x, y);
      self->end = point;
      self->is_down = TRUE;
      open_cone (self);
      return;
    }
  if (!is_in_cone (self, point))
    {
      cairo_line_to (self->cr, self->end.x, self->end.y);
      open_cone (self);
    }
  narrow_cone (self, point);
}

/* Merges columns into one: first and last value, and the extremes over all of
 * them. */
static LimenCurveColumn
merge_columns (const LimenCurveColumn *columns, gsize n_columns)
{
  LimenCurveColumn merged = columns[0];

  for (gsize i = 1; i < n_columns; i++)
    {
      if (!(merged.low <= columns[i].low) && !isnan (columns[i].low))
        merged.low = columns[i].low;
      if (!(merged.high >= columns[i].high) && !isnan (columns[i].high))
        merged.high = columns[i].high;
    }
  merged.last = columns[n_columns - 1].last;
  return merged;
}

/* As limen_curve_path_get_y(), with a fast path for linear scales: it runs
 * four times per column. */
static double
get_y (const Layout *self, double value)
{
  double position;

  if (self->scale->transform != LIMEN_TRANSFORM_LINEAR
      || !(self->per_unit > 0))
    return limen_curve_path_get_y (self->scale, self->plot, value);
  position = (value - self->scale->low) * self->per_unit;
  position = position < 0 ? 0 : position > 1 ? 1 : position;
  return self->plot.y + self->plot.height * (1 - position);
}

/* The column in user space. Columns that lie wholly off the scale are treated
 * as undefined. */
static Span
get_span (const Layout *self, gsize index)
{
  gsize start = index * self->n_columns / self->n_spans;
  gsize end = (index + 1) * self->n_columns / self->n_spans;
  LimenCurveColumn column = merge_columns (self->columns + start, end - start);
  double width = self->plot.width / (double) self->n_columns;
  Span span = {
    .x1 = self->plot.x + width * (double) start,
    .x2 = self->plot.x + width * (double) end,
    .is_defined = column.high >= self->scale->low
                  && column.low <= self->scale->high,
    .is_open = isnan (column.first),
    .is_closed = isnan (column.last),
    .from = get_y (self, column.first),
    .to = get_y (self, column.last),
    .low = get_y (self, column.low),
    .high = get_y (self, column.high),
  };

  if (span.is_open)
    span.from = span.is_closed ? span.low : span.to;
  if (span.is_closed)
    span.to = span.from;
  return span;
}

/* Whether a column is high and the curve changes direction within it or after
 * the column before. */
static gboolean
is_ragged (const Span *span, const Span *previous)
{
  double hull_high = fmin (span->from, span->to);
  double hull_low = fmax (span->from, span->to);

  if (!span->is_defined || !(span->low - span->high > RAGGED))
    return FALSE;
  if (hull_high - span->high > RAGGED / 2
      || span->low - hull_low > RAGGED / 2)
    return TRUE;
  return previous->is_defined && previous->low - previous->high > RAGGED
         && (span->to - span->from) * (previous->to - previous->from) < 0;
}

/* Adds the extremes of a column, first the one nearer to the start of the
 * column. */
static void
add_extremes (Path *self, const Span *span)
{
  double x = (span->x1 + span->x2) / 2;
  gboolean has_low = span->low > fmax (span->from, span->to) + VISIBLE;
  gboolean has_high = span->high < fmin (span->from, span->to) - VISIBLE;
  gboolean is_low_first = span->low - span->from < span->from - span->high;

  if (has_low && is_low_first)
    add_point (self, x, span->low);
  if (has_high)
    add_point (self, x, span->high);
  if (has_low && !is_low_first)
    add_point (self, x, span->low);
}

/* Adds a column to the polyline. A column without neighbours becomes a
 * horizontal line of its width. */
static void
add_span (Path *self, const Span *span)
{
  gboolean is_island = span->is_open && span->is_closed;
  double middle = (span->x1 + span->x2) / 2;

  if (span->is_open)
    lift (self);
  add_point (self, span->is_open && !is_island ? middle : span->x1,
             span->from);
  add_extremes (self, span);
  if (!span->is_closed || is_island)
    add_point (self, span->x2, span->to);
  if (span->is_closed)
    lift (self);
}

/* Strokes the polyline through all columns that are not ragged. Returns
 * whether any column is defined. */
static gboolean
stroke_line (cairo_t *cr, const Layout *layout)
{
  Path path = { .cr = cr };
  Span previous = { .is_defined = FALSE };
  gboolean is_any = FALSE;

  for (gsize i = 0; i < layout->n_spans; i++)
    {
      Span span = get_span (layout, i);

      if (span.is_defined && !is_ragged (&span, &previous))
        add_span (&path, &span);
      else
        lift (&path);
      is_any = is_any || span.is_defined;
      previous = span;
    }
  lift (&path);
  cairo_stroke (cr);
  return is_any;
}

/* Adds a bar of whole pixels, which cairo fills many times faster than
 * fractions of pixels. */
static void
add_bar (const LimenPen *pen, double x1, double x2, const Span *span)
{
  double top = limen_pen_snap_y (pen, span->high, 0);
  double bottom = limen_pen_snap_y (pen, span->low, 0);

  x1 = limen_pen_snap_x (pen, x1, 0);
  x2 = limen_pen_snap_x (pen, x2, 0);
  if (x2 > x1)
    cairo_rectangle (pen->cr, x1, top, x2 - x1, bottom - top);
}

/* Fills ragged columns as bars. The outer bars of a run are widened, so that a
 * single bar is as wide as the line. */
static void
fill_ragged (LimenPen *pen, const Layout *layout)
{
  Span previous = { .is_defined = FALSE };
  gboolean was_ragged = FALSE;

  for (gsize i = 0; i < layout->n_spans; i++)
    {
      Span span = get_span (layout, i);
      gboolean is_bar = is_ragged (&span, &previous);

      if (was_ragged && !is_bar)
        add_bar (pen, previous.x2, previous.x2 + OVERLAP, &previous);
      if (is_bar)
        add_bar (pen, was_ragged ? span.x1 : span.x1 - OVERLAP, span.x2,
                 &span);
      was_ragged = is_bar;
      previous = span;
    }
  cairo_fill (pen->cr);
}

/* The y of a value in @plot; values off the scale are at its ends. */
double
limen_curve_path_get_y (const LimenScale *y, LimenRect plot, double value)
{
  return plot.y + plot.height * (1 - limen_scale_map (y, value));
}

/**
 * Draws a curve over @plot with the current colour and line of the pen's
 * context. The columns are side by side over the width; where there are more
 * columns than pixels they are merged without losing extremes. Columns that
 * are undefined (NaN) or wholly off the scale are gaps. Returns whether
 * anything was drawn.
 */
gboolean
limen_curve_path_draw (LimenPen *pen, LimenRect plot, const LimenScale *y,
                       const LimenCurveColumn *columns, gsize n_columns)
{
  double pixels = ceil (plot.width / limen_pen_get_pixel (pen));
  Layout layout = {
    .plot = plot,
    .scale = y,
    .columns = columns,
    .n_columns = n_columns,
    .n_spans = MIN (n_columns, (gsize) fmax (pixels, 1)),
    .per_unit = limen_scale_is_degenerate (y) ? 0 : 1 / (y->high - y->low),
  };
  gboolean is_any = stroke_line (pen->cr, &layout);

  fill_ragged (pen, &layout);
  return is_any;
}
