/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "matrix.h"

/* What thresholds of several classes are chosen for together. */
typedef enum
{
  LIMEN_JOINT_MACRO_F1, /* the mean F1 of the classes, to be large */
  LIMEN_JOINT_ACCURACY, /* the share of rows decided rightly, to be large */
  LIMEN_JOINT_COST,     /* the mean cost of a row, to be small */
} LimenJointGoal;

#define LIMEN_N_JOINT_GOALS (LIMEN_JOINT_COST + 1)

typedef struct
{
  LimenJointGoal goal;
  /* What a row of a true class costs when decided for a class, at true *
   * n_classes + decided; finite; for COST only. */
  const double *costs;
  /* Asked now and then, with the data; NULL: never cancelled. */
  bool (*is_cancelled) (void *data);
  void *data;
} LimenJointOptions;

typedef enum
{
  LIMEN_JOINT_FOUND,
  LIMEN_JOINT_CANCELLED,
  LIMEN_JOINT_NO_MEMORY,
  LIMEN_JOINT_UNSUITABLE, /* not the scores, or not the labels, it needs */
} LimenJointStatus;

typedef struct
{
  LimenJointStatus status;
  double value;        /* with the thresholds found */
  double start_value;  /* with those given; NaN: none given */
  double argmax_value; /* with equal ones */
  size_t n_passes;     /* through all classes, from all starts */
} LimenJointResult;

const char *limen_joint_goal_get_name (LimenJointGoal goal);
const char *limen_joint_goal_get_title (LimenJointGoal goal);
bool limen_joint_goal_parse (const char *name, LimenJointGoal *goal);

double limen_joint_value (const LimenJointOptions *options,
                          const LimenMatrix *matrix);
LimenJointResult limen_joint_optimize (const LimenPredictions *predictions,
                                       const LimenJointOptions *options,
                                       const double *start,
                                       double *thresholds);
