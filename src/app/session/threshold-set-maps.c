/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "threshold-set-private.h"

#include <math.h>

#include "jobs.h"

/* Makes the recalibrated scores `mapped` decide, with one threshold per class
 * on their scale; NULL: the scores of the file decide. `name` is the name of
 * the cutoffs that the maps belong to. Takes a reference to `mapped`; copies
 * the thresholds and the name. */
void
limen_threshold_set_take_maps (LimenThresholdSet *self,
                               LimenThresholdScores *mapped,
                               const double *thresholds, const char *name)
{
  gboolean is_other = self->now.mapped != NULL || mapped != NULL;

  g_clear_pointer (&self->now.mapped, limen_threshold_scores_unref);
  g_clear_pointer (&self->now.mapped_thresholds, g_free);
  g_clear_pointer (&self->now.maps, g_free);
  if (mapped != NULL)
    {
      self->now.mapped = limen_threshold_scores_ref (mapped);
      self->now.mapped_thresholds
          = g_memdup2 (thresholds, self->now.n * sizeof *thresholds);
      self->now.maps = g_strdup (name);
    }
  if (is_other)
    g_object_notify (G_OBJECT (self), "maps");
}

/* Maps a threshold by the recalibration map of a class. Infinite thresholds
 * are returned unchanged. Maps must be in use. */
double
limen_threshold_set_map (LimenThresholdSet *self, gsize class,
                         double threshold)
{
  const LimenRecalibration *map
      = limen_threshold_scores_get_recalibration (self->now.mapped, class);
  LimenKind kind = limen_threshold_scores_get_numbers (
                       limen_threshold_scores_get_source (self->now.mapped))
                       ->kind;

  /* A threshold above all scores stays above all probabilities. */
  if (map != NULL && isfinite (threshold))
    limen_recalibration_apply_all (map, kind, &threshold, &threshold, 1);
  return threshold;
}

static void
set_computed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  LimenThresholdSet *self = LIMEN_THRESHOLD_SET (object);
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  g_autoptr (LimenCutoffSet) set
      = limen_job_set_finish (result, &name, &error);

  if (set == NULL)
    {
      limen_threshold_set_fail (self, error);
      return;
    }
  g_clear_object (&self->searching);
  self->restored = name;
  limen_threshold_set_take_maps (self, set->mapped, set->mapped_thresholds,
                                 name);
  limen_threshold_set_set_rule (self, set->rule);
  limen_threshold_set_replace (self, set->thresholds);
  self->restored = NULL;
}

/* Restores a set of cutoffs asynchronously, with the decision rule and the
 * recalibration maps that they were chosen with. Ends with `replaced` or
 * `failed`. */
void
limen_threshold_set_restore (LimenThresholdSet *self, GPtrArray *cutoffs)
{
  g_return_if_fail (LIMEN_IS_THRESHOLD_SET (self));
  g_return_if_fail (self->analysis != NULL);

  limen_job_set_async (self->analysis, cutoffs,
                       limen_job_restart (&self->searching), self,
                       set_computed_cb);
}

/* In a handler of `replaced` or `notify`: name of the cutoffs that are being
 * restored; NULL if the change has another cause. Owned by the set. */
const char *
limen_threshold_set_get_restored (LimenThresholdSet *self)
{
  g_return_val_if_fail (LIMEN_IS_THRESHOLD_SET (self), NULL);

  return self->restored;
}

/* Name of the cutoffs whose maps are in use; NULL if none are. Owned by the
 * set. */
const char *
limen_threshold_set_get_maps (LimenThresholdSet *self)
{
  g_return_val_if_fail (LIMEN_IS_THRESHOLD_SET (self), NULL);

  return self->now.maps;
}

/* Drops the maps and decides by the scores of the file; the thresholds stay.
 */
void
limen_threshold_set_drop_maps (LimenThresholdSet *self)
{
  g_return_if_fail (LIMEN_IS_THRESHOLD_SET (self));

  limen_threshold_set_take_maps (self, NULL, NULL, NULL);
  limen_threshold_set_decide (self);
}

/* The scores that decide, recalibrated if maps are in use; owned by the set.
 * NULL without an analysis. */
LimenThresholdScores *
limen_threshold_set_get_deciding_scores (LimenThresholdSet *self)
{
  g_return_val_if_fail (LIMEN_IS_THRESHOLD_SET (self), NULL);

  if (self->now.mapped != NULL)
    return self->now.mapped;
  return self->analysis != NULL ? limen_analysis_get_scores (self->analysis)
                                : NULL;
}

/* The thresholds for the deciding scores, one per class; owned by the set. */
const double *
limen_threshold_set_get_deciding_thresholds (LimenThresholdSet *self)
{
  g_return_val_if_fail (LIMEN_IS_THRESHOLD_SET (self), NULL);

  return self->now.mapped != NULL ? self->now.mapped_thresholds
                                  : self->now.thresholds;
}

/* Whether the score `below`, just below a threshold, is still below it after
 * mapping; `deciding` is the mapped threshold. A flat part of a map makes both
 * equal. */
gboolean
limen_threshold_set_is_apart (LimenThresholdSet *self, gsize class,
                              double below, double deciding)
{
  const LimenRecalibration *map;

  g_return_val_if_fail (LIMEN_IS_THRESHOLD_SET (self), FALSE);
  g_return_val_if_fail (class < self->now.n, FALSE);

  map = self->now.mapped != NULL ? limen_threshold_scores_get_recalibration (
            self->now.mapped, class)
                                 : NULL;
  return map == NULL
         || (limen_recalibration_is_monotone (map)
             && (isinf (below)
                 || limen_threshold_set_map (self, class, below) < deciding));
}

/* The lower thresholds on the scale of the deciding scores, NaN without a grey
 * zone; a new array. */
double *
limen_threshold_set_new_deciding_refer_from (LimenThresholdSet *self)
{
  double *refer_from;

  g_return_val_if_fail (LIMEN_IS_THRESHOLD_SET (self), NULL);

  refer_from
      = g_memdup2 (self->now.refer_from, self->now.n * sizeof *refer_from);
  for (gsize k = 0; self->now.mapped != NULL && k < self->now.n; k++)
    if (!isnan (refer_from[k]))
      refer_from[k] = limen_threshold_set_map (self, k, refer_from[k]);
  return refer_from;
}
