/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-private.h"

#include <math.h>

#include "threshold.h"

/* Recomputes the axis for the current class; it is empty without a class. The
 * visible part is kept if `has_same_scores`, else reset to the whole axis. */
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

/* Switches to a logit axis where the scores allow one, or back. */
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

/* Whether the user wants a logit axis; it is used where the scores allow one.
 */
gboolean
limen_session_has_logit_axis (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), FALSE);

  return self->is_logit_axis;
}

/* Whether low scores mean positive for the current class; its scores and
 * thresholds are then negated against those of the file. FALSE without a
 * class. */
gboolean
limen_session_is_reversed (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), FALSE);

  return self->class != NULL
         && limen_sweep_is_reversed (limen_session_get_sweep (self));
}

/* Converts a threshold of the current class between the units of the file,
 * which users see, and those of the session. It is its own inverse. */
double
limen_session_reverse (LimenSession *self, double threshold)
{
  return limen_threshold_reverse (threshold, limen_session_is_reversed (self));
}

/* The layout of the threshold axis; owned by the session. */
const LimenThresholdLayout *
limen_session_get_axis (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), NULL);

  return &self->axis;
}

/* The visible part of the axis; owned by the session. */
const LimenScale *
limen_session_get_range (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), NULL);

  return &self->range;
}

/* Shows the part of the axis from `low` to `high`; all of it if the range is
 * not a part of it, such as -infinity to infinity. */
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

/* Whether figures show only a part of the axis. */
gboolean
limen_session_is_zoomed (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), FALSE);

  return limen_scale_is_part (&self->axis.scale, &self->range);
}

/* Scrolls the visible part so that a threshold outside it is in the middle.
 * Does nothing for infinity. */
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

/* The step of an arrow key: about a hundredth of the range of the scores, or
 * of the visible part if that is smaller. */
double
limen_session_get_step (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), 0);

  if (!limen_session_is_zoomed (self))
    return self->axis.step;
  return fmin (self->axis.step,
               limen_threshold_step_new (self->range.high - self->range.low));
}

/* The range of thresholds that can be entered, in the units of the file. The
 * session must have an analysis. */
LimenThresholdLimits
limen_session_get_limits (LimenSession *self)
{
  g_return_val_if_fail (self->class != NULL, (LimenThresholdLimits){ 0 });

  return limen_threshold_limits_new (limen_session_get_kind (self),
                                     limen_session_get_sweep (self),
                                     limen_session_get_step (self));
}
