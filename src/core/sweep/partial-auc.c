/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "partial-auc.h"

#include <math.h>

#include "sum.h"

/* Candidates processed at once. */
#define BLOCK_SIZE 256

/* Whether two false positive rates form a valid range: 0 <= from < to <= 1. */
bool
limen_partial_auc_is_range (double from, double to)
{
  return from >= 0 && from < to && to <= 1;
}

/* Returns the area below the segment between two points, clipped to from <= x
 * <= to; 0 for a vertical segment. */
static double
get_area (double x1, double y1, double x2, double y2, double from, double to)
{
  double left = fmax (x1, from), right = fmin (x2, to);
  double slope = (y2 - y1) / (x2 - x1);

  if (!(left < right))
    return 0;
  return (right - left) * (y1 + slope * ((left + right) / 2 - x1));
}

/* Sums the trapezoids from the curve's upper right end down to the origin. x
 * and y are weights, not rates. */
static double
sum_areas (const LimenSweep *sweep, double from, double to)
{
  size_t n = limen_sweep_get_n_scores (sweep);
  double tp[BLOCK_SIZE + 1], fp[BLOCK_SIZE + 1];
  LimenSum sum = { 0 };

  for (size_t first = 0; first < n; first += BLOCK_SIZE)
    {
      size_t size = n - first < BLOCK_SIZE ? n - first : BLOCK_SIZE;

      limen_sweep_get_predicted (sweep, first, size + 1, tp, fp);
      for (size_t i = 0; i < size; i++)
        limen_sum_add (&sum, get_area (fp[i + 1], tp[i + 1], fp[i], tp[i],
                                       from, to));
    }
  return limen_sum_value (&sum);
}

/* Computes the area under the ROC curve between the false positive rates
 * `from` and `to`, 0 <= from < to <= 1: trapezoids between its points, so that
 * ties count one half, with linear interpolation at both ends. Standardised by
 * McClish, "Analyzing a portion of the ROC curve", Medical Decision Making 9
 * (1989):
 *
 *   (1 + (raw - min) / (max - min)) / 2,
 *
 * where min = (to^2 - from^2) / 2 is the area below the diagonal and max = to
 * - from that of a perfect order. For from = 0 this is scikit-learn's
 * roc_auc_score (max_fpr = to); from 0 to 1 both values are the ROC AUC. NaN
 * where a class is missing. O(n). */
LimenPartialAuc
limen_partial_auc_compute (const LimenSweep *sweep, double from, double to)
{
  double positives = limen_sweep_get_positives (sweep);
  double negatives = limen_sweep_get_negatives (sweep);
  double max_area = to - from, min_area = max_area * (from + to) / 2;
  LimenPartialAuc auc = { NAN, NAN };

  if (!(positives > 0 && negatives > 0))
    return auc;
  auc.raw = sum_areas (sweep, from * negatives, to * negatives) / positives
            / negatives;
  auc.standardised = (1 + (auc.raw - min_area) / (max_area - min_area)) / 2;
  return auc;
}
