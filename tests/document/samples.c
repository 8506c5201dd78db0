/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "samples.h"

#include <string.h>

#include "number-text.h"
#include "support.h"

#define N_HOSTILE 5
#define LONG_NAME 10000
#define N_MANY 1000

LimenAnalysis *
test_analyze (const char *path, const char *task, const char *scores)
{
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (LimenDataset) dataset = NULL;
  g_autoptr (GError) error = NULL;
  LimenAnalysis *analysis;

  options->has_task = task != NULL && limen_task_parse (task, &options->task);
  if (scores != NULL)
    options->scores = g_strsplit (scores, ";", -1);
  dataset = limen_dataset_read (path, options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  analysis = limen_analysis_new (dataset, NULL, NULL, &error);
  g_assert_no_error (error);
  return analysis;
}

LimenAnalysis *
test_analyze_sample (const char *name)
{
  g_autofree char *relative = g_strconcat ("../data/samples/", name, NULL);
  g_autofree char *path = test_get_source_path (relative);

  return test_analyze (path, NULL, NULL);
}

void
test_get_objectives (LimenObjective objectives[LIMEN_REPORT_N_OBJECTIVES])
{
  const LimenObjective view
      = limen_objective_new ((LimenMetric){ LIMEN_METRIC_F1, 1 }, FALSE);

  limen_report_get_objectives (&view, objectives);
}

LimenDocument *
test_new_document (LimenAnalysis *analysis, GListModel *cutoffs,
                   const double *at, gsize n)
{
  const LimenReportOptions options = { .thresholds = at, .n_thresholds = n };

  return test_new_document_with (analysis, &options, cutoffs);
}

LimenDocument *
test_new_document_with (LimenAnalysis *analysis,
                        const LimenReportOptions *report, GListModel *cutoffs)
{
  LimenObjective objectives[LIMEN_REPORT_N_OBJECTIVES];
  LimenDocumentOptions options = { .report = *report, .cutoffs = cutoffs };
  g_autoptr (GError) error = NULL;
  LimenDocument *document;

  test_get_objectives (objectives);
  options.report.objectives = objectives;
  options.report.n_objectives = G_N_ELEMENTS (objectives);
  document = limen_report_document_new (analysis, &options, &error);
  g_assert_no_error (error);
  return document;
}

const char *
test_get_hostile_name (guint i)
{
  static const char *const names[N_HOSTILE]
      = { "<script>alert(\"x\")</script> & 'q'",
          "\327\251\327\234\327\225\327\235", NULL, "line\nbreak\ttab", "\342\200\256evil\001]]>" };
  static char *long_name;

  if (names[i] != NULL)
    return names[i];
  if (long_name == NULL)
    long_name = g_strnfill (LONG_NAME, 'x');
  return long_name;
}

static void
append_quoted (GString *out, const char *text)
{
  g_string_append_c (out, '"');
  for (; *text != '\0'; text++)
    g_string_append_printf (out, *text == '"' ? "\"%c" : "%c", *text);
  g_string_append_c (out, '"');
}

char *
test_write_hostile_names (void)
{
  g_autoptr (GString) text = g_string_new ("label <b>&");
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (guint k = 0; k < N_HOSTILE; k++)
    {
      g_string_append_c (text, ',');
      append_quoted (text, test_get_hostile_name (k));
    }
  for (guint i = 0; i < 200; i++)
    {
      guint label = (guint) g_rand_int_range (random, 0, N_HOSTILE);

      g_string_append_c (text, '\n');
      append_quoted (text, test_get_hostile_name (label));
      for (guint k = 0; k < N_HOSTILE; k++)
        {
          char number[G_ASCII_DTOSTR_BUF_SIZE];

          g_string_append_printf (
              text, ",%s",
              g_ascii_formatd (number, sizeof number, "%.6f",
                               (k == label ? 0.4 : 0)
                                   + 0.6 / N_HOSTILE));
        }
    }
  g_string_append_c (text, '\n');
  return test_write_file ("hostile.csv", text->str, (gssize) text->len);
}

char *
test_write_many_classes (void)
{
  g_autoptr (GString) text = g_string_new ("label");

  for (guint k = 0; k < N_MANY; k++)
    g_string_append_printf (text, ",p.%u", k);
  for (guint i = 0; i < N_MANY / 2; i++)
    {
      guint label = i * 7 % (N_MANY / 2); /* not in order, as with ids */
      guint best = label % 5 == 0 ? label + 1 : label;

      g_string_append_printf (text, "\n%u", label);
      for (guint k = 0; k < N_MANY; k++)
        g_string_append (text, k == best ? ",0.5005" : ",0.0005");
    }
  g_string_append_c (text, '\n');
  return test_write_file ("many.csv", text->str, (gssize) text->len);
}

char *
test_write_regression (void)
{
  static const char text[] = "target,prediction\n1.5,1.25\n-2,-1.75\n"
                             "0.25,0.5\n3,2\n";

  return test_write_file ("regression.csv", text, -1);
}

static gboolean
is_table (const LimenDocumentTable *table, const char *caption)
{
  return table != NULL
         && (caption == NULL || g_strcmp0 (table->caption, caption) == 0
             || (table->head->len > 0
                 && g_str_equal (g_ptr_array_index (table->head, 0),
                                 caption)));
}

const char *
test_find_cell_in (LimenDocument *document, const char *caption,
                   const char *title, gsize column)
{
  for (guint i = 0; i < document->blocks->len; i++)
    {
      const LimenBlock *block = g_ptr_array_index (document->blocks, i);
      const LimenDocumentTable *table = block->table;

      for (gsize j = 0; is_table (table, caption)
                        && j < limen_document_table_get_n_rows (table);
           j++)
        if (column < table->n_columns
            && g_str_equal (limen_document_table_get (table, j, 0), title))
          return limen_document_table_get (table, j, column);
    }
  return NULL;
}

const char *
test_find_cell (LimenDocument *document, const char *title, gsize column)
{
  return test_find_cell_in (document, NULL, title, column);
}

void
test_assert_cell (LimenDocument *document, const char *title, gsize column,
                  double value)
{
  g_autofree char *expected = limen_number_text (value);

  g_test_message ("%s", title);
  g_assert_cmpstr (test_find_cell (document, title, column), ==, expected);
}

guint
test_count_blocks (LimenDocument *document, LimenBlockKind kind)
{
  guint n = 0;

  for (guint i = 0; i < document->blocks->len; i++)
    n += ((LimenBlock *) g_ptr_array_index (document->blocks, i))->kind
         == kind;
  return n;
}
