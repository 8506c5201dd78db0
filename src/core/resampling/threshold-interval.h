/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bootstrap.h"
#include "objective.h"
#include "sweep.h"

/* The thresholds that may be the population's best, as an interval [low,
 * high]: at the candidates from `first` to `last` of the sweep. */
typedef struct
{
  size_t first, last;
  double low, high; /* +-infinity where the candidate at that end of the sweep
                     * is not rejected */
} LimenThresholdInterval;

bool limen_threshold_interval_is_suitable (const LimenSweep *sweep,
                                           const LimenObjective *objective);
LimenBootstrapStatus limen_threshold_intervals_compute (
    const LimenBootstrap *plan, const LimenSweep *sweep,
    const LimenObjective *objectives, const size_t *optima, size_t n,
    LimenBootstrapProgress progress, unsigned n_threads,
    LimenThresholdInterval *intervals);
