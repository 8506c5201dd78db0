/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report-builder.h"

#include <glib/gi18n.h>

/* Descriptions of the methods. */
static const char *const words[] = {
  [LIMEN_RECALIBRATION_TEMPERATURE]
  = N_ ("Temperature scaling: probability = sigmoid (logit / temperature). A "
        "temperature above 1 makes probabilities less confident, one below 1 "
        "more confident; the ranking of the rows does not change."),
  [LIMEN_RECALIBRATION_PLATT]
  = N_ ("Platt scaling: probability = sigmoid (a \302\267 score + b), with "
        "the score as given in the file."),
  [LIMEN_RECALIBRATION_BETA]
  = N_ ("Beta calibration: probability = sigmoid (a \302\267 log p "
        "\342\210\222 b \302\267 log (1 \342\210\222 p) + c), with p the "
        "probability in the file."),
  [LIMEN_RECALIBRATION_ISOTONIC]
  = N_ ("Isotonic regression: the non-decreasing map with the least squared "
        "error; linear between its knots, constant beyond them."),
  [LIMEN_RECALIBRATION_HISTOGRAM] = N_ (
      "Histogram binning: the share of positives in each of several bins of "
      "equal mass. The share of a bin applies from its knot up to the next."),
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

/* Adds notes on why slope or intercept are undefined, if they are. */
static void
add_undefined (LimenReportBuilder *self, const LimenRecalibrationTrial *trial)
{
  g_autofree char *before
      = limen_calibration_describe_undefined (trial->before.slope);
  g_autofree char *after
      = limen_calibration_describe_undefined (trial->after.slope);

  if (before != NULL)
    limen_document_add_paragraph (self->document, _ ("Before: %s."), before);
  if (after != NULL)
    limen_document_add_paragraph (self->document, _ ("After: %s."), after);
}

/* Adds the quality of the probabilities before and after recalibration. */
void
limen_report_builder_add_trial (LimenReportBuilder *self,
                                const LimenRecalibrationTrial *trial,
                                const char *caption)
{
  const char *const head[]
      = { _ ("Measure"), _ ("Before"), _ ("After"), NULL };
  const LimenTrialMeasures *before = &trial->before, *after = &trial->after;
  gboolean is_binary = g_str_equal (before->loss_key, "bce");
  LimenDocumentTable *table = limen_document_table_new (caption, "lrr");

  limen_document_table_add_heads (table, head);
  add_both (table, before->loss_title, before->loss, after->loss);
  add_both (table, before->brier_title, before->brier, after->brier);
  add_both (table, _ ("Calibration error, mean (ECE)"), before->ece,
            after->ece);
  add_both (table, _ ("Calibration error, largest (MCE)"), before->mce,
            after->mce);
  add_both (table, _ ("Calibration error, bins of equal mass"),
            before->adaptive_ece, after->adaptive_ece);
  add_both (table, _ ("Slope"), before->slope.slope, after->slope.slope);
  add_both (table, _ ("Intercept"), before->slope.intercept,
            after->slope.intercept);
  add_both (table, _ ("Intercept at slope 1"), before->slope.in_the_large,
            after->slope.in_the_large);
  add_both (table, _ ("Expected over observed"),
            before->expected_over_observed, after->expected_over_observed);
  if (is_binary)
    add_both (table, _ ("ROC AUC"), before->roc_auc, after->roc_auc);
  limen_document_add_table (self->document, table);
  add_undefined (self, trial);
}

/* Adds the description of the method, and that its results are on held-out
 * rows. */
void
limen_report_builder_add_method (LimenReportBuilder *self, gsize n_folds)
{
  limen_document_add_paragraph (self->document, "%s",
                                _ (words[self->options->recalibration]));
  if (n_folds > 0)
    limen_document_add_paragraph (
        self->document,
        _ ("Values after recalibration are cross-fitted: the rows were split "
           "into %zu folds with equal shares of each class and all rows of a "
           "group or unit in one fold, and the rows of each fold were "
           "recalibrated by "
           "a map fitted on the other folds. No row is judged by a map that "
           "has seen it."),
        n_folds);
  else
    limen_document_add_notice (
        self->document, LIMEN_SEVERITY_WARNING,
        _ ("There are too few rows to test the recalibration on rows that it "
           "was not fitted on."));
}
