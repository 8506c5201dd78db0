/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figure-losses.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "axis.h"
#include "bars.h"
#include "legend.h"
#include "tick-label.h"

#define MAX_LEGEND_ITEMS 5
#define MAX_NAME_CHARS 24
#define DASH 4.0
#define LABEL_GAP 6.0
#define MAX_LINEAR 10.0
/* Colours of right and wrong decisions, as indices into the theme's series:
 * green and pink, which are not the colours of the classes. */
#define RIGHT_SERIES 0
#define WRONG_SERIES 1
/* Colour of losses of numbers, where no decision is right or wrong: blue. */
#define NUMBERS_SERIES 2

/* Legend of the figure. */
typedef struct
{
  LimenLegendItem items[MAX_LEGEND_ITEMS];
  gsize n;
  char edges[2][160]; /* titles of two consecutive items */
} Legend;

/* Drawing state of one figure. The bars are drawn as a histogram in other
 * colours. */
typedef struct
{
  LimenTheme theme;
  LimenPen pen;
  LimenBars bars;
  LimenHistogramFigure histogram;
  LimenHistogramBin *bins;
  const LimenLossesFigure *data;
  LimenRect rect, plot, legend;
  char mean_label[64], base_label[64];
} Canvas;

/* The x axis of the losses: from 0 to the largest loss and the reference
 * lines. A long axis is laid out by log (1 + loss), so that a few large losses
 * leave room for the many small ones. Degenerate where no row has a loss; from
 * 0 to 1 where all losses are 0. */
LimenScale
limen_figure_losses_get_scale (const LimenLossSummary *summary)
{
  double high = fmax (summary->largest,
                      fmax (summary->mean, summary->base_rate));

  if (isnan (summary->largest))
    return limen_scale_new (LIMEN_TRANSFORM_LINEAR, 0, NAN);
  if (high == 0)
    high = 1;
  return limen_scale_new (high > MAX_LINEAR ? LIMEN_TRANSFORM_LOG1P
                                            : LIMEN_TRANSFORM_LINEAR,
                          0, fmin (high, G_MAXDOUBLE));
}

static LimenThresholdAxis
get_axis (const LimenLossesFigure *data)
{
  return (LimenThresholdAxis){
    .x = data->x,
    .threshold = data->mean,
    .band_low = NAN,
    .band_high = NAN,
    .hover = NAN,
    .x_title = data->is_of_numbers ? _ ("squared error of a row")
                                   : _ ("loss of a row, \342\210\222log p"),
    .has_focus = data->has_focus,
  };
}

/* The margins around the bars. A legend is not included: it is taken off the
 * rect first. */
LimenMargins
limen_figure_losses_get_margins (const LimenLossesFigure *data,
                                 const LimenTheme *theme)
{
  LimenThresholdAxis axis = get_axis (data);
  LimenMargins margins = limen_axis_get_margins (&axis, theme);

  margins.top = limen_axis_get_pill_height (theme) + 2;
  return margins;
}

/* Whether an edge has a name and lies on the axis. */
static gboolean
has_edge (const LimenLossesFigure *data, const char *name, double edge)
{
  return name != NULL && edge >= data->x.low && edge <= data->x.high;
}

static void
add_item (Legend *self, LimenKey key, LimenColor color, const char *title)
{
  self->items[self->n++]
      = (LimenLegendItem) { .key = key, .color = color, .title = title };
}

static void
add_edge (Legend *self, LimenColor color, const char *name)
{
  char *title = self->edges[self->n % 2];
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  g_autofree char *start = g_utf8_substring (
      valid, 0, MIN (g_utf8_strlen (valid, -1), MAX_NAME_CHARS));
  g_autofree char *shown = g_strconcat (
      start, strlen (start) < strlen (valid) ? "\342\200\246" : "", NULL);

  /* Translators: the loss of a row of a class whose score is the threshold. */
  g_snprintf (title, sizeof self->edges[0], _ ("%s at the threshold"), shown);
  add_item (self, LIMEN_KEY_PIN, color, title);
}

