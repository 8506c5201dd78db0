/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figure-type.h"
#include "threshold-lines.h"

/* Members common to the figures of one LimenLinesKind each. */
#define LIMEN_LINES_FIGURE(lines_kind)                                        \
  .shape = LIMEN_SHAPE_LINES, .kind = lines_kind,                             \
  .compute = limen_lines_figure_compute,                                      \
  .free = (GDestroyNotify) limen_threshold_lines_unref,                       \
  .draw = limen_lines_figure_draw, .bands = limen_lines_figure_bands

LimenFigureCompute limen_lines_figure_compute;
LimenFigureDraw limen_lines_figure_draw;
LimenFigureBands limen_lines_figure_bands;
