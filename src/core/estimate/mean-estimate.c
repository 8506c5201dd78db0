/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mean-estimate.h"

#include <math.h>

/* Returns the interval of the mean of numbers in a range, all of which are
 * `value`. If a number has this value with probability p, n numbers have it
 * with probability p^n; where that is at least (1 - confidence) / 2, the mean
 * is no farther from the value than if all others were at an end of the
 * range. */
static LimenEstimate
estimate_constant (double value, double n, LimenRange range, double confidence)
{
  double others = -expm1 (log ((1 - confidence) / 2) / n);

  if (!isfinite (range.low) || !isfinite (range.high))
    return limen_estimate_none (value, LIMEN_NO_INTERVAL_NO_VARIATION);
  return (LimenEstimate){ value,
                          { value - others * (value - range.low),
                            value + others * (range.high - value) },
                          LIMEN_ESTIMATE_EXACT,
                          LIMEN_NO_INTERVAL_NONE };
}

/* Estimates a mean over rows, the sum of the values divided by the sum of the
 * weights, by its standard error: a ratio's where rows are weighted, a
 * cluster-robust one if the moments are those of units. `range` is that of a
 * row's number, value / weight. Where all are equal, and equally weighted, an
 * exact bound takes the place of an interval of width 0; without a finite
 * range there is none. Nor is there one for a single row, or if a single one
 * has almost all the weight. */
LimenEstimate
limen_estimate_mean (const LimenMoments *moments, LimenRange range,
                     double confidence)
{
  double mean = limen_moments_get_ratio (moments);
  double variance = limen_moments_get_ratio_variance (moments);
  double freedom = limen_moments_get_effective_size (moments) - 1;
  bool is_constant
      = moments->n > 0 && moments->values == 0 && moments->weights == 0;
  LimenEstimate estimate
      = { .value = mean, .method = LIMEN_ESTIMATE_STANDARD_ERROR };

  if (!isfinite (mean))
    return limen_estimate_none (mean, LIMEN_NO_INTERVAL_UNDEFINED);
  if (is_constant || (variance == 0 && moments->weights == 0))
    return estimate_constant (mean, moments->n, range, confidence);
  if (!(freedom >= 1))
    return limen_estimate_none (mean, LIMEN_NO_INTERVAL_TOO_FEW);
  if (variance == 0)
    return limen_estimate_none (mean, LIMEN_NO_INTERVAL_NO_VARIATION);
  estimate.interval
      = limen_interval_student (mean, variance, freedom, range, confidence);
  return isnan (estimate.interval.low)
             ? limen_estimate_none (mean, LIMEN_NO_INTERVAL_TOO_FEW)
             : estimate;
}

/* Estimates the sum over as many rows: the mean times the sum of the
 * weights. */
LimenEstimate
limen_estimate_sum (const LimenMoments *moments, LimenRange range,
                    double confidence)
{
  return limen_estimate_scale (
      limen_estimate_mean (moments, range, confidence),
      moments->n * moments->weight);
}
