/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scale.h"

#include <math.h>

#include "link.h"
#include "probit.h"

/* Ends of a logit or probit axis in place of 0 and 1, which are infinitely
 * far: logits of -6.9 and 6.9, normal deviates of -3.1 and 3.1. */
#define MIN_PROBABILITY 0.001
#define MAX_PROBABILITY 0.999
/* Smallest part of an axis that can be shown: a millionth still separates
 * single-precision scores. */
#define MIN_PART 1e-6

/* An axis of which the data take at least this share is not cut. */
#define MAX_FITTED 0.7
/* Room beside the data, relative to their extent. */
#define FIT_ROOM 0.05
/* Maximum number of round steps in the extent of the data; fitted ends are at
 * such steps. */
#define FIT_STEPS 5
/* An end of the axis is kept if less than this share of the fitted part lies
 * between it and the fitted end. */
#define MAX_LEAD 0.5
/* Maximum length of an axis that is widened by marks, relative to the extent
 * of the data. */
#define MAX_WIDENED 3

static double
transform (LimenTransform kind, double value)
{
  switch (kind)
    {
    case LIMEN_TRANSFORM_LOGIT:
      return value <= 0 ? -HUGE_VAL : value >= 1 ? HUGE_VAL
                                                 : limen_logit (value);
    case LIMEN_TRANSFORM_SIGMOID:
      return limen_sigmoid (value);
    case LIMEN_TRANSFORM_LOG1P:
      return log1p (MAX (value, 0));
    case LIMEN_TRANSFORM_PROBIT:
      return limen_probit (CLAMP (value, 0, 1));
    case LIMEN_TRANSFORM_LINEAR:
    default:
      return value;
    }
}

static double
invert (LimenTransform kind, double value)
{
  switch (kind)
    {
    case LIMEN_TRANSFORM_LOGIT:
      return limen_sigmoid (value);
    case LIMEN_TRANSFORM_SIGMOID:
      return value <= 0 ? -HUGE_VAL : value >= 1 ? HUGE_VAL
                                                 : limen_logit (value);
    case LIMEN_TRANSFORM_LOG1P:
      return expm1 (value);
    case LIMEN_TRANSFORM_PROBIT:
      return limen_inverse_probit (value);
    case LIMEN_TRANSFORM_LINEAR:
    default:
      return value;
    }
}

/* The position of a value between two ends, 0 to 1. Halves the operands if the
 * difference of the ends would overflow. */
static double
get_fraction (double low, double high, double value)
{
  if (isinf (high - low))
    return (value / 2 - low / 2) / (high / 2 - low / 2);
  return (value - low) / (high - low);
}

/* The value at a fraction, 0 to 1, of the way between two ends. Interpolates
 * from the nearer end, so that both ends are exact. */
static double
interpolate (double low, double high, double fraction)
{
  double span = high - low;

  if (isinf (span))
    return 2 * interpolate (low / 2, high / 2, fraction);
  return fraction < 0.5 ? low + fraction * span : high - (1 - fraction) * span;
}

static gboolean
has_far_ends (LimenTransform kind)
{
  return kind == LIMEN_TRANSFORM_LOGIT || kind == LIMEN_TRANSFORM_PROBIT;
}

/**
 * A scale from @low to @high, in the unit of the values. On a logit or probit
 * scale, an end at or beyond 0 or 1, which would be infinitely far, is moved
 * to 0.001 or 0.999; values beyond are drawn at the ends. A log1p scale starts
 * at 0 or above. Ends that are not finite or not in increasing order make a
 * degenerate scale.
 */
LimenScale
limen_scale_new (LimenTransform kind, double low, double high)
{
  LimenScale self = { .transform = kind, .low = low, .high = high };

  if (has_far_ends (kind) && low <= 0)
    self.low = MIN_PROBABILITY;
  if (has_far_ends (kind) && high >= 1)
    self.high = MAX_PROBABILITY;
  if (kind == LIMEN_TRANSFORM_LOG1P && low < 0)
    self.low = 0;
  return self;
}

