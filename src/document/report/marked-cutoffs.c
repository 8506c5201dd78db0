#include "marked-cutoffs.h"

#include <math.h>

#include "cutoff.h"
#include "decimal.h"
#include "report-error.h"
#include "threshold.h"

/* Marking under way. */
typedef struct
{
  LimenMarkedCutoffs *marked;
  GHashTable *set_places; /* by name */
  LimenThresholdScores *scores;
  LimenDataset *dataset;
  const LimenPredictions *numbers;
  LimenTask task;
  gsize n_classes;
  double refer_cost; /* where no objective says it */
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
  g_clear_pointer (&set->maps, g_ptr_array_unref);
}

static void
free_map (gpointer data)
{
  limen_recalibration_free (data);
}

/* Frees them; NULL is nothing. */
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

static gboolean G_GNUC_PRINTF (2, 3)
fail (GError **error, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_propagate_error (error,
                     g_error_new_valist (LIMEN_REPORT_ERROR,
                                         LIMEN_REPORT_ERROR_FORMAT, format,
                                         args));
  va_end (args);
  return FALSE;
}

/* A class of the same name against one other, or against several, is another
 * one. */
static gboolean
check_task (const Marking *self, LimenCutoff *cutoff, GError **error)
{
  LimenTask task = limen_cutoff_get_task (cutoff);

  return task == limen_task_get_said (self->task)
         || fail (error,
                  "%s: cutoff \"%s\" is for a %s file, and this is a %s one",
                  limen_dataset_get_path (self->dataset),
                  limen_cutoff_get_name (cutoff), limen_task_get_name (task),
                  limen_task_get_name (self->task));
}

static gboolean
find_class (const Marking *self, LimenCutoff *cutoff, gsize *class,
            GError **error)
{
  for (gsize k = 0; k < self->n_classes; k++)
    if (g_str_equal (limen_threshold_scores_get_class_name (self->scores, k),
                     limen_cutoff_get_class_name (cutoff)))
      {
        *class = k;
        return TRUE;
      }
  return fail (error,
               "%s: cutoff \"%s\" is for class \"%s\", which has no "
               "threshold in this file",
               limen_dataset_get_path (self->dataset),
               limen_cutoff_get_name (cutoff),
               limen_cutoff_get_class_name (cutoff));
}

/* That the scores are what the cutoff was chosen on, or can be turned into
 * it. */
static gboolean
convert (const Marking *self, LimenCutoff *cutoff, double *threshold,
         GError **error)
{
  LimenUndo undo = limen_cutoff_get_undone (cutoff);

  if (undo != limen_dataset_get_undone (self->dataset))
    return fail (error,
                 "%s: cutoff \"%s\" was chosen on scores with \"%s\" taken "
                 "back; read the file with --undo %s",
                 limen_dataset_get_path (self->dataset),
                 limen_cutoff_get_name (cutoff), limen_undo_get_name (undo),
                 limen_undo_get_name (undo));
  if (limen_cutoff_is_reversed (cutoff) != self->numbers->is_reversed)
    return fail (error,
                 "%s: cutoff \"%s\" is for scores whose %s values mean "
                 "positive; read the file %s --reverse-scores",
                 limen_dataset_get_path (self->dataset),
                 limen_cutoff_get_name (cutoff),
                 limen_cutoff_is_reversed (cutoff) ? "low" : "high",
                 limen_cutoff_is_reversed (cutoff) ? "with" : "without");
  return limen_cutoff_convert_threshold (cutoff, self->numbers, threshold)
         || fail (error,
                  "%s: cutoff \"%s\" is for the kind %s, and the scores are "
                  "of the kind %s; say what they are with --kind",
                  limen_dataset_get_path (self->dataset),
                  limen_cutoff_get_name (cutoff),
                  limen_kind_get_name (limen_cutoff_get_kind (cutoff)),
                  limen_kind_get_name (self->numbers->kind));
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
  set.maps = g_ptr_array_new_with_free_func (free_map);
  g_ptr_array_set_size (set.maps, (gint) self->n_classes);
  g_array_append_val (sets, set);
  return &g_array_index (sets, LimenMarkedSet, sets->len - 1);
}

/* Several labels have no rule; what covers them all is a set. */
static gboolean
get_rule (const Marking *self, LimenCutoff *cutoff, LimenDecisionRule *rule)
{
  *rule = LIMEN_DECISION_ARGMAX;
  return self->n_classes > 1
         && (!limen_task_get (self->task)->has_joint_decision
             || limen_cutoff_get_decision (cutoff, rule));
}

/* Several labels are decided each by itself, so that no map matters. */
static void
take_threshold (LimenMarkedSet *set, LimenTask task, LimenCutoff *cutoff,
                const LimenMarkedCutoff *marked)
{
  const LimenRecalibration *map = limen_cutoff_get_recalibration (cutoff);
  gboolean is_mapped = limen_task_get (task)->has_joint_decision && map != NULL;

  set->thresholds[marked->class]
      = is_mapped ? limen_cutoff_get_calibrated_threshold (cutoff)
                  : marked->threshold;
  if (is_mapped)
    g_ptr_array_index (set->maps, marked->class)
        = limen_recalibration_ref (map);
  set->is_mapped |= is_mapped;
  set->n++;
}

static gboolean
join_set (const Marking *self, LimenCutoff *cutoff,
          const LimenMarkedCutoff *marked, GError **error)
{
  LimenDecisionRule rule;
  LimenMarkedSet *set;

  if (!get_rule (self, cutoff, &rule))
    return TRUE;
  set = get_set (self, marked->name, rule);
  if (limen_task_get (self->task)->has_joint_decision
      && (set->rule != rule || !isnan (set->thresholds[marked->class])))
    return fail (error,
                 "%s: there are two sets of cutoffs named \"%s\"; give them "
                 "different names",
                 limen_dataset_get_path (self->dataset), marked->name);
  take_threshold (set, self->task, cutoff, marked);
  return TRUE;
}

