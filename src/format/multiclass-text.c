/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "multiclass-text.h"

#include <glib/gi18n.h>

#include "calibration-text.h"
#include "class-intervals.h"
#include "ranking-text.h"
#include "text-parts.h"

/* Upper bound on the classes of a confusion matrix; wider ones are left
 * out. */
#define MAX_MATRIX_CLASSES 20

static void
add_averages (LimenTextTable *table, const char *name, LimenAverages averages)
{
  limen_text_table_add (table, name);
  limen_text_table_add_number (table, averages.macro);
  limen_text_table_add_number (table, averages.micro);
  limen_text_table_add_number (table, averages.weighted);
  limen_text_table_end_row (table);
}

static void
append_averages (GString *out, const LimenMulticlassResult *result,
                 const char *title)
{
  const char *const head[]
      = { "", _ ("macro"), _ ("micro"), _ ("weighted"), NULL };
  g_autoptr (LimenTextTable) table = limen_text_table_new ();

  limen_text_add_cells (table, head);
  limen_text_table_end_row (table);
  add_averages (table, _ ("Precision"), result->precision);
  add_averages (table, _ ("Recall"), result->recall);
  add_averages (table, _ ("F1"), result->f1);
  limen_text_append_table (out, title, table);
}

/* Adds the row with the totals of the columns. */
static void
add_matrix_totals (LimenTextTable *table, const LimenMatrix *matrix)
{
  gsize n = limen_matrix_get_n_classes (matrix);
  double sum = 0;

  limen_text_table_add (table, _ ("total"));
  for (gsize j = 0; j < n; j++)
    {
      double total = 0;

      for (gsize i = 0; i < n; i++)
        total += limen_matrix_get_cell (matrix, i, j);
      limen_text_table_add_count (table, total);
      sum += total;
    }
  limen_text_table_add_count (table, sum);
  limen_text_table_end_row (table);
}

static void
append_matrix (GString *out, LimenDataset *dataset, const LimenMatrix *matrix)
{
  gsize n = limen_matrix_get_n_classes (matrix);
  g_autoptr (LimenTextTable) table = limen_text_table_new ();

  if (n > MAX_MATRIX_CLASSES)
    return;
  limen_text_table_add (table, _ ("true class"));
  for (gsize k = 0; k < n; k++)
    limen_text_table_add (table, limen_dataset_get_class_name (dataset, k));
  limen_text_table_add (table, _ ("total"));
  limen_text_table_end_row (table);
  for (gsize i = 0; i < n; i++)
    {
      double total = 0;

      limen_text_table_add (table, limen_dataset_get_class_name (dataset, i));
      for (gsize j = 0; j < n; j++)
        {
          double cell = limen_matrix_get_cell (matrix, i, j);

          limen_text_table_add_count (table, cell);
          total += cell;
        }
      limen_text_table_add_count (table, total);
      limen_text_table_end_row (table);
    }
  add_matrix_totals (table, matrix);
  limen_text_append_table (
      out,
      limen_dataset_get_predicted_column (dataset) != NULL
          ? _ ("Confusion matrix (rows: true classes, columns: predicted "
               "classes)")
          : _ ("Confusion matrix (rows: true classes, columns: classes with "
               "the largest score)"),
      table);
}

/* Adds a measure of the decisions of all classes; with its interval, unless
 * `estimate` is NULL. */
static void
add_measure (LimenTextTable *table, const char *name, double value,
             const LimenEstimate *estimate, const char *note,
             LimenMissingIntervals *missing)
{
  LimenEstimate shown;

  if (estimate == NULL)
    {
      limen_text_add_value (table, name, value, note);
      return;
    }
  shown = *estimate;
  shown.value = value;
  limen_text_add_estimate (table, name, shown, note, missing);
}

static const LimenEstimate *
get_measure (const LimenDecisionEstimates *estimates, int measure)
{
  return estimates != NULL ? &estimates->measures[measure] : NULL;
}

/* Appends how often all labels of a row are right, with several labels per
 * row. `estimates` NULL: no intervals. */
static void
append_label_agreement (GString *out, LimenDataset *dataset,
                        const LimenMulticlassResult *result,
                        const LimenDecisionEstimates *estimates,
                        LimenMissingIntervals *missing)
{
  g_autoptr (LimenTextTable) table = limen_text_table_new ();

  add_measure (
      table, _ ("Subset accuracy"), result->multilabel.subset_accuracy,
      get_measure (estimates, LIMEN_MEASURE_SUBSET_ACCURACY), NULL, missing);
  add_measure (table, _ ("Hamming loss"), result->multilabel.hamming_loss,
               get_measure (estimates, LIMEN_MEASURE_HAMMING_LOSS), NULL,
               missing);
  limen_text_append_table (
      out,
      limen_dataset_get_predictions (dataset)->kind == LIMEN_KIND_SCORE
          ? _ ("All labels, at a score of 0")
          : _ ("All labels, at a probability of one half"),
      table);
}

/* Appends how well the decisions of all classes agree with the labels.
 * `estimates` NULL: no intervals. */
