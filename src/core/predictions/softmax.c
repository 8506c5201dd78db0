/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "softmax.h"

#include <math.h>
#include <string.h>

#include "vector-math.h"

/* Numbers that stay in a second-level cache; eight rows of the most classes
 * are fewer. */
#define BATCH_NUMBERS 65536

/* How many rows of n_classes scores make a block, a multiple of 8; n_classes
 * is from 1 to LIMEN_MAX_CLASSES. */
size_t
limen_softmax_get_block_size (size_t n_classes)
{
  size_t n = LIMEN_SOFTMAX_NUMBERS / n_classes;

  return n < LIMEN_SOFTMAX_ROWS ? n & ~(size_t) 7 : LIMEN_SOFTMAX_ROWS;
}

/* How many rows are best taken at once where no block is filled, but their
 * scores gone through more than once: as many as stay in a second-level cache,
 * a multiple of 8 and LIMEN_SOFTMAX_ROWS at most. */
size_t
limen_softmax_get_batch_size (size_t n_classes)
{
  size_t n = BATCH_NUMBERS / n_classes;

  return n < LIMEN_SOFTMAX_ROWS ? n & ~(size_t) 7 : LIMEN_SOFTMAX_ROWS;
}

static void
fill (double *numbers, double value, size_t n)
{
  for (size_t i = 0; i < n; i++)
    numbers[i] = value;
}

/* The scores of a block as they are, column by column: that of row i for class
 * k stands at k * n + i. */
static void
copy_scores (const LimenPredictions *predictions, size_t first, size_t n,
             double *scores)
{
  for (size_t k = 0; k < predictions->n_scores; k++)
    memcpy (scores + k * n, predictions->scores[k] + first,
            n * sizeof *scores);
}

/* The largest score of each row. */
static void
find_largest (const LimenPredictions *predictions, size_t first, size_t n,
              double *largest)
{
  memcpy (largest, predictions->scores[0] + first, n * sizeof *largest);
  for (size_t k = 1; k < predictions->n_scores; k++)
    limen_vector_max (largest, predictions->scores[k] + first, n);
}

/* log sum exp x of each row, in two parts: the largest x, which is taken out
 * of the sum so that it neither overflows nor loses what it is about, and the
 * logarithm of what remains. */
static void
log_sum_exp (const LimenPredictions *predictions, size_t first, size_t n,
             double *largest, double *log_sums)
{
  if (predictions->log_sums != NULL)
    {
      memcpy (largest, predictions->largest + first, n * sizeof *largest);
      memcpy (log_sums, predictions->log_sums + first, n * sizeof *log_sums);
      return;
    }
  find_largest (predictions, first, n, largest);
  fill (log_sums, 0, n);
  for (size_t k = 0; k < predictions->n_scores; k++)
    limen_vector_add_exp_difference (log_sums, predictions->scores[k] + first,
                                     largest, n);
  limen_vector_log (log_sums, log_sums, n);
}

/* One after the other: their sum would lose digits where logits are large. */
static void
subtract (double *logits, const double *largest, const double *log_sums,
          size_t n)
{
  for (size_t i = 0; i < n; i++)
    logits[i] = (logits[i] - largest[i]) - log_sums[i];
}

/* The logarithms of the probabilities that `n` rows from `first` on, a block
 * at most, give to each class, column by column: that of row i for class k
 * stands at k * n + i. Logits go through a softmax; probabilities and their
 * logarithms are taken as they are, -inf at 0. NaN for plain scores. */
void
limen_log_softmax (const LimenPredictions *predictions, size_t first, size_t n,
                   double *log_probabilities)
{
  double largest[LIMEN_SOFTMAX_ROWS], log_sums[LIMEN_SOFTMAX_ROWS];
  size_t n_numbers = predictions->n_scores * n;

  copy_scores (predictions, first, n, log_probabilities);
  switch (predictions->kind)
    {
    case LIMEN_KIND_PROBABILITY:
      limen_vector_log (log_probabilities, log_probabilities, n_numbers);
      break;
    case LIMEN_KIND_LOGIT:
      log_sum_exp (predictions, first, n, largest, log_sums);
      for (size_t k = 0; k < predictions->n_scores; k++)
        subtract (log_probabilities + k * n, largest, log_sums, n);
      break;
    case LIMEN_KIND_LOG_PROBABILITY:
      break;
    case LIMEN_KIND_SCORE:
    case LIMEN_KIND_DECISION:
    default:
      fill (log_probabilities, NAN, n_numbers);
    }
}

/* The labels' scores. They lie scattered over the columns, so those of the
 * next block are sent for meanwhile. */
static void
gather_labels (const LimenPredictions *predictions, size_t first, size_t n,
               double *scores)
{
  const uint16_t *labels = predictions->labels;
  size_t next = first + n;

  for (size_t i = first; i < first + n; i++, next++)
    {
      if (next < predictions->n_rows)
        __builtin_prefetch (&predictions->scores[labels[next]][next]);
      scores[i - first] = predictions->scores[labels[i]][i];
    }
}

