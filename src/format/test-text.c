/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-text.h"

#include <glib/gi18n.h>
#include <math.h>

#include "decimal.h"
#include "number-text.h"
#include "test-thresholds.h"
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

/* Adds the values of a metric on both files, their difference and its
 * interval. */
static void
add_values (LimenTextTable *table, const LimenTestPoint *point,
            LimenMetricId metric, const LimenBootstrap *plan)
{
  LimenEstimate optimism = point->optimism[metric];

  limen_text_table_add_number (table, point->tuning[metric].value);
  limen_text_table_add_number (table, point->test[metric].value);
  limen_text_table_add_number (table, optimism.value);
  if (plan->n_resamples > 0)
    {
      limen_text_table_add_number (table, optimism.interval.low);
      limen_text_table_add_number (table, optimism.interval.high);
    }
  limen_text_table_end_row (table);
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

/* Appends the tables of a class: of all its thresholds, or of the first
 * `n`. */
static void
append_points (GString *out, const LimenTestThresholds *self, gsize n,
               const LimenReportOptions *options)
{
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *title = format_title (self, i);

      if (!is_repeated (self, i))
        limen_text_append_point (out, title, &self->points[i], shown_metrics,
                                 count_shown (options), &options->intervals);
    }
}

static void
add_pair (LimenTextTable *table, const char *name, double tuning, double test)
{
  limen_text_table_add (table, name);
  limen_text_table_add_number (table, tuning);
  limen_text_table_add_number (table, test);
  limen_text_table_end_row (table);
}

/* Adds the ranking of the only class, or the mean over all classes. */
static void
add_ranking (LimenTextTable *table, const LimenReportOptions *options)
{
  LimenAnalysis *tuning = limen_test_data_get_tuning (options->test);
  LimenAnalysis *test = limen_test_data_get_test (options->test);
  gsize n = limen_analysis_get_n_classes (tuning);

  if (n > 1)
    add_pair (table, _ ("ROC AUC, macro mean"),
              limen_analysis_get_roc_auc (tuning).macro,
              limen_analysis_get_roc_auc (test).macro);
  else if (n == 1)
    add_pair (table, _ ("ROC AUC"),
              limen_analysis_get_summary (tuning, 0)->ranking.roc_auc,
              limen_analysis_get_summary (test, 0)->ranking.roc_auc);
}

/* Appends losses and ranking, which do not depend on a threshold. */
static void
append_losses (GString *out, const LimenReportOptions *options)
{
  g_autoptr (LimenTextTable) table = limen_text_table_new ();
  gsize n, n_test;
  const LimenLossValue *tuning = limen_analysis_get_losses (
      limen_test_data_get_tuning (options->test), &n);
  const LimenLossValue *test = limen_analysis_get_losses (
      limen_test_data_get_test (options->test), &n_test);
  const char *const heads[] = { "", _ ("tuning"), _ ("test"), NULL };

  limen_text_add_cells (table, heads);
  limen_text_table_end_row (table);
  for (gsize i = 0; i < MIN (n, n_test); i++)
    add_pair (table, tuning[i].title, tuning[i].value, test[i].value);
  add_ranking (table, options);
  limen_text_append_table (out, _ ("Losses and ranking"), table);
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
  char text[LIMEN_OBJECTIVE_SIZE];

  limen_text_table_add (table, _ ("class"));
  limen_text_table_add (table, _ ("threshold"));
  add_heads (table, &options->intervals);
  for (gsize k = 0; k < limen_analysis_get_n_classes (tuning); k++)
    {
      g_auto (LimenTestThresholds) thresholds = { 0 };

      if (!limen_test_thresholds_init (&thresholds, k, options, error))
        return FALSE;
      if (has_first_objective (options))
        add_class (table, &thresholds, options);
      if (options->n_thresholds == 0)
        continue;
      g_string_append_c (points, '\n');
      g_string_append_printf (points, _ ("Class %s"),
                              limen_one_vs_rest_get_title (thresholds.tuning));
      append_points (points, &thresholds, options->n_thresholds, options);
    }
  if (has_first_objective (options))
    {
      title = g_strdup_printf (
          /* Translators: an objective, such as "maximize f1" */
          _ ("At the best threshold of the tuning rows: %s"),
          limen_objective_format (&options->objectives[0], text, sizeof text));
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
  append_losses (out, options);
  if (!append_classes (out, options, error))
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
