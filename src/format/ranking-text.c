/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ranking-text.h"

#include <glib/gi18n.h>
#include <math.h>

#include "auc-variants.h"
#include "class-intervals.h"
#include "decimal.h"
#include "estimates.h"
#include "text-parts.h"
#include "threshold.h"

/* Returns the prevalence of the population as a new string; NULL if it is that
 * of the rows. */
static char *
format_prevalence (const LimenReportOptions *options)
{
  double prevalence = limen_report_options_get_view (options).prevalence;
  char number[LIMEN_DECIMAL_SIZE];

  return isnan (prevalence) ? NULL
                            : g_strdup (limen_decimal_format (
                                prevalence, number, sizeof number));
}

/* Adds ROC AUC, average precision and PR AUC and, if requested, the partial
 * ROC AUC. */
static void
add_areas (LimenTextTable *table, LimenOneVsRest *class,
           const LimenRankingEstimates *ranking,
           const LimenReportOptions *options, LimenMissingIntervals *missing)
{
  g_autofree char *prevalence = format_prevalence (options);
  g_autofree char *population
      = prevalence != NULL
            ? g_strdup_printf (_ ("at prevalence %s"), prevalence)
            : NULL;

  limen_text_add_estimate (table, _ ("ROC AUC"), ranking->roc_auc, NULL,
                           missing);
  if (options->has_partial_auc)
    {
      g_autofree char *range = limen_report_describe_range (options);
      LimenPartialAuc auc = limen_partial_auc_compute (
          limen_one_vs_rest_get_sweep (class), options->from_fpr,
          options->to_fpr);

      limen_text_add_value (table, _ ("Partial ROC AUC"), auc.raw, range);
      limen_text_add_value (table, _ ("  standardised"), auc.standardised,
                            NULL);
    }
  limen_text_add_estimate (table, _ ("Average precision"),
                           ranking->average_precision, population, missing);
  limen_text_add_estimate (table, _ ("PR AUC, trapezoid"),
                           ranking->pr_auc_trapezoid, population, missing);
}

/* The ranking metrics of a class, with intervals unless the options ask for
 * none. FALSE with an error when memory runs out. */
static gboolean
estimate_ranking (LimenOneVsRest *class, const LimenReportOptions *options,
                  LimenRankingEstimates *estimates, GError **error)
{
  double prevalence = limen_report_options_get_view (options).prevalence;
  LimenRanking ranking = limen_one_vs_rest_get_ranking_at (class, prevalence);

  *estimates = (LimenRankingEstimates){
    .roc_auc = { .value = ranking.roc_auc },
    .average_precision = { .value = ranking.average_precision },
    .pr_auc_trapezoid = { .value = ranking.pr_auc_trapezoid },
    .ks = { .value = ranking.ks },
  };
  return options->intervals.n_resamples == 0
         || limen_estimates_compute_ranking (
             class, prevalence, &options->intervals, estimates, error);
}

/* Appends the ranking metrics of the only class, and adds those without an
 * interval to `missing`. FALSE with an error when
 * memory runs out. */
gboolean
limen_text_append_ranking (GString *out, LimenOneVsRest *class,
                           const LimenReportOptions *options,
                           LimenMissingIntervals *missing, GError **error)
{
  g_autoptr (LimenTextTable) table = limen_text_table_new ();
  LimenRankingEstimates estimates;
  gboolean is_reversed
      = limen_sweep_is_reversed (limen_one_vs_rest_get_sweep (class));
  LimenRanking ranking = limen_one_vs_rest_get_ranking_at (
      class, limen_report_options_get_view (options).prevalence);
  double threshold
      = limen_threshold_reverse (ranking.ks_threshold, is_reversed);
  /* Translators: a threshold. */
  g_autofree char *at = g_strdup_printf (_ ("at %.6g"), threshold);
  g_autofree char *number = g_strdup_printf ("%.6g", threshold);
  g_autofree char *indented = g_strconcat ("  ", _ ("threshold"), NULL);
  gboolean has_row;

  if (!limen_kind_has_thresholds (limen_one_vs_rest_get_numbers (class)->kind))
    {
      limen_text_add_value (table, _ ("ROC AUC"), ranking.roc_auc,
                            _ ("of the decisions' single point: the balanced "
                               "accuracy"));
      limen_text_append_table (out, _ ("Ranking"), table);
      return TRUE;
    }
  if (!estimate_ranking (class, options, &estimates, error))
    return FALSE;
  add_areas (table, class, &estimates, options, missing);
  /* An interval takes the place of the threshold. */
  has_row = estimates.ks.method != LIMEN_ESTIMATE_NONE;
  limen_text_add_estimate (table, _ ("KS"), estimates.ks,
                           isnan (ranking.ks) || has_row ? NULL : at, missing);
  if (has_row)
    {
      limen_text_table_add (table, indented);
      limen_text_table_add (table, "");
      limen_text_table_add (table, number);
      limen_text_table_end_row (table);
    }
  limen_text_append_table (out, _ ("Ranking"), table);
  return TRUE;
}

