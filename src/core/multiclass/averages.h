/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stddef.h>

#include "matrix.h"
#include "metric.h"
#include "status.h"

/* Averages of a metric over the classes, each one-vs-rest. */
typedef struct
{
  double macro;             /* unweighted mean over the classes */
  double micro;             /* the metric of the summed confusion matrices */
  double weighted;          /* mean weighted by the classes' support */
  size_t n_undefined;       /* classes left out of macro and weighted */
  double undefined_support; /* their support */
} LimenAverages;

LimenAverages limen_averages_compute (LimenMetric metric,
                                      const LimenConfusion *confusions,
                                      size_t n, LimenCosts costs);
void limen_averages_compute_all (const LimenConfusion *confusions, size_t n,
                                 LimenCosts costs,
                                 LimenAverages averages[LIMEN_N_METRICS]);
LimenAverages limen_averages_of_matrix (LimenMetric metric,
                                        const LimenMatrix *matrix,
                                        LimenCosts costs);
LimenAverages limen_averages_of_values (const double *values,
                                        const double *supports, size_t n);

LIMEN_MUST_CHECK bool
limen_top_k_accuracies (const LimenPredictions *predictions, size_t n,
                        double *accuracies);
