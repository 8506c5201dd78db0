/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loss-multiclass.h"

#include <math.h>

#include "sum.h"

/* Returns the sum over rows of w sum_k t_k log t_k, with 0 log 0 = 0. */
static LimenSum
sum_entropies (const LimenPredictions *predictions)
{
  LimenSum sum = { 0 };

  for (size_t k = 0; k < predictions->n_scores; k++)
    for (size_t i = 0; i < predictions->n_rows; i++)
      {
        double target = predictions->targets[k][i];
        double weight = limen_predictions_get_weight (predictions, i);

        if (target > 0)
          limen_sum_add (&sum, weight * target * log (target));
      }
  return sum;
}

static double
sum_weights (const LimenPredictions *predictions)
{
  LimenSum sum = { 0 };

  if (predictions->weights == NULL)
    return (double) predictions->n_rows;
  for (size_t i = 0; i < predictions->n_rows; i++)
    limen_sum_add (&sum, predictions->weights[i]);
  return limen_sum_value (&sum);
}

/* Kullback-Leibler divergence of the predictions from the labels, as PyTorch's
 * KLDivLoss with the reductions "batchmean" (mean) and "sum": the sum of w
 * sum_k t_k (log t_k - log p_k), where t is the soft label. Without soft
 * labels, t is 1 for the true class and the result is the cross-entropy.
 * Clamped and NaN like limen_loss_cross_entropy(). */
LimenLoss
limen_loss_kl_divergence (const LimenPredictions *predictions)
{
  LimenLoss loss;
  LimenSum entropies;

  if (predictions->targets == NULL)
    return limen_loss_cross_entropy (predictions, NULL);
  loss = limen_loss_cross_entropy_soft (
      predictions, (const double *const *) predictions->targets, NULL);
  entropies = sum_entropies (predictions);
  limen_sum_add (&entropies, loss.sum);
  loss.sum = limen_sum_value (&entropies);
  loss.mean = loss.sum / sum_weights (predictions);
  return loss;
}
