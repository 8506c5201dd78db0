/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bootstrap.h"
#include "objective.h"
#include "sweep.h"

/* The confusion matrices of all resamples of a plan at some candidates or
 * thresholds. */
typedef struct
{
  LimenBootstrap plan;
  size_t n_points;              /* candidates or thresholds */
  LimenConfusion *confusions;   /* that of resample j at point i stands at
                                 * i * plan.n_resamples + j */
  LimenErrorCosts *error_costs; /* in the order of the confusions; NULL: no
                                 * individual row costs */
} LimenReplicates;

/* Rows to be resampled one by one, or in whole units: rows that belong
 * together, such as the images of one patient. */
typedef struct
{
  size_t n_rows;
  const double *scores; /* finite */
  const uint16_t *labels;
  uint16_t positive;     /* the label of positive rows */
  const double *weights; /* finite, >= 0; NULL: 1 each */
  /* Costs of a false positive and of a false negative. NULL: 1 each if the
   * other kind of error has costs; both NULL: no individual costs. */
  const double *fp_costs, *fn_costs;
  const uint32_t *units; /* unit of each row, below n_units; NULL: each row is
                          * a unit */
  uint32_t n_units;      /* each has at least one row */
} LimenUnitRows;

LimenBootstrapStatus
limen_replicates_init (LimenReplicates *self, const LimenBootstrap *plan,
                       const LimenSweep *sweep, const size_t *candidates,
                       size_t n_candidates, LimenBootstrapProgress progress,
                       unsigned n_threads);
LimenBootstrapStatus limen_replicates_init_from_rows (
    LimenReplicates *self, const LimenBootstrap *plan,
    const LimenUnitRows *rows, const double *thresholds, size_t n_thresholds,
    LimenBootstrapProgress progress, unsigned n_threads);
void limen_replicates_clear (LimenReplicates *self);

const LimenConfusion *limen_replicates_get (const LimenReplicates *self,
                                            size_t point);
void limen_replicates_get_values (const LimenReplicates *self,
                                  const LimenObjective *objective,
                                  LimenMetric metric, size_t point,
                                  double *values);
LimenBootstrapStatus
limen_replicates_get_intervals (const LimenReplicates *self,
                                const LimenObjective *objective,
                                const LimenMetric *metrics, size_t n_metrics,
                                LimenBootstrapInterval *intervals);
