/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "joint-tally.h"

/* Weighted sums over the rows whose critical thresholds lie in one place. */
typedef struct
{
  double gain;   /* how much larger the goal is with these rows decided for the
                  * class than for another; for macro F1 an upper bound,
                  * without the F1 of the class */
  double rise;   /* the positive terms of gain */
  double right;  /* weight of the rows of the class */
  double weight; /* weight of all rows */
} LimenJointBin;

/* What a row adds to a bin, per unit of weight. */
typedef struct
{
  double gain, rise;
} LimenJointGain;

/* Upper bounds on the goal for all thresholds of one class, the others fixed.
 * Critical thresholds are sorted into places, which are bins of their distance
 * from the current threshold. */
typedef struct
{
  const LimenRatios *ratios;
  const LimenJointTally *tally;
  size_t class;
  uint16_t *places;      /* place of each row; LIMEN_JOINT_NOWHERE: no
                          * threshold moves the row */
  LimenJointBin *bins;   /* LIMEN_JOINT_N_PLACES for each chunk */
  double *zones;         /* 2 n_classes per chunk: weight that may return to
                          * each class, and wrong weight near the threshold
                          * that may leave it */
  LimenJointGain *gains; /* for macro F1: four per class, by kind of row */
  double *own;           /* value of deciding a row for the class, by label */
} LimenJointBounds;

/* Consecutive places, from first to last, that contain every threshold that
 * may be good enough. If last < first, none. */
typedef struct
{
  size_t first, last;
  bool is_bottom, is_top; /* whether it reaches the lowest, the highest
                           * place */
} LimenJointWindow;

/* Number of places on each side of the current threshold, and in total; the
 * place of rows that no threshold moves. */
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
