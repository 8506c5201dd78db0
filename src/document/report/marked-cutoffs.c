/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "marked-cutoffs.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "cutoff-resolve.h"
#include "cutoff-set.h"
#include "decimal.h"
#include "estimates.h"
#include "report-error.h"
#include "threshold.h"

/* State while cutoffs are resolved and counted. */
typedef struct
{
  LimenMarkedCutoffs *marked;
  GHashTable *set_places; /* set name -> index in marked->sets */
  LimenThresholdScores *scores;
  LimenDataset *dataset;
  const LimenPredictions *numbers;
  LimenTask task;
  gsize n_classes;
  double refer_cost; /* used where a cutoff's objective has none */
} Marking;

static void
clear_cutoff (gpointer data)
{
  LimenMarkedCutoff *cutoff = data;

  g_free (cutoff->name);
  g_free (cutoff->objective);
  g_free (cutoff->file);
  g_free (cutoff->note);
}

static void
clear_set (gpointer data)
{
  LimenMarkedSet *set = data;

  g_free (set->name);
  g_free (set->thresholds);
  limen_threshold_scores_unref (set->mapped);
  g_clear_object (&set->cutoffs);
}

/* Frees the cutoffs; NULL is ignored. */
void
limen_marked_cutoffs_free (LimenMarkedCutoffs *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->cutoffs);
  g_array_unref (self->sets);
  g_free (self);
}

static LimenMarkedCutoffs *
new_empty (void)
{
  LimenMarkedCutoffs *self = g_new0 (LimenMarkedCutoffs, 1);

  self->cutoffs = g_array_new (FALSE, FALSE, sizeof (LimenMarkedCutoff));
  g_array_set_clear_func (self->cutoffs, clear_cutoff);
  self->sets = g_array_new (FALSE, FALSE, sizeof (LimenMarkedSet));
  g_array_set_clear_func (self->sets, clear_set);
  return self;
}

static LimenMarkedSet *
get_set (const Marking *self, const char *name, LimenDecisionRule rule)
{
  LimenMarkedSet set = { .rule = rule };
  GArray *sets = self->marked->sets;
  gpointer place;

  if (g_hash_table_lookup_extended (self->set_places, name, NULL, &place))
    return &g_array_index (sets, LimenMarkedSet, GPOINTER_TO_UINT (place));
  set.name = g_strdup (name);
  g_hash_table_insert (self->set_places, g_strdup (name),
                       GUINT_TO_POINTER (sets->len));
  set.thresholds = g_new (double, self->n_classes);
  for (gsize k = 0; k < self->n_classes; k++)
    set.thresholds[k] = NAN;
  set.cutoffs = g_list_store_new (LIMEN_TYPE_CUTOFF);
  g_array_append_val (sets, set);
  return &g_array_index (sets, LimenMarkedSet, sets->len - 1);
}

/* Finds the joint decision rule of a cutoff. FALSE if it is not part of a set.
 * With several labels per row there is no rule; any complete group of cutoffs
 * is a set. */
static gboolean
get_rule (const Marking *self, LimenCutoff *cutoff, LimenDecisionRule *rule)
{
  *rule = LIMEN_DECISION_ARGMAX;
  return self->n_classes > 1
         && (!limen_task_get (self->task)->has_joint_decision
             || limen_cutoff_get_decision (cutoff, rule));
}

static gboolean
join_set (const Marking *self, LimenCutoff *cutoff,
          const LimenResolvedCutoff *resolved, GError **error)
{
  const char *name = limen_cutoff_get_name (cutoff);
  LimenDecisionRule rule;
  LimenMarkedSet *set;

  if (!get_rule (self, cutoff, &rule))
    return TRUE;
  set = get_set (self, name, rule);
  if (limen_task_get (self->task)->has_joint_decision
      && (set->rule != rule || !isnan (set->thresholds[resolved->class])))
    return limen_report_fail (
        error, LIMEN_REPORT_ERROR_FORMAT,
        "%s: there are two sets of cutoffs named \"%s\"; give them "
        "different names",
        limen_dataset_get_path (self->dataset), name);
  set->thresholds[resolved->class] = resolved->threshold;
  g_list_store_append (set->cutoffs, cutoff);
  return TRUE;
}

