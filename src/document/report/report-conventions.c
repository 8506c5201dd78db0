/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report-builder.h"

#include <math.h>

#include "decimal.h"
#include "threshold.h"

/* Operators between non-breaking spaces. */
#define EQUALS "\302\240=\302\240"
#define PLUS "\302\240+\302\240"

/* Metrics that are averaged over several classes. */
static const LimenMetricId averaged[]
    = { LIMEN_METRIC_PRECISION, LIMEN_METRIC_RECALL, LIMEN_METRIC_F1 };

static void
add_definition (LimenDocumentTable *table, LimenMetricId id)
{
  const LimenMetricInfo *info = limen_metric_get_info (id);

  limen_document_table_add_fact (table, info->title, info->definition);
}

static void
add_definitions (LimenReportBuilder *self)
{
  static const char *const head[] = { "Metric", "Definition", NULL };
  LimenDocumentTable *table = limen_document_table_new ("Metrics", "ll");

  limen_document_table_add_heads (table, head);
  for (int i = 0; self->n_classes == 1 && i < LIMEN_N_METRICS; i++)
    add_definition (table, i);
  for (guint i = 0; self->n_classes > 1 && i < G_N_ELEMENTS (averaged); i++)
    add_definition (table, averaged[i]);
  limen_document_add_paragraph (
      self->document,
      "TP, FP, FN and TN are the true and false positives and the false and "
      "true negatives%s%s; "
      "P" EQUALS "TP" PLUS "FN and N" EQUALS "FP" PLUS "TN.",
      self->has_thresholds ? " at a threshold" : "",
      self->numbers->weights != NULL
          ? ", as sums of the weights of the rows"
          : "");
  limen_document_add_table (self->document, table);
}

/* Adds the costs, and the prevalence that metrics assume. */
static void
add_costs (LimenReportBuilder *self)
{
  const LimenCosts *costs = &self->view.costs;
  char fp[LIMEN_DECIMAL_SIZE], fn[LIMEN_DECIMAL_SIZE];
  char tp[LIMEN_DECIMAL_SIZE], tn[LIMEN_DECIMAL_SIZE];

  limen_document_add_paragraph (
      self->document,
      "In the metrics of costs a false positive costs %s, a false negative "
      "%s; a true positive gains %s, a true negative %s.%s",
      limen_decimal_format (costs->fp_cost, fp, sizeof fp),
      limen_decimal_format (costs->fn_cost, fn, sizeof fn),
      limen_decimal_format (costs->tp_gain, tp, sizeof tp),
      limen_decimal_format (costs->tn_gain, tn, sizeof tn),
      self->view.has_row_costs
          ? " The metric cost takes, times these, what each row says."
          : "");
  if (!isnan (self->view.prevalence))
    limen_document_add_paragraph (
        self->document,
        "All metrics at thresholds, and average precision, are for a "
        "population of which a share of %s is positive: each class keeps its "
        "rates. The counts are those of the rows.",
        limen_decimal_format (self->view.prevalence, fp, sizeof fp));
}

static void
add_threshold_rules (LimenReportBuilder *self)
{
  gboolean is_reversed = self->numbers->is_reversed;

  limen_document_add_paragraph (
      self->document,
      "A row is predicted positive if %s. Rows with the same "
      "score are always decided alike. Every threshold %s of an interval %s "
      "its upper end makes the same decisions on this "
      "file; the threshold shown is the shortest decimal between the two that "
      "also does so in single precision, or the one that was set by hand. "
      "Where it is \"none\", no row is positive, whatever its score.",
      limen_threshold_get_rule (is_reversed),
      is_reversed ? "from the lower end" : "above the lower end",
      is_reversed ? "to below" : "and up to");
  limen_document_add_paragraph (
      self->document,
      "Best thresholds are exact: every distinct score was tried. Of equally "
      "good intervals the widest is taken, then the %s.",
      is_reversed ? "highest" : "lowest");
  if (is_reversed)
    limen_document_add_paragraph (
        self->document,
        "Low scores mean positive. Figures have them at the right, where "
        "positive rows stand, so that the numbers along their axes fall; all "
        "scores and thresholds are those of the file. What recalibration maps "
        "to probabilities is minus the score.");
}

