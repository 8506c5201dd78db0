/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agreement.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

static double
get_quantile (double confidence)
{
  return gsl_cdf_ugaussian_Pinv ((1 + confidence) / 2);
}

/* Changes the confidence of an interval, as that of a normal value would
 * change. */
static LimenSampleValue
at_confidence (LimenSampleValue self, double confidence)
{
  double factor;

  if (isnan (self.interval.low) || !(self.confidence > 0)
      || self.confidence == confidence)
    return self;
  factor = get_quantile (confidence) / get_quantile (self.confidence);
  self.interval.low = self.value - factor * (self.value - self.interval.low);
  self.interval.high = self.value + factor * (self.interval.high - self.value);
  self.confidence = confidence;
  return self;
}

/* Returns the interval of the difference of two values on independent samples,
 * from their intervals, with the confidence of the first: the distances of the
 * ends from the values are squared and added (Newcombe, 1998, method 10). It
 * is not symmetric where those are not. Ends are NaN if a value has no
 * interval, and infinite if one of theirs is. */
static LimenInterval
find_difference (LimenSampleValue minuend, LimenSampleValue subtrahend)
{
  LimenSampleValue a = minuend;
  LimenSampleValue b = at_confidence (subtrahend, a.confidence);
  double difference = a.value - b.value;

  if (isnan (a.interval.low) || isnan (b.interval.low))
    return (LimenInterval){ NAN, NAN };
  return (LimenInterval){
    difference - hypot (a.value - a.interval.low, b.interval.high - b.value),
    difference + hypot (a.interval.high - a.value, b.value - b.interval.low)
  };
}

/* Compares a value with that on other rows: they agree if the interval of
 * their difference holds 0, or, if the other one has no interval, if the
 * interval of the new value holds it. */
LimenAgreement
limen_agreement_find (LimenSampleValue now, LimenSampleValue was)
{
  LimenInterval interval = find_difference (now, was);

  if (isnan (was.interval.low))
    interval = (LimenInterval){ now.interval.low - was.value,
                                now.interval.high - was.value };
  if (isnan (interval.low) || isnan (interval.high))
    return LIMEN_AGREEMENT_UNKNOWN;
  if (interval.low > 0)
    return LIMEN_AGREEMENT_HIGHER;
  return interval.high < 0 ? LIMEN_AGREEMENT_LOWER : LIMEN_AGREEMENT_AGREES;
}
