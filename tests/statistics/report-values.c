/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report-values.h"

#include <glib/gstdio.h>
#include <math.h>
#include <stdio.h>

#include "calibration-estimate.h"
#include "calibration.h"
#include "loss.h"
#include "proportion.h"
#include "ranking.h"
#include "report.h"

/* Metrics are also compared where costs differ. */
#define FN_COST 5.0

static const ReportValue others[N_OTHER_VALUES] = {
  { "roc-auc", LIMEN_QUANTITY_ROC_AUC, -1, 0, "ranking" },
  { "average-precision", LIMEN_QUANTITY_PR_AREA, -1, 0, "ranking" },
  { "pr-auc-trapezoid", LIMEN_QUANTITY_PR_AREA, -1, 0, "ranking" },
  { "ks", LIMEN_QUANTITY_KS, -1, 0, "ranking" },
  { "bce", LIMEN_QUANTITY_MEAN_LOSS, -1, 0, "losses" },
  { "bce-by-weight", LIMEN_QUANTITY_MEAN_LOSS, -1, 0, "losses" },
  { "brier", LIMEN_QUANTITY_MEAN_LOSS, -1, 0, "losses" },
  { "dice", LIMEN_QUANTITY_WHOLE_LOSS, -1, 0, "losses" },
  { "gap", LIMEN_QUANTITY_CALIBRATION_FIT, -1, 0, NULL },
  { "slope", LIMEN_QUANTITY_CALIBRATION_FIT, -1, 0, NULL },
  { "intercept", LIMEN_QUANTITY_CALIBRATION_FIT, -1, 0, NULL },
  { "in-the-large", LIMEN_QUANTITY_CALIBRATION_FIT, -1, 0, NULL },
  { "ece", LIMEN_QUANTITY_CALIBRATION_ERROR, -1, 0, "calibration" },
};

/* Index of the first value of the ranking, the losses and the calibration. */
enum
{
  RANKING = N_THRESHOLDS * LIMEN_N_METRICS,
  LOSSES = RANKING + 4,
  CALIBRATION = LOSSES + 4,
  ECE = CALIBRATION + 4
};

ReportValue
report_value_get (gsize i)
{
  LimenMetricId metric = (LimenMetricId) (i % LIMEN_N_METRICS);

  if (i >= RANKING)
    return others[i - RANKING];
  return (ReportValue){ limen_metric_get_info (metric)->name,
                        limen_quantity_of_metric (metric),
                        (int) (i / LIMEN_N_METRICS), metric, "at" };
}

static LimenObjective
get_view (const Population *population)
{
  LimenObjective view
      = limen_objective_new ((LimenMetric){ LIMEN_METRIC_F1, 1 }, FALSE);

  view.costs.fn_cost = FN_COST;
  if (population->situation == SITUATION_PREVALENCE)
    view.prevalence = GIVEN_PREVALENCE;
  return view;
}

/* The population in files of n rows, as counts. */
static LimenSweep *
new_sweep (const Population *population, gsize n)
{
  g_autofree double *positives = g_new (double, population->n);
  g_autofree double *negatives = g_new (double, population->n);

  for (gsize i = 0; i < population->n; i++)
    {
      positives[i] = (double) n * population->positives[i];
      negatives[i] = (double) n * population->negatives[i];
    }
  return limen_sweep_new_from_counts (population->scores, positives, negatives,
                                      population->n);
}

/* The population as weighted rows: each point positive and negative. */
typedef struct
{
  double *scores, *weights;
  guint16 *labels;
  double *columns[1];
  LimenPredictions numbers;
} WeightedRows;

static void
weighted_rows_init (WeightedRows *self, const Population *population)
{
  gsize n = population->n;

  self->scores = g_new (double, 2 * n);
  self->weights = g_new (double, 2 * n);
  self->labels = g_new (guint16, 2 * n);
  self->columns[0] = self->scores;
  for (gsize i = 0; i < n; i++)
    {
      self->scores[i] = self->scores[n + i] = population->scores[i];
      self->weights[i] = population->positives[i];
      self->weights[n + i] = population->negatives[i];
      self->labels[i] = 1;
      self->labels[n + i] = 0;
    }
  self->numbers = (LimenPredictions){ .task = LIMEN_TASK_BINARY,
                                      .kind = LIMEN_KIND_PROBABILITY,
                                      .n_rows = 2 * n,
                                      .n_classes = 2,
                                      .n_scores = 1,
                                      .positive = 1,
                                      .labels = self->labels,
                                      .scores = self->columns,
                                      .weights = self->weights };
}

static void
weighted_rows_clear (WeightedRows *self)
{
  g_free (self->scores);
  g_free (self->weights);
  g_free (self->labels);
}

