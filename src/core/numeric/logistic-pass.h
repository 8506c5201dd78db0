/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "logistic.h"
#include "parallel.h"
#include "sum.h"

/* Coefficients of a model that are free, the last of which is the intercept. */
#define LIMEN_LOGISTIC_MAX_FREE (LIMEN_LOGISTIC_MAX_COLUMNS + 1)
/* The sum of the weights, the gradient, the lower half of the Hessian. */
#define LIMEN_LOGISTIC_N_SUMS                                                 \
  (1 + LIMEN_LOGISTIC_MAX_FREE                                                \
   + LIMEN_LOGISTIC_MAX_FREE * (LIMEN_LOGISTIC_MAX_FREE + 1) / 2)
/* Parts that rows are cut into at most. */
#define LIMEN_LOGISTIC_MAX_PARTS 256

/* A model of the standardised columns; a vector of its coefficients and its
 * intercept. */
typedef struct
{
  double values[LIMEN_LOGISTIC_MAX_FREE];
} LimenLogisticVector;

/* Passes over rows, all or some, in which models are computed. */
typedef struct
{
  const LimenLogisticRows *rows;
  double means[LIMEN_LOGISTIC_MAX_COLUMNS], scales[LIMEN_LOGISTIC_MAX_COLUMNS];
  size_t n_blocks, stride; /* every so many blocks are looked at */
  LimenChunks chunks;      /* of these blocks */
  size_t n_models;
  const LimenLogisticModel *models;
  LimenLogisticVector vectors[LIMEN_LOGISTIC_MAX_MODELS];
  bool is_skipped[LIMEN_LOGISTIC_MAX_MODELS];
  bool has_hessian; /* without it the sum of the residuals is exact */
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