static void
append_agreement (GString *out, LimenDataset *dataset,
                  const LimenMulticlass *multiclass,
                  const LimenDecisionEstimates *estimates,
                  LimenMissingIntervals *missing)
{
  const LimenMulticlassResult *result = multiclass->result;
  g_autoptr (LimenTextTable) table = limen_text_table_new ();

  if (result->matrix == NULL)
    {
      append_label_agreement (out, dataset, result, estimates, missing);
      return;
    }
  add_measure (table, _ ("Accuracy"), result->accuracy,
               get_measure (estimates, LIMEN_MEASURE_ACCURACY), NULL, missing);
  for (gsize i = 1; i < multiclass->n_top_k; i++)
    {
      g_autofree char *name = g_strdup_printf (_ ("Top-%zu accuracy"), i + 1);

      limen_text_add_value (table, name, multiclass->top_k[i], NULL);
    }
  add_measure (table, _ ("Balanced accuracy"), result->balanced_accuracy,
               estimates != NULL ? &estimates->balanced_accuracy : NULL, NULL,
               missing);
  add_measure (table, _ ("MCC"), result->mcc,
               get_measure (estimates, LIMEN_MEASURE_MCC), NULL, missing);
  add_measure (table, _ ("Kappa"), result->kappa,
               get_measure (estimates, LIMEN_MEASURE_KAPPA), NULL, missing);
  add_measure (
      table, _ ("  linear weights"),
      limen_matrix_get_weighted_kappa (result->matrix, LIMEN_KAPPA_LINEAR),
      get_measure (estimates, LIMEN_MEASURE_LINEAR_KAPPA),
      _ ("for ordered classes"), missing);
  add_measure (
      table, _ ("  quadratic weights"),
      limen_matrix_get_weighted_kappa (result->matrix, LIMEN_KAPPA_QUADRATIC),
      get_measure (estimates, LIMEN_MEASURE_QUADRATIC_KAPPA),
      _ ("for ordered classes"), missing);
  limen_text_append_table (out,
                           limen_dataset_get_predicted_column (dataset) != NULL
                               ? _ ("As predicted")
                               : _ ("By the largest score"),
                           table);
}

/* Appends the metrics of given decisions for each class. FALSE with an error
 * when memory runs out. */
static gboolean
append_decided_classes (GString *out, LimenAnalysis *analysis,
                        const LimenReportOptions *options, GError **error)
{
  static const LimenMetricId shown[]
      = { LIMEN_METRIC_PRECISION, LIMEN_METRIC_RECALL, LIMEN_METRIC_F1 };
  const LimenMulticlassResult *result
      = limen_analysis_get_multiclass (analysis)->result;
  LimenDataset *dataset = limen_analysis_get_dataset (analysis);
  g_autoptr (LimenTextTable) table = limen_text_table_new ();

  limen_text_add_cells (table, (const char *const[]){ _ ("class"), _ ("rows"),
                                                      _ ("decided"), NULL });
  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    limen_text_table_add (table, _ (limen_metric_get_info (shown[i])->title));
  limen_text_table_end_row (table);
  for (gsize k = 0; k < result->n_classes; k++)
    {
      LimenConfusion c = result->confusions[k];

      limen_text_table_add (table, limen_dataset_get_class_name (dataset, k));
      limen_text_table_add_count (table, c.tp + c.fn);
      limen_text_table_add_count (table, c.tp + c.fp);
      for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
        limen_text_table_add_number (
            table, limen_metric_value ((LimenMetric){ shown[i], 1 }, c,
                                       LIMEN_COSTS_DEFAULT));
      limen_text_table_end_row (table);
    }
  limen_text_append_table (out, _ ("Each class against the rest"), table);
  return limen_text_append_class_intervals (out, analysis, options, error);
}

static gboolean
has_thresholds (LimenAnalysis *analysis)
{
  return limen_kind_has_thresholds (
      limen_threshold_scores_get_numbers (limen_analysis_get_scores (analysis))
          ->kind);
}

/* Appends the results over several classes: by the largest score or as
 * decided, with several labels per row each label at a probability of one
 * half; then those of each class. Values without an interval are added to
 * `missing`. Nothing for tasks without such results. FALSE with an error when
 * memory runs out. */
gboolean
limen_text_append_multiclass (GString *out, LimenAnalysis *analysis,
                              const LimenReportOptions *options,
                              LimenMissingIntervals *missing, GError **error)
{
  const LimenMulticlass *multiclass = limen_analysis_get_multiclass (analysis);
  gboolean has_intervals = options->intervals.n_resamples > 0;
  LimenDecisionEstimates estimates;

  if (multiclass == NULL)
    return TRUE;
  if (has_intervals
      && !limen_multiclass_estimate (
          multiclass, limen_analysis_get_scores (analysis),
          limen_report_options_get_view (options).costs,
          options->intervals.confidence, &estimates, error))
    return FALSE;
  append_agreement (out, limen_analysis_get_dataset (analysis), multiclass,
                    has_intervals ? &estimates : NULL, missing);
  append_averages (out, multiclass->result, _ ("Averages over the classes"));
  if (multiclass->result->matrix != NULL)
    append_matrix (out, limen_analysis_get_dataset (analysis),
                   multiclass->result->matrix);
  if (!has_thresholds (analysis))
    return append_decided_classes (out, analysis, options, error);
  return limen_analysis_get_n_classes (analysis) < 2
         || (limen_text_append_class_ranking (out, analysis, options, error)
             && limen_text_append_class_calibration (out, analysis, options,
                                                     error));
}
