/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "objective.h"

/* The most candidates looked at in one go. */
#define LIMEN_OBJECTIVE_BLOCK 256

/* Some candidates in a row, as an objective sees them. */
typedef struct
{
  const LimenObjective *objective;
  size_t first, n;
  LimenConfusion counted[LIMEN_OBJECTIVE_BLOCK];
  LimenConfusion scaled[LIMEN_OBJECTIVE_BLOCK];
  const LimenConfusion *adjusted; /* to the prevalence: one of these */
  LimenClassFactors factors;
  LimenErrorCosts costs[LIMEN_OBJECTIVE_BLOCK]; /* where rows have some */
} LimenObjectiveBlock;

void limen_objective_block_fill (LimenObjectiveBlock *self,
                                 const LimenObjective *objective,
                                 const LimenSweep *sweep, size_t first,
                                 size_t n);
void limen_objective_block_fill_corner (LimenObjectiveBlock *self,
                                        const LimenObjective *objective,
                                        const LimenSweep *sweep, size_t first,
                                        size_t n, bool is_right);

void limen_objective_block_get_values (const LimenObjectiveBlock *self,
                                       LimenMetric metric, double *values);
void limen_objective_block_get_violations (const LimenObjectiveBlock *self,
                                           double *violations);
