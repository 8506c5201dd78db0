/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decisions-private.h"

#include <math.h>

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

/* Frees the decisions. NULL is ignored. */
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

/* Returns a column; the pointer is invalidated when a column is added. */
LimenDecisionColumn *
limen_decisions_get_column (LimenDecisions *self, guint i)
{
  return &g_array_index (self->columns, LimenDecisionColumn, i);
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

/* Adds a column for a cutoff that decides alone. */
static gboolean
add_cutoff (LimenDecisions *self, LimenCutoff *cutoff,
            const LimenCutoffSaid *said, GError **error)
{
  const char *name = limen_cutoff_get_name (cutoff);
  LimenDecisionColumn column = { .cutoff = cutoff };
  LimenResolvedCutoff resolved;

  if (!limen_cutoff_resolve_or_fail (cutoff, self->scores, said, &resolved,
                                     error))
    return FALSE;
  column.class = resolved.class;
  column.threshold = resolved.threshold;
  column.refer_from = isnan (resolved.refer_from) ? resolved.threshold
                                                  : resolved.refer_from;
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

/* Checks that a set of cutoffs can be applied: no grey zones, and a multiclass
 * file with a score per class. */
static gboolean
check_set (LimenDecisions *self, LimenCutoff *cutoff, GError **error)
{
  const LimenPredictions *numbers
      = limen_threshold_scores_get_numbers (self->scores);
  LimenCutoffGreyZone zone;

  if (limen_cutoff_get_grey_zone (cutoff, &zone))
    return limen_report_fail (
        error, LIMEN_REPORT_ERROR_FORMAT,
        "cutoff \"%s\" has a grey zone, but belongs to a set that decides "
        "jointly; such a set decides every row",
        limen_cutoff_get_name (cutoff));
  return limen_predictions_decide_jointly (numbers)
         || limen_report_fail (
             error, LIMEN_REPORT_ERROR_FORMAT,
             "the cutoffs named \"%s\" decide between several classes, but "
             "%s is not a multiclass file with a score column for each",
             limen_cutoff_get_name (cutoff),
             limen_dataset_get_path (self->dataset));
}

/* Appends a cutoff to a set, with its map and its threshold: the threshold on
 * probabilities if it has a map, else that on scores. */
static void
take_threshold (LimenDecisions *self, LimenDecisionColumn *set,
                const LimenResolvedCutoff *resolved)
{
  gsize i = set->n++;

  set->classes[i] = resolved->class;
  set->scores[i] = limen_threshold_scores_get_numbers (self->scores)
                       ->scores[resolved->class];
  g_ptr_array_index (set->maps, resolved->class)
      = limen_recalibration_ref (resolved->map);
  set->thresholds[i] = resolved->map != NULL ? resolved->calibrated_threshold
                                             : resolved->threshold;
}

/* Adds a cutoff to the set of its name, whose column the first one creates. */
static gboolean
add_to_set (LimenDecisions *self, LimenCutoff *cutoff, LimenDecisionRule rule,
            const LimenCutoffSaid *said, GError **error)
{
  LimenResolvedCutoff resolved;
  LimenDecisionColumn *set;

  if (!check_set (self, cutoff, error)
      || !limen_cutoff_resolve_or_fail (cutoff, self->scores, said, &resolved,
                                        error))
    return FALSE;
  set = find_set (self, cutoff);
  if (set == NULL)
    set = new_set (self, cutoff, rule);
  if (set->rule != rule || has_class (set, resolved.class))
    return limen_report_fail (
        error, LIMEN_REPORT_ERROR_FORMAT,
        "there are two sets of cutoffs named \"%s\"; give them "
        "different names",
        set->title);
  take_threshold (self, set, &resolved);
  return TRUE;
}

/* Applies the maps of a set, as the classes' probabilities are compared with
 * each other and must be on the scale that the thresholds were chosen on. */
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
          return limen_report_fail (
              error, LIMEN_REPORT_ERROR_FORMAT,
              "the cutoffs named \"%s\" have none for class \"%s\"",
              column->title,
              limen_threshold_scores_get_class_name (self->scores, k));
      if (column->is_set && !recalibrate_set (self, column, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_all (LimenDecisions *self, GListModel *cutoffs,
         const LimenCutoffSaid *said, GError **error)
{
  count_names (self, cutoffs);
  for (guint i = 0; i < g_list_model_get_n_items (cutoffs); i++)
    {
      g_autoptr (LimenCutoff) cutoff = g_list_model_get_item (cutoffs, i);
      LimenDecisionRule rule;

      if (limen_cutoff_get_decision (cutoff, &rule)
              ? !add_to_set (self, cutoff, rule, said, error)
              : !add_cutoff (self, cutoff, said, error))
        return FALSE;
    }
  return check_sets (self, error);
}

/* Prepares the decisions of cutoffs on a dataset; keeps references to both.
 * `said` may be NULL. Thresholds on another kind of scores are converted; the
 * cutoffs of a set give each row one class. Free with limen_decisions_free();
 * NULL with an error if a cutoff does not apply, a set lacks a class, or
 * memory runs out. */
LimenDecisions *
limen_decisions_new (GListModel *cutoffs, LimenDataset *dataset,
                     const LimenCutoffSaid *said, GError **error)
{
  g_autoptr (LimenThresholdScores) scores
      = limen_threshold_scores_new (dataset, error);

  return scores != NULL
             ? limen_decisions_new_for_scores (cutoffs, scores, said, error)
             : NULL;
}

/* Prepares the decisions of cutoffs, as limen_decisions_new() does, on given
 * scores instead of a dataset; keeps references to the scores and the cutoffs.
 * Free with limen_decisions_free(); NULL with an error. */
LimenDecisions *
limen_decisions_new_for_scores (GListModel *cutoffs,
                                LimenThresholdScores *scores,
                                const LimenCutoffSaid *said, GError **error)
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
  return add_all (self, cutoffs, said, error) ? g_steal_pointer (&self) : NULL;
}

/* Returns the predictions with the scores that a set compares with its
 * thresholds: in the order of its cutoffs, after their maps. Shares the
 * arrays. */
LimenPredictions
limen_decisions_get_numbers (LimenDecisions *self,
                             const LimenDecisionColumn *set)
{
  LimenPredictions numbers = *limen_threshold_scores_get_numbers (
      set->mapped != NULL ? set->mapped : self->scores);

  numbers.scores = set->scores;
  return numbers;
}
