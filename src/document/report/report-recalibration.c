#include "report-builder.h"

#include "recalibrated-thresholds.h"
#include "recalibration-json.h"
#include "reliability-pair.h"
#include "threshold.h"

/* Of more corners or bins of a map only so many are listed. */
#define MOST_KNOTS 24

/* The methods in words. */
static const char *const words[] = {
  [LIMEN_RECALIBRATION_TEMPERATURE]
  = "Temperature scaling: probability = sigmoid (logit / temperature). A "
    "temperature above 1 makes probabilities less sure, one below 1 surer; "
    "the order of the rows stays.",
  [LIMEN_RECALIBRATION_PLATT]
  = "Platt scaling: probability = sigmoid (a \302\267 score + b), of the "
    "score as it stands in the file.",
  [LIMEN_RECALIBRATION_BETA]
  = "Beta calibration: probability = sigmoid (a \302\267 log p \342\210\222 "
    "b \302\267 log (1 \342\210\222 p) + c), of the probability p that is "
    "given.",
  [LIMEN_RECALIBRATION_ISOTONIC]
  = "Isotonic regression: of all maps that never fall the one with the "
    "least squared error; straight between its knots, level beyond them.",
  [LIMEN_RECALIBRATION_HISTOGRAM]
  = "Histogram binning: the share of positives in each of some bins of "
    "equal mass, which holds from the knot of a bin up to the next.",
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

/* Adds why slope or intercept are undefined, if they are. */
static void
add_undefined (LimenReportBuilder *self, const char *when,
               LimenCalibrationSlope slope)
{
  g_autofree char *text = limen_calibration_describe_undefined (slope);

  if (text != NULL)
    limen_document_add_paragraph (self->document, "%s: %s.", when, text);
}

/* How good the probabilities are before and after. */
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

/* What scores of exactly 0 and 1 become, where the map says so. */
static void
add_range (LimenDocumentTable *table, LimenRecalibrationRange range)
{
  if (range.least > 0)
    {
      limen_document_table_add (table, "least probability, of a score of 0");
      limen_document_table_add_number (table, range.least);
    }
  if (range.most < 1)
    {
      limen_document_table_add (table, "largest probability, of a score of 1");
      limen_document_table_add_number (table, range.most);
    }
}

/* The parameters of a map; JSON has all their digits. */
static void
add_parameters (LimenReportBuilder *self, const LimenRecalibration *map)
{
  static const char *const head[] = { "Parameter", "Value", NULL };
  LimenRecalibrationMethod method = limen_recalibration_get_method (map);
  LimenDocumentTable *table
      = limen_document_table_new ("The map, fitted on all rows", "lr");

  limen_document_table_add_heads (table, head);
  for (gsize i = 0; i < limen_recalibration_method_get_n_parameters (method);
       i++)
    {
      limen_document_table_add (
          table, limen_recalibration_method_get_parameter_name (method, i));
      limen_document_table_add_number (
          table, limen_recalibration_get_parameter (map, i));
    }
  add_range (table, limen_recalibration_get_range (map));
  limen_document_add_table_beside (self->document, table);
}

/* The knots of a map, of many the first, the last and some between. */
static void
add_knots (LimenReportBuilder *self, const LimenRecalibration *map)
{
  static const char *const head[] = { "Score", "Probability", NULL };
  gsize n = limen_recalibration_get_n_knots (map);
  gsize n_shown = MIN (n, MOST_KNOTS);
  g_autofree char *caption
      = n_shown < n
            ? g_strdup_printf ("The map, fitted on all rows: %" G_GSIZE_FORMAT
                               " of its %" G_GSIZE_FORMAT " knots",
                               n_shown, n)
            : g_strdup ("The knots of the map, fitted on all rows");
  LimenDocumentTable *table;

  if (n == 0)
    return;
  table = limen_document_table_new (caption, "rr");
  limen_document_table_add_heads (table, head);
  for (gsize i = 0; i < n_shown; i++)
    {
      gsize knot = n_shown < n ? i * (n - 1) / (n_shown - 1) : i;
      double y, x = limen_recalibration_get_knot (map, knot, &y);

      limen_document_table_add_threshold (
          table, limen_threshold_reverse (x, self->numbers->is_reversed));
      limen_document_table_add_number (table, y);
    }
  limen_document_add_table (self->document, table);
}

static void
add_map (LimenReportBuilder *self, const LimenRecalibration *map)
{
  add_parameters (self, map);
  add_knots (self, map);
}

/* The method, and that what is shown after it was not fitted to. */
void
limen_report_builder_add_method (LimenReportBuilder *self, gsize n_folds)
{
  limen_document_add_paragraph (self->document, "%s",
                                words[self->options->recalibration]);
  if (n_folds > 0)
    limen_document_add_paragraph (
        self->document,
        "What is after it was cross-fitted: the rows were dealt out to "
        "%" G_GSIZE_FORMAT " folds of the same share of each class, the rows "
        "of a group to one, and those of each fold have the probabilities of "
        "a map that was fitted on the others. No row is judged by a map that "
        "has seen it.",
        n_folds);
  else
    limen_document_add_notice (
        self->document, LIMEN_SEVERITY_WARNING,
        "There are too few rows to try a map on rows that it was not fitted "
        "on.");
}

static void
add_of_only_class (LimenReportBuilder *self)
{
  g_autoptr (LimenOneVsRest) class
      = limen_analysis_get_class (self->analysis, 0,
                                  limen_report_builder_get_error (self));
  g_autoptr (LimenRecalibrationTrial) trial = NULL;
  LimenDocumentTable *thresholds;
  LimenReliabilityPair pair;
  const char *note;

  if (class != NULL)
    trial = limen_recalibration_trial_new (
        class, self->options->recalibration, self->options->calibration, NULL,
        NULL, NULL, limen_report_builder_get_error (self));
  if (trial == NULL)
    return;
  note = limen_recalibration_trial_get_note (trial);
  limen_report_builder_add_method (self, trial->n_folds);
  if (note != NULL)
    limen_document_add_notice (self->document, LIMEN_SEVERITY_INFO, note);
  limen_report_builder_add_trial (self, trial, NULL);
  if (trial->map != NULL)
    add_map (self, trial->map);
  pair = limen_reliability_pair_new (self, class, trial);
  limen_reliability_pair_add_to (&pair, self,
                                 "Reliability diagrams before and after.");
  thresholds = limen_recalibrated_thresholds_new (self);
  limen_recalibrated_thresholds_add_class (thresholds, self, trial, 0);
  limen_recalibrated_thresholds_add_to (thresholds, self);
}

/* What a map to calibrated probabilities would give, where that was asked
 * for. */
void
limen_report_builder_add_recalibration (LimenReportBuilder *self)
{
  if (!self->options->has_recalibration || self->n_classes == 0)
    return;
  limen_document_add_heading (self->document, 1, "Recalibration");
  if (self->n_classes == 1)
    {
      add_of_only_class (self);
      return;
    }
  limen_report_builder_add_class_recalibration (self);
}
