/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "axis.h"

#include <glib/gi18n.h>
#include <math.h>

#include "decimal.h"
#include "tick-label.h"
#include "ticks.h"

/* Gap between labels and the plot. */
#define LABEL_GAP 8.0
#define MAX_X_TICKS 16
/* Maximum distance of a label from its tick, as a share of half its width. */
#define MAX_SHIFT 0.5
/* Ends whose relative difference is below this need more than six digits. */
#define CLOSE_ENDS 1e-4

/* Two slanted strokes mark a cut end of an axis: distance from the end,
 * distance from each other, and half length. */
#define CUT_INSET 8.0
#define CUT_GAP 4.0
#define CUT_REACH 4.0

/* The height of the pill with the threshold. */
double
limen_axis_get_pill_height (const LimenTheme *theme)
{
  return ceil (theme->font_size * 1.7);
}

/* The height of a line of text with its spacing. */
double
limen_axis_get_row_height (const LimenTheme *theme)
{
  return ceil (theme->font_size * 1.5);
}

/* The margins of figures over the threshold axis. Left and right depend on the
 * theme alone; the top has room for half a label; the bottom has room for the
 * labels and the title of the x axis. */
LimenMargins
limen_axis_get_margins (const LimenThresholdAxis *axis,
                        const LimenTheme *theme)
{
  double row = limen_axis_get_row_height (theme);

  return (LimenMargins) {
    .left = ceil (theme->font_size * 3.8) + LABEL_GAP,
    .right = ceil (theme->font_size * 1.5),
    .top = ceil (theme->font_size * 0.75),
    .bottom = LABEL_GAP + row + (axis->x_title != NULL ? row : 0),
  };
}

/* The margins of a figure whose y axis has a title. */
LimenMargins
limen_axis_get_titled_margins (const LimenThresholdAxis *axis,
                               const LimenTheme *theme)
{
  LimenMargins margins = limen_axis_get_margins (axis, theme);

  margins.left += limen_axis_get_row_height (theme);
  return margins;
}

/* The x of the threshold line, rounded to whole pixels; equal in all figures
 * with equal x scale and width. */
double
limen_axis_get_line_x (const LimenPen *pen, const LimenThresholdAxis *axis,
                       LimenRect plot)
{
  return limen_pen_snap_x (
      pen, limen_threshold_axis_get_x (axis, plot, axis->threshold),
      LIMEN_LINE_WIDTH);
}

/* The x of the lower line of a grey zone, rounded to whole pixels. The axis
 * must have a zone. */
double
limen_axis_get_lower_x (const LimenPen *pen, const LimenThresholdAxis *axis,
                        LimenRect plot)
{
  return limen_pen_snap_x (
      pen, limen_threshold_axis_get_x (axis, plot, axis->refer_from),
      LIMEN_LINE_WIDTH);
}

/* Draws two slanted strokes at a cut end of an axis. */
static void
draw_cut (LimenPen *pen, double x, double y, gboolean is_upright)
{
  double across = is_upright ? CUT_REACH : CUT_REACH / 2;
  double up = is_upright ? CUT_REACH / 2 : CUT_REACH;

  for (int i = 0; i < 2; i++)
    {
      double start = x + (is_upright ? 0 : (i - 0.5) * CUT_GAP);
      double middle = y + (is_upright ? (i - 0.5) * CUT_GAP : 0);

      cairo_move_to (pen->cr, start - across, middle + up);
      cairo_line_to (pen->cr, start + across, middle - up);
    }
  cairo_set_line_width (pen->cr, 1.25);
  limen_pen_set_color (pen, pen->theme->dim);
  cairo_stroke (pen->cr);
}

/* Draws at most @max_ticks horizontal grid lines, and their labels where @rect
 * has room for them to the left of @plot. */
