#include "session-private.h"

#include <math.h>

#include "jobs.h"
#include "report-error.h"

/* The pinned cutoffs; owned by the session. */
LimenCutoffStore *
limen_session_get_cutoffs (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), NULL);

  return self->cutoffs;
}

/* "pinning "cutoff 1"" */
static void
record (LimenSession *self, const char *what, const char *name)
{
  g_autofree char *title
      = g_strdup_printf ("%s \342\200\234%s\342\200\235", what, name);

  limen_session_record (self, title);
}

/* Whether a cutoff is for the class at hand; of one class alone any may be
 * meant. */
gboolean
limen_session_is_at_hand (LimenSession *self, LimenCutoff *cutoff)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), FALSE);

  return !limen_session_has_classes (self)
         || g_str_equal (limen_cutoff_get_class_name (cutoff),
                         limen_one_vs_rest_get_name (self->class));
}

/* A cutoff's threshold in the unit of the class at hand; FALSE where it is for
 * another class, or there is no way from one unit to the other. */
gboolean
limen_session_convert_threshold (LimenSession *self, LimenCutoff *cutoff,
                                 double *threshold)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), FALSE);

  if (!limen_session_has_thresholds (self)
      || !limen_session_is_at_hand (self, cutoff))
    return FALSE;
  /* Above all scores of one kind is above all of another. */
  *threshold = limen_cutoff_get_threshold (cutoff);
  return *threshold == (double) INFINITY
         || limen_cutoff_convert_threshold (
             cutoff, limen_one_vs_rest_get_numbers (self->class), threshold);
}

/* Pins the threshold, or both of a grey zone, under a name of its own; returns
 * the cutoff, owned by the session. A session must have an analysis. */
LimenCutoff *
limen_session_pin (LimenSession *self)
{
  g_autofree char *name = NULL;
  g_autoptr (LimenCutoff) cutoff = NULL;

  g_return_val_if_fail (LIMEN_IS_SESSION (self), NULL);
  g_return_val_if_fail (self->class != NULL, NULL);

  name = limen_cutoff_store_new_name (self->cutoffs);
  cutoff = limen_class_choice_new_cutoff (
      limen_session_get_choice (self), name, self->class,
      limen_session_get_threshold (self), limen_session_get_refer_from (self));
  limen_cutoff_store_append (self->cutoffs, cutoff);
  record (self, "pinning", name);
  return cutoff;
}

/* The same with a map of the scores of the class at hand, which rises and is
 * copied: the cutoff has its thresholds for its probabilities as well. */
LimenCutoff *
limen_session_pin_with_map (LimenSession *self, const LimenRecalibration *map)
{
  g_autofree char *name = NULL;
  g_autoptr (LimenCutoff) cutoff = NULL;

  g_return_val_if_fail (LIMEN_IS_SESSION (self), NULL);
  g_return_val_if_fail (self->class != NULL, NULL);
  g_return_val_if_fail (limen_recalibration_is_monotone (map), NULL);

  name = limen_cutoff_store_new_name (self->cutoffs);
  cutoff = limen_class_choice_new_cutoff_with_map (
      limen_session_get_choice (self), name, self->class,
      limen_session_get_threshold (self), limen_session_get_refer_from (self),
      map);
  limen_cutoff_store_append (self->cutoffs, cutoff);
  record (self, "pinning", name);
  return cutoff;
}

/* Removes a cutoff, and all of its set with it. */
void
limen_session_remove_cutoff (LimenSession *self, LimenCutoff *cutoff)
{
  g_autoptr (GPtrArray) set = NULL;
  guint position;

  g_return_if_fail (LIMEN_IS_SESSION (self));

  set = limen_cutoff_store_get_set (self->cutoffs, cutoff);
  for (guint i = 0; i < set->len; i++)
    if (limen_cutoff_store_find (self->cutoffs, g_ptr_array_index (set, i),
                                 &position))
      limen_cutoff_store_remove (self->cutoffs, position);
  record (self, "removing", limen_cutoff_get_name (cutoff));
}

/* Renames a cutoff, and all of its set, as limen_cutoff_store_rename(). */
void
limen_session_rename_cutoff (LimenSession *self, LimenCutoff *cutoff,
                             const char *name)
{
  g_autofree char *before = NULL;

  g_return_if_fail (LIMEN_IS_SESSION (self));

  before = g_strdup (limen_cutoff_get_name (cutoff));
  limen_cutoff_store_rename (self->cutoffs, cutoff, name);
  if (!g_str_equal (before, limen_cutoff_get_name (cutoff)))
    record (self, "renaming", before);
}

/* Adds the cutoffs of a file, as limen_cutoff_store_open(). */
gboolean
limen_session_open_cutoffs (LimenSession *self, const char *path,
                            GError **error)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (LIMEN_IS_SESSION (self), FALSE);

  if (!limen_cutoff_store_open (self->cutoffs, path, error))
    return FALSE;
  name = g_path_get_basename (path);
  record (self, "adding the cutoffs of", name);
  return TRUE;
}

/* All classes */

