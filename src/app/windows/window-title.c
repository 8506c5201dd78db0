/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window-title.h"

#include <glib/gi18n.h>

#include "screen-format.h"

/* "500 rows · binary", or another task; a new string. */
static char *
describe_rows (const LimenPredictions *predictions)
{
  g_autofree char *rows
      = limen_screen_format_count ((double) predictions->n_rows);
  gulong n = predictions->n_rows;

  switch (limen_task_get_said (predictions->task))
    {
    case LIMEN_TASK_BINARY:
      return g_strdup_printf (
          ngettext ("%s row \302\267 binary", "%s rows \302\267 binary", n),
          rows);
    case LIMEN_TASK_MULTILABEL:
      return g_strdup_printf (ngettext ("%s row \302\267 multilabel",
                                        "%s rows \302\267 multilabel", n),
                              rows);
    case LIMEN_TASK_REGRESSION:
      return g_strdup_printf (ngettext ("%s row \302\267 regression",
                                        "%s rows \302\267 regression", n),
                              rows);
    default:
      return g_strdup_printf (ngettext ("%s row \302\267 multiclass",
                                        "%s rows \302\267 multiclass", n),
                              rows);
    }
}

/* The kind of scores and the classes; a new string, NULL for a regression,
 * which has neither. */
static char *
describe_classes (LimenDataset *dataset)
{
  const LimenPredictions *predictions
      = limen_dataset_get_predictions (dataset);
  const LimenTaskInfo *task = limen_task_get (predictions->task);
  const char *kind = _ (limen_kind_get_title (predictions->kind));
  gulong n = predictions->n_classes;
  g_autofree char *count = limen_screen_format_count ((double) n);

  if (task->class_nouns == NULL)
    return NULL;
  if (task->has_positive)
    return g_strdup_printf (
        /* Translators: a kind, such as “logits”, and a class. */
        _ ("%s \302\267 positive class \342\200\234%s\342\200\235"), kind,
        limen_dataset_get_class_name (dataset, predictions->positive));
  return g_strdup_printf (
      task->labels == LIMEN_LABELS_SETS
          /* Translators: a kind, such as “logits”, and a number. */
          ? ngettext ("%s \302\267 %s label", "%s \302\267 %s labels", n)
          /* Translators: a kind, such as “logits”, and a number. */
          : ngettext ("%s \302\267 %s class", "%s \302\267 %s classes", n),
      kind, count);
}

/* "500 rows · binary · probabilities · positive class “fraud” · labels of
 * l.csv · test data: t.csv"; a new string. `test` is the name of the file of
 * test data, or NULL. */
char *
limen_window_title_describe (LimenDataset *dataset, const char *test)
{
  const LimenLabelsFrom *from = limen_dataset_get_labels_from (dataset);
  g_autofree char *rows
      = describe_rows (limen_dataset_get_predictions (dataset));
  g_autofree char *classes = describe_classes (dataset);
  /* Translators: %s is a file. */
  g_autofree char *labels
      = from != NULL ? g_strdup_printf (_ ("labels of %s"), from->name) : NULL;
  g_autofree char *test_data
      = test != NULL ? g_strdup_printf (_ ("test data: %s"), test) : NULL;
  const char *parts[5] = { rows };
  guint n = 1;

  if (classes != NULL)
    parts[n++] = classes;
  if (labels != NULL)
    parts[n++] = labels;
  if (test_data != NULL)
    parts[n++] = test_data;
  return g_strjoinv (" \302\267 ", (GStrv) parts);
}
