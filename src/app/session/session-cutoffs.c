#include "session-private.h"

#include <math.h>
#include <string.h>

#include "escape.h"
#include "jobs.h"
#include "report-error.h"

/* Characters of a name in the title of a change. */
#define MOST_TITLE_CHARS 40

/* Where the decisions of a cutoff change, as candidates of the sweep: from the
 * first on rows are referred, from the second on positive. */
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

/* "pinning "cutoff 1"", in one line that fits into a menu; a new string. */
static char *
make_title (const char *what, const char *name)
{
  g_autofree char *shown
      = limen_escape_name (name, MOST_TITLE_CHARS);

  return g_strdup_printf ("%s \342\200\234%s\342\200\235", what, shown);
}

static void
record (LimenSession *self, const char *what, const char *name)
{
  g_autofree char *title = make_title (what, name);

  limen_session_record (self, title);
}

static LimenDataset *
get_dataset (LimenSession *self)
{
  return limen_analysis_get_dataset (self->analysis);
}

static LimenTask
get_task (LimenSession *self)
{
  return limen_dataset_get_predictions (get_dataset (self))->task;
}

/* Whether a cutoff was chosen on such a file, for one of its classes; a class
 * of the same name against several others is another one. */
static gboolean
is_of_task (LimenSession *self, LimenCutoff *cutoff)
{
  return limen_cutoff_get_task (cutoff)
         == limen_task_get_said (get_task (self));
}

static gboolean
is_of_class (LimenSession *self, LimenCutoff *cutoff)
{
  return is_of_task (self, cutoff)
         && g_str_equal (limen_cutoff_get_class_name (cutoff),
                         limen_one_vs_rest_get_name (self->class));
}

/* Whether its thresholds are for such scores, or for some that these can be
 * turned into. */
static gboolean
is_of_scores (LimenSession *self, LimenCutoff *cutoff)
{
  double threshold;

  return limen_cutoff_get_undone (cutoff)
             == limen_dataset_get_undone (get_dataset (self))
         && limen_cutoff_is_reversed (cutoff)
                == limen_session_is_reversed (self)
         && (limen_cutoff_get_threshold (cutoff) == (double) INFINITY
             || limen_cutoff_convert_threshold (
                 cutoff, limen_one_vs_rest_get_numbers (self->class),
                 &threshold));
}

static char *
explain_scores (LimenSession *self, LimenCutoff *cutoff)
{
  LimenUndo undone = limen_cutoff_get_undone (cutoff);
  gboolean is_low = limen_cutoff_is_reversed (cutoff);

  if (undone != limen_dataset_get_undone (get_dataset (self)))
    return g_strdup_printf (
        "for scores with \342\200\234%s\342\200\235 undone; here "
        "\342\200\234%s\342\200\235",
        limen_undo_get_name (undone),
        limen_undo_get_name (limen_dataset_get_undone (get_dataset (self))));
  if (is_low != limen_session_is_reversed (self))
    return g_strdup_printf (
        "for scores where %s means positive; here %s does",
        is_low ? "low" : "high", is_low ? "high" : "low");
  return g_strdup_printf (
      "for %s; here %s",
      limen_kind_get_title (limen_cutoff_get_kind (cutoff)),
      limen_kind_get_title (limen_session_get_kind (self)));
}

/* Why a cutoff's threshold does not apply to the rows of the current class, a
 * new string such as "for class cat"; NULL where it does apply. */
char *
limen_session_explain_cutoff (LimenSession *self, LimenCutoff *cutoff)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), NULL);

  if (self->class == NULL)
    return g_strdup (self->analysis == NULL ? "no file is open"
                                            : "for classes; here numbers");
  if (!limen_session_has_thresholds (self))
    return g_strdup ("for scores; here decisions");
  if (!is_of_task (self, cutoff))
    return g_strdup_printf (
        "for a %s file; here %s",
        limen_task_get_name (limen_cutoff_get_task (cutoff)),
        limen_task_get_name (get_task (self)));
  if (!is_of_class (self, cutoff))
    return g_strdup_printf (
        "for class \342\200\234%s\342\200\235; here "
        "\342\200\234%s\342\200\235",
        limen_cutoff_get_class_name (cutoff),
        limen_one_vs_rest_get_name (self->class));
  return is_of_scores (self, cutoff) ? NULL : explain_scores (self, cutoff);
}

