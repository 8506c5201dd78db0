/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reliability-pair.h"

#include <glib/gi18n.h>

#include "binned-reliability.h"
#include "threshold.h"

/* Height of the figure in pixels. */
#define HEIGHT 300.0

static LimenReliabilityPanel *
new_panel (LimenReportBuilder *self, const LimenPredictions *numbers,
           const char *title, const char *negative, const char *positive)
{
  LimenReliabilityCounts *counts
      = limen_binned_reliability_new (numbers, self->options->calibration);
  LimenReliabilityPanel *panel;

  if (counts == NULL)
    {
      limen_report_builder_fail_memory (self);
      return NULL;
    }
  panel = limen_reliability_panel_new (counts, negative, positive);
  panel->title = title;
  panel->bins_title
      = limen_report_builder_describe_bins (self, counts->n_bins);
  return panel;
}

/* The diagrams of a class before and after a recalibration trial. */
LimenReliabilityPair
limen_reliability_pair_new (LimenReportBuilder *self, LimenOneVsRest *class,
                            LimenRecalibrationTrial *trial)
{
  const LimenPredictions *numbers = limen_one_vs_rest_get_numbers (class);
  LimenPredictions after = *numbers;
  gsize k = limen_one_vs_rest_get_class (class);
  double line = limen_report_builder_get_line (self, k);
  const char *negative = limen_one_vs_rest_get_rest_title (class);
  const char *positive = limen_one_vs_rest_get_title (class);
  LimenReliabilityPair pair = { .class = k };

  if (trial->cross_fitted == NULL)
    return pair;
  after.kind = LIMEN_KIND_PROBABILITY;
  after.is_reversed = FALSE;
  after.scores = &trial->cross_fitted;
  pair.before = new_panel (self, numbers, _ ("Before"), negative, positive);
  pair.after = new_panel (self, &after, _ ("After"), negative, positive);
  if (pair.before != NULL)
    pair.before->threshold
        = limen_threshold_to_probability (numbers->kind, line);
  if (pair.after != NULL)
    pair.after->threshold
        = limen_recalibration_trial_map_threshold (trial, line);
  return pair;
}

/* The diagrams of the top-label probability before and after a trial of one
 * temperature. */
LimenReliabilityPair
limen_reliability_pair_new_of_top_labels (LimenReportBuilder *self,
                                          const LimenRecalibrationTrial *trial)
{
  LimenReliabilityPair pair = { 0 };

  if (trial->top_before == NULL || trial->top_after == NULL)
    return pair;
  pair.before
      = new_panel (self, limen_top_labels_get_numbers (trial->top_before),
                   _ ("Before"), _ ("wrong"), _ ("right"));
  pair.after
      = new_panel (self, limen_top_labels_get_numbers (trial->top_after),
                   _ ("After"), _ ("wrong"), _ ("right"));
  return pair;
}

/* Adds the diagrams as one figure and takes ownership of them; adds nothing if
 * both are NULL. */
void
limen_reliability_pair_add_to (const LimenReliabilityPair *pair,
                               LimenReportBuilder *self, const char *caption)
{
  LimenDocumentFigure *figure;

  if (pair->before == NULL && pair->after == NULL)
    return;
  figure = limen_document_add_figure (self->document, caption, HEIGHT);
  if (pair->before != NULL)
    limen_document_figure_add_reliability (figure, pair->before);
  if (pair->after != NULL)
    limen_document_figure_add_reliability (figure, pair->after);
}
