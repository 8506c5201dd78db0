/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kind.h"
#include "sweep.h"

/* Threshold-free measures of how well the scores rank positives above
 * negatives; NaN where undefined, see limen_ranking_compute(). `ks` is the
 * two-sample Kolmogorov-Smirnov statistic, the largest |recall - fpr|. */
typedef struct
{
  double roc_auc;
  double average_precision;
  double pr_auc_trapezoid; /* area under the PR curve, by trapezoids */
  double ks;
  double ks_threshold; /* score at which the two distributions differ most */
} LimenRanking;

LimenRanking limen_ranking_compute (const LimenSweep *sweep);
LimenRanking limen_ranking_compute_at_prevalence (const LimenSweep *sweep,
                                                  double prevalence);
double limen_ranking_get_start_threshold (LimenKind kind,
                                          const LimenSweep *sweep);
