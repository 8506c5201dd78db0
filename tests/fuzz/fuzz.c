/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "dataset.h"

guint
fuzz_get_n (guint n)
{
  return g_test_slow () ? SLOW_FACTOR * n : n;
}

const char *
fuzz_pick (const char *const *texts, guint n)
{
  return texts[g_test_rand_int_range (0, (gint32) n)];
}

static void
append_row (GString *text, LimenDataset *dataset, gsize i)
{
  const LimenPredictions *numbers = limen_dataset_get_predictions (dataset);

  g_string_append_printf (text, "\n%d",
                          (int) limen_dataset_find_line (dataset, i, NULL));
  g_string_append_printf (text, " %d",
                          numbers->labels != NULL ? numbers->labels[i] : -1);
  g_assert_true (numbers->labels == NULL
                 || numbers->labels[i] < numbers->n_classes
                 || numbers->labels[i] == LIMEN_UNKNOWN_LABEL);
  if (limen_dataset_has_label_texts (dataset))
    g_string_append_printf (text, "\"%s\"",
                            limen_dataset_get_label_text (dataset, i));
  if (numbers->predicted != NULL)
    g_string_append_printf (text, "~%d", numbers->predicted[i]);
  g_assert_true (numbers->predicted == NULL
                 || numbers->predicted[i] < numbers->n_classes);
  if (numbers->units.of_rows != NULL)
    g_string_append_printf (text, "u%u", numbers->units.of_rows[i]);
  if (numbers->groups != NULL)
    g_string_append_printf (text, "@%d", (int) numbers->groups[i]);
  if (numbers->weights != NULL)
    g_string_append_printf (text, "*%a", numbers->weights[i]);
  for (gsize k = 0; k < numbers->n_scores; k++)
    {
      g_string_append_printf (text, ":%a", numbers->scores[k][i]);
      if (numbers->truths != NULL)
        g_string_append_printf (text, "=%d", numbers->truths[k][i]);
      if (numbers->targets != NULL)
        g_string_append_printf (text, "=%a", numbers->targets[k][i]);
    }
}

/* Those that cannot be decided. */
static void
append_skipped (GString *text, LimenDataset *dataset)
{
  for (gsize i = 0; i < limen_dataset_get_n_skipped (dataset); i++)
    {
      const LimenSkippedRow *row = limen_dataset_get_skipped (dataset, i);

      g_string_append_printf (text, "\n%d skipped before %d \"%s\"",
                              (int) row->line, (int) row->n_before,
                              limen_dataset_get_skipped_label (dataset, i));
    }
}

static void
append_findings (GString *text, LimenDataset *dataset)
{
  GPtrArray *findings = limen_dataset_get_findings (dataset);

  for (guint i = 0; i < findings->len; i++)
    {
      const LimenFinding *finding = g_ptr_array_index (findings, i);

      g_string_append_printf (text, "\n%s", finding->report_message);
    }
}

char *
fuzz_describe (const char *path, const LimenReadOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenDataset) dataset
      = limen_dataset_read (path, options, NULL, NULL, NULL, &error);
  const LimenPredictions *numbers;
  GString *text;

  if (dataset == NULL)
    {
      /* A refusal always says what is wrong. */
      g_assert_nonnull (error);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return g_strdup (error->message);
    }
  numbers = limen_dataset_get_predictions (dataset);
  text = g_string_new (limen_dataset_get_sha256 (dataset));
  g_string_append_printf (text, " %s %s, %d skipped, %d ignored",
                          limen_task_get_name (numbers->task),
                          limen_kind_get_name (numbers->kind),
                          (int) limen_dataset_get_n_rejected (dataset),
                          (int) limen_dataset_get_n_ignored (dataset));
  append_findings (text, dataset);
  for (gsize k = 0; k < numbers->n_classes; k++)
    g_string_append_printf (text, " %s*%d",
                            limen_dataset_get_class_name (dataset, k),
                            (int) limen_dataset_get_class_rows (dataset, k));
  g_string_append_printf (text, ", %d labelled",
                          (int) limen_dataset_get_n_labelled (dataset));
  for (gsize i = 0; i < numbers->n_rows; i++)
    append_row (text, dataset, i);
  append_skipped (text, dataset);
  return g_string_free (text, FALSE);
}
