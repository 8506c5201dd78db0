/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "logistic.h"
#include "parallel.h"
#include "sum.h"

/* Upper bound on a model's free parameters; the last one is the intercept. */
#define LIMEN_LOGISTIC_MAX_FREE (LIMEN_LOGISTIC_MAX_COLUMNS + 1)
/* Sums per model: total weight, gradient, lower triangle of the Hessian. */
#define LIMEN_LOGISTIC_N_SUMS                                                 \
  (1 + LIMEN_LOGISTIC_MAX_FREE                                                \
   + LIMEN_LOGISTIC_MAX_FREE * (LIMEN_LOGISTIC_MAX_FREE + 1) / 2)
/* Upper bound on the chunks that the blocks are divided into. */
#define LIMEN_LOGISTIC_MAX_PARTS 256

/* The parameters of a model of the standardised columns: coefficients, then
 * the intercept. Also a step between two such models. */
typedef struct
{
  double values[LIMEN_LOGISTIC_MAX_FREE];
} LimenLogisticVector;

/* A pass over all rows or a subsample that evaluates up to
 * LIMEN_LOGISTIC_MAX_MODELS models and sums their gradients and Hessians. */
typedef struct
{
  const LimenLogisticRows *rows;
  double means[LIMEN_LOGISTIC_MAX_COLUMNS], scales[LIMEN_LOGISTIC_MAX_COLUMNS];
  size_t n_blocks, stride; /* subsample: one block in `stride` is used */
  LimenLogisticBlock *kept; /* all blocks, filled; NULL: filled on each pass */
  LimenChunks chunks;      /* chunks of the blocks in use */
  size_t n_models;
  const LimenLogisticModel *models;
  LimenLogisticVector vectors[LIMEN_LOGISTIC_MAX_MODELS];
  bool is_skipped[LIMEN_LOGISTIC_MAX_MODELS];
  bool has_hessian; /* false: skips the Hessian and sums the residuals
                     * exactly */
  LimenSum sums[LIMEN_LOGISTIC_MAX_PARTS][LIMEN_LOGISTIC_MAX_MODELS]
               [LIMEN_LOGISTIC_N_SUMS];
} LimenLogisticPass;

size_t limen_logistic_model_get_free (const LimenLogisticModel *self,
                                      size_t n_columns,
                                      size_t free[LIMEN_LOGISTIC_MAX_FREE]);

void limen_logistic_pass_init (LimenLogisticPass *self,
                               const LimenLogisticRows *rows,
                               const LimenLogisticModel *models,
                               size_t n_models);
void limen_logistic_pass_clear (LimenLogisticPass *self);
void limen_logistic_pass_keep_blocks (LimenLogisticPass *self);
bool limen_logistic_pass_is_enough (const LimenLogisticPass *self,
                                    size_t stride);
void limen_logistic_pass_set_stride (LimenLogisticPass *self, size_t stride);
void limen_logistic_pass_standardize (LimenLogisticPass *self);
void limen_logistic_pass_run (LimenLogisticPass *self);
double limen_logistic_pass_get_sum (const LimenLogisticPass *self,
                                    size_t model, size_t index);

LimenLogisticVector
limen_logistic_pass_get_vector (const LimenLogisticPass *self,
                                const LimenLogisticModel *model);
void limen_logistic_pass_take_vector (const LimenLogisticPass *self,
                                      const LimenLogisticVector *vector,
                                      LimenLogisticModel *model);
