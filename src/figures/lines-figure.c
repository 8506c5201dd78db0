/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lines-figure.h"

/* Computes the LimenThresholdLines of the type's kind over the input's axis; a
 * new reference. */
gpointer
limen_lines_figure_compute (const LimenFigureType *self,
                            const LimenFigureInput *input,
                            GCancellable *cancellable)
{
  return limen_threshold_lines_new (
      limen_figure_input_get_sweep (input), (LimenLinesKind) self->kind,
      limen_figure_input_get_kind (input), &input->axis.x, input->costs,
      input->prevalence);
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

  limen_figure_curves_draw (cr, rect, &figure, theme);
  return TRUE;
}
