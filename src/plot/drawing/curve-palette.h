/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "metric.h"

/* Metrics shown by default in the figure of threshold curves, in legend
 * order. */
#define LIMEN_N_DEFAULT_CURVES 5
extern const LimenMetricId limen_default_curves[LIMEN_N_DEFAULT_CURVES];

/* Fills colors[n] with indices into the theme's series colours, one per
 * curve. */
void limen_curve_palette_assign (const LimenMetricId *metrics, size_t n,
                                 unsigned *colors);
