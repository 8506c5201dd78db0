#pragma once

#include "predictions.h"

/* Numbers that a block of rows may have: a row of the most classes and more,
 * and few enough to stay in a first-level cache. */
#define LIMEN_SOFTMAX_NUMBERS 2048

size_t limen_softmax_get_block_size (size_t n_classes);
void limen_log_softmax (const LimenPredictions *predictions, size_t first,
                        size_t n, double *log_probabilities);
void limen_softmax_columns (const LimenPredictions *predictions, size_t first,
                            size_t n, double *const *columns);
