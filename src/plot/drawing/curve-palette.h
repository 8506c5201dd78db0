/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "metric.h"

/* Metrics whose curves a figure shows until others are chosen, in the order of
 * its legend. */
#define LIMEN_N_USUAL_CURVES 5
extern const LimenMetricId limen_usual_curves[LIMEN_N_USUAL_CURVES];

/* Which colour of the theme's series each of these curves takes. */
void limen_curve_palette_assign (const LimenMetricId *metrics, size_t n,
                                 unsigned *colors);
