/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report-builder.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdlib.h>

/* Maximum number of confusions listed for many classes. */
#define MAX_CONFUSIONS 25

static void
add_averages (LimenDocumentTable *table, const char *title,
              LimenAverages averages)
{
  limen_document_table_add_value (table, title, averages.macro);
  limen_document_table_add_number (table, averages.micro);
  limen_document_table_add_number (table, averages.weighted);
}

static void
add_agreement (LimenReportBuilder *self, const LimenMulticlassResult *result)
{
  const LimenMulticlass *multiclass
      = limen_analysis_get_multiclass (self->analysis);
  LimenDocumentTable *table = limen_document_table_new (NULL, "lr");
  gboolean is_default = multiclass->result == result;

  if (result->matrix == NULL)
    {
      limen_document_table_add_value (table, _ ("Subset accuracy"),
                                      result->multilabel.subset_accuracy);
      limen_document_table_add_value (table, _ ("Hamming loss"),
                                      result->multilabel.hamming_loss);
      limen_document_add_table (self->document, table);
      return;
    }
  limen_document_table_add_value (table, _ ("Accuracy"), result->accuracy);
  for (gsize i = 1; is_default && i < multiclass->n_top_k; i++)
    {
      g_autofree char *title = g_strdup_printf (_ ("Top-%zu accuracy"), i + 1);

      limen_document_table_add_value (table, title, multiclass->top_k[i]);
    }
  limen_document_table_add_value (table, _ ("Balanced accuracy"),
                                  result->balanced_accuracy);
  limen_document_table_add_value (table, _ ("MCC"), result->mcc);
  limen_document_table_add_value (table, _ ("Cohen's kappa"), result->kappa);
  limen_document_table_add_value (
      table, _ ("Kappa of ordered classes, linear"),
      limen_matrix_get_weighted_kappa (result->matrix, LIMEN_KAPPA_LINEAR));
  limen_document_table_add_value (
      table, _ ("Kappa of ordered classes, quadratic"),
      limen_matrix_get_weighted_kappa (result->matrix, LIMEN_KAPPA_QUADRATIC));
  limen_document_add_table (self->document, table);
}

static void
add_average_table (LimenReportBuilder *self,
                   const LimenMulticlassResult *result)
{
  const char *const head[] = { _ ("Average over the classes"), _ ("Macro"),
                               _ ("Micro"), _ ("Weighted"), NULL };
  LimenDocumentTable *table = limen_document_table_new (NULL, "lrrr");

  limen_document_table_add_heads (table, head);
  add_averages (table, _ ("Precision"), result->precision);
  add_averages (table, _ ("Recall"), result->recall);
  add_averages (table, _ ("F1"), result->f1);
  limen_document_add_table_beside (self->document, table);
}

/* Adds agreement with the labels and averages over the classes. */
void
limen_report_builder_add_agreement (LimenReportBuilder *self,
                                    const LimenMulticlassResult *result)
{
  add_agreement (self, result);
  add_average_table (self, result);
}

/* Adds the row with the totals of the columns. */
static void
add_matrix_totals (LimenDocumentTable *table, const LimenMatrix *matrix,
                   gsize n_columns)
{
  gsize n = limen_matrix_get_n_classes (matrix);
  double sum = 0;

  limen_document_table_add_name (table, _ ("total"));
  for (gsize j = 0; j < n_columns; j++)
    {
      double total = 0;

      for (gsize i = 0; i < n; i++)
        total += limen_matrix_get_cell (matrix, i, j);
      limen_document_table_add_count (table, total);
      sum += total;
    }
  limen_document_table_add_count (table, sum);
}

