/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "predictions.h"

/* What scores may be, other than what they were read as. */
typedef enum
{
  LIMEN_READING_PROBABILITY,
  LIMEN_READING_LOGIT,
  LIMEN_READING_LOG_PROBABILITY,
  LIMEN_READING_PERCENT,
  LIMEN_READING_SIGMOID_TWICE, /* a sigmoid of probabilities */
  LIMEN_READING_SOFTMAX_TWICE, /* a softmax of those of two classes */
} LimenScoreReading;

/* log 1000: by so much over all rows a model that is right is less likely than
 * another one in one file of a thousand at most, since on average the other
 * one's likelihood is its own times one. */
#define LIMEN_SURE_GAIN 6.907755278982137

double limen_score_reading_get_loss (LimenScoreReading reading,
                                     const LimenPredictions *numbers);
double limen_predictions_get_effective_rows (const LimenPredictions *numbers);
