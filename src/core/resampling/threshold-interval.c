/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "threshold-interval.h"

#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "replicates.h"
#include "resample.h"

/* Candidates that are tested in the first pass over the sweep, and between two
 * of these in each further pass. */
#define N_FIRST 256
#define N_FURTHER 16

/* The candidates of a pass: ascending, up to N_FIRST. */
typedef struct
{
  size_t candidates[N_FIRST];
  size_t n;
  LimenReplicates replicates;
} Pass;

/* The test of the candidates of a pass against the best one of an objective,
 * by the same resamples. */
typedef struct
{
  const LimenSweep *sweep;
  const LimenObjective *objective;
  size_t optimum;
  const Pass *pass;
  double *best; /* the metric at the optimum, in each resample */
  bool is_kept[N_FIRST];
  atomic_bool has_failed;
} Test;

/* Whether the best threshold of an objective can have an interval: as for
 * limen_resample_can_optimize(), and without constraints. */
bool
limen_threshold_interval_is_suitable (const LimenSweep *sweep,
                                      const LimenObjective *objective)
{
  return limen_resample_can_optimize (sweep, objective)
         && objective->n_constraints == 0;
}

static double
get_value (const Test *self, size_t candidate)
{
  return limen_objective_value_at (self->objective, self->objective->metric,
                                   self->sweep, candidate);
}

/* How much worse a value is than the best. */
static double
get_loss (const Test *self, double best, double value)
{
  return self->objective->is_minimized ? value - best : best - value;
}

