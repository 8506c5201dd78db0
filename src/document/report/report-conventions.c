/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report-builder.h"

#include <glib/gi18n.h>
#include <math.h>

#include "decimal.h"
#include "threshold.h"

/* Metrics that are averaged over several classes. */
static const LimenMetricId averaged[]
    = { LIMEN_METRIC_PRECISION, LIMEN_METRIC_RECALL, LIMEN_METRIC_F1 };

static void
add_definition (LimenDocumentTable *table, LimenMetricId id)
{
  const LimenMetricInfo *info = limen_metric_get_info (id);

  limen_document_table_add_fact (table, _ (info->title),
                                 _ (info->definition));
}

/* The paragraph that defines TP, FP, FN and TN: counts, or sums of weights for
 * weighted rows. Translated, static. */
static const char *
describe_cells (const LimenReportBuilder *self)
{
  if (self->numbers->weights != NULL)
    return self->has_thresholds
               ? _ ("TP, FP, FN and TN are the true and false positives and the false and true negatives at a threshold, as sums of the weights of the rows; P\302\240=\302\240TP\302\240+\302\240FN and N\302\240=\302\240FP\302\240+\302\240TN.")
               : _ ("TP, FP, FN and TN are the true and false positives and the false and true negatives, as sums of the weights of the rows; P\302\240=\302\240TP\302\240+\302\240FN and N\302\240=\302\240FP\302\240+\302\240TN.");
  return self->has_thresholds
             ? _ ("TP, FP, FN and TN are the true and false positives and the false and true negatives at a threshold; P\302\240=\302\240TP\302\240+\302\240FN and N\302\240=\302\240FP\302\240+\302\240TN.")
             : _ ("TP, FP, FN and TN are the true and false positives and the false and true negatives; P\302\240=\302\240TP\302\240+\302\240FN and N\302\240=\302\240FP\302\240+\302\240TN.");
}

static void
add_definitions (LimenReportBuilder *self)
{
  const char *const head[] = { _ ("Metric"), _ ("Definition"), NULL };
  LimenDocumentTable *table = limen_document_table_new (_ ("Metrics"), "ll");

  limen_document_table_add_heads (table, head);
  for (int i = 0; self->n_classes == 1 && i < LIMEN_N_METRICS; i++)
    add_definition (table, i);
  for (guint i = 0; self->n_classes > 1 && i < G_N_ELEMENTS (averaged); i++)
    add_definition (table, averaged[i]);
  limen_document_add_paragraph (self->document, "%s", describe_cells (self));
  limen_document_add_table (self->document, table);
}

/* Adds the costs, and the prevalence that metrics assume. */
static void
add_costs (LimenReportBuilder *self)
{
  const LimenCosts *costs = &self->view.costs;
  char fp[LIMEN_DECIMAL_SIZE], fn[LIMEN_DECIMAL_SIZE];
  char tp[LIMEN_DECIMAL_SIZE], tn[LIMEN_DECIMAL_SIZE];
  g_autofree char *assumed = NULL;

  assumed = g_strdup_printf (
      _ ("Cost metrics assume that a false positive costs %s and a false negative %s, and that a true positive gains %s and a true negative %s."),
      limen_decimal_format (costs->fp_cost, fp, sizeof fp),
      limen_decimal_format (costs->fn_cost, fn, sizeof fn),
      limen_decimal_format (costs->tp_gain, tp, sizeof tp),
      limen_decimal_format (costs->tn_gain, tn, sizeof tn));
  limen_report_builder_add_sentences (
      self, assumed,
      self->view.has_row_costs
          ? _ ("For the metric cost, the costs of errors are multiplied by "
               "those of each row.")
          : NULL);
  if (!isnan (self->view.prevalence))
    limen_document_add_paragraph (
        self->document,
        _ ("Metrics at thresholds and average precision are for a population "
        "with a prevalence of %s, in which each class keeps its rates. "
        "Counts are those of the rows in this file."),
        limen_decimal_format (self->view.prevalence, fp, sizeof fp));
}

static void
add_threshold_rules (LimenReportBuilder *self)
{
  gboolean is_reversed = self->numbers->is_reversed;

  limen_document_add_paragraph (
      self->document, "%s %s %s %s", limen_report_builder_describe_rule (self),
      _ ("Rows with equal scores always get the same decision."),
      is_reversed
          ? _ ("Every threshold from the lower end of an interval to below "
               "its upper end makes the same decisions on this file.")
          : _ ("Every threshold above the lower end of an interval and up to "
               "its upper end makes the same decisions on this file."),
      _ ("The threshold shown is the shortest decimal in the interval that "
         "makes the same decisions in single precision, or the one set by "
         "hand. A threshold of \"none\" means that no row is positive."));
  limen_document_add_paragraph (
      self->document, "%s",
      is_reversed
          ? _ ("Best thresholds are exact: every distinct score was tried. Of equally good intervals the widest is chosen, and of equally wide ones the highest.")
          : _ ("Best thresholds are exact: every distinct score was tried. Of equally good intervals the widest is chosen, and of equally wide ones the lowest."));
  if (is_reversed)
    limen_document_add_paragraph (
        self->document,
        _ ("Low scores mean positive. Figures show them on the right, so that "
        "predicted positives are on the right as usual and the numbers along "
        "the axes fall. All scores and thresholds are those of the file. "
        "Recalibration maps the negated score to a probability."));
}