/* Adds the whole matrix of a few classes, with totals. */
static void
add_matrix_table (LimenReportBuilder *self, const LimenMatrix *matrix,
                  const char *caption)
{
  gsize n = limen_matrix_get_n_classes (matrix);
  gboolean has_none = limen_matrix_get_none (matrix).n_rows > 0;
  gsize n_columns = n + has_none;
  g_autofree char *columns = g_strnfill (n_columns + 2, 'r');
  LimenDocumentTable *table;

  columns[0] = 'l';
  table = limen_document_table_new (caption, columns);
  limen_document_table_add_head (table, _ ("True class"));
  for (gsize k = 0; k < n; k++)
    limen_document_table_add_head (
        table, limen_dataset_get_class_name (self->dataset, k));
  if (has_none)
    limen_document_table_add_head (table, C_ ("class", "none"));
  limen_document_table_add_head (table, _ ("total"));
  for (gsize i = 0; i < n; i++)
    {
      double total = 0;

      limen_document_table_add_name (
          table, limen_dataset_get_class_name (self->dataset, i));
      for (gsize j = 0; j < n_columns; j++)
        {
          double cell = limen_matrix_get_cell (matrix, i, j);

          limen_document_table_add_count (table, cell);
          total += cell;
        }
      limen_document_table_add_count (table, total);
    }
  add_matrix_totals (table, matrix, n_columns);
  limen_document_add_table (self->document, table);
}

/* A cell off the diagonal of the confusion matrix. */
typedef struct
{
  gsize label, decision;
  double weight;
} Confused;

static int
compare_confused (const void *a, const void *b)
{
  const Confused *first = a, *second = b;

  if (first->weight != second->weight)
    return first->weight > second->weight ? -1 : 1;
  if (first->label != second->label)
    return first->label < second->label ? -1 : 1;
  return first->decision < second->decision ? -1 : 1;
}

static GArray *
collect_confused (const LimenMatrix *matrix)
{
  gsize n = limen_matrix_get_n_classes (matrix);
  GArray *cells = g_array_new (FALSE, FALSE, sizeof (Confused));

  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j < n; j++)
      {
        Confused cell = { i, j, limen_matrix_get_cell (matrix, i, j) };

        if (i != j && cell.weight > 0)
          g_array_append_val (cells, cell);
      }
  if (cells->len > 0)
    qsort (cells->data, cells->len, sizeof (Confused), compare_confused);
  return cells;
}

/* Adds the most frequent confusions of many classes. */
static void
add_most_confused (LimenReportBuilder *self, const LimenMatrix *matrix)
{
  const char *const head[] = { _ ("True class"), _ ("Decided"), _ ("Rows"),
                               _ ("Share of the true class"), NULL };
  g_autoptr (GArray) cells = collect_confused (matrix);
  LimenDocumentTable *table
      = limen_document_table_new (_ ("Most frequent confusions"), "llrr");

  limen_document_table_add_heads (table, head);
  for (guint i = 0; i < MIN (cells->len, MAX_CONFUSIONS); i++)
    {
      const Confused *cell = &g_array_index (cells, Confused, i);

      limen_document_table_add_name (
          table, limen_dataset_get_class_name (self->dataset, cell->label));
      limen_document_table_add_name (
          table,
          limen_dataset_get_class_name (self->dataset, cell->decision));
      limen_document_table_add_count (table, cell->weight);
      limen_document_table_add_share (
          table, cell->weight, limen_matrix_get_true (matrix, cell->label));
    }
  limen_document_add_table (self->document, table);
}

static void
add_matrix (LimenReportBuilder *self, const LimenMatrix *matrix,
            const char *caption)
{
  if (limen_matrix_get_n_classes (matrix) <= LIMEN_REPORT_FEW_CLASSES)
    add_matrix_table (self, matrix, caption);
  else
    add_most_confused (self, matrix);
}

/* Adds the confusion matrix of a multiclass result, or the most frequent
 * confusions of many classes, which have a caption of their own. Adds nothing
 * if rows can have several labels. */
void
limen_report_builder_add_multiclass_result (
    LimenReportBuilder *self, const LimenMulticlassResult *result,
    const char *caption)
{
  if (result->matrix != NULL)
    add_matrix (self, result->matrix, caption);
}