static int
compare (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* Returns the quantile of n numbers, which are sorted, at a confidence. */
static double
get_quantile (double confidence, double *numbers, size_t n)
{
  size_t place = (size_t) ceil (confidence * (double) (n + 1));

  qsort (numbers, n, sizeof *numbers, compare);
  return place <= n ? numbers[place - 1] : INFINITY;
}

/* Tests a candidate: it is kept if what it loses against the optimum is no
 * more than resampling adds to that loss. Resamples in which either is
 * undefined are left out. */
static void
test_candidate (void *data, size_t i)
{
  Test *self = data;
  const LimenReplicates *replicates = &self->pass->replicates;
  size_t candidate = self->pass->candidates[i], n = 0;
  double *added = malloc ((replicates->plan.n_resamples + 1) * sizeof *added);
  double loss = get_loss (self, get_value (self, self->optimum),
                          get_value (self, candidate));

  if (added == NULL)
    {
      self->has_failed = true;
      return;
    }
  limen_replicates_get_values (replicates, self->objective,
                               self->objective->metric, i, added);
  for (size_t j = 0; j < replicates->plan.n_resamples; j++)
    {
      double difference = get_loss (self, self->best[j], added[j]) - loss;

      if (!isnan (difference))
        added[n++] = difference;
    }
  /* What is undefined is never the best. */
  self->is_kept[i]
      = !isnan (loss)
        && loss <= get_quantile (replicates->plan.confidence, added, n);
  free (added);
}

/* Sets up to n_most candidates from `first` to `last`, evenly, both included;
 * those between are drawn with few nodes of the tree. */
static void
pass_set (Pass *self, size_t first, size_t last, size_t n_most)
{
  size_t n_all = last - first + 1;

  self->n = n_all < n_most ? n_all : n_most;
  for (size_t i = 0; i < self->n; i++)
    {
      double share = (double) n_all / (double) self->n;
      size_t low = first + (size_t) (share * (double) i);
      size_t high = first + (size_t) (share * (double) (i + 1)) - 1;

      self->candidates[i]
          = i == 0 ? first
            : i == self->n - 1
                ? last
                : limen_resample_find_shallow (low, high < last ? high : last);
    }
}

/* The search for the intervals of several objectives. */
typedef struct
{
  const LimenBootstrap *plan;
  const LimenSweep *sweep;
  LimenBootstrapProgress progress;
  unsigned n_threads;
  Pass pass;
  Test test;
} Search;

/* Draws the resamples at candidates. */
static LimenBootstrapStatus
draw (Search *self, const size_t *candidates, size_t n,
      LimenReplicates *replicates)
{
  return limen_replicates_init (replicates, self->plan, self->sweep,
                                candidates, n, self->progress,
                                self->n_threads);
}

static LimenBootstrapStatus
draw_pass (Search *self)
{
  limen_replicates_clear (&self->pass.replicates);
  return draw (self, self->pass.candidates, self->pass.n,
               &self->pass.replicates);
}

/* Begins with an objective. */
static LimenBootstrapStatus
set_objective (Search *self, const LimenObjective *objective, size_t optimum)
{
  LimenReplicates replicates = { 0 };
  LimenBootstrapStatus status = draw (self, &optimum, 1, &replicates);

  self->test.objective = objective;
  self->test.optimum = optimum;
  if (status == LIMEN_BOOTSTRAP_DONE)
    limen_replicates_get_values (&replicates, objective, objective->metric, 0,
                                 self->test.best);
  limen_replicates_clear (&replicates);
  return status;
}

/* Tests the candidates of the pass. False when memory runs out. */
static bool
test_all (Search *self)
{
  limen_parallel_run (test_candidate, &self->test, self->pass.n,
                      self->n_threads);
  return !self->test.has_failed;
}

/* An end of an interval: a candidate that is kept, and the next one outside
 * that is rejected; equal if there is no candidate outside. */
typedef struct
{
  size_t rejected, kept;
} End;

/* Moves an end outwards to the outermost kept candidate of the pass. */
static void
find_end (const Search *self, bool is_last, End *end)
{
  const Pass *pass = &self->pass;
  bool is_outside = true, is_kept = false;

  for (size_t j = 0; j < pass->n && is_outside && !is_kept; j++)
    {
      size_t i = is_last ? pass->n - 1 - j : j;
      size_t candidate = pass->candidates[i];

      is_outside = is_last ? candidate > end->kept : candidate < end->kept;
      is_kept = self->test.is_kept[i];
      if (is_outside && is_kept)
        end->kept = candidate;
      if (is_outside && (!is_kept || j == 0))
        end->rejected = candidate;
    }
}

/* Narrows an end until its candidates are neighbours. */
static LimenBootstrapStatus
refine (Search *self, bool is_last, End *end)
{
  while ((is_last ? end->rejected - end->kept : end->kept - end->rejected) > 1)
    {
      LimenBootstrapStatus status;

      pass_set (&self->pass, is_last ? end->kept : end->rejected,
                is_last ? end->rejected : end->kept, N_FURTHER);
      status = draw_pass (self);
      if (status != LIMEN_BOOTSTRAP_DONE)
        return status;
      if (!test_all (self))
        return LIMEN_BOOTSTRAP_NO_MEMORY;
      find_end (self, is_last, end);
    }
  return LIMEN_BOOTSTRAP_DONE;
}

/* Finds the ends of an interval among the candidates of the first pass. */
static LimenBootstrapStatus
find_ends (Search *self, const LimenObjective *objective, size_t optimum,
           End ends[2])
{
  LimenBootstrapStatus status = set_objective (self, objective, optimum);

  if (status != LIMEN_BOOTSTRAP_DONE)
    return status;
  if (!test_all (self))
    return LIMEN_BOOTSTRAP_NO_MEMORY;
  for (int is_last = 0; is_last < 2; is_last++)
    {
      ends[is_last] = (End){ optimum, optimum };
      find_end (self, is_last, &ends[is_last]);
    }
  return LIMEN_BOOTSTRAP_DONE;
}

static LimenBootstrapStatus
refine_ends (Search *self, const LimenObjective *objective, size_t optimum,
             End ends[2])
{
  LimenBootstrapStatus status = set_objective (self, objective, optimum);

  if (status == LIMEN_BOOTSTRAP_DONE)
    status = refine (self, false, &ends[0]);
  return status == LIMEN_BOOTSTRAP_DONE ? refine (self, true, &ends[1])
                                        : status;
}

/* `ends` has room for two per objective. */
static LimenBootstrapStatus
search_all (Search *self, const LimenObjective *objectives,
            const size_t *optima, size_t n, LimenThresholdInterval *intervals,
            End *ends)
{
  LimenBootstrapStatus status;

  pass_set (&self->pass, 0, limen_sweep_get_n_scores (self->sweep), N_FIRST);
  status = draw_pass (self);
  for (size_t i = 0; i < n && status == LIMEN_BOOTSTRAP_DONE; i++)
    status = find_ends (self, &objectives[i], optima[i], &ends[2 * i]);
  for (size_t i = 0; i < n && status == LIMEN_BOOTSTRAP_DONE; i++)
    {
      size_t first, last;

      status = refine_ends (self, &objectives[i], optima[i], &ends[2 * i]);
      first = ends[2 * i].kept;
      last = ends[2 * i + 1].kept;
      intervals[i] = (LimenThresholdInterval){
        first, last, limen_sweep_get_low (self->sweep, first),
        limen_sweep_get_score (self->sweep, last)
      };
    }
  return status;
}

/* Computes the intervals of the best thresholds of n objectives, whose optima
 * on the sweep are the candidates `optima`: from the lowest to the highest
 * candidate t that is not rejected. t is kept if what it loses on the sweep,
 * M (optimum) - M (t), is at most the quantile, at the plan's confidence, of
 * what resampling adds to that loss. The optimum converges at the rate of a
 * cube root only, and ordinary bootstrap intervals of it fail (Cattaneo,
 * Jansson and Nagasawa, 2020); this inverts a test of the losses, for which
 * they do not.
 *
 * Of many candidates, 256 are tested first, then those between a rejected and
 * a kept one; gaps between kept ones are noise. Each interval is the one that
 * its objective has alone, with the same bits for any number of threads.
 * UNSUITABLE unless each objective meets
 * limen_threshold_interval_is_suitable(), and its metric is defined at its
 * optimum. */
LimenBootstrapStatus
limen_threshold_intervals_compute (const LimenBootstrap *plan,
                                   const LimenSweep *sweep,
                                   const LimenObjective *objectives,
                                   const size_t *optima, size_t n,
                                   LimenBootstrapProgress progress,
                                   unsigned n_threads,
                                   LimenThresholdInterval *intervals)
{
  Search self = {
    .plan = plan, .sweep = sweep, .progress = progress, .n_threads = n_threads
  };
  LimenBootstrapStatus status;
  End *ends;

  self.test.sweep = sweep;
  self.test.pass = &self.pass;
  for (size_t i = 0; i < n; i++)
    if (!limen_threshold_interval_is_suitable (sweep, &objectives[i])
        || isnan (limen_objective_value_at (
            &objectives[i], objectives[i].metric, sweep, optima[i])))
      return LIMEN_BOOTSTRAP_UNSUITABLE;
  self.test.best = malloc ((plan->n_resamples + 1) * sizeof *self.test.best);
  ends = malloc ((2 * n + 1) * sizeof *ends);
  status = self.test.best != NULL && ends != NULL
               ? search_all (&self, objectives, optima, n, intervals, ends)
               : LIMEN_BOOTSTRAP_NO_MEMORY;
  limen_replicates_clear (&self.pass.replicates);
  free (self.test.best);
  free (ends);
  return status;
}
