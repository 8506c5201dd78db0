/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-text.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "decimal.h"
#include "estimate-text.h"
#include "number-text.h"
#include "test-thresholds.h"
#include "test-values.h"
#include "text-parts.h"

static const LimenMetricId shown_metrics[] = {
  LIMEN_METRIC_PRECISION, LIMEN_METRIC_RECALL,      LIMEN_METRIC_F1,
  LIMEN_METRIC_ACCURACY,  LIMEN_METRIC_SPECIFICITY, LIMEN_METRIC_MCC,
  LIMEN_METRIC_COST,
};

/* The shown metrics without the cost, for costs of 1. */
#define N_USUAL (G_N_ELEMENTS (shown_metrics) - 1)

static gsize
count_shown (const LimenReportOptions *options)
{
  LimenObjective view = limen_report_options_get_view (options);

  return limen_report_has_costs (&view) ? G_N_ELEMENTS (shown_metrics)
                                        : N_USUAL;
}

/* Adds the heads of the columns of values. */
static void
add_heads (LimenTextTable *table, const LimenBootstrap *plan)
{
  g_autofree char *from
      /* Translators: the lower end of an interval; %.10g is its confidence,
       * 95. */
      = g_strdup_printf (_ ("%.10g %% from"), 100 * plan->confidence);
  const char *const heads[]
      = { /* Translators: columns: of the rows that a threshold was tuned on,
           * of test rows, and the difference of both. */
          _ ("tuning"),          _ ("test"),
          _ ("difference"),      plan->n_resamples > 0 ? from : NULL,
          C_ ("interval", "to"), NULL
        };

  limen_text_add_cells (table, heads);
  limen_text_table_end_row (table);
}

/* Adds a value on both files, the optimism and its interval. */
static void
add_judged (LimenTextTable *table, double tuning, double test,
            LimenEstimate optimism, const LimenBootstrap *plan)
{
  limen_text_table_add_number (table, tuning);
  limen_text_table_add_number (table, test);
  limen_text_table_add_number (table, optimism.value);
  if (plan->n_resamples > 0)
    {
      limen_text_table_add_number (table, optimism.interval.low);
      limen_text_table_add_number (table, optimism.interval.high);
    }
  limen_text_table_end_row (table);
}

/* Adds the values of a metric on both files, their difference and its
 * interval. */
static void
add_values (LimenTextTable *table, const LimenTestPoint *point,
            LimenMetricId metric, const LimenBootstrap *plan)
{
  add_judged (table, point->tuning[metric].value, point->test[metric].value,
              point->optimism[metric], plan);
}

/* Appends a table of metrics at a threshold: on the rows that it was tuned on,
 * on test rows, and their difference, with its interval unless the plan has no
 * resamples. */
void
limen_text_append_point (GString *out, const char *title,
                         const LimenTestPoint *point,
                         const LimenMetricId *metrics, gsize n_metrics,
                         const LimenBootstrap *plan)
{
  g_autoptr (LimenTextTable) table = limen_text_table_new ();

  limen_text_table_add (table, "");
  add_heads (table, plan);
  for (gsize i = 0; i < n_metrics; i++)
    {
      limen_text_table_add (table,
                            _ (limen_metric_get_info (metrics[i])->title));
      add_values (table, point, metrics[i], plan);
    }
  limen_text_append_table (out, title, table);
}

/* Whether a point has the threshold and the use of an earlier one. */
static gboolean
is_repeated (const LimenTestThresholds *self, gsize i)
{
  for (gsize j = 0; j < i; j++)
    if (self->points[j].threshold == self->points[i].threshold
        && (self->objectives[j] == NULL) == (self->objectives[i] == NULL))
      return TRUE;
  return FALSE;
}

/* The objectives whose best threshold a point has, "maximize f1, maximize
 * mcc"; a new string. */
static char *
list_objectives (const LimenTestThresholds *self, gsize i)
{
  GString *list = g_string_new (NULL);
  char text[LIMEN_OBJECTIVE_SIZE];

  for (gsize j = i; j < self->n; j++)
    if (self->objectives[j] != NULL
        && self->points[j].threshold == self->points[i].threshold)
      g_string_append_printf (
          list, "%s%s", list->len > 0 ? ", " : "",
          limen_objective_format (self->objectives[j], text, sizeof text));
  return g_string_free (list, FALSE);
}