static void
add_rules (LimenReportBuilder *self)
{
  if (self->has_thresholds)
    add_threshold_rules (self);
  else
    limen_document_add_paragraph (
        self->document,
        _ ("The file has decisions instead of scores. They are used as they "
        "are, and no threshold is chosen."));
  limen_document_add_paragraph (
      self->document,
      _ ("A ratio whose denominator is zero is undefined: it is shown as a dash "
      "(\342\200\224), not as 0, and averages leave it out. As in "
      "scikit-learn, F-scores are 0 where no positive is found but some are "
      "missed or wrongly predicted, and MCC and kappa are 0 where their "
      "denominator is 0."));
}

static void
add_rules_of_several (LimenReportBuilder *self)
{
  const LimenTaskInfo *task = limen_task_get (self->numbers->task);

  limen_report_builder_add_sentences (
      self,
      self->has_thresholds
          ? _ ("Each class is compared with the rest, with a threshold of its own.")
          : _ ("Each class is compared with the rest."),
      _ ("Macro averages are the plain mean over the classes, micro averages are computed from the summed cells of all classes, and weighted averages weight each class by its rows."));
  if (task->has_matrix)
    limen_document_add_paragraph (
        self->document,
        _ ("Weighted kappas weight an error by its distance in the order of the "
        "classes (linear) or by the square of that distance (quadratic). "
        "They are meaningful only where the classes have an order."));
  if (task->has_joint_decision && self->has_thresholds)
    limen_document_add_paragraph (
        self->document,
        _ ("Logits of several classes are converted to probabilities by a "
        "softmax before thresholds are applied."));
}

static void
add_loss_rules (LimenReportBuilder *self)
{
  gsize n;

  limen_analysis_get_losses (self->analysis, &n);
  if (n > 0
      && limen_task_get (self->numbers->task)->losses
             == LIMEN_LOSSES_REGRESSION)
    limen_document_add_paragraph (
        self->document,
        _ ("Losses follow PyTorch: MSELoss and GaussianNLLLoss, the latter "
        "without its constant."));
  else if (n > 0)
    limen_report_builder_add_sentences (
        self,
        _ ("Losses follow PyTorch: logarithms of probabilities are clamped at "
           "\342\210\222100, so that a single row cannot make the mean "
           "infinite; losses of logits are computed in log space and not "
           "clamped. Logarithms are natural unless log10 is stated."),
        self->numbers->weights != NULL
            ? _ ("A mean by rows divides by the number of rows, as PyTorch "
                 "does; a mean by weight divides by the sum of the weights, "
                 "as scikit-learn does.")
            : NULL);
}

static void
add_ranking_rules (LimenReportBuilder *self)
{
  gsize n = self->options->calibration.n_bins;
  g_autofree char *bins = limen_report_builder_describe_bins (
      self, n > 0 ? n : LIMEN_CALIBRATION_DEFAULT_BINS);
  g_autofree char *compared = NULL;

  if (self->has_thresholds)
    limen_document_add_paragraph (
        self->document,
        _ ("ROC AUC counts ties as one half; average precision is the sum over "
        "steps, without interpolation. The trapezoidal PR AUC is too "
        "optimistic where points of the precision-recall curve are far "
        "apart, since the precision between them is below a straight line "
        "(Davis and Goadrich, 2006)."));
  if (self->options->has_partial_auc)
    limen_document_add_paragraph (
        self->document,
        _ ("A partial ROC AUC is the area under a part of the curve. "
        "Standardised (McClish, 1989), it is 0.5 for guessing and 1 for a "
        "perfect ranking."));
  if (!limen_kind_has_probabilities (self->numbers->kind))
    return;
  compared = g_strdup_printf (
      /* Translators: such as "15 bins of equal width". */
      _ ("Calibration errors compare mean probability and observed frequency in %s, weighted by their rows."),
      bins);
  limen_report_builder_add_sentences (
      self, compared,
      self->options->calibration.binning == LIMEN_BINNING_EQUAL_MASS
          ? _ ("Each bin holds about the same number of rows; rows with equal scores share a bin, so there may be fewer bins.")
          : NULL);
  limen_document_add_paragraph (
      self->document,
      _ ("Slope and intercept are those of a logistic regression of the outcome "
      "on the log-odds of the probabilities: 1 and 0 if these are "
      "calibrated. A slope below 1 means overconfident probabilities."));
}

/* Adds the section of definitions. */
void
limen_report_builder_add_conventions (LimenReportBuilder *self)
{
  limen_document_add_heading (self->document, 1, _ ("Conventions"));
  if (self->n_classes > 0)
    add_rules (self);
  if (self->n_classes > 1)
    add_rules_of_several (self);
  add_loss_rules (self);
  limen_report_builder_add_intervals (self);
  if (self->n_classes > 0)
    {
      add_ranking_rules (self);
      if (self->n_classes == 1 || !isnan (self->view.prevalence))
        add_costs (self);
      add_definitions (self);
    }
}
