/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lines-figure.h"

#include "figure-bands.h"

static LimenThresholdLines *
new_lines (const LimenFigureType *self, const LimenFigureInput *input,
           const LimenSweep *sweep)
{
  return limen_threshold_lines_new (
      sweep, (LimenLinesKind) self->kind, limen_figure_input_get_kind (input),
      &input->axis.x, input->costs, input->prevalence);
}

/* Computes the LimenThresholdLines of the type's kind over the input's axis,
 * and those of test data; a new reference. */
gpointer
limen_lines_figure_compute (const LimenFigureType *self,
                            const LimenFigureInput *input,
                            GCancellable *cancellable)
{
  const LimenSweep *test = limen_figure_input_get_test_sweep (input);
  LimenThresholdLines *lines
      = new_lines (self, input, limen_figure_input_get_sweep (input));

  if (test != NULL)
    limen_threshold_lines_set_test (lines, new_lines (self, input, test));
  return lines;
}

/* Draws computed LimenThresholdLines with the threshold line; returns TRUE. */
gboolean
limen_lines_figure_draw (const LimenFigureType *self, gconstpointer computed,
                         const LimenFigureInput *input, cairo_t *cr,
                         LimenRect rect, const LimenTheme *theme)
{
  LimenCurveSeries series[LIMEN_LINES_MAX_SERIES];
  LimenCurvesFigure figure
      = limen_threshold_lines_get_figure (computed, &input->axis, series);

  figure.bands = input->bands;
  limen_figure_curves_draw (cr, rect, &figure, theme);
  return TRUE;
}

/* The bands of the lines, by their index; those that all or no rows predicted
 * positive give have none. */
LimenBands *
limen_lines_figure_bands (const LimenFigureType *self,
                          const LimenFigureInput *input,
                          GCancellable *cancellable, GError **error)
{
  static const LimenBandMetric ks[]
      = { { LIMEN_METRIC_SPECIFICITY, 0 }, { LIMEN_METRIC_FNR, 1 } };
  static const LimenBandMetric cost[] = { { LIMEN_METRIC_COST, 0 } };

  if (self->kind == LIMEN_LINES_DECISION)
    return limen_figure_bands_new_of_benefit (input, 0, cancellable, error);
  return self->kind == LIMEN_LINES_KS
             ? limen_figure_bands_new (input, ks, G_N_ELEMENTS (ks),
                                       cancellable, error)
             : limen_figure_bands_new (input, cost, G_N_ELEMENTS (cost),
                                       cancellable, error);
}