void
limen_axis_draw_y (LimenPen *pen, LimenRect rect, LimenRect plot,
                   const LimenScale *y, double max_ticks)
{
  const LimenTheme *theme = pen->theme;
  double max_fitting = 1 + plot.height / (3 * theme->font_size);
  LimenTick ticks[LIMEN_MAX_TICKS];
  gsize n_ticks = limen_ticks_compute (
      y, (gsize) fmin (max_fitting, max_ticks), theme->decimal_point, ticks);
  double space = plot.x - rect.x - LABEL_GAP;
  double bottom = plot.y + plot.height;

  for (gsize i = 0; i < n_ticks; i++)
    limen_pen_add_horizontal (pen, bottom - plot.height * ticks[i].position,
                              plot.x, plot.x + plot.width, 1);
  limen_pen_set_color (pen, theme->grid);
  cairo_fill (pen->cr);
  for (gsize i = 0; i < n_ticks && space >= 2 * theme->font_size; i++)
    limen_pen_draw_text (
        pen,
        &(LimenText) { ticks[i].label, theme->dim, FALSE, space },
        plot.x - LABEL_GAP, bottom - plot.height * ticks[i].position,
        LIMEN_ALIGN_END);
  if (y->is_cut_low)
    draw_cut (pen, plot.x, bottom - CUT_INSET, TRUE);
  if (y->is_cut_high)
    draw_cut (pen, plot.x, plot.y + CUT_INSET, TRUE);
}

/* As limen_axis_draw_y(), with a title (NULL: none) that reads upward at the
 * left of @rect where there is room for it beside the labels. */
void
limen_axis_draw_titled_y (LimenPen *pen, LimenRect rect, LimenRect plot,
                          const LimenScale *y, double max_ticks,
                          const char *title)
{
  double row = limen_axis_get_row_height (pen->theme);
  LimenText text = { title != NULL ? title : "", pen->theme->dim, FALSE, 0 };
  gboolean has_title
      = title != NULL
        && plot.x - rect.x >= row + LABEL_GAP + 2 * pen->theme->font_size
        && limen_pen_measure (pen, &text) <= plot.height;

  if (has_title)
    limen_pen_draw_turned_text (pen, &text, rect.x + row / 2,
                                plot.y + plot.height / 2, LIMEN_ALIGN_CENTER);
  if (has_title)
    rect = (LimenRect) { rect.x + row, rect.y, rect.width - row, rect.height };
  limen_axis_draw_y (pen, rect, plot, y, max_ticks);
}

/* Whether labels centred at their ticks leave a gap between each other. */
static gboolean
labels_fit (LimenPen *pen, double width, const LimenTick *ticks,
            gsize n_ticks)
{
  double gap = pen->theme->font_size * 0.7;
  double end = -HUGE_VAL;

  for (gsize i = 0; i < n_ticks; i++)
    {
      LimenText text = { ticks[i].label, pen->theme->dim, FALSE, 0 };
      double half = limen_pen_measure (pen, &text) / 2;
      double middle = width * ticks[i].position;

      if (middle - half < end + gap)
        return FALSE;
      end = middle + half;
    }
  return TRUE;
}

static gsize
compute_x_ticks (LimenPen *pen, double width, const LimenScale *x,
                 LimenTick *ticks)
{
  const LimenTheme *theme = pen->theme;
  double max_fitting = 1 + width / (4.5 * theme->font_size);
  gsize n_ticks = limen_ticks_compute (
      x, (gsize) fmin (max_fitting, MAX_X_TICKS), theme->decimal_point, ticks);

  while (n_ticks > 1 && !labels_fit (pen, width, ticks, n_ticks))
    n_ticks = limen_ticks_compute (x, n_ticks - 1, theme->decimal_point,
                                   ticks);
  return n_ticks;
}

/* Draws vertical grid lines at the ticks that limen_axis_draw_x() labels. */
void
limen_axis_draw_x_grid (LimenPen *pen, LimenRect plot, const LimenScale *x)
{
  LimenTick ticks[LIMEN_MAX_TICKS];
  gsize n_ticks = compute_x_ticks (pen, plot.width, x, ticks);

  for (gsize i = 0; i < n_ticks; i++)
    limen_pen_add_vertical (pen, plot.x + plot.width * ticks[i].position,
                            plot.y, plot.y + plot.height, 1);
  limen_pen_set_color (pen, pen->theme->grid);
  cairo_fill (pen->cr);
}