/* The same for each row's label only, with one logarithm a row; and as many as
 * LIMEN_SOFTMAX_ROWS, for they need no block. */
void
limen_log_softmax_of_labels (const LimenPredictions *predictions, size_t first,
                             size_t n, double *log_probabilities)
{
  double largest[LIMEN_SOFTMAX_ROWS], log_sums[LIMEN_SOFTMAX_ROWS];

  if (predictions->kind == LIMEN_KIND_LOGIT)
    log_sum_exp (predictions, first, n, largest, log_sums);
  gather_labels (predictions, first, n, log_probabilities);
  switch (predictions->kind)
    {
    case LIMEN_KIND_PROBABILITY:
      limen_vector_log (log_probabilities, log_probabilities, n);
      break;
    case LIMEN_KIND_LOGIT:
      subtract (log_probabilities, largest, log_sums, n);
      break;
    case LIMEN_KIND_LOG_PROBABILITY:
      break;
    case LIMEN_KIND_SCORE:
    case LIMEN_KIND_DECISION:
    default:
      fill (log_probabilities, NAN, n);
    }
}

/* Where rows go: the first of them to columns[k][offset] for class k. */
typedef struct
{
  double *const *columns;
  size_t offset;
} Target;

static double *
get_column (const Target *self, size_t class)
{
  return self->columns[class] + self->offset;
}

/* The softmax of logits, whose largest of each row and sum of exponentials are
 * left behind. */
static void
normalize (const LimenPredictions *predictions, size_t first, size_t n,
           const Target *target, double *largest, double *sums)
{
  find_largest (predictions, first, n, largest);
  fill (sums, 0, n);
  for (size_t k = 0; k < predictions->n_scores; k++)
    {
      double *column = get_column (target, k);

      limen_vector_exp_difference (predictions->scores[k] + first, largest,
                                   column, n);
      for (size_t i = 0; i < n; i++)
        sums[i] += column[i];
    }
  for (size_t k = 0; k < predictions->n_scores; k++)
    limen_vector_divide (get_column (target, k), sums, n);
}

/* LIMEN_SOFTMAX_ROWS rows at most, with what normalize() leaves of logits. */
static void
convert (const LimenPredictions *predictions, size_t first, size_t n,
         const Target *target, double *largest, double *sums)
{
  if (predictions->kind == LIMEN_KIND_LOGIT)
    {
      normalize (predictions, first, n, target, largest, sums);
      return;
    }
  for (size_t k = 0; k < predictions->n_scores; k++)
    {
      const double *scores = predictions->scores[k] + first;
      double *column = get_column (target, k);

      if (predictions->kind == LIMEN_KIND_LOG_PROBABILITY)
        limen_vector_exp (scores, column, n);
      else if (predictions->kind == LIMEN_KIND_PROBABILITY)
        memmove (column, scores, n * sizeof *column);
      else
        fill (column, NAN, n);
    }
}

/* The probabilities that `n` rows from `first` on, a block at most, give to
 * each class, laid out and found as limen_log_softmax() does. */
void
limen_softmax (const LimenPredictions *predictions, size_t first, size_t n,
               double *probabilities)
{
  double largest[LIMEN_SOFTMAX_ROWS], sums[LIMEN_SOFTMAX_ROWS];
  double *columns[LIMEN_MAX_CLASSES];

  for (size_t k = 0; k < predictions->n_scores; k++)
    columns[k] = probabilities + k * n;
  convert (predictions, first, n, &(Target){ columns, 0 }, largest, sums);
}

/* The probabilities of rows `first` to first + n - 1 for all classes, any
 * number of them: that of row i for class k goes to columns[k][i], where there
 * must be n_scores columns of as many rows as the predictions have. Those may
 * be the columns of scores themselves. Logits go through a softmax, logarithms
 * through the exponential function, probabilities are copied; NaN for plain
 * scores. Threads may do separate rows at the same time; every row comes out
 * the same, however they are divided. */
void
limen_softmax_columns (const LimenPredictions *predictions, size_t first,
                       size_t n, double *const *columns)
{
  limen_softmax_columns_and_sums (predictions, first, n, columns, NULL, NULL);
}

/* The same, and of logits the `largest` and the `log_sums` of each row, as
 * LimenPredictions has them (NULL: not wanted), for what asks for logarithms
 * later. */
void
limen_softmax_columns_and_sums (const LimenPredictions *predictions,
                                size_t first, size_t n,
                                double *const *columns, double *largest,
                                double *log_sums)
{
  double block_largest[LIMEN_SOFTMAX_ROWS], sums[LIMEN_SOFTMAX_ROWS];
  size_t end = first + n;
  size_t size = limen_softmax_get_batch_size (predictions->n_scores);

  for (; first < end; first += size)
    {
      if (size > end - first)
        size = end - first;
      convert (predictions, first, size, &(Target){ columns, first },
               block_largest, sums);
      if (largest == NULL || predictions->kind != LIMEN_KIND_LOGIT)
        continue;
      memcpy (largest + first, block_largest, size * sizeof *largest);
      limen_vector_log (sums, log_sums + first, size);
    }
}
