#pragma once

#include "cutoff.h"
#include "joint.h"

/* What led to the thresholds of all classes at once. */
typedef struct
{
  char *text;         /* "maximize macro-f1 jointly" */
  double value;       /* of all classes, with all of the thresholds */
  gboolean is_shared; /* one threshold for all classes */
  /* The objective of their micro average; only where it is shared. */
  LimenObjective objective;
} LimenCommonObjective;

LimenCommonObjective *limen_common_objective_new_joint (LimenJointGoal goal,
                                                        double value);
LimenCommonObjective *
limen_common_objective_new_shared (const LimenObjective *objective,
                                   double value);
LimenCommonObjective *
limen_common_objective_copy (const LimenCommonObjective *self);
void limen_common_objective_free (LimenCommonObjective *self);

LimenCutoff *
limen_common_objective_new_cutoff (const LimenCommonObjective *self,
                                   const char *name, LimenOneVsRest *class,
                                   double threshold, double prevalence);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenCommonObjective,
                               limen_common_objective_free)
