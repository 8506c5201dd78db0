#pragma once

#include "metric.h"

/* Which colour of the theme's series each of these curves takes. */
void limen_curve_palette_assign (const LimenMetricId *metrics, size_t n,
                                 unsigned *colors);
