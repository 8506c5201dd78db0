/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "estimate.h"

/* How a value on new rows compares with one on other rows. */
typedef enum
{
  LIMEN_AGREEMENT_UNKNOWN, /* no interval, or an undefined value */
  LIMEN_AGREEMENT_AGREES,  /* chance explains the difference */
  LIMEN_AGREEMENT_LOWER,   /* it does not, and the new value is lower */
  LIMEN_AGREEMENT_HIGHER,
} LimenAgreement;

/* A value on one sample of rows, with its interval, whose ends are NaN if
 * there is none. */
typedef struct
{
  double value;
  LimenInterval interval;
  double confidence; /* of the interval */
} LimenSampleValue;

LimenAgreement limen_agreement_find (LimenSampleValue now,
                                     LimenSampleValue was);
