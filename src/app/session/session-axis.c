/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-private.h"

#include <math.h>

#include "threshold.h"

/* Lays out the thresholds of the current class. What is shown of the axis
 * stays, unless the scores are others. Without a class there is nothing on
 * it. */
void
limen_session_update_axis (LimenSession *self, gboolean has_same_scores)
{
  gboolean was_zoomed = limen_session_is_zoomed (self);
  LimenScale before = self->range;

  if (self->class != NULL)
    self->axis = limen_threshold_layout_new (limen_session_get_kind (self),
                                             limen_session_get_sweep (self),
                                             self->is_logit_axis);
  self->range = self->axis.scale;
  if (has_same_scores && was_zoomed)
    self->range = limen_scale_cut (&self->axis.scale, before.low, before.high);
  limen_session_emit (self, LIMEN_SESSION_AXIS_CHANGED, NULL);
}

/* Lays thresholds out by their logit where that can be, or does not. */
void
limen_session_set_logit_axis (LimenSession *self, gboolean is_logit)
{
  if (self->is_logit_axis == is_logit)
    return;
  self->is_logit_axis = is_logit;
  if (self->analysis != NULL)
    limen_session_update_axis (self, TRUE);
  limen_session_notify (self, LIMEN_SESSION_PROP_LOGIT_AXIS);
}

/* Whether thresholds are laid out by their logit where that can be. */
gboolean
limen_session_has_logit_axis (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), FALSE);

  return self->is_logit_axis;
}

/* Whether the current class has low scores where it is positive, so that its
 * scores and thresholds are minus those of the file; FALSE before there is
 * one. */
gboolean
limen_session_is_reversed (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), FALSE);

  return self->class != NULL
         && limen_sweep_is_reversed (limen_session_get_sweep (self));
}

/* A threshold of the current class as people see it, in the units of the file;
 * or one that they said as the session has it. */
double
limen_session_reverse (LimenSession *self, double threshold)
{
  return limen_threshold_reverse (threshold, limen_session_is_reversed (self));
}

/* How thresholds are laid out; owned by the session. */
const LimenThresholdLayout *
limen_session_get_axis (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), NULL);

  return &self->axis;
}

/* What figures show of the axis: all of it, or a part; owned by the
 * session. */
const LimenScale *
limen_session_get_range (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), NULL);

  return &self->range;
}

/* Shows the part of the axis from `low` to `high`; all of it where that is no
 * part of it, as from -infinity to infinity. */
void
limen_session_set_range (LimenSession *self, double low, double high)
{
  LimenScale range;

  g_return_if_fail (LIMEN_IS_SESSION (self));

  if (self->class == NULL)
    return;
  range = limen_scale_cut (&self->axis.scale, low, high);
  if (range.low == self->range.low && range.high == self->range.high)
    return;
  self->range = range;
  limen_session_emit (self, LIMEN_SESSION_RANGE_CHANGED, NULL);
}

/* Whether figures show less than the whole axis. */
gboolean
limen_session_is_zoomed (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), FALSE);

  return limen_scale_is_part (&self->axis.scale, &self->range);
}

/* Moves what is shown of the axis so that a threshold beyond it stands in the
 * middle. Infinity is nowhere on it. */
void
limen_session_show_threshold (LimenSession *self, double threshold)
{
  LimenScale range;

  if (!limen_session_is_zoomed (self) || !isfinite (threshold)
      || (threshold >= self->range.low && threshold <= self->range.high))
    return;
  range = limen_scale_center (&self->axis.scale, &self->range, threshold);
  limen_session_set_range (self, range.low, range.high);
}

/* What an arrow key moves a threshold by: about a hundredth of the scores in
 * use, or of what is shown where that is less. */
double
limen_session_get_step (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), 0);

  if (!limen_session_is_zoomed (self))
    return self->axis.step;
  return fmin (self->axis.step,
               limen_threshold_step_new (self->range.high - self->range.low));
}

/* What thresholds may be by hand, in the units of the file; a session must
 * have an analysis. */
LimenThresholdLimits
limen_session_get_limits (LimenSession *self)
{
  g_return_val_if_fail (self->class != NULL, (LimenThresholdLimits){ 0 });

  return limen_threshold_limits_new (limen_session_get_kind (self),
                                     limen_session_get_sweep (self),
                                     limen_session_get_step (self));
}
