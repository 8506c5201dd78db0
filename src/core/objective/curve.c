/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "curve.h"

#include <math.h>

/* Candidates evaluated in one go. */
#define BLOCK_SIZE 256

/* The values of a metric, read candidate by candidate. */
typedef struct
{
  const LimenObjective *objective;
  const LimenSweep *sweep;
  LimenMetric metric;
  size_t first, n; /* of the block */
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

/* Widens a column by one value; undefined ones leave it as it is. */
static void
include (LimenCurveColumn *column, double value)
{
  column->low = fmin (column->low, value);
  column->high = fmax (column->high, value);
}

/* What a metric does over each of n_columns columns of thresholds, whose
 * n_columns + 1 edges ascend, as an objective sees it: with its costs, in its
 * population. The metric is a step function, constant on (low, score] of each
 * candidate; a column's extremes cover every candidate whose interval meets
 * it, so that none is lost however many fall into one column. O(n +
 * n_columns) over the scores between the edges. */
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

/* Counts the rows of each true class in n_bins bars [edge, next edge), the last
 * one closed; rows beyond the outer edges are in none. Read off the sweep, so
 * O(n_bins log n). */
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
