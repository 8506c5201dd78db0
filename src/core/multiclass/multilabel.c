/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "multilabel.h"

#include <math.h>

#include "sum.h"

/* Rows processed at once. */
#define BLOCK_SIZE 512

/* The number of wrong and of unknown labels of each row of a block. */
typedef struct
{
  uint16_t wrong[BLOCK_SIZE], unknown[BLOCK_SIZE];
  bool has_unknown;
} Block;

static void
count_errors (const LimenPredictions *predictions, const double *thresholds,
              size_t first, size_t n, Block *block)
{
  uint16_t any = 0;

  for (size_t i = 0; i < n; i++)
    block->wrong[i] = block->unknown[i] = 0;
  for (size_t k = 0; k < predictions->n_scores; k++)
    {
      const double *scores = predictions->scores[k] + first;
      const uint16_t *truths = predictions->truths[k] + first;

      for (size_t i = 0; i < n; i++)
        {
          uint16_t is_unknown = truths[i] == LIMEN_UNKNOWN_LABEL;
          uint16_t is_wrong = (scores[i] >= thresholds[k]) != (truths[i] == 1);

          any |= is_unknown;
          block->unknown[i] = (uint16_t) (block->unknown[i] + is_unknown);
          block->wrong[i]
              = (uint16_t) (block->wrong[i] + (is_wrong & !is_unknown));
        }
    }
  block->has_unknown = any;
}

/* Weighted sums over rows. */
typedef struct
{
  LimenSum all, right, wrong; /* `wrong`: weight times number of wrong
                               * labels */
  LimenSum unknown, empty;    /* weight times number of unknown labels; weight
                               * of rows without known labels */
} Sums;

static void
add_row (Sums *self, const LimenPredictions *predictions, const Block *block,
         size_t i, double weight)
{
  bool is_empty = block->unknown[i] == predictions->n_scores;

  limen_sum_add (&self->all, weight);
  limen_sum_add (&self->right, block->wrong[i] == 0 && !is_empty ? weight : 0);
  limen_sum_add (&self->wrong, weight * block->wrong[i]);
  if (!block->has_unknown)
    return;
  limen_sum_add (&self->unknown, weight * block->unknown[i]);
  limen_sum_add (&self->empty, is_empty ? weight : 0);
}

static LimenMultilabel
get_measures (const Sums *self, size_t n_labels)
{
  double all = limen_sum_value (&self->all);
  double unknown = limen_sum_value (&self->unknown);

  return (LimenMultilabel){
    .subset_accuracy = limen_sum_value (&self->right)
                       / (all - limen_sum_value (&self->empty)),
    .hamming_loss = limen_sum_value (&self->wrong) / all
                    / ((double) n_labels - unknown / all),
  };
}

static LimenConfusion
get_confusion (const LimenPredictions *predictions, size_t class,
               double threshold)
{
  const double *scores = predictions->scores[class];
  const uint16_t *truths = predictions->truths[class];
  LimenSum cells[2][2] = { 0 }; /* [true][predicted] */

  for (size_t i = 0; i < predictions->n_rows; i++)
    if (truths[i] != LIMEN_UNKNOWN_LABEL)
      limen_sum_add (&cells[truths[i] != 0][scores[i] >= threshold],
                     limen_predictions_get_weight (predictions, i));
  return (LimenConfusion){ .tp = limen_sum_value (&cells[1][1]),
                           .fp = limen_sum_value (&cells[0][1]),
                           .fn = limen_sum_value (&cells[1][0]),
                           .tn = limen_sum_value (&cells[0][0]) };
}

/* Computes subset accuracy and Hamming loss of multilabel predictions; a label
 * is predicted where its score is at least its threshold. `thresholds` has
 * n_scores entries; `confusions`, NULL or n_scores entries, receives the
 * confusion matrix of each label, for limen_averages_compute(). Both measures
 * are weighted like scikit-learn's accuracy_score() and hamming_loss(); NaN
 * without rows. Unknown truths are left out: a row is right if all its known
 * labels are, and skipped if it has none. */
LimenMultilabel
limen_multilabel_compute (const LimenPredictions *predictions,
                          const double *thresholds, LimenConfusion *confusions)
{
  Sums sums = { 0 };
  Block block;
  size_t n;

  for (size_t first = 0; first < predictions->n_rows; first += n)
    {
      n = predictions->n_rows - first < BLOCK_SIZE
              ? predictions->n_rows - first
              : BLOCK_SIZE;
      count_errors (predictions, thresholds, first, n, &block);
      for (size_t i = 0; i < n; i++)
        add_row (&sums, predictions, &block, i,
                 limen_predictions_get_weight (predictions, first + i));
    }
  for (size_t k = 0; confusions != NULL && k < predictions->n_scores; k++)
    confusions[k] = get_confusion (predictions, k, thresholds[k]);
  return get_measures (&sums, predictions->n_scores);
}
