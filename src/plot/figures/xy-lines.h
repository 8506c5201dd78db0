/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figure-xy.h"

/* Input for the computation of points. */
typedef struct
{
  const LimenSweep *sweep;
  LimenCosts costs;
  double prevalence; /* prevalence of the population, or of the rows */
} LimenXySource;

/* Writes a value with three decimals; an em dash for NaN. */
void limen_xy_write_value (double value, const char *decimal_point, char *text,
                           gsize size);

LimenXyLine *
limen_xy_figure_add_line (LimenXyFigure *figure, LimenXyLineKind kind,
                          double x1, double y1, double x2, double y2,
                          const char *title);
void limen_xy_lines_add (LimenXyFigure *figure, LimenPointsKind kind,
                         const LimenXySource *source, gboolean is_point,
                         const char *decimal_point);
