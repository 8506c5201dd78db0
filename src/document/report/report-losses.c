/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report-builder.h"

#include <glib/gi18n.h>
#include <math.h>

#include "auc-variants.h"
#include "decimal.h"
#include "estimates.h"
#include "threshold.h"

/* The title "Average precision", with the prevalence of the population if one
 * is set; translated, a new string. */
char *
limen_report_builder_get_precision_title (const LimenReportBuilder *self)
{
  char number[LIMEN_DECIMAL_SIZE];

  if (isnan (self->view.prevalence))
    return g_strdup (_ ("Average precision"));
  return g_strdup_printf (
      _ ("Average precision at prevalence %s"),
      limen_decimal_format (self->view.prevalence, number, sizeof number));
}

static void
add_loss_table (LimenReportBuilder *self)
{
  LimenDocumentTable *table = limen_document_table_new (_ ("Losses"), "lr");
  gsize n;
  const LimenLossValue *losses
      = limen_analysis_get_losses (self->analysis, &n);

  LimenEstimate estimates[LIMEN_MAX_LOSSES] = { 0 };

  for (gsize i = 0; i < n; i++)
    estimates[i].value = losses[i].value;
  if (limen_report_builder_has_intervals (self))
    limen_losses_estimate (self->scores, self->options->losses,
                           &self->options->intervals, losses, n, estimates,
                           limen_report_builder_get_error (self));
  for (gsize i = 0; i < n; i++)
    limen_report_builder_add_estimate (self, table, losses[i].title,
                                       estimates[i]);
  limen_document_add_table (self->document, table);
  if (n == 0)
    limen_document_add_paragraph (
        self->document, "%s",
        self->has_thresholds
            ? _ ("Plain scores are not probabilities, so there is no loss and "
                 "no calibration.")
            : _ ("Decisions are not probabilities, so there is no loss and no "
                 "calibration."));
}

/* Adds the areas under the curves of the only class and, if requested, the
 * partial AUC. */
static void
add_areas (LimenReportBuilder *self, LimenDocumentTable *table,
           const LimenSweep *sweep, const LimenRankingEstimates *ranking)
{
  const LimenReportOptions *options = self->options;
  g_autofree char *precision = limen_report_builder_get_precision_title (self);
  g_autofree char *range = limen_report_describe_range (options);
  /* Translators: a range of false positive rates. */
  g_autofree char *partial
      = g_strdup_printf (_ ("Partial ROC AUC, %s"), range);

  limen_report_builder_add_estimate (self, table, _ ("ROC AUC"),
                                     ranking->roc_auc);
  if (options->has_partial_auc)
    {
      LimenPartialAuc auc = limen_partial_auc_compute (
          sweep, options->from_fpr, options->to_fpr);

      limen_document_table_add_value (table, partial, auc.raw);
      limen_document_table_add_value (
          table, _ ("Partial ROC AUC, standardised"), auc.standardised);
    }
  limen_report_builder_add_estimate (self, table, precision,
                                     ranking->average_precision);
  limen_report_builder_add_estimate (self, table, _ ("PR AUC, trapezoid"),
                                     ranking->pr_auc_trapezoid);
}

/* The ranking metrics of a class, with intervals if the report has any; where
 * memory runs out, which fails the report, without. */
static LimenRankingEstimates
estimate_ranking (LimenReportBuilder *self, LimenOneVsRest *class,
                  LimenRanking ranking)
{
  LimenRankingEstimates estimates = {
    .roc_auc = { .value = ranking.roc_auc },
    .average_precision = { .value = ranking.average_precision },
    .pr_auc_trapezoid = { .value = ranking.pr_auc_trapezoid },
    .ks = { .value = ranking.ks },
  };

  if (limen_report_builder_has_intervals (self))
    limen_estimates_compute_ranking (class, self->view.prevalence,
                                     &self->options->intervals, &estimates,
                                     limen_report_builder_get_error (self));
  return estimates;
}

