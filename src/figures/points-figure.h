/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figure-type.h"
#include "xy-curves.h"

/* Members common to the figures of one LimenPointsKind each. */
#define LIMEN_POINTS_FIGURE(points_kind)                                      \
  .shape = LIMEN_SHAPE_POINTS, .kind = points_kind,                           \
  .compute = limen_points_figure_compute,                                     \
  .free = (GDestroyNotify) limen_xy_curves_unref,                             \
  .draw = limen_points_figure_draw, .bands = limen_points_figure_bands

/* Makes the curves of a sweep; a new reference. */
typedef LimenXyCurves *LimenPointsFunc (const LimenFigureInput *input,
                                        const LimenSweep *sweep);

LimenXyCurves *limen_points_figure_make (const LimenFigureInput *input,
                                         LimenPointsFunc *make);
LimenFigureCompute limen_points_figure_compute;
LimenFigureDraw limen_points_figure_draw;
LimenFigureBands limen_points_figure_bands;
