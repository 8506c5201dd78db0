/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-private.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "display-text.h"
#include "jobs.h"
#include "report-error.h"

/* Maximum number of characters of a cutoff's name in the title of a change. */
#define MAX_TITLE_CHARS 40

/* The thresholds of a cutoff as sweep candidates: rows are referred from the
 * first on, positive from the second on. */
typedef struct
{
  gsize refer_from, positive_from;
} Edges;

/* The pinned cutoffs; owned by the session. */
LimenCutoffStore *
limen_session_get_cutoffs (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), NULL);

  return self->cutoffs;
}

/* What a change did to a cutoff, for its title. */
typedef enum
{
  CHANGE_PINNING,
  CHANGE_REMOVING,
  CHANGE_RENAMING,
  CHANGE_NOTE,
  CHANGE_ADDING, /* the cutoffs of a file */
  CHANGE_RESTORING,
} ChangeKind;

/* The title of a change, such as "pinning “cutoff 1”", short enough for a
 * menu. `name` is that of the cutoff or the file. A new string. */
static char *
make_title (ChangeKind kind, const char *name)
{
  g_autofree char *shown = limen_display_text_new_name (name, MAX_TITLE_CHARS);

  switch (kind)
    {
    case CHANGE_PINNING:
      return g_strdup_printf (_ ("pinning \342\200\234%s\342\200\235"), shown);
    case CHANGE_REMOVING:
      return g_strdup_printf (_ ("removing \342\200\234%s\342\200\235"),
                              shown);
    case CHANGE_RENAMING:
      return g_strdup_printf (_ ("renaming \342\200\234%s\342\200\235"),
                              shown);
    case CHANGE_NOTE:
      return g_strdup_printf (
          _ ("changing the note of \342\200\234%s\342\200\235"), shown);
    case CHANGE_ADDING:
      /* Translators: %s is the name of a file. */
      return g_strdup_printf (
          _ ("adding the cutoffs of \342\200\234%s\342\200\235"), shown);
    case CHANGE_RESTORING:
    default:
      /* Translators: the threshold of the cutoff is the current one again. */
      return g_strdup_printf (_ ("restoring \342\200\234%s\342\200\235"),
                              shown);
    }
}

static void
record (LimenSession *self, ChangeKind kind, const char *name)
{
  g_autofree char *title = make_title (kind, name);

  limen_session_record (self, title);
}

static LimenCutoffFit
resolve (LimenSession *self, LimenCutoff *cutoff, int class,
         LimenResolvedCutoff *resolved)
{
  *resolved = limen_cutoff_resolve (
      cutoff, limen_analysis_get_scores (self->analysis), class, NULL);
  return resolved->fit;
}

/* Why a cutoff does not apply to the rows of the current class, as a phrase in
 * the user's language that follows a colon, such as "for class cat"; a new
 * string, NULL if it applies. */
char *
limen_session_explain_cutoff (LimenSession *self, LimenCutoff *cutoff)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), NULL);

  if (self->class == NULL)
    return g_strdup (self->analysis == NULL
                         ? _ ("no file is open")
                         : _ ("for classes; here a regression"));
  return limen_cutoff_explain (
      cutoff, limen_analysis_get_scores (self->analysis),
      (int) limen_one_vs_rest_get_class (self->class));
}

/* Resolves a cutoff for the scores of the current class. FALSE if it does not
 * apply; limen_session_explain_cutoff() then says why. */
gboolean
limen_session_resolve_cutoff (LimenSession *self, LimenCutoff *cutoff,
                              LimenResolvedCutoff *resolved)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), FALSE);

  return self->class != NULL
         && resolve (self, cutoff,
                     (int) limen_one_vs_rest_get_class (self->class),
                     resolved)
                == LIMEN_CUTOFF_APPLIES;
}

/* Looks up the candidates of a cutoff; FALSE if it does not apply. O(log n).
 */
