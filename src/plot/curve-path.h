#pragma once

#include <cairo.h>

#include "curve.h"
#include "geometry.h"
#include "scale.h"

double limen_curve_path_get_y (const LimenScale *y, LimenRect plot,
                               double value);
gboolean limen_curve_path_add (cairo_t *cr, LimenRect plot,
                               const LimenScale *y,
                               const LimenCurveColumn *columns,
                               gsize n_columns, gsize n_pixels);
