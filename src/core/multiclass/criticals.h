/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ratios.h"

/* A critical threshold is score / ratio up to this relative error, if the
 * ratio of the other class is at least TINY and the quotient is within the
 * range. */
#define LIMEN_CRITICALS_ERROR 1e-14
#define LIMEN_CRITICALS_TINY 1e-290

/* Adjacent critical thresholds, of which the lower one decides
 * differently. */
typedef struct
{
  double low, high;
} LimenCriticalsCell;

double limen_criticals_get (const LimenRatios *self, size_t class, size_t row);
LimenCriticalsCell limen_criticals_find_cell (const LimenRatios *self,
                                              size_t class, double highest);
