/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report.h"

#include <glib/gi18n.h>
#include <math.h>

#include "calibration-text.h"
#include "decimal.h"
#include "head-text.h"
#include "number-text.h"
#include "optima.h"
#include "ranking-text.h"
#include "text-parts.h"
#include "uncertainty-text.h"
#include "report-thresholds.h"
#include "test-text.h"
#include "sample-sizes.h"
#include "threshold.h"

/* Upper bound on the classes of a confusion matrix; wider ones are left
 * out. */
#define MAX_MATRIX_CLASSES 20

/* Metrics in the text report; the JSON report has all of them. */
static const LimenMetricId shown_metrics[] = {
  LIMEN_METRIC_PRECISION, LIMEN_METRIC_RECALL,   LIMEN_METRIC_F1,
  LIMEN_METRIC_ACCURACY,  LIMEN_METRIC_SPECIFICITY, LIMEN_METRIC_MCC,
};

static void
append_classes (GString *out, LimenDataset *dataset)
{
  const LimenPredictions *numbers = limen_dataset_get_predictions (dataset);
  g_autoptr (LimenTextTable) table = limen_text_table_new ();

  limen_text_table_add (table, _ ("rows"));
  limen_text_table_add_count (table, (double) numbers->n_rows);
  limen_text_table_end_row (table);
  for (gsize i = 0; i < numbers->n_classes; i++)
    {
      double rows = (double) limen_dataset_get_class_rows (dataset, i);
      gboolean is_positive = limen_task_get (numbers->task)->has_positive
                             && i == numbers->positive;
      const char *class = limen_dataset_get_class_name (dataset, i);
      g_autofree char *name
          = is_positive
                /* Translators: the positive class. */
                ? g_strdup_printf (_ ("%s (positive)"), class)
                : g_strdup (class);
      g_autofree char *share
          = g_strdup_printf ("%.2f %%", 100 * rows
                                            / (double)
                                                limen_dataset_get_class_known (
                                                    dataset, i));
      gsize n_unknown = (gsize) limen_dataset_get_n_unknown_cells (dataset, i);
      g_autofree char *unknown = g_strdup_printf (
          /* Translators: of the rows of a class. */
          ngettext ("%zu left out", "%zu left out", n_unknown), n_unknown);

      limen_text_table_add (table, name);
      limen_text_table_add_count (table, rows);
      limen_text_table_add (table, share);
      if (n_unknown > 0)
        limen_text_table_add (table, unknown);
      limen_text_table_end_row (table);
    }
  limen_text_append_table (
      out, numbers->n_classes > 0 ? _ ("Classes") : _ ("Rows"), table);
}

/* Appends the findings of an analysis; those about its test data first, if it
 * has any. */
static void
append_findings (GString *out, LimenAnalysis *analysis,
                 const LimenReportOptions *options)
{
  GPtrArray *findings = limen_analysis_get_findings (analysis);
  GPtrArray *of_test = options->test != NULL
                           ? limen_test_data_get_findings (options->test)
                           : NULL;

  if (findings->len > 0 || (of_test != NULL && of_test->len > 0))
    g_string_append_printf (out, "\n%s\n", _ ("Findings"));
  if (of_test != NULL)
    limen_text_append_findings (out, of_test);
  limen_text_append_findings (out, findings);
}

static gboolean
is_reversed (LimenOneVsRest *class)
{
  return limen_sweep_is_reversed (limen_one_vs_rest_get_sweep (class));
}

static void
add_confusion (LimenTextTable *table, LimenConfusion confusion)
{
  limen_text_table_add_count (table, confusion.tp);
  limen_text_table_add_count (table, confusion.fp);
  limen_text_table_add_count (table, confusion.fn);
  limen_text_table_add_count (table, confusion.tn);
}

/* Adds the metrics of a report at a threshold; with estimates, the ends of
 * their intervals instead, the upper ones with `is_high`. */
static void
add_metrics (LimenTextTable *table, const double *values,
             const LimenEstimate *estimates, gboolean is_high,
             const LimenObjective *view)
{
  for (guint i = 0; i <= G_N_ELEMENTS (shown_metrics); i++)
    {
      LimenMetricId metric = i < G_N_ELEMENTS (shown_metrics)
                                 ? shown_metrics[i]
                                 : LIMEN_METRIC_COST;

      if (i == G_N_ELEMENTS (shown_metrics) && !limen_report_has_costs (view))
        break;
      limen_text_table_add_number (table,
                                   estimates == NULL ? values[metric]
                                   : is_high ? estimates[metric].interval.high
                                             : estimates[metric].interval.low);
    }
  limen_text_table_end_row (table);
}

