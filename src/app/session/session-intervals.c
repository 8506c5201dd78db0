/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-private.h"

#include <math.h>

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

/* Whether the thresholds are those of the optimum that was found on these
 * rows. */
static gboolean
is_optimum (LimenSession *self)
{
  const LimenOptimum *optimum = limen_session_get_optimum (self);

  return limen_session_get_objective (self) != NULL && optimum != NULL
         && optimum->status == LIMEN_OPTIMUM_FOUND
         && optimum->positive_from.threshold
                == limen_session_get_threshold (self);
}

static gboolean
is_equal (double a, double b)
{
  return a == b || (isnan (a) && isnan (b));
}

/* Whether a cutoff that was chosen on other rows has the thresholds of the
 * session. */
static gboolean
is_from_elsewhere (LimenSession *self, LimenCutoff *cutoff)
{
  LimenResolvedCutoff resolved;

  return limen_cutoff_is_of_other_rows (cutoff,
                                        limen_session_get_dataset (self))
         && limen_session_resolve_cutoff (self, cutoff, &resolved)
         && resolved.threshold == limen_session_get_threshold (self)
         && is_equal (resolved.refer_from,
                      limen_session_get_refer_from (self));
}

/* Whether the metrics at the threshold may be too good because it was chosen
 * on these rows: found by an objective, typed or dragged. FALSE at the
 * threshold of a cutoff from another file, and for a file of decisions. */
gboolean
limen_session_is_apparent (LimenSession *self)
{
  GListModel *cutoffs;

  g_return_val_if_fail (LIMEN_IS_SESSION (self), FALSE);

  if (!limen_session_has_thresholds (self))
    return FALSE;
  if (is_optimum (self))
    return TRUE;
  cutoffs = G_LIST_MODEL (self->cutoffs);
  for (guint i = 0; i < g_list_model_get_n_items (cutoffs); i++)
    {
      g_autoptr (LimenCutoff) cutoff = g_list_model_get_item (cutoffs, i);

      if (is_from_elsewhere (self, cutoff))
        return FALSE;
    }
  return TRUE;
}
