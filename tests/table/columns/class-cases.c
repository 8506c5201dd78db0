/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "class-cases.h"

#include "support.h"

static void
append (GStrv *texts, const char *text)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_strv_builder_addv (builder, *texts != NULL
                                    ? (const char **) *texts
                                    : (const char *[]){ NULL });
  g_strv_builder_add (builder, text);
  g_strfreev (*texts);
  *texts = g_strv_builder_end (builder);
}

static void
set_option (LimenReadOptions *options, const char *name, const char *value)
{
  const struct
  {
    const char *name;
    GStrv *texts;
    char **text;
  } columns[] = {
    { "label", &options->labels, NULL },
    { "score", &options->scores, NULL },
    { "ignore", &options->ignored, NULL },
    { "class", &options->classes, NULL },
    { "predicted", NULL, &options->predicted },
    { "variance", NULL, &options->variance },
    { "weight", NULL, &options->weight },
    { "positive", NULL, &options->positive },
  };

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    if (g_str_equal (columns[i].name, name))
      {
        if (columns[i].text != NULL)
          *columns[i].text = g_strdup (value);
        else
          append (columns[i].texts, value);
        return;
      }
  if (g_str_equal (name, "task"))
    options->has_task = limen_task_parse (value, &options->task);
  else if (g_str_equal (name, "kind"))
    options->has_kind = limen_kind_parse (value, &options->kind);
  else if (g_str_equal (name, "undo"))
    g_assert_true (limen_undo_parse (value, &options->undo));
  else if (g_str_equal (name, "skip"))
    options->skip_bad_rows = TRUE;
  else if (g_str_equal (name, "unlabelled"))
    options->label_is_optional = TRUE;
  else if (g_str_equal (name, "no-header"))
    options->no_header = TRUE;
  else
    g_assert_not_reached ();
}

static LimenReadOptions *
parse_options (const char *line)
{
  LimenReadOptions *options = limen_read_options_new ();
  g_auto (GStrv) words = g_strsplit (line, " ", -1);

  for (gsize i = 0; words[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (words[i], "=", 2);

      if (parts[0] != NULL)
        set_option (options, parts[0], parts[1]);
    }
  return options;
}

LimenDataset *
class_case_read (const char *text, const char *line, gsize block_size,
                 GError **error)
{
  g_autofree char *path = test_write_file ("input.csv", text, -1);
  g_autoptr (LimenReadOptions) options = parse_options (line);

  options->block_size = block_size;
  return limen_dataset_read (path, options, NULL, NULL, NULL, error);
}

LimenDataset *
class_case_read_good (const char *text, const char *line)
{
  g_autoptr (GError) error = NULL;
  LimenDataset *dataset = class_case_read (text, line, 0, &error);

  g_assert_no_error (error);
  return dataset;
}

static void
append_number (GString *out, const char *before, double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (text, sizeof text, "%.10g", number);
  g_string_append_printf (out, "%s%s", before, text);
}

static void
append_labels (GString *out, const LimenPredictions *numbers, gsize i)
{
  if (numbers->labels != NULL)
    g_string_append_printf (out, " %u", numbers->labels[i]);
  else
    g_string_append (out, " ");
  if (numbers->predicted != NULL)
    g_string_append_printf (out, "~%u", numbers->predicted[i]);
  for (gsize k = 0; numbers->truths != NULL && k < numbers->n_scores; k++)
    g_string_append_printf (out, "%u", numbers->truths[k][i]);
  for (gsize k = 0; numbers->targets != NULL && k < numbers->n_scores; k++)
    append_number (out, k == 0 ? "(" : " ", numbers->targets[k][i]);
  if (numbers->targets != NULL)
    g_string_append_c (out, ')');
}

char *
class_case_describe (LimenDataset *dataset)
{
  const LimenPredictions *numbers = limen_dataset_get_predictions (dataset);
  GString *out = g_string_new (limen_task_get_name (numbers->task));

  g_string_append_printf (out, " %s", limen_kind_get_name (numbers->kind));
  for (gsize k = 0; k < numbers->n_classes; k++)
    g_string_append_printf (
        out, "%s%s:%d", k == 0 ? " " : ",",
        limen_dataset_get_class_name (dataset, k),
        (int) limen_dataset_get_class_rows (dataset, k));
  for (gsize i = 0; i < numbers->n_rows; i++)
    {
      append_labels (out, numbers, i);
      for (gsize k = 0; k < numbers->n_scores; k++)
        append_number (out, k == 0 ? "=" : "/", numbers->scores[k][i]);
      if (numbers->variances != NULL)
        append_number (out, "+-", numbers->variances[i]);
      if (numbers->weights != NULL)
        append_number (out, "*", numbers->weights[i]);
    }
  return g_string_free (out, FALSE);
}

void
class_cases_check (const ClassCase *cases, guint n)
{
  for (guint i = 0; i < n; i++)
    for (gsize block_size = 0; block_size < 2; block_size++)
      {
        g_autoptr (GError) error = NULL;
        g_autoptr (LimenDataset) dataset = NULL;
        g_autofree char *found = NULL;

        g_test_message ("case %u: %s", i, cases[i].text);
        dataset = class_case_read (cases[i].text, cases[i].options, block_size,
                                   &error);
        g_assert_no_error (error);
        found = class_case_describe (dataset);
        g_assert_cmpstr (found, ==, cases[i].expected);
      }
}

const LimenFinding *
class_case_find_finding (LimenDataset *dataset, const char *code)
{
  GPtrArray *findings = limen_dataset_get_findings (dataset);

  for (guint i = 0; i < findings->len; i++)
    {
      const LimenFinding *finding = g_ptr_array_index (findings, i);

      if (g_str_equal (finding->code, code))
        return finding;
    }
  return NULL;
}
