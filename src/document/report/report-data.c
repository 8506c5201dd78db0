/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report-builder.h"

#include <glib/gi18n.h>
#include <string.h>

#include "display-text.h"
#include "number-text.h"

/* Maximum number of characters of a name in the table. */
#define MAX_CHARS 200

static char *
clean (const char *text)
{
  return limen_display_text_new (text, strlen (text), MAX_CHARS);
}

static void
add_column (LimenDocumentTable *table, const char *title, const char *column)
{
  g_autofree char *text = column != NULL ? clean (column) : NULL;

  if (text != NULL)
    limen_document_table_add_fact (table, title, text);
}

/* Adds a row with the columns that `get` lists: "a", or "a to k (10 columns)".
 * Adds nothing if there are none. */
static void
add_columns (LimenDocumentTable *table, const char *title,
             LimenDataset *dataset,
             const char *(*get) (LimenDataset *dataset, gsize index))
{
  g_autofree char *first = NULL, *last = NULL, *text = NULL;
  gsize n = 0;

  while (get (dataset, n) != NULL)
    n++;
  if (n < 2)
    {
      add_column (table, title, get (dataset, 0));
      return;
    }
  first = clean (get (dataset, 0));
  last = clean (get (dataset, n - 1));
  text = g_strdup_printf (
      /* Translators: the first and the last of several columns. */
      _ ("%s to %s (%zu columns)"), first, last, n);
  limen_document_table_add_fact (table, title, text);
}

static void
add_count (LimenDocumentTable *table, const char *title, double count)
{
  limen_document_table_add (table, title);
  limen_document_table_add_count (table, count);
}

/* Number of unknown labels in all rows, where rows may have several labels. */
static guint64
count_unknown (LimenDataset *dataset)
{
  guint64 n = 0;

  for (gsize k = 0; k < limen_dataset_get_predictions (dataset)->n_scores; k++)
    n += limen_dataset_get_n_unknown_cells (dataset, k);
  return n;
}

/* Adds the number of unusable rows and, if any, of other rows, labels and
 * blank lines that were left out. */
