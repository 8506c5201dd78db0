/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "parallel.h"
#include "sweep.h"

/* Candidates processed at once, and the upper bound on the number of
 * chunks. */
#define LIMEN_RANK_BLOCK 256
#define LIMEN_RANK_MAX_PARTS 256

/* Measures of how well scores rank positives above negatives. */
typedef enum
{
  LIMEN_RANK_ROC_AUC,
  LIMEN_RANK_AVERAGE_PRECISION,
  LIMEN_RANK_PR_AUC, /* area under the PR curve by trapezoids */
} LimenRankMeasure;

/* For each class (0: negative, 1: positive), a number. */
typedef struct
{
  double of_class[2];
} LimenRankPair;

/* The influence of each row on a ranking measure: its derivative by the row's
 * weight. It depends on the row's score and class only. */
typedef struct
{
  LimenRankMeasure measure;
  const LimenSweep *sweep;
  double totals[2]; /* rows of each class, or their weight */
  LimenClassFactors factors;
  double value;
  LimenChunks chunks; /* of the distinct scores */
  /* Areas under the PR curve: the sums of the slopes over the thresholds of
   * earlier chunks, and what is subtracted to centre each class. */
  LimenRankPair before[LIMEN_RANK_MAX_PARTS];
  LimenRankPair centres;
} LimenRankInfluence;

/* The influences of the rows of each class with one of up to LIMEN_RANK_BLOCK
 * consecutive scores, and the number of rows, or their weight. */
typedef struct
{
  double influences[2][LIMEN_RANK_BLOCK], weights[2][LIMEN_RANK_BLOCK];
} LimenRankBlock;

void limen_rank_influence_init (LimenRankInfluence *self,
                                LimenRankMeasure measure, double value,
                                const LimenSweep *sweep, double prevalence);
void limen_rank_influence_get (const LimenRankInfluence *self, size_t first,
                               size_t n, LimenRankPair *before,
                               LimenRankBlock *block);
