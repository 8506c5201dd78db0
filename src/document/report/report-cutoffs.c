/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report-builder.h"

#include <glib/gi18n.h>

#include "threshold.h"

/* Maximum number of cutoffs for which all metrics and confusion matrices are
 * shown, in reports on one class and on several. */
#define MAX_IN_FULL 12
#define MAX_OF_SEVERAL_IN_FULL 4
/* Maximum number of cutoffs in one table of metrics, a column each. */
#define COLUMNS_OF_METRICS 4
/* Tables of metrics with at most this many cutoffs are split into two tables
 * side by side, each with half of the metrics. */
#define FEW_COLUMNS 2

/* Shared by the first page and the details */

/* The cutoff at an index; owned by the report. */
const LimenMarkedCutoff *
limen_report_builder_get_cutoff (const LimenReportBuilder *self, guint i)
{
  return &g_array_index (self->cutoffs->cutoffs, LimenMarkedCutoff, i);
}

/* Number of cutoffs of all classes. */
guint
limen_report_builder_get_n_cutoffs (const LimenReportBuilder *self)
{
  return self->cutoffs->cutoffs->len;
}

static const char *
get_class_name (const LimenReportBuilder *self, guint i)
{
  return limen_threshold_scores_get_class_title (
      self->scores, limen_report_builder_get_cutoff (self, i)->class);
}

/* The title of a cutoff in a table: its name or, with several classes, "name,
 * class NAME"; translated, a new string. */
char *
limen_report_builder_get_cutoff_title (const LimenReportBuilder *self,
                                       guint i)
{
  const LimenMarkedCutoff *cutoff = limen_report_builder_get_cutoff (self, i);

  return self->n_classes == 1
             ? g_strdup (cutoff->name)
             : g_strdup_printf (
                 /* Translators: the name of a cutoff, and a class. */
                 _ ("%s, class %s"), cutoff->name, get_class_name (self, i));
}

/* Adds the cells TP, FP, FN and TN of a confusion matrix to a row. */
void
limen_report_builder_add_cells (LimenDocumentTable *table,
                                LimenConfusion confusion)
{
  limen_document_table_add_count (table, confusion.tp);
  limen_document_table_add_count (table, confusion.fp);
  limen_document_table_add_count (table, confusion.fn);
  limen_document_table_add_count (table, confusion.tn);
}

/* Adds a threshold in the units of the file. */
void
limen_report_builder_add_threshold (LimenReportBuilder *self,
                                    LimenDocumentTable *table,
                                    double threshold)
{
  limen_document_table_add_threshold (
      table,
      limen_threshold_reverse (threshold, self->numbers->is_reversed));
}

/* Adds the column heads of an interval of thresholds with identical
 * decisions. */
void
limen_report_builder_add_interval_heads (LimenReportBuilder *self,
                                         LimenDocumentTable *table)
{
  gboolean is_reversed = self->numbers->is_reversed;

  limen_document_table_add_head (table, is_reversed
                                            ? _ ("Same decisions from")
                                            : _ ("Same decisions above"));
  limen_document_table_add_head (table, is_reversed
                                            ? C_ ("interval", "to below")
                                            : C_ ("interval", "up to"));
}

/* Adds a table of all cutoffs with thresholds and confusion. */
void
limen_report_builder_add_cutoff_list (LimenReportBuilder *self)
{
  static const LimenMetricId metrics[]
      = { LIMEN_METRIC_PRECISION, LIMEN_METRIC_RECALL, LIMEN_METRIC_F1 };
  const char *const head[]
      = { _ ("TP"),        _ ("FP"),     _ ("FN"), _ ("TN"),
          _ ("Precision"), _ ("Recall"), _ ("F1"), NULL };
  gboolean has_classes = self->n_classes > 1;
  LimenDocumentTable *table = limen_document_table_new (
      NULL, has_classes ? "llrrrrrrrrrr" : "lrrrrrrrrrr");

  limen_document_table_add_head (table, _ ("Cutoff"));
  if (has_classes)
    limen_document_table_add_head (table, _ ("Class"));
  limen_document_table_add_head (table, _ ("Threshold"));
  limen_report_builder_add_interval_heads (self, table);
  limen_document_table_add_heads (table, head);
  for (guint i = 0;
       self->has_thresholds && i < limen_report_builder_get_n_cutoffs (self);
       i++)
    {
      const LimenMarkedCutoff *cutoff
          = limen_report_builder_get_cutoff (self, i);
      double low = cutoff->low, high = cutoff->high;

      limen_document_table_add_name (table, cutoff->name);
      if (has_classes)
        limen_document_table_add_name (table, get_class_name (self, i));
      limen_report_builder_add_threshold (self, table, cutoff->threshold);
      limen_interval_reverse (&low, &high, self->numbers->is_reversed);
      limen_document_table_add_interval (table, low, high);
      limen_report_builder_add_cells (table, cutoff->confusion);
      for (guint j = 0; j < G_N_ELEMENTS (metrics); j++)
        limen_document_table_add_number (table, cutoff->metrics[metrics[j]]);
    }
  limen_document_add_table (self->document, table);
}

