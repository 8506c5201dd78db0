#include "grey-zone.h"

#include <math.h>
#include <stdlib.h>

#include "grey-zone-search.h"
#include "sum.h"
#include "threshold.h"

/* An objective with costs of one per error, in the population of the rows. */
LimenGreyZoneObjective
limen_grey_zone_objective_new (LimenGreyZoneGoal goal, double bound)
{
  return (LimenGreyZoneObjective){ .goal = goal,
                                   .bound = bound,
                                   .costs = LIMEN_COSTS_DEFAULT,
                                   .prevalence = NAN };
}

/* What a zone has of that which its objective makes as large, or small, as can
 * be: its cost, its coverage, or the accuracy on the rows decided. */
double
limen_grey_zone_objective_value (const LimenGreyZoneObjective *self,
                                 const LimenGreyZone *zone)
{
  switch (self->goal)
    {
    case LIMEN_GREY_ZONE_COVERAGE:
      return zone->coverage;
    case LIMEN_GREY_ZONE_ACCURACY:
      return 1 - zone->error;
    case LIMEN_GREY_ZONE_COST:
    default:
      return zone->cost;
    }
}

static LimenGreyZoneEdge
get_edge (const LimenSweep *sweep, size_t candidate, LimenKeep keep)
{
  double low = limen_sweep_get_low (sweep, candidate);
  double high = limen_sweep_get_score (sweep, candidate);

  return (LimenGreyZoneEdge){ candidate,
                              limen_threshold_between (low, high, keep), low,
                              high };
}

/* Sets the edges of a zone. Where the scores around an edge are equal in
 * single precision, referring them keeps the errors down, and deciding them
 * keeps the coverage up. */
static void
set_edges (LimenGreyZone *zone, const LimenGreyZoneObjective *objective,
           const LimenSweep *sweep, size_t refer_from, size_t positive_from)
{
  LimenKeep low = LIMEN_KEEP_EITHER, high = LIMEN_KEEP_EITHER;

  if (refer_from != positive_from
      && objective->goal == LIMEN_GREY_ZONE_COVERAGE)
    {
      low = LIMEN_KEEP_POSITIVES;
      high = LIMEN_KEEP_NEGATIVES;
    }
  else if (refer_from != positive_from
           && objective->goal == LIMEN_GREY_ZONE_ACCURACY)
    {
      low = LIMEN_KEEP_NEGATIVES;
      high = LIMEN_KEEP_POSITIVES;
    }
  zone->refer_from = get_edge (sweep, refer_from, low);
  zone->positive_from = get_edge (sweep, positive_from, high);
}

/* Least cost. What a zone costs is a sum of what depends on its lower
 * threshold alone,
 *   fn_cost FN - tn_gain TN below it + refer_cost (rows from it on),
 * and of what depends on its upper one alone,
 *   fp_cost FP - tp_gain TP from it on - refer_cost (rows from it on);
 * so that of each upper threshold the best lower one is the best of those up
 * to it. */

static void
add_product (LimenSum *sum, double a, double b)
{
  double product = a * b;

  limen_sum_add (sum, product);
  limen_sum_add (sum, fma (a, b, -product)); /* what rounding took off */
}

static double
get_refer_cost (const LimenZoneSearch *self)
{
  return self->objective->goal == LIMEN_GREY_ZONE_COST
             ? self->objective->bound
             : 0;
}

static void
add_referred (LimenSum *sum, const LimenZoneSearch *self, LimenConfusion c,
              double cost)
{
  add_product (sum, cost * self->factors.of_positives, c.tp);
  add_product (sum, cost * self->factors.of_negatives, c.fp);
}

static LimenErrorCosts
get_error_costs (const LimenZoneSearch *self, size_t candidate,
                 LimenConfusion c)
{
  LimenErrorCosts costs = { c.fp, c.fn };

  if (self->objective->has_row_costs)
    limen_sweep_get_error_costs (self->sweep, candidate, 1, &costs);
  return costs;
}