/* Converts a cutoff's thresholds to the kind of the file's scores: the upper
 * one, and the lower one (NaN without a grey zone). */
static void
convert_thresholds (LimenSession *self, LimenCutoff *cutoff, double *threshold,
                    double *refer_from)
{
  const LimenPredictions *numbers
      = limen_one_vs_rest_get_numbers (self->class);

  /* Above all scores of one kind is above all of another. */
  *threshold = limen_cutoff_get_threshold (cutoff);
  if (*threshold != (double) INFINITY)
    limen_cutoff_convert_threshold (cutoff, numbers, threshold);
  if (!limen_cutoff_convert_refer_from (cutoff, numbers, refer_from)
      || *refer_from == -(double) INFINITY)
    *refer_from = NAN;
}

/* Converts a cutoff's threshold to the kind of the current class's scores.
 * FALSE where it does not apply; limen_session_explain_cutoff() says why. */
gboolean
limen_session_convert_threshold (LimenSession *self, LimenCutoff *cutoff,
                                 double *threshold)
{
  double refer_from;

  g_return_val_if_fail (LIMEN_IS_SESSION (self), FALSE);

  if (!limen_session_has_thresholds (self) || !is_of_class (self, cutoff)
      || !is_of_scores (self, cutoff))
    return FALSE;
  convert_thresholds (self, cutoff, threshold, &refer_from);
  return TRUE;
}

/* FALSE where the cutoff does not apply. In logarithmic time. */
static gboolean
find_edges (LimenSession *self, LimenCutoff *cutoff, Edges *edges)
{
  const LimenSweep *sweep;
  double threshold, refer_from;

  if (!limen_session_convert_threshold (self, cutoff, &threshold))
    return FALSE;
  convert_thresholds (self, cutoff, &threshold, &refer_from);
  sweep = limen_session_get_sweep (self);
  edges->positive_from = limen_sweep_find (sweep, threshold);
  edges->refer_from = edges->positive_from;
  if (!isnan (refer_from))
    edges->refer_from = MIN (limen_sweep_find (sweep, refer_from),
                             edges->positive_from);
  return TRUE;
}

/* A metric of a cutoff on the rows that are shown, in the population and with
 * the costs that the session is seen with; of a grey zone that of the decided
 * rows, but the cost of all. NaN where it is undefined or the cutoff does not
 * apply. In logarithmic time. */
double
limen_session_get_cutoff_value (LimenSession *self, LimenCutoff *cutoff,
                                LimenMetric metric)
{
  LimenObjective view = limen_session_get_view (self);
  LimenCutoffGreyZone kept;
  LimenGreyZoneObjective zone_view;
  LimenGreyZone zone;
  Edges edges;

  g_return_val_if_fail (LIMEN_IS_SESSION (self), NAN);

  if (!find_edges (self, cutoff, &edges))
    return NAN;
  if (!limen_cutoff_get_grey_zone (cutoff, &kept))
    return limen_objective_value_at (&view, metric,
                                     limen_session_get_sweep (self),
                                     edges.positive_from);
  zone_view = limen_grey_zone_choice_get_view (
      &limen_session_get_choice (self)->zone, &view);
  zone = limen_grey_zone_at (&zone_view, limen_session_get_sweep (self),
                             edges.refer_from, edges.positive_from);
  return limen_grey_zone_metric (&zone_view, limen_session_get_sweep (self),
                                 &zone, metric);
}

/* 0: negative, 1: referred, 2: positive. */
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

