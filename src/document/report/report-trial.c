/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report-builder.h"

/* Descriptions of the methods. */
static const char *const words[] = {
  [LIMEN_RECALIBRATION_TEMPERATURE]
  = "Temperature scaling: probability = sigmoid (logit / temperature). A "
    "temperature above 1 makes probabilities less confident, one below 1 "
    "more confident; the ranking of the rows does not change.",
  [LIMEN_RECALIBRATION_PLATT]
  = "Platt scaling: probability = sigmoid (a \302\267 score + b), with the "
    "score as given in the file.",
  [LIMEN_RECALIBRATION_BETA]
  = "Beta calibration: probability = sigmoid (a \302\267 log p \342\210\222 "
    "b \302\267 log (1 \342\210\222 p) + c), with p the probability in the "
    "file.",
  [LIMEN_RECALIBRATION_ISOTONIC]
  = "Isotonic regression: the non-decreasing map with the least squared "
    "error; linear between its knots, constant beyond them.",
  [LIMEN_RECALIBRATION_HISTOGRAM]
  = "Histogram binning: the share of positives in each of several bins of "
    "equal mass. The share of a bin applies from its knot up to the next.",
};

G_STATIC_ASSERT (G_N_ELEMENTS (words) == LIMEN_N_RECALIBRATIONS);

static void
add_both (LimenDocumentTable *table, const char *title, double before,
          double after)
{
  limen_document_table_add (table, title);
  limen_document_table_add_number (table, before);
  limen_document_table_add_number (table, after);
}

/* Adds a note on why slope or intercept are undefined, if they are. */
static void
add_undefined (LimenReportBuilder *self, const char *when,
               LimenCalibrationSlope slope)
{
  g_autofree char *text = limen_calibration_describe_undefined (slope);

  if (text != NULL)
    limen_document_add_paragraph (self->document, "%s: %s.", when, text);
}

/* Adds the quality of the probabilities before and after recalibration. */
void
limen_report_builder_add_trial (LimenReportBuilder *self,
                                const LimenRecalibrationTrial *trial,
                                const char *caption)
{
  static const char *const head[] = { "Measure", "Before", "After", NULL };
  const LimenTrialFigures *before = &trial->before, *after = &trial->after;
  gboolean is_binary = g_str_equal (before->loss_key, "bce");
  LimenDocumentTable *table = limen_document_table_new (caption, "lrr");

  limen_document_table_add_heads (table, head);
  add_both (table, before->loss_title, before->loss, after->loss);
  add_both (table, before->brier_title, before->brier, after->brier);
  add_both (table, "Calibration error, mean (ECE)", before->ece, after->ece);
  add_both (table, "Calibration error, largest (MCE)", before->mce,
            after->mce);
  add_both (table, "Calibration error, bins of equal mass",
            before->adaptive_ece, after->adaptive_ece);
  add_both (table, "Slope", before->slope.slope, after->slope.slope);
  add_both (table, "Intercept", before->slope.intercept,
            after->slope.intercept);
  add_both (table, "Intercept at slope 1", before->slope.in_the_large,
            after->slope.in_the_large);
  add_both (table, "Expected over observed", before->expected_over_observed,
            after->expected_over_observed);
  if (is_binary)
    add_both (table, "ROC AUC", before->roc_auc, after->roc_auc);
  limen_document_add_table (self->document, table);
  add_undefined (self, "Before", before->slope);
  add_undefined (self, "After", after->slope);
}

/* Adds the description of the method, and that its results are on held-out
 * rows. */
void
limen_report_builder_add_method (LimenReportBuilder *self, gsize n_folds)
{
  limen_document_add_paragraph (self->document, "%s",
                                words[self->options->recalibration]);
  if (n_folds > 0)
    limen_document_add_paragraph (
        self->document,
        "Values after recalibration are cross-fitted: the rows were split "
        "into %" G_GSIZE_FORMAT " folds with equal shares of each class and "
        "all rows of a group in one fold, and the rows of each fold were "
        "recalibrated by a map fitted on the other folds. No row is judged "
        "by a map that has seen it.",
        n_folds);
  else
    limen_document_add_notice (
        self->document, LIMEN_SEVERITY_WARNING,
        "There are too few rows to test the recalibration on rows that it "
        "was not fitted on.");
}
