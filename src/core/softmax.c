#include "softmax.h"

#include <math.h>

/* How many rows of n_classes scores make a block; n_classes is from 1 to
 * LIMEN_MAX_CLASSES. */
size_t
limen_softmax_get_block_size (size_t n_classes)
{
  return LIMEN_SOFTMAX_NUMBERS / n_classes;
}

/* x - log sum exp x of each row, with the largest x taken out of the sum, so
 * that it neither overflows nor loses what it is about. */
static void
normalize (double *scores, size_t n_classes, size_t n)
{
  for (size_t i = 0; i < n; i++)
    {
      double largest = scores[i], sum = 0, shift;

      for (size_t k = 1; k < n_classes; k++)
        largest = fmax (largest, scores[k * n + i]);
      for (size_t k = 0; k < n_classes; k++)
        sum += exp (scores[k * n + i] - largest);
      shift = largest + log (sum);
      for (size_t k = 0; k < n_classes; k++)
        scores[k * n + i] -= shift;
    }
}

/* The logarithms of the probabilities that `n` rows from `first` on give to
 * each class, column by column: that of row i for class k stands at
 * k * n + i. Logits go through a softmax; probabilities and their logarithms
 * are taken as they are, -inf at 0. NaN for plain scores. */
void
limen_log_softmax (const LimenPredictions *predictions, size_t first, size_t n,
                   double *log_probabilities)
{
  for (size_t k = 0; k < predictions->n_scores; k++)
    for (size_t i = 0; i < n; i++)
      {
        double score = predictions->scores[k][first + i];

        if (predictions->kind == LIMEN_KIND_PROBABILITY)
          score = log (score);
        else if (predictions->kind == LIMEN_KIND_SCORE)
          score = NAN;
        log_probabilities[k * n + i] = score;
      }
  if (predictions->kind == LIMEN_KIND_LOGIT)
    normalize (log_probabilities, predictions->n_scores, n);
}

void
limen_softmax_columns (const LimenPredictions *predictions, size_t first,
                       size_t n, double *const *columns)
{
  size_t size = limen_softmax_get_block_size (predictions->n_scores);
  double logs[LIMEN_SOFTMAX_NUMBERS];

  for (size_t end = first + n; first < end; first += size)
    {
      size = size < end - first ? size : end - first;
      limen_log_softmax (predictions, first, size, logs);
      for (size_t k = 0; k < predictions->n_scores; k++)
        for (size_t i = 0; i < size; i++)
          columns[k][first + i] = exp (logs[k * size + i]);
    }
}