/* Whether @rect has room for @n_rows rows of text below @plot. */
static gboolean
has_rows_below (const LimenPen *pen, LimenRect rect, LimenRect plot,
                int n_rows)
{
  double row = limen_axis_get_row_height (pen->theme);

  return rect.y + rect.height
         >= plot.y + plot.height + LABEL_GAP + n_rows * row - 1;
}

/* Draws a label centred at its tick, or shifted to stay inside the figure. A
 * label that would be shifted too far from its tick is left out. */
static void
draw_x_label (LimenPen *pen, LimenRect rect, const LimenTick *tick, double x,
              double y)
{
  LimenText text = { tick->label, pen->theme->dim, FALSE, 0 };
  double half = limen_pen_measure (pen, &text) / 2;
  double kept = fmax (fmin (x, rect.x + rect.width - half), rect.x + half);

  if (fabs (kept - x) <= MAX_SHIFT * half)
    limen_pen_draw_text (pen, &text, kept, y, LIMEN_ALIGN_CENTER);
}

/* Writes an end of a cut axis with enough digits to tell it from the other
 * end. */
static void
write_end (double value, double span, const LimenTheme *theme, char *label,
           gsize size)
{
  char digits[LIMEN_DECIMAL_SIZE];
  g_auto (GStrv) parts = NULL;
  g_autofree char *text = NULL;

  if (span >= CLOSE_ENDS * fabs (value))
    {
      limen_tick_label_write_single (value, theme->decimal_point, label, size);
      return;
    }
  limen_decimal_format (limen_decimal_shortest_in (value - span / 200,
                                                   value + span / 200),
                        digits, sizeof digits);
  parts = g_strsplit (digits, ".", 2);
  text = g_strjoinv (theme->decimal_point, parts);
  g_strlcpy (label, text, size);
}

/* The title of the x axis, with both ends of the shown part where the axis is
 * cut; a new string. */
static char *
describe_x (const LimenThresholdAxis *axis, const LimenTheme *theme)
{
  const LimenScale *x = &axis->x;
  double span = fabs (x->high - x->low);
  char low[40], high[40];

  if (!x->is_cut_low && !x->is_cut_high)
    return g_strdup (axis->x_title);
  write_end (x->is_reversed ? -x->low : x->low, span, theme, low, sizeof low);
  write_end (x->is_reversed ? -x->high : x->high, span, theme, high,
             sizeof high);
  return g_strdup_printf (
      /* Translators: title of an axis, ends of its visible part. */
      _ ("%s, shown from %s to %s"), axis->x_title, low, high);
}

static void
draw_x_title (LimenPen *pen, LimenRect plot, const LimenThresholdAxis *axis,
              double y)
{
  g_autofree char *title = describe_x (axis, pen->theme);

  limen_pen_draw_text (
      pen, &(LimenText) { title, pen->theme->dim, FALSE, plot.width },
      plot.x + plot.width / 2, y, LIMEN_ALIGN_CENTER);
}

/* Draws the base line with its labels and title. Text is left out where @rect
 * has no room for it below @plot. */
void
limen_axis_draw_x (LimenPen *pen, LimenRect rect, LimenRect plot,
                   const LimenThresholdAxis *axis)
{
  const LimenTheme *theme = pen->theme;
  double row = limen_axis_get_row_height (theme);
  double bottom = plot.y + plot.height;
  double y = bottom + LABEL_GAP + row / 2;
  LimenTick ticks[LIMEN_MAX_TICKS];
  gsize n_ticks;

  limen_pen_add_horizontal (pen, bottom, plot.x, plot.x + plot.width, 1);
  limen_pen_set_color (pen, limen_color_mix (theme->dim, theme->plot, 0.5));
  cairo_fill (pen->cr);
  if (axis->x.is_cut_low)
    draw_cut (pen, plot.x + CUT_INSET, bottom, FALSE);
  if (axis->x.is_cut_high)
    draw_cut (pen, plot.x + plot.width - CUT_INSET, bottom, FALSE);
  if (!has_rows_below (pen, rect, plot, 1))
    return;

  n_ticks = compute_x_ticks (pen, plot.width, &axis->x, ticks);
  for (gsize i = 0; i < n_ticks; i++)
    draw_x_label (pen, rect, &ticks[i],
                  plot.x + plot.width * ticks[i].position, y);
  if (axis->x_title != NULL && has_rows_below (pen, rect, plot, 2))
    draw_x_title (pen, plot, axis, y + row);
}

