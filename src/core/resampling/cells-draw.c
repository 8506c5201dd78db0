/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

#include "big-array.h"
#include "cells.h"
#include "parallel.h"
#include "replicates-private.h"
#include "stream.h"

/* The stream of a resample of cells; other nodes are candidates, and those of
 * rows drawn one by one. */
#define CELLS_NODE (UINT64_C (1) << 61)
/* Relative variances of squares below it are rounding errors. */
#define ROUNDED 1e-9
/* Above this number of degrees of freedom, Student's t distribution is normal
 * to seven digits. */
#define NORMAL_FREEDOM 1e7
/* A cell whose part of the variance is below this share depends on others
 * alone. */
#define DEPENDENT 1e-12

/* Gamma distributions of the cells at a threshold, and the Cholesky factor of
 * their correlations. */
typedef struct
{
  size_t n; /* cells: without costs the first four */
  double means[LIMEN_N_CELLS];
  double shapes[LIMEN_N_CELLS]; /* 0: the cell is always empty */
  double factor[LIMEN_N_CELLS][LIMEN_N_CELLS];
} Gammas;

typedef struct
{
  const LimenCells *cells;
  LimenReplicates *replicates;
  double widenings[LIMEN_N_CELLS]; /* factors of standard deviations */
  double *normals;                 /* LIMEN_N_CELLS of each resample */
} Drawing;

static bool
is_of_positives (size_t cell)
{
  return cell == LIMEN_CELL_TP || cell == LIMEN_CELL_FN
         || cell == LIMEN_CELL_FN_COST;
}

/* Returns by how much Student's interval is wider than the normal one, with
 * the degrees of freedom (Satterthwaite, 1946) of a sum of n squares; `fourth`
 * is that of fourth powers. */
static double
get_widening (double n, double square, double fourth, double confidence)
{
  double tail = (1 + confidence) / 2;
  double variation = fourth / (square * square) - 1 / n;
  double freedom = fmax (2 / variation, 1);

  if (!(variation > ROUNDED / n) || freedom > NORMAL_FREEDOM)
    return 1;
  return gsl_cdf_tdist_Pinv (tail, freedom) / gsl_cdf_ugaussian_Pinv (tail);
}

static void
find_widenings (Drawing *self, double confidence)
{
  for (size_t i = 0; i < LIMEN_N_CELLS; i++)
    {
      const LimenClassUnits *units
          = &self->cells->classes[is_of_positives (i)];

      self->widenings[i] = i < LIMEN_CELL_FP_COST
                               ? get_widening (units->n, units->square,
                                               units->fourth, confidence)
                               : get_widening (units->n, units->cost_square,
                                               units->cost_fourth, confidence);
    }
}

/* Adds half a unit of the class to one of its cells. A class without rows has
 * units as heavy as those of the other. */
static void
add_half_unit (LimenCellMoments *point, const LimenCells *cells, size_t cell)
{
  const LimenClassUnits *units = &cells->classes[is_of_positives (cell)];
  size_t cost
      = cell == LIMEN_CELL_FN ? LIMEN_CELL_FN_COST : LIMEN_CELL_FP_COST;
  double weight;

  if (!(units->weight > 0))
    units = &cells->classes[!is_of_positives (cell)];
  if (!(units->weight > 0))
    return;
  weight = units->square / units->weight;
  point->totals[cell] += weight / 2;
  point->products[cell][cell] += weight * weight / 2;
  if (!cells->has_costs || cell == LIMEN_CELL_TP || cell == LIMEN_CELL_TN)
    return;
  point->totals[cost] += weight / 2 * units->cost / units->weight;
  point->products[cost][cost]
      += weight * weight / 2 * units->cost_square / units->square;
  point->products[cell][cost]
      += weight * weight / 2 * units->cost_product / units->square;
  point->products[cost][cell] = point->products[cell][cost];
}

/* Replaces the correlations, below and on the diagonal, by their Cholesky
 * factor. */
static void
factorize (double matrix[LIMEN_N_CELLS][LIMEN_N_CELLS], size_t n)
{
  for (size_t j = 0; j < n; j++)
    {
      double pivot;

      for (size_t k = 0; k < j; k++)
        for (size_t i = j; i < n; i++)
          matrix[i][j] -= matrix[i][k] * matrix[j][k];
      pivot = matrix[j][j] > DEPENDENT ? sqrt (matrix[j][j]) : INFINITY;
      for (size_t i = j; i < n; i++)
        matrix[i][j] /= pivot;
    }
}

static void
gammas_init (Gammas *self, const Drawing *drawing, size_t point)
{
  LimenCellMoments moments = drawing->cells->points[point];

  self->n = drawing->cells->has_costs ? LIMEN_N_CELLS : LIMEN_CELL_FP_COST;
  for (size_t i = LIMEN_CELL_TP; i <= LIMEN_CELL_TN; i++)
    add_half_unit (&moments, drawing->cells, i);
  for (size_t i = 0; i < self->n; i++)
    {
      double variance = moments.products[i][i];
      double widening = drawing->widenings[i];

      self->means[i] = moments.totals[i];
      self->shapes[i] = variance > 0
                            ? moments.totals[i] / widening * moments.totals[i]
                                  / widening / variance
                            : 0;
      for (size_t j = 0; j <= i; j++)
        {
          double product = sqrt (variance * moments.products[j][j]);

          self->factor[i][j] = product > 0
                                   ? fmin (moments.products[i][j] / product, 1)
                                   : (double) (i == j);
        }
    }
  factorize (self->factor, self->n);
}

