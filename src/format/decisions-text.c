/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decisions-text.h"

#include <glib/gi18n.h>
#include <string.h>

#include "decimal.h"
#include "display-text.h"
#include "memory.h"
#include "multiclass-result.h"
#include "report.h"
#include "text-table.h"
#include "threshold.h"

#define MAX_NAME_CHARS 60

static void
add_names (LimenTextTable *table, const LimenTallyColumn *column,
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
add_threshold (LimenTextTable *table, const LimenTallyColumn *column,
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
add_cutoff_row (LimenTextTable *table, const LimenTallyColumn *column,
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
add_zone_row (LimenTextTable *table, const LimenTallyColumn *column,
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

/* Adds a single cutoff that has counted rows to the table, and to that of the
 * grey zones if it has one. FALSE when memory runs out. */
static gboolean
add_cutoff (LimenTextTable *table, LimenTextTable *zones,
            const LimenTallyColumn *column, gboolean has_class)
{
  LimenSweep *sweep = limen_tally_column_get_sweep (column);
  LimenOptimum at;

  if (sweep == NULL)
    return FALSE;
  at = limen_tally_column_find_point (column, sweep);
  add_cutoff_row (table, column, sweep, at.confusion, has_class);
  add_zone_row (zones, column, &at, has_class);
  limen_sweep_free (sweep);
  return TRUE;
}

static gboolean
describe_cutoffs (const LimenDecisionTally *self, GString *out)
{
  /* Translators: "was" is the value when the cutoff was chosen. */
  const char *const head[]
      = { _ ("threshold"), _ ("TP"),        _ ("FP"),  _ ("FN"),
          _ ("TN"),        _ ("precision"), _ ("was"), _ ("recall"),
          _ ("was"),       _ ("F1"),        _ ("was"), NULL };
  const char *const zone_head[]
      = { self->is_reversed ? _ ("refers above") : _ ("refers from"),
          self->is_reversed ? _ ("refers up to") : _ ("refers below"),
          _ ("positives"),
          _ ("negatives"),
          _ ("coverage"),
          _ ("was"),
          C_ ("rate", "error"),
          _ ("was"),
          NULL };
  g_autoptr (LimenTextTable) table = new_table (head, self->has_classes);
  g_autoptr (LimenTextTable) zones = new_table (zone_head, self->has_classes);
  guint n = 0, n_zones = 0;

  for (guint i = 0; i < self->columns->len; i++)
    {
      const LimenTallyColumn *column
          = &g_array_index (self->columns, LimenTallyColumn, i);
      LimenCutoffGreyZone was;

      if (column->is_set || column->labels->len == 0)
        continue;
      if (!add_cutoff (table, zones, column, self->has_classes))
        return FALSE;
      n++;
      n_zones += limen_cutoff_get_grey_zone (column->cutoff, &was);
    }
  if (n > 0)
    limen_text_table_append_to (table, out);
  if (n_zones > 0)
    limen_text_table_append_to (zones, out);
  return TRUE;
}

/* Adds the result of a matrix of decisions, which it takes. */
static void
add_matrix (LimenTextTable *table, const char *name, LimenMatrix *matrix,
            gboolean has_thresholds)
{
  g_autoptr (LimenMulticlassResult) result
      = limen_multiclass_result_new_of_matrix (matrix);
  g_autofree char *shown
      = limen_display_text_new (name, strlen (name), MAX_NAME_CHARS);

  limen_text_table_add (table, shown);
  limen_text_table_add_number (table, result->accuracy);
  limen_text_table_add_number (table, result->f1.macro);
  limen_text_table_add_count (table, limen_matrix_get_none (matrix).weight);
  if (has_thresholds)
    limen_text_table_add_count (
        table, limen_matrix_get_several_above (matrix).weight);
  else
    limen_text_table_add (table, "");
  limen_text_table_end_row (table);
}

static void
describe_sets (LimenDecisionTally *self, GString *out)
{
  const char *const head[]
      = { _ ("cutoffs"), _ ("accuracy"), _ ("macro F1"),
          _ ("rows without a class"), _ ("rows over several thresholds") };
  g_autoptr (LimenTextTable) table = limen_text_table_new ();

  if (self->argmax == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (head); i++)
    limen_text_table_add (table, head[i]);
  limen_text_table_end_row (table);
  for (guint i = 0; i < self->columns->len; i++)
    {
      LimenTallyColumn *column
          = &g_array_index (self->columns, LimenTallyColumn, i);

      if (column->is_set)
        add_matrix (table, limen_cutoff_get_name (column->cutoff),
                    g_steal_pointer (&column->matrix), TRUE);
    }
  add_matrix (table, _ ("argmax, no thresholds"),
              g_steal_pointer (&self->argmax), FALSE);
  limen_text_table_append_to (table, out);
}

/* A text that compares the cutoffs on labelled rows: each metric beside its
 * value when the cutoff was chosen, and sets of cutoffs beside argmax. Uses up
 * the matrices of the tally. A new string of lines, or NULL with an error when
 * memory runs out. `path` is for the error. */
char *
limen_decision_tally_describe (LimenDecisionTally *self, const char *path,
                               GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);

  if (!describe_cutoffs (self, out))
    {
      limen_memory_fail (path, N_ ("to sort its rows"), error);
      return NULL;
    }
  describe_sets (self, out);
  return g_string_free (g_steal_pointer (&out), FALSE);
}
