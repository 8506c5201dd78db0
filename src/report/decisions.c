#include "decisions.h"

#include <string.h>

#include "csv-text.h"
#include "decimal.h"
#include "escape.h"
#include "output.h"
#include "report-error.h"
#include "text-table.h"

#define FLUSH_SIZE (256 * 1024)
#define MAX_NAME_CHARS 60

/* One class is decided about: that of the dataset, where it has labels. */
static gboolean
check_class (GListModel *cutoffs, GError **error)
{
  g_autoptr (LimenCutoff) first = g_list_model_get_item (cutoffs, 0);

  for (guint i = 1; i < g_list_model_get_n_items (cutoffs); i++)
    {
      g_autoptr (LimenCutoff) cutoff = g_list_model_get_item (cutoffs, i);

      if (g_str_equal (limen_cutoff_get_class_name (cutoff),
                       limen_cutoff_get_class_name (first)))
        continue;
      g_set_error (error, LIMEN_REPORT_ERROR, LIMEN_REPORT_ERROR_FORMAT,
                   "cutoff \"%s\" is for class \"%s\", and \"%s\" for "
                   "\"%s\"; apply those of one class at a time",
                   limen_cutoff_get_name (first),
                   limen_cutoff_get_class_name (first),
                   limen_cutoff_get_name (cutoff),
                   limen_cutoff_get_class_name (cutoff));
      return FALSE;
    }
  return TRUE;
}

static gboolean
convert_thresholds (GListModel *cutoffs, LimenDataset *dataset,
                    double *thresholds, GError **error)
{
  LimenKind kind = limen_dataset_get_predictions (dataset)->kind;

  for (guint i = 0; i < g_list_model_get_n_items (cutoffs); i++)
    {
      g_autoptr (LimenCutoff) cutoff = g_list_model_get_item (cutoffs, i);

      if (limen_cutoff_convert_threshold (cutoff, kind, &thresholds[i]))
        continue;
      g_set_error (error, LIMEN_REPORT_ERROR, LIMEN_REPORT_ERROR_FORMAT,
                   "cutoff \"%s\" was chosen on a %s, and \"%s\" holds the "
                   "kind %s; say what the scores are with --kind",
                   limen_cutoff_get_name (cutoff),
                   limen_kind_get_name (limen_cutoff_get_kind (cutoff)),
                   limen_dataset_get_score_column (dataset, 0),
                   limen_kind_get_name (kind));
      return FALSE;
    }
  return TRUE;
}

static void
append_head (GString *text, GListModel *cutoffs, gboolean has_labels)
{
  limen_csv_append_text (text, "line");
  if (has_labels)
    limen_csv_append_text (text, "label");
  limen_csv_append_text (text, "score");
  for (guint i = 0; i < g_list_model_get_n_items (cutoffs); i++)
    {
      g_autoptr (LimenCutoff) cutoff = g_list_model_get_item (cutoffs, i);

      limen_csv_append_text (text, limen_cutoff_get_name (cutoff));
    }
  limen_csv_end_line (text);
}

static void
append_row (GString *text, LimenDataset *dataset, gsize row,
            const double *thresholds, guint n)
{
  const LimenPredictions *numbers = limen_dataset_get_predictions (dataset);
  double score = numbers->scores[0][row];

  limen_csv_append_number (
      text, (double) limen_dataset_find_line (dataset, row, NULL));
  if (numbers->labels != NULL)
    limen_csv_append_text (
        text, limen_dataset_get_class_name (dataset, numbers->labels[row]));
  limen_csv_append_number (text, score);
  for (guint i = 0; i < n; i++)
    limen_csv_append_number (text, score >= thresholds[i]);
  limen_csv_end_line (text);
}

/* Writes a decision per row and cutoff: the line in the file, the label where
 * there is one, the score, then 1 or 0 under each cutoff's name. A cutoff of
 * another kind is converted; fails where that cannot be. */
gboolean
limen_decisions_save (GListModel *cutoffs, LimenDataset *dataset,
                      const char *path, GError **error)
{
  const LimenPredictions *numbers = limen_dataset_get_predictions (dataset);
  guint n = g_list_model_get_n_items (cutoffs);
  g_autofree double *thresholds = g_new (double, MAX (n, 1));
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (LimenOutput) output = NULL;

  if (!check_class (cutoffs, error)
      || !convert_thresholds (cutoffs, dataset, thresholds, error))
    return FALSE;
  output = limen_output_new (path, error);
  if (output == NULL)
    return FALSE;
  append_head (text, cutoffs, numbers->labels != NULL);
  for (gsize row = 0; row < numbers->n_rows; row++)
    {
      append_row (text, dataset, row, thresholds, n);
      if (text->len < FLUSH_SIZE && row + 1 < numbers->n_rows)
        continue;
      if (!limen_output_write (output, text->str, text->len, error))
        return FALSE;
      g_string_truncate (text, 0);
    }
  return limen_output_commit (output, error);
}

static void
add_row (LimenTextTable *table, LimenCutoff *cutoff, double threshold,
         LimenConfusion confusion)
{
  static const LimenMetricId metrics[]
      = { LIMEN_METRIC_PRECISION, LIMEN_METRIC_RECALL, LIMEN_METRIC_F1 };
  char text[LIMEN_DECIMAL_SIZE];

  const char *name = limen_cutoff_get_name (cutoff);
  g_autofree char *shown
      = limen_escape_text (name, strlen (name), MAX_NAME_CHARS);

  limen_text_table_add (table, shown);
  limen_text_table_add (table,
                        limen_decimal_format (threshold, text, sizeof text));
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
      limen_text_table_add_number (table,
                                   limen_cutoff_get_metric (cutoff, metric));
    }
  limen_text_table_end_row (table);
}

/* How the cutoffs do on a dataset with labels, each metric beside what it was
 * where the cutoff was chosen; a new string of lines. Cutoffs that cannot be
 * converted are left out. */
char *
limen_decisions_describe (GListModel *cutoffs, LimenOneVsRest *class)
{
  static const char *const head[]
      = { "cutoff", "threshold", "TP",  "FP",     "FN",  "TN",
          "precision", "was", "recall", "was", "F1", "was" };
  const LimenSweep *sweep = limen_one_vs_rest_get_sweep (class);
  g_autoptr (LimenTextTable) table = limen_text_table_new ();
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (head); i++)
    limen_text_table_add (table, head[i]);
  limen_text_table_end_row (table);
  for (guint i = 0; i < g_list_model_get_n_items (cutoffs); i++)
    {
      g_autoptr (LimenCutoff) cutoff = g_list_model_get_item (cutoffs, i);
      double threshold;

      if (limen_cutoff_convert_threshold (
              cutoff, limen_one_vs_rest_get_numbers (class)->kind,
              &threshold))
        add_row (table, cutoff, threshold,
                 limen_sweep_get_confusion (
                     sweep, limen_sweep_find (sweep, threshold)));
    }
  limen_text_table_append_to (table, out);
  return g_string_free (out, FALSE);
}
