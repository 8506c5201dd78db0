/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report-builder.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "display-text.h"
#include "number-text.h"
#include "optima.h"
#include "threshold.h"

/* The first page of the report: the chosen thresholds, their metrics, how
 * certain these are, and the findings about them. */

#define MAX_NAME_CHARS 60

/* Metrics on the first page; all are in the details. */
static const LimenMetricId shown_metrics[] = {
  LIMEN_METRIC_PRECISION,   LIMEN_METRIC_RECALL,
  LIMEN_METRIC_F1,          LIMEN_METRIC_SPECIFICITY,
  LIMEN_METRIC_ACCURACY,    LIMEN_METRIC_MCC,
  LIMEN_METRIC_PREDICTED_POSITIVE_RATE,
};

static char *
clean (const char *text)
{
  return limen_display_text_new (text, strlen (text), MAX_NAME_CHARS);
}

/* The rows and their classes */

static void
add_rows (LimenReportBuilder *self)
{
  LimenDataset *dataset = self->dataset;
  gsize positive = self->numbers->positive;
  double n_rows = (double) self->numbers->n_rows;
  double n_positives = (double) limen_dataset_get_class_rows (dataset,
                                                              positive);
  g_autofree char *name
      = clean (limen_dataset_get_class_name (dataset, positive));
  g_autofree char *rows = limen_number_text_count (n_rows);
  g_autofree char *positives = limen_number_text_count (n_positives);
  g_autofree char *counted = NULL;
  char share[32];

  g_ascii_formatd (share, sizeof share, "%.3g", 100 * n_positives / n_rows);
  counted = g_strdup_printf (
      /* Translators: rows, positive rows, their percentage, name of the
       * positive class. */
      ngettext (
          "%s row, of which %s (%s\302\240%%) are %s, the positive class.",
          "%s rows, of which %s (%s\302\240%%) are %s, the positive class.",
          self->numbers->n_rows),
      rows, positives, n_rows > 0 ? share : "0", name);
  limen_report_builder_add_sentences (
      self, counted,
      self->has_thresholds ? limen_report_builder_describe_rule (self)
                           : _ ("The decisions are those of the file."));
}

/* Adds the joint results of all classes if no cutoffs are chosen. */
static void
add_multiclass (LimenReportBuilder *self)
{
  const LimenMulticlass *multiclass
      = limen_analysis_get_multiclass (self->analysis);
  gboolean is_predicted
      = limen_dataset_get_predicted_column (self->dataset) != NULL;

  if (multiclass == NULL)
    return;
  limen_document_add_paragraph (
      self->document, "%s",
      is_predicted ? _ ("Each row has the class that the file gives it.")
      : multiclass->result->matrix != NULL
          ? _ ("Each row is assigned the class with its largest score.")
          : _ ("Each label is assigned where its probability is at least one "
               "half, or its plain score at least 0."));
  limen_report_builder_add_agreement (self, multiclass->result);
}

/* Adds the joint results of a set of cutoffs. */
static void
add_set (LimenReportBuilder *self, const LimenMarkedSet *set)
{
  g_autofree char *title = g_strdup_printf (
      /* Translators: the name of cutoffs. */
      _ ("Decided by %s"), set->name);
  g_autoptr (LimenMulticlassResult) result
      = limen_report_builder_new_multiclass_result (self, set);

  if (result == NULL)
    return;
  limen_document_add_heading (self->document, 2, title);
  if (result->matrix != NULL && set->mapped != NULL)
    limen_document_add_paragraph (
        self->document,
        /* Translators: a decision rule. */
        _ ("Rule: %s, applied to scores recalibrated by the maps of these "
           "cutoffs."),
        _ (limen_decision_rule_get_title (set->rule)));
  else if (result->matrix != NULL)
    limen_document_add_paragraph (
        self->document,
        /* Translators: a decision rule. */
        _ ("Rule: %s."), _ (limen_decision_rule_get_title (set->rule)));
  limen_report_builder_add_agreement (self, result);
}

/* Cutoffs */

