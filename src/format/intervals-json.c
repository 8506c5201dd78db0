/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intervals-json.h"

#include "auc-variants.h"
#include "calibration-estimates.h"
#include "losses.h"
#include "mean-ranking.h"
#include "metrics-json.h"
#include "translatable.h"

/* Sets the interval of an estimate; null where it has none. */
void
limen_json_set_estimate (JsonObject *object, const char *name,
                         LimenEstimate estimate)
{
  limen_json_set_interval (object, name, estimate.interval);
}

/* A new object with the intervals of LIMEN_N_METRICS estimates by the metrics'
 * names. */
JsonObject *
limen_json_new_metric_intervals (const LimenEstimate *estimates)
{
  JsonObject *intervals = json_object_new ();

  for (int i = 0; i < LIMEN_N_METRICS; i++)
    limen_json_set_estimate (intervals, limen_metric_get_info (i)->name,
                             estimates[i]);
  return intervals;
}

/* The optimism that was found in LIMEN_N_METRICS metrics, by their names; with
 * its intervals or without. A new object. */
JsonObject *
limen_json_new_optimism (const LimenEstimate *optimism, gboolean has_intervals)
{
  JsonObject *object = json_object_new ();

  for (int i = 0; i < LIMEN_N_METRICS; i++)
    {
      JsonObject *member = json_object_new ();

      limen_json_set_number (member, "value", optimism[i].value);
      if (has_intervals)
        limen_json_set_estimate (member, "interval", optimism[i]);
      json_object_set_object_member (object, limen_metric_get_info (i)->name,
                                     member);
    }
  return object;
}

static void
set_loss_intervals (JsonObject *object, const LimenLossValue *losses,
                    const LimenEstimate *estimates, gsize n)
{
  JsonObject *intervals = json_object_new ();

  for (gsize i = 0; i < n; i++)
    limen_json_set_estimate (intervals, losses[i].key, estimates[i]);
  json_object_set_object_member (object, "losses-intervals", intervals);
}

/* Sets the intervals of the losses of a file, unless the options ask for none.
 * FALSE with an error when memory runs out. */
gboolean
limen_json_set_loss_intervals (JsonObject *report, LimenAnalysis *analysis,
                               const LimenReportOptions *options,
                               GError **error)
{
  LimenEstimate estimates[LIMEN_MAX_LOSSES];
  gsize n;
  const LimenLossValue *losses = limen_analysis_get_losses (analysis, &n);

  if (options->intervals.n_resamples == 0)
    return TRUE;
  if (!limen_losses_estimate (limen_analysis_get_scores (analysis),
                              options->losses, &options->intervals, losses, n,
                              estimates, error))
    return FALSE;
  set_loss_intervals (report, losses, estimates, n);
  return TRUE;
}

/* Sets the intervals of the losses of a class against the rest, unless the
 * options ask for none. FALSE with an error when memory runs out. */
gboolean
limen_json_set_class_loss_intervals (JsonObject *object, LimenOneVsRest *class,
                                     const LimenReportOptions *options,
                                     GError **error)
{
  const LimenPredictions *numbers = limen_one_vs_rest_get_numbers (class);
  LimenLossValue losses[LIMEN_MAX_LOSSES];
  LimenEstimate estimates[LIMEN_MAX_LOSSES];
  gsize n;

  if (options->intervals.n_resamples == 0)
    return TRUE;
  n = limen_losses_compute_class (numbers, options->losses, losses);
  if (!limen_losses_estimate_class (numbers, options->losses,
                                    &options->intervals, losses, n, estimates))
    return limen_dataset_fail_memory (limen_one_vs_rest_get_dataset (class),
                                      N_ ("for its intervals"), error);
  set_loss_intervals (object, losses, estimates, n);
  return TRUE;
}

/* Sets the intervals of the ranking metrics of a class, unless the options ask
 * for none. FALSE with an error when memory runs out. */
