/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Confidence interval of a proportion; both ends NaN where it is undefined. */
typedef struct
{
  double low, high;
} LimenInterval;

LimenInterval limen_interval_wilson (double share, double n,
                                     double confidence);
