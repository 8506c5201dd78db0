/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "joint.h"
#include "ratios.h"
#include "sum.h"

/* Sums over the rows decided for a class: weight of all and of the right ones,
 * and the F1 of the class. */
typedef struct
{
  LimenSum weight, right;
  double f1;
} LimenJointDecided;

/* Incremental evaluation of a goal while rows move between classes. Larger
 * values are better: costs are negated. Rows of weight 0 are ignored. */
typedef struct
{
  const LimenPredictions *predictions;
  const LimenJointOptions *options;
  LimenJointDecided *classes; /* n_scores; only for macro F1 */
  double *supports;           /* n_scores: weight of the rows of each class */
  double *worths; /* n_rows: value of each row's decision, per unit of weight;
                   * NULL for macro F1 */
  double size;    /* divisor of `sum`: for macro F1 the number of classes with
                   * rows, else the weight of all rows */
  LimenSum sum;   /* of the classes' F1, or of the rows' values */
} LimenJointTally;

bool limen_joint_tally_init (LimenJointTally *self,
                             const LimenPredictions *predictions,
                             const LimenJointOptions *options);
void limen_joint_tally_clear (LimenJointTally *self);

bool limen_joint_tally_is_f1 (const LimenJointTally *self);
double limen_joint_tally_get_worth (const LimenJointTally *self, size_t row,
                                    size_t class);
bool limen_joint_tally_is_affected (const LimenJointTally *self, size_t row,
                                    size_t from, size_t to);
double limen_joint_tally_get_value (const LimenJointTally *self);

void limen_joint_tally_count (LimenJointTally *self,
                              const LimenRatios *ratios);
void limen_joint_tally_update (LimenJointTally *self,
                               const LimenRatios *ratios);

bool limen_joint_tally_init_trial (LimenJointTally *self,
                                   const LimenJointTally *tally);
void limen_joint_tally_start_trial (LimenJointTally *self,
                                    const LimenJointTally *tally);
void limen_joint_tally_clear_trial (LimenJointTally *self);
void limen_joint_tally_move (LimenJointTally *self, size_t row, size_t from,
                             size_t to);