static void
add_left_out (LimenReportBuilder *self)
{
  g_autofree char *text = g_strdup_printf (
      _ ("Pinned cutoffs left out: %u, for other classes or scores than those "
         "of this file."),
      self->cutoffs->n_left_out);
  g_autofree char *sets = g_strdup_printf (
      ngettext ("Joint decisions left out: those of %u set of cutoffs. The "
                "classes of this file are in another order, in which some "
                "rows would be decided differently.",
                "Joint decisions left out: those of %u sets of cutoffs. The "
                "classes of this file are in another order, in which some "
                "rows would be decided differently.",
                self->cutoffs->n_sets_left_out),
      self->cutoffs->n_sets_left_out);

  if (self->cutoffs->n_left_out > 0)
    limen_document_add_notice (self->document, LIMEN_SEVERITY_WARNING, text);
  if (self->cutoffs->n_sets_left_out > 0)
    limen_document_add_notice (self->document, LIMEN_SEVERITY_WARNING, sets);
}

static gboolean
has_notes (LimenReportBuilder *self)
{
  for (guint i = 0; i < limen_report_builder_get_n_cutoffs (self); i++)
    if (limen_report_builder_get_cutoff (self, i)->note != NULL)
      return TRUE;
  return FALSE;
}

/* Adds the objectives, files and notes of the cutoffs, if any. */
static void
add_origins (LimenReportBuilder *self)
{
  const char *const head[]
      = { _ ("Cutoff"), _ ("Objective"), _ ("Chosen on"), NULL };
  gboolean says_why = has_notes (self);
  LimenDocumentTable *table
      = limen_document_table_new (NULL, says_why ? "llll" : "lll");
  const char *last = NULL;

  limen_document_table_add_heads (table, head);
  if (says_why)
    limen_document_table_add_head (table, _ ("Note"));
  for (guint i = 0; i < limen_report_builder_get_n_cutoffs (self); i++)
    {
      const LimenMarkedCutoff *cutoff
          = limen_report_builder_get_cutoff (self, i);
      gboolean is_new = self->n_classes == 1
                        || g_strcmp0 (cutoff->name, last) != 0;

      last = cutoff->name;
      if (!is_new
          || (cutoff->objective == NULL && cutoff->file == NULL
              && cutoff->note == NULL))
        continue;
      limen_document_table_add_name (table, cutoff->name);
      limen_document_table_add (table, cutoff->objective != NULL
                                           ? cutoff->objective
                                           : _ ("set by hand"));
      limen_document_table_add_name (
          table, cutoff->file != NULL ? cutoff->file : _ ("this file"));
      if (says_why)
        limen_document_table_add (table,
                                  cutoff->note != NULL ? cutoff->note : "");
    }
  limen_document_add_table (self->document, table);
}

/* Adds the grey zones of the cutoffs, if any. */
static void
add_grey_zones (LimenReportBuilder *self)
{
  gboolean is_reversed = self->numbers->is_reversed;
  const char *const head[]
      = { _ ("Cutoff"),
          is_reversed ? _ ("Refers above") : _ ("Refers from"),
          is_reversed ? _ ("Refers up to") : _ ("Refers below"),
          _ ("Rows referred"),
          _ ("Cost of each"),
          _ ("Rows decided"),
          NULL };
  LimenDocumentTable *table
      = limen_document_table_new (_ ("Grey zones"), "lrrrrr");
  gboolean has_any = FALSE;

  limen_document_table_add_heads (table, head);
  for (guint i = 0; i < limen_report_builder_get_n_cutoffs (self); i++)
    {
      const LimenMarkedCutoff *cutoff
          = limen_report_builder_get_cutoff (self, i);
      g_autofree char *title
          = limen_report_builder_get_cutoff_title (self, i);

      if (isnan (cutoff->refer_from))
        continue;
      limen_document_table_add_name (table, title);
      limen_report_builder_add_threshold (
          self, table, is_reversed ? cutoff->threshold : cutoff->refer_from);
      limen_report_builder_add_threshold (
          self, table, is_reversed ? cutoff->refer_from : cutoff->threshold);
      limen_document_table_add_count (table, cutoff->referred);
      limen_document_table_add_threshold (table, cutoff->refer_cost);
      limen_document_table_add_count (
          table, limen_confusion_get_total (cutoff->confusion));
      has_any = TRUE;
    }
  limen_document_add_table (self->document, table);
  if (has_any)
    limen_document_add_paragraph (
        self->document,
        _ ("Counts and metrics of a cutoff that refers rows cover only the "
           "rows it decides; its cost covers all rows, decided or referred."));
}

/* Whether costs were given, which the other metrics do not include. */
static gboolean
has_costs (const LimenObjective *view)
{
  LimenCosts costs = view->costs, usual = LIMEN_COSTS_DEFAULT;

  return view->has_row_costs || costs.fp_cost != usual.fp_cost
         || costs.fn_cost != usual.fn_cost || costs.tp_gain != usual.tp_gain
         || costs.tn_gain != usual.tn_gain;
}

