/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>

#include "sweep.h"

/* The area under the part of the ROC curve that lies between two false positive
 * rates. */
typedef struct
{
  double raw;          /* at most the width of the range */
  double standardised; /* 0.5 is guessing, 1 a perfect order */
} LimenPartialAuc;

bool limen_partial_auc_is_range (double from, double to);
LimenPartialAuc limen_partial_auc_compute (const LimenSweep *sweep,
                                           double from, double to);
