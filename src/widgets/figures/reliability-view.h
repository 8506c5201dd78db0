/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bin-view.h"
#include "reliability-counts.h"

/* Widget for a reliability diagram above the histogram of its
 * probabilities. */
#define LIMEN_TYPE_RELIABILITY_VIEW (limen_reliability_view_get_type ())
G_DECLARE_FINAL_TYPE (LimenReliabilityView, limen_reliability_view, LIMEN,
                      RELIABILITY_VIEW, LimenBinView)

void limen_reliability_view_set_counts (LimenReliabilityView *self,
                                        LimenReliabilityCounts *counts);
void limen_reliability_view_set_threshold (LimenReliabilityView *self,
                                           double probability);
