/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "recalibration-trial.h"

#include <glib/gi18n.h>
#include <math.h>

#include "decisions-only.h"
#include "loss-multiclass.h"
#include "loss.h"
#include "memory.h"
#include "report-error.h"
#include "softmax.h"

/* Probabilities within this of 0 or 1 are not mentioned. */
#define NEAR_CERTAIN 1e-6

static gsize
get_n_bins (LimenCalibrationOptions options)
{
  return options.n_bins > 0 ? options.n_bins
                            : LIMEN_RECALIBRATION_DEFAULT_BINS;
}

static LimenTrialMeasures
get_undefined_measures (const LimenPredictions *numbers)
{
  gboolean is_weighted = numbers->weights != NULL;

  return (LimenTrialMeasures){
    .loss_key = "bce",
    .loss_title = is_weighted ? _ ("BCE (mean by rows)") : _ ("BCE (mean)"),
    .brier_title
    = is_weighted ? _ ("Brier (mean by weight)") : _ ("Brier (mean)"),
    .loss = NAN,
    .brier = NAN,
    .ece = NAN,
    .mce = NAN,
    .adaptive_ece = NAN,
    .slope = LIMEN_CALIBRATION_SLOPE_NONE,
    .expected_over_observed = NAN,
    .roc_auc = NAN,
  };
}

/* Checks whether a method takes these scores. FALSE with an error if not. */
gboolean
limen_recalibration_check (LimenRecalibrationMethod method,
                           LimenThresholdScores *scores, GError **error)
{
  const LimenPredictions *numbers
      = limen_threshold_scores_get_numbers (scores);
  g_autofree char *remedy = NULL;

  if (limen_threshold_scores_get_n_classes (scores) == 0)
    return limen_report_fail (
        error, LIMEN_REPORT_ERROR_OPTIONS,
        "a regression has no probabilities to recalibrate");
  if (limen_recalibration_method_takes (method, numbers->kind))
    return TRUE;
  remedy = limen_decisions_describe_remedy ();
  if (!limen_kind_has_thresholds (numbers->kind))
    return limen_report_fail (error, LIMEN_REPORT_ERROR_OPTIONS,
                              /* Translators: the text says what to do */
                              "decisions cannot be recalibrated; %s", remedy);
  return limen_report_fail (
      error, LIMEN_REPORT_ERROR_OPTIONS,
      /* Translators: %s is the name of a method, such as "beta". */
      "%s recalibration needs probabilities or logits, but the file has plain "
      "scores; use platt, isotonic or histogram",
      limen_recalibration_method_get_name (method));
}

/* Binary */

/* Measures Brier score, calibration errors and slope. FALSE when memory runs
 * out. */
static gboolean
take_details (LimenTrialMeasures *measures, const LimenPredictions *numbers,
              const LimenSweep *sweep, LimenCalibrationOptions options)
{
  g_autoptr (LimenCalibrationDetails) details
      = limen_calibration_details_new (numbers, sweep, options);

  if (details == NULL)
    return FALSE;
  measures->brier = details->sums.brier;
  measures->ece = details->sums.ece;
  measures->mce = details->sums.mce;
  measures->expected_over_observed = details->sums.expected_over_observed;
  measures->adaptive_ece = details->adaptive_ece;
  measures->slope = details->slope;
  return TRUE;
}

/* Measures all of `measures` on a binary task with its sweep. FALSE when
 * memory runs out. */
static gboolean
measure (const LimenPredictions *numbers, const LimenSweep *sweep,
         LimenCalibrationOptions options, LimenTrialMeasures *measures)
{
  measures->loss = limen_loss_bce (numbers, 1).mean;
  measures->roc_auc = limen_ranking_compute (sweep).roc_auc;
  return take_details (measures, numbers, sweep, options);
}

/* Measures all of `measures` on a binary task with these probabilities in
 * place of its scores, by building their sweep. FALSE when memory runs out. */
