#include "threshold-layout.h"

#include <math.h>

#include "link.h"

/* How far an axis of logits goes at the least and at the most. */
#define MIN_LOGIT_REACH 3.0
#define MAX_LOGIT_REACH 12.0
/* Where a sigmoid has come within a pixel of its ends. */
#define FULL_SIGMOID_REACH 12.0

/* Whether thresholds of this kind can be laid out by probability or by
 * logit. */
gboolean
limen_threshold_layout_has_alternative (LimenKind kind)
{
  return kind == LIMEN_KIND_PROBABILITY || kind == LIMEN_KIND_LOGIT;
}

/* The farthest finite logit among probabilities that are not 0 or 1: only the
 * outermost four scores can hold it. */
static double
get_logit_reach (const LimenSweep *sweep)
{
  gsize n = limen_sweep_get_n_scores (sweep);
  double reach = 0;

  for (gsize i = 0; i < MIN (n, 2); i++)
    {
      double low = limen_logit (limen_sweep_get_score (sweep, i));
      double high = limen_logit (limen_sweep_get_score (sweep, n - 1 - i));

      if (isfinite (low))
        reach = fmax (reach, fabs (low));
      if (isfinite (high))
        reach = fmax (reach, fabs (high));
    }
  return CLAMP (ceil (reach), MIN_LOGIT_REACH, MAX_LOGIT_REACH);
}

/* A round power of ten, or its half or fifth, about a hundredth of a range. */
static double
get_round_step (double range)
{
  double power = pow (10, floor (log10 (range / 100)));
  double rest = range / 100 / power;

  return power * (rest < 2 ? 1 : rest < 5 ? 2 : 5);
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
    .step = get_round_step (high - low + 2 * room),
    .title = title,
  };
}

static LimenThresholdLayout
new_probability_axis (const LimenSweep *sweep, gboolean is_logit)
{
  double reach;

  if (!is_logit)
    return (LimenThresholdLayout){
      .scale = limen_scale_new (LIMEN_TRANSFORM_LINEAR, 0, 1),
      .step = 0.01,
      .title = "threshold on P(positive)",
    };

  reach = get_logit_reach (sweep);
  return (LimenThresholdLayout){
    .scale = limen_scale_new (LIMEN_TRANSFORM_LOGIT, limen_sigmoid (-reach),
                              limen_sigmoid (reach)),
    .step = 0.01,
    .title = "threshold on P(positive), laid out by its logit",
  };
}

static LimenThresholdLayout
new_logit_axis (const LimenSweep *sweep, gboolean is_logit)
{
  gboolean is_reversed = limen_sweep_is_reversed (sweep);

  if (is_logit)
    return new_plain_axis (
        sweep, is_reversed
                   ? "threshold on the logit (reversed: low is positive)"
                   : "threshold on the logit");

  return (LimenThresholdLayout){
    .scale = limen_scale_new (LIMEN_TRANSFORM_SIGMOID, -FULL_SIGMOID_REACH,
                              FULL_SIGMOID_REACH),
    .step = 0.05,
    .title = is_reversed ? "threshold on the logit, laid out by its "
                           "probability (reversed: low is positive)"
                         : "threshold on the logit, laid out by its "
                           "probability",
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
      return new_plain_axis (sweep, "threshold on log P(positive)");
    case LIMEN_KIND_SCORE:
    default:
      return new_plain_axis (
          sweep, limen_sweep_is_reversed (sweep)
                     ? "threshold on the score (reversed: low is positive)"
                     : "threshold on the score");
    }
}

/* The axis of scores of one kind: probabilities from 0 to 1, all else as far
 * as the scores go. `is_logit` lays probabilities and logits out by their
 * logit. Of reversed scores the labels are in the file's units, and fall from
 * left to right, so that what is positive stands at the right as ever. */
LimenThresholdLayout
limen_threshold_layout_new (LimenKind kind, const LimenSweep *sweep,
                            gboolean is_logit)
{
  LimenThresholdLayout self = new_axis (kind, sweep, is_logit);

  self.scale.is_reversed = limen_sweep_is_reversed (sweep);
  return self;
}
