/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "recalibration-private.h"

#include <math.h>

#include "calibration-slope.h"
#include "link.h"
#include "root.h"

/* Upper bound on logits. */
#define LARGEST_LOGIT 1e300

/* The closed interval of scores that map to one probability. If there are
 * none: both ends -inf if all scores map to larger probabilities, +inf if all
 * map to smaller ones. */
typedef struct
{
  double low, high;
} Range;

static const Range all = { -INFINITY, INFINITY };
static const Range below = { -INFINITY, -INFINITY };
static const Range above = { INFINITY, INFINITY };

static Range
get_point (double x)
{
  return (Range){ x, x };
}

static Range
from_logit (const LimenRecalibration *self, Range logits)
{
  return (Range){
    limen_score_convert (LIMEN_KIND_LOGIT, self->kind, logits.low),
    limen_score_convert (LIMEN_KIND_LOGIT, self->kind, logits.high)
  };
}

/* Inverts a map that maps all scores to `constant`. */
static Range
invert_constant (double value, double constant)
{
  if (value == constant)
    return all;
  return value < constant ? below : above;
}

typedef struct
{
  const double *parameters;
  double target;
} BetaEquation;

static double
beta_cb (double logit, void *data)
{
  const BetaEquation *self = data;

  return limen_recalibration_get_beta_logit (self->parameters, logit)
         - self->target;
}

/* Inverts a beta map, given the target log-odds. The map rises with the logit;
 * if a or b is 0, its log-odds are bounded by c. */
static Range
invert_beta (const double *parameters, double target)
{
  BetaEquation equation = { parameters, target };
  LimenFunctionPoint low = limen_function_at (beta_cb, &equation, -1);
  LimenFunctionPoint high = limen_function_at (beta_cb, &equation, 1);

  if (!(parameters[0] > 0) && !(parameters[1] > 0))
    return invert_constant (target, parameters[2]);
  if (isinf (target))
    return get_point (target);
  for (; low.value > 0; low = limen_function_at (beta_cb, &equation, 2 * low.x))
    if (2 * low.x < -LARGEST_LOGIT)
      return below;
  for (; high.value < 0;
       high = limen_function_at (beta_cb, &equation, 2 * high.x))
    if (2 * high.x > LARGEST_LOGIT)
      return above;
  return get_point (limen_root_find (beta_cb, &equation, low, high, 0, 1e-15));
}

static Range
invert_platt (const double *parameters, double target)
{
  if (!(parameters[0] > 0))
    return invert_constant (target, parameters[1]);
  return get_point ((target - parameters[1]) / parameters[0]);
}

static size_t
count_knots_below (const LimenRecalibration *self, double probability,
                   bool is_inclusive)
{
  size_t first = 0, end = self->n_knots;

  while (first < end)
    {
      size_t middle = first + (end - first) / 2;

      if (self->ys[middle] < probability
          || (is_inclusive && self->ys[middle] == probability))
        first = middle + 1;
      else
        end = middle;
    }
  return first;
}

/* Returns the score at which the line between two corners reaches a
 * probability. */
static double
cross (const LimenRecalibration *self, size_t i, double probability)
{
  double share = (probability - self->ys[i]) / (self->ys[i + 1] - self->ys[i]);
  double x = self->xs[i] + share * (self->xs[i + 1] - self->xs[i]);

  return fmin (fmax (x, self->xs[i]), self->xs[i + 1]);
}

static Range
invert_isotonic (const LimenRecalibration *self, double probability)
{
  size_t n = self->n_knots;
  size_t first = count_knots_below (self, probability, false);
  size_t end = count_knots_below (self, probability, true);

  if (first == n)
    return above;
  if (end == 0)
    return below;
  if (first == end) /* strictly between two corners */
    return get_point (cross (self, first - 1, probability));
  return (Range){ first == 0 ? -INFINITY : self->xs[first],
                  end == n ? INFINITY : self->xs[end - 1] };
}

/* Inverts a histogram. A probability between those of two adjacent bins gives
 * the lowest score of the upper bin. */
static Range
invert_histogram (const LimenRecalibration *self, double probability)
{
  size_t n = self->n_knots;
  size_t first = count_knots_below (self, probability, false);
  size_t end = count_knots_below (self, probability, true);

  if (first == n)
    return above;
  if (end == 0)
    return below;
  return (Range){ first == 0 ? -INFINITY : self->xs[first],
                  end == n ? INFINITY
                  : end > first ? nextafter (self->xs[end], -INFINITY)
                                : self->xs[first] };
}

/* Restricts the scores that the smooth part of a temperature or beta map gives
 * for a probability to the map's range: scores beyond the logit bound share
 * one probability at each end. */
static Range
invert_bounded (const LimenRecalibration *self, Range smooth,
                double probability)
{
  double least = limen_recalibration_apply_smooth (self, -LIMEN_LOGIT_BOUND);
  double most = limen_recalibration_apply_smooth (self, LIMEN_LOGIT_BOUND);
  Range range = { fmin (smooth.low, LIMEN_LOGIT_BOUND),
                  fmax (smooth.high, -LIMEN_LOGIT_BOUND) };

  if (probability < least)
    return below;
  if (probability > most)
    return above;
  range.low = fmax (range.low, -LIMEN_LOGIT_BOUND);
  range.high = fmin (range.high, LIMEN_LOGIT_BOUND);
  range = from_logit (self, range);
  if (probability == least)
    range.low = -INFINITY;
  if (probability == most)
    range.high = INFINITY;
  return range;
}

/* Inverts a temperature or beta map. */
static Range
invert_logits (const LimenRecalibration *self, double probability)
{
  double logit = limen_logit (probability);
  Range logits = self->method == LIMEN_RECALIBRATION_TEMPERATURE
                     ? get_point (logit * self->parameters[0])
                     : invert_beta (self->parameters, logit);

  return self->kind == LIMEN_KIND_LOGIT
             ? from_logit (self, logits)
             : invert_bounded (self, logits, probability);
}

/* Finds the scores that map to a probability: all from *low to *high, which
 * are equal where the map rises strictly. *low as a threshold on scores
 * decides like the probability as a threshold on probabilities, up to
 * rounding. If no score maps to the probability, *low is -inf if all map to
 * larger ones, +inf if all map to smaller ones, and between two bins of a
 * histogram the start of the upper one. False, and both NaN, if the map is not
 * monotone or the probability is NaN. */
bool
limen_recalibration_invert (const LimenRecalibration *self, double probability,
                            double *low, double *high)
{
  Range range = { NAN, NAN };
  bool is_possible
      = limen_recalibration_is_monotone (self) && !isnan (probability);

  if (is_possible && probability < 0)
    range = below;
  else if (is_possible && probability > 1)
    range = above;
  else if (is_possible)
    switch (self->method)
      {
      case LIMEN_RECALIBRATION_TEMPERATURE:
      case LIMEN_RECALIBRATION_BETA:
        range = invert_logits (self, probability);
        break;
      case LIMEN_RECALIBRATION_PLATT:
        range = invert_platt (self->parameters, limen_logit (probability));
        break;
      case LIMEN_RECALIBRATION_ISOTONIC:
        range = invert_isotonic (self, probability);
        break;
      case LIMEN_RECALIBRATION_HISTOGRAM:
      case LIMEN_N_RECALIBRATIONS:
      default:
        range = invert_histogram (self, probability);
        break;
      }
  *low = range.low;
  *high = range.high;
  return is_possible;
}
