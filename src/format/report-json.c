/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report.h"

#include <math.h>

#include "calibration-json.h"
#include "intervals-json.h"
#include "json-text.h"
#include "metrics-json.h"
#include "optima-json.h"
#include "multiclass-result-json.h"
#include "ranking-json.h"
#include "recalibration-json.h"
#include "report-json.h"
#include "report-thresholds.h"
#include "test-json.h"
#include "sample-sizes.h"
#include "threshold.h"
#include "translatable.h"

/* The separate file that the labels were read from; "id" is null where its
 * rows were matched by order. */
static JsonObject *
new_labels_from (const LimenLabelsFrom *from)
{
  JsonObject *object = json_object_new ();

  limen_json_set_text (object, "file", from->name);
  limen_json_set_text (object, "sha256", from->sha256);
  json_object_set_int_member (object, "bytes", (gint64) from->n_bytes);
  json_object_set_int_member (object, "rows", (gint64) from->n_rows);
  limen_json_set_text (object, "id", from->id);
  limen_json_set_text (object, "scores-id", from->scores_id);
  json_object_set_int_member (object, "matched", (gint64) from->n_matched);
  json_object_set_int_member (
      object, "unmatched", (gint64) limen_labels_from_count_unused (from));
  json_object_set_int_member (object, "unmatched-scores",
                              (gint64) from->n_unlabelled);
  return object;
}

/* The file of a dataset and its rows, as a new object. */
JsonObject *
limen_json_new_input (LimenDataset *dataset)
{
  const LimenPart *part = limen_dataset_get_part (dataset);
  const LimenLabelsFrom *from = limen_dataset_get_labels_from (dataset);
  JsonObject *input = json_object_new ();

  limen_json_set_text (input, "file", limen_dataset_get_name (dataset));
  limen_json_set_text (input, "sha256", limen_dataset_get_sha256 (dataset));
  if (limen_dataset_get_like (dataset) != NULL)
    limen_json_set_text (input, "read-like",
                         limen_dataset_get_like (dataset));
  if (part != NULL)
    json_object_set_object_member (input, "split", limen_json_new_part (part));
  json_object_set_int_member (input, "bytes",
                              (gint64) limen_dataset_get_n_bytes (dataset));
  json_object_set_int_member (
      input, "rows",
      (gint64) limen_dataset_get_predictions (dataset)->n_rows);
  json_object_set_int_member (
      input, "rejected-rows",
      (gint64) limen_dataset_get_n_rejected (dataset));
  json_object_set_int_member (
      input, "ignored-rows",
      (gint64) limen_dataset_get_n_ignored (dataset));
  json_object_set_int_member (
      input, "blank-lines",
      (gint64) limen_dataset_get_n_blank_lines (dataset));
  if (from != NULL)
    json_object_set_object_member (input, "labels-from",
                                   new_labels_from (from));
  return input;
}

/* Sets "label" and, if there is a label column per class, "labels". */
static void
set_labels (JsonObject *roles, LimenDataset *dataset)
{
  const char *second = limen_dataset_get_label_column (dataset, 1);
  JsonArray *labels;

  limen_json_set_text (roles, "label",
                       second == NULL
                           ? limen_dataset_get_label_column (dataset, 0)
                           : NULL);
  if (second == NULL)
    return;
  labels = json_array_new ();
  for (gsize i = 0; limen_dataset_get_label_column (dataset, i) != NULL; i++)
    json_array_add_string_element (
        labels, limen_dataset_get_label_column (dataset, i));
  json_object_set_array_member (roles, "labels", labels);
}

