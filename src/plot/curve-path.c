#include "curve-path.h"

#include <math.h>

/* An extreme is drawn where it leaves the line between a column's ends by more
 * than this, in user space. */
#define VISIBLE 0.25

/* A polyline under way. Points on one level are joined before cairo sees them:
 * flat stretches cost nothing. */
typedef struct
{
  cairo_t *cr;
  LimenRect plot;
  const LimenScale *scale;
  double x, y;
  gboolean is_down, is_pending;
} Path;

static void
lift (Path *self)
{
  if (self->is_pending)
    cairo_line_to (self->cr, self->x, self->y);
  self->is_down = FALSE;
  self->is_pending = FALSE;
}

static void
add_point (Path *self, double x, double y)
{
  if (!self->is_down)
    {
      cairo_move_to (self->cr, x, y);
      self->is_down = TRUE;
      self->is_pending = TRUE;
    }
  else if (y == self->y)
    self->is_pending = TRUE;
  else
    {
      if (self->is_pending)
        cairo_line_to (self->cr, self->x, self->y);
      cairo_line_to (self->cr, x, y);
      self->is_pending = FALSE;
    }
  self->x = x;
  self->y = y;
}

/* One column standing for several: where they begin and end, and the extremes
 * over them all. */
static LimenCurveColumn
merge_columns (const LimenCurveColumn *columns, gsize n_columns)
{
  LimenCurveColumn merged = columns[0];

  for (gsize i = 1; i < n_columns; i++)
    {
      merged.low = fmin (merged.low, columns[i].low);
      merged.high = fmax (merged.high, columns[i].high);
    }
  merged.last = columns[n_columns - 1].last;
  return merged;
}

static gboolean
is_on_scale (const LimenScale *scale, const LimenCurveColumn *column)
{
  return column->high >= scale->low && column->low <= scale->high;
}

/* The extremes of a column, nearer to where the line comes from first. */
static void
add_extremes (Path *self, double x, double from, double to, double low,
              double high)
{
  gboolean has_low = low > fmax (from, to) + VISIBLE;
  gboolean has_high = high < fmin (from, to) - VISIBLE;
  gboolean low_first = low - from < from - high;

  if (has_low && low_first)
    add_point (self, x, low);
  if (has_high)
    add_point (self, x, high);
  if (has_low && !low_first)
    add_point (self, x, low);
}

static void
add_column (Path *self, const LimenCurveColumn *column, double x1, double x2)
{
  double low, high, from, to;

  if (!is_on_scale (self->scale, column))
    {
      lift (self);
      return;
    }
  low = limen_curve_path_get_y (self->scale, self->plot, column->low);
  high = limen_curve_path_get_y (self->scale, self->plot, column->high);
  from = limen_curve_path_get_y (self->scale, self->plot, column->first);
  to = limen_curve_path_get_y (self->scale, self->plot, column->last);

  if (isnan (column->first))
    lift (self);
  else
    add_point (self, x1, from);
  if (isnan (column->first))
    from = isnan (column->last) ? low : to;
  if (isnan (column->last))
    to = from;
  if (!self->is_down)
    add_point (self, (x1 + x2) / 2, from);
  add_extremes (self, (x1 + x2) / 2, from, to, low, high);
  if (isnan (column->last))
    lift (self);
  else
    add_point (self, x2, to);
}

/* The height of a value in @plot; values off the scale stand at its ends. */
double
limen_curve_path_get_y (const LimenScale *y, LimenRect plot, double value)
{
  return plot.y + plot.height * (1 - limen_scale_map (y, value));
}

/**
 * Adds to the path of @cr a curve over @plot, whose columns lie side by side
 * over its width. Columns beyond @n_pixels are merged, keeping every extreme;
 * those undefined (NaN), or wholly off the scale, leave gaps. Returns whether
 * there was anything to add.
 */
gboolean
limen_curve_path_add (cairo_t *cr, LimenRect plot, const LimenScale *y,
                      const LimenCurveColumn *columns, gsize n_columns,
                      gsize n_pixels)
{
  Path path = { .cr = cr, .plot = plot, .scale = y };
  gsize n_merged = MIN (n_columns, MAX (n_pixels, 1));
  double width = plot.width / (double) MAX (n_columns, 1);
  gboolean is_any = FALSE;

  for (gsize i = 0; i < n_merged; i++)
    {
      gsize start = i * n_columns / n_merged;
      gsize end = (i + 1) * n_columns / n_merged;
      LimenCurveColumn column = merge_columns (columns + start, end - start);

      add_column (&path, &column, plot.x + width * (double) start,
                  plot.x + width * (double) end);
      is_any = is_any || !isnan (column.low);
    }
  lift (&path);
  return is_any;
}
