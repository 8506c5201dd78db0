/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window-title.h"

#include "screen-format.h"

/* The kind of scores and the classes, which a regression does not have. */
static char *
describe_classes (LimenDataset *dataset)
{
  const LimenPredictions *predictions
      = limen_dataset_get_predictions (dataset);
  const LimenTaskInfo *task = limen_task_get (predictions->task);
  const char *kind = limen_kind_get_title (predictions->kind);
  g_autofree char *n
      = limen_screen_format_count ((double) predictions->n_classes);

  if (task->class_nouns == NULL)
    return g_strdup ("");
  if (!task->has_positive)
    return g_strdup_printf (" \302\267 %s \302\267 %s %s", kind, n,
                            task->class_nouns);
  return g_strdup_printf (
      " \302\267 %s \302\267 positive class \342\200\234%s\342\200\235", kind,
      limen_dataset_get_class_name (dataset, predictions->positive));
}

/* "500 rows binary · probability · positive class “fraud” · labels of l.csv"; a
 * new string. */
char *
limen_window_title_describe (LimenDataset *dataset)
{
  const LimenPredictions *predictions
      = limen_dataset_get_predictions (dataset);
  const LimenLabelsFrom *from = limen_dataset_get_labels_from (dataset);
  g_autofree char *rows
      = limen_screen_format_count ((double) predictions->n_rows);
  g_autofree char *classes = describe_classes (dataset);
  g_autofree char *labels
      = from != NULL ? g_strdup_printf (" \302\267 labels of %s", from->name)
                     : g_strdup ("");

  return g_strdup_printf (
      "%s %s \302\267 %s%s%s", rows, predictions->n_rows == 1 ? "row" : "rows",
      limen_task_get_name (predictions->task), classes, labels);
}
