/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "grey-zone-search.h"
#include "objective-block.h"
#include "parallel.h"
#include "threshold.h"

#define BLOCK_SIZE LIMEN_OBJECTIVE_BLOCK
/* Upper bound on the number of chunks, and minimum blocks per chunk. */
#define MAX_PARTS 256
#define MIN_PART_BLOCKS 256
/* Upper bound on the evenly spaced candidates that give the first
 * incumbent. */
#define MAX_PROBES 2048
/* Relative margin for pruning, far above the rounding error of metrics. */
#define PRUNING_MARGIN 1e-9

/* The best candidate so far, by rank, and the number of candidates with the
 * same rank (`ties`). */
typedef struct
{
  const LimenSweep *sweep;
  bool has_any;
  double rank; /* larger is better */
  size_t candidate;
  size_t ties;
} Best;

/* The incumbents among some candidates: the best one that meets all
 * constraints, and the one with the smallest violation. */
typedef struct
{
  Best best, nearest;
} Incumbents;

typedef struct
{
  const LimenObjective *objective;
  const LimenSweep *sweep;
  bool is_bounded;
  double incumbent_rank; /* a rank that some candidate attains; -inf: none
                          * known */
  LimenChunks chunks; /* chunks of candidates */
  Incumbents parts[MAX_PARTS];
} Search;

static double
get_width (const LimenSweep *sweep, size_t candidate)
{
  return limen_sweep_get_score (sweep, candidate)
         - limen_sweep_get_low (sweep, candidate);
}

/* Merges the best of later candidates. The larger rank wins; ties: the wider
 * interval, then the lower one. */
static void
best_merge (Best *self, const Best *later)
{
  if (!later->has_any || (self->has_any && later->rank < self->rank))
    return;
  if (!self->has_any || later->rank > self->rank)
    {
      *self = *later;
      return;
    }
  self->ties += later->ties;
  if (get_width (self->sweep, later->candidate)
      > get_width (self->sweep, self->candidate))
    self->candidate = later->candidate;
}

static inline void
best_consider (Best *self, double rank, size_t candidate)
{
  Best one = { self->sweep, true, rank, candidate, 1 };

  if (!self->has_any || rank >= self->rank)
    best_merge (self, &one);
}

/* Merges the candidates with the smallest violation, whose rank is minus that
 * violation. Once a candidate meets all constraints (rank 0), later ones are
 * ignored. */
static void
nearest_merge (Best *self, const Best *later)
{
  if (!self->has_any || self->rank < 0)
    best_merge (self, later);
}

static double
get_rank (const Search *self, double value)
{
  return self->objective->is_minimized ? -value : value;
}

static void
consider_block (const Search *self, const LimenObjectiveBlock *block,
                Incumbents *incumbents)
{
  double values[BLOCK_SIZE], violations[BLOCK_SIZE];

  limen_objective_block_get_values (block, self->objective->metric, values);
  limen_objective_block_get_violations (block, violations);
  for (size_t i = 0; i < block->n; i++)
    {
      if (!incumbents->nearest.has_any || incumbents->nearest.rank < 0)
        best_consider (&incumbents->nearest, -violations[i], block->first + i);
      if (violations[i] == 0 && isfinite (values[i]))
        best_consider (&incumbents->best, get_rank (self, values[i]),
                       block->first + i);
    }
}

/* Branch and bound: whether an upper bound for these candidates is below the
 * incumbent. The bound is the metric of a hypothetical candidate that decides
 * each class as well as the best of them; valid only if the metric rewards
 * right decisions. */
static bool
can_prune (const Search *self, const Incumbents *incumbents, size_t first,
           size_t n)
{
  const LimenObjective *objective = self->objective;
  bool is_lower_better
      = limen_metric_get_info (objective->metric.id)->is_lower_better;
  double incumbent_rank
      = incumbents->best.has_any
            ? fmax (self->incumbent_rank, incumbents->best.rank)
            : self->incumbent_rank;
  LimenObjectiveBlock corner;
  double value;

  if (!self->is_bounded || isinf (incumbent_rank))
    return false;
  limen_objective_block_fill_corner (&corner, objective, self->sweep, first, n,
                                     objective->is_minimized
                                         == is_lower_better);
  limen_objective_block_get_values (&corner, objective->metric, &value);
  return get_rank (self, value)
         < incumbent_rank - PRUNING_MARGIN * (1 + fabs (incumbent_rank));
}

static void
search_part (void *data, size_t part)
{
  Search *self = data;
  Incumbents *incumbents = &self->parts[part];
  LimenSpan span = limen_chunks_get (self->chunks, part);
  size_t first = span.first, end = span.end;
  LimenObjectiveBlock block;

  *incumbents
      = (Incumbents){ { .sweep = self->sweep }, { .sweep = self->sweep } };
  if (can_prune (self, incumbents, first, end - first))
    return;
  for (size_t n; first < end; first += n)
    {
      n = end - first < BLOCK_SIZE ? end - first : BLOCK_SIZE;
      if (can_prune (self, incumbents, first, n))
        continue;
      limen_objective_block_fill (&block, self->objective, self->sweep, first,
                                  n);
      consider_block (self, &block, incumbents);
    }
}

/* Returns the rank of the best of some evenly spaced candidates, as a first
 * incumbent. */