static gboolean
measure_probabilities (const LimenPredictions *numbers, double *probabilities,
                       LimenCalibrationOptions options,
                       LimenTrialMeasures *measures)
{
  LimenPredictions calibrated = *numbers;
  LimenSweep *sweep = limen_sweep_new (
      probabilities, numbers->labels, numbers->positive, numbers->weights,
      numbers->n_rows);
  gboolean has_memory;

  if (sweep == NULL)
    return FALSE;
  calibrated.kind = LIMEN_KIND_PROBABILITY;
  calibrated.is_reversed = FALSE;
  calibrated.scores = &probabilities;
  has_memory = measure (&calibrated, sweep, options, measures);
  limen_sweep_free (sweep);
  return has_memory;
}

/* Steps of progress: fit, measures before, each fold, measures after. */
#define N_STEPS (3 + LIMEN_RECALIBRATION_DEFAULT_FOLDS)

/* Progress reporting and cancellation of a trial. */
typedef struct
{
  LimenTrialProgressFunc progress;
  gpointer data;
  GCancellable *cancellable;
  guint n_done;
} Progress;

static void
step (Progress *progress_state)
{
  progress_state->n_done++;
  if (progress_state->progress != NULL)
    progress_state->progress ((double) progress_state->n_done / N_STEPS,
                              progress_state->data);
}

static gboolean
is_cancelled (const Progress *progress_state)
{
  return g_cancellable_is_cancelled (progress_state->cancellable);
}

/* Called before each fold. */
static bool
fold_cb (void *progress_state)
{
  step (progress_state);
  return is_cancelled (progress_state);
}

static gboolean
fail_memory (LimenDataset *dataset, GError **error)
{
  return limen_dataset_fail_memory (
      dataset, N_ ("to try a recalibration of its rows"), error);
}

/* Fits the map and cross-fits it, until cancelled. FALSE when memory runs
 * out. */
static gboolean
try_map (LimenRecalibrationTrial *self, const LimenPredictions *numbers,
         const LimenSweep *sweep, LimenCalibrationOptions options,
         Progress *progress_state)
{
  gsize n_bins = get_n_bins (options);
  LimenStatus status;

  if (limen_recalibration_fit (self->method, numbers, n_bins, &self->map)
      == LIMEN_NO_MEMORY)
    return FALSE;
  step (progress_state);
  if (is_cancelled (progress_state))
    return TRUE;
  if (!measure (numbers, sweep, options, &self->before))
    return FALSE;
  if (self->map == NULL)
    return TRUE;
  self->cross_fitted = g_try_new (double, numbers->n_rows + 1);
  if (self->cross_fitted == NULL)
    return FALSE;
  status = limen_recalibration_cross_fit (
      self->method, numbers, n_bins, LIMEN_RECALIBRATION_DEFAULT_FOLDS,
      LIMEN_RECALIBRATION_SEED, fold_cb, progress_state, self->cross_fitted,
      &self->n_folds);
  if (status != LIMEN_OK)
    {
      self->n_folds = 0;
      g_clear_pointer (&self->cross_fitted, g_free);
      return status != LIMEN_NO_MEMORY;
    }
  step (progress_state);
  if (!measure_probabilities (numbers, self->cross_fitted, options,
                              &self->after))
    return FALSE;
  step (progress_state);
  return TRUE;
}

/* Tries a recalibration method on the rows of a class; a histogram has as many
 * bins as the calibration. Takes a sort per fold. Undefined results are NaN,
 * as are those not reached before cancellation. `progress` may be NULL. Free
 * with limen_recalibration_trial_free(); NULL with an error when memory runs
 * out. */
LimenRecalibrationTrial *
limen_recalibration_trial_new (LimenOneVsRest *class,
                               LimenRecalibrationMethod method,
                               LimenCalibrationOptions options,
                               LimenTrialProgressFunc progress, gpointer data,
                               GCancellable *cancellable, GError **error)
{
  g_autoptr (LimenRecalibrationTrial) self
      = g_new0 (LimenRecalibrationTrial, 1);
  Progress progress_state = { progress, data, cancellable, 0 };

  self->method = method;
  self->temperature = (LimenTemperature){ NAN, -INFINITY };
  self->before = self->after
      = get_undefined_measures (limen_one_vs_rest_get_numbers (class));
  if (try_map (self, limen_one_vs_rest_get_numbers (class),
               limen_one_vs_rest_get_sweep (class), options, &progress_state))
    return g_steal_pointer (&self);
  fail_memory (limen_one_vs_rest_get_dataset (class), error);
  return NULL;
}

