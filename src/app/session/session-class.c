/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-private.h"

#include <math.h>

#include "jobs.h"

/* The sweep of the current class, of which there must be one. */
const LimenSweep *
limen_session_get_sweep (LimenSession *self)
{
  return limen_one_vs_rest_get_sweep (self->class);
}

/* The kind of the scores of the current class, of which there must be one. */
LimenKind
limen_session_get_kind (LimenSession *self)
{
  return limen_one_vs_rest_get_numbers (self->class)->kind;
}

/* The objective and population of the current class. */
LimenClassChoice *
limen_session_get_choice (LimenSession *self)
{
  return &self->choices[self->class_index];
}

/* The current class */

/* Takes ownership of a class, or NULL, and looks up the candidate of its
 * threshold. */
void
limen_session_hold_class (LimenSession *self, LimenOneVsRest *class)
{
  self->class = class;
  self->class_index = class != NULL ? limen_one_vs_rest_get_class (class) : 0;
  self->candidate = class != NULL
                        ? limen_sweep_find (limen_session_get_sweep (self),
                                            limen_session_get_threshold (self))
                        : 0;
}

/* Makes another class current, or none (NULL). Each class keeps its threshold
 * and objective; an unfinished search for the new class is restarted. */
void
limen_session_take_class (LimenSession *self, LimenOneVsRest *class)
{
  /* Views may use the old class until they have the new one. */
  g_autoptr (LimenOneVsRest) old = g_steal_pointer (&self->class);

  limen_job_cancel (&self->optimizing);
  limen_session_hold_class (self, class);
  if (self->test != NULL && class != old)
    limen_session_update_test_class (self);
  if (class != NULL)
    limen_session_start_search (self);
  limen_session_update_axis (self, class == old);
  limen_session_emit (self, LIMEN_SESSION_CLASS_CHANGED, NULL);
  limen_session_emit (self, LIMEN_SESSION_OPTIMUM_CHANGED, NULL);
  limen_session_notify (self, LIMEN_SESSION_PROP_THRESHOLD);
  limen_session_notify (self, LIMEN_SESSION_PROP_REFER_FROM);
}

static void
class_computed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  LimenSession *self = LIMEN_SESSION (object);
  g_autoptr (GError) error = NULL;
  LimenOneVsRest *class = limen_job_class_finish (result, &error);

  if (class != NULL)
    limen_session_take_class (self, class);
  else
    limen_session_fail (self, LIMEN_SESSION_COMPUTE_FAILED, error);
}

/* Emits the signals of the current class again. */
void
limen_session_refresh_class (LimenSession *self)
{
  limen_session_take_class (self, limen_one_vs_rest_ref (self->class));
}

/* The current class against the rest; owned by the session. NULL without an
 * analysis, and for a regression, which has no classes. */
LimenOneVsRest *
limen_session_get_class (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), NULL);

  return self->class;
}

/* Makes another class current, once it is computed; `class-changed` is emitted
 * then. */
void
limen_session_select_class (LimenSession *self, gsize class)
{
  g_return_if_fail (LIMEN_IS_SESSION (self));
  g_return_if_fail (self->analysis != NULL);
  g_return_if_fail (class < limen_analysis_get_n_classes (self->analysis));

  limen_job_cancel (&self->switching);
  if (class != self->class_index)
    limen_job_class_async (self->analysis, class,
                           limen_job_restart (&self->switching), self,
                           class_computed_cb);
}

/* Whether the metrics of the current class are those against the rest at its
 * own threshold, while the classes are decided jointly. */
gboolean
limen_session_is_against_rest (LimenSession *self)
{
  return limen_session_has_classes (self)
         && limen_task_get (limen_dataset_get_predictions (
                                limen_one_vs_rest_get_dataset (self->class))
                                ->task)
                ->has_joint_decision;
}

/* The threshold */

/* Whether there are several classes, each with a threshold. */
gboolean
limen_session_has_classes (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), FALSE);

  return self->analysis != NULL
         && limen_analysis_get_n_classes (self->analysis) > 1;
}

/* Whether there is a threshold to choose: FALSE for a file of decisions, and
 * without a file. */
gboolean
limen_session_has_thresholds (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), FALSE);

  return self->class != NULL
         && limen_kind_has_thresholds (limen_session_get_kind (self));
}

/* The threshold of the current class. */
double
limen_session_get_threshold (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), NAN);

  return limen_threshold_set_get (self->thresholds, self->class_index);
}

static gboolean
move_threshold (LimenSession *self, double threshold)
{
  if (limen_session_get_threshold (self) == threshold
      || (self->class != NULL && !limen_session_has_thresholds (self)))
    return FALSE;
  if (limen_session_get_refer_from (self) > threshold)
    limen_session_move_refer_from (self, threshold);
  limen_threshold_set_set (self->thresholds, self->class_index, threshold);
  if (self->class != NULL)
    self->candidate
        = limen_sweep_find (limen_session_get_sweep (self), threshold);
  limen_session_show_threshold (self, threshold);
  limen_session_notify (self, LIMEN_SESSION_PROP_THRESHOLD);
  return TRUE;
}

/* As limen_session_set_threshold(), but the move is not recorded as the
 * user's. */
void
limen_session_move_threshold (LimenSession *self, double threshold)
{
  move_threshold (self, threshold);
}

/* Moves the threshold of the current class and records the move for undo. A
 * lower threshold that would lie above it moves with it. At infinity no row is
 * positive. Does nothing for a file of decisions. O(log n). */
void
limen_session_set_threshold (LimenSession *self, double threshold)
{
  g_return_if_fail (LIMEN_IS_SESSION (self));
  g_return_if_fail (threshold > -(double) INFINITY);

  if (move_threshold (self, threshold))
    limen_session_record_move (self, LIMEN_CHANGE_OF_THRESHOLD);
}

/* The lower threshold of the current class, from which on rows are referred;
 * NaN: no grey zone. */
double
limen_session_get_refer_from (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), NAN);

  return limen_threshold_set_get_refer_from (self->thresholds,
                                             self->class_index);
}

/* Whether the current class has a grey zone, which may be empty. */
gboolean
limen_session_has_zone (LimenSession *self)
{
  return !isnan (limen_session_get_refer_from (self));
}

/* Index in the sweep of the candidate that decides every row as the threshold
 * does; 0 without a class. */
gsize
limen_session_get_candidate (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), 0);

  return self->candidate;
}

/* The confusion matrix at the threshold. The session must have an analysis. */
LimenConfusion
limen_session_get_confusion (LimenSession *self)
{
  g_return_val_if_fail (self->class != NULL, (LimenConfusion){ 0 });

  return limen_sweep_get_confusion (limen_session_get_sweep (self),
                                    self->candidate);
}
