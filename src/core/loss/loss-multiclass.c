/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loss-multiclass.h"

#include <math.h>
#include <stdlib.h>

#include "likelihood.h"
#include "parallel.h"
#include "row-sums.h"
#include "softmax.h"
#include "sum.h"
#include "wide.h"

/* Input of the per-row callbacks. */
typedef struct
{
  const LimenPredictions *predictions;
  const LimenCrossEntropyOptions *options; /* NULL: the defaults */
  const double *const *targets;            /* NULL: labels */
  bool is_divergence; /* whether the entropy of soft labels is subtracted */
} Rows;

static double
get_weight (const Rows *rows, size_t row)
{
  return limen_predictions_get_weight (rows->predictions, row);
}

static bool
has_class_weights (const Rows *rows)
{
  return rows->options != NULL && rows->options->class_weights != NULL;
}

/* Whether any row may have a weight other than 1. */
static bool
is_weighted (const Rows *rows)
{
  return rows->predictions->weights != NULL || has_class_weights (rows);
}

static double
get_class_weight (const Rows *rows, size_t class)
{
  return has_class_weights (rows) ? rows->options->class_weights[class] : 1;
}

static double
get_smoothing (const Rows *rows)
{
  return rows->options != NULL ? rows->options->label_smoothing : 0;
}

/* Clamps the logarithms of probabilities as PyTorch does; those of logits and
 * log-probabilities are left as they are. */
static void
clamp (const Rows *rows, double *logs, size_t n)
{
  if (rows->predictions->kind != LIMEN_KIND_PROBABILITY)
    return;
  for (size_t i = 0; i < n; i++)
    if (logs[i] < LIMEN_BCE_LOG_FLOOR)
      logs[i] = LIMEN_BCE_LOG_FLOOR;
}

/* Describes the losses of all rows; `block_size` as in LimenRows. */
static LimenRows
describe (const Rows *rows, LimenRowValues get_losses, size_t block_size)
{
  const LimenPredictions *predictions = rows->predictions;

  return (LimenRows){ .get_values = get_losses,
                      .data = rows,
                      .n_rows = predictions->n_rows,
                      .n_columns = predictions->n_scores,
                      .block_size = block_size,
                      .is_weighted = is_weighted (rows),
                      .n_threads
                      = rows->options != NULL ? rows->options->n_threads : 0 };
}

static LimenLoss
sum_rows (LimenRows rows)
{
  LimenRowSums sums = limen_row_sums_compute (&rows);

  return (LimenLoss){ sums.values / sums.weights, sums.values };
}

/* Cross-entropy without label smoothing: needs only the label's
 * log-probability. */
static void
get_cross_entropy (const void *data, size_t first, size_t n, double *losses,
                   double *weights)
{
  const Rows *rows = data;
  double logs[LIMEN_SOFTMAX_ROWS];
  const uint16_t *labels = rows->predictions->labels + first;

  limen_log_softmax_of_labels (rows->predictions, first, n, logs);
  clamp (rows, logs, n);
  for (size_t i = 0; i < n; i++)
    {
      double class_weight = get_class_weight (rows, labels[i]);

      weights[i] = get_weight (rows, first + i) * class_weight;
      losses[i] = class_weight != 0 ? -weights[i] * logs[i] : 0;
    }
}

/* Returns -sum_k c_k log p_k of one row, whose classes are n apart. */
static double
sum_classes (const Rows *rows, const double *logs, size_t n)
{
  double sum = 0;

  for (size_t k = 0; k < rows->predictions->n_scores; k++)
    {
      double weight = get_class_weight (rows, k);

      if (weight != 0)
        sum -= weight * logs[k * n];
    }
  return sum;
}

static void
get_smoothed_cross_entropy (const void *data, size_t first, size_t n,
                            double *losses, double *weights)
{
  const Rows *rows = data;
  double logs[LIMEN_SOFTMAX_NUMBERS];
  size_t n_classes = rows->predictions->n_scores;
  double smoothing = get_smoothing (rows);
  double share = smoothing / (double) n_classes;

  limen_log_softmax (rows->predictions, first, n, logs);
  clamp (rows, logs, n_classes * n);
  for (size_t i = 0; i < n; i++)
    {
      uint16_t label = rows->predictions->labels[first + i];
      double weight = get_weight (rows, first + i);
      double class_weight = get_class_weight (rows, label);
      double loss = 0;

      if (class_weight != 0)
        loss = -class_weight * logs[label * n + i];
      loss = (1 - smoothing) * loss + share * sum_classes (rows, logs + i, n);
      losses[i] = weight * loss;
      weights[i] = weight * class_weight;
    }
}