static JsonObject *
new_roles (LimenDataset *dataset)
{
  JsonObject *roles = json_object_new ();
  JsonArray *scores = json_array_new ();

  for (gsize i = 0; limen_dataset_get_score_column (dataset, i) != NULL; i++)
    json_array_add_string_element (
        scores, limen_dataset_get_score_column (dataset, i));
  set_labels (roles, dataset);
  json_object_set_array_member (roles, "scores", scores);
  if (limen_dataset_get_predicted_column (dataset) != NULL)
    limen_json_set_text (roles, "predicted",
                         limen_dataset_get_predicted_column (dataset));
  if (limen_dataset_get_variance_column (dataset) != NULL)
    limen_json_set_text (roles, "variance",
                         limen_dataset_get_variance_column (dataset));
  limen_json_set_text (roles, "weight",
                       limen_dataset_get_weight_column (dataset));
  if (limen_dataset_get_fp_cost_column (dataset) != NULL)
    limen_json_set_text (roles, "fp-cost",
                         limen_dataset_get_fp_cost_column (dataset));
  if (limen_dataset_get_fn_cost_column (dataset) != NULL)
    limen_json_set_text (roles, "fn-cost",
                         limen_dataset_get_fn_cost_column (dataset));
  limen_json_set_text (roles, "group",
                       limen_dataset_get_group_column (dataset));
  if (limen_dataset_get_unit_column (dataset) != NULL)
    limen_json_set_text (roles, "unit",
                         limen_dataset_get_unit_column (dataset));
  return roles;
}

/* The classes of a dataset, as a new array. */
JsonArray *
limen_json_new_classes (LimenDataset *dataset)
{
  JsonArray *classes = json_array_new ();

  for (gsize i = 0; i < limen_dataset_get_predictions (dataset)->n_classes;
       i++)
    {
      JsonObject *class = json_object_new ();

      limen_json_set_text (class, "name",
                           limen_dataset_get_class_name (dataset, i));
      json_object_set_int_member (
          class, "rows", (gint64) limen_dataset_get_class_rows (dataset, i));
      limen_json_set_number (class, "weight",
                             limen_dataset_get_class_weight (dataset, i));
      if (limen_dataset_get_n_unknown_cells (dataset, i) > 0)
        json_object_set_int_member (
            class, "missing-labels",
            (gint64) limen_dataset_get_n_unknown_cells (dataset, i));
      json_array_add_object_element (classes, class);
    }
  return classes;
}

/* Appends findings, of LimenFinding. */
void
limen_json_add_findings (JsonArray *diagnosis, GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const LimenFinding *finding = g_ptr_array_index (findings, i);
      JsonObject *object = json_object_new ();

      limen_json_set_text (object, "code", finding->code);
      limen_json_set_text (object, "severity",
                           limen_severity_get_name (finding->severity));
      limen_json_set_text (object, "message", finding->export_message);
      json_array_add_object_element (diagnosis, object);
    }
}

/* The findings of an analysis, as a new array; those about its test data
 * first, if it has any. */
static JsonArray *
new_diagnosis (LimenAnalysis *analysis, const LimenReportOptions *options)
{
  JsonArray *diagnosis = json_array_new ();

  if (options->test != NULL)
    limen_json_add_findings (diagnosis,
                             limen_test_data_get_findings (options->test));
  limen_json_add_findings (diagnosis, limen_analysis_get_findings (analysis));
  return diagnosis;
}

/* Sets the values of losses. */
void
limen_json_set_losses (JsonObject *object, const LimenLossValue *losses,
                       gsize n)
{
  JsonObject *member = json_object_new ();

  for (gsize i = 0; i < n; i++)
    limen_json_set_number (member, losses[i].key, losses[i].value);
  json_object_set_object_member (object, "losses", member);
}

/* Sets the calibration of a class and stores the expected calibration error in
 * *ece. FALSE with an error when memory runs out. */
static gboolean
set_calibration (JsonObject *object, LimenOneVsRest *class,
                 const LimenReportOptions *options, double *ece,
                 GError **error)
{
  JsonObject *calibration;
  const LimenPredictions *numbers = limen_one_vs_rest_get_numbers (class);
  g_autoptr (LimenCalibrationDetails) details = NULL;

  if (!limen_kind_has_probabilities (numbers->kind))
    return TRUE;
  details
      = limen_calibration_details_new_of_class (class, options->calibration);
  if (details == NULL)
    return limen_dataset_fail_memory (limen_one_vs_rest_get_dataset (class),
                                      N_ ("for its calibration"), error);
  *ece = details->sums.ece;
  calibration
      = limen_json_new_calibration (details, options->calibration.binning);
  json_object_set_object_member (object, "calibration", calibration);
  return limen_json_set_calibration_intervals (
             calibration, details, limen_one_vs_rest_get_numbers (class),
             options)
         || limen_dataset_fail_memory (limen_one_vs_rest_get_dataset (class),
                                       N_ ("for its intervals"), error);
}

