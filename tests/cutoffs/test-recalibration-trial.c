/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "analysis.h"
#include "recalibrated-case.h"
#include "recalibration-trial.h"
#include "report.h"
#include "support.h"

/* `before` equals the report; `after` is better for badly calibrated
 * scores. */
static void
test_trial (void)
{
  static const LimenCalibrationOptions defaults = { 0 };
  g_autoptr (LimenDataset) dataset = recalibrated_case_read_sample (
      "eights.csv", FALSE, LIMEN_KIND_PROBABILITY);
  g_autoptr (LimenThresholdScores) scores
      = limen_threshold_scores_new (dataset, NULL);
  g_autoptr (LimenOneVsRest) class = limen_one_vs_rest_new (scores, 0, NULL);
  LimenRanking ranking = limen_one_vs_rest_get_ranking (class);

  for (int i = 0; i < LIMEN_N_RECALIBRATIONS; i++)
    {
      LimenRecalibrationMethod method = (LimenRecalibrationMethod) i;
      g_autoptr (LimenRecalibrationTrial) trial
          = limen_recalibration_trial_new (class, method, defaults, NULL,
                                           NULL, NULL, NULL);

      g_test_message ("%s", limen_recalibration_method_get_name (method));
      g_assert_cmpuint (trial->n_folds, ==, 5);
      g_assert_cmpfloat (trial->before.ece, ==,
                         limen_one_vs_rest_get_calibration (class).ece);
      g_assert_cmpfloat (trial->before.roc_auc, ==, ranking.roc_auc);
      /* A temperature helps little here. */
      if (method == LIMEN_RECALIBRATION_TEMPERATURE)
        g_assert_cmpfloat (trial->after.loss, <, trial->before.loss);
      else
        {
          g_assert_cmpfloat (trial->after.brier, <,
                             0.75 * trial->before.brier);
          g_assert_cmpfloat (trial->after.ece, <, trial->before.ece / 4);
        }
      g_assert_cmpfloat (fabs (trial->after.roc_auc - ranking.roc_auc), <,
                         0.03);
    }
}

/* Progress and cancellation of a trial. */
typedef struct
{
  guint n_told, n_allowed;
  double share;
  GCancellable *cancellable;
} Listener;

static void
progress_cb (double share, gpointer data)
{
  Listener *self = data;

  g_assert_cmpfloat (share, >, self->share);
  self->share = share;
  if (++self->n_told == self->n_allowed)
    g_cancellable_cancel (self->cancellable);
}

/* A cancelled trial ends and leaves later results undefined. */
static void
test_trial_progress (void)
{
  static const LimenCalibrationOptions defaults = { 0 };
  g_autoptr (LimenDataset) dataset = recalibrated_case_read_sample (
      "eights.csv", FALSE, LIMEN_KIND_PROBABILITY);
  g_autoptr (LimenThresholdScores) scores
      = limen_threshold_scores_new (dataset, NULL);
  g_autoptr (LimenOneVsRest) class = limen_one_vs_rest_new (scores, 0, NULL);

  for (guint n_allowed = 1; n_allowed < 10; n_allowed++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      Listener listener
          = { .n_allowed = n_allowed, .cancellable = cancellable };
      g_autoptr (LimenRecalibrationTrial) trial
          = limen_recalibration_trial_new (class, LIMEN_RECALIBRATION_PLATT,
                                           defaults, progress_cb, &listener,
                                           cancellable, NULL);

      g_assert_cmpuint (listener.n_told, ==, n_allowed < 7 ? n_allowed : 8);
      g_assert_true (isnan (trial->before.ece) == (n_allowed == 1));
      g_assert_true (isnan (trial->after.ece) == (n_allowed < 7));
      g_assert_true (listener.share == 1 || n_allowed < 7);
    }
}

static JsonObject *
get_object (JsonObject *object, const char *name)
{
  g_assert_true (json_object_has_member (object, name));
  return json_object_get_object_member (object, name);
}

/* The JSON keys are a public contract. */
static void
assert_keys (JsonObject *object, const char *const *keys)
{
  for (; *keys != NULL; keys++)
    if (!json_object_has_member (object, *keys))
      g_error ("no \"%s\"", *keys);
}

static JsonNode *
report (const char *name, const LimenReportOptions *options)
{
  g_autoptr (LimenDataset) dataset
      = recalibrated_case_read_sample (name, FALSE, LIMEN_KIND_PROBABILITY);
  g_autoptr (LimenAnalysis) analysis
      = limen_analysis_new (dataset, NULL, NULL, NULL);
  g_autofree char *json = limen_report_to_json (analysis, options, NULL);
  g_autofree char *text = limen_report_to_text (analysis, options, NULL);

  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_nonnull (strstr (text, "Recalibration"));
  return json_from_string (json, NULL);
}

