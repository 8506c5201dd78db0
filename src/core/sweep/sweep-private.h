/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rank-bits.h"
#include "sweep.h"

/* What the cells are made of: where every row counts 1, the places of scores
 * in the sorted rows, and which of these are positive; else sums, cumulated
 * from above: entry i is what scores at least scores[i]. */
struct _LimenSweep
{
  size_t n_scores;
  double *scores;   /* ascending, distinct */
  uint32_t *starts; /* n_scores + 1: how many rows score less; NULL: sums */
  LimenRankBits positive_rows;
  uint32_t n_positives;
  double *tp_weights, *fp_weights;
  bool is_weighted;
  bool is_reversed; /* the scores are minus those of the file */
  /* Of rows with costs of their own, else NULL: what the negatives from
   * scores[i] on and the positives below it cost, each summed from the end
   * where nothing is wrong, so that no small sum is a difference of large
   * ones. */
  double *fp_costs, *fn_costs;
};

LimenSweep *limen_sweep_build (const double *scores, const uint16_t *labels,
                               uint16_t positive, const double *weights,
                               size_t n_rows, unsigned n_threads);
LimenSweep *limen_sweep_build_from_counts (const double *scores,
                                           const double *positives,
                                           const double *negatives,
                                           size_t n_counts,
                                           unsigned n_threads);
