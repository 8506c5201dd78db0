/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "common-objective.h"

#include <math.h>

/* Returns an objective for thresholds that were chosen jointly by a goal, with
 * the value they attain. Free with g_free(). */
LimenCommonObjective *
limen_common_objective_new_joint (LimenJointGoal goal, double value)
{
  LimenCommonObjective *self = g_new0 (LimenCommonObjective, 1);

  self->objective.type = LIMEN_CUTOFF_JOINT_THRESHOLDS;
  self->objective.joint = goal;
  self->value = value;
  return self;
}

/* Returns an objective for one threshold that all classes share, with the
 * value it attains: the micro average of its metric. Free with g_free(). */
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

/* Returns a new cutoff at a threshold of one class. Its metrics use the costs
 * and prevalence of a shared objective; for a joint one, default costs and
 * `prevalence` (NaN: that of the rows). */
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
