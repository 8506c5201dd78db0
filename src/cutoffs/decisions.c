#include "decisions-private.h"

#include "report-error.h"

static void
free_map (gpointer data)
{
  limen_recalibration_free (data);
}

static void
clear_column (gpointer data)
{
  LimenDecisionColumn *column = data;

  g_free (column->title);
  g_free (column->thresholds);
  g_free (column->classes);
  g_free (column->scores);
  g_clear_pointer (&column->maps, g_ptr_array_unref);
  limen_threshold_scores_unref (column->mapped);
  g_clear_object (&column->cutoff);
}

/* Frees the decisions; NULL is nothing. */
void
limen_decisions_free (LimenDecisions *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->dataset, limen_dataset_unref);
  g_clear_pointer (&self->scores, limen_threshold_scores_unref);
  g_array_unref (self->columns);
  g_clear_pointer (&self->name_counts, g_hash_table_unref);
  g_clear_pointer (&self->set_places, g_hash_table_unref);
  g_free (self);
}

/* A column, below self->columns->len; it may move when another is added. */
LimenDecisionColumn *
limen_decisions_get_column (LimenDecisions *self, guint i)
{
  return &g_array_index (self->columns, LimenDecisionColumn, i);
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

static gboolean
convert (LimenDecisions *self, LimenCutoff *cutoff, double *threshold,
         double *refer_from, GError **error)
{
  const LimenPredictions *numbers
      = limen_threshold_scores_get_numbers (self->scores);

  if (limen_cutoff_convert_threshold (cutoff, numbers, threshold))
    {
      if (!limen_cutoff_convert_refer_from (cutoff, numbers, refer_from))
        *refer_from = *threshold;
      return TRUE;
    }
  if (limen_cutoff_is_reversed (cutoff) != numbers->is_reversed)
    return fail (error,
                 "cutoff \"%s\" is for scores whose %s values mean positive, "
                 "and \"%s\" is read as one whose %s values do",
                 limen_cutoff_get_name (cutoff),
                 limen_cutoff_is_reversed (cutoff) ? "low" : "high",
                 limen_dataset_get_score_column (self->dataset, 0),
                 numbers->is_reversed ? "low" : "high");
  return fail (error,
               "cutoff \"%s\" was chosen on a %s, and \"%s\" holds the "
               "kind %s; say what the scores are with --kind",
               limen_cutoff_get_name (cutoff),
               limen_kind_get_name (limen_cutoff_get_kind (cutoff)),
               limen_dataset_get_score_column (self->dataset, 0),
               limen_kind_get_name (numbers->kind));
}

/* The class that a cutoff is for; -1 where there is none. A binary file has
 * one only. */
static int
find_class (LimenDecisions *self, LimenCutoff *cutoff)
{
  gsize n = limen_threshold_scores_get_n_classes (self->scores);
  LimenTask task = limen_dataset_get_predictions (self->dataset)->task;

  for (gsize k = 0; k < n; k++)
    if (limen_task_get (task)->has_positive
        || g_str_equal (limen_threshold_scores_get_class_name (self->scores, k),
                        limen_cutoff_get_class_name (cutoff)))
      return (int) k;
  return -1;
}

static gboolean
find_class_or_fail (LimenDecisions *self, LimenCutoff *cutoff, gsize *class,
                    GError **error)
{
  int found = find_class (self, cutoff);

  *class = (gsize) MAX (found, 0);
  return found >= 0
         || fail (error,
                  "cutoff \"%s\" is for class \"%s\", and no score column of "
                  "%s is",
                  limen_cutoff_get_name (cutoff),
                  limen_cutoff_get_class_name (cutoff),
                  limen_dataset_get_path (self->dataset));
}

/* Of a binary file all cutoffs must be for one class, that which its labels
 * call positive. */
static gboolean
check_class (GListModel *cutoffs, GError **error)
{
  g_autoptr (LimenCutoff) first = g_list_model_get_item (cutoffs, 0);

  for (guint i = 1; i < g_list_model_get_n_items (cutoffs); i++)
    {
      g_autoptr (LimenCutoff) cutoff = g_list_model_get_item (cutoffs, i);

      if (!g_str_equal (limen_cutoff_get_class_name (cutoff),
                        limen_cutoff_get_class_name (first)))
        return fail (error,
                     "cutoff \"%s\" is for class \"%s\", and \"%s\" for "
                     "\"%s\"; apply those of one class at a time",
                     limen_cutoff_get_name (first),
                     limen_cutoff_get_class_name (first),
                     limen_cutoff_get_name (cutoff),
                     limen_cutoff_get_class_name (cutoff));
    }
  return TRUE;
}

static void
count_names (LimenDecisions *self, GListModel *cutoffs)
{
  guint n = g_list_model_get_n_items (cutoffs);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (LimenCutoff) cutoff = g_list_model_get_item (cutoffs, i);
      const char *name = limen_cutoff_get_name (cutoff);
      guint count = GPOINTER_TO_UINT (
          g_hash_table_lookup (self->name_counts, name));

      g_hash_table_insert (self->name_counts, g_strdup (name),
                           GUINT_TO_POINTER (count + 1));
    }
}

