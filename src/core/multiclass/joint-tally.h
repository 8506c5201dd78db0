/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "joint.h"
#include "sum.h"

/* The rows decided for a class. */
typedef struct
{
  LimenSum weight, right;
  size_t n;
  double f1; /* 0 where undefined */
  bool is_defined;
  double leaving; /* weight of wrong rows that may move away */
  bool may_leave; /* whether any rows may move away */
} LimenJointDecided;

/* Incremental evaluation of a goal while rows move between classes. Larger
 * values are better: costs are negated. Rows of weight 0 are ignored. */
typedef struct
{
  const LimenPredictions *predictions;
  const LimenJointOptions *options;
  LimenJointDecided *classes; /* n_scores */
  double *supports;           /* n_scores weights of true rows */
  double total;               /* weight of all rows */
  LimenSum sum;               /* of the classes' F1, or of the rows' values */
  long n_defined;             /* classes whose F1 is defined */
  uint16_t *sources;          /* classes that rows may move away from */
  size_t n_sources;
  double arriving; /* upper bound on the gain of moves, or weight of right rows
                    * that may arrive */
} LimenJointTally;

bool limen_joint_tally_init (LimenJointTally *self,
                             const LimenPredictions *predictions,
                             const LimenJointOptions *options);
void limen_joint_tally_clear (LimenJointTally *self);

bool limen_joint_tally_is_affected (const LimenJointTally *self, size_t row,
                                    size_t from, size_t to);
double limen_joint_tally_get_value (const LimenJointTally *self);

void limen_joint_tally_start (LimenJointTally *self);
void limen_joint_tally_add_row (LimenJointTally *self, size_t row,
                                size_t class);
void limen_joint_tally_finish (LimenJointTally *self);

void limen_joint_tally_move (LimenJointTally *self, size_t row, size_t from,
                             size_t to);

void limen_joint_tally_start_moves (LimenJointTally *self);
void limen_joint_tally_allow_move (LimenJointTally *self, size_t row,
                                   size_t from, size_t to);
double limen_joint_tally_get_bound (const LimenJointTally *self, size_t to);
void limen_joint_tally_do_move (LimenJointTally *self, size_t row, size_t from,
                                size_t to);
void limen_joint_tally_finish_moves (LimenJointTally *self, size_t to);