static gboolean
set_recalibration (JsonObject *object, LimenOneVsRest *class,
                   const LimenReportOptions *options, GError **error)
{
  g_autoptr (LimenRecalibrationTrial) trial = NULL;

  if (!options->has_recalibration)
    return TRUE;
  trial = limen_recalibration_trial_new (class, options->recalibration,
                                         options->calibration, NULL, NULL,
                                         NULL, error);
  if (trial == NULL)
    return FALSE;
  json_object_set_object_member (object, "recalibration",
                                 limen_json_new_recalibration_trial (trial));
  return TRUE;
}

/* The metrics of a class at threshold i, in the units of the file, and their
 * intervals, if there are any, as a new object. */
static JsonObject *
new_at_one (const LimenSweep *sweep, const LimenReportThresholds *thresholds,
            gsize i, const LimenReportOptions *options)
{
  JsonObject *object = json_object_new ();
  LimenObjective view = limen_report_options_get_view (options);
  const LimenEstimate *estimates
      = limen_report_thresholds_get_estimates (thresholds, i);
  gsize candidate = thresholds->candidates[i];
  double values[LIMEN_N_METRICS];

  for (int j = 0; j < LIMEN_N_METRICS; j++)
    values[j] = limen_objective_value_at (&view, (LimenMetric){ j, 1 }, sweep,
                                          candidate);
  limen_json_set_number (object, "threshold", thresholds->thresholds[i]);
  limen_json_set_confusion (object,
                            limen_sweep_get_confusion (sweep, candidate));
  json_object_set_object_member (object, "metrics",
                                 limen_json_new_metrics (values));
  if (estimates == NULL)
    return object;
  json_object_set_object_member (object, "intervals",
                                 limen_json_new_metric_intervals (estimates));
  json_object_set_object_member (
      object, "sample-sizes",
      limen_json_new_sample_sizes (thresholds, i, sweep, options));
  return object;
}

/* Sets the metrics of a class at its thresholds. FALSE with an error when
 * memory runs out. */
static gboolean
set_at (JsonObject *object, LimenOneVsRest *class,
        const LimenReportOptions *options, GError **error)
{
  g_auto (LimenReportThresholds) thresholds = { 0 };
  JsonArray *at;

  if (!limen_report_thresholds_init (&thresholds, class, options, error))
    return FALSE;
  at = json_array_new ();
  for (gsize i = 0; i < thresholds.n; i++)
    json_array_add_object_element (
        at, new_at_one (limen_one_vs_rest_get_sweep (class), &thresholds, i,
                        options));
  json_object_set_array_member (object, "at", at);
  return TRUE;
}

/* Sets the members for one class: ranking, calibration, recalibration, metrics
 * at thresholds, optima. FALSE with an error when memory runs out. */
static gboolean
set_class (JsonObject *object, LimenOneVsRest *class,
           const LimenReportOptions *options, double *ece, GError **error)
{
  json_object_set_object_member (object, "ranking",
                                 limen_json_new_ranking (class, options));
  if (!limen_json_set_ranking_intervals (object, class, options, error)
      || !set_calibration (object, class, options, ece, error)
      || !set_recalibration (object, class, options, error)
      || !set_at (object, class, options, error)
      || !limen_json_set_optima (object, class, options, error))
    return FALSE;
  return TRUE;
}

/* Sets the losses of one of several classes, against the rest. */
void
limen_json_set_class_losses (JsonObject *object, LimenOneVsRest *class,
                             const LimenLossOptions *options)
{
  LimenLossValue losses[LIMEN_MAX_LOSSES];
  gsize n = limen_losses_compute_class (limen_one_vs_rest_get_numbers (class),
                                        options, losses);

  limen_json_set_losses (object, losses, n);
}

/* State of a parallel run over all classes. */
typedef struct
{
  LimenAnalysis *analysis;
  const LimenReportOptions *options;
  JsonObject **objects; /* result of each class */
  double *eces;         /* calibration error of each class */
} Classes;

static gboolean
describe_class (gpointer data, gsize k, GError **error)
{
  Classes *self = data;
  g_autoptr (LimenOneVsRest) class
      = limen_analysis_get_class (self->analysis, k, error);

  if (class == NULL)
    return FALSE;
  limen_json_set_class_losses (self->objects[k], class, self->options->losses);
  return limen_json_set_class_loss_intervals (self->objects[k], class,
                                              self->options, error)
         && set_class (self->objects[k], class, self->options, &self->eces[k],
                       error);
}

