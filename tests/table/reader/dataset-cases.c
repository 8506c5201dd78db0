/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dataset-cases.h"

#include "support.h"

LimenDataset *
dataset_case_read (const char *text, gssize length,
                   const LimenReadOptions *options, GError **error)
{
  g_autofree char *path = test_write_file ("input.csv", text, length);
  g_autoptr (LimenReadOptions) defaults = limen_read_options_new ();

  return limen_dataset_read (path, options != NULL ? options : defaults, NULL,
                             NULL, NULL, error);
}

LimenDataset *
dataset_case_read_good (const char *text, const LimenReadOptions *options)
{
  g_autoptr (GError) error = NULL;
  LimenDataset *dataset = dataset_case_read (text, -1, options, &error);

  g_assert_no_error (error);
  return dataset;
}

char *
dataset_case_describe (LimenDataset *dataset)
{
  const LimenPredictions *numbers = limen_dataset_get_predictions (dataset);
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, "%s/%s %s ",
                          limen_dataset_get_label_column (dataset, 0),
                          limen_dataset_get_score_column (dataset, 0),
                          limen_kind_get_name (numbers->kind));
  for (gsize i = 0; i < numbers->n_classes; i++)
    g_string_append_printf (out,
                            i == numbers->positive ? "[%s:%d]" : "%s:%d",
                            limen_dataset_get_class_name (dataset, i),
                            (int) limen_dataset_get_class_rows (dataset, i));
  for (gsize i = 0; i < numbers->n_rows; i++)
    {
      char text[G_ASCII_DTOSTR_BUF_SIZE];

      g_string_append_printf (
          out, " %s%s",
          numbers->labels[i] == numbers->positive ? "+" : "-",
          g_ascii_dtostr (text, sizeof text, numbers->scores[0][i]));
      if (numbers->weights != NULL)
        g_string_append_printf (out, "*%s",
                                g_ascii_dtostr (text, sizeof text,
                                                numbers->weights[i]));
    }
  return g_string_free (out, FALSE);
}

const char *
dataset_case_find_message (LimenDataset *dataset, const char *code)
{
  GPtrArray *findings = limen_dataset_get_findings (dataset);

  for (guint i = 0; i < findings->len; i++)
    {
      LimenFinding *finding = g_ptr_array_index (findings, i);

      if (g_str_equal (finding->code, code))
        return finding->report_message;
    }
  return NULL;
}

gboolean
dataset_case_has_finding (LimenDataset *dataset, const char *code)
{
  return dataset_case_find_message (dataset, code) != NULL;
}
