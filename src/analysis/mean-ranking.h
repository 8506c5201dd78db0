/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis.h"
#include "estimate.h"

/* Estimates of the ranking metrics of several classes or labels, averaged. */
typedef struct
{
  LimenEstimate macro, weighted;
} LimenMeanRankEstimates;

typedef struct
{
  LimenMeanRankEstimates roc_auc, average_precision;
} LimenMeanRankingEstimates;

gboolean limen_mean_ranking_estimate (LimenAnalysis *analysis,
                                      double prevalence, double confidence,
                                      LimenMeanRankingEstimates *estimates,
                                      GError **error);
