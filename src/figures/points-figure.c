/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "points-figure.h"

/* Computes the LimenXyCurves of the type's kind, or of a single point for
 * decisions without scores; a new reference. */
gpointer
limen_points_figure_compute (const LimenFigureType *self,
                             const LimenFigureInput *input,
                             GCancellable *cancellable)
{
  const LimenSweep *sweep = limen_figure_input_get_sweep (input);
  LimenPointsKind kind = (LimenPointsKind) self->kind;

  return limen_kind_has_thresholds (limen_figure_input_get_kind (input))
             ? limen_xy_curves_new (sweep, kind, input->costs,
                                    input->prevalence)
             : limen_xy_curves_new_of_decisions (sweep, kind,
                                                 input->prevalence);
}

/* Draws computed LimenXyCurves with a marker at the threshold. FALSE if memory
 * ran out while they were computed. */
gboolean
limen_points_figure_draw (const LimenFigureType *self, gconstpointer computed,
                          const LimenFigureInput *input, cairo_t *cr,
                          LimenRect rect, const LimenTheme *theme)
{
  const LimenXyCurves *curves = computed;
  LimenXyFigure figure;

  if (limen_xy_curves_has_failed (curves))
    return FALSE;
  figure = limen_xy_curves_get_figure (curves, input->axis.threshold,
                                       theme->decimal_point);
  figure.is_square = self->is_square;
  g_strlcpy (figure.label, input->label, sizeof figure.label);
  limen_figure_xy_draw (cr, rect, &figure, theme);
  return TRUE;
}