static gboolean
find_edges (LimenSession *self, LimenCutoff *cutoff, Edges *edges)
{
  const LimenSweep *sweep;
  LimenResolvedCutoff resolved;

  if (!limen_session_resolve_cutoff (self, cutoff, &resolved))
    return FALSE;
  sweep = limen_session_get_sweep (self);
  edges->positive_from = limen_sweep_find (sweep, resolved.threshold);
  edges->refer_from = edges->positive_from;
  if (!isnan (resolved.refer_from))
    edges->refer_from = MIN (limen_sweep_find (sweep, resolved.refer_from),
                             edges->positive_from);
  return TRUE;
}

/* A metric of a cutoff on the rows of the file, with the population and the
 * costs of the session. With a grey zone the metric is of the decided rows,
 * except the cost, which is of all rows. NaN if the metric is undefined or the
 * cutoff does not apply. O(log n). */
double
limen_session_get_cutoff_value (LimenSession *self, LimenCutoff *cutoff,
                                LimenMetric metric)
{
  Edges edges;

  g_return_val_if_fail (LIMEN_IS_SESSION (self), NAN);

  return find_edges (self, cutoff, &edges) ? limen_session_get_value_between (
             self, metric, edges.refer_from, edges.positive_from)
                                           : NAN;
}

/* The decision of a cutoff on rows with the score of a candidate: 0 negative,
 * 1 referred, 2 positive. */
static int
decide (const Edges *edges, gsize score)
{
  return (score >= edges->refer_from) + (score >= edges->positive_from);
}

static double
get_weight_above (const LimenSweep *sweep, gsize candidate)
{
  LimenConfusion c = limen_sweep_get_confusion (sweep, candidate);

  return c.tp + c.fp;
}

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const gsize *first = a, *second = b;

  return (*first > *second) - (*first < *second);
}

/* Total weight of the rows that two cutoffs decide or refer differently; NaN
 * if one of them does not apply. O(log n). */
double
limen_session_count_flips (LimenSession *self, LimenCutoff *a, LimenCutoff *b)
{
  const LimenSweep *sweep;
  Edges first, second;
  double n = 0;

  g_return_val_if_fail (LIMEN_IS_SESSION (self), NAN);

  if (!find_edges (self, a, &first) || !find_edges (self, b, &second))
    return NAN;
  sweep = limen_session_get_sweep (self);
  gsize candidates[] = { first.refer_from, first.positive_from,
                         second.refer_from, second.positive_from };
  qsort (candidates, G_N_ELEMENTS (candidates), sizeof *candidates,
         compare_candidates);
  for (guint i = 0; i + 1 < G_N_ELEMENTS (candidates); i++)
    if (decide (&first, candidates[i]) != decide (&second, candidates[i]))
      n += get_weight_above (sweep, candidates[i])
           - get_weight_above (sweep, candidates[i + 1]);
  return n;
}

/* Adds a cutoff and emits `pinned`. */
static void
add_pinned (LimenSession *self, LimenCutoff *cutoff)
{
  g_autoptr (GPtrArray) cutoffs = g_ptr_array_new ();

  g_ptr_array_add (cutoffs, cutoff);
  limen_cutoff_store_append (self->cutoffs, cutoff);
  record (self, CHANGE_PINNING, limen_cutoff_get_name (cutoff));
  limen_session_emit (self, LIMEN_SESSION_PINNED, cutoffs);
}

/* Pins the threshold, or both thresholds of a grey zone, under a default name.
 * Returns the cutoff, owned by the session. The session must have an analysis.
 */
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
  add_pinned (self, cutoff);
  return cutoff;
}

/* As limen_session_pin(), with an increasing recalibration map of the current
 * class's scores, which is copied: the cutoff also has thresholds for the
 * recalibrated probabilities. */
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
  add_pinned (self, cutoff);
  return cutoff;
}

/* Removes a cutoff and the other cutoffs of its set. */
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
  record (self, CHANGE_REMOVING, limen_cutoff_get_name (cutoff));
}

/* Renames a cutoff and the other cutoffs of its set; see
 * limen_cutoff_store_rename(). */