static LimenRows
describe_cross_entropy (const Rows *rows)
{
  size_t n_classes = rows->predictions->n_scores;

  if (get_smoothing (rows) != 0)
    return describe (rows, get_smoothed_cross_entropy,
                     limen_softmax_get_block_size (n_classes));
  return describe (rows, get_cross_entropy,
                   limen_softmax_get_batch_size (n_classes));
}

/* Cross-entropy, as PyTorch's CrossEntropyLoss for logits and NLLLoss for
 * log-probabilities: the sum of w [(1 - e) c_y (-log p_y) + e / K sum_k c_k
 * (-log p_k)], with class weights c, label smoothing e and K classes; the mean
 * divides by the sum of w c_y. Probabilities are clamped as in
 * limen_loss_bce(). `options` may be NULL. NaN for plain scores and decisions;
 * the mean is NaN without rows. */
LimenLoss
limen_loss_cross_entropy (const LimenPredictions *predictions,
                          const LimenCrossEntropyOptions *options)
{
  Rows rows = { .predictions = predictions, .options = options };

  return sum_rows (describe_cross_entropy (&rows));
}

static void
get_soft_cross_entropy (const void *data, size_t first, size_t n,
                        double *losses, double *weights)
{
  const Rows *rows = data;
  double logs[LIMEN_SOFTMAX_NUMBERS];
  size_t n_classes = rows->predictions->n_scores;
  double smoothing = get_smoothing (rows);
  double share = smoothing / (double) n_classes;

  limen_log_softmax (rows->predictions, first, n, logs);
  clamp (rows, logs, n_classes * n);
  for (size_t i = 0; i < n; i++)
    {
      double loss = 0;

      for (size_t k = 0; k < n_classes; k++)
        {
          double target
              = (1 - smoothing) * rows->targets[k][first + i] + share;
          double factor = get_class_weight (rows, k) * target;

          if (factor != 0)
            loss -= factor * logs[k * n + i];
          if (rows->is_divergence && target > 0)
            loss += target * log (target);
        }
      weights[i] = get_weight (rows, first + i);
      losses[i] = weights[i] * loss;
    }
}

static LimenRows
describe_soft_cross_entropy (const Rows *rows)
{
  return describe (rows, get_soft_cross_entropy,
                   limen_softmax_get_block_size (rows->predictions->n_scores));
}

/* Cross-entropy with soft labels, n_scores columns of probabilities: the sum
 * of w sum_k c_k t_k (-log p_k), with t smoothed to (1 - e) t + e / K. The
 * mean divides by the sum of w, as CrossEntropyLoss does for probabilities as
 * targets. The labels are not used. */
LimenLoss
limen_loss_cross_entropy_soft (const LimenPredictions *predictions,
                               const double *const *targets,
                               const LimenCrossEntropyOptions *options)
{
  Rows rows
      = { .predictions = predictions, .options = options, .targets = targets };

  return sum_rows (describe_soft_cross_entropy (&rows));
}

/* Returns the number of rows to process at once; scores that are already
 * probabilities need no buffer. */
static size_t
get_probability_rows (const LimenPredictions *predictions)
{
  return predictions->kind == LIMEN_KIND_PROBABILITY
             ? LIMEN_ROW_SUMS_BLOCK
             : limen_softmax_get_block_size (predictions->n_scores);
}

/* The probabilities of some rows, class by class: read from the scores, or
 * computed into `buffer`. */
typedef struct
{
  const LimenPredictions *predictions;
  size_t first, n;
  double buffer[LIMEN_SOFTMAX_NUMBERS];
} Probabilities;

static void
load (Probabilities *self, const LimenPredictions *predictions, size_t first,
      size_t n)
{
  self->predictions = predictions;
  self->first = first;
  self->n = n;
  if (predictions->kind != LIMEN_KIND_PROBABILITY)
    limen_softmax (predictions, first, n, self->buffer);
}

static const double *
get_column (const Probabilities *self, size_t class)
{
  return self->predictions->kind == LIMEN_KIND_PROBABILITY
             ? self->predictions->scores[class] + self->first
             : self->buffer + class * self->n;
}

LIMEN_WIDE static void
get_brier (const void *data, size_t first, size_t n, double *losses,
           double *weights)
{
  const Rows *rows = data;
  const uint16_t *labels = rows->predictions->labels + first;
  Probabilities probabilities;

  load (&probabilities, rows->predictions, first, n);
  for (size_t i = 0; i < n; i++)
    losses[i] = 0;
  for (size_t k = 0; k < rows->predictions->n_scores; k++)
    {
      const double *p = get_column (&probabilities, k);

      for (size_t i = 0; i < n; i++)
        {
          double gap = p[i] - (labels[i] == k);

          losses[i] += gap * gap;
        }
    }
  for (size_t i = 0; i < n; i++)
    {
      weights[i] = get_weight (rows, first + i);
      losses[i] *= weights[i];
    }
}