static void
add_rules (LimenReportBuilder *self)
{
  if (self->has_thresholds)
    add_threshold_rules (self);
  else
    limen_document_add_paragraph (
        self->document,
        "The file has decisions: each row is predicted as it says, and no "
        "threshold is chosen.");
  limen_document_add_paragraph (
      self->document,
      "A ratio whose denominator is zero is undefined, shown as a dash "
      "(\342\200\224), and not 0; averages leave it out. As in scikit-learn, "
      "F1 and its kin are 0 where nothing is found though there is something "
      "to find or something wrongly found, and MCC and kappa are 0 where "
      "their denominator is.");
}

static void
add_rules_of_several (LimenReportBuilder *self)
{
  const LimenTaskInfo *task = limen_task_get (self->numbers->task);

  limen_document_add_paragraph (
      self->document,
      "Each class is one against the rest%s. "
      "Macro averages are the plain mean over the classes, micro those of "
      "the classes' cells added up, and weighted ones count each class by "
      "its rows.",
      self->has_thresholds ? ", with a threshold of its own" : "");
  if (task->has_matrix)
    limen_document_add_paragraph (
        self->document,
        "Weighted kappas count an error by how many places it is off in the "
        "order of the classes, or by the square of that; they say something "
        "only where that order does.");
  if (task->has_joint_decision && self->has_thresholds)
    limen_document_add_paragraph (
        self->document,
        "Logits of several classes are turned into probabilities by a "
        "softmax before they meet a threshold.");
}

static void
add_loss_rules (LimenReportBuilder *self)
{
  gsize n;

  limen_analysis_get_losses (self->analysis, &n);
  if (n > 0
      && limen_task_get (self->numbers->task)->losses
             == LIMEN_LOSSES_OF_NUMBERS)
    limen_document_add_paragraph (
        self->document,
        "Losses are PyTorch's: MSELoss and GaussianNLLLoss, the latter "
        "without its constant.");
  else if (n > 0)
    limen_document_add_paragraph (
        self->document,
        "Losses are PyTorch's: logarithms of probabilities are clamped at "
        "-100, so that a single row cannot make the mean infinite; those of "
        "logits are computed in log space and are not clamped. All "
        "logarithms are natural but where log10 is written.%s",
        self->numbers->weights != NULL
            ? " A mean by rows divides by their number, as PyTorch does; a "
              "mean by weight divides by the sum of the weights, as "
              "scikit-learn does."
            : "");
}

static void
add_ranking_rules (LimenReportBuilder *self)
{
  gsize n = self->options->calibration.n_bins;
  g_autofree char *bins = limen_report_builder_describe_bins (
      self, n > 0 ? n : LIMEN_CALIBRATION_DEFAULT_BINS);

  if (self->has_thresholds)
    limen_document_add_paragraph (
        self->document,
        "ROC AUC counts ties as one half; average precision is the step sum. "
        "The area by trapezoids is too optimistic where points of the "
        "precision-recall curve are far apart, since precision that falls "
        "between them lies below a straight line (Davis and Goadrich, "
        "2006).");
  if (self->options->has_partial_auc)
    limen_document_add_paragraph (
        self->document,
        "A partial ROC AUC is the area under a part of the curve; "
        "standardised (McClish, 1989) it is 0.5 for guessing and 1 for a "
        "perfect order.");
  if (!limen_kind_has_probabilities (self->numbers->kind))
    return;
  limen_document_add_paragraph (
      self->document,
      "Calibration errors compare the mean score with the frequency in %s, "
      "weighted by their rows.%s",
      bins,
      self->options->calibration.binning == LIMEN_BINNING_EQUAL_MASS
          ? " Those hold about as many rows each; rows with equal scores "
            "share one, so that there may be fewer."
          : "");
  limen_document_add_paragraph (
      self->document,
      "Slope and intercept are those of the log-odds of the outcome over the "
      "log-odds of the probabilities: 1 and 0 where these are calibrated; a "
      "slope below 1 is that of probabilities that are too sure.");
}

/* Adds the section of definitions. */
void
limen_report_builder_add_conventions (LimenReportBuilder *self)
{
  limen_document_add_heading (self->document, 1, "Conventions");
  if (self->n_classes > 0)
    add_rules (self);
  if (self->n_classes > 1)
    add_rules_of_several (self);
  add_loss_rules (self);
  if (self->n_classes > 0)
    {
      add_ranking_rules (self);
      if (self->n_classes == 1 || !isnan (self->view.prevalence))
        add_costs (self);
      add_definitions (self);
    }
}