static LimenSum
get_low_cost (const LimenZoneSearch *self, size_t candidate)
{
  const LimenCosts *costs = &self->objective->costs;
  LimenConfusion c = limen_sweep_get_confusion (self->sweep, candidate);
  LimenSum sum = { 0 };

  add_product (&sum, costs->fn_cost * self->factors.of_positives,
               get_error_costs (self, candidate, c).fn);
  add_product (&sum, -costs->tn_gain * self->factors.of_negatives, c.tn);
  add_referred (&sum, self, c, get_refer_cost (self));
  return sum;
}

static LimenSum
get_high_cost (const LimenZoneSearch *self, size_t candidate)
{
  const LimenCosts *costs = &self->objective->costs;
  LimenConfusion c = limen_sweep_get_confusion (self->sweep, candidate);
  LimenSum sum = { 0 };

  add_product (&sum, costs->fp_cost * self->factors.of_negatives,
               get_error_costs (self, candidate, c).fp);
  add_product (&sum, -costs->tp_gain * self->factors.of_positives, c.tp);
  add_referred (&sum, self, c, -get_refer_cost (self));
  return sum;
}

static double
subtract_sums (LimenSum a, LimenSum b)
{
  LimenSum difference = { -b.sum, -b.compensation };

  limen_sum_add_sum (&difference, &a);
  return limen_sum_value (&difference);
}

/* O(n). Sums and products carry their rounding errors along, so that costs
 * which differ in doubles never tie, nor do equal ones of whole counts and
 * costs differ. Of equal costs that which refers least wins, then the lower
 * upper threshold. */
static LimenZonePair
find_least_cost (const LimenZoneSearch *self)
{
  LimenZonePair best = { 0 };
  LimenSum least = { 0 }, best_cost = { 0 };
  size_t low = 0;

  for (size_t high = 0; high < self->n; high++)
    {
      LimenSum low_cost = get_low_cost (self, high);
      LimenSum cost = get_high_cost (self, high);
      double difference = -1;

      /* Of equal ones the last, which refers least. */
      if (high == 0 || subtract_sums (low_cost, least) <= 0)
        {
          least = low_cost;
          low = high;
        }
      limen_sum_add_sum (&cost, &least);
      if (best.has_any)
        difference = subtract_sums (cost, best_cost);
      if (difference < 0
          || (difference == 0
              && limen_zone_search_tally (self, low, high).decided
                     > limen_zone_search_tally (self, best.refer_from,
                                                best.positive_from)
                           .decided))
        {
          best = (LimenZonePair){ true, low, high };
          best_cost = cost;
        }
    }
  return best;
}

static double
get_mean_cost (const LimenZoneSearch *self, size_t refer_from,
               size_t positive_from)
{
  LimenSum cost = get_low_cost (self, refer_from);
  LimenSum high_cost = get_high_cost (self, positive_from);

  limen_sum_add_sum (&cost, &high_cost);
  return self->total > 0 ? limen_sum_value (&cost) / self->total : NAN;
}

/* The zone between two candidates, whatever the objective's goal says of it;
 * its status is FOUND. */
LimenGreyZone
limen_grey_zone_at (const LimenGreyZoneObjective *self,
                    const LimenSweep *sweep, size_t refer_from,
                    size_t positive_from)
{
  LimenZoneSearch search = limen_zone_search_new (self, sweep);
  LimenConfusion low = limen_sweep_get_confusion (sweep, refer_from);
  LimenConfusion high = limen_sweep_get_confusion (sweep, positive_from);
  LimenZoneTally tally
      = limen_zone_search_tally (&search, refer_from, positive_from);
  LimenGreyZone zone = {
    .status = LIMEN_OPTIMUM_FOUND,
    .confusion = { high.tp, high.fp, low.fn, low.tn },
    .referred_positives = low.tp - high.tp,
    .referred_negatives = low.fp - high.fp,
    .coverage = search.total > 0 ? tally.decided / search.total : NAN,
    .error = tally.decided > 0 ? tally.errors / tally.decided : NAN,
    .cost = get_mean_cost (&search, refer_from, positive_from),
  };

  set_edges (&zone, self, sweep, refer_from, positive_from);
  return zone;
}

