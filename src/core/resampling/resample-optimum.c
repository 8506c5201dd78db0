/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "objective-block.h"
#include "resample-private.h"

/* Resamples that a thread takes at once. */
#define CHUNK 8
/* Levels of the tree, at most; each adds a node to the stack. */
#define MAX_LEVELS 64
/* Relative margins for pruning, far above the rounding error of metrics, and
 * of constraints. */
#define PRUNING_MARGIN 1e-9
#define CONSTRAINT_MARGIN 1e-6

/* A node and the largest rank that one of the candidates within can have. */
typedef struct
{
  LimenNode node;
  double rank;
} OpenNode;

typedef struct
{
  const LimenResample *resample;
  const LimenObjective *objective;
  bool has_feasible; /* a candidate that meets all constraints was seen */
  bool has_best, has_edge;
  double rank;              /* of the best; larger is better */
  LimenConfusion confusion; /* of the best */
  size_t candidate;         /* of the best, one of those with its decisions */
  LimenEdge edge;           /* of the best, if has_edge */
  OpenNode open[MAX_LEVELS + 1];
  size_t n_open;
} Search;

/* Whether a sweep and an objective are suitable for
 * limen_resample_optimize(): not a grey zone, and no weights or individual row
 * costs. */
bool
limen_resample_can_optimize (const LimenSweep *sweep,
                             const LimenObjective *objective)
{
  return limen_resample_is_suitable (sweep)
         && !limen_objective_refers (objective) && !objective->has_row_costs;
}

static double
get_rank (const Search *self, double value)
{
  return self->objective->is_minimized ? -value : value;
}

static double
get_width (const LimenEdge *edge)
{
  return edge->high - edge->low;
}

static const LimenEdge *
get_edge (Search *self)
{
  if (!self->has_edge)
    self->edge = limen_resample_get_edge (self->resample, self->candidate);
  self->has_edge = true;
  return &self->edge;
}

static bool
meets_constraints (Search *self, LimenConfusion confusion)
{
  LimenObjectiveBlock block;
  double violation;

  if (self->objective->n_constraints == 0)
    return true;
  limen_objective_block_fill_confusion (&block, self->objective, confusion);
  limen_objective_block_get_violations (&block, &violation);
  return violation == 0;
}

/* Whether a candidate of equal rank is preferred to the best: it has the wider
 * interval, or an equally wide one that is lower. */
static bool
wins_tie (Search *self, LimenEdge edge)
{
  const LimenEdge *best = get_edge (self);
  double width = get_width (&edge), best_width = get_width (best);

  return width > best_width || (width == best_width && edge.low < best->low);
}

/* Evaluates a candidate. */
static void
consider (Search *self, const LimenCut *cut)
{
  LimenConfusion c = limen_resample_count (self->resample, cut);
  double value
      = limen_objective_value (self->objective, self->objective->metric, c);
  double rank = get_rank (self, value);
  bool is_tied = self->has_best && rank == self->rank;
  LimenEdge edge;

  if (self->has_best
      && (rank < self->rank
          || (c.tp == self->confusion.tp && c.fp == self->confusion.fp)))
    return;
  if (!meets_constraints (self, c))
    return;
  self->has_feasible = true;
  if (!isfinite (value))
    return;
  if (is_tied)
    {
      edge = limen_resample_get_edge (self->resample, cut->candidate);
      if (!wins_tie (self, edge))
        return;
      self->edge = edge;
    }
  self->has_edge = is_tied;
  self->has_best = true;
  self->rank = rank;
  self->confusion = c;
  self->candidate = cut->candidate;
}

/* Whether no candidate between two can meet a constraint. */
static bool
is_infeasible (const Search *self, LimenConfusion low, LimenConfusion high)
{
  for (size_t i = 0; i < self->objective->n_constraints; i++)
    {
      const LimenConstraint *constraint = &self->objective->constraints[i];
      bool is_lower = constraint->relation == LIMEN_AT_LEAST;
      double bound = limen_objective_bound (
          self->objective, constraint->metric, is_lower, low, high);
      double excess
          = is_lower ? constraint->bound - bound : bound - constraint->bound;

      if (excess > CONSTRAINT_MARGIN * fmax (1, fabs (constraint->bound)))
        return true;
    }
  return false;
}

/* Whether all candidates within a node of which none has a larger rank than
 * the best have narrower intervals, or are above the best and have no wider
 * ones. Those of the decisions strictly within a node are inside the scores at
 * its ends. */
static bool
loses_ties (Search *self, const LimenNode *node)
{
  const LimenSweep *sweep = self->resample->sweep;
  double low = limen_sweep_get_score (sweep, node->low.candidate);
  double high = limen_sweep_get_low (sweep, node->high.candidate);
  double width = get_width (get_edge (self));

  return high - low < width || (high - low == width && low > self->edge.low);
}

/* Whether no candidate strictly within a node, of at most this rank, is
 * preferred to the best. */
static bool
is_beaten (Search *self, const LimenNode *node, double rank)
{
  return self->has_best
         && (rank < self->rank - PRUNING_MARGIN * (1 + fabs (self->rank))
             || (rank <= self->rank && loses_ties (self, node)));
}

/* Whether the metric has no value at any candidate strictly within a node, of
 * which the upper bound has none; see limen_objective_bound(). To find out
 * whether there is a feasible candidate, the search enters such nodes, too. */
