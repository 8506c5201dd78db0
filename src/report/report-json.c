#include "report.h"

#include "json-text.h"
#include "metrics-json.h"
#include "optima.h"

static JsonObject *
new_input (LimenDataset *dataset)
{
  JsonObject *input = json_object_new ();

  limen_json_set_text (input, "file", limen_dataset_get_name (dataset));
  limen_json_set_text (input, "sha256", limen_dataset_get_sha256 (dataset));
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
  return input;
}

static JsonObject *
new_roles (LimenDataset *dataset)
{
  JsonObject *roles = json_object_new ();
  JsonArray *scores = json_array_new ();
  gsize n = limen_dataset_get_predictions (dataset)->n_scores;

  for (gsize i = 0; i < n; i++)
    json_array_add_string_element (
        scores, limen_dataset_get_score_column (dataset, i));
  limen_json_set_text (roles, "label",
                       limen_dataset_get_label_column (dataset, 0));
  json_object_set_array_member (roles, "scores", scores);
  limen_json_set_text (roles, "weight",
                       limen_dataset_get_weight_column (dataset));
  limen_json_set_text (roles, "group",
                       limen_dataset_get_group_column (dataset));
  return roles;
}

static JsonArray *
new_classes (LimenDataset *dataset)
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
      json_array_add_object_element (classes, class);
    }
  return classes;
}

static JsonArray *
new_diagnosis (LimenAnalysis *analysis)
{
  GPtrArray *findings = limen_analysis_get_findings (analysis);
  JsonArray *diagnosis = json_array_new ();

  for (guint i = 0; i < findings->len; i++)
    {
      const LimenFinding *finding = g_ptr_array_index (findings, i);
      JsonObject *object = json_object_new ();

      limen_json_set_text (object, "code", finding->code);
      limen_json_set_text (object, "severity",
                           limen_severity_get_name (finding->severity));
      limen_json_set_text (object, "message", finding->message);
      json_array_add_object_element (diagnosis, object);
    }
  return diagnosis;
}

static JsonObject *
new_losses (LimenAnalysis *analysis)
{
  JsonObject *object = json_object_new ();
  gsize n;
  const LimenLossValue *losses = limen_analysis_get_losses (analysis, &n);

  for (gsize i = 0; i < n; i++)
    limen_json_set_number (object, losses[i].key, losses[i].value);
  return object;
}

static JsonObject *
new_ranking (LimenAnalysis *analysis)
{
  JsonObject *object = json_object_new ();
  LimenRanking ranking = limen_analysis_get_ranking (analysis);

  limen_json_set_number (object, "roc-auc", ranking.roc_auc);
  limen_json_set_number (object, "average-precision",
                         ranking.average_precision);
  limen_json_set_number (object, "ks", ranking.ks);
  limen_json_set_number (object, "ks-threshold", ranking.ks_threshold);
  return object;
}

static JsonObject *
new_calibration (LimenAnalysis *analysis)
{
  JsonObject *object = json_object_new ();
  LimenCalibration calibration = limen_analysis_get_calibration (analysis);
  JsonArray *array = json_array_new ();
  gsize n;
  const LimenCalibrationBin *bins
      = limen_analysis_get_calibration_bins (analysis, &n);

  limen_json_set_number (object, "ece", calibration.ece);
  limen_json_set_number (object, "mce", calibration.mce);
  json_object_set_array_member (object, "bins", array);
  for (gsize i = 0; i < n; i++)
    {
      JsonObject *bin = json_object_new ();

      limen_json_set_number (bin, "low", bins[i].low);
      limen_json_set_number (bin, "high", bins[i].high);
      limen_json_set_number (bin, "weight", bins[i].weight);
      limen_json_set_number (bin, "mean-score", bins[i].mean_score);
      limen_json_set_number (bin, "frequency", bins[i].frequency);
      json_array_add_object_element (array, bin);
    }
  return object;
}

