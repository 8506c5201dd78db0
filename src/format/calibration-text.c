/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calibration-text.h"

#include <glib/gi18n.h>

#include "calibration-estimates.h"
#include "class-calibration.h"
#include "recalibration-json.h"
#include "text-parts.h"

/* Appends a line by a translated printf() format. */
static void G_GNUC_PRINTF (2, 3)
    append_line (GString *out, const char *format, ...)
{
  va_list args;

  g_string_append (out, "  ");
  va_start (args, format);
  g_string_append_vprintf (out, format, args);
  va_end (args);
  g_string_append_c (out, '\n');
}

/* The title "Calibration (15 equal-width bins)"; a new string. */
static char *
new_title (gsize n_bins, LimenBinning binning)
{
  if (binning == LIMEN_BINNING_EQUAL_MASS)
    return g_strdup_printf (ngettext ("Calibration (%zu equal-mass bin)",
                                      "Calibration (%zu equal-mass bins)",
                                      n_bins),
                            n_bins);
  return g_strdup_printf (ngettext ("Calibration (%zu equal-width bin)",
                                    "Calibration (%zu equal-width bins)",
                                    n_bins),
                          n_bins);
}

/* The values of a calibration, with intervals unless the options ask for none.
 * FALSE when memory runs out. */
static gboolean
estimate (const LimenCalibrationDetails *details,
          const LimenPredictions *numbers, const LimenReportOptions *options,
          LimenCalibrationReport *estimates)
{
  *estimates = (LimenCalibrationReport){
    .ece = { .value = details->sums.ece },
    .mce = { .value = details->sums.mce },
    .adaptive_ece = { .value = details->adaptive_ece },
    .brier = { .value = details->sums.brier },
    .slope = { .value = details->slope.slope },
    .intercept = { .value = details->slope.intercept },
    .in_the_large = { .value = details->slope.in_the_large },
  };
  return options->intervals.n_resamples == 0
         || limen_calibration_details_estimate (
             details, numbers, &options->intervals, estimates);
}

static void
append_details (GString *out, const LimenCalibrationDetails *details,
                const LimenCalibrationReport *estimates, LimenBinning binning,
                LimenMissingIntervals *missing)
{
  const LimenCalibration *sums = &details->sums;
  g_autofree char *undefined
      = limen_calibration_describe_undefined (details->slope);
  g_autofree char *small = limen_calibration_describe_small_bins (
      details->bins, details->n_bins);
  g_autoptr (LimenTextTable) table = limen_text_table_new ();
  g_autofree char *title = new_title (details->n_bins, binning);

  limen_text_add_estimate (table, _ ("Calibration error, mean"),
                           estimates->ece, NULL, missing);
  limen_text_add_estimate (table, _ ("Calibration error, largest"),
                           estimates->mce, NULL, missing);
  limen_text_add_estimate (table, _ ("Calibration error, bins of equal mass"),
                           estimates->adaptive_ece, NULL, missing);
  limen_text_add_estimate (table, _ ("Brier score"), estimates->brier, NULL,
                           missing);
  limen_text_add_value (table, _ ("  reliability"), sums->reliability, NULL);
  limen_text_add_value (table, _ ("  - resolution"), sums->resolution, NULL);
  limen_text_add_value (table, _ ("  + uncertainty"), sums->uncertainty, NULL);
  limen_text_add_value (table, _ ("  + within bins"),
                        sums->within_variance - sums->within_covariance, NULL);
  limen_text_add_estimate (table, _ ("Slope"), estimates->slope, NULL,
                           missing);
  limen_text_add_estimate (table, _ ("Intercept"), estimates->intercept, NULL,
                           missing);
  limen_text_add_estimate (table, _ ("Intercept at slope 1"),
                           estimates->in_the_large, NULL, missing);
  limen_text_add_value (table, _ ("Expected over observed"),
                        sums->expected_over_observed, NULL);
  limen_text_append_table (out, title, table);
  if (undefined != NULL)
    append_line (out, "%s", undefined);
  if (small != NULL)
    append_line (out, "%s", small);
}

static void
add_pair (LimenTextTable *table, const char *name, double before, double after)
{
  limen_text_table_add (table, name);
  limen_text_table_add_number (table, before);
  limen_text_table_add_number (table, after);
  limen_text_table_end_row (table);
}