gboolean
limen_json_set_ranking_intervals (JsonObject *object, LimenOneVsRest *class,
                                  const LimenReportOptions *options,
                                  GError **error)
{
  LimenRankingEstimates estimates;
  JsonObject *intervals;

  if (options->intervals.n_resamples == 0)
    return TRUE;
  if (!limen_estimates_compute_ranking (
          class, limen_report_options_get_view (options).prevalence,
          &options->intervals, &estimates, error))
    return FALSE;
  intervals = json_object_new ();
  limen_json_set_estimate (intervals, "roc-auc", estimates.roc_auc);
  limen_json_set_estimate (intervals, "average-precision",
                           estimates.average_precision);
  limen_json_set_estimate (intervals, "pr-auc-trapezoid",
                           estimates.pr_auc_trapezoid);
  limen_json_set_estimate (intervals, "ks", estimates.ks);
  json_object_set_object_member (object, "ranking-intervals", intervals);
  return TRUE;
}

/* Sets the intervals of the ranking metrics averaged over several classes,
 * unless the options ask for none. FALSE with an error when memory runs out.
 */
gboolean
limen_json_set_mean_ranking_intervals (JsonObject *object,
                                       LimenAnalysis *analysis,
                                       const LimenReportOptions *options,
                                       GError **error)
{
  LimenMeanRankingEstimates estimates;
  JsonObject *intervals;

  if (options->intervals.n_resamples == 0)
    return TRUE;
  if (!limen_mean_ranking_estimate (
          analysis, limen_report_options_get_view (options).prevalence,
          options->intervals.confidence, &estimates, error))
    return FALSE;
  intervals = json_object_new ();
  limen_json_set_estimate (intervals, "roc-auc-macro",
                           estimates.roc_auc.macro);
  limen_json_set_estimate (intervals, "roc-auc-weighted",
                           estimates.roc_auc.weighted);
  limen_json_set_estimate (intervals, "average-precision-macro",
                           estimates.average_precision.macro);
  limen_json_set_estimate (intervals, "average-precision-weighted",
                           estimates.average_precision.weighted);
  if (limen_analysis_has_pairwise_auc (analysis))
    {
      json_object_set_null_member (intervals, "roc-auc-ovo-macro");
      json_object_set_null_member (intervals, "roc-auc-ovo-weighted");
    }
  json_object_set_object_member (object, "ranking-intervals", intervals);
  return TRUE;
}

/* Sets the intervals of a calibration of these binary predictions, unless the
 * options ask for none; null for its other members. FALSE when memory runs
 * out. */
gboolean
limen_json_set_calibration_intervals (JsonObject *calibration,
                                      const LimenCalibrationDetails *details,
                                      const LimenPredictions *numbers,
                                      const LimenReportOptions *options)
{
  static const char *const others[] = { "rms",
                                        "reliability",
                                        "resolution",
                                        "uncertainty",
                                        "within-bin-variance",
                                        "within-bin-covariance",
                                        "expected-over-observed" };
  LimenCalibrationReport estimates;
  JsonObject *intervals;

  if (options->intervals.n_resamples == 0)
    return TRUE;
  if (!limen_calibration_details_estimate (details, numbers,
                                           &options->intervals, &estimates))
    return FALSE;
  intervals = json_object_new ();
  limen_json_set_estimate (intervals, "ece", estimates.ece);
  limen_json_set_estimate (intervals, "mce", estimates.mce);
  limen_json_set_estimate (intervals, "adaptive-ece", estimates.adaptive_ece);
  limen_json_set_estimate (intervals, "brier", estimates.brier);
  limen_json_set_estimate (intervals, "slope", estimates.slope);
  limen_json_set_estimate (intervals, "intercept", estimates.intercept);
  limen_json_set_estimate (intervals, "in-the-large", estimates.in_the_large);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    json_object_set_null_member (intervals, others[i]);
  json_object_set_object_member (calibration, "intervals", intervals);
  return TRUE;
}

/* How the intervals of a report on a dataset are computed, as a new
 * object. */
JsonObject *
limen_json_new_uncertainty (const LimenBootstrap *plan, LimenDataset *dataset)
{
  JsonObject *object = json_object_new ();

  limen_json_set_text (object, "method",
                       plan->is_stratified ? "stratified-bootstrap"
                                           : "bootstrap");
  json_object_set_int_member (object, "resamples", plan->n_resamples);
  json_object_set_int_member (object, "seed", (gint64) plan->seed);
  limen_json_set_number (object, "confidence", plan->confidence);
  limen_json_set_text (object, "unit",
                       limen_dataset_get_unit_column (dataset));
  return object;
}