static void
fill_legend (Legend *self, const LimenLossesFigure *data,
             const LimenTheme *theme)
{
  self->n = 0;
  if (!data->is_of_numbers)
    {
      add_item (self, LIMEN_KEY_SWATCH, theme->series[RIGHT_SERIES],
                _ ("decided rightly"));
      add_item (self, LIMEN_KEY_SWATCH, theme->series[WRONG_SERIES],
                _ ("decided wrongly"));
    }
  if (has_edge (data, data->negative_name, data->negative_edge))
    add_edge (self, theme->negative, data->negative_name);
  if (has_edge (data, data->positive_name, data->positive_edge))
    add_edge (self, theme->positive, data->positive_name);
  add_item (self, LIMEN_KEY_NONE, theme->dim,
            data->has_log_y ? _ ("counts, log") : _ ("counts"));
}

static void
write_label (char *label, gsize size, const char *name, double value,
             const char *decimal_point)
{
  char number[24];

  limen_tick_label_write_loss (value, decimal_point, number, sizeof number);
  g_snprintf (label, size, "%s %s", name, number);
}

static LimenRect
get_plot (LimenPen *pen, const LimenLossesFigure *data, LimenRect *rect,
          LimenRect *legend)
{
  LimenMargins margins = limen_figure_losses_get_margins (data, pen->theme);
  Legend items;

  fill_legend (&items, data, pen->theme);
  *legend = (LimenRect) { 0 };
  if (data->has_legend)
    *legend = limen_legend_take_top (pen, rect, margins, items.items,
                                     items.n);
  return limen_figure_get_plot (*rect, margins);
}

static void
lay_out_bars (Canvas *self)
{
  const LimenLossesFigure *data = self->data;

  self->bins = g_new (LimenHistogramBin, data->n_bins + 1);
  for (gsize i = 0; i < data->n_bins; i++)
    self->bins[i] = (LimenHistogramBin) { data->bins[i].wrong,
                                          data->bins[i].right };
  self->histogram = (LimenHistogramFigure) {
    .axis = get_axis (data),
    .edges = data->edges,
    .bins = self->bins,
    .n_bins = data->n_bins,
    .is_stacked = TRUE,
    .has_log_y = data->has_log_y,
  };
  limen_bars_init (&self->bars, &self->pen, self->plot, &self->histogram);
}

static void
begin (Canvas *self, cairo_t *cr, LimenRect rect,
       const LimenLossesFigure *data, const LimenTheme *theme)
{
  *self = (Canvas) { .theme = *theme, .data = data, .rect = rect };
  self->theme.negative
      = theme->series[data->is_of_numbers ? NUMBERS_SERIES : RIGHT_SERIES];
  self->theme.positive = theme->series[WRONG_SERIES];
  limen_pen_begin (&self->pen, cr, &self->theme);
  limen_pen_clip (&self->pen, rect);
  self->plot = get_plot (&self->pen, data, &self->rect, &self->legend);
  lay_out_bars (self);
  write_label (self->mean_label, sizeof self->mean_label, _ ("mean"),
               data->mean, theme->decimal_point);
  write_label (self->base_label, sizeof self->base_label,
               data->is_of_numbers ? _ ("always the mean") : _ ("base rate"),
               data->base_rate, theme->decimal_point);
}

static void
end (Canvas *self)
{
  limen_pen_end (&self->pen);
  g_free (self->bins);
}

static double
get_x (const Canvas *self, double loss)
{
  return limen_threshold_axis_get_x (&self->histogram.axis, self->plot, loss);
}

static void
draw_selection (Canvas *self)
{
  gssize bin = self->data->selected_bin;
  double x1, x2;

  if (bin < 0 || (gsize) bin >= self->data->n_bins)
    return;
  x1 = get_x (self, self->data->edges[bin]);
  x2 = get_x (self, self->data->edges[bin + 1]);
  limen_pen_fill_rect (&self->pen,
                       (LimenRect) { x1, self->plot.y, fmax (x2 - x1, 1),
                                     self->plot.height },
                       self->theme.band);
}

