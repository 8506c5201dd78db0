/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "curve.h"

#include <math.h>

#include "objective-block.h"
#include "parallel.h"

/* Candidates processed, or excluded by a bound, at once. */
#define BLOCK_SIZE 128
/* Relative margin for bounds, far above the rounding error of metrics. */
#define MARGIN 1e-9
/* Upper bound on the number of chunks, and minimum columns per chunk. */
#define MAX_PARTS 64
#define PART_COLUMNS 16

/* A curve to compute. */
typedef struct
{
  const LimenObjective *objective;
  const LimenSweep *sweep;
  LimenMetric metric;
  bool is_bounded; /* whether limen_metric_rewards() */
  const double *edges;
  LimenCurveColumn *columns;
  LimenChunks chunks; /* of the columns */
} Curve;

/* Reads the values of a metric at ascending candidates, block by block. */
typedef struct
{
  const Curve *curve;
  size_t first, n; /* the block's candidates */
  double values[BLOCK_SIZE];
} Reader;

static double
read_value (Reader *self, size_t candidate)
{
  const Curve *curve = self->curve;
  size_t n_left = limen_sweep_get_n_scores (curve->sweep) + 1 - candidate;

  if (candidate >= self->first + self->n)
    {
      self->first = candidate;
      self->n = n_left < BLOCK_SIZE ? n_left : BLOCK_SIZE;
      limen_objective_values (curve->objective, curve->metric, curve->sweep,
                              self->first, self->n, self->values);
    }
  return self->values[candidate - self->first];
}

/* Extends a column's range by a value; NaN is ignored. */
static void
include (LimenCurveColumn *column, double value)
{
  column->low = fmin (column->low, value);
  column->high = fmax (column->high, value);
}

/* Returns a bound on the metric at the candidates of a block: that of a
 * hypothetical candidate that decides each class as well as the best of them
 * (`is_right`), or as badly as the worst. */
static double
get_bound (const Curve *self, size_t first, bool is_right)
{
  LimenObjectiveBlock corner;
  double value;

  limen_objective_block_fill_corner (&corner, self->objective, self->sweep,
                                     first, BLOCK_SIZE, is_right);
  limen_objective_block_get_values (&corner, self->metric, &value);
  return value;
}

/* Whether a value is well within a column's range; false for NaN. */
static bool
is_inside (const LimenCurveColumn *column, double value)
{
  return value >= column->low + MARGIN * (1 + fabs (column->low))
         && value <= column->high - MARGIN * (1 + fabs (column->high));
}

/* Whether bounds show that no candidate of a block extends a column's
 * range. */
static bool
is_covered (const Curve *self, const LimenCurveColumn *column, size_t first)
{
  return self->is_bounded && is_inside (column, get_bound (self, first, true))
         && is_inside (column, get_bound (self, first, false));
}

/* Computes the range of a column over the candidates from `first` to
 * `last`. */
static void
compute_column (LimenCurveColumn *column, Reader *reader, size_t first,
                size_t last)
{
  const Curve *curve = reader->curve;
  double value = read_value (reader, first);

  *column = (LimenCurveColumn){ value, value, value, value };
  if (last == first)
    return;
  column->last = limen_objective_value_at (curve->objective, curve->metric,
                                           curve->sweep, last);
  include (column, column->last);
  for (size_t i = first + 1, n; i < last; i += n)
    {
      n = last - i < BLOCK_SIZE ? last - i : BLOCK_SIZE;
      if (n == BLOCK_SIZE && is_covered (curve, column, i))
        continue;
      for (size_t j = i; j < i + n; j++)
        include (column, read_value (reader, j));
    }
}

static void
compute_part (void *data, size_t part)
{
  const Curve *self = data;
  LimenSpan span = limen_chunks_get (self->chunks, part);
  size_t candidate = limen_sweep_find (self->sweep, self->edges[span.first]);
  Reader reader = { self, candidate, 0, { 0 } };

  for (size_t i = span.first; i < span.end; i++)
    {
      size_t last = limen_sweep_find (self->sweep, self->edges[i + 1]);

      compute_column (&self->columns[i], &reader, candidate, last);
      candidate = last;
    }
}

/* Computes a metric over n_columns columns of thresholds with n_columns + 1
 * ascending edges, with the objective's costs and prevalence. The metric is a
 * step function, constant on (low, score] of each candidate; the range of a
 * column covers every candidate whose interval meets it, so that no extreme is
 * lost however many fall into one column: each is evaluated, or excluded by a
 * bound. O(n + n_columns log n) at most, on all processors; the result does
 * not depend on their number. */
void
limen_curve_compute (const LimenObjective *objective,
                     const LimenSweep *sweep, LimenMetric metric,
                     const double *edges, size_t n_columns,
                     LimenCurveColumn *columns)
{
  Curve curve
      = { .objective = objective,
          .sweep = sweep,
          .metric = metric,
          .is_bounded = limen_metric_rewards (metric, objective->costs),
          .edges = edges,
          .columns = columns,
          .chunks = limen_chunks_new (n_columns, PART_COLUMNS, MAX_PARTS, 1) };

  limen_parallel_run (compute_part, &curve, curve.chunks.n_chunks, 0);
}

/* Computes the weight of each true class in n_bins bars [edge, next edge), the
 * last one closed; rows outside the outer edges are left out. O(n_bins log n)
 * on the sweep. */
void
limen_histogram_compute (const LimenSweep *sweep, const double *edges,
                         size_t n_bins, LimenHistogramBin *bins)
{
  LimenConfusion from = limen_sweep_get_confusion (
      sweep, limen_sweep_find (sweep, edges[0]));

  for (size_t i = 0; i < n_bins; i++)
    {
      double edge = i + 1 < n_bins ? edges[i + 1]
                                   : nextafter (edges[n_bins], INFINITY);
      LimenConfusion to = limen_sweep_get_confusion (
          sweep, limen_sweep_find (sweep, edge));

      bins[i].positives = from.tp - to.tp;
      bins[i].negatives = from.fp - to.fp;
      from = to;
    }
}
