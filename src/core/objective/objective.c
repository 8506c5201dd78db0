/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "objective.h"

#include <math.h>

/* Returns an objective without constraints, with costs of 1 per error. */
LimenObjective
limen_objective_new (LimenMetric metric, bool is_minimized)
{
  return (LimenObjective){ .metric = metric,
                           .is_minimized = is_minimized,
                           .costs = LIMEN_COSTS_DEFAULT,
                           .prevalence = NAN };
}

/* Returns an objective with a referral, for two thresholds, with costs of 1
 * per error. */
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

/* Returns an objective for evaluating metrics of a sweep with these costs,
 * times the rows' own costs if there are any, at this prevalence (NaN: that of
 * the rows). Its own metric is the cost, minimised. */
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

/* Whether the objective has two thresholds, with rows referred in between. */
bool
limen_objective_refers (const LimenObjective *self)
{
  return self->referral.kind != LIMEN_REFERRAL_NONE;
}

/* Returns the cost of referring a row; 0 unless the objective sets one. */
double
limen_objective_get_refer_cost (const LimenObjective *self)
{
  return self->referral.kind == LIMEN_REFERRAL_COST ? self->referral.bound : 0;
}

/* Whether the objective or one of its constraints uses a metric. */
bool
limen_objective_has_metric (const LimenObjective *self, LimenMetricId id)
{
  bool has = self->metric.id == id;

  for (size_t i = 0; i < self->n_constraints; i++)
    has |= self->constraints[i].metric.id == id;
  return has;
}

/* Whether the objective or one of its constraints depends on the costs. */
bool
limen_objective_has_costs (const LimenObjective *self)
{
  bool has = limen_metric_get_info (self->metric.id)->is_of_costs;

  for (size_t i = 0; i < self->n_constraints; i++)
    has |= limen_metric_get_info (self->constraints[i].metric.id)->is_of_costs;
  return has;
}

/* Returns a metric of a confusion matrix with the objective's costs and
 * prevalence. Ignores individual row costs; limen_objective_value_at() gets
 * those from the sweep. */
double
limen_objective_value (const LimenObjective *self, LimenMetric metric,
                       LimenConfusion confusion)
{
  if (!limen_metric_get_info (metric.id)->is_of_rates)
    confusion = limen_confusion_at_prevalence (confusion, self->prevalence);
  return limen_metric_value (metric, confusion, self->costs);
}