/* A cutoff that decides alone. */
static gboolean
add_cutoff (LimenDecisions *self, LimenCutoff *cutoff, GError **error)
{
  const char *name = limen_cutoff_get_name (cutoff);
  LimenDecisionColumn column = { .cutoff = cutoff };

  if (!find_class_or_fail (self, cutoff, &column.class, error)
      || !convert (self, cutoff, &column.threshold, &column.refer_from,
                   error))
    return FALSE;
  column.title = GPOINTER_TO_UINT (
                     g_hash_table_lookup (self->name_counts, name))
                         > 1
                     ? g_strdup_printf ("%s: %s", name,
                                        limen_cutoff_get_class_name (cutoff))
                     : g_strdup (name);
  g_object_ref (cutoff);
  g_array_append_val (self->columns, column);
  return TRUE;
}

static LimenDecisionColumn *
find_set (LimenDecisions *self, LimenCutoff *cutoff)
{
  gpointer place;

  return g_hash_table_lookup_extended (
             self->set_places, limen_cutoff_get_name (cutoff), NULL, &place)
             ? limen_decisions_get_column (self, GPOINTER_TO_UINT (place))
             : NULL;
}

static LimenDecisionColumn *
new_set (LimenDecisions *self, LimenCutoff *cutoff, LimenDecisionRule rule)
{
  gsize n = limen_threshold_scores_get_n_classes (self->scores);
  LimenDecisionColumn column = {
    .title = g_strdup (limen_cutoff_get_name (cutoff)),
    .is_set = TRUE,
    .rule = rule,
    .thresholds = g_new (double, n),
    .classes = g_new (gsize, n),
    .scores = g_new (double *, n),
    .maps = g_ptr_array_new_with_free_func (free_map),
    .cutoff = g_object_ref (cutoff),
  };

  g_ptr_array_set_size (column.maps, (gint) n);
  g_hash_table_insert (self->set_places, g_strdup (column.title),
                       GUINT_TO_POINTER (self->columns->len));
  g_array_append_val (self->columns, column);
  return limen_decisions_get_column (self, self->columns->len - 1);
}

static gboolean
has_class (const LimenDecisionColumn *set, gsize class)
{
  for (gsize k = 0; k < set->n; k++)
    if (set->classes[k] == class)
      return TRUE;
  return FALSE;
}

/* A set decides every row, between classes of which each has a score, and one
 * is true. */
static gboolean
check_set (LimenDecisions *self, LimenCutoff *cutoff, GError **error)
{
  const LimenPredictions *numbers
      = limen_threshold_scores_get_numbers (self->scores);
  LimenCutoffGreyZone zone;

  if (limen_cutoff_get_grey_zone (cutoff, &zone))
    return fail (error,
                 "cutoff \"%s\" refers rows, and is one of a set that "
                 "decides together; such a set decides every row",
                 limen_cutoff_get_name (cutoff));
  return limen_predictions_decide_jointly (numbers)
         || fail (error,
                  "the cutoffs named \"%s\" decide between several classes, "
                  "and %s is no multiclass file with a score column for each",
                  limen_cutoff_get_name (cutoff),
                  limen_dataset_get_path (self->dataset));
}

/* The next threshold of a set, of a class of the file: of a cutoff with a map
 * that for the probabilities. */
static gboolean
take_threshold (LimenDecisions *self, LimenDecisionColumn *set, gsize class,
                LimenCutoff *cutoff, GError **error)
{
  const LimenRecalibration *map = limen_cutoff_get_recalibration (cutoff);
  gsize i = set->n++;
  double plain, refer_from;

  if (!convert (self, cutoff, &plain, &refer_from, error))
    return FALSE;
  g_ptr_array_index (set->maps, class) = limen_recalibration_ref (map);
  set->thresholds[i] = map != NULL
                           ? limen_cutoff_get_calibrated_threshold (cutoff)
                           : plain;
  return TRUE;
}