static double
find_incumbent (const Search *self)
{
  Incumbents incumbents
      = { { .sweep = self->sweep }, { .sweep = self->sweep } };
  size_t n_probes = self->chunks.n / BLOCK_SIZE;
  LimenObjectiveBlock block;

  if (n_probes > MAX_PROBES)
    n_probes = MAX_PROBES;
  for (size_t i = 0; i < n_probes; i++)
    {
      limen_objective_block_fill (&block, self->objective, self->sweep,
                                  self->chunks.n / n_probes * i, 1);
      consider_block (self, &block, &incumbents);
    }
  return incumbents.best.has_any ? incumbents.best.rank : -INFINITY;
}

static bool
meets_constraints (const Search *self, size_t candidate)
{
  LimenObjectiveBlock block;
  double violation;

  limen_objective_block_fill (&block, self->objective, self->sweep, candidate,
                              1);
  limen_objective_block_get_violations (&block, &violation);
  return violation == 0;
}

/* Returns which decision to keep where the scores around a threshold are equal
 * in single precision: the one with which all constraints hold. */
static LimenKeep
find_keep (const Search *self, double low, double high)
{
  double first, end;
  bool holds_below, holds_above;

  if (self->objective->n_constraints == 0 || (float) low != (float) high)
    return LIMEN_KEEP_EITHER;
  limen_threshold_get_float_range (high, &first, &end);
  holds_below
      = meets_constraints (self, limen_sweep_find (self->sweep, first));
  holds_above = meets_constraints (self, limen_sweep_find (self->sweep, end));
  if (holds_below == holds_above)
    return LIMEN_KEEP_EITHER;
  return holds_below ? LIMEN_KEEP_POSITIVES : LIMEN_KEEP_NEGATIVES;
}

static LimenOptimum
make_optimum (const Search *self, const Best *best, LimenOptimumStatus status)
{
  LimenOptimum optimum = limen_objective_at (self->objective, self->sweep,
                                             best->candidate, best->candidate);
  LimenEdge *edge = &optimum.positive_from;

  edge->threshold = limen_threshold_between (
      edge->low, edge->high, find_keep (self, edge->low, edge->high));
  optimum.refer_from = *edge;
  optimum.status = status;
  optimum.ties = best->ties;
  return optimum;
}

/* Returns the result for a class without positives: every row is negative,
 * none is referred. */
static LimenOptimum
make_all_negative (const LimenObjective *objective, const LimenSweep *sweep)
{
  size_t last = limen_sweep_get_n_scores (sweep);
  LimenOptimum optimum = limen_objective_at (objective, sweep, last, last);

  optimum.status = LIMEN_OPTIMUM_NO_POSITIVES;
  optimum.refer_from.threshold = optimum.positive_from.threshold = INFINITY;
  return optimum;
}

static LimenOptimum
summarize (const Search *self, size_t n_parts)
{
  Incumbents incumbents = self->parts[0];

  for (size_t i = 1; i < n_parts; i++)
    {
      best_merge (&incumbents.best, &self->parts[i].best);
      nearest_merge (&incumbents.nearest, &self->parts[i].nearest);
    }
  if (incumbents.best.has_any)
    return make_optimum (self, &incumbents.best, LIMEN_OPTIMUM_FOUND);
  return make_optimum (self, &incumbents.nearest,
                       incumbents.nearest.rank < 0 ? LIMEN_OPTIMUM_UNATTAINABLE
                                                   : LIMEN_OPTIMUM_UNDEFINED);
}

static LimenOptimum
find_threshold (const LimenObjective *self, const LimenSweep *sweep)
{
  size_t n = limen_sweep_get_n_scores (sweep) + 1;
  Search search
      = { .objective = self,
          .sweep = sweep,
          .chunks = limen_chunks_new (n, MIN_PART_BLOCKS * BLOCK_SIZE,
                                      MAX_PARTS, BLOCK_SIZE),
          .is_bounded = limen_metric_rewards (self->metric, self->costs),
          .incumbent_rank = -INFINITY };

  if (search.is_bounded)
    search.incumbent_rank = find_incumbent (&search);
  limen_parallel_run (search_part, &search, search.chunks.n_chunks, 0);
  return summarize (&search, search.chunks.n_chunks);
}

/* Finds the optimal threshold. Exact: every candidate, including +inf, is
 * evaluated or excluded by a bound; nothing is rounded or interpolated.
 * Undefined values neither win nor meet a constraint; infinite ratios do not
 * win, but meet every lower bound. If several intervals attain the same value,
 * all are counted in `ties`, and the widest is returned, then the lowest;
 * intervals that extend to infinity are the widest. If no candidate meets the
 * constraints, the one with the smallest worst violation is returned as
 * UNATTAINABLE. If no positive row has weight, the status is NO_POSITIVES and
 * the thresholds are +inf. The result does not depend on the number of
 * threads.
 *
 * With a referral, the optimum over all pairs of candidates is found in O(n
 * log n). If no pair meets the bound on errors, the one with the lowest error
 * rate is returned as UNATTAINABLE. UNDEFINED if the population cannot be
 * computed as there are no negatives; NO_MEMORY, with nothing else set, when
 * memory runs out. */
LimenOptimum
limen_objective_optimize (const LimenObjective *self, const LimenSweep *sweep)
{
  if (!(limen_sweep_get_positives (sweep) > 0))
    return make_all_negative (self, sweep);
  return limen_objective_refers (self) ? limen_grey_zone_optimize (self, sweep)
                                       : find_threshold (self, sweep);
}
