#pragma once

#include "figure-xy.h"

/* A curve of points of one sweep, or some over the same x, ready to be drawn.
 * Immutable and counted. */
typedef struct _LimenXyCurves LimenXyCurves;

LimenXyCurves *limen_xy_curves_new (const LimenSweep *sweep,
                                    LimenPointsKind kind, LimenCosts costs,
                                    double prevalence);
LimenXyCurves *limen_xy_curves_new_over_rate (const LimenSweep *sweep,
                                              const LimenMetricId *metrics,
                                              gsize n_metrics,
                                              LimenCosts costs,
                                              double prevalence);
LimenXyCurves *
limen_xy_curves_new_of_decisions (const LimenSweep *sweep,
                                  LimenPointsKind kind, double prevalence);
gboolean limen_xy_curves_is_point (const LimenXyCurves *self);
gboolean limen_xy_curves_has_failed (const LimenXyCurves *self);
LimenXyCurves *limen_xy_curves_ref (LimenXyCurves *self);
void limen_xy_curves_unref (LimenXyCurves *self);

const LimenSweep *limen_xy_curves_get_sweep (const LimenXyCurves *self);
const char *limen_xy_curves_get_message (const LimenXyCurves *self);
gsize limen_xy_curves_get_n_series (const LimenXyCurves *self);
const char *limen_xy_curves_get_series_title (const LimenXyCurves *self,
                                              gsize series);
const char *limen_xy_curves_get_x_name (const LimenXyCurves *self);
const char *limen_xy_curves_get_y_name (const LimenXyCurves *self,
                                        gsize series);
LimenXyPlace limen_xy_curves_get_place (const LimenXyCurves *self,
                                        gsize series, double threshold);
/* It points into the curves. */
LimenXyFigure limen_xy_curves_get_figure (const LimenXyCurves *self,
                                          double threshold,
                                          const char *decimal_point);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenXyCurves, limen_xy_curves_unref)