/* Whether the scale has no extent: its ends are equal, swapped, not finite, or
 * too close for the transform to separate them. */
gboolean
limen_scale_is_degenerate (const LimenScale *self)
{
  double low = transform (self->transform, self->low);
  double high = transform (self->transform, self->high);

  return !(isfinite (self->low) && isfinite (self->high) && isfinite (low)
           && isfinite (high) && low < high);
}

/**
 * The position of a value along the axis, 0 to 1. Values beyond the ends,
 * infinities included, map to the ends; NaN maps to 0. On a degenerate scale
 * every value maps to 0.5.
 */
double
limen_scale_map (const LimenScale *self, double value)
{
  double low = transform (self->transform, self->low);
  double high = transform (self->transform, self->high);

  if (limen_scale_is_degenerate (self))
    return 0.5;
  if (!(value > self->low))
    return 0;
  if (value >= self->high)
    return 1;
  return CLAMP (get_fraction (low, high, transform (self->transform, value)),
                0, 1);
}

/* The value at a position along the axis: the inverse of limen_scale_map(), up
 * to rounding. Positions beyond 0..1 give the exact ends. NaN, and any
 * position on a degenerate scale, gives the low end. */
double
limen_scale_unmap (const LimenScale *self, double position)
{
  double low = transform (self->transform, self->low);
  double high = transform (self->transform, self->high);

  if (!(position > 0) || limen_scale_is_degenerate (self))
    return self->low;
  if (position >= 1)
    return self->high;
  return CLAMP (invert (self->transform, interpolate (low, high, position)),
                self->low, self->high);
}

/**
 * The axis's length in transformed units: log-odds on a logit axis, normal
 * deviates on a probit axis, a difference of probabilities on a sigmoid axis.
 * Densities are per unit of this length. 0 for a degenerate scale.
 */
double
limen_scale_get_length (const LimenScale *self)
{
  if (limen_scale_is_degenerate (self))
    return 0;
  return transform (self->transform, self->high)
         - transform (self->transform, self->low);
}

/* Sets the flags of a part: at which ends it is cut. */
static LimenScale
mark_cuts (const LimenScale *self, LimenScale part)
{
  part.is_cut_low = part.low > self->low;
  part.is_cut_high = part.high < self->high;
  return part;
}

/* The least 1, 2 or 5 times a power of ten that is at or above a positive
 * number. */
static double
get_round_step (double min_step)
{
  double power = pow (10, floor (log10 (min_step)));
  double rest = min_step / power;

  return power * (rest <= 1 ? 1 : rest <= 2 ? 2 : rest <= 5 ? 5 : 10);
}

/* Widens a range to include a mark, unless that makes it longer than
 * MAX_WIDENED extents of the data. */
static void
widen (double *low, double *high, double mark, double extent)
{
  double widened_low = fmin (*low, mark), widened_high = fmax (*high, mark);

  if (!isfinite (mark) || widened_high - widened_low > MAX_WIDENED * extent)
    return;
  *low = widened_low;
  *high = widened_high;
}

/**
 * The part of a linear axis that holds the data, from @low to @high, and the
 * marks near them (NaN: no mark). Cut ends are round values. Returns the whole
 * axis where the part would be more than MAX_FITTED of it, where the axis is
 * nonlinear, and where the data have no extent.
 */
LimenScale
limen_scale_fit (const LimenScale *self, double low, double high,
                 const double *marks, gsize n_marks)
{
  LimenScale fitted = *self;
  double extent, step, lead;

  low = fmax (low, self->low);
  high = fmin (high, self->high);
  extent = high - low;
  if (self->transform != LIMEN_TRANSFORM_LINEAR || !(extent > 0)
      || isinf (extent))
    return fitted;
  for (gsize i = 0; i < n_marks; i++)
    widen (&low, &high, marks[i], extent);
  extent = high - low;
  step = get_round_step (extent / FIT_STEPS);
  fitted.low = floor ((low - FIT_ROOM * extent) / step) * step;
  fitted.high = ceil ((high + FIT_ROOM * extent) / step) * step;
  lead = MAX_LEAD * (fitted.high - fitted.low);
  if (fitted.low - self->low < lead)
    fitted.low = self->low;
  if (self->high - fitted.high < lead)
    fitted.high = self->high;
  if (fitted.high - fitted.low > MAX_FITTED * (self->high - self->low))
    return *self;
  return mark_cuts (self, fitted);
}