/* The title of a table about a threshold; a new string. */
static char *
format_title (const LimenTestThresholds *self, gsize i)
{
  double threshold = self->points[i].threshold;
  char text[LIMEN_DECIMAL_SIZE];
  g_autofree char *objectives = NULL;

  if (isnan (threshold))
    return g_strdup (_ ("As decided"));
  limen_report_format_threshold (threshold, text, sizeof text);
  if (self->objectives[i] == NULL)
    return g_strdup_printf (
        _ ("At threshold %s"),
        limen_report_format_threshold (threshold, text, sizeof text));
  objectives = list_objectives (self, i);
  return g_strdup_printf (
      /* Translators: a threshold, and objectives such as "maximize f1" */
      _ ("At threshold %s (%s)"),
      limen_report_format_threshold (threshold, text, sizeof text),
      objectives);
}

static gboolean
has_metric (const LimenMetricId *metrics, gsize n, LimenMetricId metric)
{
  for (gsize i = 0; i < n; i++)
    if (metrics[i] == metric)
      return TRUE;
  return FALSE;
}

/* Lists the metrics of the table about a threshold: those always shown, then
 * those whose best threshold it is. Returns their number. */
static gsize
list_metrics (const LimenTestThresholds *self, gsize i,
              const LimenReportOptions *options,
              LimenMetricId metrics[LIMEN_N_METRICS])
{
  gsize n = count_shown (options);

  memcpy (metrics, shown_metrics, n * sizeof *metrics);
  for (gsize j = i; j < self->n; j++)
    if (self->objectives[i] != NULL && self->objectives[j] != NULL
        && self->points[j].threshold == self->points[i].threshold
        && self->objectives[j]->metric.id < LIMEN_N_METRICS
        && !has_metric (metrics, n, self->objectives[j]->metric.id))
      metrics[n++] = self->objectives[j]->metric.id;
  return n;
}

/* Appends the tables of a class: of all its thresholds, or of the first
 * `n`. */
static void
append_points (GString *out, const LimenTestThresholds *self, gsize n,
               const LimenReportOptions *options)
{
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *title = format_title (self, i);
      LimenMetricId metrics[LIMEN_N_METRICS];

      if (!is_repeated (self, i))
        limen_text_append_point (out, title, &self->points[i], metrics,
                                 list_metrics (self, i, options, metrics),
                                 &options->intervals);
    }
}

/* Adds a value, and its interval if the report has intervals. */
static void
add_estimate (LimenTextTable *table, LimenEstimate estimate,
              const LimenReportOptions *options)
{
  g_autofree char *interval = limen_estimate_text_interval (estimate.interval);

  limen_text_table_add_number (table, estimate.value);
  if (options->intervals.n_resamples > 0)
    limen_text_table_add (table, interval);
}

/* Adds a row for each of some LimenTestValue. */
static void
add_pairs (LimenTextTable *table, GArray *values,
           const LimenReportOptions *options)
{
  for (guint i = 0; i < values->len; i++)
    {
      const LimenTestValue *value = &g_array_index (values, LimenTestValue, i);

      limen_text_table_add (table, value->title);
      add_estimate (table, value->tuning, options);
      add_estimate (table, value->test, options);
      limen_text_table_end_row (table);
    }
}

/* Adds the heads of two values, each with its interval, if the report has
 * intervals. */
static void
add_heads_of_pairs (LimenTextTable *table, const LimenReportOptions *options)
{
  g_autofree char *interval
      /* Translators: a column with intervals; %.10g is their confidence,
       * 95. */
      = g_strdup_printf (_ ("%.10g %% interval"),
                         100 * options->intervals.confidence);
  const char *const heads[] = { _ ("tuning"), _ ("test") };

  limen_text_table_add (table, "");
  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      limen_text_table_add (table, heads[i]);
      if (options->intervals.n_resamples > 0)
        limen_text_table_add (table, interval);
    }
  limen_text_table_end_row (table);
}

/* Appends losses and ranking, which do not depend on a threshold. FALSE with
 * an error when memory runs out. */
