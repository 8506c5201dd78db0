/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "scale.h"

/* A labelled place on an axis. */
typedef struct
{
  double value;
  double position; /* 0..1 along the scale */
  char label[24];
} LimenTick;

#define LIMEN_MAX_TICKS 32

/* Ticks at round values, at most max_ticks, labelled with just the digits
 * that tell them apart ("0.0 0.1", "2M 4M"); decimal_point as the screen or
 * the file wants it. Returns how many. */
gsize limen_ticks_compute (const LimenScale *scale, gsize max_ticks,
                           const char *decimal_point,
                           LimenTick ticks[LIMEN_MAX_TICKS]);
