/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "predictions.h"
#include "row-sums.h"

/* Upper bound on the numbers in a block of rows: eight rows of
 * LIMEN_MAX_CLASSES. */
#define LIMEN_SOFTMAX_NUMBERS (8 * LIMEN_MAX_CLASSES)
/* Upper bound on the rows of a block: few enough that ten classes fit into the
 * first-level cache. */
#define LIMEN_SOFTMAX_ROWS LIMEN_ROW_SUMS_BLOCK

/* Functions of one block of rows. */
size_t limen_softmax_get_block_size (size_t n_classes);
size_t limen_softmax_get_batch_size (size_t n_classes);
void limen_log_softmax (const LimenPredictions *predictions, size_t first,
                        size_t n, double *log_probabilities);
void limen_log_softmax_of_labels (const LimenPredictions *predictions,
                                  size_t first, size_t n,
                                  double *log_probabilities);
void limen_softmax (const LimenPredictions *predictions, size_t first,
                    size_t n, double *probabilities);

/* Functions of any number of rows. */
void limen_softmax_columns (const LimenPredictions *predictions, size_t first,
                            size_t n, double *const *columns);
void limen_softmax_columns_and_sums (const LimenPredictions *predictions,
                                     size_t first, size_t n,
                                     double *const *columns, double *largest,
                                     double *log_sums);