/* The zone between two thresholds, the lower one first, which it keeps as they
 * are; its status is FOUND. */
LimenGreyZone
limen_grey_zone_at_thresholds (const LimenGreyZoneObjective *self,
                               const LimenSweep *sweep, double refer_from,
                               double positive_from)
{
  LimenGreyZone zone
      = limen_grey_zone_at (self, sweep, limen_sweep_find (sweep, refer_from),
                            limen_sweep_find (sweep, positive_from));

  zone.refer_from.threshold = refer_from;
  zone.positive_from.threshold = positive_from;
  return zone;
}

/* A metric of the rows that a zone decides, in the objective's population;
 * but the cost is that of all rows. */
double
limen_grey_zone_metric (const LimenGreyZoneObjective *self,
                        const LimenSweep *sweep, const LimenGreyZone *zone,
                        LimenMetric metric)
{
  LimenClassFactors factors = limen_class_factors_at_prevalence (
      limen_sweep_get_positives (sweep), limen_sweep_get_negatives (sweep),
      self->prevalence);

  if (metric.id == LIMEN_METRIC_COST)
    return zone->cost;
  return limen_metric_value (
      metric, limen_confusion_scale (zone->confusion, factors), self->costs);
}

static LimenZonePair
find (const LimenZoneSearch *self, size_t *room)
{
  switch (self->objective->goal)
    {
    case LIMEN_GREY_ZONE_COVERAGE:
      return limen_zone_search_most_coverage (self, room);
    case LIMEN_GREY_ZONE_ACCURACY:
      return limen_zone_search_fewest_errors (self, room);
    case LIMEN_GREY_ZONE_COST:
    default:
      return find_least_cost (self);
    }
}

/* The result for a class without positives: no row is decided for it, and none
 * is referred. */
static LimenGreyZone
make_none (const LimenGreyZoneObjective *self, const LimenSweep *sweep)
{
  size_t last = limen_sweep_get_n_scores (sweep);
  LimenGreyZone zone = limen_grey_zone_at (self, sweep, last, last);

  zone.status = LIMEN_OPTIMUM_NO_POSITIVES;
  zone.refer_from.threshold = zone.positive_from.threshold = INFINITY;
  return zone;
}

/* The zone that serves an objective best, exactly, over all pairs of
 * candidates, +inf included, in at most O(n log n). Where none has few errors
 * enough it is UNATTAINABLE, and that with the fewest is given; where the
 * population cannot be told, for there are no negatives, it is UNDEFINED.
 * Where no positive row weighs anything it is NO_POSITIVES, with thresholds of
 * +inf. False, and *zone untouched, when memory runs out. */
bool
limen_grey_zone_optimize (const LimenGreyZoneObjective *self,
                          const LimenSweep *sweep, LimenGreyZone *zone)
{
  LimenZoneSearch search = limen_zone_search_new (self, sweep);
  LimenOptimumStatus status = LIMEN_OPTIMUM_FOUND;
  size_t *room = malloc (search.n * sizeof *room);
  LimenZonePair best = { 0 };

  if (room == NULL)
    return false;
  if (!(limen_sweep_get_positives (sweep) > 0))
    {
      *zone = make_none (self, sweep);
      free (room);
      return true;
    }
  if (search.total > 0 && isfinite (search.total))
    {
      best = find (&search, room);
      if (!best.has_any)
        {
          status = LIMEN_OPTIMUM_UNATTAINABLE;
          best = limen_zone_search_fewest_errors (&search, room);
        }
    }
  else
    status = LIMEN_OPTIMUM_UNDEFINED;
  *zone
      = limen_grey_zone_at (self, sweep, best.refer_from, best.positive_from);
  zone->status = status;
  free (room);
  return true;
}
