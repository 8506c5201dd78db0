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

/* Asks for nothing any more. */
void
limen_class_choice_clear_objectives (LimenClassChoice *self)
{
  self->has_objective = FALSE;
  self->zone.has_objective = FALSE;
}

/* Nothing is asked, and nothing came of it; the population stays. */
void
limen_class_choice_reset (LimenClassChoice *self)
{
  *self = (LimenClassChoice){ .prevalence = self->prevalence };
}

/* Asks for this of one threshold, or for nothing (NULL); copied. Its
 * population is that of the class, whatever it says itself. */
void
limen_class_choice_set_objective (LimenClassChoice *self,
                                  const LimenObjective *objective)
{
  self->has_objective = objective != NULL;
  self->zone.has_objective = FALSE;
  if (objective != NULL)
    self->objective = *objective;
  self->objective.prevalence = self->prevalence;
}

/* Asks for this of both thresholds of a grey zone, or for nothing (NULL);
 * copied. Its population is that of the class. */
void
limen_class_choice_set_zone_objective (LimenClassChoice *self,
                                       const LimenObjective *objective,
                                       gboolean has_row_costs)
{
  LimenGreyZoneChoice *zone = &self->zone;

  zone->has_objective = objective != NULL;
  if (objective != NULL)
    zone->objective = *objective;
  zone->objective.has_row_costs = has_row_costs;
  zone->objective.prevalence = self->prevalence;
}

/* Sees the class, and what is asked of it, in another population; NaN: as in
 * the rows. */
void
limen_class_choice_set_prevalence (LimenClassChoice *self, double prevalence)
{
  self->prevalence = prevalence;
  self->objective.prevalence = prevalence;
  self->zone.objective.prevalence = prevalence;
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
  if (self->zone.has_objective)
    view.costs = self->zone.objective.costs;
  view.has_row_costs = has_row_costs;
  view.prevalence = self->prevalence;
  return view;
}

/* Lets go of what came of it, which is to be found anew. */
void
limen_class_choice_forget (LimenClassChoice *self)
{
  self->has_optimum = FALSE;
  self->zone.has_optimum = FALSE;
}

/* Whether the objective has an optimum, which thresholds can stand in. */
gboolean
limen_class_choice_is_met (const LimenClassChoice *self)
{
  return self->has_optimum && self->optimum.status == LIMEN_OPTIMUM_FOUND;
}

/* An objective still stands behind a threshold inside its optimum. */
static const LimenObjective *
get_objective_of (const LimenClassChoice *self, LimenOneVsRest *class,
                  double threshold)
{
  const LimenSweep *sweep = limen_one_vs_rest_get_sweep (class);

  return limen_class_choice_is_met (self)
                 && limen_sweep_find (sweep, threshold)
                        == self->optimum.positive_from.candidate
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
  const LimenObjective *objective = get_objective_of (self, class, threshold);

  if (!isnan (refer_from))
    return limen_grey_zone_choice_new_cutoff (&self->zone, name, class,
                                              refer_from, threshold,
                                              self->prevalence);
  if (objective != NULL)
    return limen_cutoff_new (name, class, threshold, NAN, objective);
  return limen_cutoff_new_by_hand (name, class, threshold, NAN,
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
      isnan (refer_from) ? get_objective_of (self, class, threshold)
                         : limen_grey_zone_choice_get_objective_of (
                             &self->zone, limen_one_vs_rest_get_sweep (class),
                             refer_from, threshold),
      self->prevalence);
}
