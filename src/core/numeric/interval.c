/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "interval.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

/* Returns Wilson's score interval (1927) of the proportion `share` observed in
 * n independent rows. It stays within [0, 1] and has positive width even where
 * the share is 0 or 1. n may be fractional: the effective sample size of
 * weighted rows. NaN for n <= 0 and for a NaN share. */
LimenInterval
limen_interval_wilson (double share, double n, double confidence)
{
  double z = gsl_cdf_ugaussian_Pinv ((1 + confidence) / 2);
  double centre, half;

  if (!(n > 0) || isnan (share))
    return (LimenInterval){ NAN, NAN };
  centre = (share + z * z / (2 * n)) / (1 + z * z / n);
  half = z / (1 + z * z / n)
         * sqrt (share * (1 - share) / n + z * z / (4 * n * n));
  return (LimenInterval){ share > 0 ? fmax (centre - half, 0) : 0,
                          share < 1 ? fmin (centre + half, 1) : 1 };
}
