#include "common-objective.h"

/* A goal of the thresholds of all classes together, and its value with
 * them. */
LimenCommonObjective *
limen_common_objective_new_joint (LimenJointGoal goal, double value)
{
  LimenCommonObjective *self = g_new0 (LimenCommonObjective, 1);

  self->text = g_strdup_printf (
      "%s %s jointly", goal == LIMEN_JOINT_COST ? "minimize" : "maximize",
      limen_joint_goal_get_name (goal));
  self->value = value;
  return self;
}

/* An objective of one threshold for all classes, and the micro average of its
 * metric there. */
LimenCommonObjective *
limen_common_objective_new_shared (const LimenObjective *objective,
                                   double value)
{
  LimenCommonObjective *self = g_new0 (LimenCommonObjective, 1);
  char text[LIMEN_OBJECTIVE_SIZE];

  self->text = g_strdup_printf (
      "%s over all classes",
      limen_objective_format (objective, text, sizeof text));
  self->value = value;
  self->is_shared = TRUE;
  self->objective = *objective;
  return self;
}

/* To be freed; NULL is copied to NULL. */
LimenCommonObjective *
limen_common_objective_copy (const LimenCommonObjective *self)
{
  LimenCommonObjective *copy = g_memdup2 (self, sizeof *self);

  if (copy != NULL)
    copy->text = g_strdup (self->text);
  return copy;
}

/* NULL is allowed. */
void
limen_common_objective_free (LimenCommonObjective *self)
{
  if (self == NULL)
    return;
  g_free (self->text);
  g_free (self);
}

/* The cutoff of one of the classes. Its metrics are seen with the costs of a
 * shared objective; else, in a population of this prevalence, NaN for that of
 * the rows. */
LimenCutoff *
limen_common_objective_new_cutoff (const LimenCommonObjective *self,
                                   const char *name, LimenOneVsRest *class,
                                   double threshold, double prevalence)
{
  LimenCutoff *cutoff
      = self->is_shared
            ? limen_cutoff_new (name, class, threshold, &self->objective)
            : limen_cutoff_new_by_hand (name, class, threshold, prevalence);

  limen_cutoff_set_objective (cutoff, self->text, self->value);
  return cutoff;
}
