/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "metric.h"
#include "objective.h"
#include "sweep.h"

/* The values of a metric over the thresholds of one pixel column; all NaN
 * where it is undefined throughout. */
typedef struct
{
  double first, last; /* at the column's left and right edge; NaN: a gap */
  double low, high;   /* smallest and largest value in the column */
} LimenCurveColumn;

/* One histogram bar: the weight of each true class. */
typedef struct
{
  double positives, negatives;
} LimenHistogramBin;

void limen_curve_compute (const LimenObjective *objective,
                          const LimenSweep *sweep, LimenMetric metric,
                          const double *edges, size_t n_columns,
                          LimenCurveColumn *columns);
void limen_histogram_compute (const LimenSweep *sweep, const double *edges,
                              size_t n_bins, LimenHistogramBin *bins);
