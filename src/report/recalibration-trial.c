#include "recalibration-trial.h"

#include <math.h>

#include "loss-multiclass.h"
#include "loss.h"
#include "report-error.h"
#include "softmax.h"

#define NEAR_CERTAIN 1e-6

static gsize
get_n_bins (LimenCalibrationOptions options)
{
  return options.n_bins > 0 ? options.n_bins
                            : LIMEN_RECALIBRATION_DEFAULT_BINS;
}

static LimenTrialFigures
get_no_figures (const LimenPredictions *numbers)
{
  gboolean is_weighted = numbers->weights != NULL;

  return (LimenTrialFigures){
    .loss_key = "bce",
    .loss_title = is_weighted ? "BCE (mean by rows)" : "BCE (mean)",
    .brier_title = is_weighted ? "Brier (mean by weight)" : "Brier (mean)",
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

/* FALSE with an error where a method cannot do with what the scores are. */
gboolean
limen_recalibration_check (LimenRecalibrationMethod method,
                           LimenThresholdScores *scores, GError **error)
{
  const LimenPredictions *numbers
      = limen_threshold_scores_get_numbers (scores);

  if (limen_threshold_scores_get_n_classes (scores) == 0)
    {
      g_set_error_literal (error, LIMEN_REPORT_ERROR,
                           LIMEN_REPORT_ERROR_OPTIONS,
                           "a regression has no probabilities to recalibrate");
      return FALSE;
    }
  if (limen_recalibration_method_takes (method, numbers->kind))
    return TRUE;
  g_set_error (error, LIMEN_REPORT_ERROR, LIMEN_REPORT_ERROR_OPTIONS,
               "%s recalibration is for probabilities and logits, and these "
               "are plain scores; platt, isotonic and histogram take them",
               limen_recalibration_method_get_name (method));
  return FALSE;
}

/* Binary */

static double
get_bce (const LimenPredictions *numbers)
{
  const double *scores = numbers->scores[0];

  switch (numbers->kind)
    {
    case LIMEN_KIND_LOGIT:
      return limen_loss_bce_with_logits (scores, numbers->labels,
                                         numbers->positive, numbers->weights,
                                         numbers->n_rows, 1)
          .mean;
    case LIMEN_KIND_LOG_PROBABILITY:
      return limen_loss_bce_from_log (scores, numbers->labels,
                                      numbers->positive, numbers->weights,
                                      numbers->n_rows)
          .mean;
    case LIMEN_KIND_PROBABILITY:
      return limen_loss_bce (scores, numbers->labels, numbers->positive,
                             numbers->weights, numbers->n_rows)
          .mean;
    case LIMEN_KIND_SCORE:
    default:
      return NAN;
    }
}

static void
take_details (LimenTrialFigures *figures, const LimenPredictions *numbers,
              const LimenSweep *sweep, LimenCalibrationOptions options)
{
  g_autoptr (LimenCalibrationDetails) details
      = limen_calibration_details_new (numbers, sweep, options);

  figures->brier = details->sums.brier;
  figures->ece = details->sums.ece;
  figures->mce = details->sums.mce;
  figures->expected_over_observed = details->sums.expected_over_observed;
  figures->adaptive_ece = details->adaptive_ece;
  figures->slope = details->slope;
}

static LimenTrialFigures
measure (const LimenPredictions *numbers, const LimenSweep *sweep,
         LimenCalibrationOptions options)
{
  LimenTrialFigures figures = get_no_figures (numbers);

  take_details (&figures, numbers, sweep, options);
  figures.loss = get_bce (numbers);
  figures.roc_auc = limen_ranking_compute (sweep).roc_auc;
  return figures;
}

/* The same of other probabilities. */
static LimenTrialFigures
measure_probabilities (const LimenPredictions *numbers,
                       double *probabilities, LimenCalibrationOptions options)
{
  LimenPredictions calibrated = *numbers;
  LimenSweep *sweep = limen_sweep_new (
      probabilities, numbers->labels, numbers->positive, numbers->weights,
      numbers->n_rows);
  LimenTrialFigures figures = get_no_figures (numbers);

  if (sweep == NULL)
    return figures;
  calibrated.kind = LIMEN_KIND_PROBABILITY;
  calibrated.scores = &probabilities;
  figures = measure (&calibrated, sweep, options);
  limen_sweep_free (sweep);
  return figures;
}

/* Fitted, measured before, each fold, measured after. */
#define N_STEPS (3 + LIMEN_RECALIBRATION_DEFAULT_FOLDS)

/* Who is told how far a trial is, and may end it. */
typedef struct
{
  LimenTrialProgressFunc progress;
  gpointer data;
  GCancellable *cancellable;
  guint n_done;
} Watch;

static void
step (Watch *watch)
{
  watch->n_done++;
  if (watch->progress != NULL)
    watch->progress ((double) watch->n_done / N_STEPS, watch->data);
}

static gboolean
is_cancelled (const Watch *watch)
{
  return g_cancellable_is_cancelled (watch->cancellable);
}

/* Before each fold. */
static bool
fold_cb (void *watch)
{
  step (watch);
  return is_cancelled (watch);
}

/* Tries a method on the rows of a class, with as many bins for a histogram as
 * for the calibration. Takes the time of a sort for each fold. What is
 * undefined, and what memory does not suffice for, is NaN; so is what there
 * was no time for before it was cancelled. Free with
 * limen_recalibration_trial_free(). Progress (NULL: nobody hears of it) is
 * told. */
LimenRecalibrationTrial *
limen_recalibration_trial_new (LimenOneVsRest *class,
                               LimenRecalibrationMethod method,
                               LimenCalibrationOptions options,
                               LimenTrialProgressFunc progress, gpointer data,
                               GCancellable *cancellable)
{
  const LimenPredictions *numbers = limen_one_vs_rest_get_numbers (class);
  LimenRecalibrationTrial *self = g_new0 (LimenRecalibrationTrial, 1);
  g_autofree double *probabilities
      = g_try_new (double, numbers->n_rows + 1);
  Watch watch = { progress, data, cancellable, 0 };

  self->method = method;
  self->temperature = (LimenTemperature){ NAN, -INFINITY };
  self->before = self->after = get_no_figures (numbers);
  self->map
      = limen_recalibration_fit (method, numbers, get_n_bins (options));
  step (&watch);
  if (is_cancelled (&watch))
    return self;
  self->before
      = measure (numbers, limen_one_vs_rest_get_sweep (class), options);
  if (self->map != NULL && probabilities != NULL)
    self->n_folds = limen_recalibration_cross_fit (
        method, numbers, get_n_bins (options),
        LIMEN_RECALIBRATION_DEFAULT_FOLDS, LIMEN_RECALIBRATION_SEED,
        fold_cb, &watch, probabilities);
  if (self->n_folds > 0)
    {
      step (&watch);
      self->after = measure_probabilities (numbers, probabilities, options);
      self->cross_fitted = g_steal_pointer (&probabilities);
      step (&watch);
    }
  return self;
}

/* Several classes */

/* Logits of every class, of our own. */
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

/* The logits of each row over its temperature; NULL: as they are. */
static void
temper (const LimenPredictions *numbers, const LimenTemperature *temperatures,
        double **columns)
{
  for (gsize k = 0; k < numbers->n_scores; k++)
    for (gsize i = 0; i < numbers->n_rows; i++)
      columns[k][i] = limen_temperature_apply (
          temperatures != NULL ? temperatures[i] : LIMEN_TEMPERATURE_IDENTITY,
          numbers->kind, numbers->scores[k][i]);
}

/* Turns the logits into probabilities in their place, whose top labels go to
 * *top. */
static LimenTrialFigures
measure_classes (const LimenPredictions *numbers, double **columns,
                 LimenCalibrationOptions options, LimenTopLabels **top)
{
  const LimenCrossEntropyOptions defaults = { 0 };
  LimenPredictions tempered = *numbers;
  LimenTrialFigures figures = get_no_figures (numbers);

  tempered.kind = LIMEN_KIND_LOGIT;
  tempered.scores = columns;
  tempered.targets = NULL;
  figures.loss_key = "cross-entropy";
  figures.loss_title
      = numbers->weights != NULL ? "CE (mean by weight)" : "CE (mean)";
  figures.loss = limen_loss_cross_entropy (&tempered, &defaults).mean;
  limen_softmax_columns (&tempered, 0, tempered.n_rows, columns);
  tempered.kind = LIMEN_KIND_PROBABILITY;
  *top = limen_top_labels_new (&tempered, NULL, NULL);
  if (*top != NULL)
    take_details (&figures, limen_top_labels_get_numbers (*top), NULL,
                  options);
  figures.brier = limen_loss_brier_multiclass (&tempered).mean;
  return figures;
}

/* Tries one temperature for the logits of all classes; the calibration is that
 * of the largest probability. NULL for other tasks than one class of several,
 * for plain scores, and when memory runs out. */
LimenRecalibrationTrial *
limen_recalibration_trial_new_temperature (LimenThresholdScores *scores,
                                           LimenCalibrationOptions options)
{
  const LimenPredictions *numbers = limen_dataset_get_predictions (
      limen_threshold_scores_get_dataset (scores));
  LimenTemperature temperature = limen_temperature_fit (numbers);
  LimenRecalibrationTrial *self;
  g_autofree LimenTemperature *temperatures = NULL;
  double **columns;

  if (isnan (temperature.temperature))
    return NULL;
  self = g_new0 (LimenRecalibrationTrial, 1);
  self->method = LIMEN_RECALIBRATION_TEMPERATURE;
  self->temperature = temperature;
  self->before = self->after = get_no_figures (numbers);
  temperatures = g_try_new (LimenTemperature, numbers->n_rows + 1);
  columns = new_columns (numbers);
  if (temperatures != NULL && columns[numbers->n_scores - 1] != NULL)
    {
      temper (numbers, NULL, columns);
      self->before
          = measure_classes (numbers, columns, options, &self->top_before);
      self->n_folds = limen_temperature_cross_fit (
          numbers, LIMEN_RECALIBRATION_DEFAULT_FOLDS,
          LIMEN_RECALIBRATION_SEED, temperatures);
    }
  if (self->n_folds > 0)
    {
      temper (numbers, temperatures, columns);
      self->after
          = measure_classes (numbers, columns, options, &self->top_after);
    }
  free_columns (columns);
  return self;
}

/* After a blank, with a point in any locale. */
static void
append_number (GString *text, double value)
{
  char number[64];

  g_string_append_printf (
      text, " %s", g_ascii_formatd (number, sizeof number, "%.6g", value));
}

/* What scores of exactly 0 and 1 become, where the map says so; a share that
 * is not to be told from 0 or 1 is left out. */
static void
append_range (GString *text, LimenRecalibrationRange range)
{
  if (range.least > NEAR_CERTAIN)
    {
      g_string_append (text, "; a score of 0 becomes");
      append_number (text, range.least);
    }
  if (range.most < 1 - NEAR_CERTAIN)
    {
      g_string_append (text, "; a score of 1 becomes");
      append_number (text, range.most);
    }
}

/* What the map is, such as "platt, a 1.31, b -0.2" or "temperature 1.5"; a new
 * string. */
char *
limen_recalibration_trial_describe_map (const LimenRecalibrationTrial *self)
{
  const char *name = limen_recalibration_method_get_name (self->method);
  gsize n = limen_recalibration_method_get_n_parameters (self->method);
  GString *text = g_string_new (name);

  if (!isnan (self->temperature.temperature))
    append_number (text, self->temperature.temperature);
  if (self->temperature.floor > -LIMEN_LOGIT_BOUND)
    {
      g_string_append (text, "; a score of 0 counts as");
      append_number (text, exp (self->temperature.floor));
    }
  if (self->map == NULL)
    return g_string_free (text, FALSE);
  for (gsize i = 0; i < n; i++)
    {
      if (n > 1)
        g_string_append_printf (
            text, ", %s",
            limen_recalibration_method_get_parameter_name (self->method, i));
      append_number (text, limen_recalibration_get_parameter (self->map, i));
    }
  append_range (text, limen_recalibration_get_range (self->map));
  if (n == 0)
    g_string_append_printf (text, ", %" G_GSIZE_FORMAT " knots",
                            limen_recalibration_get_n_knots (self->map));
  return g_string_free (text, FALSE);
}

/* The threshold for the probabilities that the map makes; NaN where there is
 * none, since it falls somewhere. */
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

/* Frees it; NULL is nothing. */
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
