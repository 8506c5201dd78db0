/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <math.h>

#include "binned-reliability.h"
#include "figure-list.h"
#include "link.h"
#include "threshold.h"
#include "tick-label.h"

static gpointer
compute (const LimenFigureType *self, const LimenFigureInput *input,
         GCancellable *cancellable)
{
  LimenReliabilityCounts *counts = limen_binned_reliability_new_of_class (
      input->class, input->calibration);

  if (counts != NULL && input->test != NULL)
    counts->test = limen_binned_reliability_new_of_class (input->test,
                                                          input->calibration);
  return counts;
}

static gboolean
draw (const LimenFigureType *self, gconstpointer computed,
      const LimenFigureInput *input, cairo_t *cr, LimenRect rect,
      const LimenTheme *theme)
{
  const LimenReliabilityCounts *counts = computed;
  LimenReliabilityFigure figure = limen_reliability_counts_get_figure (counts);
  double threshold = input->axis.threshold;
  g_autofree char *bins = limen_calibration_describe_bins (
      input->calibration.binning, counts->n_bins);
  char label[24];

  figure.is_fitted = TRUE;
  figure.negative_name = limen_one_vs_rest_get_rest_title (input->class);
  figure.positive_name = limen_one_vs_rest_get_title (input->class);
  figure.threshold = limen_score_to_probability (
      limen_figure_input_get_kind (input), threshold);
  figure.line_label = label;
  figure.bins_title = bins;
  if (threshold == INFINITY)
    /* Translators: the threshold at which no row is positive. */
    g_strlcpy (label, C_ ("threshold", "none"), sizeof label);
  else if (isinf (threshold))
    limen_threshold_format (threshold, label, sizeof label);
  else
    limen_tick_label_write_single (figure.threshold, theme->decimal_point,
                                   label, sizeof label);
  limen_figure_reliability_draw (cr, rect, &figure, theme);
  return TRUE;
}

/* Writes the bins, with the intervals of their frequencies. */
static gboolean
write_bins (const LimenFigureType *self, const LimenFigureInput *input,
            LimenTableWriter *table, GError **error)
{
  static const char *const head[]
      = { "low",       "high",       "rows",        "mean-score",
          "frequency", "wilson-low", "wilson-high", NULL };
  g_autoptr (LimenBinnedCalibration) binned
      = limen_binned_calibration_new_of_class (input->class,
                                               input->calibration);
  const LimenCalibrationBin *bins;

  if (binned == NULL)
    return limen_figure_input_fail_memory (input, LIMEN_FOR_NUMBERS, error);
  bins = binned->bins;
  limen_table_writer_add_columns (table, head);
  for (gsize i = 0; i < binned->n_bins; i++)
    {
      limen_table_writer_add_numbers (
          table,
          (double[]){ bins[i].low, bins[i].high, bins[i].weight,
                      bins[i].mean_score, bins[i].frequency,
                      bins[i].wilson.low, bins[i].wilson.high },
          7);
      if (!limen_table_writer_end_row (table, error))
        return FALSE;
    }
  return TRUE;
}

/* Frequency of positives over predicted probability, by bin. */
const LimenFigureType limen_reliability_figure = {
  .key = "reliability",
  .title = N_ ("Reliability diagram"),
  .tab = N_ ("Reliability"),
  .shape = LIMEN_SHAPE_RELIABILITY,
  .has_bins = TRUE,
  .compute = compute,
  .free = (GDestroyNotify) limen_reliability_counts_unref,
  .draw = draw,
  .write = write_bins,
};
