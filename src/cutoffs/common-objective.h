/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cutoff.h"

/* The objective by which the thresholds of all classes were chosen together:
 * shared or joint. */
typedef struct
{
  LimenCutoffObjective objective;
  double value; /* over all classes, with all thresholds */
} LimenCommonObjective;

LimenCommonObjective *limen_common_objective_new_joint (LimenJointGoal goal,
                                                        double value);
LimenCommonObjective *
limen_common_objective_new_shared (const LimenObjective *objective,
                                   double value);

LimenCutoff *
limen_common_objective_new_cutoff (const LimenCommonObjective *self,
                                   const char *name, LimenOneVsRest *class,
                                   double threshold, double prevalence);
