/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "common-objective.h"

#include <math.h>

/* A goal of the thresholds of all classes together, and its value with them.
 * Free with g_free(). */
LimenCommonObjective *
limen_common_objective_new_joint (LimenJointGoal goal, double value)
{
  LimenCommonObjective *self = g_new0 (LimenCommonObjective, 1);

  self->objective.type = LIMEN_CUTOFF_JOINT_THRESHOLDS;
  self->objective.joint = goal;
  self->value = value;
  return self;
}

/* An objective of one threshold for all classes, and the micro average of its
 * metric there. Free with g_free(). */
LimenCommonObjective *
limen_common_objective_new_shared (const LimenObjective *objective,
                                   double value)
{
  LimenCommonObjective *self = g_new0 (LimenCommonObjective, 1);

  self->objective.type = LIMEN_CUTOFF_SHARED_THRESHOLD;
  self->objective.objective = *objective;
  self->value = value;
  return self;
}

/* The cutoff of one of the classes. Its metrics are seen with the costs of a
 * shared objective; else, in a population of this prevalence, NaN for that of
 * the rows. */
LimenCutoff *
limen_common_objective_new_cutoff (const LimenCommonObjective *self,
                                   const char *name, LimenOneVsRest *class,
                                   double threshold, double prevalence)
{
  LimenCutoff *cutoff = self->objective.type == LIMEN_CUTOFF_SHARED_THRESHOLD
                            ? limen_cutoff_new (name, class, threshold, NAN,
                                                &self->objective.objective)
                            : limen_cutoff_new_by_hand (name, class, threshold,
                                                        NAN, prevalence);

  limen_cutoff_set_objective (cutoff, &self->objective, self->value);
  return cutoff;
}