static gboolean
append_losses (GString *out, const LimenReportOptions *options, GError **error)
{
  g_autoptr (LimenTextTable) table = limen_text_table_new ();
  g_autoptr (GArray) losses = limen_test_values_new_of_losses (options, error);
  g_autoptr (GArray) ranking = NULL;

  if (losses != NULL)
    ranking = limen_test_values_new_of_ranking (options, error);
  if (ranking == NULL)
    return FALSE;
  add_heads_of_pairs (table, options);
  add_pairs (table, losses, options);
  add_pairs (table, ranking, options);
  if (losses->len + ranking->len > 0)
    limen_text_append_table (out,
                             losses->len == 0    ? _ ("Ranking")
                             : ranking->len == 0 ? _ ("Losses")
                                                 : _ ("Losses and ranking"),
                             table);
  return TRUE;
}

/* The title of the joint decisions without chosen thresholds; translated. */
static const char *
get_decision_title (LimenAnalysis *analysis)
{
  LimenDataset *dataset = limen_analysis_get_dataset (analysis);

  if (limen_analysis_get_multiclass (analysis)->result->matrix != NULL)
    return limen_dataset_get_predicted_column (dataset) != NULL
               ? _ ("As predicted")
               : _ ("By the largest score");
  return limen_dataset_get_predictions (dataset)->kind == LIMEN_KIND_SCORE
             ? _ ("All labels, at a score of 0")
             : _ ("All labels, at a probability of one half");
}

/* Appends what the joint decisions without chosen thresholds give on both
 * files; nothing for tasks without. FALSE with an error when memory runs
 * out. */
static gboolean
append_decision (GString *out, const LimenReportOptions *options,
                 GError **error)
{
  g_autoptr (LimenTextTable) table = limen_text_table_new ();
  g_autoptr (GArray) values
      = limen_test_values_new_of_decision (options, error);

  if (values == NULL)
    return FALSE;
  if (values->len == 0)
    return TRUE;
  limen_text_table_add (table, "");
  add_heads (table, &options->intervals);
  for (guint i = 0; i < values->len; i++)
    {
      const LimenTestValue *value = &g_array_index (values, LimenTestValue, i);

      limen_text_table_add (table, value->title);
      add_judged (table, value->tuning.value, value->test.value,
                  value->optimism, &options->intervals);
    }
  limen_text_append_table (
      out, get_decision_title (limen_test_data_get_tuning (options->test)),
      table);
  return TRUE;
}

/* Adds the row of a class as the file decides it. */
static void
add_decided_class (LimenTextTable *table,
                   const LimenTestThresholds *thresholds,
                   const LimenReportOptions *options)
{
  limen_text_table_add (table,
                        limen_one_vs_rest_get_title (thresholds->tuning));
  add_values (table, &thresholds->points[0], options->objectives[0].metric.id,
              &options->intervals);
}

/* Adds the row of a class at its best threshold for the first objective. */
static void
add_class (LimenTextTable *table, const LimenTestThresholds *thresholds,
           const LimenReportOptions *options)
{
  const LimenObjective *objective = thresholds->objectives[thresholds->main];
  const LimenTestPoint *point = &thresholds->points[thresholds->main];
  char text[LIMEN_DECIMAL_SIZE];

  limen_text_table_add (table,
                        limen_one_vs_rest_get_title (thresholds->tuning));
  if (objective != &options->objectives[0])
    {
      limen_text_table_add (table, _ ("undefined"));
      limen_text_table_end_row (table);
      return;
    }
  limen_text_table_add (table, limen_report_format_threshold (
                                   point->threshold, text, sizeof text));
  add_values (table, point, objective->metric.id, &options->intervals);
}

/* Whether the first objective has a metric of the table. */
static gboolean
has_first_objective (const LimenReportOptions *options)
{
  return options->n_objectives > 0
         && options->objectives[0].metric.id < LIMEN_N_METRICS;
}

static gboolean
has_thresholds (const LimenReportOptions *options)
{
  return limen_kind_has_thresholds (
      limen_threshold_scores_get_numbers (
          limen_analysis_get_scores (
              limen_test_data_get_tuning (options->test)))
          ->kind);
}

