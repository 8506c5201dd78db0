/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Bounds of an unknown share, both NaN where nothing is known of it. */
typedef struct
{
  double low, high;
} LimenInterval;

LimenInterval limen_interval_wilson (double share, double n,
                                     double confidence);
