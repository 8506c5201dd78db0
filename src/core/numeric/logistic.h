/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#define LIMEN_LOGISTIC_MAX_COLUMNS 2
#define LIMEN_LOGISTIC_MAX_MODELS 2
#define LIMEN_LOGISTIC_BLOCK 512

/* Some rows that are computed in one go. */
typedef struct
{
  double columns[LIMEN_LOGISTIC_MAX_COLUMNS][LIMEN_LOGISTIC_BLOCK];
  double targets[LIMEN_LOGISTIC_BLOCK]; /* in [0, 1] */
  const double *weights;                /* of the n rows; NULL: 1 each */
} LimenLogisticBlock;

/* Sets the n rows of a block, which begins at row `first`; called from several
 * threads, and several times for the same rows. */
typedef void (*LimenLogisticFill) (const void *data, size_t first, size_t n,
                                   LimenLogisticBlock *block);

/* Rows to fit logistic models on. */
typedef struct
{
  LimenLogisticFill fill;
  const void *data;
  size_t n_rows, n_columns;
  double ridge; /* times half the squared coefficients of the standardised
                 * columns, is added to the mean loss */
} LimenLogisticRows;

/* The log-odds: intercept + the sum of coefficient times column. */
typedef struct
{
  double coefficients[LIMEN_LOGISTIC_MAX_COLUMNS];
  double intercept;
  bool is_fixed[LIMEN_LOGISTIC_MAX_COLUMNS]; /* coefficients that are given */
  bool is_fitted;
} LimenLogisticModel;

void limen_logistic_fit (const LimenLogisticRows *rows,
                         LimenLogisticModel *models, size_t n_models);
double limen_logistic_get_slope (const LimenLogisticRows *rows,
                                 const LimenLogisticModel *model,
                                 size_t column);
