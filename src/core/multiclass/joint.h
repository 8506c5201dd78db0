/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "matrix.h"

/* The goal that the thresholds of all classes are optimised for together. */
typedef enum
{
  LIMEN_JOINT_MACRO_F1, /* mean F1 of the classes, maximised */
  LIMEN_JOINT_ACCURACY, /* share of right decisions, maximised */
  LIMEN_JOINT_COST,     /* mean cost per row, minimised */
} LimenJointGoal;

#define LIMEN_N_JOINT_GOALS (LIMEN_JOINT_COST + 1)

typedef struct
{
  LimenJointGoal goal;
  /* For COST: n_classes x n_classes finite numbers; the cost of deciding a row
   * of class i for class j at i * n_classes + j. Else unused. */
  const double *costs;
  /* Called with `data` before each optimisation of a single class; returns
   * true to cancel. NULL: never cancelled. */
  bool (*is_cancelled) (void *data);
  void *data;
} LimenJointOptions;

typedef enum
{
  LIMEN_JOINT_FOUND,
  LIMEN_JOINT_CANCELLED,
  LIMEN_JOINT_NO_MEMORY,
  LIMEN_JOINT_UNSUITABLE, /* the scores or labels do not meet the
                           * requirements */
} LimenJointStatus;

typedef struct
{
  LimenJointStatus status;
  double value;        /* value of the goal with the resulting thresholds */
  double start_value;  /* value with the start thresholds; NaN: none given */
  double argmax_value; /* value with equal thresholds */
  size_t n_passes;     /* passes over all classes, in the ascents from all
                        * starts */
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
