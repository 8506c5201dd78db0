/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ranking-json.h"

#include "auc-variants.h"
#include "intervals-json.h"
#include "metrics-json.h"
#include "threshold.h"

static JsonObject *
new_partial_auc (const LimenSweep *sweep, const LimenReportOptions *options)
{
  LimenPartialAuc auc = limen_partial_auc_compute (sweep, options->from_fpr,
                                                   options->to_fpr);
  JsonObject *object = json_object_new ();

  limen_json_set_number (object, "from", options->from_fpr);
  limen_json_set_number (object, "to", options->to_fpr);
  limen_json_set_number (object, "raw", auc.raw);
  limen_json_set_number (object, "standardised", auc.standardised);
  return object;
}

/* The ranking metrics of one class against the rest as a new JSON object. */
JsonObject *
limen_json_new_ranking (LimenOneVsRest *class,
                        const LimenReportOptions *options)
{
  const LimenSweep *sweep = limen_one_vs_rest_get_sweep (class);
  LimenRanking ranking = limen_one_vs_rest_get_ranking_at (
      class, limen_report_options_get_view (options).prevalence);
  gboolean is_reversed = limen_sweep_is_reversed (sweep);
  JsonObject *object = json_object_new ();

  limen_json_set_number (object, "roc-auc", ranking.roc_auc);
  if (options->has_partial_auc)
    json_object_set_object_member (object, "partial-roc-auc",
                                   new_partial_auc (sweep, options));
  limen_json_set_number (object, "average-precision",
                         ranking.average_precision);
  limen_json_set_number (object, "pr-auc-trapezoid",
                         ranking.pr_auc_trapezoid);
  limen_json_set_number (object, "ks", ranking.ks);
  limen_json_set_number (
      object, "ks-threshold",
      limen_threshold_reverse (ranking.ks_threshold, is_reversed));
  return object;
}

static gboolean
set_pairwise_auc (JsonObject *ranking, LimenAnalysis *analysis, GError **error)
{
  LimenPairwiseAuc auc;

  if (!limen_analysis_has_pairwise_auc (analysis))
    return TRUE;
  if (!limen_analysis_compute_pairwise_auc (analysis, &auc, error))
    return FALSE;
  limen_json_set_number (ranking, "roc-auc-ovo-macro", auc.macro);
  limen_json_set_number (ranking, "roc-auc-ovo-weighted", auc.weighted);
  return TRUE;
}

/* Adds the mean ranking metrics of several classes, and their intervals, to
 * the report. FALSE with
 * an error when memory runs out. */
gboolean
limen_json_set_mean_ranking (JsonObject *report, LimenAnalysis *analysis,
                             const LimenReportOptions *options,
                             GError **error)
{
  LimenAverages auc = limen_analysis_get_roc_auc (analysis), precision;
  g_autofree double *precisions = limen_analysis_new_average_precisions (
      analysis, limen_report_options_get_view (options).prevalence, error);
  g_autoptr (JsonObject) ranking = json_object_new ();

  if (precisions == NULL)
    return FALSE;
  precision = limen_analysis_average (analysis, precisions);
  limen_json_set_number (ranking, "roc-auc-macro", auc.macro);
  limen_json_set_number (ranking, "roc-auc-weighted", auc.weighted);
  limen_json_set_number (ranking, "average-precision-macro",
                         precision.macro);
  limen_json_set_number (ranking, "average-precision-weighted",
                         precision.weighted);
  if (!set_pairwise_auc (ranking, analysis, error))
    return FALSE;
  json_object_set_object_member (report, "ranking",
                                 g_steal_pointer (&ranking));
  return limen_json_set_mean_ranking_intervals (report, analysis, options,
                                                error);
}
