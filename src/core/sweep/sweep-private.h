/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rank-bits.h"
#include "score-code.h"
#include "sweep.h"

/* Storage. Unweighted: the start index of each distinct score among the sorted
 * rows, unless all scores are distinct, and a rank bitmap of positive rows.
 * Weighted: sums cumulated from the
 * top; entry i is the sum over scores >= scores[i]. */
struct _LimenSweep
{
  size_t n_scores;
  double *scores;   /* ascending, distinct */
  uint32_t *starts; /* n_scores + 1: number of rows with lower scores; NULL:
                     * weighted, or one row for each score */
  LimenRankBits positive_rows;
  uint32_t n_positives, n_rows;
  double *tp_weights, *fp_weights; /* NULL: unweighted */
  bool is_weighted;
  bool is_reversed; /* scores are negated; see LimenPredictions */
  /* For rows with individual costs, else NULL: total cost of the negatives at
   * or above scores[i], and of the positives below it. Each is summed from the
   * end where it is 0, so that small sums are not differences of large
   * ones. */
  double *fp_costs, *fn_costs;
};

LimenSweep *limen_sweep_build (const double *scores, const uint16_t *labels,
                               uint16_t positive, const double *weights,
                               size_t n_rows, unsigned n_threads);
LimenSweep *limen_sweep_build_counts (const LimenScoreCode *code,
                                      const double *scores,
                                      const uint16_t *labels,
                                      uint16_t positive, size_t n_rows,
                                      unsigned n_threads);
LimenSweep *limen_sweep_build_from_counts (const double *scores,
                                           const double *positives,
                                           const double *negatives,
                                           size_t n_counts,
                                           unsigned n_threads);
LimenSweep *limen_sweep_build_costs (const LimenPredictions *numbers,
                                     bool is_upward);
