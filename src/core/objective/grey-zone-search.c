/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "grey-zone-search.h"

#include <math.h>
#include <stdlib.h>

/* What zones are looked for in. */
LimenZoneSearch
limen_zone_search_new (const LimenObjective *objective, const LimenSweep *sweep)
{
  double positives = limen_sweep_get_positives (sweep);
  double negatives = limen_sweep_get_negatives (sweep);
  LimenClassFactors factors = limen_class_factors_at_prevalence (
      positives, negatives, objective->prevalence);

  return (LimenZoneSearch){ .objective = objective,
                            .sweep = sweep,
                            .factors = factors,
                            .total = positives * factors.of_positives
                                     + negatives * factors.of_negatives,
                            .n = limen_sweep_get_n_scores (sweep) + 1 };
}

/* The cells at a candidate, in the objective's population. */
static LimenConfusion
get_cells (const LimenZoneSearch *self, size_t candidate)
{
  LimenConfusion c = limen_sweep_get_confusion (self->sweep, candidate);

  return isnan (self->objective->prevalence)
             ? c
             : limen_confusion_scale (c, self->factors);
}

/* Of the rows from one candidate up to another one, all called negative. */
static LimenZoneTally
tally_between (const LimenZoneSearch *self, size_t from, size_t to)
{
  LimenConfusion a = get_cells (self, from), b = get_cells (self, to);

  return (LimenZoneTally){ a.tp - b.tp, (a.tp + a.fp) - (b.tp + b.fp) };
}

/* Of all that a zone decides. Rows are counted from those referred, so that
 * weights which do not add up exactly still add up to all if none is. */
LimenZoneTally
limen_zone_search_tally (const LimenZoneSearch *self, size_t refer_from,
                         size_t positive_from)
{
  LimenConfusion low = get_cells (self, refer_from);
  LimenConfusion high = get_cells (self, positive_from);
  double referred = (low.tp + low.fp) - (high.tp + high.fp);

  return (LimenZoneTally){ low.fn + high.fp, self->total - referred };
}

/* Most coverage. Whether errors / decided rounds to at most the bound is
 * whether errors <= m decided, for one real m between the bound and the next
 * double: a condition linear in both. So for an upper threshold that has
 * (errors, decided) of its own, one lower threshold is as good as another one
 * before it if the rows between them, called negative, keep the bound by
 * themselves; and as it decides more, the other one need not be looked at
 * again. Those that remain need the more errors the more they decide, so that
 * the last one that keeps the bound is found by bisection. No rounding comes
 * into this where the counts are exact, as those of rows are. */

static bool
keeps_bound (const LimenZoneSearch *self, LimenZoneTally tally)
{
  return tally.decided == 0
             ? tally.errors <= 0
             : tally.errors / tally.decided <= self->objective->referral.bound;
}

/* The same of a zone, of which rounding may have changed the errors by a part
 * of all rows. */
static bool
zone_keeps_bound (const LimenZoneSearch *self, LimenZoneTally tally)
{
  double errors = LIMEN_CONSTRAINT_ROUNDING * self->total;

  if (tally.decided > 0)
    tally.errors = fmax (0, tally.errors - errors);
  return keeps_bound (self, tally);
}

/* Drops the lower thresholds that a new one makes needless; returns how many
 * remain, with it. */
static size_t
push_low (const LimenZoneSearch *self, size_t *stack, size_t n,
          size_t candidate)
{
  while (n > 0
         && keeps_bound (self, tally_between (self, stack[n - 1], candidate)))
    n--;
  stack[n] = candidate;
  return n + 1;
}

/* How many of the stack, from its first on, keep the bound with an upper
 * threshold. */
