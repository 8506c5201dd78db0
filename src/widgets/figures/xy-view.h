/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot-view.h"
#include "xy-curves.h"

/* Widget for a curve of points, such as ROC or precision over recall, with a
 * marker at the threshold. Pressing or dragging moves the threshold to the
 * nearest candidate. Left and Right go along the curve to the next visibly
 * different point, Down and Up to lower and higher thresholds; with Shift, and
 * with Page Down and Page Up, by at least ten pixels; with Ctrl to the next
 * candidate; Home and End to the ends of the curve. Property: threshold. */
#define LIMEN_TYPE_XY_VIEW (limen_xy_view_get_type ())
G_DECLARE_FINAL_TYPE (LimenXyView, limen_xy_view, LIMEN, XY_VIEW,
                      LimenPlotView)

/* The sweep of the curves is borrowed; the caller keeps it alive until other
 * curves are set. */
void limen_xy_view_set_curves (LimenXyView *self, LimenXyCurves *curves);
LimenXyCurves *limen_xy_view_get_curves (LimenXyView *self);
double limen_xy_view_get_threshold (LimenXyView *self);
void limen_xy_view_set_threshold (LimenXyView *self, double threshold);
void limen_xy_view_set_pinned (LimenXyView *self, const double *thresholds,
                               gsize n_thresholds);
