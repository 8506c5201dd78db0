/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>

#include "sum.h"

/* The most rows that are asked for at once. */
#define LIMEN_ROW_SUMS_BLOCK 256
/* The most sums of values and weights in one pass. */
#define LIMEN_ROW_SUMS_SEVERAL 4

/* Fills in the values of `n` rows from `first` on, and the weights that they
 * have in their mean. Called from several threads. */
typedef void (*LimenRowValues) (const void *data, size_t first, size_t n,
                                double *values, double *weights);

/* What is to be added up. */
typedef struct
{
  LimenRowValues get_values;
  const void *data;
  size_t n_rows;
  size_t n_columns;   /* numbers that a row is made of */
  size_t block_size;  /* rows asked for at once; a multiple of 8 */
  bool is_weighted;   /* false: weights are not looked at, each counts 1 */
  unsigned n_threads; /* 0: one for each processor */
} LimenRows;

typedef struct
{
  double values, weights;
} LimenRowSums;

LimenRowSums limen_row_sums_compute (const LimenRows *rows);
void limen_row_sums_compute_several (const LimenRows *rows, size_t n,
                                     LimenRowSums *sums);
