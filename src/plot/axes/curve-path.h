/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "curve.h"
#include "pen.h"
#include "scale.h"

double limen_curve_path_get_y (const LimenScale *y, LimenRect plot,
                               double value);
gboolean limen_curve_path_draw (LimenPen *pen, LimenRect plot,
                                const LimenScale *y,
                                const LimenCurveColumn *columns,
                                gsize n_columns);
