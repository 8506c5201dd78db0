/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figure-xy.h"
#include "xy-path.h"

/* The path of a curve in user space. */
typedef struct
{
  LimenPathPoint *points;
  gsize n_points;
} LimenXyPath;

/* Drawing state of one figure. */
typedef struct
{
  LimenPen pen;
  const LimenXyFigure *data;
  LimenThresholdAxis axis; /* the x axis, drawn as in the figures over the
                            * threshold axis */
  LimenRect rect, plot, legend;
  LimenXyPath paths[LIMEN_XY_MAX_SERIES];
  LimenXyPath test_paths[LIMEN_XY_MAX_SERIES]; /* of test data */
} LimenXyCanvas;

void limen_xy_canvas_begin (LimenXyCanvas *self, cairo_t *cr, LimenRect rect,
                            const LimenXyFigure *data,
                            const LimenTheme *theme);
void limen_xy_canvas_end (LimenXyCanvas *self);
gboolean limen_xy_place_is_known (LimenXyPlace place);
LimenPathPoint limen_xy_canvas_get_point (const LimenXyCanvas *self,
                                          LimenXyPlace place);
double limen_xy_get_precision (double f1, double recall);
void limen_xy_canvas_draw_hull (LimenXyCanvas *self);
void limen_xy_canvas_draw_lines (LimenXyCanvas *self, gboolean is_cost);
