/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "scale.h"

/* A labelled position on an axis. */
typedef struct
{
  double value;
  double position; /* 0..1 along the scale */
  char label[24];
} LimenTick;

#define LIMEN_MAX_TICKS 32

/* At most max_ticks ticks at round values, labelled with as many digits as
 * tell them apart ("0.0 0.1", "2M 4M"). Returns the number of ticks. */
gsize limen_ticks_compute (const LimenScale *scale, gsize max_ticks,
                           const char *decimal_point,
                           LimenTick ticks[LIMEN_MAX_TICKS]);
