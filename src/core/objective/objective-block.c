/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "objective-block.h"

#include <math.h>

/* Excess over a bound, relative to max (1, |bound|), that cannot be rounding:
 * a fast check before the exact one. */
#define NEAR 1e-6

static void
adjust (LimenObjectiveBlock *self, double positives, double negatives)
{
  double prevalence = self->objective->prevalence;

  self->factors
      = limen_class_factors_at_prevalence (positives, negatives, prevalence);
  self->adjusted = isnan (prevalence) ? self->counted : self->scaled;
  for (size_t i = 0; !isnan (prevalence) && i < self->n; i++)
    self->scaled[i] = limen_confusion_scale (self->counted[i], self->factors);
}

/* Fills a block with `n` consecutive candidates from `first` on, at most
 * LIMEN_OBJECTIVE_BLOCK. */
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
  adjust (self, limen_sweep_get_positives (sweep),
          limen_sweep_get_negatives (sweep));
}

/* Fills a block with one hypothetical candidate that decides each class as
 * well as the best (`is_right`) or as badly as the worst of `n` candidates
 * does: a bound on all of them. */
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
  adjust (self, limen_sweep_get_positives (sweep),
          limen_sweep_get_negatives (sweep));
}

/* Fills a block with one confusion matrix, such as that of a resample, for an
 * objective without row costs. A prevalence refers to the matrix's own class
 * totals. */
void
limen_objective_block_fill_confusion (LimenObjectiveBlock *self,
                                      const LimenObjective *objective,
                                      LimenConfusion confusion)
{
  self->objective = objective;
  self->first = 0;
  self->n = 1;
  self->counted[0] = confusion;
  adjust (self, confusion.tp + confusion.fn, confusion.fp + confusion.tn);
}

/* Returns the mean cost per row from the total costs of the errors. The
 * confusion matrix is at a prevalence, which gave the factors. NaN without
 * rows. */
double
limen_objective_mean_cost (const LimenObjective *self, LimenConfusion adjusted,
                           LimenErrorCosts errors, LimenClassFactors factors)
{
  LimenCosts costs = self->costs;
  double total = limen_confusion_get_total (adjusted);

  if (total == 0)
    return NAN;
  return (costs.fp_cost * errors.fp * factors.of_negatives
          + costs.fn_cost * errors.fn * factors.of_positives
          - costs.tp_gain * adjusted.tp - costs.tn_gain * adjusted.tn)
         / total;
}

/* Computes a metric at each candidate of the block. */
void
limen_objective_block_get_values (const LimenObjectiveBlock *self,
                                  LimenMetric metric, double *values)
{
  if (metric.id == LIMEN_METRIC_COST && self->objective->has_row_costs)
    for (size_t i = 0; i < self->n; i++)
      values[i] = limen_objective_mean_cost (
          self->objective, self->adjusted[i], self->costs[i], self->factors);
  else
    limen_metric_values (metric,
                         limen_metric_get_info (metric.id)->is_of_rates
                             ? self->counted
                             : self->adjusted,
                         self->n, self->objective->costs, values);
}

/* Returns the sum of the absolute terms of a mean cost: the scale of its
 * rounding error, even where terms cancel. */
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

/* Returns the size that a metric's rounding error is relative to: its absolute
 * value. For a difference, the size of its terms instead: 1 if it is bounded
 * below, else (net benefit) 1 + |1 - value|; for the cost, also the sum of its
 * absolute terms. */
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

/* Whether a narrowly missed constraint may be missed through rounding only: if
 * the excess is within the rounding error of the metric, or if a confusion
 * matrix within the rounding error of weighted sums meets the constraint. The
 * cells below the threshold are computed as differences from their class's
 * total, so their error is relative to that. */
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

/* Returns by how much a constraint is violated at a candidate; 0: met, within
 * rounding; +inf: undefined. */
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
  /* Scale a count of rows like a rate. */
  return constraint->metric.id == LIMEN_METRIC_PREDICTED_POSITIVES
             ? excess / limen_confusion_get_total (self->adjusted[i])
             : excess;
}

/* Computes the largest violation of any constraint at each candidate; 0: all
 * are met, within rounding. An infinite ratio meets every lower bound and
 * violates upper bounds by infinity, as an undefined metric violates both. */
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

/* Computes a metric at `n` consecutive candidates from `first` on, with the
 * objective's costs (or the rows' own) and prevalence. */
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

/* Computes a metric at one candidate, with the objective's costs (or the rows'
 * own) and prevalence; NaN where undefined. */
double
limen_objective_value_at (const LimenObjective *self, LimenMetric metric,
                          const LimenSweep *sweep, size_t candidate)
{
  double value;

  limen_objective_values (self, metric, sweep, candidate, 1, &value);
  return value;
}
