/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score-reading.h"

#include <math.h>

#include "link.h"
#include "loss.h"
#include "sum.h"
#include "undo.h"

/* Undoes a softmax of two probabilities and returns the first; NaN if
 * impossible. */
static double
undo_softmax (double score)
{
  double pair[] = { score, 1 - score };

  return limen_undo_apply (LIMEN_UNDO_SOFTMAX, pair, 2) ? pair[0] : NAN;
}

/* Converts a score to a probability by a reading; NaN if impossible. */
static double
read_score (LimenScoreReading reading, double score)
{
  switch (reading)
    {
    case LIMEN_READING_LOGIT:
      return limen_sigmoid (score);
    case LIMEN_READING_LOG_PROBABILITY:
      return score <= 0 ? exp (score) : NAN;
    case LIMEN_READING_PERCENT:
      return limen_undo_apply (LIMEN_UNDO_PERCENT, &score, 1) ? score : NAN;
    case LIMEN_READING_SIGMOID_TWICE:
      return limen_undo_apply (LIMEN_UNDO_SIGMOID, &score, 1) ? score : NAN;
    case LIMEN_READING_SOFTMAX_TWICE:
      return undo_softmax (score);
    case LIMEN_READING_PROBABILITY:
    default:
      return score >= 0 && score <= 1 ? score : NAN;
    }
}

/* Returns the mean binary cross-entropy of a class if its scores are read as
 * `reading`, clamped like PyTorch's BCELoss; NaN if that is impossible for any
 * score. */
double
limen_score_reading_get_loss (LimenScoreReading reading,
                              const LimenPredictions *numbers)
{
  LimenSum sum = { 0 }, total = { 0 };

  for (size_t i = 0; i < numbers->n_rows; i++)
    {
      double weight = limen_predictions_get_weight (numbers, i);
      double p = read_score (reading, numbers->scores[0][i]);
      bool is_positive = numbers->labels[i] == numbers->positive;

      if (isnan (p))
        return NAN;
      limen_sum_add (&sum, -weight
                               * fmax (log (is_positive ? p : 1 - p),
                                       LIMEN_BCE_LOG_FLOOR));
      limen_sum_add (&total, weight);
    }
  return limen_sum_value (&sum) / limen_sum_value (&total);
}

/* Returns the effective sample size (Kish): the squared sum of the weights
 * over the sum of their squares. */
double
limen_predictions_get_effective_rows (const LimenPredictions *numbers)
{
  double total = 0, squares = 0;

  if (numbers->weights == NULL)
    return (double) numbers->n_rows;
  for (size_t i = 0; i < numbers->n_rows; i++)
    {
      total += numbers->weights[i];
      squares += numbers->weights[i] * numbers->weights[i];
    }
  return total * total / squares;
}
