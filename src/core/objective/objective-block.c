/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "objective-block.h"

#include <math.h>

/* What is failed by more, relative to 1 or to the bound, is not failed by
 * rounding: looked at first, for that takes less time. */
#define NEAR 1e-6

static void
adjust (LimenObjectiveBlock *self, const LimenSweep *sweep)
{
  double prevalence = self->objective->prevalence;

  self->factors = limen_class_factors_at_prevalence (
      limen_sweep_get_positives (sweep), limen_sweep_get_negatives (sweep),
      prevalence);
  self->adjusted = isnan (prevalence) ? self->counted : self->scaled;
  for (size_t i = 0; !isnan (prevalence) && i < self->n; i++)
    self->scaled[i] = limen_confusion_scale (self->counted[i], self->factors);
}

/* Takes `n` candidates, LIMEN_OBJECTIVE_BLOCK at most, of which `first` is the
 * first. */
void
limen_objective_block_fill (LimenObjectiveBlock *self,
                            const LimenObjective *objective,
                            const LimenSweep *sweep, size_t first, size_t n)
{
  self->objective = objective;
  self->first = first;
  self->n = n;
  limen_sweep_get_confusions (sweep, first, n, self->counted);
  if (objective->has_row_costs)
    limen_sweep_get_error_costs (sweep, first, n, self->costs);
  adjust (self, sweep);
}

/* Takes one candidate that need not exist, and decides as many rows of each
 * class rightly as any of `n` candidates does (`is_right`), or as few. */
void
limen_objective_block_fill_corner (LimenObjectiveBlock *self,
                                   const LimenObjective *objective,
                                   const LimenSweep *sweep, size_t first,
                                   size_t n, bool is_right)
{
  size_t last = first + n - 1;
  size_t of_positives = is_right ? first : last;
  size_t of_negatives = is_right ? last : first;
  LimenConfusion positives = limen_sweep_get_confusion (sweep, of_positives);
  LimenConfusion negatives = limen_sweep_get_confusion (sweep, of_negatives);
  LimenErrorCosts fn, fp;

  self->objective = objective;
  self->first = first;
  self->n = 1;
  self->counted[0] = (LimenConfusion){ .tp = positives.tp,
                                       .fp = negatives.fp,
                                       .fn = positives.fn,
                                       .tn = negatives.tn };
  if (objective->has_row_costs)
    {
      limen_sweep_get_error_costs (sweep, of_positives, 1, &fn);
      limen_sweep_get_error_costs (sweep, of_negatives, 1, &fp);
      self->costs[0] = (LimenErrorCosts){ .fp = fp.fp, .fn = fn.fn };
    }
  adjust (self, sweep);
}

/* The mean cost of a row, by what the rows themselves say. */
static double
get_row_cost (const LimenObjectiveBlock *self, size_t i)
{
  LimenCosts costs = self->objective->costs;
  LimenConfusion c = self->adjusted[i];
  double total = limen_confusion_get_total (c);

  if (total == 0)
    return NAN;
  return (costs.fp_cost * self->costs[i].fp * self->factors.of_negatives
          + costs.fn_cost * self->costs[i].fn * self->factors.of_positives
          - costs.tp_gain * c.tp - costs.tn_gain * c.tn)
         / total;
}

/* A metric at each candidate. */
void
limen_objective_block_get_values (const LimenObjectiveBlock *self,
                                  LimenMetric metric, double *values)
{
  if (metric.id == LIMEN_METRIC_COST && self->objective->has_row_costs)
    for (size_t i = 0; i < self->n; i++)
      values[i] = get_row_cost (self, i);
  else
    limen_metric_values (metric,
                         limen_metric_get_info (metric.id)->is_of_rates
                             ? self->counted
                             : self->adjusted,
                         self->n, self->objective->costs, values);
}

/* The sum of the absolute terms of a mean cost, to which its rounding error is
 * relative even where the terms cancel. */
static double
get_cost_size (const LimenObjectiveBlock *self, size_t i)
{
  LimenCosts costs = self->objective->costs;
  LimenConfusion c = self->adjusted[i];
  double fp = c.fp, fn = c.fn;

  if (self->objective->has_row_costs)
    {
      fp = self->costs[i].fp * self->factors.of_negatives;
      fn = self->costs[i].fn * self->factors.of_positives;
    }
  return (fabs (costs.fp_cost) * fp + fabs (costs.fn_cost) * fn
          + fabs (costs.tp_gain) * c.tp + fabs (costs.tn_gain) * c.tn)
         / limen_confusion_get_total (c);
}

/* What rounding in the last step of a metric is a part of: its value, or, of
 * a difference, its terms: up to 1, or what is below 1 by the value where the
 * second term has no bound. */