static void
add_metrics (LimenReportBuilder *self, guint n)
{
  LimenDocumentTable *table
      = limen_report_builder_new_metric_table (self, _ ("Main metrics"), 0, n);

  for (guint i = 0; i < G_N_ELEMENTS (shown_metrics); i++)
    limen_report_builder_add_metric (self, table, shown_metrics[i], 0, n);
  if (has_costs (&self->view))
    limen_report_builder_add_metric (self, table, LIMEN_METRIC_COST, 0, n);
  limen_document_add_table_beside (self->document, table);
}

/* Adds confusion and main metrics of each cutoff, if there are few. */
static void
add_effects (LimenReportBuilder *self)
{
  guint n = limen_report_builder_get_n_cutoffs (self);

  if (n == 0 || n > LIMEN_REPORT_FEW_CUTOFFS)
    return;
  limen_document_add_table (self->document,
                            limen_report_builder_new_confusion (self, 0));
  for (guint i = 1; i < n; i++)
    limen_document_add_table_beside (
        self->document, limen_report_builder_new_confusion (self, i));
  add_metrics (self, n);
}

/* Certainty of the choice */

/* A sentence about the interval of thresholds with identical decisions, such
 * as "every threshold above 0.1495 and up to 0.1499 makes the same decisions
 * on these rows."; translated, a new string. */
static char *
describe_interval (const LimenReportBuilder *self,
                   const LimenMarkedCutoff *cutoff)
{
  gboolean is_reversed = self->numbers->is_reversed;
  double low = cutoff->low, high = cutoff->high;
  g_autofree char *low_text = NULL, *high_text = NULL;

  limen_interval_reverse (&low, &high, is_reversed);
  limen_number_text_interval (low, high, &low_text, &high_text);
  if (isinf (low) && isinf (high))
    return g_strdup (
        _ ("every threshold makes the same decisions on these rows."));
  if (isinf (low))
    return g_strdup_printf (
        is_reversed ? _ (
            "every threshold below %s makes the same decisions on these rows.")
                    : _ ("every threshold up to %s makes the same decisions "
                         "on these rows."),
        high_text);
  if (isinf (high))
    return g_strdup_printf (
        is_reversed ? _ (
            "every threshold from %s makes the same decisions on these rows.")
                    : _ ("every threshold above %s makes the same decisions "
                         "on these rows."),
        low_text);
  return g_strdup_printf (is_reversed
                              ? _ ("every threshold from %s to below %s makes "
                                   "the same decisions on these rows.")
                              : _ ("every threshold above %s and up to %s "
                                   "makes the same decisions on these rows."),
                          low_text, high_text);
}

/* Adds the interval of thresholds with identical decisions, and the number of
 * rows behind the metrics. */
static void
add_certainty_of (LimenReportBuilder *self, guint i)
{
  const LimenMarkedCutoff *cutoff = limen_report_builder_get_cutoff (self, i);
  const LimenConfusion c = cutoff->confusion;
  g_autofree char *title = limen_report_builder_get_cutoff_title (self, i);
  g_autofree char *shown = clean (title);
  g_autofree char *interval = describe_interval (self, cutoff);
  g_autofree char *positives = limen_number_text_count (c.tp + c.fn);
  g_autofree char *negatives = limen_number_text_count (c.fp + c.tn);
  g_autofree char *predicted = limen_number_text_count (c.tp + c.fp);
  /* Translators: three numbers of rows. */
  g_autofree char *basis = g_strdup_printf (
      self->numbers->weights != NULL
          ? _ ("Recall is based on %s positive rows, specificity on %s "
               "negative rows, precision on %s rows predicted positive (sums "
               "of their weights).")
          : _ ("Recall is based on %s positive rows, specificity on %s "
               "negative rows, precision on %s rows predicted positive."),
      positives, negatives, predicted);

  if (self->has_thresholds)
    limen_document_add_paragraph (
        self->document,
        /* Translators: a cutoff, and two sentences about it. */
        _ ("%s: %s %s"), shown, interval, basis);
  else
    limen_document_add_paragraph (
        self->document,
        /* Translators: a cutoff, and a sentence about it. */
        _ ("%s: %s"), shown, basis);
}

