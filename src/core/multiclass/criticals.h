/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ratios.h"

/* Bound on the relative difference between a critical threshold and its
 * estimate score / ratio, where `ratio` is the largest quotient of the other
 * classes. Valid if this ratio is at least LIMEN_CRITICALS_TINY and the
 * estimate is between LIMEN_RATIOS_MIN_THRESHOLD and
 * LIMEN_RATIOS_MAX_THRESHOLD. */
#define LIMEN_CRITICALS_ERROR 1e-14
#define LIMEN_CRITICALS_TINY 1e-290

/* An interval (low, high] of thresholds of one class that make the same
 * decisions; its ends are adjacent critical thresholds. */
typedef struct
{
  double low, high;
} LimenCriticalsCell;

double limen_criticals_get (const LimenRatios *self, size_t class, size_t row);
LimenCriticalsCell limen_criticals_find_cell (const LimenRatios *self,
                                              size_t class, double highest);
