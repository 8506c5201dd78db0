/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figure.h"

#include <math.h>

/* Maximum share of a figure's size that its margins may take. */
#define MAX_MARGIN 0.5
/* Maximum width and height of a cairo image. */
#define MAX_PIXELS 32767

static double
get_margin_share (double margins, double size)
{
  return margins > MAX_MARGIN * size ? MAX_MARGIN * size / margins : 1;
}

/* Whether a rectangle can be drawn into: it has an area, and its size is
 * within cairo's limits. */
gboolean
limen_figure_can_draw (LimenRect rect)
{
  return rect.width > 0 && rect.height > 0 && rect.width <= MAX_PIXELS
         && rect.height <= MAX_PIXELS && fabs (rect.x) <= MAX_PIXELS
         && fabs (rect.y) <= MAX_PIXELS;
}

/* The rectangle inside the margins; never of negative size. In a figure too
 * small for its margins they shrink, so that half of it is left for the
 * data. */
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

/* Whether a threshold is drawn. Beyond an end of the axis it is drawn at that
 * end, unless the axis is cut there. */
gboolean
limen_threshold_axis_shows (const LimenThresholdAxis *self, double threshold)
{
  return !isnan (threshold)
         && (!self->x.is_cut_low || threshold >= self->x.low)
         && (!self->x.is_cut_high || threshold <= self->x.high);
}

/* The x of a threshold in a figure whose data are drawn in @plot, not rounded
 * to pixels. Thresholds off the axis are at its ends, infinity at the upper
 * end even where the axis has no extent. */
double
limen_threshold_axis_get_x (const LimenThresholdAxis *self, LimenRect plot,
                            double threshold)
{
  double place = threshold == (double) INFINITY
                     ? 1
                     : limen_scale_map (&self->x, threshold);

  return plot.x + plot.width * place;
}

/* The threshold at an x; beside @plot, the threshold at that end of the
 * axis. */
double
limen_threshold_axis_get_threshold (const LimenThresholdAxis *self,
                                    LimenRect plot, double x)
{
  return limen_scale_unmap (&self->x,
                            plot.width > 0 ? (x - plot.x) / plot.width : 0);
}