static void
add_certainty (LimenReportBuilder *self)
{
  guint n = limen_report_builder_get_n_cutoffs (self);

  if (n == 0 || n > LIMEN_REPORT_FEW_CUTOFFS)
    return;
  limen_document_add_heading (self->document, 2, _ ("How certain this is"));
  for (guint i = 0; i < n; i++)
    add_certainty_of (self, i);
  if (!limen_report_builder_has_intervals (self))
    limen_document_add_paragraph (
        self->document,
        _ ("All numbers describe the rows of this file. How much they would "
           "vary on other rows is not estimated."));
  else if (self->has_thresholds && self->options->test != NULL)
    limen_document_add_paragraph (
        self->document,
        _ ("The confidence intervals in parentheses say how much a metric "
           "would vary on other rows at a threshold that does not depend on "
           "these. If the threshold was tuned on these rows, the metrics and "
           "their intervals are too good: the section on test data has those "
           "on other rows."));
  else if (self->has_thresholds)
    limen_document_add_paragraph (
        self->document,
        _ ("The confidence intervals in parentheses say how much a metric "
           "would vary on other rows at a threshold that does not depend on "
           "these. If the threshold was tuned on these rows, the metrics and "
           "their intervals are too good: test it on other rows."));
  else
    limen_document_add_paragraph (
        self->document,
        _ ("The confidence intervals in parentheses say how much a metric "
           "would vary on other rows."));
}

/* Other thresholds */

static void
add_optimum (LimenDocumentTable *table, const LimenObjective *objective,
             const LimenOptimum *optimum)
{
  char text[LIMEN_OBJECTIVE_SIZE];

  limen_document_table_add (
      table, limen_objective_format (objective, text, sizeof text));
  if (optimum->status != LIMEN_OPTIMUM_FOUND)
    {
      limen_document_table_add (
          table, limen_report_describe_status (optimum->status));
      for (int i = 0; i < 8; i++)
        limen_document_table_add (table, "");
      return;
    }
  limen_document_table_add_number (table, optimum->value);
  limen_document_table_add_threshold (table, optimum->positive_from.threshold);
  limen_document_table_add_interval (table, optimum->positive_from.low,
                                     optimum->positive_from.high);
  limen_report_builder_add_cells (table, optimum->confusion);
  limen_document_table_add_count (table, (double) optimum->ties - 1);
}

static void
add_optima (LimenReportBuilder *self)
{
  const char *const head[]
      = { _ ("TP"), _ ("FP"), _ ("FN"), _ ("TN"), _ ("Ties"), NULL };
  const LimenReportOptions *options = self->options;
  LimenDocumentTable *table = limen_document_table_new (NULL, "lrrrrrrrrr");
  g_autoptr (LimenOneVsRest) class
      = limen_analysis_get_class (self->analysis, 0,
                                  limen_report_builder_get_error (self));
  g_autofree LimenOptimum *optima = NULL;

  if (class != NULL)
    optima = limen_optima_new (options->objectives, options->n_objectives,
                               limen_one_vs_rest_get_sweep (class));
  limen_document_table_add_head (table, _ ("Objective"));
  limen_document_table_add_head (table, _ ("Value"));
  limen_document_table_add_head (table, _ ("Threshold"));
  limen_report_builder_add_interval_heads (self, table);
  limen_document_table_add_heads (table, head);
  for (gsize i = 0; optima != NULL && i < options->n_objectives; i++)
    add_optimum (table, &options->objectives[i], &optima[i]);
  limen_document_add_heading (self->document, 2, _ ("Best thresholds"));
  limen_document_add_table (self->document, table);
}

/* Adds the first page: the decision. */
void
limen_report_builder_add_decision (LimenReportBuilder *self)
{
  GArray *sets = self->cutoffs->sets;

  if (self->n_classes == 0)
    {
      limen_report_builder_add_findings (self, 1);
      return;
    }
  limen_document_add_heading (self->document, 1, _ ("Decision"));
  if (limen_task_get (self->numbers->task)->has_multiclass_result)
    add_multiclass (self);
  else
    add_rows (self);
  for (guint i = 0; i < sets->len; i++)
    add_set (self, &g_array_index (sets, LimenMarkedSet, i));
  add_left_out (self);
  if (limen_report_builder_get_n_cutoffs (self) <= LIMEN_REPORT_LISTED_CUTOFFS)
    limen_report_builder_add_cutoff_list (self);
  add_effects (self);
  add_origins (self);
  add_grey_zones (self);
  add_certainty (self);
  limen_report_builder_add_findings (self, 2);
  if (self->n_classes == 1 && self->has_thresholds)
    add_optima (self);
}