static void
draw_outline (Canvas *self, gssize bin)
{
  if (bin >= 0 && (gsize) bin < self->data->n_bins)
    limen_bars_draw_outline (&self->bars, (gsize) bin);
}

static void
draw_base_rate (Canvas *self)
{
  double x = limen_pen_snap_x (&self->pen, get_x (self, self->data->base_rate),
                               1);
  const double dashes[] = { DASH, DASH };

  if (isnan (self->data->base_rate))
    return;
  cairo_move_to (self->pen.cr, x, self->plot.y);
  cairo_line_to (self->pen.cr, x, self->plot.y + self->plot.height);
  cairo_set_dash (self->pen.cr, dashes, 2, 0);
  cairo_set_line_width (self->pen.cr, 1);
  limen_pen_set_color (&self->pen, self->theme.foreground);
  cairo_stroke (self->pen.cr);
  cairo_set_dash (self->pen.cr, NULL, 0, 0);
}

/* Labels the base-rate line: centred at the line, or moved beside the pill of
 * the mean where they would overlap. */
static void
draw_base_label (Canvas *self, LimenText mean)
{
  LimenText text = { self->base_label, self->theme.foreground, FALSE, 0 };
  double half = limen_pen_measure (&self->pen, &text) / 2;
  double pill = limen_pen_measure (&self->pen, &mean) / 2
                + self->theme.font_size;
  double left = self->rect.x, right = self->rect.x + self->rect.width;
  double middle = get_x (self, self->data->mean), x;

  if (isnan (self->data->base_rate) || left + half > right - half)
    return;
  x = CLAMP (get_x (self, self->data->base_rate), left + half, right - half);
  middle = CLAMP (middle, left + pill, fmax (left + pill, right - pill));
  if (!isnan (self->data->mean) && fabs (x - middle) < half + pill + LABEL_GAP)
    {
      double before = middle - pill - LABEL_GAP - half;
      double after = middle + pill + LABEL_GAP + half;
      gboolean is_after = x >= middle;

      if (is_after ? after > right - half : before < left + half)
        is_after = !is_after;
      x = is_after ? after : before;
      if (x < left + half || x > right - half)
        return;
    }
  limen_pen_draw_text (&self->pen, &text, x,
                       fmax (self->rect.y,
                             self->plot.y
                                 - limen_axis_get_pill_height (&self->theme))
                           + limen_axis_get_pill_height (&self->theme) / 2,
                       LIMEN_ALIGN_CENTER);
}

static void
draw_lines (Canvas *self)
{
  LimenThresholdAxis *axis = &self->histogram.axis;
  LimenText mean = { self->mean_label, self->theme.line_text, TRUE, 0 };

  axis->line_label = self->mean_label;
  draw_base_rate (self);
  limen_axis_draw_line (&self->pen, self->rect, self->plot, axis,
                        self->plot.y - 2, self->plot.y + self->plot.height);
  limen_axis_draw_pills (&self->pen, self->rect, self->plot, axis);
  if (self->plot.y - self->rect.y
      >= limen_axis_get_pill_height (&self->theme))
    draw_base_label (self, mean);
}

static void
draw_pin (Canvas *self, double x, LimenColor color)
{
  limen_axis_add_pin (&self->pen, x, self->plot.y + self->plot.height);
  limen_pen_set_color (&self->pen, color);
  cairo_fill (self->pen.cr);
}

/* Draws the pins of the edges in the colours of the classes. Where they
 * overlap, each is clipped to its side. */
