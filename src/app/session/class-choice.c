/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "class-choice.h"

#include <math.h>

/* Choices for so many classes of which nothing is asked. Free with g_free(). */
LimenClassChoice *
limen_class_choices_new (gsize n)
{
  LimenClassChoice *choices = g_new0 (LimenClassChoice, n);

  for (gsize k = 0; k < n; k++)
    choices[k].prevalence = NAN;
  return choices;
}

/* Nothing is asked, and nothing came of it; the population stays. */
void
limen_class_choice_reset (LimenClassChoice *self)
{
  *self = (LimenClassChoice){ .prevalence = self->prevalence };
}

/* Asks for this, of one threshold or of both of a grey zone, or for nothing
 * (NULL); copied. Its population is that of the class, whatever it says
 * itself. Where both are asked for, it keeps what was asked of one before. */
void
limen_class_choice_set_objective (LimenClassChoice *self,
                                  const LimenObjective *objective,
                                  gboolean has_row_costs)
{
  gboolean refers = objective != NULL && limen_objective_refers (objective);

  if (refers && self->has_objective && !limen_class_choice_refers (self))
    self->plain = self->objective;
  self->has_plain = refers
                    && (limen_class_choice_refers (self) ? self->has_plain
                                                         : self->has_objective);
  self->has_objective = objective != NULL;
  if (objective != NULL)
    self->objective = *objective;
  self->objective.has_row_costs = has_row_costs;
  self->objective.prevalence = self->prevalence;
}

/* Whether both thresholds of a grey zone are asked for. */
gboolean
limen_class_choice_refers (const LimenClassChoice *self)
{
  return self->has_objective && limen_objective_refers (&self->objective);
}

/* Sees the class, and what is asked of it, in another population; NaN: as in
 * the rows. */
void
limen_class_choice_set_prevalence (LimenClassChoice *self, double prevalence)
{
  self->prevalence = prevalence;
  self->objective.prevalence = prevalence;
}

/* How metrics are seen: with the costs that the objective says, else one for
 * each error, or with those of the rows; in the population. */
LimenObjective
limen_class_choice_get_view (const LimenClassChoice *self,
                             gboolean has_row_costs)
{
  LimenObjective view
      = limen_objective_new ((LimenMetric){ LIMEN_METRIC_COST, 1 }, TRUE);

  if (self->has_objective)
    view.costs = self->objective.costs;
  view.has_row_costs = has_row_costs;
  view.prevalence = self->prevalence;
  return view;
}

/* Lets go of what came of it, which is to be found anew. */
void
limen_class_choice_forget (LimenClassChoice *self)
{
  self->has_optimum = FALSE;
}

/* Whether the objective has an optimum, which thresholds can stand in. */
gboolean
limen_class_choice_is_met (const LimenClassChoice *self)
{
  return self->has_optimum && self->optimum.status == LIMEN_OPTIMUM_FOUND;
}

/* The objective, if it still stands behind a threshold, and a grey zone from
 * `refer_from` on, NaN without, which decide like its optimum; else NULL. */
const LimenObjective *
limen_class_choice_get_objective_of (const LimenClassChoice *self,
                                     const LimenSweep *sweep, double threshold,
                                     double refer_from)
{
  gsize candidate = limen_sweep_find (sweep, threshold);

  return limen_class_choice_is_met (self)
                 && limen_class_choice_refers (self) == !isnan (refer_from)
                 && self->optimum.positive_from.candidate == candidate
                 && self->optimum.refer_from.candidate
                        == (isnan (refer_from)
                                ? candidate
                                : limen_sweep_find (sweep, refer_from))
             ? &self->objective
             : NULL;
}

/* A cutoff of the class at its threshold, and with a grey zone from
 * `refer_from` on up to it; NaN: without. */
LimenCutoff *
limen_class_choice_new_cutoff (const LimenClassChoice *self, const char *name,
                               LimenOneVsRest *class, double threshold,
                               double refer_from)
{
  const LimenObjective *objective = limen_class_choice_get_objective_of (
      self, limen_one_vs_rest_get_sweep (class), threshold, refer_from);

  if (objective != NULL)
    return limen_cutoff_new (name, class, threshold, refer_from, objective);
  return limen_cutoff_new_by_hand (name, class, threshold, refer_from,
                                   self->prevalence);
}

/* The same with a map of the scores of the class, which rises and is copied:
 * the cutoff has its thresholds for its probabilities as well. */
LimenCutoff *
limen_class_choice_new_cutoff_with_map (const LimenClassChoice *self,
                                        const char *name,
                                        LimenOneVsRest *class,
                                        double threshold, double refer_from,
                                        const LimenRecalibration *map)
{
  return limen_cutoff_new_with_map (
      name, class, threshold, refer_from, map,
      limen_class_choice_get_objective_of (
          self, limen_one_vs_rest_get_sweep (class), threshold, refer_from),
      self->prevalence);
}