static void
find_calibration (const Population *population, double gap, double *truths)
{
  WeightedRows rows;
  LimenCalibrationSlope fit;
  LimenCalibrationBin bins[LIMEN_CALIBRATION_DEFAULT_BINS];
  LimenCalibration calibration;

  weighted_rows_init (&rows, population);
  if (!limen_calibration_compute (
          LIMEN_KIND_PROBABILITY, rows.scores, rows.labels, 1, rows.weights,
          rows.numbers.n_rows, bins, G_N_ELEMENTS (bins), &calibration))
    g_error ("out of memory");
  truths[ECE] = calibration.ece;
  fit = limen_calibration_slope_compute (&rows.numbers);
  truths[CALIBRATION] = gap;
  truths[CALIBRATION + 1] = fit.slope;
  truths[CALIBRATION + 2] = fit.intercept;
  truths[CALIBRATION + 3] = fit.in_the_large;
  weighted_rows_clear (&rows);
}

/* The losses and the calibration, as sums over the points. Divided by the
 * number of rows, BCE is that of rows with weight 1 on average. */
static void
find_losses (const Population *population, double *truths)
{
  double bce = 0, brier = 0, gap = 0, weight = 0, overlap = 0, size = 0;

  for (gsize i = 0; i < population->n; i++)
    {
      double p = population->scores[i];
      double positive = population->positives[i];
      double negative = population->negatives[i];

      bce += positive * limen_loss_bce_row (p, true)
             + negative * limen_loss_bce_row (p, false);
      brier += positive * (1 - p) * (1 - p) + negative * p * p;
      gap += (positive + negative) * p - positive;
      weight += positive + negative;
      overlap += positive * p;
      size += (positive + negative) * p + positive;
    }
  truths[LOSSES] = bce;
  truths[LOSSES + 1] = bce / weight;
  truths[LOSSES + 2] = brier / weight;
  truths[LOSSES + 3] = 1 - 2 * overlap / size;
  find_calibration (population, gap / weight, truths);
}

void
report_values_get_truths (const Population *population, gsize n,
                          double truths[N_REPORT_VALUES],
                          LimenConfusion expected[N_THRESHOLDS])
{
  LimenSweep *sweep = new_sweep (population, n);
  LimenObjective view = get_view (population);
  LimenRanking ranking
      = limen_ranking_compute_at_prevalence (sweep, view.prevalence);

  for (gsize i = 0; i < RANKING; i++)
    {
      ReportValue value = report_value_get (i);

      expected[value.threshold] = limen_sweep_get_confusion (
          sweep,
          limen_sweep_find (sweep, population->thresholds[value.threshold]));
      truths[i] = limen_objective_value (
          &view, (LimenMetric){ value.metric, 1 }, expected[value.threshold]);
    }
  truths[RANKING] = ranking.roc_auc;
  truths[RANKING + 1] = ranking.average_precision;
  truths[RANKING + 2] = ranking.pr_auc_trapezoid;
  truths[RANKING + 3] = ranking.ks;
  find_losses (population, truths);
  limen_sweep_free (sweep);
}

