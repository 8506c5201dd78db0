/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loss-focal.h"

#include <math.h>

#include "likelihood.h"
#include "loss.h"
#include "row-sums.h"
#include "softmax.h"

typedef struct
{
  const LimenPredictions *predictions;
  const LimenFocalOptions *options;
  const double *const *targets; /* NULL: labels */
  double floor;                 /* lower bound of logarithms */
} Rows;

static void
rows_init (Rows *self, const LimenPredictions *predictions,
           const LimenFocalOptions *options, const double *const *targets)
{
  *self = (Rows){ predictions, options, targets,
                  limen_row_loss_floor (predictions) };
}

/* Returns (1 - p)^gamma (-log p) for a given log p. 1 - p is computed as
 * -expm1 (log p), accurate near p = 1. */
static double
get_focal (const Rows *rows, double log)
{
  double rest = fmax (0, -expm1 (log));

  return pow (rest, rows->options->gamma)
         * (0 - (log < rows->floor ? rows->floor : log));
}

static double
get_class_weight (const Rows *rows, size_t class)
{
  return rows->options->class_weights != NULL
             ? rows->options->class_weights[class]
             : 1;
}

/* Returns the alpha weight of a row in a binary task. */
static double
get_alpha (const Rows *rows, bool is_positive)
{
  double alpha = rows->options->alpha;

  if (!(alpha >= 0))
    return 1;
  return is_positive ? alpha : 1 - alpha;
}

static void
get_losses (const void *data, size_t first, size_t n, double *losses,
            double *weights)
{
  const Rows *rows = data;
  const LimenPredictions *predictions = rows->predictions;
  const bool is_binary
      = limen_task_get (predictions->task)->losses == LIMEN_LOSSES_BINARY;

  limen_log_likelihoods (predictions, first, n, losses);
  for (size_t i = 0; i < n; i++)
    {
      uint16_t label = predictions->labels[first + i];
      double factor = is_binary
                          ? get_alpha (rows, label == predictions->positive)
                          : get_class_weight (rows, label);

      weights[i] = limen_predictions_get_weight (predictions, first + i);
      losses[i] = factor != 0
                      ? weights[i] * factor * get_focal (rows, losses[i])
                      : 0;
      if (!is_binary)
        weights[i] *= factor;
    }
}

static void
get_soft_losses (const void *data, size_t first, size_t n, double *losses,
                 double *weights)
{
  const Rows *rows = data;
  double logs[LIMEN_SOFTMAX_NUMBERS];

  limen_log_softmax (rows->predictions, first, n, logs);
  for (size_t i = 0; i < n; i++)
    {
      double loss = 0;

      for (size_t k = 0; k < rows->predictions->n_scores; k++)
        {
          double factor
              = get_class_weight (rows, k) * rows->targets[k][first + i];

          if (factor != 0)
            loss += factor * get_focal (rows, logs[k * n + i]);
        }
      weights[i] = limen_predictions_get_weight (rows->predictions, first + i);
      losses[i] = weights[i] * loss;
    }
}

static LimenRows
describe (const Rows *rows)
{
  const LimenPredictions *predictions = rows->predictions;
  bool is_soft = rows->targets != NULL;

  return (LimenRows){
    .get_values = is_soft ? get_soft_losses : get_losses,
    .data = rows,
    .n_rows = predictions->n_rows,
    .n_columns = predictions->n_scores,
    .block_size = is_soft
                      ? limen_softmax_get_block_size (predictions->n_scores)
                      : LIMEN_ROW_SUMS_BLOCK,
    .is_weighted = true,
  };
}

static LimenFocalLoss
sum_rows (LimenRows rows)
{
  LimenRowSums sums = limen_row_sums_compute (&rows);

  return (LimenFocalLoss){ .by_rows = sums.values / (double) rows.n_rows,
                           .by_weight = sums.values / sums.weights,
                           .sum = sums.values };
}

/* Focal loss (Lin and others, 2017): the sum of w a (1 - p)^gamma (-log p),
 * where p is the probability of the true class, w the row's weight, and a its
 * alpha in a binary task, as in torchvision's sigmoid_focal_loss, or its class
 * weight in a multiclass one. `by_weight` divides by the sum of w, times the
 * class weights if multiclass: with gamma 0 it is cross-entropy. Computed in
 * log space, finite for all finite logits; logarithms are clamped as in
 * limen_row_losses(). NaN for plain scores and decisions and for scores that
 * are not valid probabilities; the means are NaN without rows. */
LimenFocalLoss
limen_loss_focal (const LimenPredictions *predictions,
                  const LimenFocalOptions *options)
{
  Rows rows;

  rows_init (&rows, predictions, options, NULL);
  return sum_rows (describe (&rows));
}

/* Multiclass focal loss with soft labels, a probability per class: the sum of
 * w sum_k c_k t_k (1 - p_k)^gamma (-log p_k), as in Keras's
 * CategoricalFocalCrossentropy. `by_weight` divides by the sum of w, as
 * limen_loss_cross_entropy_soft() does. `targets` has n_scores columns; the
 * labels are not used. */
LimenFocalLoss
limen_loss_focal_soft (const LimenPredictions *predictions,
                       const double *const *targets,
                       const LimenFocalOptions *options)
{
  Rows rows;

  rows_init (&rows, predictions, options, targets);
  return sum_rows (describe (&rows));
}

/* Computes the moments of the rows' focal losses, with soft labels `targets`
 * or NULL, over the rows or over the units that they belong to (NULL: rows are
 * independent). The ratio is the mean by weight or, with `is_by_rows`, by
 * rows. False when memory runs out, which takes units. */
bool
limen_loss_focal_compute_moments (const LimenPredictions *predictions,
                                  const double *const *targets,
                                  const LimenFocalOptions *options,
                                  bool is_by_rows, const LimenUnits *units,
                                  LimenMoments *moments)
{
  Rows rows;
  LimenRows losses;

  rows_init (&rows, predictions, options, targets);
  losses = describe (&rows);
  losses.is_weighted = !is_by_rows;
  return limen_row_moments_compute (&losses, units, moments);
}
