/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "joint.h"
#include "sum.h"

/* The rows decided for one class. */
typedef struct
{
  LimenSum weight, right;
  size_t n;
  double f1; /* 0 where undefined */
  bool is_defined;
  double leaving; /* the weight of wrong rows that may leave it */
  bool may_leave; /* whether there are any that may */
} LimenJointDecided;

/* What decisions are worth for a goal, while rows move from class to class;
 * larger is better: a cost has its sign changed. Rows that weigh nothing
 * change nothing. */
typedef struct
{
  const LimenPredictions *predictions;
  const LimenJointOptions *options;
  LimenJointDecided *classes; /* n_scores */
  double *supports;           /* n_scores true weights */
  double total;               /* the weight of all rows */
  LimenSum sum;               /* of the classes' F1, or the rows' gains */
  long n_defined;             /* classes with an F1 */
  uint16_t *sources;          /* classes that rows may leave */
  size_t n_sources;
  double arriving; /* what moves may gain, or right rows that may come */
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