/* A new table, without rows, for metrics of cutoffs first to end - 1; the
 * caption may be NULL. */
LimenDocumentTable *
limen_report_builder_new_metric_table (LimenReportBuilder *self,
                                       const char *caption, guint first,
                                       guint end)
{
  g_autofree char *columns = g_strnfill (end - first + 1, 'r');
  LimenDocumentTable *table;

  columns[0] = 'l';
  table = limen_document_table_new (caption, columns);
  limen_document_table_add_head (table, _ ("Metric"));
  for (guint i = first; i < end; i++)
    {
      g_autofree char *title
          = limen_report_builder_get_cutoff_title (self, i);

      limen_document_table_add_head (table, title);
    }
  return table;
}

/* Adds a metric to a table of limen_report_builder_new_metric_table(), for
 * cutoffs first to end - 1. */
void
limen_report_builder_add_metric (LimenReportBuilder *self,
                                 LimenDocumentTable *table, LimenMetricId id,
                                 guint first, guint end)
{
  limen_document_table_add (table, _ (limen_metric_get_info (id)->title));
  for (guint i = first; i < end; i++)
    {
      const LimenMarkedCutoff *cutoff
          = limen_report_builder_get_cutoff (self, i);

      if (cutoff->has_estimates)
        {
          limen_document_table_add_estimate (table, cutoff->metrics[id],
                                             cutoff->estimates[id].interval);
          limen_missing_intervals_add (self->missing,
                                       _ (limen_metric_get_info (id)->title),
                                       cutoff->estimates[id]);
        }
      else
        limen_document_table_add_number (table, cutoff->metrics[id]);
    }
}

static void
add_matrix_row (LimenDocumentTable *table, const char *name, double positive,
                double negative)
{
  limen_document_table_add_name (table, name);
  limen_document_table_add_count (table, positive);
  limen_document_table_add_count (table, negative);
  limen_document_table_add_count (table, positive + negative);
}

/* The confusion matrix of a cutoff, a new table. */
LimenDocumentTable *
limen_report_builder_new_confusion (LimenReportBuilder *self, guint i)
{
  const LimenConfusion c
      = limen_report_builder_get_cutoff (self, i)->confusion;
  const char *name = get_class_name (self, i);
  const char *rest = limen_threshold_scores_get_rest_title (self->scores);
  g_autofree char *title = limen_report_builder_get_cutoff_title (self, i);
  g_autofree char *caption
      = g_strdup_printf (_ ("Confusion matrix, %s"), title);
  g_autofree char *positive = g_strdup_printf (_ ("Predicted %s"), name);
  g_autofree char *negative = g_strdup_printf (_ ("Predicted %s"), rest);
  LimenDocumentTable *table = limen_document_table_new (caption, "lrrr");

  limen_document_table_add_head (table, _ ("True class"));
  limen_document_table_add_head (table, positive);
  limen_document_table_add_head (table, negative);
  limen_document_table_add_head (table, _ ("Total"));
  add_matrix_row (table, name, c.tp, c.fn);
  add_matrix_row (table, rest, c.fp, c.tn);
  add_matrix_row (table, _ ("Total"), c.tp + c.fp, c.fn + c.tn);
  return table;
}

