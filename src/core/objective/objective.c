/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "objective.h"

#include <math.h>

/* An objective without constraints, with costs of one per error. */
LimenObjective
limen_objective_new (LimenMetric metric, bool is_minimized)
{
  return (LimenObjective){ .metric = metric,
                           .is_minimized = is_minimized,
                           .costs = LIMEN_COSTS_DEFAULT,
                           .prevalence = NAN };
}

/* An objective of two thresholds, rows between which are referred; with costs
 * of one per error. */
LimenObjective
limen_objective_new_referral (LimenReferralKind kind, double bound)
{
  bool is_of_cost = kind == LIMEN_REFERRAL_COST;
  LimenObjective self = limen_objective_new (
      (LimenMetric){ is_of_cost ? LIMEN_METRIC_COST : LIMEN_METRIC_ACCURACY,
                     1 },
      is_of_cost);

  self.referral = (LimenReferral){ kind, bound };
  return self;
}

/* How metrics of a sweep are seen with these costs, times those of its rows
 * where they have any, in a population of this prevalence (NaN: that of the
 * rows); as an objective it makes the cost small. */
LimenObjective
limen_objective_new_view (const LimenSweep *sweep, LimenCosts costs,
                          double prevalence)
{
  LimenObjective self
      = limen_objective_new ((LimenMetric){ LIMEN_METRIC_COST, 1 }, true);

  self.costs = costs;
  self.has_row_costs = limen_sweep_has_row_costs (sweep);
  self.prevalence = prevalence;
  return self;
}

/* Whether rows between two thresholds are referred. */
bool
limen_objective_refers (const LimenObjective *self)
{
  return self->referral.kind != LIMEN_REFERRAL_NONE;
}

/* What it costs to refer a row; 0 unless the objective says so. */
double
limen_objective_get_refer_cost (const LimenObjective *self)
{
  return self->referral.kind == LIMEN_REFERRAL_COST ? self->referral.bound : 0;
}

/* Whether it, or a constraint of it, is about a metric. */
bool
limen_objective_has_metric (const LimenObjective *self, LimenMetricId id)
{
  bool has = self->metric.id == id;

  for (size_t i = 0; i < self->n_constraints; i++)
    has |= self->constraints[i].metric.id == id;
  return has;
}

/* Whether any metric that it is about looks at the costs. */
bool
limen_objective_has_costs (const LimenObjective *self)
{
  bool has = limen_metric_get_info (self->metric.id)->is_of_costs;

  for (size_t i = 0; i < self->n_constraints; i++)
    has |= limen_metric_get_info (self->constraints[i].metric.id)->is_of_costs;
  return has;
}

/* A metric as this objective sees it: with its costs, in its population. What
 * rows cost by themselves is not known here; limen_objective_value_at() asks
 * the sweep for it. */
double
limen_objective_value (const LimenObjective *self, LimenMetric metric,
                       LimenConfusion confusion)
{
  if (!limen_metric_get_info (metric.id)->is_of_rates)
    confusion = limen_confusion_at_prevalence (confusion, self->prevalence);
  return limen_metric_value (metric, confusion, self->costs);
}

