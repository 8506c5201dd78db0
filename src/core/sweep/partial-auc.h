/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>

#include "sweep.h"

/* The partial AUC: area under the ROC curve between two false positive
 * rates. */
typedef struct
{
  double raw;          /* at most the width of the range */
  double standardised; /* 0.5: random order, 1: perfect order */
} LimenPartialAuc;

bool limen_partial_auc_is_range (double from, double to);
LimenPartialAuc limen_partial_auc_compute (const LimenSweep *sweep,
                                           double from, double to);
