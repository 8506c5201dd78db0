#include "objective.h"

#include <math.h>

#include "decimal.h"

/* Candidates looked at in one go. */
#define BLOCK_SIZE 256

/* An objective without constraints, with costs of one per error. */
LimenObjective
limen_objective_new (LimenMetric metric, bool is_minimized)
{
  return (LimenObjective){ .metric = metric,
                           .is_minimized = is_minimized,
                           .costs = LIMEN_COSTS_DEFAULT,
                           .prevalence = NAN };
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

/* A metric as this objective sees it: with its costs, in its population. What
 * rows cost by themselves is not known here; limen_objective_value_at() asks
 * the sweep for it. */
double
limen_objective_value (const LimenObjective *self, LimenMetric metric,
                       LimenConfusion confusion)
{
  if (!limen_metric_is_of_rates (metric.id))
    confusion = limen_confusion_at_prevalence (confusion, self->prevalence);
  return limen_metric_value (metric, confusion, self->costs);
}

/* Some candidates in a row, as an objective sees them. */
typedef struct
{
  size_t first, n;
  LimenConfusion counted[BLOCK_SIZE], scaled[BLOCK_SIZE];
  const LimenConfusion *adjusted; /* to the prevalence: one of these */
  LimenClassFactors factors;
  bool has_costs;
  LimenErrorCosts costs[BLOCK_SIZE]; /* where it has */
} Block;

static void
fill_block (Block *block, const LimenObjective *self, const LimenSweep *sweep,
            size_t first, size_t n)
{
  block->first = first;
  block->n = n;
  block->factors = limen_class_factors_at_prevalence (
      limen_sweep_get_positives (sweep), limen_sweep_get_negatives (sweep),
      self->prevalence);
  block->has_costs = self->has_row_costs;
  limen_sweep_get_confusions (sweep, first, n, block->counted);
  block->adjusted = isnan (self->prevalence) ? block->counted : block->scaled;
  for (size_t i = 0; !isnan (self->prevalence) && i < n; i++)
    block->scaled[i]
        = limen_confusion_scale (block->counted[i], block->factors);
  if (self->has_row_costs)
    limen_sweep_get_error_costs (sweep, first, n, block->costs);
}

/* The mean cost of a row, by what the rows themselves say. */
static double
get_row_cost (const Block *block, size_t i, LimenCosts costs)
{
  LimenConfusion c = block->adjusted[i];
  double total = limen_confusion_get_total (c);

  if (total == 0)
    return NAN;
  return (costs.fp_cost * block->costs[i].fp * block->factors.of_negatives
          + costs.fn_cost * block->costs[i].fn * block->factors.of_positives
          - costs.tp_gain * c.tp - costs.tn_gain * c.tn)
         / total;
}

static void
get_values (const LimenObjective *self, LimenMetric metric,
            const Block *block, double *values)
{
  if (metric.id == LIMEN_METRIC_COST && block->has_costs)
    for (size_t i = 0; i < block->n; i++)
      values[i] = get_row_cost (block, i, self->costs);
  else
    limen_metric_values (metric,
                         limen_metric_is_of_rates (metric.id)
                             ? block->counted
                             : block->adjusted,
                         block->n, self->costs, values);
}

/* A metric at `n` candidates in a row, of which `first` is the first, as this
 * objective sees it: with its costs, or those of each row, in its
 * population. */
void
limen_objective_values (const LimenObjective *self, LimenMetric metric,
                        const LimenSweep *sweep, size_t first, size_t n,
                        double *values)
{
  Block block;

  for (size_t i = 0; i < n; i += BLOCK_SIZE)
    {
      fill_block (&block, self, sweep, first + i,
                  n - i < BLOCK_SIZE ? n - i : BLOCK_SIZE);
      get_values (self, metric, &block, values + i);
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

/* The same where rows from one candidate up to another one are referred: of
 * those that are decided. */
double
limen_objective_value_between (const LimenObjective *self, LimenMetric metric,
                               const LimenSweep *sweep, size_t refer_from,
                               size_t positive_from)
{
  Block low, block;
  double value;

  fill_block (&low, self, sweep, refer_from, 1);
  fill_block (&block, self, sweep, positive_from, 1);
  block.counted[0].fn = low.counted[0].fn;
  block.counted[0].tn = low.counted[0].tn;
  block.scaled[0] = limen_confusion_scale (block.counted[0], block.factors);
  if (block.has_costs)
    block.costs[0].fn = low.costs[0].fn;
  get_values (self, metric, &block, &value);
  return value;
}

/* By how much the worst constraint fails at each candidate; 0: all are met; an
 * undefined metric fails without bound. */
static void
get_violations (const LimenObjective *self, const Block *block,
                double *violations)
{
  double values[BLOCK_SIZE];

  for (size_t i = 0; i < block->n; i++)
    violations[i] = 0;
  for (size_t j = 0; j < self->n_constraints; j++)
    {
      const LimenConstraint *constraint = &self->constraints[j];

      get_values (self, constraint->metric, block, values);
      for (size_t i = 0; i < block->n; i++)
        {
          double miss = constraint->relation == LIMEN_AT_LEAST
                            ? constraint->bound - values[i]
                            : values[i] - constraint->bound;

          /* Rows too many count like a rate. */
          if (constraint->metric.id == LIMEN_METRIC_PREDICTED_POSITIVES)
            miss /= limen_confusion_get_total (block->adjusted[i]);
          violations[i]
              = fmax (violations[i], isnan (miss) ? INFINITY : miss);
        }
    }
}

/* What is known while the candidates go by. */
typedef struct
{
  const LimenSweep *sweep;
  bool has_any;
  double rank; /* larger is better */
  size_t candidate;
  size_t ties;
} Best;

static double
get_width (const LimenSweep *sweep, size_t candidate)
{
  return limen_sweep_get_score (sweep, candidate)
         - limen_sweep_get_low (sweep, candidate);
}

/* Larger ranks win; among equals the wider interval, then the lower one. */
static inline void
consider (Best *best, double rank, size_t candidate)
{
  if (best->has_any && rank < best->rank)
    return;
  if (!best->has_any || rank > best->rank)
    {
      *best = (Best){ best->sweep, true, rank, candidate, 1 };
      return;
    }
  best->ties++;
  if (get_width (best->sweep, candidate)
      > get_width (best->sweep, best->candidate))
    best->candidate = candidate;
}

static LimenOptimum
make_optimum (const LimenObjective *self, const LimenSweep *sweep,
              const Best *best, LimenOptimumStatus status)
{
  double low = limen_sweep_get_low (sweep, best->candidate);
  double high = limen_sweep_get_score (sweep, best->candidate);
  LimenConfusion confusion = limen_sweep_get_confusion (sweep,
                                                        best->candidate);

  return (LimenOptimum){
    .status = status,
    .candidate = best->candidate,
    .threshold = limen_decimal_shortest_in (low, high),
    .low = low,
    .high = high,
    .value = limen_objective_value_at (self, self->metric, sweep,
                                       best->candidate),
    .ties = best->ties,
    .confusion = confusion,
  };
}

static void
consider_block (const LimenObjective *self, const Block *block, Best *best,
                Best *nearest)
{
  double values[BLOCK_SIZE], violations[BLOCK_SIZE];

  get_values (self, self->metric, block, values);
  get_violations (self, block, violations);
  for (size_t i = 0; i < block->n; i++)
    {
      if (!nearest->has_any || nearest->rank < 0)
        consider (nearest, -violations[i], block->first + i);
      if (violations[i] == 0 && !isnan (values[i]))
        consider (best, self->is_minimized ? -values[i] : values[i],
                  block->first + i);
    }
}

/* Tries every candidate, +inf included, in one pass; exact, for nothing is
 * dropped, rounded or interpolated. Undefined values neither win nor meet a
 * constraint. Of several intervals with the very same value all are counted,
 * and the widest is taken, then the lowest; those that reach to infinity are
 * the widest. Where no candidate meets the constraints, the one whose worst
 * violation is smallest is returned as UNATTAINABLE. */
LimenOptimum
limen_objective_optimize (const LimenObjective *self, const LimenSweep *sweep)
{
  size_t n = limen_sweep_get_n_scores (sweep) + 1;
  Best best = { .sweep = sweep }, nearest = { .sweep = sweep };
  Block block;

  for (size_t i = 0; i < n; i += BLOCK_SIZE)
    {
      fill_block (&block, self, sweep, i,
                  n - i < BLOCK_SIZE ? n - i : BLOCK_SIZE);
      consider_block (self, &block, &best, &nearest);
    }
  if (best.has_any)
    return make_optimum (self, sweep, &best, LIMEN_OPTIMUM_FOUND);
  return make_optimum (self, sweep, &nearest,
                       nearest.rank < 0 ? LIMEN_OPTIMUM_UNATTAINABLE
                                        : LIMEN_OPTIMUM_UNDEFINED);
}
