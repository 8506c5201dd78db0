/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "softmax.h"

#include <math.h>
#include <string.h>

#include "vector-math.h"

/* Numbers per batch, to fit into the second-level cache; at least eight rows
 * of LIMEN_MAX_CLASSES. */
#define BATCH_NUMBERS 65536

/* Returns the number of rows in a block of n_classes scores each, a multiple
 * of 8. n_classes is from 1 to LIMEN_MAX_CLASSES. */
size_t
limen_softmax_get_block_size (size_t n_classes)
{
  size_t n = LIMEN_SOFTMAX_NUMBERS / n_classes;

  return n < LIMEN_SOFTMAX_ROWS ? n & ~(size_t) 7 : LIMEN_SOFTMAX_ROWS;
}

/* Returns the number of rows to process at once where scores are read several
 * times without filling a block: as many as fit into the second-level cache, a
 * multiple of 8, at most LIMEN_SOFTMAX_ROWS. */
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

/* Copies the scores of a block, column by column: row i of class k goes to k *
 * n + i. */
static void
copy_scores (const LimenPredictions *predictions, size_t first, size_t n,
             double *scores)
{
  for (size_t k = 0; k < predictions->n_scores; k++)
    memcpy (scores + k * n, predictions->scores[k] + first,
            n * sizeof *scores);
}

/* Finds the largest score of each row. */
static void
find_largest (const LimenPredictions *predictions, size_t first, size_t n,
              double *largest)
{
  memcpy (largest, predictions->scores[0] + first, n * sizeof *largest);
  for (size_t k = 1; k < predictions->n_scores; k++)
    limen_vector_max (largest, predictions->scores[k] + first, n);
}

/* Computes log sum exp (x) of each row as two numbers: the largest x, factored
 * out so that the sum neither overflows nor loses accuracy, and the logarithm
 * of the remaining sum. Uses the cached values if there are any. */
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

/* Subtracts both parts of log sum exp, one after the other: adding them first
 * would lose digits of large logits. */
static void
subtract (double *logits, const double *largest, const double *log_sums,
          size_t n)
{
  for (size_t i = 0; i < n; i++)
    logits[i] = (logits[i] - largest[i]) - log_sums[i];
}

/* Computes the log-probabilities of all classes for `n` rows from index
 * `first` on, at most a block, column by column: row i of class k goes to k *
 * n + i. Logits go through a log-softmax; for probabilities the logarithm is
 * taken, -inf at 0; log-probabilities are copied. NaN for plain scores and
 * decisions. */
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

/* Gathers the scores of the rows' labels. They are scattered over the columns,
 * so those of the next block are prefetched. */
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

/* Computes the log-probability of the label of each of `n` rows from index
 * `first` on, up to LIMEN_SOFTMAX_ROWS, by the rules of limen_log_softmax():
 * one logarithm per row, whatever the number of classes. NaN for plain scores
 * and decisions. */
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

/* Output columns: the first row goes to columns[k][offset] for class k. */
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

/* Computes the softmax of logits; also stores each row's largest logit and sum
 * of exponentials. */
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

/* Converts at most LIMEN_SOFTMAX_ROWS rows to probabilities. For logits, also
 * stores each row's largest logit and sum of exponentials. */
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

/* Computes the probabilities of all classes for `n` rows from index `first`
 * on, at most a block, in the layout of limen_log_softmax(). NaN for plain
 * scores and decisions. */
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

/* Computes the probabilities of all classes for any number of rows, from
 * `first` to first + n - 1: row i of class k goes to columns[k][i]. `columns`
 * has n_scores arrays of n_rows numbers, which may be the columns of scores
 * themselves. Logits go through a softmax, log-probabilities through exp(),
 * probabilities are copied; NaN for plain scores and decisions. Threads may
 * process disjoint rows concurrently; the result of a row does not depend on
 * the division. */
void
limen_softmax_columns (const LimenPredictions *predictions, size_t first,
                       size_t n, double *const *columns)
{
  limen_softmax_columns_and_sums (predictions, first, n, columns, NULL, NULL);
}

/* Computes probabilities into `columns`, as limen_softmax_columns() does. For
 * logits it also stores `largest` and `log_sums` of each row, at the row's
 * index, as in LimenPredictions (NULL: not wanted), which make later
 * log-softmaxes cheap. */
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
