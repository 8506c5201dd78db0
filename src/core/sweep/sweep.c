/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sweep.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sweep-private.h"
#include "wide.h"

/* Candidates processed at once. */
#define BLOCK_SIZE 256

/* Builds the sweep of one class against the rest from n_rows finite scores and
 * labels; rows labelled `positive` are positive. `weights` are finite and >=
 * 0; NULL: 1 each. Scores of rows with weight 0 stay candidates. O(n) time;
 * about 12 bytes per row without weights. NULL when memory runs out; free with
 * limen_sweep_free(). */
LimenSweep *
limen_sweep_new (const double *scores, const uint16_t *labels,
                 uint16_t positive, const double *weights, size_t n_rows)
{
  return limen_sweep_build (scores, labels, positive, weights, n_rows, 0);
}

static void
reverse (double *values, size_t n)
{
  for (size_t i = 0; i < n / 2; i++)
    {
      double value = values[i];

      values[i] = values[n - 1 - i];
      values[n - 1 - i] = value;
    }
}

/* Takes over the costs of the negatives from a sweep from the highest score
 * down, and those of the positives from one from the lowest score up. False
 * when memory runs out. */
static bool
add_costs (LimenSweep *self, const LimenPredictions *numbers)
{
  LimenSweep *down = limen_sweep_build_costs (numbers, false);
  LimenSweep *up
      = down != NULL ? limen_sweep_build_costs (numbers, true) : NULL;

  if (up != NULL)
    {
      self->fp_costs = down->fp_weights;
      self->fn_costs = up->tp_weights;
      down->fp_weights = up->tp_weights = NULL;
      reverse (self->fn_costs, self->n_scores + 1);
    }
  limen_sweep_free (down);
  limen_sweep_free (up);
  return self->fn_costs != NULL;
}

/* Builds the sweep of binary predictions with labels, including weights and
 * individual costs. If only one kind of error has costs, each error of the
 * other kind costs 1. NULL when memory runs out; free with
 * limen_sweep_free(). */
LimenSweep *
limen_sweep_new_from_predictions (const LimenPredictions *numbers)
{
  LimenSweep *self
      = limen_sweep_new (numbers->scores[0], numbers->labels,
                         numbers->positive, numbers->weights,
                         numbers->n_rows);

  if (self != NULL)
    self->is_reversed = numbers->is_reversed;
  if (self != NULL
      && (numbers->fp_costs != NULL || numbers->fn_costs != NULL)
      && !add_costs (self, numbers))
    {
      limen_sweep_free (self);
      self = NULL;
    }
  return self;
}

/* Builds a sweep from pre-aggregated counts: the numbers of positives and
 * negatives at each score, finite and >= 0. Scores are finite, and may be in
 * any order and repeat. NULL when memory runs out; free with
 * limen_sweep_free(). */
LimenSweep *
limen_sweep_new_from_counts (const double *scores, const double *positives,
                             const double *negatives, size_t n_counts)
{
  return limen_sweep_build_from_counts (scores, positives, negatives, n_counts,
                                        0);
}

/* Returns the number of distinct scores; there is one candidate more. */
size_t
limen_sweep_get_n_scores (const LimenSweep *self)
{
  return self->n_scores;
}

/* Whether the cells are sums of weights rather than counts of rows. */
bool
limen_sweep_is_weighted (const LimenSweep *self)
{
  return self->is_weighted;
}

/* Whether the rows have individual costs. */
bool
limen_sweep_has_row_costs (const LimenSweep *self)
{
  return self->fp_costs != NULL;
}

/* Whether the scores are negated; thresholds for the user then go through
 * limen_threshold_reverse(). */
bool
limen_sweep_is_reversed (const LimenSweep *self)
{
  return self->is_reversed;
}

/* Returns the number of positives, or the sum of their weights. */
double
limen_sweep_get_positives (const LimenSweep *self)
{
  return self->tp_weights == NULL ? self->n_positives : self->tp_weights[0];
}

/* Returns the number of negatives, or the sum of their weights. */
double
limen_sweep_get_negatives (const LimenSweep *self)
{
  return self->fp_weights == NULL ? self->n_rows - self->n_positives
                                  : self->fp_weights[0];
}

/* Returns the upper end of a candidate's interval (closed): its score; +inf
 * for the last. */
double
limen_sweep_get_score (const LimenSweep *self, size_t candidate)
{
  return candidate < self->n_scores ? self->scores[candidate] : INFINITY;
}

/* Returns the lower end of a candidate's interval (open); -inf for the
 * first. */
double
limen_sweep_get_low (const LimenSweep *self, size_t candidate)
{
  return candidate > 0 ? self->scores[candidate - 1] : -INFINITY;
}

/* Number of rows of an unweighted sweep below a candidate. */
static uint32_t
get_start (const LimenSweep *self, size_t candidate)
{
  return self->starts != NULL ? self->starts[candidate] : (uint32_t) candidate;
}

