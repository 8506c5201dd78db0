/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "joint.h"

/* Coordinate ascent over the thresholds of all classes, to a point where no
 * single change improves the goal. */
typedef struct _LimenJointClimb LimenJointClimb;

LimenJointClimb *limen_joint_climb_new (const LimenPredictions *predictions,
                                        const LimenJointOptions *options);
void limen_joint_climb_free (LimenJointClimb *self);

LimenJointStatus limen_joint_climb_run (LimenJointClimb *self,
                                        const double *start);
const double *limen_joint_climb_get_thresholds (const LimenJointClimb *self);
size_t limen_joint_climb_get_n_passes (const LimenJointClimb *self);
