/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>

#include "parallel.h"
#include "predictions.h"

/* Range of the thresholds that a search may try, (MIN, MAX]. Scores are from 0
 * to MAX, so no quotient score / threshold overflows. */
#define LIMEN_RATIOS_MIN_THRESHOLD 1e-100
#define LIMEN_RATIOS_MAX_THRESHOLD 1e100

/* Rows per block, few enough to stay in the cache, and upper bound on the
 * number of chunks. */
#define LIMEN_RATIOS_BLOCK ((size_t) 512)
#define LIMEN_RATIOS_MAX_CHUNKS 64

/* A row whose decision a change of threshold changed: its index relative to
 * the first row of its chunk, and the class it was decided for before. */
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
  double *third; /* upper bound on the quotients of all other classes */
  uint16_t *best_class, *second_class;
  LimenRatiosMove *moves; /* n_rows; the moves of a chunk begin at the index of
                           * its first row */
  size_t *n_moves;        /* number of moves of each chunk */
} LimenRatios;

LimenRatios *limen_ratios_new (const LimenPredictions *predictions);
void limen_ratios_free (LimenRatios *self);

void limen_ratios_set_thresholds (LimenRatios *self, const double *thresholds);
void limen_ratios_set_threshold (LimenRatios *self, size_t class,
                                 double threshold);

/* Returns the block of rows that begins at `first`, cut off at the end of
 * `rows`. */
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
