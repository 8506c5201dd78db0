/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "joint-tally.h"

/* Sums over the rows in a range of critical thresholds, by weight. */
typedef struct
{
  double gain;   /* of the goal, as the rows are decided for the class; for
                  * macro F1 an upper bound, without the F1 of the class */
  double rise;   /* the positive terms of gain */
  double right;  /* rows of the class */
  double weight; /* all rows */
} LimenJointBin;

/* What a row adds to a bin, per unit of weight. */
typedef struct
{
  double gain, rise;
} LimenJointGain;

/* Places of the critical thresholds of one class, and upper bounds on the goal
 * between them. */
typedef struct
{
  const LimenRatios *ratios;
  const LimenJointTally *tally;
  size_t class;
  uint16_t *places;      /* of each row; LIMEN_JOINT_NOWHERE: not moved by
                          * any threshold */
  LimenJointBin *bins;   /* LIMEN_JOINT_N_PLACES for each chunk */
  double *zones;         /* two weights of each class for each chunk */
  LimenJointGain *gains; /* for macro F1, four for each class */
  double *own;           /* worth of a row of each label for the class */
} LimenJointBounds;

/* Consecutive places, [first, last], whose rows are all that move the
 * threshold from the current one to one that may be better. */
typedef struct
{
  size_t first, last;
  bool is_bottom, is_top; /* whether nothing lies beyond */
} LimenJointWindow;

/* Places below the current threshold, and above it. */
#define LIMEN_JOINT_SIDE 1280
#define LIMEN_JOINT_N_PLACES (2 * (size_t) LIMEN_JOINT_SIDE)
#define LIMEN_JOINT_NOWHERE UINT16_MAX

bool limen_joint_bounds_init (LimenJointBounds *self,
                              const LimenRatios *ratios,
                              const LimenJointTally *tally);
void limen_joint_bounds_clear (LimenJointBounds *self);

void limen_joint_bounds_fill (LimenJointBounds *self, size_t class);
bool limen_joint_bounds_find_window (const LimenJointBounds *self,
                                     double least, LimenJointWindow *window);
