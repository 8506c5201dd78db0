/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "difference.h"

#include <math.h>

/* The distance from a value to an end of its interval; 0 where rounding has
 * put the end on the other side. */
static double
get_reach (double from, double to)
{
  return fmax (to - from, 0);
}

/* Estimates the first value minus the second, of independent samples with
 * intervals of one confidence. Method: the distances from both values to the
 * ends of their intervals are combined as the root of their sum of squares
 * ("square and add", Newcombe 1998; MOVER, Zou and Donner 2008), each end of
 * the difference from the ends that lie on its side. So it takes over what the
 * two intervals do about small and empty cells, and its width is not 0 unless
 * both are.
 * There is no interval where one of the two has none, for its reason, and
 * none, UNDEFINED, where the difference is not finite. */
LimenEstimate
limen_estimate_difference (LimenEstimate first, LimenEstimate second)
{
  double value = first.value - second.value;
  LimenEstimate self
      = { .value = value, .method = LIMEN_ESTIMATE_SQUARE_AND_ADD };

  if (!isfinite (value))
    return limen_estimate_none (NAN, LIMEN_NO_INTERVAL_UNDEFINED);
  if (first.method == LIMEN_ESTIMATE_NONE)
    return limen_estimate_none (value, first.reason);
  if (second.method == LIMEN_ESTIMATE_NONE)
    return limen_estimate_none (value, second.reason);
  self.interval.low = value
                      - hypot (get_reach (first.interval.low, first.value),
                               get_reach (second.value, second.interval.high));
  self.interval.high = value
                       + hypot (get_reach (first.value, first.interval.high),
                                get_reach (second.interval.low, second.value));
  return self;
}
