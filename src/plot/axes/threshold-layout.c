/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "threshold-layout.h"

#include <glib/gi18n.h>
#include <math.h>

#include "link.h"
#include "threshold.h"

/* Axis of logits: least length, maximum distance from 0 to either side, and
 * minimum distance. */
#define MIN_LOGIT_LENGTH 6.0
#define MAX_LOGIT_REACH 12.0
#define LOGIT_ROOM 1.0
/* Logit beyond which the sigmoid is within a pixel of 0 or 1. */
#define FULL_SIGMOID_REACH 12.0
/* Share of rows at either end of the scores that is ignored in the choice of
 * the step. */
#define OUTLIERS 0.005
/* Approximate number of steps in a range of thresholds. */
#define N_STEPS 100

/* A step for moving thresholds over a range: 1, 2 or 5 times a power of ten,
 * about a hundredth of the range. 0.01 where the range has no extent. */
double
limen_threshold_step_new (double range)
{
  double power, rest;

  if (!(range > 0 && isfinite (range)))
    return 0.01;
  power = pow (10, floor (log10 (range / N_STEPS)));
  rest = range / N_STEPS / power;
  return power
         * (rest < M_SQRT2 ? 1 : rest < sqrt (10) ? 2 : rest < sqrt (50) ? 5
                                                                         : 10);
}

/* Whether the axis of this kind of scores can be laid out both by probability
 * and by logit. */
gboolean
limen_threshold_layout_has_alternative (LimenKind kind)
{
  return kind == LIMEN_KIND_PROBABILITY || kind == LIMEN_KIND_LOGIT;
}

/* The ends of an axis of logits: whole numbers around all scores other than 0
 * and 1 (which can only be among the two outermost scores at either end). The
 * axis always has room around 0, the logit of the default threshold 0.5. */
static void
find_logit_ends (const LimenSweep *sweep, double *low, double *high)
{
  gsize n = limen_sweep_get_n_scores (sweep);
  double room;

  *low = -LOGIT_ROOM;
  *high = LOGIT_ROOM;
  for (gsize i = 0; i < MIN (n, 2); i++)
    {
      double first = limen_logit (limen_sweep_get_score (sweep, i));
      double last = limen_logit (limen_sweep_get_score (sweep, n - 1 - i));

      if (isfinite (first))
        *low = fmin (*low, floor (first));
      if (isfinite (last))
        *high = fmax (*high, ceil (last));
    }
  *low = fmax (*low, -MAX_LOGIT_REACH);
  *high = fmin (*high, MAX_LOGIT_REACH);
  room = fmax (0, MIN_LOGIT_LENGTH - (*high - *low)) / 2;
  *low -= room;
  *high += room;
}

/* The greatest score s such that at least @share of all rows have scores >=
 * s. */
static double
get_quantile (const LimenSweep *sweep, double share)
{
  double total = limen_sweep_get_positives (sweep)
                 + limen_sweep_get_negatives (sweep);
  gsize low = 0, high = limen_sweep_get_n_scores (sweep);

  while (high - low > 1)
    {
      gsize middle = low + (high - low) / 2;
      LimenConfusion c = limen_sweep_get_confusion (sweep, middle);

      if (c.tp + c.fp >= share * total)
        low = middle;
      else
        high = middle;
    }
  return limen_sweep_get_score (sweep, low);
}

/* The step for the range of scores without half a percent of the rows at
 * either end. */
static double
get_step (const LimenSweep *sweep)
{
  double range = get_quantile (sweep, OUTLIERS)
                 - get_quantile (sweep, 1 - OUTLIERS);

  return limen_threshold_step_new (range);
}

