/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loss-counts.h"
#include "plot-view.h"

/* Widget for the curve of -log p with the rows on it, without interaction. */
#define LIMEN_TYPE_LOG_VIEW (limen_log_view_get_type ())
G_DECLARE_FINAL_TYPE (LimenLogView, limen_log_view, LIMEN, LOG_VIEW,
                      LimenPlotView)

void limen_log_view_set_counts (LimenLogView *self,
                                const LimenLossCounts *counts);
