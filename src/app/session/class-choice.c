/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "class-choice.h"

#include <math.h>

/* Choices for n classes without objectives. Free with g_free(). */
LimenClassChoice *
limen_class_choices_new (gsize n)
{
  LimenClassChoice *choices = g_new0 (LimenClassChoice, n);

  for (gsize k = 0; k < n; k++)
    choices[k].prevalence = NAN;
  return choices;
}

/* Clears the objective and its optimum; keeps the population. */
void
limen_class_choice_reset (LimenClassChoice *self)
{
  *self = (LimenClassChoice){ .prevalence = self->prevalence };
}

/* Sets the objective, which is copied; NULL for none. Its prevalence is
 * replaced by that of the class. When an objective for a grey zone replaces
 * one for a single threshold, the latter is kept in `plain`. */
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

/* Whether the objective is for both thresholds of a grey zone. */
gboolean
limen_class_choice_refers (const LimenClassChoice *self)
{
  return self->has_objective && limen_objective_refers (&self->objective);
}

/* Sets the prevalence of the population, also of the objective; NaN: as in the
 * rows. */
void
limen_class_choice_set_prevalence (LimenClassChoice *self, double prevalence)
{
  self->prevalence = prevalence;
  self->objective.prevalence = prevalence;
}

/* The costs and the population that metrics are computed with, as an
 * objective: the costs of the class's objective, else a cost of 1 per error,
 * or the costs of each row. */
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

/* Discards the optimum, so that it is searched again. */
void
limen_class_choice_forget (LimenClassChoice *self)
{
  self->has_optimum = FALSE;
}

/* Whether an optimum was found. */
gboolean
limen_class_choice_is_met (const LimenClassChoice *self)
{
  return self->has_optimum && self->optimum.status == LIMEN_OPTIMUM_FOUND;
}

/* The objective, if its optimum has the same decisions as this threshold and
 * this lower threshold (NaN: no grey zone); else NULL. O(log n). */
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

/* A new cutoff of the class at a threshold, with a grey zone from `refer_from`
 * up to the threshold (NaN: none). It records the objective if it has the
 * decisions of the objective's optimum, and has intervals if they take
 * milliseconds. */
LimenCutoff *
limen_class_choice_new_cutoff (const LimenClassChoice *self, const char *name,
                               LimenOneVsRest *class, double threshold,
                               double refer_from)
{
  const LimenObjective *objective = limen_class_choice_get_objective_of (
      self, limen_one_vs_rest_get_sweep (class), threshold, refer_from);

  LimenCutoff *cutoff
      = objective != NULL
            ? limen_cutoff_new (name, class, threshold, refer_from, objective)
            : limen_cutoff_new_by_hand (name, class, threshold, refer_from,
                                        self->prevalence);

  limen_cutoff_estimate_quickly (cutoff, class);
  return cutoff;
}

/* As limen_class_choice_new_cutoff(), with an increasing recalibration map of
 * the class's scores, which is copied: the cutoff also has thresholds for the
 * recalibrated probabilities. */
LimenCutoff *
limen_class_choice_new_cutoff_with_map (const LimenClassChoice *self,
                                        const char *name,
                                        LimenOneVsRest *class,
                                        double threshold, double refer_from,
                                        const LimenRecalibration *map)
{
  LimenCutoff *cutoff = limen_cutoff_new_with_map (
      name, class, threshold, refer_from, map,
      limen_class_choice_get_objective_of (
          self, limen_one_vs_rest_get_sweep (class), threshold, refer_from),
      self->prevalence);

  limen_cutoff_estimate_quickly (cutoff, class);
  return cutoff;
}