/* The file that a cutoff was chosen on, NULL if it is the report's; a new
 * string. */
static char *
get_other_file (const Marking *self, LimenCutoff *cutoff)
{
  const char *file = limen_cutoff_get_file (cutoff);

  return g_strcmp0 (file, limen_dataset_get_name (self->dataset)) == 0
             ? NULL
             : g_strdup (file);
}

/* The cost of referring a row in a cutoff's objective; without an objective,
 * the default. */
static double
get_refer_cost (const Marking *self, LimenCutoff *cutoff)
{
  const LimenCutoffObjective *objective
      = limen_cutoff_get_objective_spec (cutoff);

  if (limen_cutoff_get_objective (cutoff) == NULL)
    return self->refer_cost;
  return objective->type == LIMEN_CUTOFF_THRESHOLD
             ? limen_objective_get_refer_cost (&objective->objective)
             : 0;
}

static gboolean
mark (const Marking *self, LimenCutoff *cutoff, GError **error)
{
  LimenMarkedCutoff marked = { .refer_cost = get_refer_cost (self, cutoff) };
  LimenResolvedCutoff resolved;

  if (!limen_cutoff_resolve_or_fail (cutoff, self->scores, NULL, &resolved,
                                     error))
    return FALSE;
  marked.class = resolved.class;
  marked.threshold = resolved.threshold;
  marked.refer_from = resolved.refer_from;
  marked.name = g_strdup (limen_cutoff_get_name (cutoff));
  marked.objective = g_strdup (limen_cutoff_get_objective (cutoff));
  marked.file = get_other_file (self, cutoff);
  marked.note = g_strdup (limen_cutoff_get_note (cutoff));
  g_array_append_val (self->marked->cutoffs, marked);
  return join_set (self, cutoff, &resolved, error);
}

static gboolean
mark_all (const Marking *self, const LimenDocumentOptions *options,
          GError **error)
{
  guint n = options->cutoffs != NULL
                ? g_list_model_get_n_items (options->cutoffs)
                : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (LimenCutoff) cutoff
          = g_list_model_get_item (options->cutoffs, i);
      g_autoptr (GError) reason = NULL;

      if (mark (self, cutoff, &reason))
        continue;
      if (!options->skips_inapplicable)
        {
          g_propagate_error (error, g_steal_pointer (&reason));
          return FALSE;
        }
      self->marked->n_left_out++;
    }
  return TRUE;
}

/* Adds the requested thresholds for every class. */
static void
mark_thresholds (const Marking *self, const LimenReportOptions *options)
{
  for (gsize i = 0; i < options->n_thresholds; i++)
    for (gsize k = 0; k < self->n_classes; k++)
      {
        char text[LIMEN_DECIMAL_SIZE];
        LimenMarkedCutoff marked
            = { .class = k, .refer_from = NAN, .is_requested = TRUE };

        marked.threshold = limen_threshold_reverse (
            options->thresholds[i], self->numbers->is_reversed);
        marked.name = g_strdup_printf (
            /* Translators: the name of a threshold, a number. */
            _ ("at %s"), limen_report_format_threshold (options->thresholds[i],
                                                        text, sizeof text));
        g_array_append_val (self->marked->cutoffs, marked);
      }
}

/* If there is one class and no other cutoff, adds its default threshold, or
 * its decisions. */
static void
mark_start (const Marking *self)
{
  LimenMarkedCutoff marked = { .threshold = NAN, .refer_from = NAN };

  if (self->n_classes != 1 || self->marked->cutoffs->len > 0)
    return;
  marked.name = g_strdup (limen_kind_has_thresholds (self->numbers->kind)
                              ? _ ("default threshold")
                              : _ ("the decisions"));
  g_array_append_val (self->marked->cutoffs, marked);
}

/* Resolves a complete set to thresholds and a common map. With several labels
 * per row, classes are decided independently, so a map changes nothing. */
