/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bootstrap.h"
#include "estimate.h"
#include "objective.h"
#include "one-vs-rest.h"

/* Estimates of the ranking metrics of LimenRanking. */
typedef struct
{
  LimenEstimate roc_auc, average_precision, pr_auc_trapezoid, ks;
} LimenRankingEstimates;

LimenEstimate *limen_estimates_new_at (LimenOneVsRest *class,
                                       const LimenObjective *view,
                                       const gsize *candidates, gsize n,
                                       const LimenBootstrap *plan,
                                       GError **error);
LimenEstimate *limen_estimates_new_of_counts (const LimenSweep *sweep,
                                              const LimenObjective *view,
                                              gsize candidate,
                                              const LimenBootstrap *plan);
LimenEstimate *limen_estimates_new_between (LimenOneVsRest *class,
                                            const LimenObjective *view,
                                            gsize refer_from,
                                            gsize positive_from,
                                            const LimenBootstrap *plan);
LimenEstimate *limen_estimates_new_between_counts (const LimenSweep *sweep,
                                                   const LimenObjective *view,
                                                   gsize refer_from,
                                                   gsize positive_from,
                                                   const LimenBootstrap *plan);
gboolean limen_estimates_compute_ranking (LimenOneVsRest *class,
                                          double prevalence,
                                          const LimenBootstrap *plan,
                                          LimenRankingEstimates *estimates,
                                          GError **error);
