/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "interval.h"
#include "parallel.h"

/* The plan of a bootstrap: how its resamples are drawn and summarised.
 * Resample i of a sweep is determined by the seed and by stratification, so
 * replicates and optima of equal plans are paired. */
typedef struct
{
  uint32_t n_resamples;
  uint64_t seed;
  bool is_stratified; /* each class keeps its number of rows */
  double confidence;  /* of intervals, between 0 and 1 */
} LimenBootstrap;

#define LIMEN_BOOTSTRAP_DEFAULT ((LimenBootstrap){ 1000, 1, false, 0.95 })

typedef enum
{
  LIMEN_BOOTSTRAP_DONE,
  LIMEN_BOOTSTRAP_CANCELLED,
  LIMEN_BOOTSTRAP_NO_MEMORY,
  LIMEN_BOOTSTRAP_UNSUITABLE, /* the input does not meet the requirements */
} LimenBootstrapStatus;

/* Progress of a bootstrap and a way to cancel it. `is_cancelled` is called
 * with `data` and the number of resamples done so far, from any thread, and
 * returns true to cancel. NULL: neither. */
typedef struct
{
  bool (*is_cancelled) (void *data, size_t n_done);
  void *data;
} LimenBootstrapProgress;

/* Interval of a bootstrapped value, and the number of resamples in which the
 * value was undefined, which the interval leaves out. */
typedef struct
{
  LimenInterval interval;
  size_t n_undefined;
} LimenBootstrapInterval;

LimenBootstrapInterval limen_bootstrap_interval (double *values, size_t n,
                                                 double confidence);
LimenBootstrapStatus
limen_bootstrap_run (const LimenBootstrap *self,
                     bool (*work) (void *data, LimenSpan resamples),
                     void *data, size_t chunk, LimenBootstrapProgress progress,
                     unsigned n_threads);
