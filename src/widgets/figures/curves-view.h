#pragma once

#include "curve.h"
#include "figure-view.h"

/* One metric over the whole axis, ready to be drawn. Immutable and counted. */
typedef struct _LimenCurve LimenCurve;

LimenCurve *limen_curve_new (const LimenSweep *sweep, const LimenScale *scale,
                             LimenMetric metric, const LimenObjective *view,
                             guint color);
LimenCurve *limen_curve_ref (LimenCurve *self);
void limen_curve_unref (LimenCurve *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenCurve, limen_curve_unref)

/* The curves of metrics against the threshold. */
#define LIMEN_TYPE_CURVES_VIEW (limen_curves_view_get_type ())
G_DECLARE_FINAL_TYPE (LimenCurvesView, limen_curves_view, LIMEN, CURVES_VIEW,
                      LimenFigureView)

void limen_curves_view_set_curves (LimenCurvesView *self, GPtrArray *curves);
