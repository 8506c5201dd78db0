/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report-builder.h"

#include <glib/gi18n.h>

#include "calibration-estimates.h"
#include "class-calibration.h"
#include "link.h"
#include "reliability-panel.h"

/* Height of a figure in pixels. */
#define HEIGHT 290.0
/* Maximum number of bins shown as a table. */
#define MAX_BINS 50

/* A binary task with its calibration. */
typedef struct
{
  const LimenPredictions *numbers;
  const LimenSweep *sweep;
  LimenCalibrationDetails *details;
  const char *negative, *positive;
  gboolean is_top;     /* task: is the top label right? */
  double threshold;    /* as a score; NaN: no line */
} Subject;

/* The number and binning of calibration bins in words, such as "15 bins of
 * equal width"; translated, a new string. */
char *
limen_report_builder_describe_bins (const LimenReportBuilder *self, gsize n)
{
  return limen_calibration_describe_bins (self->options->calibration.binning,
                                          n);
}

/* The values of a calibration, with intervals if the report has any; where
 * memory runs out, which fails the report, without. */
static LimenCalibrationReport
estimate (LimenReportBuilder *self, const LimenCalibrationDetails *details,
          const LimenPredictions *numbers)
{
  LimenCalibrationReport estimates = {
    .ece = { .value = details->sums.ece },
    .mce = { .value = details->sums.mce },
    .adaptive_ece = { .value = details->adaptive_ece },
    .brier = { .value = details->sums.brier },
    .slope = { .value = details->slope.slope },
    .intercept = { .value = details->slope.intercept },
    .in_the_large = { .value = details->slope.in_the_large },
  };

  if (limen_report_builder_has_intervals (self)
      && !limen_calibration_details_estimate (
          details, numbers, &self->options->intervals, &estimates))
    limen_report_builder_fail_memory (self);
  return estimates;
}

static void
add_values (LimenReportBuilder *self, LimenDocumentTable *table,
            const LimenCalibrationDetails *details,
            const LimenCalibrationReport *estimates)
{
  const LimenCalibration *sums = &details->sums;

  limen_report_builder_add_estimate (
      self, table, _ ("Calibration error, mean (ECE)"), estimates->ece);
  limen_report_builder_add_estimate (
      self, table, _ ("Calibration error, largest (MCE)"), estimates->mce);
  limen_report_builder_add_estimate (
      self, table, _ ("Calibration error, bins of equal mass"),
      estimates->adaptive_ece);
  limen_report_builder_add_estimate (self, table, _ ("Slope"),
                                     estimates->slope);
  limen_report_builder_add_estimate (self, table, _ ("Intercept"),
                                     estimates->intercept);
  limen_report_builder_add_estimate (self, table, _ ("Intercept at slope 1"),
                                     estimates->in_the_large);
  limen_document_table_add_value (table, _ ("Expected over observed"),
                                  sums->expected_over_observed);
}

/* Adds the Brier score and its decomposition. */
static void
add_brier (LimenReportBuilder *self, const LimenCalibrationDetails *details,
           LimenEstimate brier)
{
  const LimenCalibration *sums = &details->sums;
  LimenDocumentTable *table
      = limen_document_table_new (_ ("Brier score"), "lr");

  limen_report_builder_add_estimate (self, table, _ ("Brier score"), brier);
  limen_document_table_add_value (table, _ ("Brier score: reliability"),
                                  sums->reliability);
  limen_document_table_add_value (table, _ ("Brier score: less resolution"),
                                  sums->resolution);
  limen_document_table_add_value (table, _ ("Brier score: plus uncertainty"),
                                  sums->uncertainty);
  limen_document_table_add_value (table, _ ("Brier score: plus within bins"),
                                  sums->within_variance
                                      - sums->within_covariance);
  limen_document_add_table_beside (self->document, table);
}

static void
add_undefined (LimenReportBuilder *self,
               const LimenCalibrationDetails *details)
{
  g_autofree char *text
      = limen_calibration_describe_undefined (details->slope);

  if (text != NULL)
    limen_document_add_paragraph (self->document, "%s.", text);
}

static void
add_small_bins (LimenReportBuilder *self,
                const LimenCalibrationDetails *details)
{
  g_autofree char *small = limen_calibration_describe_small_bins (
      details->bins, details->n_bins);

  if (small != NULL)
    limen_document_add_paragraph (self->document, "%s.", small);
}

