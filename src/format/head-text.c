/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "head-text.h"

#include <glib/gi18n.h>

/* The last of several columns; NULL if there is only one. `get` returns the
 * name of a column by its index, NULL after the last one. */
static const char *
find_last (LimenDataset *dataset,
           const char *(*get) (LimenDataset *dataset, gsize index))
{
  gsize n = 0;

  while (get (dataset, n) != NULL)
    n++;
  return n > 1 ? get (dataset, n - 1) : NULL;
}

/* Appends the label columns; on a line of their own if in a separate file. */
static void
append_labels (GString *out, LimenDataset *dataset)
{
  const LimenLabelsFrom *from = limen_dataset_get_labels_from (dataset);
  const char *first = limen_dataset_get_label_column (dataset, 0);
  const char *last = find_last (dataset, limen_dataset_get_label_column);
  g_autofree char *file
      = from != NULL ? limen_labels_from_describe (from) : NULL;

  if (file != NULL && last != NULL)
    g_string_append_printf (
        out,
        /* Translators: a file, and how its rows are matched. */
        _ ("labels in columns \"%s\" to \"%s\" of %s"), first, last, file);
  else if (file != NULL)
    g_string_append_printf (
        out,
        /* Translators: a file, and how its rows are matched. */
        _ ("labels in column \"%s\" of %s"), first, file);
  else if (last != NULL)
    g_string_append_printf (out, _ ("labels in columns \"%s\" to \"%s\""),
                            first, last);
  else
    g_string_append_printf (out, _ ("labels in column \"%s\""), first);
  g_string_append (out, file != NULL ? "\n" : _ (", "));
}

static void
append_scores (GString *out, LimenDataset *dataset)
{
  const char *first = limen_dataset_get_score_column (dataset, 0);
  const char *last = find_last (dataset, limen_dataset_get_score_column);

  if (!limen_kind_has_thresholds (
          limen_dataset_get_predictions (dataset)->kind))
    g_string_append_printf (out, _ ("decisions in column \"%s\""),
                            limen_dataset_get_predicted_column (dataset));
  else if (last != NULL)
    g_string_append_printf (out, _ ("scores in columns \"%s\" to \"%s\""),
                            first, last);
  else
    g_string_append_printf (out, _ ("scores in column \"%s\""), first);
}

/* Appends a comma and a clause by a printf() format. */
static void G_GNUC_PRINTF (2, 3)
    append_clause (GString *out, const char *format, ...)
{
  va_list args;

  g_string_append (out, _ (", "));
  va_start (args, format);
  g_string_append_vprintf (out, format, args);
  va_end (args);
}

/* Appends the columns that only some files have. */
static void
append_other_columns (GString *out, LimenDataset *dataset)
{
  const LimenTaskInfo *task
      = limen_task_get (limen_dataset_get_predictions (dataset)->task);
  const char *variance = limen_dataset_get_variance_column (dataset);
  const char *weight = limen_dataset_get_weight_column (dataset);
  const char *unit = limen_dataset_get_unit_column (dataset);
  const char *fp_cost = limen_dataset_get_fp_cost_column (dataset);
  const char *fn_cost = limen_dataset_get_fn_cost_column (dataset);

  if (task->has_predicted)
    append_clause (out, _ ("of the classes in \"%s\""),
                   limen_dataset_get_predicted_column (dataset));
  if (variance != NULL)
    append_clause (out, _ ("variances in \"%s\""), variance);
  if (weight != NULL)
    append_clause (out, _ ("weights in \"%s\""), weight);
  if (unit != NULL)
    append_clause (out, _ ("units in \"%s\""), unit);
  if (fp_cost != NULL)
    append_clause (out, _ ("costs of false positives in \"%s\""), fp_cost);
  if (fn_cost != NULL)
    append_clause (out, _ ("costs of false negatives in \"%s\""), fn_cost);
}

/* Appends the lines that say what a file has: its task, what its scores are,
 * and which columns. */
void
limen_text_append_head (GString *out, LimenDataset *dataset)
{
  const LimenPredictions *numbers = limen_dataset_get_predictions (dataset);

  g_string_append_printf (out, "%s: %s", limen_dataset_get_name (dataset),
                          _ (limen_task_get_name (numbers->task)));
  append_clause (out, "%s",
                 limen_task_get (numbers->task)->labels == LIMEN_LABELS_NUMBERS
                     ? _ ("real values")
                     : _ (limen_kind_get_title (numbers->kind)));
  if (numbers->is_reversed)
    append_clause (out, "%s", _ ("low means positive"));
  g_string_append_c (out, '\n');
  append_labels (out, dataset);
  append_scores (out, dataset);
  append_other_columns (out, dataset);
  g_string_append (out, "\n");
}
