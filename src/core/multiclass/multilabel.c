/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "multilabel.h"

#include <math.h>

#include "sum.h"

/* Rows looked at in one go. */
#define BLOCK_SIZE 512

/* For each row of a block: the number of its labels that are wrong, and that
 * are unknown. */
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

/* Weights of rows. */
typedef struct
{
  LimenSum all, right, wrong; /* the last times their wrong labels */
  LimenSum unknown, empty;    /* times their unknown labels; without known */
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
get_figures (const Sums *self, size_t n_labels)
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
  LimenSum cells[2][2] = { 0 }; /* true, predicted */

  for (size_t i = 0; i < predictions->n_rows; i++)
    if (truths[i] != LIMEN_UNKNOWN_LABEL)
      limen_sum_add (&cells[truths[i] != 0][scores[i] >= threshold],
                     limen_predictions_get_weight (predictions, i));
  return (LimenConfusion){ .tp = limen_sum_value (&cells[1][1]),
                           .fp = limen_sum_value (&cells[0][1]),
                           .fn = limen_sum_value (&cells[1][0]),
                           .tn = limen_sum_value (&cells[0][0]) };
}

/* Of predictions with a column of truths for each score: a label is predicted
 * where its score is at least its threshold. `thresholds` and `confusions`
 * have n_scores entries; the latter, NULL for none, get the cells of each
 * label, from which limen_averages_compute() makes micro, macro and weighted
 * averages. Both figures are weighted as scikit-learn's accuracy_score() and
 * hamming_loss() have it, and NaN without rows. Unknown truths count nowhere:
 * the Hamming loss is of the known ones, and a row is right where all that are
 * known are; one without any is left out. */
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
  return get_figures (&sums, predictions->n_scores);
}