/* Writes in the middle of the plot, over its grid, why there is nothing to
 * see; `paper` is the background colour. "" writes nothing. */
void
limen_axis_draw_message (LimenPen *pen, LimenRect plot, const char *message,
                         LimenColor paper)
{
  LimenText text = { message, pen->theme->dim, FALSE, plot.width };
  double x = plot.x + plot.width / 2, y = plot.y + plot.height / 2;
  double row = limen_axis_get_row_height (pen->theme), width;

  if (*message == '\0' || plot.width < 3 * pen->theme->font_size
      || plot.height < 1.5 * pen->theme->font_size)
    return;
  width = limen_pen_measure (pen, &text) + pen->theme->font_size;
  width = fmin (width, plot.width);
  limen_pen_fill_rect (
      pen, (LimenRect) { x - width / 2, y - row / 2, width, row }, paper);
  limen_pen_draw_text (pen, &text, x, y, LIMEN_ALIGN_CENTER);
}

/* Draws the interval of thresholds with identical decisions, at least a pixel
 * wide; nothing if an end is NaN or the interval is not shown. */
void
limen_axis_draw_band (LimenPen *pen, LimenRect plot,
                      const LimenThresholdAxis *axis)
{
  double x1, x2;

  if (isnan (axis->band_low) || isnan (axis->band_high)
      || (axis->x.is_cut_low && axis->band_high < axis->x.low)
      || (axis->x.is_cut_high && axis->band_low > axis->x.high))
    return;
  x1 = limen_threshold_axis_get_x (axis, plot, axis->band_low);
  x2 = limen_threshold_axis_get_x (axis, plot, axis->band_high);
  x1 = limen_pen_snap_x (pen, x1, 0);
  x2 = fmax (limen_pen_snap_x (pen, x2, 0), x1 + limen_pen_get_pixel (pen));
  limen_pen_set_color (pen, pen->theme->band);
  cairo_rectangle (pen->cr, x1, plot.y, x2 - x1, plot.height);
  cairo_fill (pen->cr);
}

static LimenRect
get_zone (LimenPen *pen, LimenRect plot, const LimenThresholdAxis *axis)
{
  double x1 = limen_axis_get_lower_x (pen, axis, plot);
  double x2 = limen_axis_get_line_x (pen, axis, plot);

  return (LimenRect) { x1, plot.y, fmax (x2 - x1, 0), plot.height };
}

/* Fills the area between the two lines of a grey zone, if there is one. */
void
limen_axis_draw_zone (LimenPen *pen, LimenRect plot,
                      const LimenThresholdAxis *axis)
{
  if (axis->has_zone && !isnan (axis->threshold))
    limen_pen_fill_rect (pen, get_zone (pen, plot, axis), pen->theme->zone);
}

/* Writes what happens to the rows in the grey zone, over the bars, if it fits
 * between the lines. */
void
limen_axis_draw_zone_name (LimenPen *pen, LimenRect plot,
                           const LimenThresholdAxis *axis)
{
  LimenText text = { _ ("referred"), pen->theme->dim, FALSE, 0 };
  double row = limen_axis_get_row_height (pen->theme);
  double x, width;
  LimenRect zone;

  if (!axis->has_zone || isnan (axis->threshold))
    return;
  zone = get_zone (pen, plot, axis);
  width = limen_pen_measure (pen, &text) + pen->theme->font_size;
  if (width > zone.width - 2 * LIMEN_LINE_WIDTH || 2 * row > zone.height)
    return;
  x = zone.x + zone.width / 2;
  limen_pen_fill_rect (pen,
                       (LimenRect) { x - width / 2, zone.y + 2, width, row },
                       pen->theme->zone);
  limen_pen_draw_text (pen, &text, x, zone.y + 2 + row / 2,
                       LIMEN_ALIGN_CENTER);
}

