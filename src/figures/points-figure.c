/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "points-figure.h"

#include "figure-bands.h"

/* Lower end of the probit axis over which the band of a DET curve is
 * computed. */
#define PROBIT_START 0.0001

/* The curves of the input's class that `make` makes, with those of its test
 * data if there is any; a new reference. */
LimenXyCurves *
limen_points_figure_make (const LimenFigureInput *input, LimenPointsFunc *make)
{
  const LimenSweep *test = limen_figure_input_get_test_sweep (input);
  LimenXyCurves *curves = make (input, limen_figure_input_get_sweep (input));

  if (test != NULL)
    limen_xy_curves_set_test (curves, make (input, test));
  return curves;
}

static LimenXyCurves *
new_curves (const LimenFigureType *self, const LimenFigureInput *input,
            const LimenSweep *sweep)
{
  LimenPointsKind kind = (LimenPointsKind) self->kind;

  return limen_kind_has_thresholds (limen_figure_input_get_kind (input))
             ? limen_xy_curves_new (sweep, kind, input->costs,
                                    input->prevalence)
             : limen_xy_curves_new_of_decisions (sweep, kind,
                                                 input->prevalence);
}

/* Computes the LimenXyCurves of the type's kind, or of a single point for
 * decisions without scores, and those of test data; a new reference. */
gpointer
limen_points_figure_compute (const LimenFigureType *self,
                             const LimenFigureInput *input,
                             GCancellable *cancellable)
{
  const LimenSweep *test = limen_figure_input_get_test_sweep (input);
  LimenXyCurves *curves
      = new_curves (self, input, limen_figure_input_get_sweep (input));

  if (test != NULL)
    limen_xy_curves_set_test (curves, new_curves (self, input, test));
  return curves;
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
  limen_figure_xy_set_bands (&figure, input->bands, theme->decimal_point);
  g_strlcpy (figure.label, input->label, sizeof figure.label);
  limen_figure_xy_draw (cr, rect, &figure, theme);
  return TRUE;
}

/* The band of the curve: that of y at fixed values of x. */
LimenBands *
limen_points_figure_bands (const LimenFigureType *self,
                           const LimenFigureInput *input,
                           GCancellable *cancellable, GError **error)
{
  LimenPointsKind kind = (LimenPointsKind) self->kind;
  const LimenPointCurve curve
      = limen_point_curve_new (kind, input->prevalence);
  const LimenScale x = kind == LIMEN_POINTS_DET
                           ? limen_scale_new (LIMEN_TRANSFORM_PROBIT,
                                              PROBIT_START, 1 - PROBIT_START)
                           : limen_scale_new (LIMEN_TRANSFORM_LINEAR, 0, 1);

  return limen_figure_bands_new_of_points (input, &curve, &(guint){ 0 }, 1, &x,
                                           cancellable, error);
}