static void
add_left_out (LimenDocumentTable *table, LimenDataset *dataset)
{
  const struct
  {
    const char *title;
    guint64 n;
  } counts[] = {
    { _ ("Rows left out, unusable"), limen_dataset_get_n_rejected (dataset) },
    { _ ("Rows left out, label ignored"),
      limen_dataset_get_n_ignored (dataset) },
    { _ ("Labels left out, missing or ignored"), count_unknown (dataset) },
    { _ ("Blank lines"), limen_dataset_get_n_blank_lines (dataset) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    if (i == 0 || counts[i].n > 0)
      add_count (table, counts[i].title, (double) counts[i].n);
}

/* Adds which rows of a file a dataset has, if not all. */
static void
add_part (LimenDocumentTable *table, const LimenPart *part)
{
  g_autofree char *rows = NULL;

  if (part == NULL)
    return;
  rows = g_strdup_printf (
      part->is_test
          /* Translators: a column and a value. */
          ? _ ("those with \"%s\" = \"%s\", as test data")
          /* Translators: a column and a value. */
          : _ ("those without \"%s\" = \"%s\", which are the test data"),
      part->column, part->value);
  limen_document_table_add_fact (table, _ ("Rows of the file"), rows);
}

/* Adds the file of a dataset, and which of its rows the dataset has. */
void
limen_report_builder_add_file (LimenDocumentTable *table,
                               LimenDataset *dataset)
{
  guint64 n = limen_dataset_get_n_bytes (dataset);
  g_autofree char *size = limen_number_text_count ((double) n);
  g_autofree char *bytes
      = g_strdup_printf (ngettext ("%s byte", "%s bytes", n), size);

  add_column (table, _ ("File"), limen_dataset_get_name (dataset));
  limen_document_table_add_fact (table, _ ("Size"), bytes);
  limen_document_table_add_fact (table, _ ("SHA-256"),
                                 limen_dataset_get_sha256 (dataset));
  add_part (table, limen_dataset_get_part (dataset));
}

/* Adds the time of the file. */
static void
add_time (LimenReportBuilder *self, LimenDocumentTable *table)
{
  if (self->document->time != NULL)
    limen_document_table_add_fact (table,
                                   g_getenv ("SOURCE_DATE_EPOCH") != NULL
                                       ? _ ("Dated")
                                       : _ ("Last changed"),
                                   self->document->time);
}

/* Adds the separate file of the labels, if any, and how its rows are
 * matched. */
void
limen_report_builder_add_labels_from (LimenDocumentTable *table,
                                      LimenDataset *dataset)
{
  const LimenLabelsFrom *from = limen_dataset_get_labels_from (dataset);
  g_autofree char *text
      = from != NULL ? limen_labels_from_describe (from) : NULL;

  if (from == NULL)
    return;
  add_column (table, _ ("Labels from"), text);
  limen_document_table_add_fact (table, _ ("SHA-256 of the label file"),
                                 from->sha256);
  add_count (table, _ ("Scores without a label"), (double) from->n_unlabelled);
  add_count (table, _ ("Labels without scores"),
             (double) limen_labels_from_count_unused (from));
}

/* Adds the numbers of rows that a dataset has, and that were left out. */
void
limen_report_builder_add_row_counts (LimenDocumentTable *table,
                                     LimenDataset *dataset)
{
  add_count (table, _ ("Rows"),
             (double) limen_dataset_get_predictions (dataset)->n_rows);
  add_left_out (table, dataset);
}

static void
add_roles (LimenReportBuilder *self, LimenDocumentTable *table)
{
  LimenDataset *dataset = self->dataset;
  LimenUndo undo = limen_dataset_get_undone (dataset);
  const LimenTaskInfo *task = limen_task_get (self->numbers->task);

  limen_document_table_add_fact (table, _ ("Task"), _ (task->title));
  if (task->has_positive)
    add_column (
        table, _ ("Positive class"),
        limen_dataset_get_class_name (dataset, self->numbers->positive));
  add_columns (table, _ ("True labels"), dataset,
               limen_dataset_get_label_column);
  limen_report_builder_add_labels_from (table, dataset);
  if (self->has_thresholds)
    add_columns (table, _ ("Scores"), dataset, limen_dataset_get_score_column);
  if (task->thresholds != LIMEN_THRESHOLDS_NONE && self->has_thresholds)
    limen_document_table_add_fact (
        table, _ ("Scores are"),
        _ (limen_kind_get_title (
            limen_dataset_get_predictions (dataset)->kind)));
  if (limen_dataset_is_reversed (dataset))
    limen_document_table_add_fact (table, _ ("Positive rows have"),
                                   _ ("low scores (reversed)"));
  if (undo != LIMEN_UNDO_NONE)
    limen_document_table_add_fact (table, _ ("Undone in the scores"),
                                   limen_undo_get_name (undo));
  add_column (table,
              self->has_thresholds ? _ ("Scores are for the class in")
                                   : _ ("Decisions"),
              limen_dataset_get_predicted_column (dataset));
  add_column (table, _ ("Variances"),
              limen_dataset_get_variance_column (dataset));
  add_column (table, _ ("Weights"), limen_dataset_get_weight_column (dataset));
  add_column (table, _ ("Costs of false positives"),
              limen_dataset_get_fp_cost_column (dataset));
  add_column (table, _ ("Costs of false negatives"),
              limen_dataset_get_fn_cost_column (dataset));
  add_column (table, _ ("Groups"), limen_dataset_get_group_column (dataset));
  add_column (table, _ ("Units"), limen_dataset_get_unit_column (dataset));
  if (self->numbers->units.of_rows != NULL)
    add_count (table, _ ("Number of units"),
               (double) self->numbers->units.n_units);
}

static void
add_class_table (LimenReportBuilder *self)
{
  const char *const head[] = { _ ("Class"), _ ("Rows"), _ ("Share"), NULL };
  gboolean is_weighted = self->numbers->weights != NULL;
  LimenDocumentTable *table
      = limen_document_table_new (_ ("Classes"), is_weighted ? "lrrr" : "lrr");

  limen_document_table_add_heads (table, head);
  if (is_weighted)
    limen_document_table_add_head (table, _ ("Weight"));
  for (gsize k = 0; k < self->numbers->n_classes; k++)
    {
      double rows
          = (double) limen_dataset_get_class_rows (self->dataset, k);

      limen_document_table_add_name (
          table, limen_dataset_get_class_name (self->dataset, k));
      limen_document_table_add_count (table, rows);
      limen_document_table_add_share (table, rows,
                                      (double) self->numbers->n_rows);
      if (is_weighted)
        limen_document_table_add_count (
            table, limen_dataset_get_class_weight (self->dataset, k));
    }
  limen_document_add_table_beside (self->document, table);
}

/* Adds a notice for each finding, of LimenFinding. */
void
limen_report_builder_add_notices (LimenReportBuilder *self,
                                  GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const LimenFinding *finding = g_ptr_array_index (findings, i);

      limen_document_add_notice (self->document, finding->severity,
                                 finding->report_message);
    }
}

/* Adds the findings that put the numbers in doubt, under a heading of the
 * given level: those about the test data first, if there are any. */
void
limen_report_builder_add_findings (LimenReportBuilder *self, guint level)
{
  GPtrArray *findings = limen_analysis_get_findings (self->analysis);
  GPtrArray *of_test = self->options->test != NULL
                           ? limen_test_data_get_findings (self->options->test)
                           : NULL;

  limen_document_add_heading (self->document, level, _ ("Findings"));
  if (findings->len == 0 && (of_test == NULL || of_test->len == 0))
    limen_document_add_paragraph (self->document,
                                  _ ("Nothing was found that puts these "
                                     "numbers in doubt."));
  if (of_test != NULL)
    limen_report_builder_add_notices (self, of_test);
  limen_report_builder_add_notices (self, findings);
}

/* Adds the section on the data: file, column roles and classes. */
void
limen_report_builder_add_data (LimenReportBuilder *self)
{
  LimenDocumentTable *table = limen_document_table_new (NULL, "ll");

  limen_document_add_heading (self->document, 1, _ ("Data"));
  limen_report_builder_add_file (table, self->dataset);
  add_time (self, table);
  add_roles (self, table);
  limen_report_builder_add_row_counts (table, self->dataset);
  if (self->numbers->n_classes > 2)
    add_count (table, _ ("Classes"), (double) self->numbers->n_classes);
  limen_document_add_table (self->document, table);
  if (limen_task_get (self->numbers->task)->has_positive)
    add_class_table (self);
}
