/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figure.h"

#include <math.h>

/* How much of a small figure its margins may take. */
#define MOST_MARGIN 0.5
/* Cairo's images end there. */
#define MOST_PIXELS 32767

static double
get_margin_share (double margins, double size)
{
  return margins > MOST_MARGIN * size ? MOST_MARGIN * size / margins : 1;
}

/* Whether a rectangle has an area, and one that cairo can count in. */
gboolean
limen_figure_can_draw (LimenRect rect)
{
  return rect.width > 0 && rect.height > 0 && rect.width <= MOST_PIXELS
         && rect.height <= MOST_PIXELS && fabs (rect.x) <= MOST_PIXELS
         && fabs (rect.y) <= MOST_PIXELS;
}

/* The rectangle inside the margins. In a figure too small for them the margins
 * shrink, so that half of the figure is left for the data; never negative. */
LimenRect
limen_figure_get_plot (LimenRect rect, LimenMargins margins)
{
  double width = fmax (0, rect.width), height = fmax (0, rect.height);
  double across = get_margin_share (margins.left + margins.right, width);
  double down = get_margin_share (margins.top + margins.bottom, height);

  return (LimenRect) {
    rect.x + margins.left * across,
    rect.y + margins.top * down,
    width - (margins.left + margins.right) * across,
    height - (margins.top + margins.bottom) * down,
  };
}

/* Whether a threshold is drawn: beyond an end of the axis it is, at that end,
 * but not where the axis is cut there. */
gboolean
limen_threshold_axis_shows (const LimenThresholdAxis *self, double threshold)
{
  return !isnan (threshold)
         && (!self->x.is_cut_low || threshold >= self->x.low)
         && (!self->x.is_cut_high || threshold <= self->x.high);
}

/* The x at which a threshold stands in a figure whose data are at @plot, not
 * yet moved to whole pixels. Thresholds off the axis stand at its ends, and
 * infinity at the upper one even where the axis has no extent. */
double
limen_threshold_axis_get_x (const LimenThresholdAxis *self, LimenRect plot,
                            double threshold)
{
  double place = threshold == (double) INFINITY
                     ? 1
                     : limen_scale_map (&self->x, threshold);

  return plot.x + plot.width * place;
}

/* The threshold at an x, that of the axis's end for an x outside of @plot. */
double
limen_threshold_axis_get_threshold (const LimenThresholdAxis *self,
                                    LimenRect plot, double x)
{
  return limen_scale_unmap (&self->x,
                            plot.width > 0 ? (x - plot.x) / plot.width : 0);
}
