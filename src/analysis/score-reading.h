/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "predictions.h"

/* Possible interpretations of scores. */
typedef enum
{
  LIMEN_READING_PROBABILITY,
  LIMEN_READING_LOGIT,
  LIMEN_READING_LOG_PROBABILITY,
  LIMEN_READING_PERCENT,
  LIMEN_READING_SIGMOID_TWICE, /* a sigmoid of probabilities */
  LIMEN_READING_SOFTMAX_TWICE, /* a softmax of the probabilities of two
                                * classes */
} LimenScoreReading;

/* log 1000: a gain in log-likelihood, over all rows, that a wrong reading of
 * the scores reaches over the right one in at most one of a thousand files, as
 * the expected likelihood ratio is 1 (Markov's inequality). */
#define LIMEN_SURE_GAIN 6.907755278982137

double limen_score_reading_get_loss (LimenScoreReading reading,
                                     const LimenPredictions *numbers);
double limen_predictions_get_effective_rows (const LimenPredictions *numbers);
