/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report.h"

#include <glib/gi18n.h>
#include <math.h>

#include "calibration-text.h"
#include "decimal.h"
#include "head-text.h"
#include "multiclass-text.h"
#include "number-text.h"
#include "optima.h"
#include "ranking-text.h"
#include "text-parts.h"
#include "uncertainty-text.h"
#include "report-thresholds.h"
#include "test-text.h"
#include "sample-sizes.h"
#include "threshold.h"

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
      || !limen_text_append_multiclass (out, analysis, options, missing, error)
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
