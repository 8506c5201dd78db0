/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "recalibration-private.h"

#include <stdlib.h>

#include "binning.h"
#include "sweep.h"

/* A pool of adjacent distinct scores, from first to last, with the weight of
 * their rows. */
typedef struct
{
  double first, last;
  double positives, weight;
} Pool;

/* Builds the sweep of the transformed scores; NULL when memory runs out. */
static LimenSweep *
new_sweep (const LimenRecalibration *map, const LimenPredictions *numbers)
{
  const double *scores = numbers->scores[0];
  size_t n = numbers->n_rows;
  double *transformed = NULL;
  LimenSweep *sweep;

  if (numbers->kind == LIMEN_KIND_LOG_PROBABILITY)
    {
      transformed = malloc (n * sizeof *transformed + 1);
      if (transformed == NULL)
        return NULL;
      for (size_t i = 0; i < n; i++)
        transformed[i] = limen_recalibration_transform (
            map->method, map->kind, scores[i]);
    }
  sweep = limen_sweep_new (transformed != NULL ? transformed : scores,
                           numbers->labels, numbers->positive,
                           numbers->weights, n);
  free (transformed);
  return sweep;
}

/* Returns a pool of one score. Differences of weight sums are clamped at 0
 * against rounding. */
static Pool
get_pool (const LimenSweep *sweep, size_t candidate)
{
  LimenConfusion here = limen_sweep_get_confusion (sweep, candidate);
  LimenConfusion above = limen_sweep_get_confusion (sweep, candidate + 1);
  double score = limen_sweep_get_score (sweep, candidate);
  double positives = here.tp > above.tp ? here.tp - above.tp : 0;
  double negatives = here.fp > above.fp ? here.fp - above.fp : 0;

  return (Pool){ score, score, positives, positives + negatives };
}

static double
get_frequency (const Pool *pool)
{
  return pool->positives / pool->weight;
}

/* Pools adjacent violators with a stack, in O(n); returns the number of pools,
 * whose frequencies ascend. */
static size_t
pool_violators (const LimenSweep *sweep, Pool *pools)
{
  size_t n_scores = limen_sweep_get_n_scores (sweep), n = 0;

  for (size_t i = 0; i < n_scores; i++)
    {
      Pool pool = get_pool (sweep, i);

      if (!(pool.weight > 0))
        continue;
      while (n > 0 && get_frequency (&pools[n - 1]) >= get_frequency (&pool))
        {
          pool.first = pools[n - 1].first;
          pool.positives += pools[n - 1].positives;
          pool.weight += pools[n - 1].weight;
          n--;
        }
      pools[n++] = pool;
    }
  return n;
}

static void
add_knot (LimenRecalibration *self, double x, double y)
{
  self->xs[self->n_knots] = x;
  self->ys[self->n_knots++] = y;
}

/* Sets the knots of the map: the ends of each pool. */
static LimenStatus
set_corners (LimenRecalibration *self, const Pool *pools, size_t n)
{
  if (n == 0)
    return LIMEN_UNDEFINED;
  if (!limen_recalibration_allocate_knots (self, 2 * n))
    return LIMEN_NO_MEMORY;
  self->n_knots = 0;
  for (size_t i = 0; i < n; i++)
    {
      double frequency = get_frequency (&pools[i]);

      frequency = frequency < 1 ? frequency : 1;
      add_knot (self, pools[i].first, frequency);
      if (pools[i].last > pools[i].first)
        add_knot (self, pools[i].last, frequency);
    }
  return LIMEN_OK;
}

/* Fits an isotonic map; see limen_recalibration_fit(). */
LimenStatus
limen_recalibration_fit_isotonic (LimenRecalibration *self,
                                  const LimenPredictions *numbers)
{
  LimenSweep *sweep = new_sweep (self, numbers);
  Pool *pools;
  LimenStatus status = LIMEN_NO_MEMORY;

  if (sweep == NULL)
    return status;
  pools = malloc (limen_sweep_get_n_scores (sweep) * sizeof *pools + 1);
  if (pools != NULL)
    status = set_corners (self, pools, pool_violators (sweep, pools));
  free (pools);
  limen_sweep_free (sweep);
  return status;
}

/* Returns the confusion matrix at a score as threshold. */
static LimenConfusion
get_above (const LimenSweep *sweep, double score)
{
  return limen_sweep_get_confusion (sweep, limen_sweep_find (sweep, score));
}

static LimenStatus
set_bins (LimenRecalibration *self, const LimenSweep *sweep, size_t n_rows,
          size_t n_bins)
{
  size_t n_scores = limen_sweep_get_n_scores (sweep);

  if (!limen_recalibration_allocate_knots (self, n_bins))
    return LIMEN_NO_MEMORY;
  self->n_knots
      = limen_binning_find_equal_mass (sweep, n_rows, self->xs, n_bins);
  for (size_t i = 0; i < self->n_knots; i++)
    {
      LimenConfusion here = get_above (sweep, self->xs[i]);
      LimenConfusion above
          = i + 1 < self->n_knots
                ? get_above (sweep, self->xs[i + 1])
                : limen_sweep_get_confusion (sweep, n_scores);
      double positives = here.tp - above.tp, negatives = here.fp - above.fp;

      positives = positives > 0 ? positives : 0;
      negatives = negatives > 0 ? negatives : 0;
      self->ys[i] = positives / (positives + negatives);
    }
  return self->n_knots > 0 ? LIMEN_OK : LIMEN_UNDEFINED;
}

/* Fits a histogram map; see limen_recalibration_fit(). */
LimenStatus
limen_recalibration_fit_histogram (LimenRecalibration *self,
                                   const LimenPredictions *numbers,
                                   size_t n_bins)
{
  LimenSweep *sweep = new_sweep (self, numbers);
  LimenStatus status = LIMEN_UNDEFINED;

  if (sweep == NULL)
    return LIMEN_NO_MEMORY;
  if (n_bins > 0)
    status = set_bins (self, sweep, limen_predictions_count_weighted (numbers),
                       n_bins);
  limen_sweep_free (sweep);
  return status;
}
