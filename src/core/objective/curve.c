/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "curve.h"

#include <math.h>

/* Candidates processed at once. */
#define BLOCK_SIZE 256

/* Reads the values of a metric at ascending candidates, block by block. */
typedef struct
{
  const LimenObjective *objective;
  const LimenSweep *sweep;
  LimenMetric metric;
  size_t first, n; /* the block's candidates */
  double values[BLOCK_SIZE];
} Reader;

static double
read_value (Reader *self, size_t candidate)
{
  size_t n_left = limen_sweep_get_n_scores (self->sweep) + 1 - candidate;

  if (candidate >= self->first + self->n)
    {
      self->first = candidate;
      self->n = n_left < BLOCK_SIZE ? n_left : BLOCK_SIZE;
      limen_objective_values (self->objective, self->metric, self->sweep,
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

/* Computes a metric over n_columns columns of thresholds with n_columns + 1
 * ascending edges, with the objective's costs and prevalence. The metric is a
 * step function, constant on (low, score] of each candidate; the range of a
 * column covers every candidate whose interval meets it, so that no extreme is
 * lost however many fall into one column. O(n + n_columns) over the scores
 * between the edges. */
void
limen_curve_compute (const LimenObjective *objective,
                     const LimenSweep *sweep, LimenMetric metric,
                     const double *edges, size_t n_columns,
                     LimenCurveColumn *columns)
{
  size_t candidate = limen_sweep_find (sweep, edges[0]);
  Reader reader = { objective, sweep, metric, candidate, 0, { 0 } };

  for (size_t i = 0; i < n_columns; i++)
    {
      double value = read_value (&reader, candidate);
      LimenCurveColumn *column = &columns[i];

      *column = (LimenCurveColumn){ value, value, value, value };
      while (limen_sweep_get_score (sweep, candidate) < edges[i + 1])
        {
          value = read_value (&reader, ++candidate);
          include (column, value);
        }
      column->last = value;
    }
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
