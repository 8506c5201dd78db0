/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figure-view.h"
#include "threshold-lines.h"

/* Widget for the Kolmogorov-Smirnov, cost or decision curves over the
 * threshold axis. */
#define LIMEN_TYPE_THRESHOLD_LINES_VIEW                                       \
  (limen_threshold_lines_view_get_type ())
G_DECLARE_FINAL_TYPE (LimenThresholdLinesView, limen_threshold_lines_view,
                      LIMEN, THRESHOLD_LINES_VIEW, LimenFigureView)

void limen_threshold_lines_view_set_lines (LimenThresholdLinesView *self,
                                           LimenThresholdLines *lines);
LimenThresholdLines *
limen_threshold_lines_view_get_lines (LimenThresholdLinesView *self);