static double
get_metric (const LimenMulticlassResult *result, gsize class, LimenMetricId id)
{
  return limen_metric_value ((LimenMetric){ id, 1 }, result->confusions[class],
                             LIMEN_COSTS_DEFAULT);
}

static void
add_class_row (LimenReportBuilder *self, LimenDocumentTable *table, gsize k)
{
  const LimenMulticlassResult *result
      = limen_analysis_get_multiclass (self->analysis)->result;
  double rows = (double) limen_dataset_get_class_rows (self->dataset, k);

  limen_document_table_add_name (
      table, limen_dataset_get_class_name (self->dataset, k));
  limen_document_table_add_count (table, rows);
  limen_document_table_add_share (
      table, rows, (double) limen_dataset_get_class_known (self->dataset, k));
  limen_document_table_add_number (
      table, get_metric (result, k, LIMEN_METRIC_PRECISION));
  limen_document_table_add_number (
      table, get_metric (result, k, LIMEN_METRIC_RECALL));
  limen_document_table_add_number (table,
                                   get_metric (result, k, LIMEN_METRIC_F1));
}

static void
add_class_ranking (LimenReportBuilder *self, LimenDocumentTable *table,
                   gsize k)
{
  const LimenClassSummary *class
      = limen_analysis_get_summary (self->analysis, k);

  limen_document_table_add_number (table, class->ranking.roc_auc);
  limen_document_table_add_number (table, self->average_precisions[k]);
  limen_document_table_add_number (table, class->best_f1.value);
  limen_document_table_add_threshold (table,
                                      class->best_f1.positive_from.threshold);
}

static void
add_class_table (LimenReportBuilder *self)
{
  const char *const head[]
      = { _ ("Class"),  _ ("Rows"), _ ("Share"), _ ("Precision"),
          _ ("Recall"), _ ("F1"),   NULL };
  g_autofree char *precision = limen_report_builder_get_precision_title (self);
  const char *const more[] = { _ ("ROC AUC"), precision, _ ("Best F1"),
                               _ ("at the threshold"), NULL };
  gboolean has_ranking = self->n_classes > 1 && self->has_thresholds;
  LimenDocumentTable *table = limen_document_table_new (
      NULL, has_ranking ? "lrrrrrrrrr" : "lrrrrr");

  limen_document_table_add_heads (table, head);
  if (has_ranking)
    limen_document_table_add_heads (table, more);
  for (gsize k = 0; k < self->numbers->n_classes; k++)
    {
      add_class_row (self, table, k);
      if (has_ranking)
        add_class_ranking (self, table, k);
    }
  limen_document_add_heading (self->document, 2, _ ("Each class"));
  limen_document_add_table (self->document, table);
}

/* Adds the joint results of all classes: by argmax or, with several labels per
 * row, each class at probability one half. */
void
limen_report_builder_add_classes (LimenReportBuilder *self)
{
  const LimenMulticlass *multiclass
      = limen_analysis_get_multiclass (self->analysis);
  LimenDataset *dataset = limen_analysis_get_dataset (self->analysis);
  gboolean is_predicted = limen_dataset_get_predicted_column (dataset) != NULL;

  if (multiclass == NULL)
    return;
  limen_document_add_heading (self->document, 1, _ ("All classes"));
  limen_report_builder_add_multiclass_result (
      self, multiclass->result,
      is_predicted ? _ ("Confusion matrix as predicted (rows: true classes, "
                        "columns: decided classes)")
                   : _ ("Confusion matrix by the largest score (rows: true "
                        "classes, columns: decided classes)"));
  if (multiclass->result->matrix != NULL)
    limen_report_builder_add_confusion_figure (
        self, NULL,
        is_predicted ? _ ("Confusion matrix as predicted: rows are true "
                          "classes, columns are decided classes.")
                     : _ ("Confusion matrix by the largest score: rows are "
                          "true classes, columns are decided classes."));
  add_class_table (self);
}
