/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>

#include "sum.h"

/* Upper bound on the rows of one call of LimenRowValues. */
#define LIMEN_ROW_SUMS_BLOCK 256
/* Upper bound on the sums computed in one pass. */
#define LIMEN_ROW_SUMS_MAX 4

/* Writes the values of `n` rows from index `first` on, and the rows' weights
 * in the mean. Called from several threads. */
typedef void (*LimenRowValues) (const void *data, size_t first, size_t n,
                                double *values, double *weights);

/* The rows to sum over, and how to get their values. */
typedef struct
{
  LimenRowValues get_values;
  const void *data;
  size_t n_rows;
  size_t n_columns;   /* numbers read per row: sets the size of a chunk */
  size_t block_size;  /* rows per call; a multiple of 8 */
  bool is_weighted;   /* false: `weights` is ignored, each row counts 1 */
  unsigned n_threads; /* 0: one for each processor */
} LimenRows;

typedef struct
{
  double values, weights;
} LimenRowSums;

LimenRowSums limen_row_sums_compute (const LimenRows *rows);
void limen_row_sums_compute_several (const LimenRows *rows, size_t n,
                                     LimenRowSums *sums);
