/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "binned-calibration.h"
#include "reliability-counts.h"

/* Counts for a reliability diagram with chosen bins. */
LimenReliabilityCounts *
limen_binned_reliability_new (const LimenPredictions *numbers,
                              LimenCalibrationOptions options);
LimenReliabilityCounts *
limen_binned_reliability_new_of_class (LimenOneVsRest *class,
                                       LimenCalibrationOptions options);
