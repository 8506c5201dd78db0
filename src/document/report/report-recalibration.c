/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report-builder.h"

#include <glib/gi18n.h>

#include "recalibrated-thresholds.h"
#include "recalibration-json.h"
#include "reliability-pair.h"
#include "threshold.h"

/* Maximum number of corners or bins of a map that are listed. */
#define MAX_KNOTS 24

/* Adds what scores of exactly 0 and 1 are mapped to, if the map defines it. */
static void
add_range (LimenDocumentTable *table, LimenRecalibrationRange range)
{
  if (range.least > 0)
    {
      limen_document_table_add (table,
                                _ ("lowest probability, for a score of 0"));
      limen_document_table_add_number (table, range.least);
    }
  if (range.most < 1)
    {
      limen_document_table_add (table,
                                _ ("highest probability, for a score of 1"));
      limen_document_table_add_number (table, range.most);
    }
}

/* Adds the parameters of a map; the JSON report has all their digits. */
static void
add_parameters (LimenReportBuilder *self, const LimenRecalibration *map)
{
  const char *const head[] = { _ ("Parameter"), _ ("Value"), NULL };
  LimenRecalibrationMethod method = limen_recalibration_get_method (map);
  LimenDocumentTable *table
      = limen_document_table_new (_ ("The map, fitted on all rows"), "lr");

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

/* Adds the knots of a map; of many, the first, the last and some between. */
static void
add_knots (LimenReportBuilder *self, const LimenRecalibration *map)
{
  const char *const head[] = { _ ("Score"), _ ("Probability"), NULL };
  gsize n = limen_recalibration_get_n_knots (map);
  gsize n_shown = MIN (n, MAX_KNOTS);
  g_autofree char *caption
      = n_shown < n
            ? g_strdup_printf (
                _ ("The map, fitted on all rows: %zu of its %zu knots"),
                n_shown, n)
            : g_strdup (_ ("The knots of the map, fitted on all rows"));
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
                                 _ ("Reliability diagrams before and after "
                                    "recalibration."));
  thresholds = limen_recalibrated_thresholds_new (self);
  limen_recalibrated_thresholds_add_class (thresholds, self, trial, 0);
  limen_recalibrated_thresholds_add_to (thresholds, self);
}

/* Adds the section on recalibration, if it was requested. */
void
limen_report_builder_add_recalibration (LimenReportBuilder *self)
{
  if (!self->options->has_recalibration || self->n_classes == 0)
    return;
  limen_document_add_heading (self->document, 1, _ ("Recalibration"));
  if (self->n_classes == 1)
    {
      add_of_only_class (self);
      return;
    }
  limen_report_builder_add_class_recalibration (self);
}
