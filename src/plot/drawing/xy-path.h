/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "curve-points.h"
#include "pen.h"

/* A point of a curve in the coordinates of the drawing. */
typedef struct
{
  double x, y; /* NaN: a gap */
} LimenPathPoint;

LimenPathPoint *limen_xy_path_new (const LimenCurvePoint *points,
                                   gsize n_points, LimenRect plot,
                                   double pixel, gboolean is_stepped,
                                   gsize *n_path);
void limen_xy_path_stroke (LimenPen *pen, const LimenPathPoint *path,
                           gsize n_path);
gboolean limen_xy_path_meets (const LimenPathPoint *path, gsize n_path,
                              LimenRect rect);
