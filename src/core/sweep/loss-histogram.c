/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loss-histogram.h"

#include <math.h>

#include "binning.h"
#include "likelihood.h"
#include "loss-multiclass.h"
#include "sum.h"

#define N_AT_ONCE 2048

static size_t
count_next (const LimenPredictions *self, size_t first)
{
  size_t left = self->n_rows - first;

  return left < N_AT_ONCE ? left : N_AT_ONCE;
}

/* The mean squared error of always saying the mean of the targets, both by
 * weight. */
static double
get_variance (const LimenPredictions *self)
{
  LimenSum weights = { 0 }, targets = { 0 }, errors = { 0 };
  double mean;

  for (size_t i = 0; i < self->n_rows; i++)
    {
      double weight = limen_predictions_get_weight (self, i);

      limen_sum_add (&weights, weight);
      limen_sum_add (&targets, weight * self->targets[0][i]);
    }
  mean = limen_sum_value (&targets) / limen_sum_value (&weights);
  for (size_t i = 0; i < self->n_rows; i++)
    {
      double gap = self->targets[0][i] - mean;

      limen_sum_add (&errors,
                     limen_predictions_get_weight (self, i) * gap * gap);
    }
  return limen_sum_value (&errors) / limen_sum_value (&weights);
}

/* False when memory runs out. */
static bool
compute_base_rate (const LimenPredictions *self, LimenLoss *base_rate)
{
  LimenLossFamily losses = limen_task_get (self->task)->losses;

  *base_rate = (LimenLoss){ NAN, NAN };
  if (losses == LIMEN_LOSSES_OF_NUMBERS)
    {
      base_rate->mean = get_variance (self);
      return true;
    }
  if (self->labels == NULL || self->n_rows == 0)
    return true;
  if (losses != LIMEN_LOSSES_OF_TWO)
    return limen_loss_base_rate_multiclass (self, base_rate);
  *base_rate = limen_loss_base_rate (self->labels, self->positive,
                                     self->weights, self->n_rows);
  return true;
}

/* The mean of the rows' losses, weighted and divided as the loss of all rows
 * is (by the number of rows in the binary case, by the sum of their weights in
 * others), the loss of the base rate beside it, of numbers that of their mean,
 * and the largest loss of one row, whatever it weighs. NaN where
 * limen_row_losses() is. False when memory runs out. */
bool
limen_loss_summary_compute (const LimenPredictions *predictions,
                            LimenLossSummary *summary)
{
  LimenSum sum = { 0 }, weights = { 0 };
  double losses[N_AT_ONCE];
  LimenLoss base_rate;

  if (!compute_base_rate (predictions, &base_rate))
    return false;
  *summary = (LimenLossSummary){ NAN, base_rate.mean, NAN };
  for (size_t first = 0, n; first < predictions->n_rows; first += n)
    {
      n = count_next (predictions, first);
      limen_row_losses (predictions, first, n, losses);
      for (size_t i = 0; i < n; i++)
        {
          double weight
              = limen_predictions_get_weight (predictions, first + i);

          limen_sum_add (&sum, weight * losses[i]);
          limen_sum_add (&weights, weight);
          summary->largest = fmax (summary->largest, losses[i]);
        }
    }
  summary->mean
      = limen_sum_value (&sum)
        / (limen_task_get (predictions->task)->losses == LIMEN_LOSSES_OF_TWO
               ? (double) predictions->n_rows
               : limen_sum_value (&weights));
  return true;
}

/* The class with the highest score; the first of those that tie. */
static size_t
find_top (const LimenPredictions *self, size_t row)
{
  size_t top = 0;

  for (size_t k = 1; k < self->n_scores; k++)
    if (self->scores[k][row] > self->scores[top][row])
      top = k;
  return top;
}

static bool
is_right (const LimenPredictions *self, size_t row, double threshold)
{
  switch (limen_task_get (self->task)->losses)
    {
    case LIMEN_LOSSES_OF_TWO:
      return (self->scores[0][row] >= threshold)
             == (self->labels[row] == self->positive);
    case LIMEN_LOSSES_OF_SEVERAL:
      return find_top (self, row) == self->labels[row];
    case LIMEN_LOSSES_OF_NUMBERS:
    default:
      return true;
    }
}

/* The bin of a loss; `n_bins` where it has none. */
static size_t
find_bin (const double *edges, size_t n_bins, double loss)
{
  return n_bins > 0 && loss >= edges[0] && loss <= edges[n_bins]
             ? limen_binning_find_bin (loss, edges, n_bins)
             : n_bins;
}

