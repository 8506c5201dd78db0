/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lines-figure.h"

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

  limen_figure_curves_draw (cr, rect, &figure, theme);
  return TRUE;
}