/* Columns with the cells of the confusion matrix. */
#define N_CELLS 4

/* Adds two rows with the ends of the intervals. */
static void
add_ends (LimenTextTable *table, const LimenEstimate *estimates,
          double confidence, const LimenObjective *view)
{
  /* Translators: the lower end of an interval; %.10g is its confidence, 95. */
  g_autofree char *from
      = g_strdup_printf (_ ("%.10g %% from"), 100 * confidence);
  /* Translators: the upper end of an interval, below "95 % from". */
  const char *const names[] = { from, _ ("     to") };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      limen_text_table_add (table, names[i]);
      for (guint j = 0; j < N_CELLS; j++)
        limen_text_table_add (table, "");
      add_metrics (table, NULL, estimates, i == 1, view);
    }
}

/* Adds the metrics at threshold i and their intervals, if any. */
static void
add_at (LimenTextTable *table, const LimenReportThresholds *thresholds,
        gsize i, LimenOneVsRest *class, const LimenReportOptions *options)
{
  const LimenSweep *sweep = limen_one_vs_rest_get_sweep (class);
  LimenObjective view = limen_report_options_get_view (options);
  gsize candidate = thresholds->candidates[i];
  const LimenEstimate *estimates
      = limen_report_thresholds_get_estimates (thresholds, i);
  double values[LIMEN_N_METRICS], threshold = thresholds->thresholds[i];
  char text[LIMEN_DECIMAL_SIZE];

  for (int j = 0; j < LIMEN_N_METRICS; j++)
    values[j] = limen_objective_value_at (&view, (LimenMetric){ j, 1 }, sweep,
                                          candidate);
  if (!isnan (threshold))
    limen_text_table_add (
        table, limen_report_format_threshold (threshold, text, sizeof text));
  else if (estimates != NULL)
    limen_text_table_add (table, "");
  add_confusion (table, limen_sweep_get_confusion (sweep, candidate));
  add_metrics (table, values, NULL, FALSE, &view);
  if (estimates != NULL)
    add_ends (table, estimates, options->intervals.confidence, &view);
}

/* Adds the shown metrics that have no interval at threshold i. */
static void
add_missing (LimenMissingIntervals *missing,
             const LimenReportThresholds *thresholds, gsize i,
             const LimenReportOptions *options)
{
  LimenObjective view = limen_report_options_get_view (options);
  const LimenEstimate *estimates
      = limen_report_thresholds_get_estimates (thresholds, i);

  for (guint j = 0; estimates != NULL && j < G_N_ELEMENTS (shown_metrics); j++)
    limen_missing_intervals_add (
        missing, _ (limen_metric_get_info (shown_metrics[j])->title),
        estimates[shown_metrics[j]]);
  if (estimates != NULL && limen_report_has_costs (&view))
    limen_missing_intervals_add (
        missing, _ (limen_metric_get_info (LIMEN_METRIC_COST)->title),
        estimates[LIMEN_METRIC_COST]);
}

static void
add_head_of_at (LimenTextTable *table, gboolean has_thresholds,
                const LimenReportOptions *options)
{
  const char *const counts[]
      = { _ ("TP"), _ ("FP"), _ ("FN"), _ ("TN"), NULL };
  LimenObjective view = limen_report_options_get_view (options);

  if (has_thresholds)
    limen_text_table_add (table, _ ("threshold"));
  else if (options->intervals.n_resamples > 0)
    limen_text_table_add (table, "");
  limen_text_add_cells (table, counts);
  for (guint i = 0; i < G_N_ELEMENTS (shown_metrics); i++)
    limen_text_table_add (table,
                          _ (limen_metric_get_info (shown_metrics[i])->title));
  if (limen_report_has_costs (&view))
    limen_text_table_add (
        table, _ (limen_metric_get_info (LIMEN_METRIC_COST)->title));
  limen_text_table_end_row (table);
}

/* Appends the metrics of a class at the report's thresholds. FALSE with an
 * error when memory runs out. */
