/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "predictions.h"
#include "status.h"

/* How well each two classes are told apart, on the mean. */
typedef struct
{
  double macro;       /* the plain mean over the pairs */
  double weighted;    /* each pair weighted by the weight of its rows */
  size_t n_undefined; /* pairs left out, of which a class has no weight */
} LimenPairwiseAuc;

LIMEN_MUST_CHECK bool
limen_pairwise_auc_compute (const LimenPredictions *predictions,
                            LimenPairwiseAuc *auc);
