/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text-cases.h"

#include "record.h"
#include "support.h"

LimenDataset *
text_case_read (const char *text, gssize length, const char *label,
                const char *score, gboolean skip_bad_rows, GError **error)
{
  g_autofree char *path = test_write_file ("input.txt", text, length);
  char *labels[] = { (char *) label, NULL };
  char *scores[] = { (char *) score, NULL };
  LimenReadOptions options = { .labels = label != NULL ? labels : NULL,
                               .scores = score != NULL ? scores : NULL,
                               .skip_bad_rows = skip_bad_rows };

  return limen_dataset_read (path, &options, NULL, NULL, NULL, error);
}

static const char *
get_delimiter_name (char delimiter)
{
  return delimiter == LIMEN_DELIMITER_BLANKS ? "blanks"
         : delimiter == '\t'                 ? "tab"
         : delimiter == ','                  ? "comma"
         : delimiter == ';'                  ? "semicolon"
                                             : "bar";
}

char *
text_case_describe (LimenDataset *dataset)
{
  const LimenPredictions *numbers = limen_dataset_get_predictions (dataset);
  GString *out = g_string_new (
      get_delimiter_name (limen_dataset_get_delimiter (dataset)));

  g_string_append (out, limen_dataset_has_header (dataset) ? ", header:"
                                                           : ":");
  for (gsize i = 0; i < numbers->n_rows; i++)
    {
      g_string_append_printf (
          out, " %d ", (int) limen_dataset_find_line (dataset, i, NULL));
      if (numbers->labels != NULL)
        g_string_append (
            out, limen_dataset_get_class_name (dataset, numbers->labels[i]));
      for (gsize k = 0; k < numbers->n_scores; k++)
        g_string_append_printf (out, "%c%.15g", k == 0 ? '=' : '/',
                                numbers->scores[k][i]);
    }
  return g_string_free (out, FALSE);
}

static char *
with_line_ends (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  return g_strjoinv ("\r\n", lines);
}

void
text_case_check (const char *text, const char *label, const char *score,
                 const char *expected)
{
  g_autofree char *marked = g_strconcat ("\357\273\277", text, NULL);
  g_autofree char *ended = with_line_ends (text);
  const char *const texts[] = { text, marked, ended };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (LimenDataset) dataset
          = text_case_read (texts[i], -1, label, score, FALSE, &error);
      g_autofree char *found = NULL;

      g_assert_no_error (error);
      found = text_case_describe (dataset);
      g_assert_cmpstr (found, ==, expected);
    }
}

void
text_cases_check (const TextCase *cases, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      g_test_message ("case %d: %s", (int) i, cases[i].text);
      text_case_check (cases[i].text, cases[i].label, cases[i].score,
                       cases[i].expected);
    }
}
