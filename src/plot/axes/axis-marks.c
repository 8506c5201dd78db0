/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "axis.h"

#include <math.h>

/* Gap between two pills side by side. */
#define PILL_GAP 3.0

/* Dashed line of a highlighted cutoff, and the gap to its name. */
#define MARK_WIDTH 1.5
#define MARK_GAP 5.0

/* The rectangle of a pill centred at @x; of width 0 where there is no room for
 * it. */
static LimenRect
get_pill (LimenPen *pen, LimenRect rect, LimenRect plot, const char *label,
          double x)
{
  double size = pen->theme->font_size;
  LimenText text = { label, pen->theme->line_text, TRUE,
                     fmax (1, rect.width - 2 * size) };
  LimenRect pill = { .height = limen_axis_get_pill_height (pen->theme) };

  pill.width = limen_pen_measure (pen, &text) + 2 * size;
  if (pill.width > rect.width || pill.height > rect.height)
    return (LimenRect) { 0 };
  pill.x = CLAMP (x - pill.width / 2, rect.x,
                  rect.x + rect.width - pill.width);
  pill.y = fmax (rect.y, plot.y - pill.height);
  return pill;
}

static void
draw_pill (LimenPen *pen, LimenRect rect, LimenRect pill, const char *label)
{
  LimenText text = { label, pen->theme->line_text, TRUE,
                     fmax (1, rect.width - 2 * pen->theme->font_size) };

  limen_pen_add_rounded (pen, pill, pill.height / 2);
  limen_pen_set_color (pen, pen->theme->line);
  cairo_fill (pen->cr);
  limen_pen_draw_text (pen, &text, pill.x + pill.width / 2,
                       pill.y + pill.height / 2, LIMEN_ALIGN_CENTER);
}

/* Moves two overlapping pills apart, as far as @rect has room. */
static void
separate_pills (LimenRect rect, LimenRect *lower, LimenRect *upper)
{
  double overlap = lower->x + lower->width + PILL_GAP - upper->x;

  if (overlap <= 0)
    return;
  lower->x = fmax (rect.x, lower->x - overlap / 2);
  upper->x = lower->x + lower->width + PILL_GAP;
  if (upper->x + upper->width > rect.x + rect.width)
    {
      upper->x = rect.x + rect.width - upper->width;
      lower->x = fmax (rect.x, upper->x - PILL_GAP - lower->width);
    }
}

/* Frames the pill whose line the arrow keys move. */
static void
draw_active_frame (LimenPen *pen, LimenRect pill)
{
  double radius = pill.height / 2;

  limen_pen_add_rounded (pen,
                         (LimenRect) { pill.x + 1, pill.y + 1, pill.width - 2,
                                       pill.height - 2 },
                         radius - 1);
  limen_pen_set_color (pen, pen->theme->accent);
  cairo_set_line_width (pen->cr, 2);
  cairo_stroke (pen->cr);
}

/* The label of a threshold; with an arrow towards it if the threshold is
 * outside the shown part of the axis. A new string. */
static char *
label_with_arrow (const LimenThresholdAxis *axis, const char *label,
                  double threshold)
{
  if (limen_threshold_axis_shows (axis, threshold))
    return g_strdup (label);
  return threshold < axis->x.low
             ? g_strconcat ("\342\200\271 ", label, NULL)
             : g_strconcat (label, " \342\200\272", NULL);
}

/* Draws the pills with the thresholds at the top of their lines, inside @rect.
 * With two lines and keyboard focus, the pill of the line that the arrow keys
 * move is framed. */
void
limen_axis_draw_pills (LimenPen *pen, LimenRect rect, LimenRect plot,
                       const LimenThresholdAxis *axis)
{
  LimenRect upper, lower = { 0 };
  gboolean has_lower = axis->has_zone && axis->refer_label != NULL;
  g_autofree char *upper_label = NULL, *lower_label = NULL;

  if (axis->line_label == NULL || isnan (axis->threshold))
    return;
  upper_label = label_with_arrow (axis, axis->line_label, axis->threshold);
  if (has_lower)
    lower_label = label_with_arrow (axis, axis->refer_label, axis->refer_from);
  upper = get_pill (pen, rect, plot, upper_label,
                    limen_axis_get_line_x (pen, axis, plot));
  if (has_lower)
    lower = get_pill (pen, rect, plot, lower_label,
                      limen_axis_get_lower_x (pen, axis, plot));
  if (lower.width > 0 && upper.width > 0)
    separate_pills (rect, &lower, &upper);
  if (lower.width > 0)
    draw_pill (pen, rect, lower, lower_label);
  if (upper.width > 0)
    draw_pill (pen, rect, upper, upper_label);
  if (lower.width > 0 && upper.width > 0 && axis->has_focus)
    draw_active_frame (pen, axis->is_lower_active ? lower : upper);
}