static gboolean
append_each_class (GString *out, LimenAnalysis *analysis,
                   const LimenReportOptions *options, GError **error)
{
  g_autofree char *prevalence = format_prevalence (options);
  g_autofree char *precision_title
      = prevalence != NULL
            /* Translators: AP is the average precision. */
            ? g_strdup_printf (_ ("AP at prevalence %s"), prevalence)
            /* Translators: average precision. */
            : g_strdup (_ ("AP"));
  const char *const head[]
      = { _ ("class"),   _ ("rows"),      _ ("ROC AUC"), precision_title,
          _ ("best F1"), _ ("threshold"), NULL };
  LimenAverages auc = limen_analysis_get_roc_auc (analysis);
  g_autofree double *precisions = limen_analysis_new_average_precisions (
      analysis, limen_report_options_get_view (options).prevalence, error);
  LimenThresholdScores *scores = limen_analysis_get_scores (analysis);
  g_autoptr (LimenTextTable) table = limen_text_table_new ();

  if (precisions == NULL)
    return FALSE;
  limen_text_add_cells (table, head);
  limen_text_table_end_row (table);
  for (gsize k = 0; k < limen_analysis_get_n_classes (analysis); k++)
    {
      const LimenClassSummary *class
          = limen_analysis_get_summary (analysis, k);
      char text[LIMEN_DECIMAL_SIZE];

      limen_text_table_add (table,
                            limen_threshold_scores_get_class_title (scores, k));
      limen_text_table_add_count (
          table, (double) limen_dataset_get_class_rows (
                     limen_analysis_get_dataset (analysis), k));
      limen_text_table_add_number (table, class->ranking.roc_auc);
      limen_text_table_add_number (table, precisions[k]);
      limen_text_table_add_number (table, class->best_f1.value);
      limen_text_table_add (table, limen_report_format_threshold (
                                       class->best_f1.positive_from.threshold,
                                       text, sizeof text));
      limen_text_table_end_row (table);
    }
  limen_text_table_add (table, _ ("macro mean"));
  limen_text_table_add (table, "");
  limen_text_table_add_number (table, auc.macro);
  limen_text_table_add_number (
      table, limen_analysis_average (analysis, precisions).macro);
  limen_text_table_end_row (table);
  limen_text_append_table (out, _ ("Each class against the rest"), table);
  return limen_text_append_class_intervals (out, analysis, options, error);
}

/* Appends the partial AUC of each class, if requested. FALSE with an error
 * when memory runs out. */
static gboolean
append_partial_aucs (GString *out, LimenAnalysis *analysis,
                     const LimenReportOptions *options, GError **error)
{
  const char *const head[]
      = { _ ("class"), _ ("raw"), _ ("standardised"), NULL };
  LimenThresholdScores *scores = limen_analysis_get_scores (analysis);
  g_autoptr (LimenTextTable) table = limen_text_table_new ();
  g_autofree LimenPartialAuc *aucs = NULL;
  g_autofree char *range = limen_report_describe_range (options);
  /* Translators: a range of false positive rates. */
  g_autofree char *title = g_strdup_printf (_ ("Partial ROC AUC, %s"), range);

  if (!options->has_partial_auc)
    return TRUE;
  aucs = limen_analysis_new_partial_aucs (analysis, options->from_fpr,
                                          options->to_fpr, error);
  if (aucs == NULL)
    return FALSE;
  limen_text_add_cells (table, head);
  limen_text_table_end_row (table);
  for (gsize k = 0; k < limen_analysis_get_n_classes (analysis); k++)
    {
      limen_text_table_add (table,
                            limen_threshold_scores_get_class_title (scores, k));
      limen_text_table_add_number (table, aucs[k].raw);
      limen_text_table_add_number (table, aucs[k].standardised);
      limen_text_table_end_row (table);
    }
  limen_text_append_table (out, title, table);
  return TRUE;
}

/* Appends the one-vs-one ROC AUC, averaged over pairs of classes; nothing
 * where limen_analysis_has_pairwise_auc() is FALSE. FALSE with an error when
 * memory runs out. */
static gboolean
append_pairs (GString *out, LimenAnalysis *analysis, GError **error)
{
  g_autoptr (LimenTextTable) table = limen_text_table_new ();
  LimenPairwiseAuc auc;

  if (!limen_analysis_has_pairwise_auc (analysis))
    return TRUE;
  if (!limen_analysis_compute_pairwise_auc (analysis, &auc, error))
    return FALSE;
  limen_text_add_value (table, _ ("ROC AUC, macro mean"), auc.macro, NULL);
  limen_text_add_value (table, _ ("ROC AUC, weighted mean"), auc.weighted,
                        NULL);
  limen_text_append_table (out, _ ("Each pair of classes"), table);
  return TRUE;
}

/* Appends the ranking metrics of several classes. FALSE with an error when
 * memory runs out. */
gboolean
limen_text_append_class_ranking (GString *out, LimenAnalysis *analysis,
                                 const LimenReportOptions *options,
                                 GError **error)
{
  return append_each_class (out, analysis, options, error)
         && append_partial_aucs (out, analysis, options, error)
         && append_pairs (out, analysis, error);
}
