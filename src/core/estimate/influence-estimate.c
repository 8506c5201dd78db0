/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "influence-estimate.h"

#include <math.h>

/* Squares below this share of those of rows that all deviate by 1 are rounding
 * errors. */
#define ROUNDED 1e-28

/* Returns a range with the scale that suits its bounds. */
LimenRange
limen_range_of_bounds (double low, double high)
{
  LimenIntervalScale scale = LIMEN_SCALE_IDENTITY;

  if (isfinite (low) && isfinite (high))
    scale = LIMEN_SCALE_LOGIT;
  else if (isfinite (low))
    scale = LIMEN_SCALE_LOG;
  return (LimenRange){ scale, low, high };
}

/* Estimates a value by the infinitesimal jackknife (Jaeckel, 1972): the
 * variance is the sum of the squared influences of independent units. The
 * interval is Student's; its degrees of freedom are those of a normal sample
 * whose variance would be as uncertain, since few units with most of the
 * influence make it so. No interval for fewer than two units, where all agree,
 * or where a value is at an end of its range. */
LimenEstimate
limen_estimate_by_influences (double value, LimenInfluencePowers powers,
                              LimenRange range, double confidence)
{
  double n = powers.n, squares = powers.squares;
  double uncertainty = powers.fourths - squares * squares / n;
  double freedom = fmin (
      n - 1, uncertainty > 0 ? 2 * squares * squares / uncertainty : INFINITY);
  LimenEstimate result
      = { .value = value, .method = LIMEN_ESTIMATE_JACKKNIFE };

  if (!isfinite (value))
    return limen_estimate_none (value, LIMEN_NO_INTERVAL_UNDEFINED);
  if (!(freedom >= 1))
    return limen_estimate_none (value, LIMEN_NO_INTERVAL_TOO_FEW);
  if (!(squares * n > ROUNDED) || value <= range.low || value >= range.high)
    return limen_estimate_none (value, LIMEN_NO_INTERVAL_NO_VARIATION);
  result.interval = limen_interval_student (value, squares * n / (n - 1),
                                            freedom, range, confidence);
  return isnan (result.interval.low)
             ? limen_estimate_none (value, LIMEN_NO_INTERVAL_TOO_FEW)
             : result;
}
