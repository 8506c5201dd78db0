/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <math.h>

#include "logistic.h"
#include "predictions.h"

/* Result of a fit, or the reason why there is none. */
typedef enum
{
  LIMEN_FIT_NONE, /* not attempted */
  LIMEN_FIT_DONE,
  LIMEN_FIT_ONE_CLASS,
  LIMEN_FIT_SEPARATED,
  LIMEN_FIT_DECISIONS, /* all scores are 0 or 1, with infinite logits */
  LIMEN_FIT_NOT_CONVERGED,
} LimenFitStatus;

/* Calibration slope and intercept: log-odds of the label = intercept + slope *
 * logit. A calibrated model has intercept 0 and slope 1. */
typedef struct
{
  double slope, intercept;
  double in_the_large; /* the intercept with the slope fixed at 1 */
  LimenFitStatus slope_status; /* of slope and intercept, NaN unless DONE */
  LimenFitStatus in_the_large_status;
} LimenCalibrationSlope;

#define LIMEN_CALIBRATION_SLOPE_NONE                                          \
  ((LimenCalibrationSlope){ NAN, NAN, NAN, LIMEN_FIT_NONE, LIMEN_FIT_NONE })

/* Logits of probabilities are clamped to plus or minus this, the logit of 1 -
 * 2^-52. */
#define LIMEN_LOGIT_BOUND 36.04365338911715

const char *limen_fit_status_describe (LimenFitStatus status);
double limen_bounded_logit (LimenKind kind, double score);
LimenCalibrationSlope
limen_calibration_slope_compute (const LimenPredictions *numbers);
void limen_calibration_slope_get_curvatures (
    const LimenCalibrationSlope *self, const LimenPredictions *numbers,
    LimenLogisticCurvature *of_slope, LimenLogisticCurvature *in_the_large);
