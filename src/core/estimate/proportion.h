/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "confusion.h"
#include "estimate.h"
#include "metric.h"

/* A number of rows out of others; the number is counted, not weighted. */
typedef struct
{
  double n_hits, n_rows;
} LimenProportion;

LimenInterval limen_interval_exact (LimenProportion proportion,
                                    double confidence);
LimenEstimate limen_estimate_proportion (LimenProportion proportion,
                                         double confidence);
LimenQuantity limen_quantity_of_metric (LimenMetricId id);
LimenProportion limen_metric_get_proportion (LimenMetricId id,
                                             LimenConfusion confusion);