static bool
is_undefined (const Search *self, LimenConfusion low, LimenConfusion high)
{
  const LimenObjective *objective = self->objective;

  return self->has_feasible && self->resample->negatives > 0
         && isnan (limen_objective_bound (objective, objective->metric,
                                          objective->is_minimized, low, high));
}

/* Keeps a node for later, unless all candidates strictly within may be left
 * out. */
static void
open_node (Search *self, const LimenNode *node)
{
  const LimenObjective *objective = self->objective;
  LimenConfusion low = limen_resample_count (self->resample, &node->low);
  LimenConfusion high = limen_resample_count (self->resample, &node->high);
  double bound, rank;

  if (node->high.candidate - node->low.candidate < 2
      || (low.tp == high.tp && low.fp == high.fp))
    return;
  bound = limen_objective_bound (objective, objective->metric,
                                 !objective->is_minimized, low, high);
  rank = isnan (bound) ? INFINITY : get_rank (self, bound);
  if (is_beaten (self, node, rank) || is_infeasible (self, low, high)
      || (isnan (bound) && is_undefined (self, low, high)))
    return;
  self->open[self->n_open++] = (OpenNode){ *node, rank };
}

/* Splits a node, and opens its halves, the more promising one on top. */
static void
enter_node (Search *self, const LimenNode *node)
{
  LimenCut middle = limen_resample_split (self->resample, node);
  LimenNode lower = limen_node_get_half (node, &middle, false);
  LimenNode upper = limen_node_get_half (node, &middle, true);
  size_t n_open = self->n_open;

  consider (self, &middle);
  open_node (self, &lower);
  open_node (self, &upper);
  if (self->n_open == n_open + 2
      && self->open[n_open].rank > self->open[n_open + 1].rank)
    {
      OpenNode other = self->open[n_open];

      self->open[n_open] = self->open[n_open + 1];
      self->open[n_open + 1] = other;
    }
}

static void
search (Search *self, size_t start)
{
  LimenNode root = limen_resample_get_root (self->resample);
  LimenConfusion c = limen_resample_get_confusion (self->resample, start);

  consider (self, &root.low);
  consider (self, &root.high);
  consider (
      self,
      &(LimenCut){ .candidate = start, .drawn_tp = c.tp, .drawn_fp = c.fp });
  open_node (self, &root);
  while (self->n_open > 0)
    {
      OpenNode top = self->open[--self->n_open];

      if (!is_beaten (self, &top.node, top.rank))
        enter_node (self, &top.node);
    }
}

/* Finds the optimal threshold of an objective within the resample, as
 * limen_objective_optimize() does in a sweep of the drawn rows: exact, with
 * +inf as a candidate; undefined and infinite values do not win; of equal ones
 * the widest interval wins, then the lowest. A prevalence refers to the drawn
 * class totals. limen_resample_can_optimize() is true of sweep and objective.
 *
 * Branch and bound, depth first: a node is entered only if a bound on its
 * candidates is not below the incumbent. `start` is a candidate of the sweep
 * likely to be good, such as the optimum in the file; it changes the time
 * taken, not the result. Allocates nothing. */
LimenResampleOptimum
limen_resample_optimize (const LimenResample *self,
                         const LimenObjective *objective, size_t start)
{
  Search state = { .resample = self, .objective = objective };
  LimenResampleOptimum optimum = {
    .status = LIMEN_OPTIMUM_NO_POSITIVES,
    .edge = { 0, NAN, NAN, NAN },
    .value = NAN,
    .confusion = { NAN, NAN, NAN, NAN },
  };

  if (self->positives == 0)
    return optimum;
  search (&state, start);
  optimum.status = state.has_feasible ? LIMEN_OPTIMUM_UNDEFINED
                                      : LIMEN_OPTIMUM_UNATTAINABLE;
  if (!state.has_best)
    return optimum;
  return (LimenResampleOptimum){
    .status = LIMEN_OPTIMUM_FOUND,
    .edge = *get_edge (&state),
    .value = objective->is_minimized ? -state.rank : state.rank,
    .confusion = state.confusion,
  };
}

typedef struct
{
  const LimenBootstrap *plan;
  const LimenSweep *sweep;
  const LimenObjective *objective;
  size_t start;
  LimenResampleOptimum *optima;
} Drawing;

static bool
optimize_resamples (void *data, LimenSpan resamples)
{
  Drawing *self = data;

  for (size_t i = resamples.first; i < resamples.end; i++)
    {
      LimenResample resample
          = limen_resample_new (self->plan, self->sweep, (uint32_t) i);

      self->optima[i]
          = limen_resample_optimize (&resample, self->objective, self->start);
    }
  return true;
}

/* Finds the optimal threshold in each resample of a plan; see
 * limen_resample_optimize(). `optima` has n_resamples entries. `n_threads` (0:
 * the default number) does not change the result. DONE; CANCELLED, with some
 * entries not set; or UNSUITABLE if limen_resample_can_optimize() is false. */
LimenBootstrapStatus
limen_bootstrap_optimize (const LimenBootstrap *plan, const LimenSweep *sweep,
                          const LimenObjective *objective, size_t start,
                          LimenResampleOptimum *optima,
                          LimenBootstrapProgress progress, unsigned n_threads)
{
  Drawing drawing = { plan, sweep, objective, start, optima };

  if (!limen_resample_can_optimize (sweep, objective))
    return LIMEN_BOOTSTRAP_UNSUITABLE;
  return limen_bootstrap_run (plan, optimize_resamples, &drawing, CHUNK,
                              progress, n_threads);
}
