/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot-view.h"
#include "xy-curves.h"

/* A curve of points, such as ROC or precision over recall, with the threshold
 * on it. Pressing or dragging puts the threshold on the nearest candidate.
 * Left and Right go along the curve to the next point that can be told from
 * this one, Down and Up to lower and higher thresholds alike; with Shift, and
 * Page Down and Page Up, ten pixels at least; with Ctrl to the next candidate;
 * Home and End to the curve's ends.
 *
 * Property: threshold. */
#define LIMEN_TYPE_XY_VIEW (limen_xy_view_get_type ())
G_DECLARE_FINAL_TYPE (LimenXyView, limen_xy_view, LIMEN, XY_VIEW,
                      LimenPlotView)

/* The curves' sweep is borrowed: who sets them keeps it until setting
 * others. */
void limen_xy_view_set_curves (LimenXyView *self, LimenXyCurves *curves);
LimenXyCurves *limen_xy_view_get_curves (LimenXyView *self);
double limen_xy_view_get_threshold (LimenXyView *self);
void limen_xy_view_set_threshold (LimenXyView *self, double threshold);
void limen_xy_view_set_pinned (LimenXyView *self, const double *thresholds,
                               gsize n_thresholds);