static double
get_size (const LimenObjectiveBlock *self, LimenMetricId metric, double value,
          size_t i)
{
  const LimenMetricInfo *info = limen_metric_get_info (metric);

  if (metric == LIMEN_METRIC_COST)
    return fabs (value) + get_cost_size (self, i);
  if (!info->is_difference)
    return fabs (value);
  return isfinite (info->low) ? 1 : 1 + fabs (1 - value);
}

static double
get_excess (const LimenConstraint *constraint, double value)
{
  return constraint->relation == LIMEN_AT_LEAST ? constraint->bound - value
                                                : value - constraint->bound;
}

/* Whether a constraint is met that a value fails by very little, but for
 * rounding: by a value of the same last digits, or of cells that rounding may
 * have made of others. Those below the threshold are what is left of all, so
 * that they are right to a part of these. */
static bool
is_met_within_rounding (const LimenObjectiveBlock *self,
                        const LimenConstraint *constraint, double value,
                        size_t i)
{
  double size = get_size (self, constraint->metric.id, value, i);
  LimenConfusion c = self->counted[i];
  double fn = LIMEN_CONSTRAINT_ROUNDING * (c.tp + c.fn);
  double tn = LIMEN_CONSTRAINT_ROUNDING * (c.fp + c.tn);

  if (get_excess (constraint, value) <= LIMEN_CONSTRAINT_ROUNDING * size)
    return true;
  for (int corner = 0; corner < 4 && !self->objective->has_row_costs; corner++)
    {
      LimenConfusion near = c;

      near.fn = fmax (0, c.fn + (corner & 1 ? fn : -fn));
      near.tn = fmax (0, c.tn + (corner & 2 ? tn : -tn));
      value = limen_objective_value (self->objective, constraint->metric,
                                     near);
      if (get_excess (constraint, value) <= LIMEN_CONSTRAINT_ROUNDING * size)
        return true;
    }
  return false;
}

/* By how much a constraint fails at a candidate where its metric has a value;
 * 0: it is met, but for rounding. */
static double
get_violation (const LimenObjectiveBlock *self,
               const LimenConstraint *constraint, double value, size_t i)
{
  double excess;

  if (isnan (value)
      && limen_metric_is_infinite (constraint->metric, self->counted[i]))
    value = INFINITY;
  if (isnan (value))
    return INFINITY;
  excess = get_excess (constraint, value);
  if (excess <= 0
      || (excess <= NEAR * fmax (1, fabs (constraint->bound))
          && is_met_within_rounding (self, constraint, value, i)))
    return 0;
  /* Rows too many count like a rate. */
  return constraint->metric.id == LIMEN_METRIC_PREDICTED_POSITIVES
             ? excess / limen_confusion_get_total (self->adjusted[i])
             : excess;
}

/* By how much the worst constraint fails at each candidate; 0: all are met.
 * What rounding can make of a metric fails none. An infinite ratio meets every
 * lower bound, and fails upper ones without bound, as an undefined metric
 * fails both. */
void
limen_objective_block_get_violations (const LimenObjectiveBlock *self,
                                      double *violations)
{
  const LimenObjective *objective = self->objective;
  double values[LIMEN_OBJECTIVE_BLOCK];

  for (size_t i = 0; i < self->n; i++)
    violations[i] = 0;
  for (size_t j = 0; j < objective->n_constraints; j++)
    {
      const LimenConstraint *constraint = &objective->constraints[j];

      limen_objective_block_get_values (self, constraint->metric, values);
      for (size_t i = 0; i < self->n; i++)
        violations[i]
            = fmax (violations[i],
                    get_violation (self, constraint, values[i], i));
    }
}

/* A metric at `n` candidates in a row, of which `first` is the first, as this
 * objective sees it: with its costs, or those of each row, in its
 * population. */
void
limen_objective_values (const LimenObjective *self, LimenMetric metric,
                        const LimenSweep *sweep, size_t first, size_t n,
                        double *values)
{
  LimenObjectiveBlock block;

  for (size_t i = 0; i < n; i += LIMEN_OBJECTIVE_BLOCK)
    {
      limen_objective_block_fill (&block, self, sweep, first + i,
                                  n - i < LIMEN_OBJECTIVE_BLOCK ? n - i : LIMEN_OBJECTIVE_BLOCK);
      limen_objective_block_get_values (&block, metric, values + i);
    }
}

/* The same at one candidate. */
double
limen_objective_value_at (const LimenObjective *self, LimenMetric metric,
                          const LimenSweep *sweep, size_t candidate)
{
  double value;

  limen_objective_values (self, metric, sweep, candidate, 1, &value);
  return value;
}