/* The weight of the rows whose loss lies in each bin [edge, next edge), the
 * last one closed, by whether they are decided rightly: in a binary task, at
 * the threshold; in a multiclass one, by their highest score; numbers decide
 * nothing, and are all counted as right. n_bins + 1
 * edges, never decreasing; the last may be infinite. Losses beyond the edges,
 * and NaN, are in no bin. In one pass. */
void
limen_loss_histogram_compute (const LimenPredictions *predictions,
                              double threshold, const double *edges,
                              size_t n_bins, LimenLossBin *bins)
{
  double losses[N_AT_ONCE];

  for (size_t i = 0; i < n_bins; i++)
    bins[i] = (LimenLossBin){ 0, 0, 0 };
  for (size_t first = 0, n; first < predictions->n_rows; first += n)
    {
      n = count_next (predictions, first);
      limen_row_losses (predictions, first, n, losses);
      for (size_t i = 0; i < n; i++)
        {
          size_t bin = find_bin (edges, n_bins, losses[i]);
          double weight
              = limen_predictions_get_weight (predictions, first + i);

          if (bin == n_bins)
            continue;
          if (is_right (predictions, first + i, threshold))
            bins[bin].right += weight;
          else
            bins[bin].wrong += weight;
          bins[bin].loss += weight * losses[i];
        }
    }
}

/* The losses of one true class at the candidates of a sweep. */
typedef struct
{
  const LimenSweep *sweep;
  LimenKind kind;
  bool is_positive;
} ClassLosses;

/* The first candidate at which the loss is on the other side of an edge than
 * at the lowest score: it falls for positives and rises for negatives.
 * `is_closed`: an edge belongs to what lies below it. */
static size_t
find_candidate (const ClassLosses *self, double edge, bool is_closed)
{
  size_t low = 0, high = limen_sweep_get_n_scores (self->sweep);

  while (low < high)
    {
      size_t middle = low + (high - low) / 2;
      double loss = limen_score_loss (
          self->kind, limen_sweep_get_score (self->sweep, middle),
          self->is_positive);
      bool is_above = is_closed ? loss > edge : loss >= edge;

      if (is_above == self->is_positive)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* The weight of the class at this candidate and all above. */
static double
get_weight_from (const ClassLosses *self, size_t candidate)
{
  LimenConfusion c = limen_sweep_get_confusion (self->sweep, candidate);

  return self->is_positive ? c.tp : c.fp;
}

static size_t
smaller (size_t a, size_t b)
{
  return a < b ? a : b;
}

/* Adds the class's rows with a loss from `edge` to `next_edge` to a bin. */
static void
add_class (const ClassLosses *self, double edge, double next_edge,
           bool is_last, size_t decided, LimenLossBin *bin)
{
  size_t a = find_candidate (self, edge, false);
  size_t b = find_candidate (self, next_edge, is_last);
  size_t first = self->is_positive ? b : a;
  size_t end = self->is_positive ? a : b;
  double all = get_weight_from (self, first) - get_weight_from (self, end);
  double below = get_weight_from (self, smaller (first, decided))
                 - get_weight_from (self, smaller (end, decided));
  /* Differences of sums of weights. */
  double above = fmax (all - below, 0);

  below = fmax (below, 0);
  bin->right += self->is_positive ? above : below;
  bin->wrong += self->is_positive ? below : above;
}

/* What limen_loss_histogram_compute() makes of a binary task at another
 * threshold, but for the losses, which stay: from the sweep of the same rows
 * and the kind of their scores, in O(n_bins log n_scores). */
void
limen_loss_histogram_decide (const LimenSweep *sweep, LimenKind kind,
                             double threshold, const double *edges,
                             size_t n_bins, LimenLossBin *bins)
{
  const ClassLosses positives = { sweep, kind, true };
  const ClassLosses negatives = { sweep, kind, false };
  size_t decided = limen_sweep_find (sweep, threshold);

  for (size_t i = 0; i < n_bins; i++)
    {
      bool is_last = i + 1 == n_bins;

      bins[i].right = bins[i].wrong = 0;
      add_class (&positives, edges[i], edges[i + 1], is_last, decided,
                 &bins[i]);
      add_class (&negatives, edges[i], edges[i + 1], is_last, decided,
                 &bins[i]);
    }
}