void
limen_session_rename_cutoff (LimenSession *self, LimenCutoff *cutoff,
                             const char *name)
{
  g_autofree char *before = NULL;

  g_return_if_fail (LIMEN_IS_SESSION (self));

  before = g_strdup (limen_cutoff_get_name (cutoff));
  limen_cutoff_store_rename (self->cutoffs, cutoff, name);
  if (!g_str_equal (before, limen_cutoff_get_name (cutoff)))
    record (self, CHANGE_RENAMING, before);
}

/* Sets the note on a cutoff; see limen_cutoff_store_set_note(). */
void
limen_session_set_cutoff_note (LimenSession *self, LimenCutoff *cutoff,
                               const char *note)
{
  g_autofree char *before = NULL;

  g_return_if_fail (LIMEN_IS_SESSION (self));

  before = g_strdup (limen_cutoff_get_note (cutoff));
  limen_cutoff_store_set_note (self->cutoffs, cutoff, note);
  if (g_strcmp0 (before, limen_cutoff_get_note (cutoff)) != 0)
    record (self, CHANGE_NOTE, limen_cutoff_get_name (cutoff));
}

/* Adds the cutoffs of a file; see limen_cutoff_store_open(). */
gboolean
limen_session_open_cutoffs (LimenSession *self, const char *path,
                            GError **error)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (LIMEN_IS_SESSION (self), FALSE);

  if (!limen_cutoff_store_open (self->cutoffs, path, error))
    return FALSE;
  name = g_path_get_basename (path);
  record (self, CHANGE_ADDING, name);
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
  record (self, CHANGE_PINNING,
          limen_cutoff_get_name (g_ptr_array_index (cutoffs, 0)));
  limen_session_emit (self, LIMEN_SESSION_PINNED, cutoffs);
}

/* Whether a threshold has the decisions of the optimum with this edge, both as
 * it is and as `deciding`, its value mapped by the class's recalibration. */
static gboolean
is_within (LimenSession *self, gsize class, double threshold, double deciding,
           const LimenEdge *edge)
{
  return threshold > edge->low && threshold <= edge->high
         && limen_threshold_set_is_apart (self->thresholds, class, edge->low,
                                          deciding);
}

/* A new array with a copy of the objective of each class; NULL for a class
 * whose thresholds are not at their optimum. `refer_from` are the lower
 * thresholds on the scale of the deciding scores. */
static LimenObjective **
new_objectives (LimenSession *self, const double *refer_from)
{
  LimenThresholdSet *set = self->thresholds;
  const double *deciding = limen_threshold_set_get_deciding_thresholds (set);
  gsize n = limen_analysis_get_n_classes (self->analysis);
  LimenObjective **objectives = g_new0 (LimenObjective *, n);

  for (gsize k = 0; k < n; k++)
    {
      const LimenClassChoice *choice = &self->choices[k];

      if (limen_class_choice_is_met (choice)
          && is_within (self, k, limen_threshold_set_get (set, k), deciding[k],
                        &choice->optimum.positive_from)
          && (!limen_class_choice_refers (choice)
              || is_within (self, k,
                            limen_threshold_set_get_refer_from (set, k),
                            refer_from[k], &choice->optimum.refer_from)))
        objectives[k] = g_memdup2 (&choice->objective,
                                   sizeof choice->objective);
    }
  return objectives;
}

/* The prevalence of each class's population, a new array. */
static double *
new_prevalences (LimenSession *self)
{
  gsize n = limen_analysis_get_n_classes (self->analysis);
  double *prevalences = g_new (double, n);

  for (gsize k = 0; k < n; k++)
    prevalences[k] = self->choices[k].prevalence;
  return prevalences;
}

/* Pins the thresholds of all classes under one name, together with the rule.
 * Emits `pinned` with all of them. */
