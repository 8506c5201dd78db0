#include "loss-histogram.h"

#include <math.h>

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

static double
compute_base_rate (const LimenPredictions *self)
{
  if (self->labels == NULL || self->n_rows == 0)
    return NAN;
  if (self->task == LIMEN_TASK_BINARY)
    return limen_loss_base_rate (self->labels, self->positive, self->weights,
                                 self->n_rows)
        .mean;
  return limen_loss_base_rate_multiclass (self).mean;
}

/* The mean of the rows' losses, weighted and divided as the loss of all rows
 * is (by the number of rows in the binary case, by the sum of their weights in
 * the multiclass one), the loss of the base rate beside it, and the largest
 * loss of one row, whatever it weighs. NaN where limen_row_losses() is. */
LimenLossSummary
limen_loss_summary_compute (const LimenPredictions *predictions)
{
  LimenLossSummary summary = { NAN, compute_base_rate (predictions), NAN };
  LimenSum sum = { 0 }, weights = { 0 };
  double losses[N_AT_ONCE];

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
          summary.largest = fmax (summary.largest, losses[i]);
        }
    }
  summary.mean = limen_sum_value (&sum)
                 / (predictions->task == LIMEN_TASK_BINARY
                        ? (double) predictions->n_rows
                        : limen_sum_value (&weights));
  return summary;
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
  uint16_t label = self->labels[row];

  if (self->task == LIMEN_TASK_BINARY)
    return (self->scores[0][row] >= threshold) == (label == self->positive);
  return find_top (self, row) == label;
}

/* The bin of a loss; `n_bins` where it has none. */
static size_t
find_bin (const double *edges, size_t n_bins, double loss)
{
  size_t low = 0, high = n_bins;

  if (n_bins == 0 || !(loss >= edges[0] && loss <= edges[n_bins]))
    return n_bins;
  while (high - low > 1)
    {
      size_t middle = low + (high - low) / 2;

      if (loss >= edges[middle])
        low = middle;
      else
        high = middle;
    }
  return low;
}

/* The weight of the rows whose loss lies in each bin [edge, next edge), the
 * last one closed, by whether they are decided rightly: in a binary task, at
 * the threshold; in a multiclass one, by their highest score. n_bins + 1
 * edges, never decreasing; the last may be infinite. Losses beyond the edges,
 * and NaN, are in no bin. In one pass. */
void
limen_loss_histogram_compute (const LimenPredictions *predictions,
                              double threshold, const double *edges,
                              size_t n_bins, LimenLossBin *bins)
{
  double losses[N_AT_ONCE];

  for (size_t i = 0; i < n_bins; i++)
    bins[i] = (LimenLossBin){ 0, 0 };
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
        }
    }
}