static LimenThresholdLayout
new_plain_axis (const LimenSweep *sweep, const char *title)
{
  gsize n = limen_sweep_get_n_scores (sweep);
  double low = limen_sweep_get_score (sweep, 0);
  double high = limen_sweep_get_score (sweep, n - 1);
  double room = high > low ? 0.02 * (high - low)
                           : fmax (0.5, 0.05 * fabs (high));

  return (LimenThresholdLayout){
    .scale = limen_scale_new (LIMEN_TRANSFORM_LINEAR, low - room, high + room),
    .title = title,
  };
}

static LimenThresholdLayout
new_probability_axis (const LimenSweep *sweep, gboolean is_logit)
{
  double low, high;

  if (!is_logit)
    return (LimenThresholdLayout){
      .scale = limen_scale_new (LIMEN_TRANSFORM_LINEAR, 0, 1),
      .title = _ ("threshold on P(positive)"),
    };

  find_logit_ends (sweep, &low, &high);
  return (LimenThresholdLayout){
    .scale = limen_scale_new (LIMEN_TRANSFORM_LOGIT, limen_sigmoid (low),
                              limen_sigmoid (high)),
    .title = _ ("threshold on P(positive), logit scale"),
  };
}

static LimenThresholdLayout
new_logit_axis (const LimenSweep *sweep, gboolean is_logit)
{
  gboolean is_reversed = limen_sweep_is_reversed (sweep);

  if (is_logit)
    return new_plain_axis (
        sweep, is_reversed
                   ? _ ("threshold on the logit (reversed: low is positive)")
                   : _ ("threshold on the logit"));

  return (LimenThresholdLayout){
    .scale = limen_scale_new (LIMEN_TRANSFORM_SIGMOID, -FULL_SIGMOID_REACH,
                              FULL_SIGMOID_REACH),
    .title = is_reversed ? _ ("threshold on the logit, probability scale "
                              "(reversed: low is positive)")
                         : _ ("threshold on the logit, probability scale"),
  };
}

static LimenThresholdLayout
new_axis (LimenKind kind, const LimenSweep *sweep, gboolean is_logit)
{
  switch (kind)
    {
    case LIMEN_KIND_PROBABILITY:
      return new_probability_axis (sweep, is_logit);
    case LIMEN_KIND_LOGIT:
      return new_logit_axis (sweep, is_logit);
    case LIMEN_KIND_LOG_PROBABILITY:
      return new_plain_axis (sweep, _ ("threshold on log P(positive)"));
    case LIMEN_KIND_SCORE:
    default:
      return new_plain_axis (
          sweep, limen_sweep_is_reversed (sweep)
                     ? _ ("threshold on the score (reversed: low is positive)")
                     : _ ("threshold on the score"));
    }
}

/* The layout of scores of one kind: probabilities from 0 to 1, all others from
 * the lowest to the highest score. `is_logit` lays out probabilities and
 * logits by their logit. Where scores are reversed, labels are in the file's
 * units and fall from left to right, so that positive predictions are at the
 * right as always. */
LimenThresholdLayout
limen_threshold_layout_new (LimenKind kind, const LimenSweep *sweep,
                            gboolean is_logit)
{
  LimenThresholdLayout self = new_axis (kind, sweep, is_logit);

  self.scale.is_reversed = limen_sweep_is_reversed (sweep);
  self.step = get_step (sweep);
  return self;
}

/* The range of thresholds: probabilities from 0 to 1, other scores from the
 * lowest to the highest. */
LimenThresholdLimits
limen_threshold_limits_new (LimenKind kind, const LimenSweep *sweep,
                            double step)
{
  gboolean is_probability = kind == LIMEN_KIND_PROBABILITY;
  gboolean is_reversed = limen_sweep_is_reversed (sweep);
  gsize n = limen_sweep_get_n_scores (sweep);
  double low = is_probability ? 0 : limen_sweep_get_score (sweep, 0);
  double high = is_probability ? 1 : limen_sweep_get_score (sweep, n - 1);

  limen_interval_reverse (&low, &high, is_reversed);
  return (LimenThresholdLimits){ low, high, step, is_probability,
                                 is_reversed };
}
