/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "recalibrated-thresholds.h"

#include <glib/gi18n.h>
#include <math.h>

#include "threshold.h"

static void
add_threshold_heads (LimenReportBuilder *self, LimenDocumentTable *table)
{
  limen_document_table_add_head (table, _ ("Cutoff"));
  if (self->n_classes > 1)
    limen_document_table_add_head (table, _ ("Class"));
  limen_document_table_add_head (table, _ ("Threshold"));
  limen_document_table_add_head (table, _ ("Recalibrated"));
  if (limen_recalibration_method_makes_ties (self->options->recalibration))
    {
      limen_document_table_add_head (table, _ ("Same decisions from"));
      limen_document_table_add_head (table, C_ ("interval", "to"));
    }
}

/* Adds the interval of thresholds that a flat part of a map sends to one
 * probability; dashes where the map is not flat there. */
static void
add_flat (LimenDocumentTable *table, const LimenRecalibration *map,
          double calibrated, gboolean is_reversed)
{
  double low, high;

  if (!limen_recalibration_invert (map, calibrated, &low, &high)
      || low >= high)
    low = high = NAN;
  limen_interval_reverse (&low, &high, is_reversed);
  limen_document_table_add_exact (table, low);
  limen_document_table_add_exact (table, high);
}

/* A short decimal that decides the mapped rows as the threshold decides their
 * scores; the mapped threshold itself where the map does not separate the
 * neighbouring scores. */
static double
shorten (LimenReportBuilder *self, const LimenRecalibrationTrial *trial,
         gsize class, double threshold, double calibrated)
{
  g_autoptr (LimenOneVsRest) one
      = limen_analysis_get_class (self->analysis, class,
                                  limen_report_builder_get_error (self));
  const LimenSweep *sweep;
  gsize candidate;
  double low, high;

  if (one == NULL || !isfinite (calibrated))
    return calibrated;
  sweep = limen_one_vs_rest_get_sweep (one);
  candidate = limen_sweep_find (sweep, threshold);
  low = limen_sweep_get_low (sweep, candidate);
  high = limen_sweep_get_score (sweep, candidate);
  if (isinf (low) || isinf (high))
    return calibrated;
  low = limen_recalibration_apply (trial->map, low);
  high = limen_recalibration_apply (trial->map, high);
  return low < high ? limen_threshold_between (low, high, LIMEN_KEEP_EITHER)
                    : calibrated;
}

static void
add_threshold (LimenReportBuilder *self, LimenDocumentTable *table,
               const LimenRecalibrationTrial *trial, const char *name,
               gsize class, double threshold)
{
  double calibrated = limen_recalibration_trial_map_threshold (trial,
                                                               threshold);
  gboolean is_reversed = self->numbers->is_reversed;

  limen_document_table_add_name (table, name);
  if (self->n_classes > 1)
    limen_document_table_add_name (
        table, limen_threshold_scores_get_class_title (self->scores, class));
  limen_document_table_add_threshold (
      table, limen_threshold_reverse (threshold, is_reversed));
  limen_document_table_add_threshold (
      table, shorten (self, trial, class, threshold, calibrated));
  if (limen_recalibration_method_makes_ties (trial->method))
    add_flat (table, trial->map, calibrated, is_reversed);
}

/* Adds the mapped thresholds of a class's cutoffs and grey zones. Adds nothing
 * if the trial has no monotone map. */
void
limen_recalibrated_thresholds_add_class (LimenDocumentTable *table,
                                         LimenReportBuilder *self,
                                         const LimenRecalibrationTrial *trial,
                                         gsize class)
{
  GArray *cutoffs = self->cutoffs->cutoffs;

  if (trial->map == NULL || !limen_recalibration_is_monotone (trial->map))
    return;
  for (guint i = 0; i < cutoffs->len; i++)
    {
      const LimenMarkedCutoff *cutoff
          = &g_array_index (cutoffs, LimenMarkedCutoff, i);
      g_autofree char *refers = g_strdup_printf (
          /* Translators: the name of a cutoff; its lower threshold follows. */
          self->numbers->is_reversed ? _ ("%s, referred up to")
                                     : _ ("%s, referred from"),
          cutoff->name);

      if (cutoff->class != class)
        continue;
      if (!isnan (cutoff->refer_from))
        add_threshold (self, table, trial, refers, class,
                       cutoff->refer_from);
      add_threshold (self, table, trial, cutoff->name, class,
                     cutoff->threshold);
    }
}

/* A new table of mapped thresholds, without rows. */
LimenDocumentTable *
limen_recalibrated_thresholds_new (LimenReportBuilder *self)
{
  gboolean is_flat
      = limen_recalibration_method_makes_ties (self->options->recalibration);
  LimenDocumentTable *table = limen_document_table_new (
      NULL, self->n_classes > 1 ? (is_flat ? "llrrrr" : "llrr")
                                : (is_flat ? "lrrrr" : "lrr"));

  add_threshold_heads (self, table);
  return table;
}

/* Adds the table under a heading, and takes ownership of it; adds nothing if
 * it has no rows. */
void
limen_recalibrated_thresholds_add_to (LimenDocumentTable *table,
                                      LimenReportBuilder *self)
{
  gboolean is_flat
      = limen_recalibration_method_makes_ties (self->options->recalibration);

  if (limen_document_table_get_n_rows (table) > 0)
    {
      limen_document_add_heading (self->document, 2,
                                  _ ("Thresholds for recalibrated scores"));
      limen_report_builder_add_sentences (
          self,
          _ ("These are the thresholds after the map that was fitted on all "
             "rows."),
          !is_flat ? _ ("On recalibrated probabilities they decide every row "
                        "as the original thresholds do on the scores.")
          : self->numbers->is_reversed
              ? _ ("Where the map is flat, an interval of thresholds becomes "
                   "one probability, which decides like the highest threshold "
                   "of that interval.")
              : _ ("Where the map is flat, an interval of thresholds becomes "
                   "one probability, which decides like the lowest threshold "
                   "of that interval."));
    }
  limen_document_add_table (self->document, table);
}
