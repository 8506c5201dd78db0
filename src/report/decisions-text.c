#include "decisions-private.h"

#include <string.h>

#include "decimal.h"
#include "escape.h"
#include "outcome.h"
#include "table-error.h"
#include "text-table.h"

#define MAX_NAME_CHARS 60

static void
add_cutoff_row (LimenTextTable *table, const LimenDecisionColumn *column,
                LimenConfusion confusion, gboolean has_class)
{
  static const LimenMetricId metrics[]
      = { LIMEN_METRIC_PRECISION, LIMEN_METRIC_RECALL, LIMEN_METRIC_F1 };
  const char *name = limen_cutoff_get_name (column->cutoff);
  g_autofree char *shown
      = limen_escape_text (name, strlen (name), MAX_NAME_CHARS);
  char text[LIMEN_DECIMAL_SIZE];

  limen_text_table_add (table, shown);
  if (has_class)
    limen_text_table_add (table,
                          limen_cutoff_get_class_name (column->cutoff));
  limen_text_table_add (
      table, limen_decimal_format (column->threshold, text, sizeof text));
  limen_text_table_add_count (table, confusion.tp);
  limen_text_table_add_count (table, confusion.fp);
  limen_text_table_add_count (table, confusion.fn);
  limen_text_table_add_count (table, confusion.tn);
  for (guint i = 0; i < G_N_ELEMENTS (metrics); i++)
    {
      LimenMetric metric = { metrics[i], 1 };

      limen_text_table_add_number (
          table,
          limen_metric_value (metric, confusion, LIMEN_COSTS_DEFAULT));
      limen_text_table_add_number (
          table, limen_cutoff_get_metric (column->cutoff, metric));
    }
  limen_text_table_end_row (table);
}

static gboolean
describe_cutoffs (LimenDecisions *self, GString *out, GError **error)
{
  static const char *const head[]
      = { "threshold", "TP",     "FP",  "FN", "TN", "precision", "was",
          "recall",    "was",    "F1",  "was" };
  gboolean has_class
      = limen_threshold_scores_get_n_classes (self->scores) > 1;
  g_autoptr (LimenTextTable) table = limen_text_table_new ();
  guint n = 0;

  limen_text_table_add (table, "cutoff");
  if (has_class)
    limen_text_table_add (table, "class");
  for (guint i = 0; i < G_N_ELEMENTS (head); i++)
    limen_text_table_add (table, head[i]);
  limen_text_table_end_row (table);
  for (guint i = 0; i < self->columns->len; i++)
    {
      const LimenDecisionColumn *column
          = limen_decisions_get_column (self, i);
      g_autoptr (LimenOneVsRest) class = NULL;
      const LimenSweep *sweep;

      if (column->is_set)
        continue;
      class = limen_one_vs_rest_new (self->scores, column->class, error);
      if (class == NULL)
        return FALSE;
      sweep = limen_one_vs_rest_get_sweep (class);
      add_cutoff_row (table, column,
                      limen_sweep_get_confusion (
                          sweep, limen_sweep_find (sweep, column->threshold)),
                      has_class);
      n++;
    }
  if (n > 0)
    limen_text_table_append_to (table, out);
  return TRUE;
}

static void
add_outcome (LimenTextTable *table, const char *name,
             const LimenOutcome *outcome)
{
  g_autofree char *shown
      = limen_escape_text (name, strlen (name), MAX_NAME_CHARS);

  limen_text_table_add (table, shown);
  limen_text_table_add_number (table, outcome->accuracy);
  limen_text_table_add_number (table, outcome->f1.macro);
  limen_text_table_add_count (table,
                              limen_matrix_get_none (outcome->matrix).weight);
  limen_text_table_add_count (
      table, limen_matrix_get_several_above (outcome->matrix).weight);
  limen_text_table_end_row (table);
}

/* The rows' labels as places in a set; NULL when memory runs out. */
static guint16 *
place_labels (const LimenPredictions *numbers, const LimenDecisionColumn *set)
{
  g_autofree guint16 *places = g_new (guint16, set->n);
  guint16 *labels = g_try_new (guint16, numbers->n_rows);

  for (gsize k = 0; k < set->n; k++)
    places[set->classes[k]] = (guint16) k;
  for (gsize i = 0; labels != NULL && i < numbers->n_rows; i++)
    labels[i] = places[numbers->labels[i]];
  return labels;
}

static gboolean
describe_set (LimenDecisions *self, LimenTextTable *table, const char *name,
              const LimenDecisionColumn *set, LimenDecisionRule rule,
              GError **error)
{
  LimenPredictions numbers = limen_decisions_get_numbers (self, set);
  g_autofree guint16 *labels = place_labels (&numbers, set);
  g_autoptr (LimenOutcome) outcome = NULL;

  numbers.labels = labels;
  if (labels != NULL)
    outcome = limen_outcome_new_of (&numbers, set->thresholds, rule);
  if (outcome == NULL)
    {
      g_set_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_MEMORY,
                   "%s: no memory for the confusion matrix of its classes",
                   limen_dataset_get_path (self->dataset));
      return FALSE;
    }
  add_outcome (table, name, outcome);
  return TRUE;
}

static gboolean
describe_sets (LimenDecisions *self, GString *out, GError **error)
{
  static const char *const head[]
      = { "cutoffs", "accuracy", "macro F1", "none", "several above" };
  g_autoptr (LimenTextTable) table = limen_text_table_new ();
  const LimenDecisionColumn *last = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (head); i++)
    limen_text_table_add (table, head[i]);
  limen_text_table_end_row (table);
  for (guint i = 0; i < self->columns->len; i++)
    {
      const LimenDecisionColumn *column
          = limen_decisions_get_column (self, i);

      if (!column->is_set)
        continue;
      if (!describe_set (self, table, column->title, column, column->rule,
                         error))
        return FALSE;
      last = column;
    }
  if (last == NULL)
    return TRUE;
  if (!describe_set (self, table, "argmax, no thresholds", last,
                     LIMEN_DECISION_ARGMAX, error))
    return FALSE;
  limen_text_table_append_to (table, out);
  return TRUE;
}

/* How the cutoffs do on the rows, which have labels, each metric beside what it
 * was where the cutoff was chosen; sets of cutoffs beside argmax. A new string
 * of lines, or NULL with an error. */
char *
limen_decisions_describe (LimenDecisions *self, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);

  if (!describe_cutoffs (self, out, error)
      || !describe_sets (self, out, error))
    return NULL;
  return g_string_free (g_steal_pointer (&out), FALSE);
}
