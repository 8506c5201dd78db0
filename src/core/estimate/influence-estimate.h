/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "spread.h"

/* Sums over units, of which there are n, of the squares and of the fourth
 * powers of their influences on a value. */
typedef struct
{
  double n, squares, fourths;
} LimenInfluencePowers;

LimenRange limen_range_of_bounds (double low, double high);
LimenEstimate limen_estimate_by_influences (double value,
                                            LimenInfluencePowers powers,
                                            LimenRange range,
                                            double confidence);