/* One of a set of cutoffs. */
static gboolean
add_to_set (LimenDecisions *self, LimenCutoff *cutoff, LimenDecisionRule rule,
            GError **error)
{
  LimenDecisionColumn *set;
  gsize class;

  if (!check_set (self, cutoff, error))
    return FALSE;
  set = find_set (self, cutoff);
  if (set == NULL)
    set = new_set (self, cutoff, rule);
  if (!find_class_or_fail (self, cutoff, &class, error))
    return FALSE;
  if (set->rule != rule || has_class (set, class))
    return fail (error,
                 "there are two sets of cutoffs named \"%s\"; give them "
                 "different names",
                 set->title);
  set->classes[set->n] = class;
  set->scores[set->n]
      = limen_threshold_scores_get_numbers (self->scores)->scores[class];
  return take_threshold (self, set, class, cutoff, error);
}

/* Which of several probabilities decides is a matter of their sizes, so that
 * they must be on the scale that the thresholds were chosen on. */
static gboolean
recalibrate_set (LimenDecisions *self, LimenDecisionColumn *set,
                 GError **error)
{
  gboolean is_mapped = FALSE;

  for (guint k = 0; k < set->maps->len; k++)
    is_mapped |= g_ptr_array_index (set->maps, k) != NULL;
  if (!is_mapped)
    return TRUE;
  set->mapped = limen_threshold_scores_map (
      self->scores, (const LimenRecalibration *const *) set->maps->pdata,
      error);
  if (set->mapped == NULL)
    return FALSE;
  for (gsize k = 0; k < set->n; k++)
    set->scores[k] = limen_threshold_scores_get_numbers (set->mapped)
                         ->scores[set->classes[k]];
  return TRUE;
}

static gboolean
check_sets (LimenDecisions *self, GError **error)
{
  gsize n = limen_threshold_scores_get_n_classes (self->scores);

  for (guint i = 0; i < self->columns->len; i++)
    {
      LimenDecisionColumn *column = limen_decisions_get_column (self, i);

      for (gsize k = 0; column->is_set && k < n; k++)
        if (!has_class (column, k))
          return fail (
              error, "the cutoffs named \"%s\" have none for class \"%s\"",
              column->title,
              limen_threshold_scores_get_class_name (self->scores, k));
      if (column->is_set && !recalibrate_set (self, column, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_all (LimenDecisions *self, GListModel *cutoffs, GError **error)
{
  count_names (self, cutoffs);
  for (guint i = 0; i < g_list_model_get_n_items (cutoffs); i++)
    {
      g_autoptr (LimenCutoff) cutoff = g_list_model_get_item (cutoffs, i);
      LimenDecisionRule rule;

      if (limen_cutoff_get_decision (cutoff, &rule)
              ? !add_to_set (self, cutoff, rule, error)
              : !add_cutoff (self, cutoff, error))
        return FALSE;
    }
  return check_sets (self, error);
}

/* What these cutoffs decide of a dataset, which is kept. A cutoff of another
 * kind is converted; those of one name that belong together give each row a
 * class. NULL with an error where that cannot be. */
LimenDecisions *
limen_decisions_new (GListModel *cutoffs, LimenDataset *dataset,
                     GError **error)
{
  g_autoptr (LimenThresholdScores) scores
      = limen_threshold_scores_new (dataset, error);

  return scores != NULL
             ? limen_decisions_new_for_scores (cutoffs, scores, error)
             : NULL;
}

/* The same of the scores of a dataset, which are kept. */
LimenDecisions *
limen_decisions_new_for_scores (GListModel *cutoffs,
                                LimenThresholdScores *scores, GError **error)
{
  LimenDataset *dataset = limen_threshold_scores_get_dataset (scores);
  g_autoptr (LimenDecisions) self = g_new0 (LimenDecisions, 1);

  self->columns = g_array_new (FALSE, FALSE, sizeof (LimenDecisionColumn));
  g_array_set_clear_func (self->columns, clear_column);
  self->name_counts
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->set_places
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->dataset = limen_dataset_ref (dataset);
  self->scores = limen_threshold_scores_ref (scores);
  if (limen_task_get (limen_dataset_get_predictions (dataset)->task)
          ->has_positive
      && !check_class (cutoffs, error))
    return NULL;
  return add_all (self, cutoffs, error) ? g_steal_pointer (&self) : NULL;
}

/* The rows as a set sees them, in its own order and on the scale of its
 * thresholds; they share the arrays. */
LimenPredictions
limen_decisions_get_numbers (LimenDecisions *self,
                             const LimenDecisionColumn *set)
{
  LimenPredictions numbers = *limen_threshold_scores_get_numbers (
      set->mapped != NULL ? set->mapped : self->scores);

  numbers.scores = set->scores;
  return numbers;
}