static gboolean
append_at (GString *out, LimenOneVsRest *class,
           const LimenReportOptions *options, LimenMissingIntervals *missing,
           GError **error)
{
  g_autoptr (LimenTextTable) table = limen_text_table_new ();
  g_auto (LimenReportThresholds) thresholds = { 0 };
  gboolean has_thresholds = limen_kind_has_thresholds (
      limen_one_vs_rest_get_numbers (class)->kind);
  const char *title
      = !has_thresholds ? _ ("As decided")
        : is_reversed (class)
            ? _ ("At a threshold (positive if score <= threshold)")
            : _ ("At a threshold (positive if score >= threshold)");

  if (!limen_report_thresholds_init (&thresholds, class, options, error))
    return FALSE;
  add_head_of_at (table, has_thresholds, options);
  for (gsize i = 0; i < thresholds.n; i++)
    {
      add_at (table, &thresholds, i, class, options);
      add_missing (missing, &thresholds, i, options);
    }
  limen_text_append_table (out, title, table);
  limen_text_append_sample_sizes (
      out, &thresholds, limen_one_vs_rest_get_sweep (class), options);
  return TRUE;
}

static void
add_interval (LimenTextTable *table, double low, double high)
{
  g_autofree char *low_text = NULL, *high_text = NULL;

  limen_number_text_interval (low, high, &low_text, &high_text);
  limen_text_table_add (table, low_text);
  limen_text_table_add (table, high_text);
}

static void
append_optima (GString *out, LimenOneVsRest *class,
               const LimenReportOptions *options)
{
  const char *const head[] = {
    _ ("objective"), _ ("value"), _ ("threshold"),
    /* Translators: columns with the ends of an interval of thresholds. */
    is_reversed (class) ? C_ ("interval", "from") : C_ ("interval", "above"),
    is_reversed (class) ? C_ ("interval", "below") : C_ ("interval", "up to"),
    _ ("TP"), _ ("FP"), _ ("FN"), _ ("TN"), NULL
  };
  g_autoptr (LimenTextTable) table = limen_text_table_new ();
  gsize n = limen_report_options_get_n_optima (
      options, limen_one_vs_rest_get_numbers (class)->kind);
  g_autofree LimenOptimum *optima
      = limen_optima_new (options->objectives, n,
                          limen_one_vs_rest_get_sweep (class));

  limen_text_add_cells (table, head);
  limen_text_table_end_row (table);
  for (gsize i = 0; i < n; i++)
    {
      LimenOptimum optimum = optima[i];
      char text[LIMEN_OBJECTIVE_SIZE];

      limen_text_table_add (
          table, limen_objective_format (&options->objectives[i], text,
                                         sizeof text));
      if (optimum.status != LIMEN_OPTIMUM_FOUND)
        {
          limen_text_table_add (table,
                                limen_report_describe_status (optimum.status));
          limen_text_table_end_row (table);
          continue;
        }
      limen_text_table_add_number (table, optimum.value);
      limen_text_table_add (
          table, limen_report_format_threshold (
                     optimum.positive_from.threshold, text, sizeof text));
      add_interval (table, optimum.positive_from.low,
                    optimum.positive_from.high);
      add_confusion (table, optimum.confusion);
      limen_text_table_end_row (table);
    }
  if (n > 0)
    limen_text_append_table (out, _ ("Best thresholds"), table);
}

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

static void
append_agreement (GString *out, LimenDataset *dataset,
                  const LimenMulticlass *multiclass)
{
  const LimenMulticlassResult *result = multiclass->result;
  g_autoptr (LimenTextTable) table = limen_text_table_new ();

  if (result->matrix == NULL)
    {
      limen_text_add_value (table, _ ("Subset accuracy"),
                            result->multilabel.subset_accuracy, NULL);
      limen_text_add_value (table, _ ("Hamming loss"),
                            result->multilabel.hamming_loss, NULL);
      limen_text_append_table (
          out,
          limen_dataset_get_predictions (dataset)->kind == LIMEN_KIND_SCORE
              ? _ ("All labels, at a score of 0")
              : _ ("All labels, at a probability of one half"),
          table);
      return;
    }
  limen_text_add_value (table, _ ("Accuracy"), result->accuracy, NULL);
  for (gsize i = 1; i < multiclass->n_top_k; i++)
    {
      g_autofree char *name = g_strdup_printf (_ ("Top-%zu accuracy"), i + 1);

      limen_text_add_value (table, name, multiclass->top_k[i], NULL);
    }
  limen_text_add_value (table, _ ("Balanced accuracy"),
                        result->balanced_accuracy, NULL);
  limen_text_add_value (table, _ ("MCC"), result->mcc, NULL);
  limen_text_add_value (table, _ ("Kappa"), result->kappa, NULL);
  limen_text_add_value (
      table, _ ("  linear weights"),
      limen_matrix_get_weighted_kappa (result->matrix, LIMEN_KAPPA_LINEAR),
      _ ("for ordered classes"));
  limen_text_add_value (
      table, _ ("  quadratic weights"),
      limen_matrix_get_weighted_kappa (result->matrix, LIMEN_KAPPA_QUADRATIC),
      _ ("for ordered classes"));
  limen_text_append_table (out,
                           limen_dataset_get_predicted_column (dataset) != NULL
                               ? _ ("As predicted")
                               : _ ("By the largest score"),
                           table);
}

