/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "threshold-set-private.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "jobs.h"

/* Records the objective and the result of a search over all classes. Takes
 * ownership of the objective; NULL for none. */
void
limen_threshold_set_take_objective (LimenThresholdSet *self,
                                    LimenCommonObjective *objective,
                                    const double *thresholds)
{
  g_free (self->now.objective);
  g_free (self->now.found_thresholds);
  self->now.objective = objective;
  self->now.found_thresholds
      = g_memdup2 (thresholds, self->now.n * sizeof *thresholds);
}

static char *
describe_joint (LimenJointGoal goal, const LimenJointResult *found)
{
  const char *title = _ (limen_joint_goal_get_title (goal));

  switch (found->status)
    {
    case LIMEN_JOINT_FOUND:
      return g_strdup_printf (
          /* Translators: %s is a metric, such as “Accuracy”. */
          _ ("%s is %.4f, compared with %.4f by the largest score alone"),
          title, found->value, found->argmax_value);
    case LIMEN_JOINT_NO_MEMORY:
      return g_strdup (_ ("Not enough memory to search for the thresholds"));
    case LIMEN_JOINT_UNSUITABLE:
    case LIMEN_JOINT_CANCELLED:
    default:
      return g_strdup (_ (
          "Thresholds can be chosen together only where each row has one of "
          "several classes and the scores are probabilities or logits"));
    }
}

static void
joint_computed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  LimenThresholdSet *self = LIMEN_THRESHOLD_SET (object);
  LimenJointGoal goal;
  LimenJointResult found;
  g_autofree double *thresholds
      = limen_job_joint_finish (result, &goal, &found);
  g_autofree char *sentence = NULL;

  if (thresholds == NULL || found.status == LIMEN_JOINT_CANCELLED)
    return;
  g_clear_object (&self->searching);
  if (found.status == LIMEN_JOINT_FOUND)
    {
      limen_threshold_set_set_rule (self,
                                    LIMEN_DECISION_ARGMAX_OVER_THRESHOLD);
      limen_threshold_set_set_all (self, thresholds);
      limen_threshold_set_take_objective (
          self, limen_common_objective_new_joint (goal, found.value),
          thresholds);
    }
  sentence = describe_joint (goal, &found);
  g_signal_emit_by_name (self, "found", sentence);
}

/* Searches the thresholds that are best for all classes together, and sets
 * them. Takes ownership of `costs` (n_classes x n_classes, for
 * LIMEN_JOINT_COST; NULL for other goals). */
void
limen_threshold_set_optimize_jointly (LimenThresholdSet *self,
                                      LimenJointGoal goal, double *costs)
{
  g_return_if_fail (LIMEN_IS_THRESHOLD_SET (self));
  g_return_if_fail (self->analysis != NULL);

  limen_job_joint_async (self->analysis, goal, costs,
                         limen_job_restart (&self->searching), self,
                         joint_computed_cb);
}

static char *
describe_shared (const LimenObjective *objective, const LimenOptimum *optimum)
{
  const char *title = _ (limen_metric_get_info (objective->metric.id)->title);

  if (optimum->status == LIMEN_OPTIMUM_FOUND)
    /* Translators: %s is a metric, such as “F1”. */
    return g_strdup_printf (_ ("%s over all classes is %.4f"), title,
                            optimum->value);
  return g_strdup (
      _ ("No shared threshold meets the constraints of the objective"));
}

static void
shared_computed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  LimenThresholdSet *self = LIMEN_THRESHOLD_SET (object);
  LimenObjective objective;
  LimenOptimum optimum;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (!limen_job_shared_finish (result, &objective, &optimum, &error))
    {
      limen_threshold_set_fail (self, error);
      return;
    }
  g_clear_object (&self->searching);
  if (optimum.status == LIMEN_OPTIMUM_FOUND)
    {
      limen_threshold_set_share (self, optimum.positive_from.threshold);
      limen_threshold_set_take_objective (
          self, limen_common_objective_new_shared (&objective, optimum.value),
          self->now.thresholds);
    }
  sentence = describe_shared (&objective, &optimum);
  g_signal_emit_by_name (self, "found", sentence);
}

/* Searches the shared threshold that is best for the micro average of the
 * objective's metric, and sets it; F1 for NULL. The prevalence of a single
 * class is not applied. */
void
limen_threshold_set_optimize_shared (LimenThresholdSet *self,
                                     const LimenObjective *objective)
{
  LimenObjective shared
      = limen_objective_new ((LimenMetric){ LIMEN_METRIC_F1, 1 }, FALSE);

  g_return_if_fail (LIMEN_IS_THRESHOLD_SET (self));
  g_return_if_fail (self->analysis != NULL);

  if (objective != NULL)
    shared = *objective;
  shared.prevalence = NAN;
  limen_job_shared_async (self->analysis, &shared,
                          limen_job_restart (&self->searching), self,
                          shared_computed_cb);
}

static gboolean
has_zone (LimenThresholdSet *self)
{
  for (gsize k = 0; k < self->now.n; k++)
    if (!isnan (self->now.refer_from[k]))
      return TRUE;
  return FALSE;
}

/* The objective that all thresholds were chosen for together; NULL if there is
 * none, or if a threshold, the rule or the maps changed since. Owned by the
 * set. */
const LimenCommonObjective *
limen_threshold_set_get_objective (LimenThresholdSet *self)
{
  g_return_val_if_fail (LIMEN_IS_THRESHOLD_SET (self), NULL);

  if (self->now.objective == NULL || self->now.mapped != NULL
      || has_zone (self)
      || memcmp (self->now.thresholds, self->now.found_thresholds,
                 self->now.n * sizeof *self->now.thresholds)
             != 0)
    return NULL;
  return self->now.objective->objective.type == LIMEN_CUTOFF_SHARED_THRESHOLD
                 || self->now.rule == LIMEN_DECISION_ARGMAX_OVER_THRESHOLD
             ? self->now.objective
             : NULL;
}
