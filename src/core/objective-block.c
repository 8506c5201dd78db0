#include "objective-block.h"

#include <math.h>

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
                         limen_metric_is_of_rates (metric.id) ? self->counted
                                                              : self->adjusted,
                         self->n, self->objective->costs, values);
}

/* By how much the worst constraint fails at each candidate; 0: all are met; an
 * undefined metric fails without bound. */
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
        {
          double miss = constraint->relation == LIMEN_AT_LEAST
                            ? constraint->bound - values[i]
                            : values[i] - constraint->bound;

          /* Rows too many count like a rate. */
          if (constraint->metric.id == LIMEN_METRIC_PREDICTED_POSITIVES)
            miss /= limen_confusion_get_total (self->adjusted[i]);
          violations[i] = fmax (violations[i], isnan (miss) ? INFINITY : miss);
        }
    }
}