static gboolean
resolve_set (const Marking *self, LimenMarkedSet *set, GError **error)
{
  g_autoptr (LimenCutoffSet) decided = NULL;

  if (!limen_task_get (self->task)->has_joint_decision)
    return TRUE;
  decided = limen_cutoff_set_new (G_LIST_MODEL (set->cutoffs), self->scores,
                                  error);
  if (decided == NULL)
    return FALSE;
  if (decided->mapped != NULL)
    set->mapped = limen_threshold_scores_ref (decided->mapped);
  memcpy (set->thresholds,
          set->mapped != NULL ? decided->mapped_thresholds
                              : decided->thresholds,
          self->n_classes * sizeof *set->thresholds);
  return TRUE;
}

/* Drops incomplete sets, which decide nothing, and sets that would decide some
 * rows differently on these scores; the options say whether those sets are
 * counted or an error. */
static gboolean
resolve_sets (const Marking *self, const LimenDocumentOptions *options,
              GError **error)
{
  GArray *sets = self->marked->sets;

  for (guint i = sets->len; i-- > 0;)
    {
      LimenMarkedSet *set = &g_array_index (sets, LimenMarkedSet, i);
      g_autoptr (GError) reason = NULL;
      gboolean is_whole
          = g_list_model_get_n_items (G_LIST_MODEL (set->cutoffs))
            == self->n_classes;

      if (is_whole && resolve_set (self, set, &reason))
        continue;
      if (reason != NULL
          && (!options->skips_inapplicable
              || reason->domain != LIMEN_REPORT_ERROR))
        {
          g_propagate_error (error, g_steal_pointer (&reason));
          return FALSE;
        }
      self->marked->n_sets_left_out += reason != NULL;
      g_array_remove_index (sets, i);
    }
  return TRUE;
}

/* Fills in confusion, referred rows and metrics of a grey-zone cutoff. */
static void
count_zone (LimenMarkedCutoff *cutoff, const LimenSweep *sweep,
            const LimenObjective *view)
{
  LimenObjective objective = *view;
  LimenOptimum at;

  objective.referral
      = (LimenReferral){ LIMEN_REFERRAL_COST, cutoff->refer_cost };
  at = limen_objective_at_thresholds (&objective, sweep, cutoff->refer_from,
                                      cutoff->threshold);
  cutoff->confusion = at.confusion;
  cutoff->referred = at.referred_positives + at.referred_negatives;
  for (int i = 0; i < LIMEN_N_METRICS; i++)
    cutoff->metrics[i] = limen_objective_value_between (
        &objective, (LimenMetric){ i, 1 }, sweep, at.refer_from.candidate,
        at.positive_from.candidate);
}

static void
count (LimenMarkedCutoff *cutoff, LimenOneVsRest *class,
       const LimenObjective *view)
{
  const LimenSweep *sweep = limen_one_vs_rest_get_sweep (class);
  gsize candidate;

  if (isnan (cutoff->threshold))
    cutoff->threshold = limen_one_vs_rest_get_start (class);
  candidate = limen_sweep_find (sweep, cutoff->threshold);
  cutoff->low = limen_sweep_get_low (sweep, candidate);
  cutoff->high = limen_sweep_get_score (sweep, candidate);
  cutoff->confusion = limen_sweep_get_confusion (sweep, candidate);
  for (int i = 0; i < LIMEN_N_METRICS; i++)
    cutoff->metrics[i] = limen_objective_value_at (
        view, (LimenMetric){ i, 1 }, sweep, candidate);
  if (!isnan (cutoff->refer_from))
    count_zone (cutoff, sweep, view);
}

/* Estimates the metrics of a cutoff, unless the plan has no resamples. FALSE
 * with an error when memory runs out. */
