/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis.h"
#include "calibration-details.h"

/* Expected calibration errors. The number of bins with few rows
 * (LIMEN_CALIBRATION_FEW_ROWS) is added to *n_small. */
LIMEN_MUST_CHECK gboolean limen_calibration_get_ece (
    const LimenPredictions *numbers, LimenCalibrationOptions options,
    double *ece, gsize *n_small);
LIMEN_MUST_CHECK gboolean limen_calibration_get_classwise_ece (
    LimenAnalysis *analysis, LimenCalibrationOptions options, double *ece,
    gsize *n_small);
