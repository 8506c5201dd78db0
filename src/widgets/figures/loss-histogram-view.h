/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bin-view.h"
#include "loss-counts.h"

/* Widget for the histogram of the losses. If a threshold decides the rows,
 * marks the loss of either class at the threshold. */
#define LIMEN_TYPE_LOSS_HISTOGRAM_VIEW (limen_loss_histogram_view_get_type ())
G_DECLARE_FINAL_TYPE (LimenLossHistogramView, limen_loss_histogram_view,
                      LIMEN, LOSS_HISTOGRAM_VIEW, LimenBinView)

void limen_loss_histogram_view_set_counts (LimenLossHistogramView *self,
                                           const LimenLossCounts *counts);
void limen_loss_histogram_view_decide (LimenLossHistogramView *self,
                                       const LimenSweep *sweep, LimenKind kind,
                                       double threshold);
void limen_loss_histogram_view_get_range (LimenLossHistogramView *self,
                                          double *low, double *high);
void limen_loss_histogram_view_select_loss (LimenLossHistogramView *self,
                                            double loss);
