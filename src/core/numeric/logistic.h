/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#define LIMEN_LOGISTIC_MAX_COLUMNS 2
#define LIMEN_LOGISTIC_MAX_MODELS 2
#define LIMEN_LOGISTIC_BLOCK 512

/* A block of rows, processed at once. */
typedef struct
{
  double columns[LIMEN_LOGISTIC_MAX_COLUMNS][LIMEN_LOGISTIC_BLOCK];
  double targets[LIMEN_LOGISTIC_BLOCK]; /* in [0, 1] */
  const double *weights;                /* n numbers >= 0; NULL: 1 each */
} LimenLogisticBlock;

/* Fills a block with the n rows from index `first` on. Called from several
 * threads, and several times for the same rows. */
typedef void (*LimenLogisticFill) (const void *data, size_t first, size_t n,
                                   LimenLogisticBlock *block);

/* The rows that logistic models are fitted on. */
typedef struct
{
  LimenLogisticFill fill;
  const void *data;
  size_t n_rows, n_columns;
  double ridge; /* L2 penalty: the mean loss is increased by ridge / 2 * the
                 * sum of the squared coefficients of the standardised
                 * columns */
} LimenLogisticRows;

/* A logistic model: log-odds = intercept + sum of coefficient * column. */
typedef struct
{
  double coefficients[LIMEN_LOGISTIC_MAX_COLUMNS];
  double intercept;
  bool is_fixed[LIMEN_LOGISTIC_MAX_COLUMNS]; /* coefficients that are given,
                                              * not fitted */
  bool is_fitted;
} LimenLogisticModel;

/* The second derivatives of the total loss of a model with one column, at its
 * parameters. With the weight p (1 - p) of each row, times its own: */
typedef struct
{
  double total;  /* the sum of the weights */
  double centre; /* the weighted mean of the column */
  double square; /* the weighted sum of the squared distances from it */
} LimenLogisticCurvature;

void limen_logistic_fit (const LimenLogisticRows *rows,
                         LimenLogisticModel *models, size_t n_models);
double limen_logistic_get_slope (const LimenLogisticRows *rows,
                                 const LimenLogisticModel *model,
                                 size_t column);
void limen_logistic_get_curvatures (const LimenLogisticRows *rows,
                                    const LimenLogisticModel *models,
                                    size_t n_models,
                                    LimenLogisticCurvature *curvatures);
