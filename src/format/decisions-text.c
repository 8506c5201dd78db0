/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decisions-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "decimal.h"
#include "display-text.h"
#include "multiclass-result.h"
#include "report.h"
#include "text-table.h"
#include "threshold.h"

#define MAX_NAME_CHARS 60

/* The operating point of a cutoff on the rows; without a grey zone, no row is
 * referred. */
static LimenOptimum
find_point (const LimenDecisionColumn *column, const LimenSweep *sweep)
{
  const LimenObjective view = limen_objective_new_view (
      sweep, LIMEN_COSTS_DEFAULT,
      limen_cutoff_get_target_prevalence (column->cutoff));

  return limen_objective_at_thresholds (&view, sweep, column->refer_from,
                                        column->threshold);
}

static void
add_names (LimenTextTable *table, const LimenDecisionColumn *column,
           gboolean has_class)
{
  const char *name = limen_cutoff_get_name (column->cutoff);
  g_autofree char *shown
      = limen_display_text_new (name, strlen (name), MAX_NAME_CHARS);

  limen_text_table_add (table, shown);
  if (has_class)
    limen_text_table_add (table,
                          limen_cutoff_get_class_name (column->cutoff));
}

/* Adds a threshold of a column, in the units of the file. */
static void
add_threshold (LimenTextTable *table, const LimenDecisionColumn *column,
               double threshold)
{
  gboolean is_reversed = limen_cutoff_is_reversed (column->cutoff);
  char text[LIMEN_DECIMAL_SIZE];

  limen_text_table_add (table,
                        limen_report_format_threshold (
                            limen_threshold_reverse (threshold, is_reversed),
                            text, sizeof text));
}

/* Adds the confusion and the metrics of a cutoff, at the prevalence that it
 * was chosen for, each beside its value when the cutoff was chosen. */
static void
add_cutoff_row (LimenTextTable *table, const LimenDecisionColumn *column,
                const LimenSweep *sweep, LimenConfusion confusion,
                gboolean has_class)
{
  static const LimenMetricId metrics[]
      = { LIMEN_METRIC_PRECISION, LIMEN_METRIC_RECALL, LIMEN_METRIC_F1 };
  LimenConfusion adjusted = limen_confusion_scale (
      confusion,
      limen_class_factors_at_prevalence (
          limen_sweep_get_positives (sweep), limen_sweep_get_negatives (sweep),
          limen_cutoff_get_target_prevalence (column->cutoff)));

  add_names (table, column, has_class);
  add_threshold (table, column, column->threshold);
  limen_text_table_add_count (table, confusion.tp);
  limen_text_table_add_count (table, confusion.fp);
  limen_text_table_add_count (table, confusion.fn);
  limen_text_table_add_count (table, confusion.tn);
  for (guint i = 0; i < G_N_ELEMENTS (metrics); i++)
    {
      LimenMetric metric = { metrics[i], 1 };

      limen_text_table_add_number (
          table, limen_metric_value (metric, adjusted, LIMEN_COSTS_DEFAULT));
      limen_text_table_add_number (
          table, limen_cutoff_get_metric (column->cutoff, metric));
    }
  limen_text_table_end_row (table);
}

/* Adds the grey zone of a cutoff: thresholds, referred rows, coverage and
 * error, each beside its value when the cutoff was chosen. Adds nothing for a
 * cutoff without one. */
static void
add_zone_row (LimenTextTable *table, const LimenDecisionColumn *column,
              const LimenOptimum *at, gboolean has_class)
{
  gboolean is_reversed = limen_cutoff_is_reversed (column->cutoff);
  LimenCutoffGreyZone was;

  if (!limen_cutoff_get_grey_zone (column->cutoff, &was))
    return;
  add_names (table, column, has_class);
  add_threshold (table, column,
                 is_reversed ? column->threshold : column->refer_from);
  add_threshold (table, column,
                 is_reversed ? column->refer_from : column->threshold);
  limen_text_table_add_count (table, at->referred_positives);
  limen_text_table_add_count (table, at->referred_negatives);
  limen_text_table_add_number (table, at->coverage);
  limen_text_table_add_number (table, was.coverage);
  limen_text_table_add_number (table, at->error);
  limen_text_table_add_number (table, was.error);
  limen_text_table_end_row (table);
}

static LimenTextTable *
new_table (const char *const *head, gboolean has_class)
{
  LimenTextTable *table = limen_text_table_new ();

  limen_text_table_add (table, _ ("cutoff"));
  if (has_class)
    limen_text_table_add (table, _ ("class"));
  for (; *head != NULL; head++)
    limen_text_table_add (table, *head);
  limen_text_table_end_row (table);
  return table;
}

/* Whether any row has a known label for a class, so that the class has
 * metrics. */
static gboolean
has_rows (LimenDecisions *self, gsize class)
{
  return limen_threshold_scores_get_class (self->scores, class).n_rows > 0;
}