static void
test_report (void)
{
  static const char *const sums[]
      = { "ece",           "mce",       "rms",
          "adaptive-ece",  "brier",     "reliability",
          "resolution",    "uncertainty", "within-bin-variance",
          "within-bin-covariance", "slope", "intercept",
          "in-the-large",  "expected-over-observed", "bins", NULL };
  static const char *const bin[]
      = { "low",       "high",       "weight",      "mean-score",
          "frequency", "wilson-low", "wilson-high", "rows", NULL };
  static const char *const trial[]
      = { "method", "parameters", "knots", "before", "after", "folds", NULL };
  static const char *const figures[]
      = { "bce", "brier", "ece", "mce", "slope", "intercept", "roc-auc",
          NULL };
  const LimenReportOptions options
      = { .calibration = { LIMEN_BINNING_EQUAL_MASS, 7 },
          .has_recalibration = TRUE,
          .recalibration = LIMEN_RECALIBRATION_ISOTONIC };
  g_autoptr (JsonNode) root = report ("digits-odd.csv", &options);
  JsonObject *object = json_node_get_object (root);
  JsonObject *calibration = get_object (object, "calibration");
  JsonArray *bins = json_object_get_array_member (calibration, "bins");

  assert_keys (calibration, sums);
  g_assert_cmpuint (json_array_get_length (bins), ==, 7);
  assert_keys (json_array_get_object_element (bins, 3), bin);
  g_assert_cmpfloat (
      json_object_get_double_member (calibration, "ece"), ==,
      json_object_get_double_member (calibration, "adaptive-ece"));
  object = get_object (object, "recalibration");
  assert_keys (object, trial);
  assert_keys (get_object (object, "before"), figures);
  assert_keys (get_object (object, "after"), figures);
  g_assert_cmpfloat (
      json_object_get_double_member (get_object (object, "before"), "ece"),
      ==, json_object_get_double_member (calibration, "ece"));
}

/* Means over the classes; one temperature for all logits beside one per
 * class. */
static void
test_report_classes (void)
{
  const LimenReportOptions options
      = { .has_recalibration = TRUE,
          .recalibration = LIMEN_RECALIBRATION_TEMPERATURE };
  g_autoptr (JsonNode) root = report ("digits.csv", &options);
  JsonObject *object = json_node_get_object (root);
  JsonObject *classes = get_object (object, "one-vs-rest");
  JsonObject *trial = get_object (object, "recalibration");
  g_autoptr (GList) names = json_object_get_members (classes);
  double sum = 0;
  guint n = 0;

  for (GList *l = names; l != NULL; l = l->next, n++)
    {
      JsonObject *class = get_object (classes, l->data);

      sum += json_object_get_double_member (
          get_object (class, "calibration"), "ece");
      g_assert_true (json_object_has_member (
          get_object (get_object (class, "recalibration"), "parameters"),
          "temperature"));
    }
  test_assert_near (json_object_get_double_member (
                        get_object (object, "calibration"), "classwise-ece"),
                    sum / n, 1e-12);
  g_assert_cmpfloat (json_object_get_double_member (
                         get_object (trial, "after"), "cross-entropy"),
                     <,
                     json_object_get_double_member (
                         get_object (trial, "before"), "cross-entropy"));
  /* except for rounding in the file, whose rows are normalised here */
  test_assert_near (json_object_get_double_member (
                        get_object (trial, "before"), "cross-entropy"),
                    json_object_get_double_member (
                        get_object (object, "losses"), "nll"),
                    1e-6);
}

/* Maps per class change thresholds but not multiclass losses, which use the
 * file's logits. */
static void
test_losses (void)
{
  g_autoptr (LimenDataset) dataset = recalibrated_case_read_sample (
      "wine-logits.csv", TRUE, LIMEN_KIND_LOGIT);
  g_autoptr (LimenThresholdScores) scores
      = limen_threshold_scores_new (dataset, NULL);
  g_autoptr (LimenThresholdScores) mapped
      = limen_threshold_scores_recalibrate (scores, LIMEN_RECALIBRATION_PLATT,
                                            15, NULL);
  LimenPredictions plain = limen_threshold_scores_get_loss_numbers (scores, 0);
  LimenPredictions again = limen_threshold_scores_get_loss_numbers (mapped, 1);
  g_autoptr (LimenAnalysis) analysis
      = limen_analysis_new_for_scores (scores, NULL, NULL, NULL);
  g_autoptr (LimenAnalysis) of_mapped
      = limen_analysis_new_for_scores (mapped, NULL, NULL, NULL);
  gsize n, n_mapped;
  const LimenLossValue *losses = limen_analysis_get_losses (analysis, &n);
  const LimenLossValue *mapped_losses
      = limen_analysis_get_losses (of_mapped, &n_mapped);

  g_assert_nonnull (plain.log_sums);
  g_assert_true (again.log_sums == plain.log_sums);
  g_assert_true (again.scores == plain.scores);
  g_assert_true (limen_threshold_scores_get_file_probabilities (mapped)
                 == limen_threshold_scores_get_numbers (scores));
  g_assert_cmpuint (n, >, 0);
  g_assert_cmpuint (n, ==, n_mapped);
  for (gsize i = 0; i < n; i++)
    {
      g_assert_cmpstr (losses[i].key, ==, mapped_losses[i].key);
      g_assert_cmpfloat (losses[i].value, ==, mapped_losses[i].value);
    }
}

int
main (int argc, char **argv)
{
  g_setenv ("SOURCE_DATE_EPOCH", "1770000000", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/recalibrated/trial", test_trial);
  g_test_add_func ("/recalibrated/trial-progress", test_trial_progress);
  g_test_add_func ("/recalibrated/report", test_report);
  g_test_add_func ("/recalibrated/report-classes", test_report_classes);
  g_test_add_func ("/recalibrated/losses", test_losses);
  return g_test_run ();
}
