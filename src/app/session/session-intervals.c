/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-private.h"

/* Shows or hides intervals everywhere. */
void
limen_session_set_intervals (LimenSession *self, gboolean has_intervals)
{
  if (self->has_intervals == has_intervals)
    return;
  self->has_intervals = has_intervals;
  limen_session_notify (self, LIMEN_SESSION_PROP_INTERVALS);
}

/* Whether values are shown with their intervals. */
gboolean
limen_session_has_intervals (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), FALSE);

  return self->has_intervals;
}

/* The plan of all intervals; without resamples while they are hidden. */
LimenBootstrap
limen_session_get_bootstrap (LimenSession *self)
{
  LimenBootstrap plan = LIMEN_BOOTSTRAP_DEFAULT;

  g_return_val_if_fail (LIMEN_IS_SESSION (self), plan);

  if (!self->has_intervals)
    plan.n_resamples = 0;
  return plan;
}
