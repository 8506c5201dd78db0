/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>

#include "parallel.h"
#include "predictions.h"

/* Range of thresholds a search may try, (MIN, MAX]; scores are at most MAX. No
 * quotient of them overflows. */
#define LIMEN_RATIOS_MIN_THRESHOLD 1e-100
#define LIMEN_RATIOS_MAX_THRESHOLD 1e100

/* Rows of a block, which stay in the cache, and upper bound on the number of
 * chunks. */
#define LIMEN_RATIOS_BLOCK ((size_t) 512)
#define LIMEN_RATIOS_MAX_CHUNKS 64

/* A row that is decided differently: relative to the first row of its chunk,
 * and the class it was decided for. */
typedef struct
{
  uint32_t row;
  uint16_t from;
} LimenRatiosMove;

/* The two classes with the highest quotients score / threshold of every row,
 * updated as single thresholds change. Ties: the lower class index, as in
 * limen_decide(); the best class always equals its decision. Classes with a
 * threshold of +inf are left out. */
typedef struct
{
  const LimenPredictions *predictions;
  LimenChunks chunks;
  double *thresholds;
  double *best, *second;
  double *third; /* at least the ratio of any other class */
  uint16_t *best_class, *second_class;
  LimenRatiosMove *moves; /* those of a chunk from its first row on */
  size_t *n_moves;        /* n_chunks */
} LimenRatios;

LimenRatios *limen_ratios_new (const LimenPredictions *predictions);
void limen_ratios_free (LimenRatios *self);

void limen_ratios_set_thresholds (LimenRatios *self, const double *thresholds);
void limen_ratios_set_threshold (LimenRatios *self, size_t class,
                                 double threshold);

/* Returns the block of rows that begins at `first`. */
static inline LimenSpan
limen_ratios_get_block (LimenSpan rows, size_t first)
{
  size_t n = rows.end - first;

  return (LimenSpan){
    first, first + (n < LIMEN_RATIOS_BLOCK ? n : LIMEN_RATIOS_BLOCK)
  };
}

/* Returns the class a row is decided for if it is not decided for `class`. */
static inline uint16_t
limen_ratios_get_other (const LimenRatios *self, size_t row, size_t class)
{
  return self->best_class[row] == class ? self->second_class[row]
                                        : self->best_class[row];
}