static void
add_bin (LimenDocumentTable *table, const LimenCalibrationBin *bin,
         gboolean is_weighted)
{
  limen_document_table_add_number (table, bin->low);
  limen_document_table_add_number (table, bin->high);
  limen_document_table_add_count (table, (double) bin->n_rows);
  if (is_weighted)
    limen_document_table_add_count (table, bin->weight);
  limen_document_table_add_number (table, bin->mean_score);
  limen_document_table_add_number (table, bin->frequency);
  limen_document_table_add_number (table, bin->wilson.low);
  limen_document_table_add_number (table, bin->wilson.high);
}

/* Adds the table of the reliability diagram: all bins with rows. */
static void
add_bins (LimenReportBuilder *self, const Subject *subject)
{
  const char *const head[] = { _ ("Mean probability"), _ ("Share"),
                               /* xgettext:no-c-format */
                               _ ("95 % from"), C_ ("interval", "to"), NULL };
  const LimenCalibrationDetails *details = subject->details;
  gboolean is_weighted = subject->numbers->weights != NULL;
  LimenDocumentTable *table;

  if (details->n_bins > MAX_BINS)
    return;
  table = limen_document_table_new (_ ("Bins of the diagram"),
                                    is_weighted ? "rrrrrrrr" : "rrrrrrr");
  limen_document_table_add_head (table, C_ ("interval", "From"));
  limen_document_table_add_head (table, C_ ("interval", "to"));
  limen_document_table_add_head (table, _ ("Rows"));
  if (is_weighted)
    limen_document_table_add_head (table, _ ("Weight"));
  limen_document_table_add_heads (table, head);
  for (gsize i = 0; i < details->n_bins; i++)
    if (details->bins[i].n_rows > 0)
      add_bin (table, &details->bins[i], is_weighted);
  limen_document_add_table (self->document, table);
}

static void
add_figure (LimenReportBuilder *self, const Subject *subject)
{
  const LimenCalibrationDetails *details = subject->details;
  g_autofree char *bins
      = limen_report_builder_describe_bins (self, details->n_bins);
  /* Translators: such as "15 bins of equal width". */
  g_autofree char *caption = g_strdup_printf (
      subject->is_top
          ? _ ("Reliability diagram: share of rows whose most probable class "
               "is the true one over mean probability of that class, in %s.")
          : _ ("Reliability diagram: share of positive rows over mean "
               "probability, in %s."),
      bins);
  LimenReliabilityPanel *panel = limen_reliability_panel_new (
      limen_reliability_counts_new (subject->numbers->kind, subject->sweep,
                                    details->bins, details->n_bins,
                                    details->sums.ece),
      subject->negative, subject->positive);

  panel->threshold = limen_score_to_probability (subject->numbers->kind,
                                                 subject->threshold);
  limen_document_figure_add_reliability (
      limen_document_add_figure (self->document, caption, HEIGHT), panel);
}

static void
add_rest (LimenReportBuilder *self, const Subject *subject)
{
  add_undefined (self, subject->details);
  add_small_bins (self, subject->details);
  add_figure (self, subject);
  add_bins (self, subject);
}

static void
add_of_only_class (LimenReportBuilder *self)
{
  g_autoptr (LimenOneVsRest) class
      = limen_analysis_get_class (self->analysis, 0,
                                  limen_report_builder_get_error (self));
  g_autoptr (LimenCalibrationDetails) details = NULL;
  g_autofree char *bins = NULL, *caption = NULL;
  LimenCalibrationReport estimates;
  LimenDocumentTable *table;
  Subject subject;

  if (class == NULL)
    return;
  subject = (Subject){
    .numbers = limen_one_vs_rest_get_numbers (class),
    .sweep = limen_one_vs_rest_get_sweep (class),
    .negative = limen_one_vs_rest_get_rest_title (class),
    .positive = limen_one_vs_rest_get_title (class),
    .threshold = limen_report_builder_get_line (self, 0),
  };
  details = limen_calibration_details_new_of_class (
      class, self->options->calibration);
  if (details == NULL)
    {
      limen_report_builder_fail_memory (self);
      return;
    }
  subject.details = details;
  bins = limen_report_builder_describe_bins (self, details->n_bins);
  /* Translators: such as "15 bins of equal width". */
  caption = g_strdup_printf (_ ("Calibration in %s"), bins);
  table = limen_document_table_new (caption, "lr");
  estimates = estimate (self, details, subject.numbers);
  add_values (self, table, details, &estimates);
  limen_document_add_table (self->document, table);
  add_brier (self, details, estimates.brier);
  add_rest (self, &subject);
}

