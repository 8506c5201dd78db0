/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "choose-test.h"

#include <glib/gi18n.h>
#include <math.h>

#include "decimal.h"
#include "number-text.h"

/* The metrics that are printed: that of the objective, and the usual ones. */
static gsize
list_metrics (const LimenObjective *objective,
              LimenMetricId metrics[LIMEN_N_METRICS])
{
  static const LimenMetricId usual[]
      = { LIMEN_METRIC_PRECISION, LIMEN_METRIC_RECALL, LIMEN_METRIC_F1 };
  LimenMetricId own = objective->metric.id;
  gsize n = 0;

  if (own < LIMEN_N_METRICS)
    metrics[n++] = own;
  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    if (usual[i] != own)
      metrics[n++] = usual[i];
  return n;
}

/* Adds the heads of the columns of values. */
static void
add_heads (LimenTextTable *table, const LimenBootstrap *plan)
{
  limen_text_table_add (table, _ ("tuning"));
  limen_text_table_add (table, _ ("test"));
  limen_text_table_add (table, _ ("difference"));
  if (plan->n_resamples > 0)
    {
      /* Translators: the lower end of an interval; %.10g is its confidence,
       * 95. */
      g_autofree char *from
          = g_strdup_printf (_ ("%.10g %% from"), 100 * plan->confidence);

      limen_text_table_add (table, from);
      limen_text_table_add (table, C_ ("interval", "to"));
    }
  limen_text_table_end_row (table);
}

/* Adds the values of a metric on both files, their difference and its
 * interval. */
static void
add_values (LimenTextTable *table, LimenCutoff *cutoff, LimenMetricId metric,
            const LimenBootstrap *plan)
{
  const LimenCutoffTest *test = limen_cutoff_get_test (cutoff);
  const LimenEstimate *optimism = &test->optimism[metric];

  limen_text_table_add_number (
      table, limen_cutoff_get_metric (cutoff, (LimenMetric){ metric, 1 }));
  limen_text_table_add_number (table, test->metrics[metric].value);
  limen_text_table_add_number (table, optimism->value);
  if (plan->n_resamples > 0)
    {
      limen_text_table_add_number (table, optimism->interval.low);
      limen_text_table_add_number (table, optimism->interval.high);
    }
  limen_text_table_end_row (table);
}

/* Appends the line above the table. */
static void
append_title (GString *out, const LimenChoice *choice)
{
  LimenDataset *dataset
      = limen_analysis_get_dataset (limen_test_data_get_test (choice->test));
  gsize n = limen_dataset_get_predictions (dataset)->n_rows;
  g_autofree char *n_rows = limen_number_text_count ((double) n);

  g_string_append_printf (
      out,
      /* Translators: a file, and a number of rows */
      ngettext ("Test data: %s, %s row", "Test data: %s, %s rows", n),
      limen_dataset_get_name (dataset), n_rows);
  g_string_append_c (out, '\n');
}

/* Appends what the difference means, below the table. */
static void
append_note (GString *out)
{
  g_string_append (
      out, _ ("A positive difference: the tuning rows look better than the "
              "test rows.\n"
              "The threshold was chosen on the tuning rows, so their values "
              "are too good.\n"));
}

/* Judges the cutoff of a class, by its index, on the test data of the choice,
 * if it has any. Sets *text to a new text with its metrics on both files, or
 * to NULL. FALSE with an error. */
gboolean
limen_choose_judge_one (const LimenChoice *choice, LimenCutoff *cutoff,
                        gsize class, char **text, GError **error)
{
  LimenMetricId metrics[LIMEN_N_METRICS];
  gsize n = list_metrics (choice->objective, metrics);
  g_autoptr (LimenTextTable) table = limen_text_table_new ();
  GString *out;

  *text = NULL;
  if (choice->test == NULL)
    return TRUE;
  if (!limen_cutoff_judge (cutoff, choice->test, class, &choice->intervals,
                           error))
    return FALSE;
  limen_text_table_add (table, "");
  add_heads (table, &choice->intervals);
  for (gsize i = 0; i < n; i++)
    {
      limen_text_table_add (table,
                            _ (limen_metric_get_info (metrics[i])->title));
      add_values (table, cutoff, metrics[i], &choice->intervals);
    }
  out = g_string_new (NULL);
  append_title (out, choice);
  limen_text_table_append_to (table, out);
  append_note (out);
  *text = g_string_free (out, FALSE);
  return TRUE;
}

/* Judges the cutoffs of all classes, in their order, on the test data of the
 * choice, if it has any, and appends a table with a line for each. FALSE with
 * an error. */
gboolean
limen_choose_judge_all (const LimenChoice *choice, GListModel *cutoffs,
                        GString *found, GError **error)
{
  LimenMetricId metrics[LIMEN_N_METRICS];
  g_autoptr (LimenTextTable) table = limen_text_table_new ();

  if (choice->test == NULL)
    return TRUE;
  list_metrics (choice->objective, metrics);
  if (choice->is_joint)
    metrics[0] = LIMEN_METRIC_F1;
  limen_text_table_add (table, _ (limen_metric_get_info (metrics[0])->title));
  add_heads (table, &choice->intervals);
  for (guint k = 0; k < g_list_model_get_n_items (cutoffs); k++)
    {
      g_autoptr (LimenCutoff) cutoff = g_list_model_get_item (cutoffs, k);

      if (!limen_cutoff_judge (cutoff, choice->test, k, &choice->intervals,
                               error))
        return FALSE;
      limen_text_table_add (table, limen_cutoff_get_class_name (cutoff));
      add_values (table, cutoff, metrics[0], &choice->intervals);
    }
  append_title (found, choice);
  limen_text_table_append_to (table, found);
  append_note (found);
  return TRUE;
}
