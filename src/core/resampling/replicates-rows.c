/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "big-array.h"
#include "replicates-private.h"
#include "stream.h"

/* Streams of a resample of rows, plus a unit; other nodes are candidates. */
#define SPLIT_NODE (UINT64_C (1) << 63)
#define BLOCK_NODE (UINT64_C (1) << 62)
/* Units that are drawn from at random. */
#define BLOCK 2048
#define MAX_THRESHOLDS (UINT32_MAX / 2 - 1)

/* A row as it is added to a resample. */
typedef struct
{
  double weight;
  uint32_t slot; /* 2 * the thresholds at or below its score, + 1 if it is
                  * positive */
} Row;

/* The rows in the order of their units. */
typedef struct
{
  Row *rows;
  double *costs;    /* cost of an error in a row, times its weight; NULL:
                     * no individual costs */
  uint32_t *starts; /* n_units + 1: the first row of each unit; NULL: each row
                     * is a unit */
  uint32_t n_units;
  uint32_t n_first; /* units drawn from the first n_first, the others from the
                     * rest: the positive rows when stratified, else 0 */
  size_t n_slots;
} Units;

typedef struct
{
  LimenReplicates *replicates;
  Units units;
} Drawing;

static size_t
count_reached (const double *thresholds, size_t n, double score)
{
  size_t low = 0, high = n;

  while (low < high)
    {
      size_t middle = low + (high - low) / 2;

      if (score >= thresholds[middle])
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static bool
is_positive (const LimenUnitRows *rows, size_t i)
{
  return rows->labels[i] == rows->positive;
}

/* Stores row i of the file at `place`. */
static void
put_row (Units *self, size_t place, const LimenUnitRows *rows, size_t i,
         const double *thresholds, size_t n_thresholds)
{
  const double *costs
      = is_positive (rows, i) ? rows->fn_costs : rows->fp_costs;
  double weight = rows->weights != NULL ? rows->weights[i] : 1;
  size_t n_reached = count_reached (thresholds, n_thresholds, rows->scores[i]);

  self->rows[place]
      = (Row){ weight, (uint32_t) (2 * n_reached + is_positive (rows, i)) };
  if (self->costs != NULL)
    self->costs[place] = weight * (costs != NULL ? costs[i] : 1);
}

static bool
allocate (Units *self, const LimenUnitRows *rows)
{
  bool has_costs = rows->fp_costs != NULL || rows->fn_costs != NULL;

  self->rows = limen_big_array_new (rows->n_rows, sizeof *self->rows);
  if (has_costs)
    self->costs = limen_big_array_new (rows->n_rows, sizeof *self->costs);
  if (rows->units != NULL)
    self->starts = calloc ((size_t) rows->n_units + 2, sizeof *self->starts);
  return self->rows != NULL && (!has_costs || self->costs != NULL)
         && (rows->units == NULL || self->starts != NULL);
}

/* Sorts the rows by unit, in their order within each. */
static void
sort_units (Units *self, const LimenUnitRows *rows, const double *thresholds,
            size_t n_thresholds)
{
  /* starts[u + 1] is where the next row of unit u goes. */
  for (size_t i = 0; i < rows->n_rows; i++)
    self->starts[rows->units[i] + 2]++;
  for (size_t i = 2; i <= rows->n_units; i++)
    self->starts[i] += self->starts[i - 1];
  for (size_t i = 0; i < rows->n_rows; i++)
    put_row (self, self->starts[rows->units[i] + 1]++, rows, i, thresholds,
             n_thresholds);
}

/* Stores the rows in their order or, if stratified, the positive ones first.
 */
static void
sort_rows (Units *self, const LimenUnitRows *rows, bool is_stratified,
           const double *thresholds, size_t n_thresholds)
{
  uint32_t places[2] = { 0, 0 };

  for (size_t i = 0; i < rows->n_rows && is_stratified; i++)
    places[0] += is_positive (rows, i);
  self->n_first = places[0];
  for (size_t i = 0; i < rows->n_rows; i++)
    put_row (self, places[is_stratified && is_positive (rows, i)]++, rows, i,
             thresholds, n_thresholds);
}

/* False when memory runs out; call units_clear() in either case. */
static bool
units_init (Units *self, const LimenUnitRows *rows, bool is_stratified,
            const double *thresholds, size_t n_thresholds)
{
  *self = (Units){ .n_slots = 2 * (n_thresholds + 1) };
  if (!allocate (self, rows))
    return false;
  if (rows->units != NULL)
    {
      self->n_units = rows->n_units;
      sort_units (self, rows, thresholds, n_thresholds);
      return true;
    }
  self->n_units = (uint32_t) rows->n_rows;
  sort_rows (self, rows, is_stratified, thresholds, n_thresholds);
  return true;
}

static void
units_clear (Units *self)
{
  free (self->rows);
  free (self->costs);
  free (self->starts);
}

/* Adds the rows of a unit to the weights and costs of their slots. */
static inline void
add_unit (const Units *self, uint32_t unit, double *weights, double *costs)
{
  size_t first = self->starts != NULL ? self->starts[unit] : unit;
  size_t end = self->starts != NULL ? self->starts[unit + 1] : unit + 1;

  for (size_t i = first; i < end; i++)
    {
      weights[self->rows[i].slot] += self->rows[i].weight;
      if (self->costs != NULL)
        costs[self->rows[i].slot] += self->costs[i];
    }
}

/* A resample being added up. */
typedef struct
{
  const Units *units;
  uint64_t seed;
  uint32_t index;
  double *weights, *costs;
} Sums;

/* Draws n_draws of the n units from `first` on, with replacement. Their
 * number is divided by a binomial draw until the units fit into the cache,
 * where they are then read at random. */
static void
draw_units (Sums *self, uint32_t first, uint32_t n, double n_draws)
{
  uint32_t n_lower = n / 2;
  LimenStream stream;

  if (n_draws == 0)
    return;
  if (n > BLOCK)
    {
      double n_upper;

      limen_stream_init (&stream, self->seed, self->index,
                         SPLIT_NODE | (first + n_lower));
      n_upper = limen_stream_binomial (&stream, n_draws,
                                       (double) (n - n_lower) / n);
      draw_units (self, first, n_lower, n_draws - n_upper);
      draw_units (self, first + n_lower, n - n_lower, n_upper);
      return;
    }
  limen_stream_init (&stream, self->seed, self->index, BLOCK_NODE | first);
  for (; n_draws > 0; n_draws--)
    add_unit (self->units, first + limen_stream_below (&stream, n),
              self->weights, self->costs);
}

/* Cumulates the slots of a resample from the highest threshold down, and the
 * costs of missed positives from the lowest up. The class totals continue
 * these sums, so that no difference is negative. */
static void
store (LimenReplicates *self, size_t resample, const double *weights,
       const double *costs)
{
  size_t n = self->n_points, step = self->plan.n_resamples;
  LimenConfusion *confusions = self->confusions + resample;
  LimenErrorCosts sums = { 0 };
  double tp = 0, fp = 0;

  for (size_t i = n; i-- > 0;)
    {
      fp += weights[2 * i + 2];
      tp += weights[2 * i + 3];
      confusions[i * step] = (LimenConfusion){ .tp = tp, .fp = fp };
    }
  fp += weights[0];
  tp += weights[1];
  for (size_t i = 0; i < n; i++)
    {
      confusions[i * step].fn = tp - confusions[i * step].tp;
      confusions[i * step].tn = fp - confusions[i * step].fp;
    }
  if (self->error_costs == NULL)
    return;
  for (size_t i = n; i-- > 0;)
    self->error_costs[i * step + resample].fp = sums.fp += costs[2 * i + 2];
  for (size_t i = 0; i < n; i++)
    self->error_costs[i * step + resample].fn = sums.fn += costs[2 * i + 1];
}

static bool
draw_resamples (void *data, LimenSpan resamples)
{
  const Drawing *self = data;
  const Units *units = &self->units;
  LimenReplicates *replicates = self->replicates;
  uint32_t n_rest = units->n_units - units->n_first;

  for (size_t i = resamples.first; i < resamples.end; i++)
    {
      double *weights = calloc (2 * units->n_slots, sizeof *weights);
      Sums sums = { units, replicates->plan.seed, (uint32_t) i, weights,
                    weights + units->n_slots };

      if (weights == NULL)
        return false;
      draw_units (&sums, 0, units->n_first, units->n_first);
      draw_units (&sums, units->n_first, n_rest, n_rest);
      store (replicates, i, sums.weights, sums.costs);
      free (weights);
    }
  return true;
}

/* Draws the confusion matrices of all resamples of a plan at thresholds, in
 * ascending order, from the rows themselves: as many whole units as there are,
 * with replacement, each with equal probability. For weighted rows, rows with
 * individual costs, and rows that belong together. Stratified, rows are drawn
 * within each class. `n_threads` (0: the default number) does not change the
 * result.
 *
 * UNSUITABLE for more than 2^32 - 1 rows, and if units are to be stratified.
 * Call limen_replicates_clear() in any case. O(n_rows) for a resample; 16
 * bytes for a row, 32 for a threshold and a resample, and half as much more
 * for individual costs. */
LimenBootstrapStatus
limen_replicates_init_from_rows (LimenReplicates *self,
                                 const LimenBootstrap *plan,
                                 const LimenUnitRows *rows,
                                 const double *thresholds, size_t n_thresholds,
                                 LimenBootstrapProgress progress,
                                 unsigned n_threads)
{
  Drawing drawing = { .replicates = self };
  LimenBootstrapStatus status = LIMEN_BOOTSTRAP_NO_MEMORY;

  *self = (LimenReplicates){ .plan = *plan, .n_points = n_thresholds };
  if (rows->n_rows > UINT32_MAX || n_thresholds > MAX_THRESHOLDS
      || (rows->units != NULL && plan->is_stratified))
    return LIMEN_BOOTSTRAP_UNSUITABLE;
  if (limen_replicates_allocate (self, rows->fp_costs != NULL
                                           || rows->fn_costs != NULL)
      && units_init (&drawing.units, rows, plan->is_stratified, thresholds,
                     n_thresholds))
    status = limen_bootstrap_run (plan, draw_resamples, &drawing, 1, progress,
                                  n_threads);
  units_clear (&drawing.units);
  return status;
}