/* Multiclass Brier score (Brier, 1950): the sum over rows and classes of w (p
 * - y)^2; the mean divides by the sum of w. For two classes, twice the binary
 * Brier score. */
LimenLoss
limen_loss_brier_multiclass (const LimenPredictions *predictions)
{
  Rows rows = { .predictions = predictions };

  return sum_rows (
      describe (&rows, get_brier, get_probability_rows (predictions)));
}

/* Computes the moments of the rows' cross-entropies, with soft labels
 * `targets` or NULL, over the rows or over the units that they belong to
 * (NULL: rows are independent). The ratio is the mean. `options` may be NULL.
 * False when memory runs out, which takes units. */
bool
limen_loss_cross_entropy_compute_moments (
    const LimenPredictions *predictions, const double *const *targets,
    const LimenCrossEntropyOptions *options, const LimenUnits *units,
    LimenMoments *moments)
{
  Rows rows
      = { .predictions = predictions, .options = options, .targets = targets };
  LimenRows losses = targets != NULL ? describe_soft_cross_entropy (&rows)
                                     : describe_cross_entropy (&rows);

  return limen_row_moments_compute (&losses, units, moments);
}

/* Computes the moments of the rows' Kullback-Leibler divergences, as
 * limen_loss_cross_entropy_compute_moments() does. The ratio is the mean of
 * limen_loss_kl_divergence(). */
bool
limen_loss_kl_divergence_compute_moments (const LimenPredictions *predictions,
                                          const LimenUnits *units,
                                          LimenMoments *moments)
{
  Rows rows = { .predictions = predictions,
                .targets = (const double *const *) predictions->targets,
                .is_divergence = true };
  LimenRows losses = rows.targets != NULL ? describe_soft_cross_entropy (&rows)
                                          : describe_cross_entropy (&rows);

  return limen_row_moments_compute (&losses, units, moments);
}

/* Computes the moments of the rows' Brier scores, as
 * limen_loss_cross_entropy_compute_moments() does. */
bool
limen_loss_brier_multiclass_compute_moments (
    const LimenPredictions *predictions, const LimenUnits *units,
    LimenMoments *moments)
{
  Rows rows = { .predictions = predictions };
  LimenRows losses
      = describe (&rows, get_brier, get_probability_rows (predictions));

  return limen_row_moments_compute (&losses, units, moments);
}

/* Sums for the Dice loss of one class: w p and w p^2 over all rows (plain,
 * squared); w p and w over the rows of the class (own, weight). */
typedef struct
{
  LimenSums plain, squared;
  LimenSum own, weight;
} DiceSums;

/* Dice sums per chunk of rows. */
typedef struct
{
  const LimenPredictions *predictions;
  LimenChunks chunks;
  DiceSums *sums; /* [chunk][class] */
} DiceParts;

/* Upper bound on the number of chunks; the sums of each take a third of a
 * megabyte for a thousand classes. */
#define DICE_PARTS 16

LIMEN_WIDE static void
add_all_to_dice (const Probabilities *probabilities, DiceSums *classes)
{
  const LimenPredictions *predictions = probabilities->predictions;
  size_t n = probabilities->n;
  double plain[LIMEN_ROW_SUMS_BLOCK], squared[LIMEN_ROW_SUMS_BLOCK];
  double weights[LIMEN_ROW_SUMS_BLOCK];

  for (size_t i = 0; i < n; i++)
    weights[i]
        = limen_predictions_get_weight (predictions, probabilities->first + i);
  for (size_t k = 0; k < predictions->n_scores; k++)
    {
      const double *p = get_column (probabilities, k);

      for (size_t i = 0; i < n; i++)
        {
          plain[i] = weights[i] * p[i];
          squared[i] = plain[i] * p[i];
        }
      limen_sums_add (&classes[k].plain, plain, n);
      limen_sums_add (&classes[k].squared, squared, n);
    }
}

static void
add_own_to_dice (const Probabilities *probabilities, DiceSums *classes)
{
  const LimenPredictions *predictions = probabilities->predictions;

  for (size_t i = 0; i < probabilities->n; i++)
    {
      size_t row = probabilities->first + i;
      uint16_t label = predictions->labels[row];
      double weight = limen_predictions_get_weight (predictions, row);

      if (label >= predictions->n_scores)
        continue;
      limen_sum_add (&classes[label].own,
                     weight * get_column (probabilities, label)[i]);
      limen_sum_add (&classes[label].weight, weight);
    }
}