/* Appends the metrics of given decisions for each class. */
static void
append_decided_classes (GString *out, LimenAnalysis *analysis)
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
}

static gboolean
has_thresholds (LimenAnalysis *analysis)
{
  return limen_kind_has_thresholds (
      limen_threshold_scores_get_numbers (limen_analysis_get_scores (analysis))
          ->kind);
}

static gboolean
append_multiclass (GString *out, LimenAnalysis *analysis,
                   const LimenReportOptions *options, GError **error)
{
  const LimenMulticlass *multiclass = limen_analysis_get_multiclass (analysis);

  if (multiclass == NULL)
    return TRUE;
  append_agreement (out, limen_analysis_get_dataset (analysis), multiclass);
  append_averages (out, multiclass->result, _ ("Averages over the classes"));
  if (multiclass->result->matrix != NULL)
    append_matrix (out, limen_analysis_get_dataset (analysis),
                   multiclass->result->matrix);
  if (!has_thresholds (analysis))
    {
      append_decided_classes (out, analysis);
      return TRUE;
    }
  return limen_analysis_get_n_classes (analysis) < 2
         || (limen_text_append_class_ranking (out, analysis, options, error)
             && limen_text_append_class_calibration (out, analysis, options,
                                                     error));
}

/* Appends the metrics of each class at the requested thresholds. */
static gboolean
append_at_of_classes (GString *out, LimenAnalysis *analysis,
                      const LimenReportOptions *options,
                      LimenMissingIntervals *missing, GError **error)
{
  if (options->n_thresholds == 0)
    return TRUE;
  for (gsize k = 0; k < limen_analysis_get_n_classes (analysis); k++)
    {
      g_autoptr (LimenOneVsRest) class
          = limen_analysis_get_class (analysis, k, error);

      if (class == NULL)
        return FALSE;
      g_string_append_c (out, '\n');
      g_string_append_printf (out, _ ("Class %s"),
                              limen_one_vs_rest_get_title (class));
      if (!append_at (out, class, options, missing, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
append_only_class (GString *out, LimenAnalysis *analysis,
                   const LimenReportOptions *options,
                   LimenMissingIntervals *missing, GError **error)
{
  g_autoptr (LimenOneVsRest) class
      = limen_analysis_get_class (analysis, 0, error);

  if (class == NULL)
    return FALSE;
  if (!limen_text_append_ranking (out, class, options, missing, error)
      || !limen_text_append_calibration (out, class, options, missing, error)
      || !append_at (out, class, options, missing, error))
    return FALSE;
  append_optima (out, class, options);
  return TRUE;
}

/* The report as plain text in the user's language; a new string. NULL with an
 * error when memory runs out. */
char *
limen_report_to_text (LimenAnalysis *analysis,
                      const LimenReportOptions *options, GError **error)
{
  LimenDataset *dataset = limen_analysis_get_dataset (analysis);
  gsize n_classes = limen_analysis_get_n_classes (analysis);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (LimenMissingIntervals) missing = limen_missing_intervals_new ();

  limen_text_append_head (out, dataset);
  append_findings (out, analysis, options);
  append_classes (out, dataset);
  if (!limen_text_append_losses (out, analysis, options, missing, error)
      || !append_multiclass (out, analysis, options, error)
      || (n_classes > 1
          && !append_at_of_classes (out, analysis, options, missing, error))
      || (n_classes == 1
          && !append_only_class (out, analysis, options, missing, error))
      || (options->test != NULL
          && !limen_text_append_test (out, options, error)))
    return NULL;
  limen_text_append_uncertainty (out, analysis, options, missing);
  return g_string_free (g_steal_pointer (&out), FALSE);
}