static gboolean
describe_cutoffs (LimenDecisions *self, GString *out, GError **error)
{
  /* Translators: "was" is the value when the cutoff was chosen. */
  const char *const head[]
      = { _ ("threshold"), _ ("TP"),        _ ("FP"),  _ ("FN"),
          _ ("TN"),        _ ("precision"), _ ("was"), _ ("recall"),
          _ ("was"),       _ ("F1"),        _ ("was"), NULL };
  gboolean is_reversed = limen_dataset_is_reversed (self->dataset);
  const char *const zone_head[]
      = { is_reversed ? _ ("refers above") : _ ("refers from"),
          is_reversed ? _ ("refers up to") : _ ("refers below"),
          _ ("positives"),
          _ ("negatives"),
          _ ("coverage"),
          _ ("was"),
          C_ ("rate", "error"),
          _ ("was"),
          NULL };
  gboolean has_class
      = limen_threshold_scores_get_n_classes (self->scores) > 1;
  g_autoptr (LimenTextTable) table = new_table (head, has_class);
  g_autoptr (LimenTextTable) zones = new_table (zone_head, has_class);
  guint n = 0, n_zones = 0;

  for (guint i = 0; i < self->columns->len; i++)
    {
      const LimenDecisionColumn *column
          = limen_decisions_get_column (self, i);
      g_autoptr (LimenOneVsRest) class = NULL;
      LimenCutoffGreyZone was;
      LimenOptimum at;

      if (column->is_set || !has_rows (self, column->class))
        continue;
      class = limen_one_vs_rest_new (self->scores, column->class, error);
      if (class == NULL)
        return FALSE;
      at = find_point (column, limen_one_vs_rest_get_sweep (class));
      add_cutoff_row (table, column, limen_one_vs_rest_get_sweep (class),
                      at.confusion, has_class);
      add_zone_row (zones, column, &at, has_class);
      n++;
      n_zones += limen_cutoff_get_grey_zone (column->cutoff, &was);
    }
  if (n > 0)
    limen_text_table_append_to (table, out);
  if (n_zones > 0)
    limen_text_table_append_to (zones, out);
  return TRUE;
}

static void
add_multiclass_result (LimenTextTable *table, const char *name,
                       const LimenMulticlassResult *result,
                       gboolean has_thresholds)
{
  g_autofree char *shown
      = limen_display_text_new (name, strlen (name), MAX_NAME_CHARS);

  limen_text_table_add (table, shown);
  limen_text_table_add_number (table, result->accuracy);
  limen_text_table_add_number (table, result->f1.macro);
  limen_text_table_add_count (table,
                              limen_matrix_get_none (result->matrix).weight);
  if (has_thresholds)
    limen_text_table_add_count (
        table, limen_matrix_get_several_above (result->matrix).weight);
  else
    limen_text_table_add (table, "");
  limen_text_table_end_row (table);
}

/* The rows' labels as indices into the classes of a set; NULL when memory runs
 * out. */
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
              const LimenDecisionColumn *set, LimenPredictions numbers,
              gboolean has_thresholds, GError **error)
{
  g_autofree guint16 *labels = place_labels (&numbers, set);
  g_autoptr (LimenMulticlassResult) result = NULL;

  numbers.labels = labels;
  if (labels != NULL)
    result = limen_multiclass_result_new_of (
        &numbers, has_thresholds ? set->thresholds : NULL,
        has_thresholds ? set->rule : LIMEN_DECISION_ARGMAX);
  if (result == NULL)
    return limen_dataset_fail_memory (
        self->dataset, N_ ("for the confusion matrix of its classes"), error);
  add_multiclass_result (table, name, result, has_thresholds);
  return TRUE;
}

/* Adds, for comparison with a set of cutoffs, the results of argmax on the
 * file's scores, without the set's thresholds and maps. */
static gboolean
describe_argmax (LimenDecisions *self, LimenTextTable *table,
                 const LimenDecisionColumn *set, GError **error)
{
  LimenPredictions numbers
      = *limen_threshold_scores_get_numbers (self->scores);
  g_autofree double **scores = g_new (double *, set->n);

  for (gsize k = 0; k < set->n; k++)
    scores[k] = numbers.scores[set->classes[k]];
  numbers.scores = scores;
  return describe_set (self, table, _ ("argmax, no thresholds"), set, numbers,
                       FALSE, error);
}

static gboolean
describe_sets (LimenDecisions *self, GString *out, GError **error)
{
  const char *const head[]
      = { _ ("cutoffs"), _ ("accuracy"), _ ("macro F1"),
          _ ("rows without class"), _ ("rows over several thresholds") };
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
      if (!describe_set (self, table, column->title, column,
                         limen_decisions_get_numbers (self, column), TRUE,
                         error))
        return FALSE;
      last = column;
    }
  if (last == NULL)
    return TRUE;
  if (!describe_argmax (self, table, last, error))
    return FALSE;
  limen_text_table_append_to (table, out);
  return TRUE;
}

/* A text that compares the cutoffs on labelled rows: each metric beside its
 * value when the cutoff was chosen, and sets of cutoffs beside argmax. A new
 * string of lines, or NULL with an error when memory runs out. */
char *
limen_decisions_describe (LimenDecisions *self, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);

  if (!describe_cutoffs (self, out, error)
      || !describe_sets (self, out, error))
    return NULL;
  return g_string_free (g_steal_pointer (&out), FALSE);
}