/* The file that it was chosen on, where that is another one. */
static char *
get_other_file (const Marking *self, LimenCutoff *cutoff)
{
  const char *file = limen_cutoff_get_file (cutoff);

  return g_strcmp0 (file, limen_dataset_get_name (self->dataset)) == 0
             ? NULL
             : g_strdup (file);
}

static double
get_refer_cost (const Marking *self, LimenCutoff *cutoff)
{
  const char *objective = limen_cutoff_get_objective (cutoff);

  return objective != NULL
             ? limen_grey_zone_objective_parse_refer_cost (objective)
             : self->refer_cost;
}

static gboolean
mark (const Marking *self, LimenCutoff *cutoff, GError **error)
{
  LimenMarkedCutoff marked
      = { .refer_from = NAN, .refer_cost = get_refer_cost (self, cutoff) };
  LimenCutoffGreyZone zone;

  if (!check_task (self, cutoff, error)
      || !find_class (self, cutoff, &marked.class, error)
      || !convert (self, cutoff, &marked.threshold, error))
    return FALSE;
  if (limen_cutoff_get_grey_zone (cutoff, &zone))
    limen_cutoff_convert_refer_from (cutoff, self->numbers,
                                     &marked.refer_from);
  marked.name = g_strdup (limen_cutoff_get_name (cutoff));
  marked.objective = g_strdup (limen_cutoff_get_objective (cutoff));
  marked.file = get_other_file (self, cutoff);
  marked.note = g_strdup (limen_cutoff_get_note (cutoff));
  g_array_append_val (self->marked->cutoffs, marked);
  return join_set (self, cutoff, &marked, error);
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
      g_autoptr (GError) stranger = NULL;

      if (mark (self, cutoff, &stranger))
        continue;
      if (!options->leaves_out_strangers)
        {
          g_propagate_error (error, g_steal_pointer (&stranger));
          return FALSE;
        }
      self->marked->n_left_out++;
    }
  return TRUE;
}

/* The thresholds that were asked for, at every class. */
static void
mark_thresholds (const Marking *self, const LimenReportOptions *options)
{
  for (gsize i = 0; i < options->n_thresholds; i++)
    for (gsize k = 0; k < self->n_classes; k++)
      {
        char text[LIMEN_DECIMAL_SIZE];
        LimenMarkedCutoff marked = { .class = k, .refer_from = NAN };

        marked.threshold = limen_threshold_reverse (
            options->thresholds[i], self->numbers->is_reversed);
        marked.name = g_strdup_printf (
            "at %s", limen_threshold_format (options->thresholds[i], text,
                                             sizeof text));
        g_array_append_val (self->marked->cutoffs, marked);
      }
}

/* Where each class has a threshold of its own to begin with. */
static void
mark_start (const Marking *self)
{
  LimenMarkedCutoff marked = { .threshold = NAN, .refer_from = NAN };

  if (self->n_classes != 1 || self->marked->cutoffs->len > 0)
    return;
  marked.name = g_strdup (limen_kind_has_thresholds (self->numbers->kind)
                              ? "usual threshold"
                              : "the decisions");
  g_array_append_val (self->marked->cutoffs, marked);
}

/* A set without a threshold for each class decides nothing. */
static void
drop_partial_sets (const Marking *self)
{
  GArray *sets = self->marked->sets;

  for (guint i = sets->len; i-- > 0;)
    if (g_array_index (sets, LimenMarkedSet, i).n != self->n_classes)
      g_array_remove_index (sets, i);
}

/* Rows from where the grey zone begins up to the threshold are not decided. */
static void
count_zone (LimenMarkedCutoff *cutoff, const LimenSweep *sweep,
            const LimenObjective *view)
{
  LimenGreyZoneObjective objective = limen_grey_zone_objective_new (
      LIMEN_GREY_ZONE_COST, cutoff->refer_cost);
  LimenGreyZone zone;

  objective.costs = view->costs;
  objective.has_row_costs = view->has_row_costs;
  objective.prevalence = view->prevalence;
  zone = limen_grey_zone_at_thresholds (&objective, sweep, cutoff->refer_from,
                                        cutoff->threshold);
  cutoff->confusion = zone.confusion;
  cutoff->referred = zone.referred_positives + zone.referred_negatives;
  for (int i = 0; i < LIMEN_N_METRICS; i++)
    cutoff->metrics[i] = limen_grey_zone_metric (&objective, sweep, &zone,
                                                 (LimenMetric){ i, 1 });
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

/* Fills in what the cutoffs of a class do. */
static gboolean
count_class (LimenMarkedCutoffs *self, LimenAnalysis *analysis, gsize class,
             const LimenObjective *view, GError **error)
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
      if (one == NULL)
        return FALSE;
      count (cutoff, one, view);
    }
  return TRUE;
}

/* The cutoffs and thresholds of the options, or else where an only class
 * begins, as they do on these rows. NULL with an error where a cutoff cannot
 * be for them, or memory runs out. */
LimenMarkedCutoffs *
limen_marked_cutoffs_new (LimenAnalysis *analysis,
                          const LimenDocumentOptions *options, GError **error)
{
  g_autoptr (LimenMarkedCutoffs) self = new_empty ();
  const LimenObjective view = limen_report_options_get_view (&options->report);
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
  drop_partial_sets (&marking);
  for (gsize k = 0; k < marking.n_classes; k++)
    if (!count_class (self, analysis, k, &view, error))
      return NULL;
  return g_steal_pointer (&self);
}