void
limen_session_pin_all (LimenSession *self)
{
  g_autofree char *name = NULL;
  g_autofree double *refer_from = NULL;

  g_return_if_fail (LIMEN_IS_SESSION (self));
  g_return_if_fail (self->analysis != NULL);

  name = limen_cutoff_store_new_name (self->cutoffs);
  refer_from = limen_threshold_set_new_deciding_refer_from (self->thresholds);
  limen_job_cutoffs_async (
      self->analysis,
      limen_threshold_set_get_deciding_scores (self->thresholds), name,
      limen_threshold_set_get_deciding_thresholds (self->thresholds),
      limen_threshold_set_get_objective (self->thresholds),
      new_objectives (self, refer_from), new_prevalences (self), refer_from,
      limen_threshold_set_get_rule (self->thresholds),
      limen_job_restart (&self->pinning), self, cutoffs_computed_cb);
}

/* Restoring cutoffs */

/* Records a change of the thresholds, the rule or the maps of all classes for
 * undo. Its title names the set of cutoffs if one is being restored. */
void
limen_session_record_all (LimenSession *self)
{
  const char *name = limen_threshold_set_get_restored (self->thresholds);
  g_autofree char *title = name != NULL
                               ? make_title (CHANGE_RESTORING, name)
                               : g_strdup (_ ("changing all classes"));

  limen_session_record_move (self, title);
}

/* Whether a cutoff applies to some class of the file; emits compute-failed
 * with the reason if not. */
static gboolean
resolve_or_fail (LimenSession *self, LimenCutoff *cutoff,
                 LimenResolvedCutoff *resolved)
{
  g_autofree char *reason = NULL;
  g_autoptr (GError) error = NULL;

  if (resolve (self, cutoff, LIMEN_ANY_CLASS, resolved)
      == LIMEN_CUTOFF_APPLIES)
    return TRUE;
  reason = limen_session_explain_cutoff (self, cutoff);
  error = g_error_new (
      LIMEN_REPORT_ERROR, LIMEN_REPORT_ERROR_OPTIONS,
      /* Translators: first the name of a cutoff, then the reason. */
      _ ("The cutoff \342\200\234%s\342\200\235 does not apply here: %s."),
      limen_cutoff_get_name (cutoff), reason);
  limen_session_fail (self, LIMEN_SESSION_COMPUTE_FAILED, error);
  return FALSE;
}

/* Sets the threshold and the grey zone of a single cutoff. If it is for
 * another class, that class becomes current once it is computed. A threshold
 * of minus infinity becomes the lowest finite threshold. */
static void
restore_alone (LimenSession *self, LimenCutoff *cutoff)
{
  LimenResolvedCutoff resolved;
  double threshold, refer_from;
  gsize class;

  if (!resolve_or_fail (self, cutoff, &resolved))
    return;
  class = resolved.class;
  threshold = MAX (resolved.threshold, -G_MAXDOUBLE);
  refer_from = isnan (resolved.refer_from)
                   ? NAN
                   : MAX (resolved.refer_from, -G_MAXDOUBLE);
  if (class != self->class_index)
    {
      limen_threshold_set_set_refer_from (self->thresholds, class, NAN);
      limen_threshold_set_set (self->thresholds, class, threshold);
      limen_threshold_set_set_refer_from (self->thresholds, class, refer_from);
      record (self, CHANGE_RESTORING, limen_cutoff_get_name (cutoff));
      limen_session_record_class (self, class);
      limen_session_select_class (self, class);
      return;
    }
  if (isnan (refer_from))
    limen_session_move_refer_from (self, NAN);
  limen_session_move_threshold (self, threshold);
  limen_session_move_refer_from (self, refer_from);
  record (self, CHANGE_RESTORING, limen_cutoff_get_name (cutoff));
}

/* Restores a cutoff: sets the threshold and the grey zone of its class. If it
 * belongs to a set, sets the thresholds of all classes, their rule and their
 * maps, asynchronously. Emits compute-failed if it does not apply. */
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
      LimenResolvedCutoff resolved;

      if (!resolve_or_fail (self, cutoff, &resolved))
        return;
      set = limen_cutoff_store_get_set (self->cutoffs, cutoff);
      limen_threshold_set_restore (self->thresholds, set);
    }
  else
    restore_alone (self, cutoff);
}