/* Adds a triangle with its tip at a point to the path. */
void
limen_axis_add_pin (LimenPen *pen, double x, double y)
{
  cairo_move_to (pen->cr, x, y);
  cairo_line_to (pen->cr, x + 0.7 * LIMEN_PIN_HEIGHT, y + LIMEN_PIN_HEIGHT);
  cairo_line_to (pen->cr, x - 0.7 * LIMEN_PIN_HEIGHT, y + LIMEN_PIN_HEIGHT);
  cairo_close_path (pen->cr);
}

/* Draws a pin under the base line for each pinned cutoff in the shown part of
 * the axis. */
void
limen_axis_draw_pins (LimenPen *pen, LimenRect plot,
                      const LimenThresholdAxis *axis)
{
  double bottom = plot.y + plot.height;

  for (gsize i = 0; i < axis->n_pinned; i++)
    {
      double x = limen_threshold_axis_get_x (axis, plot, axis->pinned[i]);

      if (!limen_threshold_axis_shows (axis, axis->pinned[i]))
        continue;
      limen_axis_add_pin (pen, x, bottom);
    }
  limen_pen_set_color (pen, pen->theme->dim);
  cairo_fill (pen->cr);
}

static void
draw_mark_line (LimenPen *pen, LimenRect plot, double x)
{
  static const double dashes[] = { 5, 3 };
  cairo_t *cr = pen->cr;

  cairo_save (cr);
  cairo_move_to (cr, x, plot.y);
  cairo_line_to (cr, x, plot.y + plot.height);
  cairo_set_dash (cr, dashes, 2, 0);
  cairo_set_line_width (cr, MARK_WIDTH);
  limen_pen_set_color (pen, pen->theme->line);
  cairo_stroke (cr);
  cairo_restore (cr);
}

/* Writes a name beside the line at @x, in text row @row from the top, on the
 * side with room for it. */
static void
draw_mark_name (LimenPen *pen, LimenRect plot, const char *name, double x,
                gsize row)
{
  double height = limen_axis_get_row_height (pen->theme);
  LimenText text = { name, pen->theme->foreground, FALSE, plot.width / 3 };
  double width = fmin (limen_pen_measure (pen, &text), text.max_width);
  double y = plot.y + ((double) row + 0.5) * height;
  gboolean is_left
      = x + MARK_GAP + width > plot.x + plot.width - MARK_GAP;
  double start = is_left ? x - MARK_GAP - width : x + MARK_GAP;

  if (((double) row + 1) * height > plot.height)
    return;
  limen_pen_fill_rect (pen,
                       (LimenRect) { start - 2, y - height / 2, width + 4,
                                     height },
                       pen->theme->plot);
  limen_pen_draw_text (pen, &text, start, y, LIMEN_ALIGN_START);
}

/* Draws the highlighted pinned cutoffs: a dashed line for each inside the
 * plot. Where the threshold line has a pill, their names are written too, each
 * in a text row of its own. */
void
limen_axis_draw_marks (LimenPen *pen, LimenRect plot,
                       const LimenThresholdAxis *axis)
{
  for (gsize i = 0; i < axis->n_marks; i++)
    {
      const LimenAxisMark *mark = &axis->marks[i];
      double x = limen_threshold_axis_get_x (axis, plot, mark->threshold);

      if (isnan (mark->threshold) || x < plot.x || x > plot.x + plot.width)
        continue;
      draw_mark_line (pen, plot, x);
      if (axis->line_label != NULL)
        draw_mark_name (pen, plot, mark->name, x, i);
    }
}