static gboolean
estimate (LimenMarkedCutoff *cutoff, LimenOneVsRest *class,
          const LimenObjective *view, const LimenBootstrap *plan,
          GError **error)
{
  const LimenSweep *sweep = limen_one_vs_rest_get_sweep (class);
  gsize at = limen_sweep_find (sweep, cutoff->threshold);
  g_autofree LimenEstimate *estimates = NULL;

  if (plan->n_resamples == 0)
    return TRUE;
  if (isnan (cutoff->refer_from))
    estimates = limen_estimates_new_at (class, view, &at, 1, plan, error);
  else if ((estimates = limen_estimates_new_between (
                class, view, limen_sweep_find (sweep, cutoff->refer_from), at,
                plan))
           == NULL)
    limen_dataset_fail_memory (limen_one_vs_rest_get_dataset (class),
                               N_ ("for its intervals"), error);
  if (estimates == NULL)
    return FALSE;
  memcpy (cutoff->estimates, estimates, sizeof cutoff->estimates);
  cutoff->has_estimates = TRUE;
  return TRUE;
}

/* Evaluates a cutoff on the rows of a class: same decisions, confusion matrix,
 * referred rows and metrics, with intervals unless the options ask for none.
 * Its thresholds must be set; a threshold of NaN becomes the one that the
 * class starts with. FALSE with an error when memory runs out. */
gboolean
limen_marked_cutoff_evaluate (LimenMarkedCutoff *self, LimenOneVsRest *class,
                              const LimenReportOptions *options,
                              GError **error)
{
  const LimenObjective view = limen_report_options_get_view (options);

  count (self, class, &view);
  return estimate (self, class, &view, &options->intervals, error);
}

/* A metric of a cutoff that was evaluated, without an interval if the report
 * has none. */
LimenEstimate
limen_marked_cutoff_get_estimate (const LimenMarkedCutoff *self,
                                  LimenMetricId metric)
{
  LimenEstimate estimate
      = self->has_estimates
            ? self->estimates[metric]
            : limen_estimate_none (NAN, LIMEN_NO_INTERVAL_NONE);

  estimate.value = self->metrics[metric];
  return estimate;
}

/* Evaluates the cutoffs of a class. FALSE with an error when memory runs
 * out. */
static gboolean
evaluate_class (LimenMarkedCutoffs *self, LimenAnalysis *analysis, gsize class,
                const LimenReportOptions *options, GError **error)
{
  g_autoptr (LimenOneVsRest) one = NULL;

  for (guint i = 0; i < self->cutoffs->len; i++)
    {
      LimenMarkedCutoff *cutoff
          = &g_array_index (self->cutoffs, LimenMarkedCutoff, i);

      if (cutoff->class != class)
        continue;
      if (one == NULL)
        one = limen_analysis_get_class (analysis, class, error);
      if (one == NULL
          || !limen_marked_cutoff_evaluate (cutoff, one, options, error))
        return FALSE;
    }
  return TRUE;
}

/* The cutoffs and thresholds of the options, evaluated on the rows of the
 * analysis; without any, the default threshold of the only class. NULL with an
 * error if a cutoff does not apply to these scores, or memory runs out. */
LimenMarkedCutoffs *
limen_marked_cutoffs_new (LimenAnalysis *analysis,
                          const LimenDocumentOptions *options, GError **error)
{
  g_autoptr (LimenMarkedCutoffs) self = new_empty ();
  LimenThresholdScores *scores = limen_analysis_get_scores (analysis);
  const LimenPredictions *numbers
      = limen_threshold_scores_get_numbers (scores);
  g_autoptr (GHashTable) set_places
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const Marking marking = {
    .marked = self,
    .set_places = set_places,
    .scores = scores,
    .dataset = limen_analysis_get_dataset (analysis),
    .numbers = numbers,
    .task = numbers->task,
    .n_classes = limen_analysis_get_n_classes (analysis),
    .refer_cost = options->refer_cost,
  };

  if (!mark_all (&marking, options, error))
    return NULL;
  mark_thresholds (&marking, &options->report);
  mark_start (&marking);
  if (!resolve_sets (&marking, options, error))
    return NULL;
  for (gsize k = 0; k < marking.n_classes; k++)
    if (!evaluate_class (self, analysis, k, &options->report, error))
      return NULL;
  return g_steal_pointer (&self);
}