static JsonArray *
new_at (LimenAnalysis *analysis, const LimenReportOptions *options)
{
  const LimenSweep *sweep = limen_analysis_get_sweep (analysis);
  JsonArray *at = json_array_new ();

  for (gsize i = 0; i < options->n_thresholds; i++)
    {
      LimenConfusion confusion = limen_sweep_get_confusion (
          sweep, limen_sweep_find (sweep, options->thresholds[i]));
      JsonObject *object = json_object_new ();
      double values[LIMEN_N_METRICS];

      for (int j = 0; j < LIMEN_N_METRICS; j++)
        values[j] = limen_metric_value ((LimenMetric){ j, 1 }, confusion,
                                        options->costs);
      limen_json_set_number (object, "threshold", options->thresholds[i]);
      limen_json_set_confusion (object, confusion);
      json_object_set_object_member (object, "metrics",
                                     limen_json_new_metrics (values));
      json_array_add_object_element (at, object);
    }
  return at;
}

static JsonArray *
new_optima (LimenAnalysis *analysis, const LimenReportOptions *options)
{
  JsonArray *array = json_array_new ();
  g_autofree LimenOptimum *optima
      = limen_optima_new (options->objectives, options->n_objectives,
                          limen_analysis_get_sweep (analysis));

  for (gsize i = 0; i < options->n_objectives; i++)
    {
      const LimenObjective *objective = &options->objectives[i];
      LimenOptimum optimum = optima[i];
      JsonObject *object = json_object_new ();
      gboolean is_found = optimum.status == LIMEN_OPTIMUM_FOUND;
      char text[LIMEN_OBJECTIVE_SIZE];

      limen_json_set_text (
          object, "objective",
          limen_objective_format (objective, text, sizeof text));
      limen_json_set_text (object, "status",
                           limen_optimum_status_get_name (optimum.status));
      limen_json_set_number (object, "threshold", optimum.threshold);
      limen_json_set_number (object, "low", optimum.low);
      limen_json_set_number (object, "high", optimum.high);
      limen_json_set_number (object, "value", optimum.value);
      json_object_set_int_member (object, "ties",
                                  is_found ? (gint64) optimum.ties : 0);
      limen_json_set_confusion (object, optimum.confusion);
      json_array_add_object_element (array, object);
    }
  return array;
}

/* The report as JSON, limen-report/1; a new string. */
char *
limen_report_to_json (LimenAnalysis *analysis,
                      const LimenReportOptions *options)
{
  LimenDataset *dataset = limen_analysis_get_dataset (analysis);
  const LimenPredictions *numbers = limen_dataset_get_predictions (dataset);
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *report = json_object_new ();

  json_node_take_object (root, report);
  limen_json_set_text (report, "schema", "limen-report/1");
  json_object_set_object_member (report, "input", new_input (dataset));
  json_object_set_object_member (report, "roles", new_roles (dataset));
  limen_json_set_text (report, "task", limen_task_get_name (numbers->task));
  limen_json_set_text (report, "kind", limen_kind_get_name (numbers->kind));
  limen_json_set_text (
      report, "positive",
      limen_dataset_get_class_name (dataset, numbers->positive));
  limen_json_set_text (report, "rule", "score >= threshold");
  json_object_set_array_member (report, "classes", new_classes (dataset));
  json_object_set_array_member (report, "diagnosis",
                                new_diagnosis (analysis));
  json_object_set_object_member (report, "losses", new_losses (analysis));
  json_object_set_object_member (report, "ranking", new_ranking (analysis));
  if (numbers->kind != LIMEN_KIND_SCORE)
    json_object_set_object_member (report, "calibration",
                                   new_calibration (analysis));
  json_object_set_array_member (report, "at", new_at (analysis, options));
  json_object_set_array_member (report, "optima",
                                new_optima (analysis, options));
  return limen_json_to_text (root);
}