static double
get_mean (const double *values, gsize n)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += values[i];
  return sum / (double) n;
}

/* Sets a member for each class and stores the mean of the calibration errors
 * in *ece. FALSE with an error when memory runs out. */
static gboolean
set_one_vs_rest (JsonObject *one_vs_rest, LimenAnalysis *analysis,
                 const LimenReportOptions *options, double *ece,
                 GError **error)
{
  gsize n = limen_analysis_get_n_classes (analysis);
  g_autofree JsonObject **objects = g_new0 (JsonObject *, n);
  g_autofree double *eces = g_new (double, n);
  Classes classes = { analysis, options, objects, eces };
  LimenThresholdScores *scores = limen_analysis_get_scores (analysis);
  gboolean is_done;

  for (gsize k = 0; k < n; k++)
    {
      eces[k] = NAN;
      objects[k] = json_object_new ();
    }
  is_done = limen_analysis_for_each_class (analysis, describe_class, &classes,
                                           error);
  *ece = get_mean (eces, n);
  for (gsize k = 0; k < n; k++)
    json_object_set_object_member (
        one_vs_rest, limen_threshold_scores_get_class_name (scores, k),
        objects[k]);
  return is_done;
}

static void
set_top_k (JsonObject *report, const LimenMulticlass *multiclass)
{
  JsonObject *top_k = json_object_new ();

  for (gsize i = 0; i < multiclass->n_top_k; i++)
    {
      g_autofree char *name = g_strdup_printf ("%" G_GSIZE_FORMAT, i + 1);

      limen_json_set_number (top_k, name, multiclass->top_k[i]);
    }
  json_object_set_object_member (report, "top-k-accuracy", top_k);
}

/* Sets the results over several classes: by argmax or as decided; with several
 * labels per row, each label at a probability of one half, or at 0 for plain
 * scores. Sets nothing if the analysis has no multiclass results. FALSE with
 * an error when memory runs out. */
gboolean
limen_json_set_multiclass (JsonObject *report, LimenAnalysis *analysis,
                           const LimenReportOptions *options, GError **error)
{
  const LimenMulticlass *multiclass = limen_analysis_get_multiclass (analysis);
  LimenObjective view = limen_report_options_get_view (options);
  gboolean has_intervals = options->intervals.n_resamples > 0;
  LimenDecisionEstimates estimates;

  if (multiclass == NULL)
    return TRUE;
  if (has_intervals
      && !limen_multiclass_estimate (
          multiclass, limen_analysis_get_scores (analysis), view.costs,
          options->intervals.confidence, &estimates, error))
    return FALSE;
  limen_json_set_multiclass_result (report, multiclass->result, view,
                                    has_intervals ? &estimates : NULL);
  if (multiclass->n_top_k > 0)
    set_top_k (report, multiclass);
  return limen_analysis_get_n_classes (analysis) < 2
         || limen_json_set_mean_ranking (report, analysis, options, error);
}

/* Sets the calibration of the top-label probability and the mean calibration
 * error of the classes. */
static gboolean
set_top_calibration (JsonObject *report, LimenAnalysis *analysis,
                     const LimenReportOptions *options, double classwise_ece,
                     GError **error)
{
  const LimenMulticlass *multiclass = limen_analysis_get_multiclass (analysis);
  g_autoptr (LimenCalibrationDetails) details = NULL;
  JsonObject *object;

  if (multiclass == NULL || multiclass->top_labels == NULL)
    return TRUE;
  details = limen_calibration_details_new (
      limen_top_labels_get_numbers (multiclass->top_labels), NULL,
      options->calibration);
  if (details == NULL)
    return limen_dataset_fail_memory (limen_analysis_get_dataset (analysis),
                                      N_ ("for its calibration"), error);
  object = limen_json_new_calibration (details,
                                       options->calibration.binning);
  limen_json_set_number (object, "classwise-ece", classwise_ece);
  json_object_set_object_member (report, "calibration", object);
  if (!limen_json_set_calibration_intervals (
          object, details,
          limen_top_labels_get_numbers (multiclass->top_labels), options))
    return limen_dataset_fail_memory (limen_analysis_get_dataset (analysis),
                                      N_ ("for its intervals"), error);
  if (json_object_has_member (object, "intervals"))
    json_object_set_null_member (
        json_object_get_object_member (object, "intervals"), "classwise-ece");
  return TRUE;
}

