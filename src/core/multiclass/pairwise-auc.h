/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "predictions.h"
#include "status.h"

/* One-vs-one ROC AUC, averaged over pairs of classes. */
typedef struct
{
  double macro;       /* unweighted mean over the pairs */
  double weighted;    /* mean weighted by the weight of each pair's rows */
  size_t n_undefined; /* pairs left out because a class has no weight */
} LimenPairwiseAuc;

LIMEN_MUST_CHECK bool
limen_pairwise_auc_compute (const LimenPredictions *predictions,
                            LimenPairwiseAuc *auc);
