/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kind.h"
#include "sweep.h"

/* How well the scores put positives above negatives, whatever the
 * threshold. */
typedef struct
{
  double roc_auc;
  double average_precision;
  double pr_auc_trapezoid; /* with straight lines between the points */
  double ks;
  double ks_threshold; /* the score where the two distributions differ most */
} LimenRanking;

LimenRanking limen_ranking_compute (const LimenSweep *sweep);
LimenRanking limen_ranking_compute_at_prevalence (const LimenSweep *sweep,
                                                  double prevalence);
double limen_ranking_get_start_threshold (LimenKind kind,
                                          const LimenSweep *sweep);