static size_t
count_keeping (const LimenZoneSearch *self, const size_t *stack, size_t n,
               size_t candidate)
{
  size_t low = 0, high = n;

  while (low < high)
    {
      size_t middle = low + (high - low) / 2;

      if (zone_keeps_bound (
              self, limen_zone_search_tally (self, stack[middle], candidate)))
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* O(n log n). Of equal coverage that with fewer errors wins, then the lower
 * upper threshold. */
static LimenZonePair
find_most_coverage (const LimenZoneSearch *self, size_t *stack)
{
  LimenZonePair best = { 0 };
  LimenZoneTally best_tally = { 0 };
  size_t n_stack = 0;

  for (size_t high = 0; high < self->n; high++)
    {
      size_t n_keeping, low;
      LimenZoneTally tally;

      n_stack = push_low (self, stack, n_stack, high);
      n_keeping = count_keeping (self, stack, n_stack, high);
      if (n_keeping == 0)
        continue;
      low = stack[n_keeping - 1];
      tally = limen_zone_search_tally (self, low, high);
      if (tally.decided > best_tally.decided
          || (best.has_any && tally.decided == best_tally.decided
              && tally.errors < best_tally.errors))
        {
          best = (LimenZonePair){ true, low, high };
          best_tally = tally;
        }
    }
  return best;
}

/* Fewest errors. Dinkelbach, 1967: with p errors in q decided rows,
 * the zone with the least q errors - p decided is found; if that is below
 * zero it has a smaller share of errors and takes its place, else there is
 * none smaller. What is minimised is again a sum of two parts, and the lower
 * thresholds that leave coverage enough are those from some one on, a later
 * one for a later upper threshold: a minimum over a sliding window, O(n).
 * Each step takes the share of a zone that there is, a smaller one than
 * before, so that the last is the least; they are few, for they converge
 * superlinearly. Only signs of differences of two products are asked for,
 * which rounding does not change where the counts are exact. */

static bool
covers (const LimenZoneSearch *self, LimenZoneTally tally)
{
  return tally.decided > 0
         && (self->objective->referral.kind == LIMEN_REFERRAL_MAX_ERROR
             || tally.decided / self->total >= self->objective->referral.bound
                                                   - LIMEN_CONSTRAINT_ROUNDING);
}

/* q errors - p decided (Kahan's algorithm, with a fused multiply-add). */
static double
compare_error_rates (LimenZoneTally tally, LimenZoneTally reference)
{
  double product = reference.errors * tally.decided;
  double error = fma (-reference.errors, tally.decided, product);

  return fma (reference.decided, tally.errors, -product) + error;
}

/* Takes a lower threshold into the window, and drops those that are not better
 * than it. */
static size_t
push_window (const LimenZoneSearch *self, LimenZoneTally reference,
             size_t *window, size_t first, size_t last, size_t candidate)
{
  while (last > first
         && compare_error_rates (
                tally_between (self, window[last - 1], candidate), reference)
                <= 0)
    last--;
  window[last] = candidate;
  return last + 1;
}

/* Whether a tally is better than another one, compared with a third: of equals
 * that which decides more. */
static bool
is_better (LimenZoneTally tally, LimenZoneTally other,
           LimenZoneTally reference)
{
  double sign
      = compare_error_rates ((LimenZoneTally){ tally.errors - other.errors,
                                               tally.decided - other.decided },
                             reference);

  return sign < 0 || (sign == 0 && tally.decided > other.decided);
}

/* The zone with the least compare() to a tally; of equals that which decides
 * most, then the lower upper threshold. */
static LimenZonePair
find_fewer_errors (const LimenZoneSearch *self, LimenZoneTally reference,
                   size_t *window)
{
  LimenZonePair best = { 0 };
  LimenZoneTally best_tally = { 0 };
  size_t first = 0, last = 0, low = 0;

  for (size_t high = 0; high < self->n; high++)
    {
      LimenZoneTally tally;

      last = push_window (self, reference, window, first, last, high);
      while (low <= high
             && !covers (self, limen_zone_search_tally (self, low, high)))
        low++;
      while (first < last && window[first] < low)
        first++;
      if (first == last)
        continue;
      tally = limen_zone_search_tally (self, window[first], high);
      if (!best.has_any || is_better (tally, best_tally, reference))
        {
          best = (LimenZonePair){ true, window[first], high };
          best_tally = tally;
        }
    }
  return best;
}

/* Room is for as many as there are candidates. */
static LimenZonePair
find_fewest_errors (const LimenZoneSearch *self, size_t *window)
{
  /* More errors than any zone has. */
  LimenZoneTally tally = { 2, 1 };

  for (;;)
    {
      LimenZonePair best = find_fewer_errors (self, tally, window);
      LimenZoneTally found = limen_zone_search_tally (self, best.refer_from,
                                                      best.positive_from);

      if (!best.has_any || !(compare_error_rates (found, tally) < 0))
        return best;
      tally = found;
    }
}

static LimenZonePair
find (const LimenZoneSearch *self, size_t *scratch)
{
  switch (self->objective->referral.kind)
    {
    case LIMEN_REFERRAL_MAX_ERROR:
      return find_most_coverage (self, scratch);
    case LIMEN_REFERRAL_MIN_COVERAGE:
      return find_fewest_errors (self, scratch);
    case LIMEN_REFERRAL_COST:
    case LIMEN_REFERRAL_NONE:
    default:
      return limen_zone_search_least_cost (self);
    }
}

/* What limen_objective_optimize() finds for an objective with a referral and a
 * class with positives. */
LimenOptimum
limen_grey_zone_optimize (const LimenObjective *self, const LimenSweep *sweep)
{
  LimenZoneSearch search = limen_zone_search_new (self, sweep);
  LimenOptimumStatus status = LIMEN_OPTIMUM_FOUND;
  size_t *scratch = malloc (search.n * sizeof *scratch);
  LimenZonePair best = { 0 };
  LimenOptimum optimum;

  if (scratch == NULL)
    return (LimenOptimum){ .status = LIMEN_OPTIMUM_NO_MEMORY };
  if (search.total > 0 && isfinite (search.total))
    {
      best = find (&search, scratch);
      if (!best.has_any)
        {
          status = LIMEN_OPTIMUM_UNATTAINABLE;
          best = find_fewest_errors (&search, scratch);
        }
    }
  else
    status = LIMEN_OPTIMUM_UNDEFINED;
  free (scratch);
  optimum
      = limen_objective_at (self, sweep, best.refer_from, best.positive_from);
  optimum.status = status;
  return optimum;
}
