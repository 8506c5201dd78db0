/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "spread.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

/* Above this number of degrees of freedom, Student's t distribution is normal
 * to seven digits. */
#define NORMAL_FREEDOM 1e7

/* Squares below this share of those of rows that all deviate by 1 are rounding
 * errors. */
#define ROUNDED 1e-28

/* Returns the part of the variance that a class contributes. */
static double
get_part (const LimenSpread *self, int class)
{
  double squares = self->squares[class];

  if (squares * self->effective[class] < ROUNDED)
    return 0;
  return squares * self->n[class] / (self->n[class] - 1);
}

/* Returns the variance of a value from the influences of the rows, those of
 * each class corrected for its size as a sample variance is: that of DeLong,
 * DeLong and Clarke-Pearson (1988) for ROC AUC, and with units that of
 * Obuchowski (1997). NaN if a class has a single unit. */
double
limen_spread_get_variance (const LimenSpread *self)
{
  double product = self->product;

  if (!(self->n[0] > 1 && self->n[1] > 1))
    return NAN;
  if (product != 0)
    product *= self->n_units / (self->n_units - 1);
  return get_part (self, 0) + get_part (self, 1) + 2 * product;
}

/* Returns the degrees of freedom of the variance, by Satterthwaite (1946), as
 * Brunner and Munzel (2000) use them for the variance of ROC AUC: few rows of
 * a class, or few with most of its weight, make the variance itself uncertain.
 * 0 if a single one has so much of the weight that its influence is hidden. */
double
limen_spread_get_freedom (const LimenSpread *self)
{
  double variance = limen_spread_get_variance (self), sum = 0;

  if (!(self->effective[0] >= 2 && self->effective[1] >= 2))
    return 0;
  for (int class = 0; class < 2; class ++)
    if (get_part (self, class) > 0)
      sum += get_part (self, class) / variance * get_part (self, class)
             / variance / (self->effective[class] - 1);
  return 1 / sum;
}

/* Returns the value whose distance from `value` on the scale is `distance`. */
static double
move (double value, double distance, LimenRange range)
{
  double odds, width = range.high - range.low;

  switch (range.scale)
    {
    case LIMEN_SCALE_LOG:
      return range.low
             + (value - range.low) * exp (distance / (value - range.low));
    case LIMEN_SCALE_LOGIT:
      odds = (value - range.low) / (range.high - value);
      odds *= exp (distance
                   * (1 / (value - range.low) + 1 / (range.high - value)));
      return isinf (odds) ? range.high
                          : range.low + width * (odds / (1 + odds));
    case LIMEN_SCALE_IDENTITY:
    default:
      return fmin (fmax (value + distance, range.low), range.high);
    }
}

/* Returns Student's interval of a value from its variance and the degrees of
 * freedom of that, on the scale of the range (delta method). The value is
 * inside the range where the scale is not IDENTITY. NaN for less than one
 * degree of freedom and for a variance that is not positive. */
LimenInterval
limen_interval_student (double value, double variance, double freedom,
                        LimenRange range, double confidence)
{
  double tail = (1 + confidence) / 2, distance;

  if (!(variance > 0) || !(freedom >= 1) || !isfinite (variance)
      || !isfinite (value))
    return (LimenInterval){ NAN, NAN };
  distance = (freedom < NORMAL_FREEDOM ? gsl_cdf_tdist_Pinv (tail, freedom)
                                       : gsl_cdf_ugaussian_Pinv (tail))
             * sqrt (variance);
  return (LimenInterval){ move (value, -distance, range),
                          move (value, distance, range) };
}
