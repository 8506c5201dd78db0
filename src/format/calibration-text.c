/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calibration-text.h"

#include "class-calibration.h"
#include "recalibration-json.h"
#include "text-parts.h"

/* Appends a line, prefixed by `when`, on why slope or intercept are undefined,
 * if they are. */
static void
append_undefined (GString *out, const char *when, LimenCalibrationSlope slope)
{
  g_autofree char *text = limen_calibration_describe_undefined (slope);

  if (text != NULL)
    g_string_append_printf (out, "  %s%s\n", when, text);
}

static void
append_details (GString *out, const LimenCalibrationDetails *details,
                LimenBinning binning)
{
  const LimenCalibration *sums = &details->sums;
  g_autofree char *small = limen_calibration_describe_small_bins (
      details->bins, details->n_bins);
  g_autoptr (LimenTextTable) table = limen_text_table_new ();
  g_autofree char *title
      = g_strdup_printf ("Calibration (%" G_GSIZE_FORMAT " %s bins)",
                         details->n_bins, limen_binning_get_name (binning));

  limen_text_add_value (table, "Calibration error, mean", sums->ece, NULL);
  limen_text_add_value (table, "Calibration error, largest", sums->mce, NULL);
  limen_text_add_value (table, "Calibration error, bins of equal mass",
                        details->adaptive_ece, NULL);
  limen_text_add_value (table, "Brier score", sums->brier, NULL);
  limen_text_add_value (table, "  reliability", sums->reliability, NULL);
  limen_text_add_value (table, "  - resolution", sums->resolution, NULL);
  limen_text_add_value (table, "  + uncertainty", sums->uncertainty, NULL);
  limen_text_add_value (table, "  + within bins",
                        sums->within_variance - sums->within_covariance, NULL);
  limen_text_add_value (table, "Slope", details->slope.slope, NULL);
  limen_text_add_value (table, "Intercept", details->slope.intercept, NULL);
  limen_text_add_value (table, "Intercept at slope 1",
                        details->slope.in_the_large, NULL);
  limen_text_add_value (table, "Expected over observed",
                        sums->expected_over_observed, NULL);
  limen_text_append_table (out, title, table);
  append_undefined (out, "", details->slope);
  if (small != NULL)
    g_string_append_printf (out, "  %s\n", small);
}

static void
add_pair (LimenTextTable *table, const char *name, double before, double after)
{
  limen_text_table_add (table, name);
  limen_text_table_add_number (table, before);
  limen_text_table_add_number (table, after);
  limen_text_table_end_row (table);
}

static void
append_trial (GString *out, const LimenRecalibrationTrial *trial)
{
  const LimenTrialFigures *before = &trial->before, *after = &trial->after;
  const char *note = limen_recalibration_trial_get_note (trial);
  gboolean is_binary = g_str_equal (before->loss_key, "bce");
  g_autoptr (LimenTextTable) table = limen_text_table_new ();
  g_autofree char *map = limen_recalibration_trial_describe_map (trial);
  g_autofree char *title
      = trial->n_folds > 0
            ? g_strdup_printf ("Recalibration (%s), tested on held-out rows "
                               "of %" G_GSIZE_FORMAT " folds",
                               map, trial->n_folds)
            : g_strdup_printf ("Recalibration (%s), not tested: too few "
                               "rows",
                               map);

  limen_text_table_add (table, "");
  limen_text_table_add (table, "before");
  limen_text_table_add (table, "after");
  limen_text_table_end_row (table);
  add_pair (table, before->loss_title, before->loss, after->loss);
  add_pair (table, before->brier_title, before->brier, after->brier);
  add_pair (table, "Calibration error, mean", before->ece, after->ece);
  add_pair (table, "Calibration error, largest", before->mce, after->mce);
  add_pair (table, "Calibration error, bins of equal mass",
            before->adaptive_ece, after->adaptive_ece);
  add_pair (table, "Slope", before->slope.slope, after->slope.slope);
  add_pair (table, "Intercept", before->slope.intercept,
            after->slope.intercept);
  if (is_binary)
    add_pair (table, "ROC AUC", before->roc_auc, after->roc_auc);
  limen_text_append_table (out, title, table);
  append_undefined (out, "Before: ", before->slope);
  if (trial->n_folds > 0)
    append_undefined (out, "After: ", after->slope);
  if (note != NULL)
    g_string_append_printf (out, "  %s\n", note);
}

/* Appends the calibration of the only class and, if requested, what
 * recalibration would improve. FALSE with an error when memory runs out. */
gboolean
limen_text_append_calibration (GString *out, LimenOneVsRest *class,
                               const LimenReportOptions *options,
                               GError **error)
{
  const LimenPredictions *numbers = limen_one_vs_rest_get_numbers (class);
  g_autoptr (LimenCalibrationDetails) details = NULL;
  g_autoptr (LimenRecalibrationTrial) trial = NULL;

  if (limen_kind_has_probabilities (numbers->kind))
    {
      details = limen_calibration_details_new_of_class (class,
                                                        options->calibration);
      if (details == NULL)
        return limen_dataset_fail_memory (
            limen_one_vs_rest_get_dataset (class), "for its calibration",
            error);
      append_details (out, details, options->calibration.binning);
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
  limen_text_table_add (table, limen_one_vs_rest_get_name (class));
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
  static const char *const head[]
      = { "class", "map", "BCE", "after", "ECE", "after" };
  g_autoptr (LimenTextTable) table = limen_text_table_new ();

  for (guint i = 0; i < G_N_ELEMENTS (head); i++)
    limen_text_table_add (table, head[i]);
  limen_text_table_end_row (table);
  for (gsize k = 0; k < limen_analysis_get_n_classes (analysis); k++)
    if (!add_class_trial (table, analysis, k, options, error))
      return FALSE;
  limen_text_append_table (out,
                           "Recalibration of each class against the rest, "
                           "tested on held-out rows",
                           table);
  return TRUE;
}

static void
append_small_bins (GString *out, const char *whose, gsize n)
{
  if (n > 0)
    g_string_append_printf (out,
                            "  %" G_GSIZE_FORMAT " bin%s of %s hold%s fewer "
                            "than %d rows, too few to rely on\n",
                            n, n == 1 ? "" : "s", whose, n == 1 ? "s" : "",
                            LIMEN_CALIBRATION_FEW_ROWS);
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
                                      "for its calibration", error);
  limen_text_add_value (table, "Largest probability", ece, NULL);
  limen_text_add_value (table, "Mean over the classes", classwise_ece, NULL);
  limen_text_append_table (out, "Calibration error", table);
  append_small_bins (out, "the largest probability", n_top);
  append_small_bins (out, "the classes", n_classes);
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
