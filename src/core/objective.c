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

static LimenConfusion
adjust (const LimenObjective *self, LimenConfusion confusion)
{
  return isnan (self->prevalence)
             ? confusion
             : limen_confusion_at_prevalence (confusion, self->prevalence);
}

/* A metric as this objective sees it: with its costs, in its population. */
double
limen_objective_value (const LimenObjective *self, LimenMetric metric,
                       LimenConfusion confusion)
{
  return limen_metric_value (metric, adjust (self, confusion), self->costs);
}

/* By how much the worst constraint fails; 0: all are met; an undefined metric
 * fails without bound. */
static double
get_violation (const LimenObjective *self, LimenConfusion adjusted)
{
  double worst = 0;

  for (size_t i = 0; i < self->n_constraints; i++)
    {
      const LimenConstraint *constraint = &self->constraints[i];
      double value = limen_metric_value (constraint->metric, adjusted,
                                         self->costs);
      double miss = constraint->relation == LIMEN_AT_LEAST
                        ? constraint->bound - value
                        : value - constraint->bound;

      worst = fmax (worst, isnan (miss) ? INFINITY : miss);
    }
  return worst;
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
    .value = limen_objective_value (self, self->metric, confusion),
    .ties = best->ties,
    .confusion = confusion,
  };
}

/* Looks at n candidates from `first` on. */
static void
consider_block (const LimenObjective *self, const LimenSweep *sweep,
                size_t first, size_t n, Best *best, Best *nearest)
{
  LimenConfusion confusions[BLOCK_SIZE];
  double values[BLOCK_SIZE];

  limen_sweep_get_confusions (sweep, first, n, confusions);
  if (!isnan (self->prevalence))
    for (size_t i = 0; i < n; i++)
      confusions[i] = limen_confusion_at_prevalence (confusions[i],
                                                     self->prevalence);
  limen_metric_values (self->metric, confusions, n, self->costs, values);
  for (size_t i = 0; i < n; i++)
    {
      double violation = get_violation (self, confusions[i]);

      if (!nearest->has_any || nearest->rank < 0)
        consider (nearest, -violation, first + i);
      if (violation == 0 && !isnan (values[i]))
        consider (best, self->is_minimized ? -values[i] : values[i],
                  first + i);
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

  for (size_t i = 0; i < n; i += BLOCK_SIZE)
    consider_block (self, sweep, i, n - i < BLOCK_SIZE ? n - i : BLOCK_SIZE,
                    &best, &nearest);
  if (best.has_any)
    return make_optimum (self, sweep, &best, LIMEN_OPTIMUM_FOUND);
  return make_optimum (self, sweep, &nearest,
                       nearest.rank < 0 ? LIMEN_OPTIMUM_UNATTAINABLE
                                        : LIMEN_OPTIMUM_UNDEFINED);
}