/* The part of the axis that starts at a position and has a width, shifted to
 * lie inside the axis. Ends that meet those of the axis are exact. */
static LimenScale
take_part (const LimenScale *self, double start, double width)
{
  LimenScale part = *self;
  double max_start;

  width = CLAMP (width, MIN_PART, 1);
  max_start = 1 - width;
  start = CLAMP (start, 0, max_start);
  if (start > 0)
    part.low = limen_scale_unmap (self, start);
  if (start < max_start)
    part.high = limen_scale_unmap (self, start + width);
  return limen_scale_is_degenerate (&part) ? *self : mark_cuts (self, part);
}

static void
find_part (const LimenScale *self, const LimenScale *part, double *start,
           double *width)
{
  *start = limen_scale_map (self, part->low);
  *width = limen_scale_map (self, part->high) - *start;
}

/* The part of the axis from @low to @high, which may be beyond its ends.
 * Returns the whole axis if no part of it, or too little to draw, is within
 * them (NaN included). */
LimenScale
limen_scale_cut (const LimenScale *self, double low, double high)
{
  LimenScale part = *self;
  double start, width;

  if (low > part.low)
    part.low = low;
  if (high < part.high)
    part.high = high;
  if (limen_scale_is_degenerate (self) || limen_scale_is_degenerate (&part))
    return *self;
  find_part (self, &part, &start, &width);
  return width < MIN_PART / 2 ? *self : mark_cuts (self, part);
}

/**
 * Zooms: a part of the axis that is @factor times as wide as @part, in which
 * the value at @position (0 to 1 along @part) stays in place as far as the
 * ends of the axis allow. A factor below 1 zooms in. No part is wider than the
 * axis or narrower than a millionth of it.
 */
LimenScale
limen_scale_zoom (const LimenScale *self, const LimenScale *part,
                  double position, double factor)
{
  double start, width, wanted;

  if (limen_scale_is_degenerate (self))
    return *self;
  find_part (self, part, &start, &width);
  wanted = CLAMP (width * factor, MIN_PART, 1);
  /* Zooming in and back out gives the whole axis in spite of rounding. */
  if (wanted > 1 - MIN_PART / 2)
    return *self;
  return take_part (self, start + position * (width - wanted), wanted);
}

/* Pans: moves a part along the axis by @shift times its width, as far as the
 * axis goes; a positive shift goes to larger values. */
LimenScale
limen_scale_pan (const LimenScale *self, const LimenScale *part, double shift)
{
  double start, width;

  if (limen_scale_is_degenerate (self))
    return *self;
  find_part (self, part, &start, &width);
  return take_part (self, start + shift * width, width);
}

/* Moves a part along the axis so that @value is in its middle, as far as the
 * axis goes. */
LimenScale
limen_scale_center (const LimenScale *self, const LimenScale *part,
                    double value)
{
  double start, width;

  if (limen_scale_is_degenerate (self))
    return *self;
  find_part (self, part, &start, &width);
  return take_part (self, limen_scale_map (self, value) - width / 2, width);
}

/* Whether @part is less than the whole axis. */
gboolean
limen_scale_is_part (const LimenScale *self, const LimenScale *part)
{
  return part->low > self->low || part->high < self->high;
}

/* Fills edges[n + 1] with non-decreasing values at equal distances along the
 * axis; both ends are exact. Does nothing for n = 0. */
void
limen_scale_fill_edges (const LimenScale *self, double *edges, gsize n)
{
  if (n == 0)
    return;
  edges[0] = self->low;
  for (gsize i = 1; i < n; i++)
    edges[i] = MAX (limen_scale_unmap (self, (double) i / (double) n),
                    edges[i - 1]);
  edges[n] = self->high;
}
