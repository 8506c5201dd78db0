/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "class-intervals.h"

#include <glib/gi18n.h>

#include "estimate-text.h"
#include "mean-ranking.h"
#include "report-thresholds.h"
#include "text-parts.h"

/* Upper bound on the classes whose intervals a text report has; the JSON
 * report has those of all classes. */
#define MAX_CLASSES 20

/* Metrics of classes that a file decides. */
static const LimenMetricId decided_metrics[]
    = { LIMEN_METRIC_PRECISION, LIMEN_METRIC_RECALL, LIMEN_METRIC_F1 };

#define MAX_COLUMNS G_N_ELEMENTS (decided_metrics)

/* State of a parallel run over all classes. */
typedef struct
{
  LimenAnalysis *analysis;
  const LimenReportOptions *options;
  gboolean has_thresholds;
  LimenInterval (*intervals)[MAX_COLUMNS]; /* of each class */
} Classes;

/* The intervals of the metrics of a class that the file decides. FALSE with an
 * error when memory runs out. */
static gboolean
estimate_decided (Classes *self, LimenOneVsRest *class, gsize k,
                  GError **error)
{
  g_auto (LimenReportThresholds) thresholds = { 0 };
  const LimenEstimate *estimates;

  if (!limen_report_thresholds_init (&thresholds, class, self->options, error))
    return FALSE;
  estimates = limen_report_thresholds_get_estimates (&thresholds, 0);
  for (guint i = 0; i < G_N_ELEMENTS (decided_metrics); i++)
    self->intervals[k][i] = estimates[decided_metrics[i]].interval;
  return TRUE;
}

static gboolean
estimate_class (gpointer data, gsize k, GError **error)
{
  Classes *self = data;
  g_autoptr (LimenOneVsRest) class = limen_analysis_get_class (self->analysis,
                                                               k, error);
  LimenRankingEstimates ranking = { 0 };

  if (class == NULL)
    return FALSE;
  if (!self->has_thresholds)
    return estimate_decided (self, class, k, error);
  if (!limen_estimates_compute_ranking (
          class, limen_report_options_get_view (self->options).prevalence,
          &self->options->intervals, &ranking, error))
    return FALSE;
  self->intervals[k][0] = ranking.roc_auc.interval;
  self->intervals[k][1] = ranking.average_precision.interval;
  return TRUE;
}

static void
add_heads (LimenTextTable *table, gboolean has_thresholds)
{
  limen_text_table_add (table, _ ("class"));
  if (has_thresholds)
    {
      limen_text_table_add (table, _ ("ROC AUC"));
      limen_text_table_add (table, _ ("AP"));
    }
  for (guint i = 0; !has_thresholds && i < G_N_ELEMENTS (decided_metrics); i++)
    limen_text_table_add (
        table, _ (limen_metric_get_info (decided_metrics[i])->title));
  limen_text_table_end_row (table);
}

static void
add_row (LimenTextTable *table, const char *name,
         const LimenInterval *intervals, guint n)
{
  limen_text_table_add (table, name);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = limen_estimate_text_interval (intervals[i]);

      limen_text_table_add (table, text);
    }
  limen_text_table_end_row (table);
}

/* Adds the intervals of the means over all classes. FALSE with an error when
 * memory runs out. */
static gboolean
add_mean (LimenTextTable *table, const Classes *self, GError **error)
{
  LimenMeanRankingEstimates means = { 0 };
  LimenInterval intervals[2];

  if (!limen_mean_ranking_estimate (
          self->analysis,
          limen_report_options_get_view (self->options).prevalence,
          self->options->intervals.confidence, &means, error))
    return FALSE;
  intervals[0] = means.roc_auc.macro.interval;
  intervals[1] = means.average_precision.macro.interval;
  add_row (table, _ ("macro mean"), intervals, G_N_ELEMENTS (intervals));
  return TRUE;
}

/* Appends the intervals of what the table of all classes has: of the ranking
 * of each class, or of its metrics where the file decides. Instead of those of
 * many classes, a line that says how to see them. Nothing without resamples.
 * FALSE with an error when memory runs out. */
gboolean
limen_text_append_class_intervals (GString *out, LimenAnalysis *analysis,
                                   const LimenReportOptions *options,
                                   GError **error)
{
  gsize n = limen_analysis_get_n_classes (analysis);
  LimenThresholdScores *scores = limen_analysis_get_scores (analysis);
  gboolean has_thresholds = limen_kind_has_thresholds (
      limen_threshold_scores_get_numbers (scores)->kind);
  LimenInterval intervals[MAX_CLASSES][MAX_COLUMNS] = { 0 };
  Classes self = { analysis, options, has_thresholds, intervals };
  g_autoptr (LimenTextTable) table = limen_text_table_new ();
  g_autofree char *title = NULL;

  if (options->intervals.n_resamples == 0)
    return TRUE;
  if (n > MAX_CLASSES)
    {
      g_string_append (
          out, _ ("  The intervals of so many classes are in the report as "
                  "JSON (--json).\n"));
      return TRUE;
    }
  if (!limen_analysis_for_each_class (analysis, estimate_class, &self, error))
    return FALSE;
  add_heads (table, has_thresholds);
  for (gsize k = 0; k < n; k++)
    add_row (table, limen_threshold_scores_get_class_title (scores, k),
             intervals[k], has_thresholds ? 2 : MAX_COLUMNS);
  if (has_thresholds && !add_mean (table, &self, error))
    return FALSE;
  title = g_strdup_printf (
      /* Translators: %.10g is a percentage, 95. */
      _ ("Each class against the rest: intervals of %.10g %%"),
      100 * options->intervals.confidence);
  limen_text_append_table (out, title, table);
  return TRUE;
}