/* Multiclass */

/* Allocates a column of logits per class. When memory runs out, the column
 * that failed and all after it are NULL. Free with free_columns(). */
static double **
new_columns (const LimenPredictions *numbers)
{
  double **columns = g_new0 (double *, numbers->n_scores + 1);

  for (gsize k = 0; k < numbers->n_scores; k++)
    {
      columns[k] = g_try_new (double, numbers->n_rows + 1);
      if (columns[k] == NULL)
        break;
    }
  return columns;
}

static void
free_columns (double **columns)
{
  for (gsize k = 0; columns[k] != NULL; k++)
    g_free (columns[k]);
  g_free (columns);
}

/* Divides the logits of each row by its temperature; NULL: by 1. */
static void
apply_temperatures (const LimenPredictions *numbers,
                    const LimenTemperature *temperatures, double **columns)
{
  for (gsize k = 0; k < numbers->n_scores; k++)
    for (gsize i = 0; i < numbers->n_rows; i++)
      columns[k][i] = limen_temperature_apply (
          temperatures != NULL ? temperatures[i] : LIMEN_TEMPERATURE_IDENTITY,
          numbers->kind, numbers->scores[k][i]);
}

/* Converts the logits to probabilities in place and measures them; *top
 * receives the top labels. FALSE with an error when memory runs out. */
static gboolean
measure_classes (const LimenPredictions *numbers, double **columns,
                 LimenCalibrationOptions options, const char *path,
                 LimenTrialMeasures *measures, LimenTopLabels **top,
                 GError **error)
{
  const LimenCrossEntropyOptions defaults = { 0 };
  LimenPredictions scaled = *numbers;

  scaled.kind = LIMEN_KIND_LOGIT;
  scaled.scores = columns;
  scaled.targets = NULL;
  measures->loss_key = "cross-entropy";
  measures->loss_title
      = numbers->weights != NULL ? _ ("CE (mean by weight)") : _ ("CE (mean)");
  measures->loss = limen_loss_cross_entropy (&scaled, &defaults).mean;
  limen_softmax_columns (&scaled, 0, scaled.n_rows, columns);
  scaled.kind = LIMEN_KIND_PROBABILITY;
  *top = limen_top_labels_new (&scaled, path, error);
  if (*top == NULL)
    return FALSE;
  if (!take_details (measures, limen_top_labels_get_numbers (*top), NULL,
                     options))
    return limen_memory_fail (path, N_ ("for the calibration of its classes"),
                              error);
  measures->brier = limen_loss_brier_multiclass (&scaled).mean;
  return TRUE;
}

/* Measures cross-fitted temperatures. FALSE with an error when memory runs
 * out. */
static gboolean
try_temperature (LimenRecalibrationTrial *self, LimenDataset *dataset,
                 double **columns, LimenCalibrationOptions options,
                 GError **error)
{
  const LimenPredictions *numbers = limen_dataset_get_predictions (dataset);
  const char *path = limen_dataset_get_path (dataset);
  g_autofree LimenTemperature *temperatures
      = g_try_new (LimenTemperature, numbers->n_rows + 1);
  LimenStatus status;

  if (temperatures == NULL || columns[numbers->n_scores - 1] == NULL)
    return fail_memory (dataset, error);
  apply_temperatures (numbers, NULL, columns);
  if (!measure_classes (numbers, columns, options, path, &self->before,
                        &self->top_before, error))
    return FALSE;
  status = limen_temperature_cross_fit (
      numbers, LIMEN_RECALIBRATION_DEFAULT_FOLDS, LIMEN_RECALIBRATION_SEED,
      temperatures, &self->n_folds);
  if (status == LIMEN_NO_MEMORY)
    return fail_memory (dataset, error);
  if (status == LIMEN_UNDEFINED)
    {
      self->n_folds = 0;
      return TRUE;
    }
  apply_temperatures (numbers, temperatures, columns);
  return measure_classes (numbers, columns, options, path, &self->after,
                          &self->top_after, error);
}

/* Tries temperature scaling of all classes; the calibration is that of the
 * largest probability. *trial is NULL unless exactly one of several classes is
 * true, and for plain scores and decisions. FALSE with an error when memory
 * runs out. */
