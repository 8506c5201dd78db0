/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figure-curves.h"
#include "objective.h"

/* Curves of metrics over a threshold axis, ready to draw. Reference counted;
 * immutable once the last curve is added. */
typedef struct _LimenMetricCurves LimenMetricCurves;

/* Columns per curve in a window: twice the pixels of a wide figure, so that
 * merging columns when drawing is accurate to a pixel. */
#define LIMEN_CURVE_COLUMNS 4096

LimenMetricCurves *limen_metric_curves_new (const LimenSweep *sweep,
                                            const LimenScale *scale,
                                            gsize n_columns,
                                            const LimenObjective *view);
void limen_metric_curves_add (LimenMetricCurves *self, LimenMetricId metric,
                              guint color);
void limen_metric_curves_set_test (LimenMetricCurves *self,
                                   LimenMetricCurves *test);
LimenMetricCurves *limen_metric_curves_ref (LimenMetricCurves *self);
void limen_metric_curves_unref (LimenMetricCurves *self);

gsize limen_metric_curves_get_n_series (const LimenMetricCurves *self);
const char *limen_metric_curves_get_series_title (const LimenMetricCurves *self,
                                                  gsize series);
guint limen_metric_curves_get_color (const LimenMetricCurves *self,
                                     gsize series);
double limen_metric_curves_get_value (const LimenMetricCurves *self,
                                      gsize series, double threshold);
const LimenMetricCurves *
limen_metric_curves_get_test (const LimenMetricCurves *self);
/* The result points into the curves and into `series`. */
LimenCurvesFigure
limen_metric_curves_get_figure (const LimenMetricCurves *self,
                                const LimenThresholdAxis *axis,
                                LimenCurveSeries series[LIMEN_N_METRICS]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenMetricCurves, limen_metric_curves_unref)
