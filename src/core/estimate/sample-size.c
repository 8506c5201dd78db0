/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample-size.h"

#include <math.h>
#include <stdbool.h>

#include "interval.h"

/* Upper bound on a sample size: above it, a double does not hold every
 * integer. */
#define MAX_SIZE 0x1p53

/* Whether the interval of a share of n rows is narrow enough. */
static bool
is_enough (double share, double n, double half_width, double confidence)
{
  LimenInterval interval = limen_interval_wilson (share, n, confidence);

  return interval.high - interval.low <= 2 * half_width;
}

/* Returns the least number of rows, 1 or more, of which a share gives Wilson's
 * interval a width of at most twice `half_width`, > 0. The width decreases
 * with the number of rows, so this is exact, unlike the usual z^2 share (1 -
 * share) / half_width^2; the share of as many rows need not be attainable. NaN
 * where the share is, for a half width that is not > 0, and if 2^53 rows do
 * not suffice. */
double
limen_sample_size (double share, double half_width, double confidence)
{
  double too_few = 0, enough = 1;

  if (isnan (share) || !(half_width > 0))
    return NAN;
  while (enough < MAX_SIZE
         && !is_enough (share, enough, half_width, confidence))
    {
      too_few = enough;
      enough *= 2;
    }
  if (enough >= MAX_SIZE)
    return NAN;
  while (enough - too_few > 1)
    {
      double middle = floor ((too_few + enough) / 2);

      if (is_enough (share, middle, half_width, confidence))
        enough = middle;
      else
        too_few = middle;
    }
  return enough;
}
