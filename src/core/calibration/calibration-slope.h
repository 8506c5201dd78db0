/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <math.h>

#include "predictions.h"

/* Whether a fit has a result, and if not, why. */
typedef enum
{
  LIMEN_FIT_NONE, /* nothing was fitted */
  LIMEN_FIT_DONE,
  LIMEN_FIT_ONE_CLASS,
  LIMEN_FIT_SEPARATED,
  LIMEN_FIT_DECISIONS, /* only scores whose logits are infinite */
  LIMEN_FIT_NOT_CONVERGED,
} LimenFitStatus;

/* How the log-odds of the result depend on those of the probabilities:
 * intercept + slope * logit. A model that is calibrated has 0 and 1. */
typedef struct
{
  double slope, intercept;
  double in_the_large; /* the intercept where the slope is held at 1 */
  LimenFitStatus slope_status; /* of slope and intercept, else NaN */
  LimenFitStatus in_the_large_status;
} LimenCalibrationSlope;

#define LIMEN_CALIBRATION_SLOPE_NONE                                          \
  ((LimenCalibrationSlope){ NAN, NAN, NAN, LIMEN_FIT_NONE, LIMEN_FIT_NONE })

/* Logits of probabilities are kept within this, the logit of 1 - 2^-52. */
#define LIMEN_LOGIT_BOUND 36.04365338911715

const char *limen_fit_status_describe (LimenFitStatus status);
double limen_bounded_logit (LimenKind kind, double score);
LimenCalibrationSlope
limen_calibration_slope_compute (const LimenPredictions *numbers);