/* Returns the quantile of a gamma distribution where the normal distribution
 * has its quantile `deviate` (Wilson and Hilferty, 1931). */
static double
get_quantile (double mean, double shape, double deviate)
{
  double root = 1 - 1 / (9 * shape) + deviate / (3 * sqrt (shape));

  return shape > 0 && root > 0 ? mean * root * root * root : 0;
}

/* Gives a class the weight that it has in the file. */
static void
keep_total (double *hits, double *misses, double *costs, double total)
{
  double factor = total / (*hits + *misses);

  if (!isfinite (factor))
    return;
  *hits *= factor;
  *misses *= factor;
  *costs *= factor;
}

static void
store (const Drawing *self, size_t place, double cells[LIMEN_N_CELLS])
{
  LimenReplicates *replicates = self->replicates;
  const LimenClassUnits *classes = self->cells->classes;
  double scale = self->cells->scale;

  if (replicates->plan.is_stratified)
    {
      keep_total (&cells[LIMEN_CELL_TP], &cells[LIMEN_CELL_FN],
                  &cells[LIMEN_CELL_FN_COST], classes[1].weight);
      keep_total (&cells[LIMEN_CELL_TN], &cells[LIMEN_CELL_FP],
                  &cells[LIMEN_CELL_FP_COST], classes[0].weight);
    }
  replicates->confusions[place]
      = (LimenConfusion){ .tp = cells[LIMEN_CELL_TP] * scale,
                          .fp = cells[LIMEN_CELL_FP] * scale,
                          .fn = cells[LIMEN_CELL_FN] * scale,
                          .tn = cells[LIMEN_CELL_TN] * scale };
  if (replicates->error_costs != NULL)
    replicates->error_costs[place]
        = (LimenErrorCosts){ .fp = cells[LIMEN_CELL_FP_COST] * scale,
                             .fn = cells[LIMEN_CELL_FN_COST] * scale };
}

static void
draw_point (void *data, size_t point)
{
  const Drawing *self = data;
  size_t n_resamples = self->replicates->plan.n_resamples;
  Gammas gammas;

  gammas_init (&gammas, self, point);
  for (size_t i = 0; i < n_resamples; i++)
    {
      const double *normals = self->normals + i * LIMEN_N_CELLS;
      double cells[LIMEN_N_CELLS] = { 0 };

      for (size_t j = 0; j < gammas.n; j++)
        {
          double deviate = 0;

          for (size_t k = 0; k <= j; k++)
            deviate += gammas.factor[j][k] * normals[k];
          cells[j] = get_quantile (gammas.means[j], gammas.shapes[j], deviate);
        }
      store (self, point * n_resamples + i, cells);
    }
}

/* The normal deviates of all resamples; NULL when memory runs out. */
static double *
new_normals (const LimenBootstrap *plan)
{
  double *normals = limen_big_array_new (plan->n_resamples + 1,
                                         LIMEN_N_CELLS * sizeof *normals);

  for (uint32_t i = 0; i < plan->n_resamples && normals != NULL; i++)
    {
      LimenStream stream;

      limen_stream_init (&stream, plan->seed, i, CELLS_NODE);
      for (size_t k = 0; k < LIMEN_N_CELLS; k++)
        normals[(size_t) i * LIMEN_N_CELLS + k]
            = gsl_cdf_ugaussian_Pinv (limen_stream_uniform (&stream));
    }
  return normals;
}

/* Draws the confusion matrices of all resamples of a plan from the moments of
 * the cells: the Bayesian bootstrap (Rubin, 1981), in which each unit counts a
 * random number of times, exponentially distributed with mean 1. The weight of
 * a cell then has the mean and the variance of its total and of its sum of
 * squares; it is drawn from the gamma distribution with both, which is its
 * distribution if all weights are equal, and the cells have the correlations
 * of their products. So a resample takes a constant number of operations,
 * whatever the number of rows.
 *
 * Each cell is drawn with half a unit more, of the average unit of its class
 * as a row sees it: for equal weights Jeffreys' prior. So an empty cell is not
 * empty in every resample. Where weights or costs vary so much that the sum
 * of their squares is uncertain, the deviations are those of Student's
 * distribution. The deviates are common to all thresholds. Stratified, the
 * classes keep their weights.
 *
 * `n_threads` (0: the default number) does not change the result. DONE or
 * NO_MEMORY; call limen_replicates_clear() in any case. */
LimenBootstrapStatus
limen_replicates_init_from_cells (LimenReplicates *self,
                                  const LimenBootstrap *plan,
                                  const LimenCells *cells, unsigned n_threads)
{
  Drawing drawing = { .cells = cells, .replicates = self };
  LimenBootstrapStatus status = LIMEN_BOOTSTRAP_NO_MEMORY;

  *self = (LimenReplicates){ .plan = *plan, .n_points = cells->n_points };
  drawing.normals = new_normals (plan);
  find_widenings (&drawing, plan->confidence);
  if (limen_replicates_allocate (self, cells->has_costs)
      && drawing.normals != NULL)
    {
      limen_parallel_run (draw_point, &drawing, cells->n_points, n_threads);
      status = LIMEN_BOOTSTRAP_DONE;
    }
  free (drawing.normals);
  return status;
}