static void
cutoffs_computed_cb (GObject *object, GAsyncResult *result,
                     gpointer user_data)
{
  LimenSession *self = LIMEN_SESSION (object);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) cutoffs = limen_job_cutoffs_finish (result, &error);

  if (cutoffs == NULL)
    {
      limen_session_fail (self, LIMEN_SESSION_COMPUTE_FAILED, error);
      return;
    }
  g_clear_object (&self->pinning);
  for (guint i = 0; i < cutoffs->len; i++)
    limen_cutoff_store_append (self->cutoffs, g_ptr_array_index (cutoffs, i));
  record (self, "pinning",
          limen_cutoff_get_name (g_ptr_array_index (cutoffs, 0)));
  limen_session_emit (self, LIMEN_SESSION_PINNED, cutoffs);
}

/* Of each class, where its threshold is still the optimum, by maps as well. */
static LimenObjective **
new_objectives (LimenSession *self)
{
  gsize n = limen_analysis_get_n_classes (self->analysis);
  LimenObjective **objectives = g_new0 (LimenObjective *, n);

  for (gsize k = 0; k < n; k++)
    {
      const LimenClassChoice *choice = &self->choices[k];

      if (limen_class_choice_is_met (choice)
          && limen_threshold_set_get (self->thresholds, k)
                 > choice->optimum.low
          && limen_threshold_set_get (self->thresholds, k)
                 <= choice->optimum.high
          && limen_threshold_set_is_apart (self->thresholds, k,
                                           choice->optimum.low))
        objectives[k] = g_memdup2 (&choice->objective,
                                   sizeof choice->objective);
    }
  return objectives;
}

/* Of each class's population. */
static double *
new_prevalences (LimenSession *self)
{
  gsize n = limen_analysis_get_n_classes (self->analysis);
  double *prevalences = g_new (double, n);

  for (gsize k = 0; k < n; k++)
    prevalences[k] = self->choices[k].prevalence;
  return prevalences;
}

static LimenGreyZoneChoice *
new_zones (LimenSession *self)
{
  gsize n = limen_analysis_get_n_classes (self->analysis);
  LimenGreyZoneChoice *zones = g_new (LimenGreyZoneChoice, n);

  for (gsize k = 0; k < n; k++)
    zones[k] = self->choices[k].zone;
  return zones;
}

/* Pins the thresholds of all classes under one name, with the rule; `pinned`
 * tells, with all of them. */
void
limen_session_pin_all (LimenSession *self)
{
  g_autofree char *name = NULL;
  g_autofree double *refer_from = NULL;

  g_return_if_fail (LIMEN_IS_SESSION (self));
  g_return_if_fail (self->analysis != NULL);

  name = limen_cutoff_store_new_name (self->cutoffs);
  refer_from = limen_threshold_set_new_deciding_refer_from (self->thresholds);
  limen_job_cutoffs_async (self->analysis,
                           limen_threshold_set_get_deciding_scores (
                               self->thresholds),
                           name,
                           limen_threshold_set_get_deciding_thresholds (
                               self->thresholds),
                           limen_threshold_set_get_objective (
                               self->thresholds),
                           new_objectives (self), new_prevalences (self),
                           refer_from,
                           new_zones (self),
                           limen_threshold_set_get_rule (self->thresholds),
                           limen_job_restart (&self->pinning), self,
                           cutoffs_computed_cb);
}

/* Going back */

/* Tells that a cutoff is for scores that run the other way. */
static void
fail_reversed (LimenSession *self, LimenCutoff *cutoff)
{
  gboolean is_low = limen_cutoff_is_reversed (cutoff);
  g_autoptr (GError) error = g_error_new (
      LIMEN_REPORT_ERROR, LIMEN_REPORT_ERROR_OPTIONS,
      "The cutoff \342\200\234%s\342\200\235 was chosen where %s scores mean "
      "positive, and here %s ones do.",
      limen_cutoff_get_name (cutoff), is_low ? "low" : "high",
      is_low ? "high" : "low");

  limen_session_fail (self, LIMEN_SESSION_COMPUTE_FAILED, error);
}

/* To a cutoff's threshold, and to its grey zone or to none. */
static void
restore_alone (LimenSession *self, LimenCutoff *cutoff)
{
  double threshold, refer_from;

  if (limen_cutoff_is_reversed (cutoff) != limen_session_is_reversed (self))
    {
      fail_reversed (self, cutoff);
      return;
    }
  if (!limen_session_convert_threshold (self, cutoff, &threshold)
      || !(threshold > -(double) INFINITY))
    return;
  if (!limen_cutoff_convert_refer_from (
          cutoff, limen_one_vs_rest_get_numbers (self->class), &refer_from)
      || refer_from == -(double) INFINITY)
    refer_from = NAN;
  if (isnan (refer_from))
    limen_session_move_refer_from (self, NAN);
  limen_session_move_threshold (self, threshold);
  limen_session_move_refer_from (self, refer_from);
  record (self, "going to", limen_cutoff_get_name (cutoff));
}

/* Goes back to a cutoff: to its threshold, and its grey zone, where it stands
 * alone, else, in a while, to those of all classes, and to their rule and
 * maps. */
void
limen_session_restore_cutoff (LimenSession *self, LimenCutoff *cutoff)
{
  g_autoptr (GPtrArray) set = NULL;
  LimenDecisionRule rule;

  g_return_if_fail (LIMEN_IS_SESSION (self));

  if (!limen_session_has_thresholds (self))
    return;
  if (limen_session_has_classes (self)
      && limen_cutoff_get_decision (cutoff, &rule))
    {
      set = limen_cutoff_store_get_set (self->cutoffs, cutoff);
      limen_threshold_set_restore (self->thresholds, set);
    }
  else
    restore_alone (self, cutoff);
}
