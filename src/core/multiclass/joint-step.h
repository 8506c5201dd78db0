/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <math.h>

#include "joint-bounds.h"

/* Minimum relative width of an interval between critical thresholds. The ends
 * of a narrower one differ only by rounding, as 0.1 / 0.2 and 0.3 / 0.6 may
 * do. */
#define LIMEN_JOINT_MIN_WIDTH 1e-12

/* The interval (low, high] of thresholds, and the value of the goal in it;
 * larger is better. */
typedef struct
{
  double value, low, high;
} LimenJointInterval;

/* Search for the best threshold of one class, the others fixed. */
typedef struct
{
  const LimenRatios *ratios;
  const LimenJointTally *tally;
  LimenJointBounds bounds;
  LimenJointTally trial;
  uint64_t *keys; /* sort keys: critical thresholds of the gathered rows */
  double *rows;
  size_t n, n_allocated;
} LimenJointStep;

/* Whether there is room for a threshold between two critical ones. */
static inline bool
limen_joint_has_room (double low, double high)
{
  return low < high * (1 - LIMEN_JOINT_MIN_WIDTH);
}

bool limen_joint_step_init (LimenJointStep *self, const LimenRatios *ratios,
                            const LimenJointTally *tally);
void limen_joint_step_clear (LimenJointStep *self);

bool limen_joint_step_find (LimenJointStep *self, size_t class, double least,
                            bool has_all, LimenJointInterval *best);