/* Sets the trial of a common temperature for the logits of all classes. */
static gboolean
set_temperature (JsonObject *report, LimenAnalysis *analysis,
                 const LimenReportOptions *options, GError **error)
{
  g_autoptr (LimenRecalibrationTrial) trial = NULL;

  if (!options->has_recalibration
      || options->recalibration != LIMEN_RECALIBRATION_TEMPERATURE)
    return TRUE;
  if (!limen_recalibration_trial_new_temperature (
          limen_analysis_get_scores (analysis), options->calibration, &trial,
          error))
    return FALSE;
  if (trial != NULL)
    json_object_set_object_member (
        report, "recalibration", limen_json_new_recalibration_trial (trial));
  return TRUE;
}

static gboolean
set_several (JsonObject *report, LimenAnalysis *analysis,
             const LimenReportOptions *options, GError **error)
{
  g_autoptr (JsonObject) one_vs_rest = json_object_new ();
  double ece = NAN;

  if (!set_one_vs_rest (one_vs_rest, analysis, options, &ece, error)
      || !set_top_calibration (report, analysis, options, ece, error)
      || !set_temperature (report, analysis, options, error))
    return FALSE;
  json_object_set_object_member (report, "one-vs-rest",
                                 g_steal_pointer (&one_vs_rest));
  return TRUE;
}

static gboolean
set_classes (JsonObject *report, LimenAnalysis *analysis,
             const LimenReportOptions *options, GError **error)
{
  g_autoptr (LimenOneVsRest) class = NULL;
  double ece = NAN;

  if (limen_analysis_get_n_classes (analysis) > 1)
    return set_several (report, analysis, options, error);
  if (limen_analysis_get_n_classes (analysis) == 0)
    return TRUE;
  class = limen_analysis_get_class (analysis, 0, error);
  return class != NULL && set_class (report, class, options, &ece, error);
}

/* The report as JSON in the format limen-report/1; a new string. NULL with an
 * error when memory runs out. */
char *
limen_report_to_json (LimenAnalysis *analysis,
                      const LimenReportOptions *options, GError **error)
{
  LimenDataset *dataset = limen_analysis_get_dataset (analysis);
  const LimenPredictions *numbers = limen_dataset_get_predictions (dataset);
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *report = json_object_new ();
  const LimenTaskInfo *task = limen_task_get (numbers->task);
  gsize n;
  const LimenLossValue *losses = limen_analysis_get_losses (analysis, &n);

  json_node_take_object (root, report);
  limen_json_set_text (report, "schema", "limen-report/1");
  json_object_set_object_member (report, "input",
                                 limen_json_new_input (dataset));
  json_object_set_object_member (report, "roles", new_roles (dataset));
  limen_json_set_text (report, "task", task->name);
  limen_json_set_text (report, "kind", limen_kind_get_name (numbers->kind));
  limen_json_set_text (report, "positive",
                       task->has_positive ? limen_dataset_get_class_name (
                           dataset, numbers->positive)
                                          : NULL);
  limen_json_set_text (report, "rule",
                       limen_kind_has_thresholds (numbers->kind)
                           ? limen_threshold_get_rule (numbers->is_reversed)
                           : "decision");
  if (numbers->is_reversed)
    json_object_set_boolean_member (report, "reversed", TRUE);
  if (options->view != NULL && !isnan (options->view->prevalence))
    limen_json_set_number (report, "target-prevalence",
                           options->view->prevalence);
  if (options->intervals.n_resamples > 0)
    json_object_set_object_member (
        report, "uncertainty",
        limen_json_new_uncertainty (&options->intervals, dataset));
  json_object_set_array_member (report, "classes",
                                limen_json_new_classes (dataset));
  json_object_set_array_member (report, "diagnosis",
                                new_diagnosis (analysis, options));
  limen_json_set_losses (report, losses, n);
  return limen_json_set_loss_intervals (report, analysis, options, error)
                 && limen_json_set_multiclass (report, analysis, options,
                                               error)
                 && set_classes (report, analysis, options, error)
                 && (options->test == NULL
                     || limen_json_set_test (report, options, error))
             ? limen_json_to_text (root)
             : NULL;
}
