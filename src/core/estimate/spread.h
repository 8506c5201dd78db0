/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "estimate.h"

/* How far influences are spread: for each class (0: negative, 1: positive) the
 * number of independent units with rows of the class (each row is one, unless
 * rows belong together), the number of units of equal weight that determine as
 * much, and the sum of squares of the units' influences; and the sum, over
 * units, of the product of the influences of both classes. */
typedef struct
{
  double n_units;
  double n[2], effective[2], squares[2];
  double product;
} LimenSpread;

/* The scale on which an interval is symmetric. */
typedef enum
{
  LIMEN_SCALE_IDENTITY, /* of any number */
  LIMEN_SCALE_LOG,      /* of numbers above `low` */
  LIMEN_SCALE_LOGIT,    /* of numbers between `low` and `high` */
} LimenIntervalScale;

/* The range of a quantity, and the scale on which its interval is computed.
 * With LOG, `high` only bounds what rows of one equal value may hide. */
typedef struct
{
  LimenIntervalScale scale;
  double low, high; /* infinite: unbounded */
} LimenRange;

double limen_spread_get_variance (const LimenSpread *self);
double limen_spread_get_freedom (const LimenSpread *self);
LimenInterval limen_interval_student (double value, double variance,
                                      double freedom, LimenRange range,
                                      double confidence);