static LimenAnalysis *
read_file (const Population *population, const char *path)
{
  const char *label[] = { "label", NULL }, *score[] = { "score", NULL };
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (LimenLossOptions) losses = limen_loss_options_new ();
  g_autoptr (LimenDataset) dataset = NULL;
  LimenAnalysis *analysis;
  GError *error = NULL;

  options->labels = g_strdupv ((GStrv) label);
  options->scores = g_strdupv ((GStrv) score);
  options->positive = g_strdup ("1");
  options->has_kind = TRUE;
  options->kind = LIMEN_KIND_PROBABILITY;
  options->no_sha256 = TRUE;
  if (population->situation == SITUATION_WEIGHTED)
    options->weight = g_strdup ("weight");
  if (population->situation == SITUATION_UNITS)
    options->unit = g_strdup ("unit");
  dataset = limen_dataset_read (path, options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  analysis = limen_analysis_new (dataset, losses, NULL, &error);
  g_assert_no_error (error);
  return analysis;
}

/* The report of a file as JSON, a new string. */
static char *
report (const Population *population, LimenAnalysis *analysis)
{
  LimenObjective view = get_view (population);
  LimenObjective objectives[LIMEN_REPORT_N_OBJECTIVES];
  g_autoptr (LimenLossOptions) losses = limen_loss_options_new ();
  LimenReportOptions options = { .thresholds = population->thresholds,
                                 .n_thresholds = N_THRESHOLDS,
                                 .objectives = objectives,
                                 .n_objectives = LIMEN_REPORT_N_OBJECTIVES,
                                 .view = &view,
                                 .losses = losses,
                                 .intervals = LIMEN_BOOTSTRAP_DEFAULT };
  GError *error = NULL;
  char *json;

  options.intervals.is_stratified
      = population->situation == SITUATION_STRATIFIED;
  limen_report_get_objectives (&view, objectives);
  json = limen_report_to_json (analysis, &options, &error);
  g_assert_no_error (error);
  return json;
}

/* The command line that gives the report of a simulated file; a new string. */
char *
report_values_get_arguments (const Population *population, const char *path)
{
  GString *line = g_string_new ("report --json --kind probability");

  g_string_append_printf (line, " --label label --score score --positive 1 %s",
                          path);
  for (int i = 0; i < N_THRESHOLDS; i++)
    g_string_append_printf (line, " --at %.17g", population->thresholds[i]);
  g_string_append_printf (line, " --fn-cost %g", FN_COST);
  if (population->situation == SITUATION_PREVALENCE)
    g_string_append_printf (line, " --prevalence %g", GIVEN_PREVALENCE);
  if (population->situation == SITUATION_STRATIFIED)
    g_string_append (line, " --stratified");
  if (population->situation == SITUATION_WEIGHTED)
    g_string_append (line, " --weight weight");
  if (population->situation == SITUATION_UNITS)
    g_string_append (line, " --unit unit");
  return g_string_free (line, FALSE);
}

static double
get_end (JsonArray *ends, guint i, double unbounded)
{
  return json_array_get_null_element (ends, i)
             ? unbounded
             : json_array_get_double_element (ends, i);
}

/* A value among others, and its interval in a member `intervals` of the
 * object; NaN if absent. */
static Reported
read_value (JsonObject *values, JsonObject *object, const char *intervals,
            const char *name)
{
  Reported result = { NAN, { NAN, NAN } };
  JsonNode *node
      = json_object_has_member (object, intervals) ? json_object_get_member (
            json_object_get_object_member (object, intervals), name)
                                                   : NULL;

  if (json_object_has_member (values, name)
      && !json_object_get_null_member (values, name))
    result.value = json_object_get_double_member (values, name);
  if (node != NULL && !JSON_NODE_HOLDS_NULL (node))
    result.interval
        = (LimenInterval){ get_end (json_node_get_array (node), 0, -INFINITY),
                           get_end (json_node_get_array (node), 1, INFINITY) };
  return result;
}

/* A value that does not depend on a threshold. The calibration holds its
 * intervals itself. */
static Reported
read_other (JsonObject *report, ReportValue value)
{
  g_autofree char *intervals = g_strconcat (value.section, "-intervals", NULL);
  JsonObject *values
      = json_object_has_member (report, value.section)
            ? json_object_get_object_member (report, value.section)
            : NULL;

  if (values == NULL)
    return (Reported){ NAN, { NAN, NAN } };
  return json_object_has_member (report, intervals)
             ? read_value (values, report, intervals, value.name)
             : read_value (values, values, "intervals", value.name);
}

void
report_values_read (JsonObject *report, Reported values[N_REPORT_VALUES])
{
  JsonArray *at = json_object_get_array_member (report, "at");

  for (gsize i = 0; i < N_REPORT_VALUES; i++)
    {
      ReportValue value = report_value_get (i);

      values[i] = (Reported){ NAN, { NAN, NAN } };
      if (value.threshold >= 0)
        {
          JsonObject *object
              = json_array_get_object_element (at, (guint) value.threshold);

          values[i]
              = read_value (json_object_get_object_member (object, "metrics"),
                            object, "intervals", value.name);
        }
      else if (value.section != NULL)
        values[i] = read_other (report, value);
    }
}

static void
estimate_calibration (LimenAnalysis *analysis, const SimulatedFile *file,
                      Reported *values)
{
  GError *error = NULL;
  g_autoptr (LimenOneVsRest) class = limen_analysis_get_class (analysis, 0,
                                                               &error);
  const LimenPredictions *numbers = limen_one_vs_rest_get_numbers (class);
  LimenCalibrationSlope fit = limen_calibration_slope_compute (numbers);
  LimenUnits units = { file->units, 0 };
  LimenCalibrationEstimates estimates;
  const LimenEstimate *const all[]
      = { &estimates.gap, &estimates.slope, &estimates.intercept,
          &estimates.in_the_large };

  if (file->units != NULL)
    units.n_units = file->units[file->n - 1] + 1;
  if (!limen_estimate_calibration (
          numbers, &fit, file->units != NULL ? &units : NULL,
          LIMEN_BOOTSTRAP_DEFAULT.confidence, &estimates))
    g_error ("out of memory");
  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    values[CALIBRATION + i] = (Reported){ all[i]->value, all[i]->interval };
}

/* Writes a text without waiting for the disk. */
static void
write_file (const char *path, const char *text)
{
  FILE *file = g_fopen (path, "w");

  if (file == NULL || fputs (text, file) < 0 || fclose (file) != 0)
    g_error ("%s cannot be written", path);
}

void
report_values_simulate (const Population *population,
                        const SimulatedFile *file, const char *path,
                        Reported values[N_REPORT_VALUES])
{
  g_autofree char *csv = simulated_file_to_csv (file);
  g_autofree char *json = NULL;
  g_autoptr (LimenAnalysis) analysis = NULL;
  g_autoptr (JsonNode) root = NULL;
  GError *error = NULL;

  write_file (path, csv);
  analysis = read_file (population, path);
  json = report (population, analysis);
  root = json_from_string (json, &error);
  g_assert_no_error (error);
  report_values_read (json_node_get_object (root), values);
  estimate_calibration (analysis, file, values);
}
