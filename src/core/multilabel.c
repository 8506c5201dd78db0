#include "multilabel.h"

#include <math.h>

#include "sum.h"

/* Rows looked at in one go. */
#define BLOCK_SIZE 512

/* How many labels each of n rows has wrong. */
static void
count_errors (const LimenPredictions *predictions, const double *thresholds,
              size_t first, size_t n, uint16_t *n_errors)
{
  for (size_t i = 0; i < n; i++)
    n_errors[i] = 0;
  for (size_t k = 0; k < predictions->n_scores; k++)
    {
      const double *scores = predictions->scores[k] + first;
      const uint16_t *truths = predictions->truths[k] + first;

      for (size_t i = 0; i < n; i++)
        n_errors[i] = (uint16_t) (n_errors[i]
                                  + ((scores[i] >= thresholds[k])
                                     != (truths[i] != 0)));
    }
}

static LimenConfusion
get_confusion (const LimenPredictions *predictions, size_t class,
               double threshold)
{
  const double *scores = predictions->scores[class];
  const uint16_t *truths = predictions->truths[class];
  LimenSum cells[2][2] = { 0 }; /* true, predicted */

  for (size_t i = 0; i < predictions->n_rows; i++)
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
 * hamming_loss() have it, and NaN without rows. */
LimenMultilabel
limen_multilabel_compute (const LimenPredictions *predictions,
                          const double *thresholds, LimenConfusion *confusions)
{
  LimenSum right = { 0 }, wrong = { 0 }, all = { 0 };
  uint16_t n_errors[BLOCK_SIZE];
  size_t n;

  for (size_t first = 0; first < predictions->n_rows; first += n)
    {
      n = predictions->n_rows - first < BLOCK_SIZE
              ? predictions->n_rows - first
              : BLOCK_SIZE;
      count_errors (predictions, thresholds, first, n, n_errors);
      for (size_t i = 0; i < n; i++)
        {
          double weight = limen_predictions_get_weight (predictions, first + i);

          limen_sum_add (&all, weight);
          limen_sum_add (&right, n_errors[i] == 0 ? weight : 0);
          limen_sum_add (&wrong, weight * n_errors[i]);
        }
    }
  for (size_t k = 0; confusions != NULL && k < predictions->n_scores; k++)
    confusions[k] = get_confusion (predictions, k, thresholds[k]);
  return (LimenMultilabel){
    .subset_accuracy = limen_sum_value (&right) / limen_sum_value (&all),
    .hamming_loss = limen_sum_value (&wrong) / limen_sum_value (&all)
                    / (double) predictions->n_scores,
  };
}
