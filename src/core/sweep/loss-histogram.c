/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loss-histogram.h"

#include <math.h>

#include "binning.h"
#include "likelihood.h"
#include "loss-multiclass.h"
#include "sum.h"

/* Rows processed at once. */
#define BLOCK_SIZE 2048

static size_t
count_next (const LimenPredictions *self, size_t first)
{
  size_t left = self->n_rows - first;

  return left < BLOCK_SIZE ? left : BLOCK_SIZE;
}

/* Returns the weighted mean squared error of always predicting the weighted
 * mean of the targets. */
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

/* Computes the loss of the baseline. False when memory runs out. */
static bool
compute_base_rate (const LimenPredictions *self, LimenLoss *base_rate)
{
  LimenLossFamily losses = limen_task_get (self->task)->losses;

  *base_rate = (LimenLoss){ NAN, NAN };
  if (losses == LIMEN_LOSSES_REGRESSION)
    {
      base_rate->mean = get_variance (self);
      return true;
    }
  if (self->labels == NULL || self->n_rows == 0)
    return true;
  if (losses != LIMEN_LOSSES_BINARY)
    return limen_loss_base_rate_multiclass (self, base_rate);
  *base_rate = limen_loss_base_rate (self->labels, self->positive,
                                     self->weights, self->n_rows);
  return true;
}

/* Computes the mean of the row losses (divided by the number of rows in binary
 * tasks, by the sum of weights in others), the mean loss of the baseline
 * (always the class frequencies, or the mean of the targets), and the largest
 * loss of one row, whatever its weight. NaN where limen_row_losses() is. False
 * when memory runs out. */
bool
limen_loss_summary_compute (const LimenPredictions *predictions,
                            LimenLossSummary *summary)
{
  LimenSum sum = { 0 }, weights = { 0 };
  double losses[BLOCK_SIZE];
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
        / (limen_task_get (predictions->task)->losses == LIMEN_LOSSES_BINARY
               ? (double) predictions->n_rows
               : limen_sum_value (&weights));
  return true;
}

/* Returns the class with the highest score; the first one of ties. */
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
    case LIMEN_LOSSES_BINARY:
      return (self->scores[0][row] >= threshold)
             == (self->labels[row] == self->positive);
    case LIMEN_LOSSES_MULTICLASS:
      return find_top (self, row) == self->labels[row];
    case LIMEN_LOSSES_REGRESSION:
    default:
      return true;
    }
}

/* Returns the index of the bin of a loss; n_bins if the loss is outside the
 * edges or NaN. */
static size_t
find_bin (const double *edges, size_t n_bins, double loss)
{
  return n_bins > 0 && loss >= edges[0] && loss <= edges[n_bins]
             ? limen_binning_find_bin (loss, edges, n_bins)
             : n_bins;
}

/* Computes a histogram of row losses: the weight of the rows in each bin
 * [edge, next edge), the last one closed, by whether they are decided
 * correctly: in binary tasks at the threshold, in multiclass ones by the
 * highest score; rows of regressions all count as right. `edges` has n_bins +
 * 1 non-decreasing numbers; the last may be infinite. Losses outside the
 * edges, and NaN, are left out. One pass, O(n log n_bins). */
void
limen_loss_histogram_compute (const LimenPredictions *predictions,
                              double threshold, const double *edges,
                              size_t n_bins, LimenLossBin *bins)
{
  double losses[BLOCK_SIZE];

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

/* The losses of the rows of one class, over the candidates of a sweep. */
typedef struct
{
  const LimenSweep *sweep;
  LimenKind kind;
  bool is_positive;
} ClassLosses;

/* Returns, by binary search over ascending scores, the first candidate at
 * which the loss has crossed an edge: below it for positives, whose loss falls
 * with the score, and above it for negatives, whose loss rises. A loss equal
 * to the edge is above it, or with `is_closed` below it. */
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

/* Returns the weight of the class at or above a candidate. */
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

/* Adds the rows of the class with a loss from `edge` to `next_edge` to a bin;
 * `decided` is the candidate of the threshold. */
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
  /* Differences of weighted sums may be slightly negative. */
  double above = fmax (all - below, 0);

  below = fmax (below, 0);
  bin->right += self->is_positive ? above : below;
  bin->wrong += self->is_positive ? below : above;
}

/* Updates `right` and `wrong` of a binary loss histogram for another
 * threshold, from the sweep of the rows and the kind of their scores; `loss`
 * is kept. The bins are those of limen_loss_histogram_compute(). O(n_bins log
 * n_scores). */
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
