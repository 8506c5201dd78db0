/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis.h"
#include "pairwise-auc.h"
#include "partial-auc.h"

/* Ranking measures that are computed on demand. */
LimenPartialAuc *limen_analysis_new_partial_aucs (LimenAnalysis *analysis,
                                                  double from, double to,
                                                  GError **error);
gboolean limen_analysis_has_pairwise_auc (LimenAnalysis *analysis);
gboolean limen_analysis_compute_pairwise_auc (LimenAnalysis *analysis,
                                              LimenPairwiseAuc *auc,
                                              GError **error);