/* Adds the calibration of the top-label probability. */
static void
add_of_top_labels (LimenReportBuilder *self, LimenTopLabels *top)
{
  const LimenPredictions *numbers = limen_top_labels_get_numbers (top);
  LimenSweep *sweep = limen_sweep_new_from_predictions (numbers);
  LimenCalibrationOptions options = self->options->calibration;
  g_autoptr (LimenCalibrationDetails) details = NULL;
  g_autofree char *bins = NULL, *caption = NULL;
  LimenCalibrationReport estimates;
  LimenDocumentTable *table;
  double classwise_ece;
  gsize n_small = 0;
  Subject subject;

  if (sweep != NULL)
    details = limen_calibration_details_new (numbers, sweep, options);
  if (details == NULL
      || !limen_calibration_get_classwise_ece (self->analysis, options,
                                               &classwise_ece, &n_small))
    {
      limen_report_builder_fail_memory (self);
      limen_sweep_free (sweep);
      return;
    }
  bins = limen_report_builder_describe_bins (self, details->n_bins);
  /* Translators: such as "15 bins of equal width". */
  caption = g_strdup_printf (
      _ ("Calibration of the largest probability in %s"), bins);
  table = limen_document_table_new (caption, "lr");
  estimates = estimate (self, details, numbers);
  add_values (self, table, details, &estimates);
  limen_document_table_add_value (table, _ ("ECE, mean over the classes"),
                                  classwise_ece);
  limen_document_add_table (self->document, table);
  add_brier (self, details, estimates.brier);
  subject = (Subject){
    .numbers = numbers,
    .sweep = sweep,
    .details = details,
    .negative = _ ("wrong"),
    .positive = _ ("right"),
    .is_top = TRUE,
    .threshold = NAN,
  };
  add_rest (self, &subject);
  limen_sweep_free (sweep);
}

static void
add_fit (LimenReportBuilder *self, LimenDocumentTable *table,
         LimenEstimate value)
{
  if (limen_report_builder_has_intervals (self))
    limen_document_table_add_estimate (table, value.value, value.interval);
  else
    limen_document_table_add_number (table, value.value);
}

static void
add_class_row (LimenReportBuilder *self, LimenDocumentTable *table,
               gsize class)
{
  LimenPredictions numbers
      = limen_threshold_scores_get_class (self->scores, class);
  g_autoptr (LimenCalibrationDetails) details = limen_calibration_details_new (
      &numbers, NULL, self->options->calibration);
  LimenCalibrationReport estimates;

  if (details == NULL)
    {
      limen_report_builder_fail_memory (self);
      return;
    }
  estimates = estimate (self, details, &numbers);
  limen_document_table_add_name (
      table, limen_threshold_scores_get_class_title (self->scores, class));
  limen_document_table_add_number (table, details->sums.ece);
  limen_document_table_add_number (table, details->sums.mce);
  add_fit (self, table, estimates.slope);
  add_fit (self, table, estimates.intercept);
  limen_document_table_add_number (table,
                                   details->sums.expected_over_observed);
}

/* Adds a table of the calibration of each class against the rest; where there
 * are many classes, of those that have figures in the report. */
static void
add_of_classes (LimenReportBuilder *self)
{
  const char *const head[]
      = { _ ("Class"), _ ("ECE"),       _ ("MCE"),
          _ ("Slope"), _ ("Intercept"), _ ("Expected over observed"),
          NULL };
  gsize n;
  g_autofree gsize *classes
      = limen_report_builder_choose_classes (self, &n);
  g_autofree char *bins = limen_report_builder_describe_bins (
      self, limen_calibration_options_get_n_bins (self->options->calibration));
  /* Translators: such as "15 bins of equal width". */
  g_autofree char *caption
      = g_strdup_printf (_ ("Each class against the rest, in %s"), bins);
  LimenDocumentTable *table = limen_document_table_new (caption, "lrrrrr");

  limen_document_table_add_heads (table, head);
  for (gsize i = 0; i < n; i++)
    add_class_row (self, table, classes[i]);
  limen_document_add_table (self->document, table);
}

/* Adds the section on calibration. */
void
limen_report_builder_add_calibration (LimenReportBuilder *self)
{
  const LimenMulticlass *multiclass
      = limen_analysis_get_multiclass (self->analysis);

  if (self->n_classes == 0
      || !limen_kind_has_probabilities (self->numbers->kind))
    return;
  limen_document_add_heading (self->document, 1, _ ("Calibration"));
  if (self->n_classes == 1)
    {
      add_of_only_class (self);
      return;
    }
  if (multiclass->top_labels != NULL)
    add_of_top_labels (self, multiclass->top_labels);
  add_of_classes (self);
}