/* Appends why slope or intercept are undefined, if they are, and the limits of
 * the method. */
static void
append_notes (GString *out, const LimenRecalibrationTrial *trial)
{
  const char *note = limen_recalibration_trial_get_note (trial);
  g_autofree char *before
      = limen_calibration_describe_undefined (trial->before.slope);
  g_autofree char *after
      = limen_calibration_describe_undefined (trial->after.slope);

  if (before != NULL)
    append_line (out, _ ("Before: %s"), before);
  if (trial->n_folds > 0 && after != NULL)
    append_line (out, _ ("After: %s"), after);
  if (note != NULL)
    append_line (out, "%s", note);
}

static void
append_trial (GString *out, const LimenRecalibrationTrial *trial)
{
  const LimenTrialMeasures *before = &trial->before, *after = &trial->after;
  gboolean is_binary = g_str_equal (before->loss_key, "bce");
  g_autoptr (LimenTextTable) table = limen_text_table_new ();
  g_autofree char *map = limen_recalibration_trial_describe_map (trial);
  g_autofree char *title
      = trial->n_folds > 0
            /* Translators: a method with its parameters. */
            ? g_strdup_printf (
                _ ("Recalibration (%s), tested on held-out rows of %zu folds"),
                map, trial->n_folds)
            /* Translators: a method with its parameters. */
            : g_strdup_printf (
                _ ("Recalibration (%s), not tested: too few rows"), map);

  limen_text_table_add (table, "");
  limen_text_table_add (table, _ ("before"));
  limen_text_table_add (table, _ ("after"));
  limen_text_table_end_row (table);
  add_pair (table, before->loss_title, before->loss, after->loss);
  add_pair (table, before->brier_title, before->brier, after->brier);
  add_pair (table, _ ("Calibration error, mean"), before->ece, after->ece);
  add_pair (table, _ ("Calibration error, largest"), before->mce, after->mce);
  add_pair (table, _ ("Calibration error, bins of equal mass"),
            before->adaptive_ece, after->adaptive_ece);
  add_pair (table, _ ("Slope"), before->slope.slope, after->slope.slope);
  add_pair (table, _ ("Intercept"), before->slope.intercept,
            after->slope.intercept);
  if (is_binary)
    add_pair (table, _ ("ROC AUC"), before->roc_auc, after->roc_auc);
  limen_text_append_table (out, title, table);
  append_notes (out, trial);
}

/* Appends the calibration of the only class, whose values without an interval
 * are added to `missing`, and, if requested, what recalibration would improve.
 * FALSE with an error when memory runs out. */
gboolean
limen_text_append_calibration (GString *out, LimenOneVsRest *class,
                               const LimenReportOptions *options,
                               LimenMissingIntervals *missing, GError **error)
{
  const LimenPredictions *numbers = limen_one_vs_rest_get_numbers (class);
  g_autoptr (LimenCalibrationDetails) details = NULL;
  g_autoptr (LimenRecalibrationTrial) trial = NULL;
  LimenCalibrationReport estimates;

  if (limen_kind_has_probabilities (numbers->kind))
    {
      details = limen_calibration_details_new_of_class (class,
                                                        options->calibration);
      if (details == NULL || !estimate (details, numbers, options, &estimates))
        return limen_dataset_fail_memory (
            limen_one_vs_rest_get_dataset (class), N_ ("for its calibration"),
            error);
      append_details (out, details, &estimates, options->calibration.binning,
                      missing);
    }
  if (!options->has_recalibration)
    return TRUE;
  trial = limen_recalibration_trial_new (class, options->recalibration,
                                         options->calibration, NULL, NULL,
                                         NULL, error);
  if (trial == NULL)
    return FALSE;
  append_trial (out, trial);
  return TRUE;
}

static gboolean
add_class_trial (LimenTextTable *table, LimenAnalysis *analysis, gsize k,
                 const LimenReportOptions *options, GError **error)
{
  g_autoptr (LimenOneVsRest) class
      = limen_analysis_get_class (analysis, k, error);
  g_autoptr (LimenRecalibrationTrial) trial = NULL;
  g_autofree char *map = NULL;

  if (class != NULL)
    trial = limen_recalibration_trial_new (class, options->recalibration,
                                           options->calibration, NULL, NULL,
                                           NULL, error);
  if (trial == NULL)
    return FALSE;
  map = limen_recalibration_trial_describe_map (trial);
  limen_text_table_add (table, limen_one_vs_rest_get_title (class));
  limen_text_table_add (table, map);
  limen_text_table_add_number (table, trial->before.loss);
  limen_text_table_add_number (table, trial->after.loss);
  limen_text_table_add_number (table, trial->before.ece);
  limen_text_table_add_number (table, trial->after.ece);
  limen_text_table_end_row (table);
  return TRUE;
}

