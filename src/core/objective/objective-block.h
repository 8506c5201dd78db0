/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "objective.h"

/* Upper bound on the candidates of a block. */
#define LIMEN_OBJECTIVE_BLOCK 256

/* Consecutive candidates with what an objective needs to evaluate them. */
typedef struct
{
  const LimenObjective *objective;
  size_t first, n;
  LimenConfusion counted[LIMEN_OBJECTIVE_BLOCK];
  LimenConfusion scaled[LIMEN_OBJECTIVE_BLOCK];
  const LimenConfusion *adjusted; /* at the objective's prevalence: `counted`
                                   * or `scaled` */
  LimenClassFactors factors;
  LimenErrorCosts costs[LIMEN_OBJECTIVE_BLOCK]; /* only if the objective has
                                                 * row costs */
} LimenObjectiveBlock;

void limen_objective_block_fill (LimenObjectiveBlock *self,
                                 const LimenObjective *objective,
                                 const LimenSweep *sweep, size_t first,
                                 size_t n);
void limen_objective_block_fill_corner (LimenObjectiveBlock *self,
                                        const LimenObjective *objective,
                                        const LimenSweep *sweep, size_t first,
                                        size_t n, bool is_right);
void limen_objective_block_fill_confusion (LimenObjectiveBlock *self,
                                           const LimenObjective *objective,
                                           LimenConfusion confusion);

void limen_objective_block_get_values (const LimenObjectiveBlock *self,
                                       LimenMetric metric, double *values);
void limen_objective_block_get_violations (const LimenObjectiveBlock *self,
                                           double *violations);
double limen_objective_mean_cost (const LimenObjective *self,
                                  LimenConfusion adjusted,
                                  LimenErrorCosts errors,
                                  LimenClassFactors factors);
