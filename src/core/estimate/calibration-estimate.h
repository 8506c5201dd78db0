/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calibration-slope.h"
#include "spread.h"
#include "status.h"
#include "units.h"

/* Calibration over all rows: the mean probability minus the prevalence, and
 * the results of limen_calibration_slope_compute(). */
typedef struct
{
  LimenEstimate gap;
  LimenEstimate slope, intercept, in_the_large;
} LimenCalibrationEstimates;

LIMEN_MUST_CHECK bool
limen_estimate_calibration (const LimenPredictions *numbers,
                            const LimenCalibrationSlope *fit,
                            const LimenUnits *units, double confidence,
                            LimenCalibrationEstimates *estimates);
