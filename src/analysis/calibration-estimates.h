/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bootstrap.h"
#include "calibration-details.h"
#include "calibration-estimate.h"

/* Estimates of a calibration as reports show it. */
typedef struct
{
  LimenEstimate ece, adaptive_ece;
  LimenEstimate mce; /* without an interval */
  LimenEstimate brier;
  LimenEstimate slope, intercept, in_the_large;
} LimenCalibrationReport;

gboolean limen_calibration_details_estimate (
    const LimenCalibrationDetails *self, const LimenPredictions *numbers,
    const LimenBootstrap *plan, LimenCalibrationReport *estimates);
