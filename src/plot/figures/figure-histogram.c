/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figure-histogram.h"

#include <glib/gi18n.h>
#include <math.h>

#include "axis.h"
#include "bars.h"
#include "legend.h"

#define MAX_LEGEND_ITEMS 6

/* Drawing state of one figure. */
typedef struct
{
  LimenPen pen;
  LimenBars bars;
  const LimenHistogramFigure *data;
  LimenRect rect, plot, legend;
} Canvas;

/* The margins around the bars: left and right as in all figures over the
 * threshold axis, the pill above, labels and title below. A legend is not
 * included: it is taken off the rect first. */
LimenMargins
limen_figure_histogram_get_margins (const LimenHistogramFigure *data,
                                    const LimenTheme *theme)
{
  LimenMargins margins = limen_axis_get_margins (&data->axis, theme);

  margins.top = limen_axis_get_pill_height (theme) + 2;
  return margins;
}

/* The factor on the counts of test data that makes them as many as those of
 * the sweep; 1 where either has no rows. */
double
limen_histogram_get_test_factor (const LimenSweep *sweep,
                                 const LimenSweep *test)
{
  double total
      = limen_sweep_get_positives (sweep) + limen_sweep_get_negatives (sweep);
  double test_total
      = limen_sweep_get_positives (test) + limen_sweep_get_negatives (test);

  return total > 0 && test_total > 0 ? total / test_total : 1;
}

static const char *
describe_y (const LimenHistogramFigure *data)
{
  if (data->is_density)
    return data->has_log_y ? _ ("density, log") : _ ("density");
  return data->has_log_y ? _ ("counts, log") : _ ("counts");
}

/* Fills in the legend items and returns their number. */
static gsize
fill_legend (const LimenHistogramFigure *data, const LimenTheme *theme,
             LimenLegendItem items[MAX_LEGEND_ITEMS])
{
  gsize n = 4;

  items[0] = (LimenLegendItem){
    LIMEN_KEY_SWATCH, theme->negative, 0,
    data->negative_name != NULL ? data->negative_name : _ ("negative"), NULL
  };
  items[1] = (LimenLegendItem){
    LIMEN_KEY_SWATCH, theme->positive, 0,
    data->positive_name != NULL ? data->positive_name : _ ("positive"), NULL
  };
  items[2] = (LimenLegendItem){ .title = _ ("pale: predicted negative") };
  items[3] = (LimenLegendItem) { .title = describe_y (data) };
  if (data->axis.has_zone)
    items[n++] = (LimenLegendItem){ LIMEN_KEY_SWATCH, theme->zone, 0,
                                    _ ("referred"), NULL };
  if (data->test_bins != NULL)
    items[n++] = (LimenLegendItem){ LIMEN_KEY_THIN, theme->foreground, 0,
                                    _ ("outlines: test data, scaled"), NULL };
  return n;
}

/* Takes the legend's height off the top of the rect. */
static void
make_room_for_legend (Canvas *self)
{
  LimenLegendItem items[MAX_LEGEND_ITEMS];
  gsize n_items = fill_legend (self->data, self->pen.theme, items);

  self->legend = limen_legend_take_top (
      &self->pen, &self->rect,
      limen_figure_histogram_get_margins (self->data, self->pen.theme), items,
      n_items);
}

static void
begin (Canvas *self, cairo_t *cr, LimenRect rect,
       const LimenHistogramFigure *data, const LimenTheme *theme)
{
  *self = (Canvas) { .data = data, .rect = rect };
  limen_pen_begin (&self->pen, cr, theme);
  limen_pen_clip (&self->pen, rect);
  if (data->has_legend)
    make_room_for_legend (self);
  self->plot = limen_figure_get_plot (
      self->rect, limen_figure_histogram_get_margins (data, theme));
  limen_bars_init (&self->bars, &self->pen, self->plot, data);
}

/* The x from which rows are predicted positive; without a threshold, all are
 * drawn as positive. */
static double
get_split (const Canvas *self)
{
  if (isnan (self->data->axis.threshold))
    return -HUGE_VAL;
  return limen_axis_get_line_x (&self->pen, &self->data->axis, self->plot);
}

static double
get_lower_split (const Canvas *self)
{
  return self->data->axis.has_zone && !isnan (self->data->axis.threshold)
             ? limen_axis_get_lower_x (&self->pen, &self->data->axis,
                                       self->plot)
             : get_split (self);
}

static void
draw_legend (Canvas *self)
{
  LimenLegendItem items[MAX_LEGEND_ITEMS];
  gsize n_items = fill_legend (self->data, self->pen.theme, items);

  if (self->legend.height > 0)
    limen_legend_draw (&self->pen, self->legend, items, n_items);
}

/* Draws what depends on the pointer and the threshold: frame of the hovered
 * bar, hover line, threshold line with pill, focus. Without an x title the
 * line continues to `bottom`, the lower edge of the figure, to meet the line
 * of the figure below. */
static void
draw_line (Canvas *self, double bottom)
{
  const LimenHistogramFigure *data = self->data;
  gboolean is_alone = data->axis.x_title != NULL;

  if (data->hovered_bin >= 0 && (gsize) data->hovered_bin < data->n_bins)
    limen_bars_draw_outline (&self->bars, (gsize) data->hovered_bin);
  limen_axis_draw_marks (&self->pen, self->plot, &data->axis);
  limen_axis_draw_hover (&self->pen, self->plot, &data->axis);
  limen_axis_draw_line (&self->pen, self->rect, self->plot, &data->axis,
                        self->plot.y - 2,
                        is_alone ? self->plot.y + self->plot.height : bottom);
  limen_axis_draw_pills (&self->pen, self->rect, self->plot, &data->axis);
  limen_axis_draw_focus (&self->pen, self->rect, self->plot, &data->axis);
}

/**
 * Draws the distribution of the scores of both classes, with the threshold
 * line, into @rect of @cr, whose state is restored. Nothing is drawn into a
 * rect without area, labels are left out of small ones, and data without
 * weight show a message.
 */
void
limen_figure_histogram_draw (cairo_t *cr,
                             LimenRect rect,
                             const LimenHistogramFigure *data,
                             const LimenTheme *theme)
{
  Canvas self;

  if (!limen_figure_can_draw (rect))
    return;
  begin (&self, cr, rect, data, theme);
  limen_pen_fill_rect (&self.pen, rect, theme->background);
  limen_pen_fill_rect (&self.pen, self.plot, theme->plot);
  limen_axis_draw_zone (&self.pen, self.plot, &data->axis);
  limen_axis_draw_y (&self.pen, self.rect, self.plot, &self.bars.y,
                     limen_bars_get_max_y_ticks (&self.bars));
  if (limen_bars_are_empty (&self.bars))
    limen_axis_draw_message (&self.pen, self.plot, _ ("no rows"), theme->plot);
  else
    {
      limen_bars_draw (&self.bars, get_lower_split (&self), get_split (&self));
      limen_bars_draw_test (&self.bars);
    }
  limen_axis_draw_zone_name (&self.pen, self.plot, &data->axis);
  limen_axis_draw_x (&self.pen, self.rect, self.plot, &data->axis);
  limen_axis_draw_pins (&self.pen, self.plot, &data->axis);
  draw_legend (&self);
  draw_line (&self, rect.y + rect.height);
  limen_pen_end (&self.pen);
}