static void
add_part_to_dice (void *data, size_t part)
{
  DiceParts *self = data;
  const LimenPredictions *predictions = self->predictions;
  DiceSums *classes = self->sums + part * predictions->n_scores;
  LimenSpan rows = limen_chunks_get (self->chunks, part);
  size_t n = get_probability_rows (predictions);
  Probabilities probabilities;

  for (size_t first = rows.first; first < rows.end; first += n)
    {
      if (n > rows.end - first)
        n = rows.end - first;
      load (&probabilities, predictions, first, n);
      add_all_to_dice (&probabilities, classes);
      add_own_to_dice (&probabilities, classes);
    }
}

/* Returns the Dice loss of one class; its sums in successive chunks are
 * `stride` entries apart. */
static LimenDice
get_dice (const DiceSums *sums, size_t n_parts, size_t stride, double smooth)
{
  LimenSum own = { 0 }, plain = { 0 }, squared = { 0 };
  double above;

  for (size_t i = 0; i < n_parts; i++)
    {
      const DiceSums *part = sums + i * stride;
      LimenSum part_plain = limen_sums_get_sum (&part->plain);
      LimenSum part_squared = limen_sums_get_sum (&part->squared);

      limen_sum_add_sum (&own, &part->own);
      limen_sum_add_sum (&plain, &part_plain);
      limen_sum_add_sum (&plain, &part->weight);
      limen_sum_add_sum (&squared, &part_squared);
      limen_sum_add_sum (&squared, &part->weight);
    }
  above = 2 * limen_sum_value (&own) + smooth;
  return (LimenDice){
    .plain = 1 - above / (limen_sum_value (&plain) + smooth),
    .squared = 1 - above / (limen_sum_value (&squared) + smooth),
  };
}

/* Soft Dice loss of each class against the rest, and its unweighted mean over
 * classes. `classes` has n_scores entries or is NULL. Without smoothing, a
 * class without rows has a loss of 1; NaN, left out of the mean, if all its
 * probabilities are 0 as well. False when memory runs out. */
bool
limen_loss_dice_multiclass (const LimenPredictions *predictions, double smooth,
                            LimenDice *classes, LimenDice *mean)
{
  size_t n_classes = predictions->n_scores, n_parts, n = 0;
  DiceParts parts = { .predictions = predictions };
  LimenDice sum = { 0, 0 };

  parts.chunks = limen_chunks_new (predictions->n_rows, 1, DICE_PARTS,
                                   LIMEN_ROW_SUMS_BLOCK);
  n_parts = parts.chunks.n_chunks;
  parts.sums = calloc (n_parts * n_classes + 1, sizeof *parts.sums);
  if (parts.sums == NULL)
    return false;
  limen_parallel_run (add_part_to_dice, &parts, n_parts, 0);
  for (size_t k = 0; k < n_classes; k++)
    {
      LimenDice dice = get_dice (parts.sums + k, n_parts, n_classes, smooth);

      if (classes != NULL)
        classes[k] = dice;
      if (isnan (dice.plain))
        continue;
      sum.plain += dice.plain;
      sum.squared += dice.squared;
      n++;
    }
  free (parts.sums);
  *mean = n > 0 ? (LimenDice){ sum.plain / (double) n,
                               sum.squared / (double) n }
                : (LimenDice){ NAN, NAN };
  return true;
}

/* Computes the cross-entropy of the baseline that predicts the class
 * frequencies for every row: the entropy of the labels. The mean divides by
 * the sum of weights. False when memory runs out. */
bool
limen_loss_base_rate_multiclass (const LimenPredictions *predictions,
                                 LimenLoss *base_rate)
{
  LimenSum *classes = calloc (predictions->n_classes + 1, sizeof *classes);
  LimenSum total = { 0 }, loss = { 0 };

  if (classes == NULL)
    return false;
  for (size_t i = 0; i < predictions->n_rows; i++)
    {
      double weight = limen_predictions_get_weight (predictions, i);

      limen_sum_add (&classes[predictions->labels[i]], weight);
      limen_sum_add (&total, weight);
    }
  for (size_t k = 0; k < predictions->n_classes; k++)
    {
      double weight = limen_sum_value (&classes[k]);

      if (weight > 0)
        limen_sum_add (&loss,
                       -weight * log (weight / limen_sum_value (&total)));
    }
  free (classes);
  *base_rate
      = (LimenLoss){ limen_sum_value (&loss) / limen_sum_value (&total),
                     limen_sum_value (&loss) };
  return true;
}

/* Returns log10 of the likelihood, as limen_likelihood_compute() does. */
double
limen_log10_likelihood_multiclass (const LimenPredictions *predictions)
{
  return limen_likelihood_compute (predictions).log10_likelihood;
}