/* Computes the true and false positives at n candidates from `first` on, for
 * an unweighted sweep and n up to BLOCK_SIZE. */
static void
get_counted (const LimenSweep *self, size_t first, size_t n, double *tp,
             double *fp)
{
  uint32_t positives = self->n_positives;
  uint32_t negatives = self->n_rows - positives;
  uint32_t start = get_start (self, first), fn[BLOCK_SIZE];
  bool is_run = n > 0 && get_start (self, first + n - 1) - start == n - 1;

  if (is_run)
    limen_rank_bits_get_run (&self->positive_rows, start, n, fn);
  for (size_t i = 0; i < n && !is_run; i++)
    fn[i]
        = limen_rank_bits_get (&self->positive_rows, self->starts[first + i]);
  for (size_t i = 0; i < n && is_run; i++)
    fp[i] = negatives - (start + (uint32_t) i - fn[i]);
  for (size_t i = 0; i < n && !is_run; i++)
    fp[i] = negatives - (self->starts[first + i] - fn[i]);
  for (size_t i = 0; i < n; i++)
    tp[i] = positives - fn[i];
}

/* Computes the true and false positives at `n` consecutive candidates from
 * `first` on. */
void
limen_sweep_get_predicted (const LimenSweep *self, size_t first, size_t n,
                           double *tp, double *fp)
{
  if (self->tp_weights != NULL)
    {
      memcpy (tp, self->tp_weights + first, n * sizeof *tp);
      memcpy (fp, self->fp_weights + first, n * sizeof *fp);
      return;
    }
  for (size_t i = 0; i < n; i += BLOCK_SIZE)
    get_counted (self, first + i, n - i < BLOCK_SIZE ? n - i : BLOCK_SIZE,
                 tp + i, fp + i);
}

/* Gets `n` consecutive distinct scores from index `first` on, and the weight
 * of the rows with each. */
LIMEN_WIDE void
limen_sweep_get_scores (const LimenSweep *self, size_t first, size_t n,
                        double *scores, double *weights)
{
  memcpy (scores, self->scores + first, n * sizeof *scores);
  for (size_t i = first; i < first + n; i++)
    if (self->tp_weights != NULL)
      weights[i - first] = (self->tp_weights[i] - self->tp_weights[i + 1])
                           + (self->fp_weights[i] - self->fp_weights[i + 1]);
    else
      weights[i - first]
          = self->starts != NULL ? self->starts[i + 1] - self->starts[i] : 1;
}

/* Computes the confusion matrices at `n` consecutive candidates from `first`
 * on. */
void
limen_sweep_get_confusions (const LimenSweep *self, size_t first, size_t n,
                            LimenConfusion *confusions)
{
  double positives = limen_sweep_get_positives (self);
  double negatives = limen_sweep_get_negatives (self);
  double tp[BLOCK_SIZE], fp[BLOCK_SIZE];

  for (size_t i = 0; i < n; i++)
    {
      size_t position = i % BLOCK_SIZE;

      if (position == 0)
        limen_sweep_get_predicted (self, first + i,
                                   n - i < BLOCK_SIZE ? n - i : BLOCK_SIZE, tp,
                                   fp);
      confusions[i] = (LimenConfusion){ .tp = tp[position],
                                        .fp = fp[position],
                                        .fn = positives - tp[position],
                                        .tn = negatives - fp[position] };
    }
}

/* Returns the confusion matrix at a candidate, in O(1). */
LimenConfusion
limen_sweep_get_confusion (const LimenSweep *self, size_t candidate)
{
  LimenConfusion confusion;

  limen_sweep_get_confusions (self, candidate, 1, &confusion);
  return confusion;
}

/* Computes the total costs of the errors at `n` consecutive candidates from
 * `first` on. Without individual costs, each error costs its weight. */
void
limen_sweep_get_error_costs (const LimenSweep *self, size_t first, size_t n,
                             LimenErrorCosts *costs)
{
  for (size_t i = 0; i < n; i++)
    {
      if (self->fp_costs != NULL)
        costs[i] = (LimenErrorCosts){ self->fp_costs[first + i],
                                      self->fn_costs[first + i] };
      else
        {
          LimenConfusion c = limen_sweep_get_confusion (self, first + i);

          costs[i] = (LimenErrorCosts){ c.fp, c.fn };
        }
    }
}

/* Returns the candidate equivalent to a threshold, the smallest distinct score
 * >= threshold, in O(log n). The last candidate for NaN. */
size_t
limen_sweep_find (const LimenSweep *self, double threshold)
{
  size_t low = 0, high = self->n_scores;

  while (low < high)
    {
      size_t middle = low + (high - low) / 2;

      if (self->scores[middle] >= threshold)
        high = middle;
      else
        low = middle + 1;
    }
  return low;
}