/* Draws a thin line at the threshold under the pointer; none if it is NaN. */
void
limen_axis_draw_hover (LimenPen *pen, LimenRect plot,
                       const LimenThresholdAxis *axis)
{
  if (isnan (axis->hover))
    return;
  limen_pen_add_vertical (
      pen, limen_threshold_axis_get_x (axis, plot, axis->hover), plot.y,
      plot.y + plot.height, 1);
  limen_pen_set_color (pen,
                       limen_color_mix (pen->theme->dim, pen->theme->plot,
                                        0.6));
  cairo_fill (pen->cr);
}

/* Erases the axis label that a line at @x would cross. */
static void
clear_label (LimenPen *pen, LimenRect plot, const LimenThresholdAxis *axis,
             double x)
{
  LimenTick ticks[LIMEN_MAX_TICKS];
  gsize n_ticks = compute_x_ticks (pen, plot.width, &axis->x, ticks);
  double row = limen_axis_get_row_height (pen->theme);
  double top = plot.y + plot.height + LABEL_GAP;

  for (gsize i = 0; i < n_ticks; i++)
    {
      LimenText text = { ticks[i].label, pen->theme->dim, FALSE, 0 };
      double middle = plot.x + plot.width * ticks[i].position;
      double half = limen_pen_measure (pen, &text) / 2 + 1;

      if (fabs (x - middle) < half + LIMEN_LINE_WIDTH)
        limen_pen_fill_rect (pen,
                             (LimenRect) { middle - half, top, 2 * half, row },
                             pen->theme->background);
    }
}

static void
draw_line_at (LimenPen *pen, LimenRect rect, LimenRect plot,
              const LimenThresholdAxis *axis, double x, double top,
              double bottom)
{
  if (bottom > plot.y + plot.height && has_rows_below (pen, rect, plot, 1))
    clear_label (pen, plot, axis, x);
  limen_pen_add_vertical (pen, x, top, bottom, LIMEN_LINE_WIDTH);
  limen_pen_set_color (pen, pen->theme->line);
  cairo_fill (pen->cr);
}

/* Draws the threshold line, and the lower line of a grey zone, from @top to
 * @bottom. They may reach through the labels of the x axis; a label that they
 * would cross is erased. */
void
limen_axis_draw_line (LimenPen *pen, LimenRect rect, LimenRect plot,
                      const LimenThresholdAxis *axis, double top,
                      double bottom)
{
  if (isnan (axis->threshold))
    return;
  if (axis->has_zone && limen_threshold_axis_shows (axis, axis->refer_from))
    draw_line_at (pen, rect, plot, axis,
                  limen_axis_get_lower_x (pen, axis, plot), top, bottom);
  if (limen_threshold_axis_shows (axis, axis->threshold))
    draw_line_at (pen, rect, plot, axis,
                  limen_axis_get_line_x (pen, axis, plot), top, bottom);
}

/* Draws a focus ring around the plot if it has the keyboard focus. */
void
limen_axis_draw_focus (LimenPen *pen, LimenRect rect, LimenRect plot,
                       const LimenThresholdAxis *axis)
{
  double left = fmax (plot.x - 3, rect.x + 1);
  double top = fmax (plot.y - 3, rect.y + 1);
  double right = fmin (plot.x + plot.width + 3, rect.x + rect.width - 1);
  double bottom = fmin (plot.y + plot.height + 3, rect.y + rect.height - 1);

  if (!axis->has_focus || right <= left || bottom <= top)
    return;
  limen_pen_add_rounded (
      pen, (LimenRect) { left, top, right - left, bottom - top }, 4);
  limen_pen_set_color (pen, pen->theme->accent);
  cairo_set_line_width (pen->cr, 2);
  cairo_stroke (pen->cr);
}