/* Appends the recalibration trials of the classes, a line each. FALSE with an
 * error when memory runs out. */
static gboolean
append_class_trials (GString *out, LimenAnalysis *analysis,
                     const LimenReportOptions *options, GError **error)
{
  const char *const head[]
      = { _ ("class"),     _ ("map"),        _ ("BCE before"),
          _ ("BCE after"), _ ("ECE before"), _ ("ECE after") };
  g_autoptr (LimenTextTable) table = limen_text_table_new ();

  for (guint i = 0; i < G_N_ELEMENTS (head); i++)
    limen_text_table_add (table, head[i]);
  limen_text_table_end_row (table);
  for (gsize k = 0; k < limen_analysis_get_n_classes (analysis); k++)
    if (!add_class_trial (table, analysis, k, options, error))
      return FALSE;
  limen_text_append_table (out,
                           _ ("Recalibration of each class against the rest, "
                              "tested on held-out rows"),
                           table);
  return TRUE;
}

/* Appends notes on bins with few rows: of the largest probability, and of the
 * classes. */
static void
append_small_bins (GString *out, gsize n_top, gsize n_classes)
{
  if (n_top > 0)
    append_line (out,
                 ngettext ("%zu bin of the largest probability holds fewer "
                           "than %d rows, too few to rely on",
                           "%zu bins of the largest probability hold fewer "
                           "than %d rows, too few to rely on",
                           n_top),
                 n_top, LIMEN_CALIBRATION_FEW_ROWS);
  if (n_classes > 0)
    append_line (out,
                 ngettext ("%zu bin of the classes holds fewer than %d rows, "
                           "too few to rely on",
                           "%zu bins of the classes hold fewer than %d rows, "
                           "too few to rely on",
                           n_classes),
                 n_classes, LIMEN_CALIBRATION_FEW_ROWS);
}

static gboolean
append_errors (GString *out, LimenAnalysis *analysis, LimenTopLabels *top,
               LimenCalibrationOptions options, GError **error)
{
  g_autoptr (LimenTextTable) table = limen_text_table_new ();
  gsize n_top = 0, n_classes = 0;
  double ece, classwise_ece;

  if (!limen_calibration_get_ece (limen_top_labels_get_numbers (top), options,
                                  &ece, &n_top)
      || !limen_calibration_get_classwise_ece (analysis, options,
                                               &classwise_ece, &n_classes))
    return limen_dataset_fail_memory (limen_analysis_get_dataset (analysis),
                                      N_ ("for its calibration"), error);
  limen_text_add_value (table, _ ("Largest probability"), ece, NULL);
  limen_text_add_value (table, _ ("Mean over the classes"), classwise_ece,
                        NULL);
  limen_text_append_table (out, _ ("Calibration error"), table);
  append_small_bins (out, n_top, n_classes);
  return TRUE;
}

/* Appends the calibration of several classes and, if requested, what
 * recalibration would improve. FALSE with an error when memory runs out. */
gboolean
limen_text_append_class_calibration (GString *out, LimenAnalysis *analysis,
                                     const LimenReportOptions *options,
                                     GError **error)
{
  const LimenMulticlass *multiclass = limen_analysis_get_multiclass (analysis);
  g_autoptr (LimenRecalibrationTrial) trial = NULL;

  if (multiclass->top_labels != NULL
      && !append_errors (out, analysis, multiclass->top_labels,
                         options->calibration, error))
    return FALSE;
  if (!options->has_recalibration)
    return TRUE;
  if (!append_class_trials (out, analysis, options, error))
    return FALSE;
  if (options->recalibration == LIMEN_RECALIBRATION_TEMPERATURE
      && !limen_recalibration_trial_new_temperature (
          limen_analysis_get_scores (analysis), options->calibration, &trial,
          error))
    return FALSE;
  if (trial != NULL)
    append_trial (out, trial);
  return TRUE;
}
