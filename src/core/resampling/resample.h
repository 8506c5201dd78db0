/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bootstrap.h"
#include "objective.h"
#include "stream.h"
#include "sweep.h"

/* One bootstrap resample of the rows of a sweep, drawn lazily.
 *
 * A resample of n rows is one multinomial draw. Of its n draws, Binomial (n,
 * P / n) are positive. The candidates form a binary tree, the bits of their
 * index: a node of 2^k candidates is split at its middle, and of the d draws
 * of a class within it, Binomial (d, share of its upper half) fall into the
 * upper half. So the confusion matrix at a candidate takes O(log n) binomial
 * draws and is distributed exactly as if every row had been drawn.
 *
 * Each node has its own stream of random numbers, addressed by the candidate
 * at which it is split (each candidate splits one node only; 0 stands for the
 * classes). A resample therefore stores no draws: they are a function of the
 * sweep, the seed and the index of the resample, in whatever order they are
 * asked for.
 *
 * A plain value, without ownership; the sweep must outlive it. */
typedef struct
{
  const LimenSweep *sweep;
  uint64_t seed;
  uint32_t index;
  double positives, negatives; /* rows drawn of each class */
} LimenResample;

/* The optimum of an objective within a resample. `edge` is an interval of
 * thresholds that decide the drawn rows equally, (low, high]: scores that were
 * not drawn widen it; its candidate is that of the sweep with score `high`. */
typedef struct
{
  LimenOptimumStatus status; /* FOUND, UNATTAINABLE, UNDEFINED or
                              * NO_POSITIVES */
  LimenEdge edge;            /* if not FOUND: NaN */
  double value;              /* the metric; if not FOUND: NaN */
  LimenConfusion confusion;  /* if not FOUND: NaN */
} LimenResampleOptimum;

bool limen_resample_is_suitable (const LimenSweep *sweep);
bool limen_resample_can_optimize (const LimenSweep *sweep,
                                  const LimenObjective *objective);
size_t limen_resample_find_shallow (size_t first, size_t last);

LimenResample limen_resample_new (const LimenBootstrap *plan,
                                  const LimenSweep *sweep, uint32_t index);
LimenConfusion limen_resample_get_confusion (const LimenResample *self,
                                             size_t candidate);
LimenEdge limen_resample_get_edge (const LimenResample *self,
                                   size_t candidate);
LimenResampleOptimum limen_resample_optimize (const LimenResample *self,
                                              const LimenObjective *objective,
                                              size_t start);
LimenBootstrapStatus
limen_bootstrap_optimize (const LimenBootstrap *plan, const LimenSweep *sweep,
                          const LimenObjective *objective, size_t start,
                          LimenResampleOptimum *optima,
                          LimenBootstrapProgress progress, unsigned n_threads);