/* Adds the ranking metrics of the only class. */
static void
add_ranking (LimenReportBuilder *self)
{
  g_autoptr (LimenOneVsRest) class = limen_analysis_get_class (
      self->analysis, 0, limen_report_builder_get_error (self));
  LimenDocumentTable *table;
  LimenRankingEstimates estimates;
  LimenRanking ranking;

  if (class == NULL)
    return;
  ranking = limen_one_vs_rest_get_ranking_at (class, self->view.prevalence);
  table = limen_document_table_new (_ ("Ranking"), "lr");
  if (!self->has_thresholds)
    {
      limen_document_table_add_value (
          table, _ ("ROC AUC of the single point (balanced accuracy)"),
          ranking.roc_auc);
      limen_document_add_table_beside (self->document, table);
      return;
    }
  estimates = estimate_ranking (self, class, ranking);
  add_areas (self, table, limen_one_vs_rest_get_sweep (class), &estimates);
  limen_report_builder_add_estimate (
      self, table, _ ("Kolmogorov\342\200\223Smirnov (KS)"), estimates.ks);
  limen_document_table_add (table, _ ("Threshold of the KS"));
  limen_document_table_add_threshold (
      table, limen_threshold_reverse (ranking.ks_threshold,
                                      self->numbers->is_reversed));
  limen_document_add_table_beside (self->document, table);
}

/* Adds the ranking metrics as means over the classes. */
static void
add_ranking_of_several (LimenReportBuilder *self)
{
  const char *const head[] = { _ ("Each class against the rest"), _ ("Macro"),
                               _ ("Weighted"), NULL };
  LimenAverages auc = limen_analysis_get_roc_auc (self->analysis);
  LimenAverages precision
      = limen_analysis_average (self->analysis, self->average_precisions);
  g_autofree char *title = limen_report_builder_get_precision_title (self);
  LimenDocumentTable *table
      = limen_document_table_new (_ ("Ranking, mean over the classes"), "lrr");

  limen_document_table_add_heads (table, head);
  limen_document_table_add_value (table, _ ("ROC AUC"), auc.macro);
  limen_document_table_add_number (table, auc.weighted);
  limen_document_table_add_value (table, title, precision.macro);
  limen_document_table_add_number (table, precision.weighted);
  limen_document_add_table_beside (self->document, table);
}

/* Adds the means over pairs of classes; adds nothing if rows can have several
 * labels or memory runs out, which fails the report. */
static void
add_ranking_of_pairs (LimenReportBuilder *self)
{
  const char *const head[]
      = { _ ("Each pair of classes"), _ ("Macro"), _ ("Weighted"), NULL };
  LimenDocumentTable *table;
  LimenPairwiseAuc auc;

  if (!limen_analysis_has_pairwise_auc (self->analysis)
      || !limen_analysis_compute_pairwise_auc (
          self->analysis, &auc, limen_report_builder_get_error (self)))
    return;
  table = limen_document_table_new (
      _ ("Ranking, mean over the pairs of classes"), "lrr");
  limen_document_table_add_heads (table, head);
  limen_document_table_add_value (table, _ ("ROC AUC"), auc.macro);
  limen_document_table_add_number (table, auc.weighted);
  limen_document_add_table (self->document, table);
}

/* Adds the partial AUC of each class, if requested. */
static void
add_partial_aucs (LimenReportBuilder *self)
{
  const char *const head[]
      = { _ ("Class"), _ ("Raw"), _ ("Standardised"), NULL };
  const LimenReportOptions *options = self->options;
  g_autofree LimenPartialAuc *aucs = NULL;
  g_autofree char *range = limen_report_describe_range (options);
  /* Translators: a range of false positive rates. */
  g_autofree char *title = g_strdup_printf (_ ("Partial ROC AUC, %s"), range);
  LimenDocumentTable *table;

  if (options->has_partial_auc)
    aucs = limen_analysis_new_partial_aucs (
        self->analysis, options->from_fpr, options->to_fpr,
        limen_report_builder_get_error (self));
  if (aucs == NULL)
    return;
  table = limen_document_table_new (title, "lrr");
  limen_document_table_add_heads (table, head);
  for (gsize k = 0; k < self->n_classes; k++)
    {
      limen_document_table_add_name (
          table, limen_threshold_scores_get_class_title (self->scores, k));
      limen_document_table_add_number (table, aucs[k].raw);
      limen_document_table_add_number (table, aucs[k].standardised);
    }
  limen_document_add_table (self->document, table);
}

/* Adds the section on results that do not depend on a threshold. */
void
limen_report_builder_add_losses (LimenReportBuilder *self)
{
  limen_document_add_heading (self->document, 1,
                              self->n_classes > 0 ? _ ("Losses and ranking")
                                                  : _ ("Losses"));
  add_loss_table (self);
  if (self->n_classes == 1)
    add_ranking (self);
  if (self->n_classes > 1 && self->has_thresholds)
    {
      add_ranking_of_several (self);
      add_ranking_of_pairs (self);
      add_partial_aucs (self);
    }
}
