#include "report-builder.h"

#include <math.h>

#include "decimal.h"
#include "threshold.h"

/* "Average precision", and where it is not that of the rows, of which
 * population; a new string. */
char *
limen_report_builder_get_precision_title (const LimenReportBuilder *self)
{
  char number[LIMEN_DECIMAL_SIZE];

  if (isnan (self->view.prevalence))
    return g_strdup ("Average precision");
  return g_strdup_printf ("Average precision at prevalence %s",
                          limen_decimal_format (self->view.prevalence, number,
                                                sizeof number));
}

static void
add_loss_table (LimenReportBuilder *self)
{
  LimenDocumentTable *table = limen_document_table_new ("Losses", "lr");
  gsize n;
  const LimenLossValue *losses
      = limen_analysis_get_losses (self->analysis, &n);

  for (gsize i = 0; i < n; i++)
    limen_document_table_add_value (table, losses[i].title, losses[i].value);
  limen_document_add_table (self->document, table);
  if (n == 0)
    limen_document_add_paragraph (
        self->document, "%s",
        self->has_thresholds
            ? "Plain scores are no probabilities: they have no loss and no "
              "calibration."
            : "Decisions are no probabilities: they have no loss and no "
              "calibration.");
}

/* Of the only class that there is. */
static void
add_ranking (LimenReportBuilder *self)
{
  const LimenClassSummary *class
      = limen_analysis_get_summary (self->analysis, 0);
  g_autofree char *precision = limen_report_builder_get_precision_title (self);
  LimenDocumentTable *table
      = limen_document_table_new ("Ranking", "lr");

  if (!self->has_thresholds)
    {
      limen_document_table_add_value (
          table, "ROC AUC of the one point: the balanced accuracy",
          class->ranking.roc_auc);
      limen_document_add_table_beside (self->document, table);
      return;
    }
  limen_document_table_add_value (table, "ROC AUC", class->ranking.roc_auc);
  limen_document_table_add_value (table, precision,
                                  self->average_precisions[0]);
  limen_document_table_add_value (table, "Kolmogorov\342\200\223Smirnov (KS)",
                                  class->ranking.ks);
  limen_document_table_add (table, "KS is reached at the threshold");
  limen_document_table_add_threshold (
      table, limen_threshold_reverse (class->ranking.ks_threshold,
                                      self->numbers->is_reversed));
  limen_document_add_table_beside (self->document, table);
}

/* Means over the classes. */
static void
add_ranking_of_several (LimenReportBuilder *self)
{
  static const char *const head[]
      = { "Each class against the rest", "Macro", "Weighted", NULL };
  LimenAverages auc = limen_analysis_get_roc_auc (self->analysis);
  LimenAverages precision
      = limen_analysis_average (self->analysis, self->average_precisions);
  g_autofree char *title = limen_report_builder_get_precision_title (self);
  LimenDocumentTable *table
      = limen_document_table_new ("Ranking, mean of the classes", "lrr");

  limen_document_table_add_heads (table, head);
  limen_document_table_add_value (table, "ROC AUC", auc.macro);
  limen_document_table_add_number (table, auc.weighted);
  limen_document_table_add_value (table, title, precision.macro);
  limen_document_table_add_number (table, precision.weighted);
  limen_document_add_table_beside (self->document, table);
}

/* What holds whatever the threshold. */
void
limen_report_builder_add_losses (LimenReportBuilder *self)
{
  limen_document_add_heading (self->document, 1,
                              self->n_classes > 0 ? "Losses and ranking"
                                                  : "Losses");
  add_loss_table (self);
  if (self->n_classes == 1)
    add_ranking (self);
  if (self->n_classes > 1 && self->has_thresholds)
    add_ranking_of_several (self);
}