static void
draw_edges (Canvas *self, const LimenTheme *theme)
{
  const LimenLossesFigure *data = self->data;
  double negative = get_x (self, data->negative_edge);
  double positive = get_x (self, data->positive_edge);
  double middle = (negative + positive) / 2;
  cairo_t *cr = self->pen.cr;

  if (has_edge (data, data->negative_name, data->negative_edge))
    draw_pin (self, negative, theme->negative);
  if (!has_edge (data, data->positive_name, data->positive_edge))
    return;
  cairo_save (cr);
  if (fabs (positive - negative) < 2 * LIMEN_PIN_HEIGHT)
    {
      double left = positive < negative ? self->rect.x : middle;
      double right = positive < negative
                         ? middle
                         : self->rect.x + self->rect.width;

      cairo_rectangle (cr, left, self->rect.y, right - left,
                       self->rect.height);
      cairo_clip (cr);
    }
  draw_pin (self, positive, theme->positive);
  cairo_restore (cr);
}

static gboolean
is_empty (const Canvas *self)
{
  return limen_bars_are_empty (&self->bars)
         || !isfinite (self->data->x.high);
}

/* Draws the bars with their lines, or the message why there are none. */
static void
draw_content (Canvas *self)
{
  if (is_empty (self))
    {
      limen_axis_draw_message (
          &self->pen, self->plot,
          self->data->message != NULL ? self->data->message : _ ("no rows"),
          self->pen.theme->plot);
      return;
    }
  limen_bars_draw (&self->bars, -HUGE_VAL, -HUGE_VAL);
  draw_outline (self, self->data->hovered_bin);
  draw_outline (self, self->data->selected_bin);
  draw_lines (self);
}

/**
 * Draws the weight of the rows over their losses into @rect of @cr, whose
 * state is restored: bars split by right and wrong decisions if rows are
 * decided, lines at the mean loss and at the loss of the base rate. Nothing is
 * drawn into a rect without area, labels are left out of small ones, and data
 * without weight show a message.
 */
void
limen_figure_losses_draw (cairo_t *cr, LimenRect rect,
                          const LimenLossesFigure *data,
                          const LimenTheme *theme)
{
  Legend legend;
  Canvas self;

  if (!limen_figure_can_draw (rect))
    return;
  begin (&self, cr, rect, data, theme);
  limen_pen_fill_rect (&self.pen, rect, theme->background);
  limen_pen_fill_rect (&self.pen, self.plot, theme->plot);
  draw_selection (&self);
  limen_axis_draw_y (&self.pen, self.rect, self.plot, &self.bars.y,
                     limen_bars_get_max_y_ticks (&self.bars));
  limen_axis_draw_x (&self.pen, self.rect, self.plot, &self.histogram.axis);
  draw_content (&self);
  limen_axis_draw_focus (&self.pen, self.rect, self.plot,
                         &self.histogram.axis);
  if (!is_empty (&self))
    draw_edges (&self, theme);
  fill_legend (&legend, data, theme);
  if (self.legend.height > 0)
    limen_legend_draw (&self.pen, self.legend, legend.items, legend.n);
  end (&self);
}

static LimenRect
find_plot (const LimenLossesFigure *data, LimenRect rect,
           const LimenTheme *theme)
{
  LimenRect plot, legend;
  LimenPen pen;

  limen_pen_begin (&pen, NULL, theme);
  plot = get_plot (&pen, data, &rect, &legend);
  limen_pen_end (&pen);
  return plot;
}

/* The bin at the x of a point in a figure that is drawn into @rect, whatever
 * the height of its bar; -1 where there is none. */
gssize
limen_figure_losses_get_bin (const LimenLossesFigure *data, LimenRect rect,
                             const LimenTheme *theme, double x, double y)
{
  LimenRect plot = find_plot (data, rect, theme);
  LimenThresholdAxis axis = get_axis (data);

  if (!limen_rect_contains (plot, x, y))
    return -1;
  for (gsize i = 0; i < data->n_bins; i++)
    if (x >= limen_threshold_axis_get_x (&axis, plot, data->edges[i])
        && x < limen_threshold_axis_get_x (&axis, plot, data->edges[i + 1]))
      return (gssize) i;
  return -1;
}
