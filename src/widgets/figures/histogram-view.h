/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figure-view.h"

/* Widget for the histogram of the scores by true class, split at the
 * threshold. */
#define LIMEN_TYPE_HISTOGRAM_VIEW (limen_histogram_view_get_type ())
G_DECLARE_FINAL_TYPE (LimenHistogramView, limen_histogram_view, LIMEN,
                      HISTOGRAM_VIEW, LimenFigureView)

#define LIMEN_HISTOGRAM_MIN_BINS 10
#define LIMEN_HISTOGRAM_MAX_BINS 200

void limen_histogram_view_set_share (LimenHistogramView *self, double share);
void limen_histogram_view_set_test (LimenHistogramView *self,
                                    const LimenSweep *test);
