/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "grey-zone-search.h"

#include <math.h>

#include "sum.h"

/* Minimum cost. The cost of a grey zone is a sum of a term that depends only
 * on its lower threshold,
 *
 *   fn_cost FN - tn_gain TN below it + refer_cost (rows from it on),
 *
 * and one that depends only on its upper threshold,
 *
 *   fp_cost FP - tp_gain TP from it on - refer_cost (rows from it on);
 *
 * so the best lower threshold for an upper one is the minimum over the lower
 * thresholds up to it. */

static void
add_product (LimenSum *sum, double a, double b)
{
  double product = a * b;

  limen_sum_add (sum, product);
  limen_sum_add (sum, fma (a, b, -product)); /* the product's rounding error */
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
  add_referred (&sum, self, c,
                limen_objective_get_refer_cost (self->objective));
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
  add_referred (&sum, self, c,
                -limen_objective_get_refer_cost (self->objective));
  return sum;
}

static double
subtract_sums (LimenSum a, LimenSum b)
{
  LimenSum difference = { -b.sum, -b.compensation };

  limen_sum_add_sum (&difference, &a);
  return limen_sum_value (&difference);
}

/* Finds the pair of thresholds with the lowest mean cost, in O(n). Sums and
 * products carry their rounding errors, so that costs that differ as doubles
 * never tie, and exactly equal costs always do. Ties: the pair that refers
 * fewer rows, then the lower upper threshold. */
LimenZonePair
limen_zone_search_least_cost (const LimenZoneSearch *self)
{
  LimenZonePair best = { 0 };
  LimenSum min_low_cost = { 0 }, best_cost = { 0 };
  size_t low = 0;

  for (size_t high = 0; high < self->n; high++)
    {
      LimenSum low_cost = get_low_cost (self, high);
      LimenSum cost = get_high_cost (self, high);
      double difference = -1;

      /* On ties the last one, which refers fewest rows. */
      if (high == 0 || subtract_sums (low_cost, min_low_cost) <= 0)
        {
          min_low_cost = low_cost;
          low = high;
        }
      limen_sum_add_sum (&cost, &min_low_cost);
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

/* Returns the mean cost per row, decided or referred; NaN without rows. */
double
limen_zone_search_mean_cost (const LimenZoneSearch *self, size_t refer_from,
                             size_t positive_from)
{
  LimenSum cost = get_low_cost (self, refer_from);
  LimenSum high_cost = get_high_cost (self, positive_from);

  limen_sum_add_sum (&cost, &high_cost);
  return self->total > 0 ? limen_sum_value (&cost) / self->total : NAN;
}