/* The weight of the rows that two cutoffs decide differently, referring as
 * well; NaN where one of them does not apply. In logarithmic time. */
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
  gsize places[] = { first.refer_from, first.positive_from,
                     second.refer_from, second.positive_from };
  qsort (places, G_N_ELEMENTS (places), sizeof *places, compare_candidates);
  for (guint i = 0; i + 1 < G_N_ELEMENTS (places); i++)
    if (decide (&first, places[i]) != decide (&second, places[i]))
      n += get_weight_above (sweep, places[i])
           - get_weight_above (sweep, places[i + 1]);
  return n;
}

/* Adds a cutoff, and tells so by `pinned`. */
static void
add_pinned (LimenSession *self, LimenCutoff *cutoff)
{
  g_autoptr (GPtrArray) cutoffs = g_ptr_array_new ();

  g_ptr_array_add (cutoffs, cutoff);
  limen_cutoff_store_append (self->cutoffs, cutoff);
  record (self, "pinning", limen_cutoff_get_name (cutoff));
  limen_session_emit (self, LIMEN_SESSION_PINNED, cutoffs);
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
  add_pinned (self, cutoff);
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
  add_pinned (self, cutoff);
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

/* Says why a cutoff was chosen, as limen_cutoff_store_set_note(). */
void
limen_session_set_cutoff_note (LimenSession *self, LimenCutoff *cutoff,
                               const char *note)
{
  g_autofree char *before = NULL;

  g_return_if_fail (LIMEN_IS_SESSION (self));

  before = g_strdup (limen_cutoff_get_note (cutoff));
  limen_cutoff_store_set_note (self->cutoffs, cutoff, note);
  if (g_strcmp0 (before, limen_cutoff_get_note (cutoff)) != 0)
    record (self, "changing the note of", limen_cutoff_get_name (cutoff));
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

/* Remembers what the thresholds of all classes tell of: a move of all, or the
 * way back to cutoffs that decide together. */
void
limen_session_record_all (LimenSession *self)
{
  const char *name = limen_threshold_set_get_restored (self->thresholds);
  g_autofree char *title = name != NULL ? make_title ("going to", name)
                                        : g_strdup ("changing all classes");

  limen_session_record_move (self, title);
}

/* Tells why a cutoff does not apply. */
static void
fail_foreign (LimenSession *self, LimenCutoff *cutoff)
{
  g_autofree char *reason = limen_session_explain_cutoff (self, cutoff);
  g_autoptr (GError) error = g_error_new (
      LIMEN_REPORT_ERROR, LIMEN_REPORT_ERROR_OPTIONS,
      "The cutoff \342\200\234%s\342\200\235 is %s.",
      limen_cutoff_get_name (cutoff), reason);

  limen_session_fail (self, LIMEN_SESSION_COMPUTE_FAILED, error);
}

/* The class of the file that a cutoff is for; FALSE where there is none. */
static gboolean
find_class (LimenSession *self, LimenCutoff *cutoff, gsize *class)
{
  LimenThresholdScores *scores = limen_analysis_get_scores (self->analysis);

  for (gsize k = 0; k < limen_analysis_get_n_classes (self->analysis); k++)
    if (g_str_equal (limen_threshold_scores_get_class_name (scores, k),
                     limen_cutoff_get_class_name (cutoff)))
      {
        *class = k;
        return is_of_task (self, cutoff);
      }
  return FALSE;
}

/* To a cutoff's threshold, and to its grey zone or to none; in a while, where
 * another class has to be computed. */
static void
restore_alone (LimenSession *self, LimenCutoff *cutoff)
{
  double threshold, refer_from;
  gsize class;

  if (!find_class (self, cutoff, &class) || !is_of_scores (self, cutoff))
    {
      fail_foreign (self, cutoff);
      return;
    }
  convert_thresholds (self, cutoff, &threshold, &refer_from);
  if (!(threshold > -(double) INFINITY))
    return;
  if (class != self->class_index)
    {
      limen_threshold_set_set_refer_from (self->thresholds, class, NAN);
      limen_threshold_set_set (self->thresholds, class, threshold);
      limen_threshold_set_set_refer_from (self->thresholds, class, refer_from);
      record (self, "going to", limen_cutoff_get_name (cutoff));
      limen_session_record_class (self, class);
      limen_session_select_class (self, class);
      return;
    }
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