/* The title of the table of all classes, about the first objective; a new
 * string. */
static char *
format_title_of_classes (const LimenReportOptions *options)
{
  const LimenObjective *objective = &options->objectives[0];
  char text[LIMEN_OBJECTIVE_SIZE];

  if (!has_thresholds (options))
    return g_strdup_printf (
        /* Translators: a metric: "F1" */
        _ ("As decided: %s of each class"),
        _ (limen_metric_get_info (objective->metric.id)->title));
  return g_strdup_printf (
      /* Translators: an objective, such as "maximize f1" */
      _ ("At the best threshold of the tuning rows: %s"),
      limen_objective_format (objective, text, sizeof text));
}

/* Appends one line for each class, and its tables where thresholds were
 * given. FALSE with an error when memory runs out. */
static gboolean
append_each_class (GString *out, const LimenReportOptions *options,
                   GError **error)
{
  LimenAnalysis *tuning = limen_test_data_get_tuning (options->test);
  g_autoptr (LimenTextTable) table = limen_text_table_new ();
  g_autoptr (GString) points = g_string_new (NULL);
  g_autofree char *title = NULL;

  limen_text_table_add (table, _ ("class"));
  if (has_thresholds (options))
    limen_text_table_add (table, _ ("threshold"));
  add_heads (table, &options->intervals);
  for (gsize k = 0; k < limen_analysis_get_n_classes (tuning); k++)
    {
      g_auto (LimenTestThresholds) thresholds = { 0 };

      if (!limen_test_thresholds_init (&thresholds, k, options, error))
        return FALSE;
      if (has_first_objective (options) && has_thresholds (options))
        add_class (table, &thresholds, options);
      else if (has_first_objective (options))
        add_decided_class (table, &thresholds, options);
      if (options->n_thresholds == 0)
        continue;
      g_string_append_c (points, '\n');
      g_string_append_printf (points, _ ("Class %s"),
                              limen_one_vs_rest_get_title (thresholds.tuning));
      append_points (points, &thresholds, options->n_thresholds, options);
    }
  if (has_first_objective (options))
    {
      title = format_title_of_classes (options);
      limen_text_append_table (out, title, table);
    }
  g_string_append (out, points->str);
  return TRUE;
}

static gboolean
append_classes (GString *out, const LimenReportOptions *options,
                GError **error)
{
  gsize n = limen_analysis_get_n_classes (
      limen_test_data_get_tuning (options->test));
  g_auto (LimenTestThresholds) thresholds = { 0 };

  if (n > 1)
    return append_each_class (out, options, error);
  if (n == 0)
    return TRUE;
  if (!limen_test_thresholds_init (&thresholds, 0, options, error))
    return FALSE;
  append_points (out, &thresholds, thresholds.n, options);
  return TRUE;
}

/* Appends the section about the test data of the options: losses, ranking and,
 * for each threshold, the metrics on the tuning rows and on the test rows.
 * FALSE with an error when memory runs out. */
gboolean
limen_text_append_test (GString *out, const LimenReportOptions *options,
                        GError **error)
{
  LimenAnalysis *analysis = limen_test_data_get_test (options->test);
  LimenDataset *dataset = limen_analysis_get_dataset (analysis);
  gsize n = limen_dataset_get_predictions (dataset)->n_rows;
  g_autofree char *n_rows = limen_number_text_count ((double) n);

  g_string_append_c (out, '\n');
  g_string_append_printf (
      out,
      /* Translators: a file, and a number of rows */
      ngettext ("Test data: %s, %s row", "Test data: %s, %s rows", n),
      limen_dataset_get_name (dataset), n_rows);
  g_string_append_c (out, '\n');
  limen_text_append_findings (out, limen_analysis_get_findings (analysis));
  if (!append_losses (out, options, error)
      || !append_decision (out, options, error)
      || !append_classes (out, options, error))
    return FALSE;
  if (limen_analysis_get_n_classes (analysis) > 0)
    g_string_append (
        out,
        _ ("  A positive difference: the tuning rows look better than the "
           "test rows.\n"
           "  Where a threshold was chosen on the tuning rows, their values "
           "are "
           "too good.\n"));
  return TRUE;
}