gboolean
limen_recalibration_trial_new_temperature (LimenThresholdScores *scores,
                                           LimenCalibrationOptions options,
                                           LimenRecalibrationTrial **trial,
                                           GError **error)
{
  LimenDataset *dataset = limen_threshold_scores_get_dataset (scores);
  const LimenPredictions *numbers = limen_dataset_get_predictions (dataset);
  g_autoptr (LimenRecalibrationTrial) self
      = g_new0 (LimenRecalibrationTrial, 1);
  LimenStatus status = limen_temperature_fit (numbers, &self->temperature);
  double **columns;
  gboolean is_done;

  *trial = NULL;
  if (status != LIMEN_OK)
    return status == LIMEN_UNDEFINED || fail_memory (dataset, error);
  self->method = LIMEN_RECALIBRATION_TEMPERATURE;
  self->before = self->after = get_undefined_measures (numbers);
  columns = new_columns (numbers);
  is_done = try_temperature (self, dataset, columns, options, error);
  free_columns (columns);
  if (is_done)
    *trial = g_steal_pointer (&self);
  return is_done;
}

/* Formats a number with a decimal point, in any locale, into a buffer of
 * G_ASCII_DTOSTR_BUF_SIZE; returns it. */
static const char *
format_number (char *buffer, double value)
{
  return g_ascii_formatd (buffer, G_ASCII_DTOSTR_BUF_SIZE, "%.6g", value);
}

/* Appends the probabilities that scores of exactly 0 and 1 map to, except
 * those within rounding of 0 or 1. */
static void
append_range (GString *text, LimenRecalibrationRange range)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (range.least > NEAR_CERTAIN)
    g_string_append_printf (text, _ ("; a score of 0 becomes %s"),
                            format_number (number, range.least));
  if (range.most < 1 - NEAR_CERTAIN)
    g_string_append_printf (text, _ ("; a score of 1 becomes %s"),
                            format_number (number, range.most));
}

/* Returns a description of the map, such as "platt, a 1.31, b -0.2" or
 * "temperature 1.5", in the user's language, as a new string. */
char *
limen_recalibration_trial_describe_map (const LimenRecalibrationTrial *self)
{
  const char *name = limen_recalibration_method_get_name (self->method);
  gsize n = limen_recalibration_method_get_n_parameters (self->method);
  GString *text = g_string_new (name);
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isnan (self->temperature.temperature))
    g_string_append_printf (
        text, " %s", format_number (number, self->temperature.temperature));
  if (self->temperature.floor > -LIMEN_LOGIT_BOUND)
    g_string_append_printf (
        text, _ ("; a score of 0 counts as %s"),
        format_number (number, exp (self->temperature.floor)));
  if (self->map == NULL)
    return g_string_free (text, FALSE);
  for (gsize i = 0; i < n; i++)
    {
      if (n > 1)
        g_string_append_printf (
            text, ", %s",
            limen_recalibration_method_get_parameter_name (self->method, i));
      g_string_append_printf (
          text, " %s",
          format_number (number,
                         limen_recalibration_get_parameter (self->map, i)));
    }
  append_range (text, limen_recalibration_get_range (self->map));
  if (n == 0)
    g_string_append_printf (
        text,
        ngettext (", %zu knot", ", %zu knots",
                  limen_recalibration_get_n_knots (self->map)),
        limen_recalibration_get_n_knots (self->map));
  return g_string_free (text, FALSE);
}

/* Maps a threshold on scores to one on probabilities; NaN if the map is not
 * monotone or missing. */
double
limen_recalibration_trial_map_threshold (const LimenRecalibrationTrial *self,
                                         double threshold)
{
  if (self->map == NULL || !limen_recalibration_is_monotone (self->map))
    return NAN;
  return threshold == INFINITY
             ? INFINITY
             : limen_recalibration_apply (self->map, threshold);
}

/* Frees a trial with its map. NULL is ignored. */
void
limen_recalibration_trial_free (LimenRecalibrationTrial *self)
{
  if (self == NULL)
    return;
  limen_recalibration_free (self->map);
  limen_top_labels_free (self->top_before);
  limen_top_labels_free (self->top_after);
  g_free (self->cross_fitted);
  g_free (self);
}
