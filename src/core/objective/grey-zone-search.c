/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "grey-zone-search.h"

#include <math.h>
#include <stdlib.h>

/* Prepares a search; borrows the objective and the sweep. */
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

/* Returns the confusion matrix at a candidate, in the objective's
 * population. */
static LimenConfusion
get_cells (const LimenZoneSearch *self, size_t candidate)
{
  LimenConfusion c = limen_sweep_get_confusion (self->sweep, candidate);

  return isnan (self->objective->prevalence)
             ? c
             : limen_confusion_scale (c, self->factors);
}

/* Returns the tally of the rows between two candidates if all are decided
 * negative. */
static LimenZoneTally
tally_between (const LimenZoneSearch *self, size_t from, size_t to)
{
  LimenConfusion a = get_cells (self, from), b = get_cells (self, to);

  return (LimenZoneTally){ a.tp - b.tp, (a.tp + a.fp) - (b.tp + b.fp) };
}

/* Returns the tally of the rows that a zone decides. Computed from the
 * referred rows, so that coverage is exactly 1 if none is referred, however
 * weights round. */
LimenZoneTally
limen_zone_search_tally (const LimenZoneSearch *self, size_t refer_from,
                         size_t positive_from)
{
  LimenConfusion low = get_cells (self, refer_from);
  LimenConfusion high = get_cells (self, positive_from);
  double referred = (low.tp + low.fp) - (high.tp + high.fp);

  return (LimenZoneTally){ low.fn + high.fp, self->total - referred };
}

/* Maximum coverage. "errors / decided, rounded, is at most the bound" is
 * equivalent to errors <= m decided for some real m between the bound and the
 * next double: a condition linear in both. So a lower threshold can replace an
 * earlier one, for any upper threshold, if the rows between them, decided
 * negative, meet the bound by themselves; as it decides more rows, the earlier
 * one is dropped. The remaining lower thresholds need more errors the more
 * they decide, so the last one that meets the bound is found by bisection. No
 * rounding is involved where counts are exact, as for unweighted rows. */

static bool
meets_bound (const LimenZoneSearch *self, LimenZoneTally tally)
{
  return tally.decided == 0
             ? tally.errors <= 0
             : tally.errors / tally.decided <= self->objective->referral.bound;
}

/* Whether a whole zone meets the bound on the error rate, with a tolerance for
 * rounding errors relative to the weight of all rows. */
static bool
zone_meets_bound (const LimenZoneSearch *self, LimenZoneTally tally)
{
  double errors = LIMEN_CONSTRAINT_ROUNDING * self->total;

  if (tally.decided > 0)
    tally.errors = fmax (0, tally.errors - errors);
  return meets_bound (self, tally);
}

/* Pushes a lower threshold and drops those it makes redundant; returns the new
 * size of the stack. */
static size_t
push_low (const LimenZoneSearch *self, size_t *stack, size_t n,
          size_t candidate)
{
  while (n > 0
         && meets_bound (self, tally_between (self, stack[n - 1], candidate)))
    n--;
  stack[n] = candidate;
  return n + 1;
}

/* Returns how many entries of the stack, from the first on, meet the bound
 * with an upper threshold. */
static size_t
count_meeting (const LimenZoneSearch *self, const size_t *stack, size_t n,
               size_t candidate)
{
  size_t low = 0, high = n;

  while (low < high)
    {
      size_t middle = low + (high - low) / 2;

      if (zone_meets_bound (
              self, limen_zone_search_tally (self, stack[middle], candidate)))
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Finds the zone with the largest coverage within the error bound, in O(n log
 * n). Ties: fewer errors, then the lower upper threshold. */
static LimenZonePair
find_most_coverage (const LimenZoneSearch *self, size_t *stack)
{
  LimenZonePair best = { 0 };
  LimenZoneTally best_tally = { 0 };
  size_t n_stack = 0;

  for (size_t high = 0; high < self->n; high++)
    {
      size_t n_meeting, low;
      LimenZoneTally tally;

      n_stack = push_low (self, stack, n_stack, high);
      n_meeting = count_meeting (self, stack, n_stack, high);
      if (n_meeting == 0)
        continue;
      low = stack[n_meeting - 1];
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

/* Minimum error rate, by Dinkelbach's method (1967): given a zone with p
 * errors in q decided rows, find the zone with the smallest q errors - p
 * decided. If that is negative, its error rate is lower and it becomes the new
 * reference; else there is no better one. The minimised expression is again a
 * sum of two terms, and the lower thresholds with enough coverage are those
 * from some index on, which rises with the upper threshold: a sliding-window
 * minimum, O(n) per iteration. Iterations are few, as convergence is
 * superlinear. Only signs of differences of two products are used, which
 * rounding does not change where counts are exact. */

static bool
has_coverage (const LimenZoneSearch *self, LimenZoneTally tally)
{
  return tally.decided > 0
         && (self->objective->referral.kind == LIMEN_REFERRAL_MAX_ERROR
             || tally.decided / self->total >= self->objective->referral.bound
                                                   - LIMEN_CONSTRAINT_ROUNDING);
}

/* Returns q errors - p decided, with p and q from `reference` (Kahan's
 * algorithm with fused multiply-add). */
static double
compare_error_rates (LimenZoneTally tally, LimenZoneTally reference)
{
  double product = reference.errors * tally.decided;
  double error = fma (-reference.errors, tally.decided, product);

  return fma (reference.decided, tally.errors, -product) + error;
}

/* Adds a lower threshold to the window and drops those that are not better
 * than it; returns the new end. */
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

/* Whether a tally is better than another relative to the reference; on ties,
 * the one that decides more. */
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

/* Finds the zone with the smallest compare_error_rates() to the reference.
 * Ties: more rows decided, then the lower upper threshold. */
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
      while (
          low <= high
          && !has_coverage (self, limen_zone_search_tally (self, low, high)))
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

/* Finds the zone with the lowest error rate; `window` has an entry per
 * candidate. */
static LimenZonePair
find_fewest_errors (const LimenZoneSearch *self, size_t *window)
{
  /* A higher error rate than any zone has. */
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

/* Implements limen_objective_optimize() for an objective with referral and a
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
