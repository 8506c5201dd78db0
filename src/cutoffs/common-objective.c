/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "common-objective.h"

#include <math.h>

/* Returns the joint goal of all classes' thresholds, with its value. Free with
 * g_free(). */
LimenCommonObjective *
limen_common_objective_new_joint (LimenJointGoal goal, double value)
{
  LimenCommonObjective *self = g_new0 (LimenCommonObjective, 1);

  self->objective.type = LIMEN_CUTOFF_JOINT_THRESHOLDS;
  self->objective.joint = goal;
  self->value = value;
  return self;
}

/* Returns the objective of a threshold shared by all classes, with the micro
 * average of its metric. Free with g_free(). */
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

/* Returns the cutoff of one of the classes. Its metrics use the costs and
 * prevalence of a shared objective; of a joint one, default costs and this
 * prevalence (NaN: that of the rows). */
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
