/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bands.h"
#include "curve-points.h"
#include "figure-input.h"

/* A curve with a band: a metric over the threshold axis, and the key of the
 * band. */
typedef struct
{
  LimenMetricId metric;
  guint key;
} LimenBandMetric;

/* Bands of the figures of an input, with its bootstrap. NULL without an error
 * where there are none, such as for too many weighted rows, and when
 * cancelled; NULL with an error when memory runs out. */
LimenBands *limen_figure_bands_new (const LimenFigureInput *input,
                                    const LimenBandMetric *metrics,
                                    gsize n_metrics, GCancellable *cancellable,
                                    GError **error);
LimenBands *limen_figure_bands_new_of_benefit (const LimenFigureInput *input,
                                               guint key,
                                               GCancellable *cancellable,
                                               GError **error);
LimenBands *limen_figure_bands_new_of_points (
    const LimenFigureInput *input, const LimenPointCurve *curves,
    const guint *keys, gsize n_curves, const LimenScale *x,
    GCancellable *cancellable, GError **error);
