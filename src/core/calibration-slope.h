#pragma once

#include "predictions.h"

/* How the log-odds of the outcome depend on those of the probabilities:
 * intercept + slope * logit. A model that is calibrated has 0 and 1. */
typedef struct
{
  double slope, intercept;
  double in_the_large; /* the intercept where the slope is held at 1 */
} LimenCalibrationSlope;

/* Logits of probabilities are kept within this, the logit of 1 - 2^-52. */
#define LIMEN_LOGIT_BOUND 36.04365338911715

double limen_bounded_logit (LimenKind kind, double score);
void limen_bounded_odds (const double *probabilities, size_t n, double *odds);
void limen_bounded_logits (LimenKind kind, const double *scores, size_t n,
                           double *logits);
LimenCalibrationSlope
limen_calibration_slope_compute (const LimenPredictions *numbers);
