/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report-builder.h"

#include <glib/gi18n.h>

#include "number-text.h"

/* Whether the report has intervals. */
gboolean
limen_report_builder_has_intervals (const LimenReportBuilder *self)
{
  return self->options->intervals.n_resamples > 0;
}

/* Adds a row of a title and a value, with its interval if the report has
 * intervals and the value has one. */
void
limen_report_builder_add_estimate (LimenReportBuilder *self,
                                   LimenDocumentTable *table,
                                   const char *title, LimenEstimate estimate)
{
  limen_document_table_add (table, title);
  if (!limen_report_builder_has_intervals (self))
    {
      limen_document_table_add_number (table, estimate.value);
      return;
    }
  limen_document_table_add_estimate (table, estimate.value, estimate.interval);
  limen_missing_intervals_add (self->missing, title, estimate);
}

static void
add_method (LimenReportBuilder *self)
{
  const LimenBootstrap *plan = &self->options->intervals;
  g_autofree char *n_resamples = limen_number_text_count (plan->n_resamples);
  g_autofree char *seed = g_strdup_printf ("%" G_GUINT64_FORMAT, plan->seed);

  if (self->n_classes == 0)
    {
      limen_document_add_paragraph (
          self->document,
          /* Translators: %.10g is a percentage, 95. */
          _ ("In parentheses: confidence intervals of %.10g\302\240%%, by the "
             "standard error of the losses."),
          100 * plan->confidence);
      return;
    }
  limen_document_add_paragraph (
      self->document,
      plan->is_stratified
          /* Translators: %.10g is a percentage, 95; then numbers of
           * resamples and of the seed. */
          ? _ (
              "In parentheses: confidence intervals of %.10g\302\240%%. "
              "Proportions have Wilson's or the exact interval, other metrics "
              "at a threshold the percentiles of a stratified bootstrap (%s "
              "resamples, seed %s), rankings and losses one by their "
              "variance. They are for a threshold that was chosen on other "
              "rows.")
          /* Translators: %.10g is a percentage, 95; then numbers of
           * resamples and of the seed. */
          : _ (
              "In parentheses: confidence intervals of %.10g\302\240%%. "
              "Proportions have Wilson's or the exact interval, other metrics "
              "at a threshold the percentiles of a bootstrap (%s resamples, "
              "seed %s), rankings and losses one by their variance. They are "
              "for a threshold that was chosen on other rows."),
      100 * plan->confidence, n_resamples, seed);
}

/* Adds how the intervals were computed, and why values have none; nothing for
 * a report without intervals. */
void
limen_report_builder_add_intervals (LimenReportBuilder *self)
{
  if (!limen_report_builder_has_intervals (self))
    return;
  add_method (self);
  for (int i = 0; i < LIMEN_N_NO_INTERVALS; i++)
    {
      g_autofree char *text = limen_missing_intervals_describe (
          self->missing, (LimenNoInterval) i);

      if (text != NULL)
        limen_document_add_paragraph (self->document, "%s", text);
    }
}