/* The joint result of a set of cutoffs; NULL when memory runs out, which also
 * fails the report. Free with limen_multiclass_result_free(). */
LimenMulticlassResult *
limen_report_builder_new_multiclass_result (LimenReportBuilder *self,
                                            const LimenMarkedSet *set)
{
  LimenMulticlassResult *result = limen_multiclass_result_new (
      set->mapped != NULL ? set->mapped : self->scores, set->thresholds,
      set->rule);

  if (result == NULL)
    limen_report_builder_fail_memory (self);
  return result;
}

/* Details */

/* Adds n metrics, from `begin` on, of cutoffs first to end - 1. */
static void
add_metric_rows (LimenReportBuilder *self, guint first, guint end, int begin,
                 int n)
{
  LimenDocumentTable *table
      = limen_report_builder_new_metric_table (self, NULL, first, end);

  for (int id = begin; id < MIN (begin + n, LIMEN_N_METRICS); id++)
    limen_report_builder_add_metric (self, table, id, first, end);
  if (begin > 0)
    limen_document_add_table_beside (self->document, table);
  else
    limen_document_add_table (self->document, table);
}

static void
add_metrics (LimenReportBuilder *self)
{
  guint n = limen_report_builder_get_n_cutoffs (self);

  limen_document_add_heading (self->document, 2, _ ("All metrics"));
  for (guint i = 0; i < n; i += COLUMNS_OF_METRICS)
    {
      guint end = MIN (n, i + COLUMNS_OF_METRICS);
      int n_rows = end - i <= FEW_COLUMNS ? (LIMEN_N_METRICS + 1) / 2
                                          : LIMEN_N_METRICS;

      for (int begin = 0; begin < LIMEN_N_METRICS; begin += n_rows)
        add_metric_rows (self, i, end, begin, n_rows);
    }
}

/* Adds the confusion matrices of the cutoffs, unless they are few enough to
 * stand on the first page. */
static void
add_matrices (LimenReportBuilder *self)
{
  guint n = limen_report_builder_get_n_cutoffs (self);

  if (n <= LIMEN_REPORT_FEW_CUTOFFS)
    return;
  limen_document_add_heading (self->document, 2, _ ("Confusion matrices"));
  for (guint i = 0; i < n; i++)
    limen_document_add_table_beside (
        self->document, limen_report_builder_new_confusion (self, i));
}

/* Adds the multiclass result and confusion matrix of a set of cutoffs. */
static void
add_set (LimenReportBuilder *self, const LimenMarkedSet *set)
{
  g_autofree char *table_caption
      = g_strdup_printf (_ ("Confusion matrix by the cutoffs %s (rows: true "
                            "classes, columns: decided classes)"),
                         set->name);
  g_autofree char *caption
      = g_strdup_printf (_ ("Confusion matrix by the cutoffs %s: rows are "
                            "true classes, columns are decided classes."),
                         set->name);
  g_autoptr (LimenMulticlassResult) result
      = limen_report_builder_new_multiclass_result (self, set);

  if (result == NULL || result->matrix == NULL)
    return;
  limen_report_builder_add_multiclass_result (self, result, table_caption);
  limen_report_builder_add_confusion_figure (self, g_steal_pointer (&result),
                                             caption);
}

/* Adds the section on the details of the cutoffs. */
void
limen_report_builder_add_cutoffs (LimenReportBuilder *self)
{
  GArray *sets = self->cutoffs->sets;
  guint n = limen_report_builder_get_n_cutoffs (self);
  guint most = self->n_classes > 1 ? MAX_OF_SEVERAL_IN_FULL : MAX_IN_FULL;
  gboolean is_listed = n <= LIMEN_REPORT_LISTED_CUTOFFS;

  if (n == 0 || (n > most && is_listed && sets->len == 0))
    return;
  limen_document_add_heading (self->document, 1,
                              self->has_thresholds
                                  ? _ ("Cutoffs in detail")
                                  : _ ("Decisions in detail"));
  if (!is_listed)
    limen_report_builder_add_cutoff_list (self);
  for (guint i = 0; i < sets->len; i++)
    add_set (self, &g_array_index (sets, LimenMarkedSet, i));
  if (n > most)
    return;
  add_matrices (self);
  add_metrics (self);
}
