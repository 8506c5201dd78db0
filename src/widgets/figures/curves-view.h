/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figure-view.h"
#include "metric-curves.h"

/* Widget for the curves of metrics over the threshold. */
#define LIMEN_TYPE_CURVES_VIEW (limen_curves_view_get_type ())
G_DECLARE_FINAL_TYPE (LimenCurvesView, limen_curves_view, LIMEN, CURVES_VIEW,
                      LimenFigureView)

void limen_curves_view_set_curves (LimenCurvesView *self,
                                   LimenMetricCurves *curves);
