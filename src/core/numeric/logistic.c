#include "logistic.h"

#include <gsl/gsl_multiroots.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "parallel.h"
#include "sum.h"
#include "vector-math.h"

#define MOST LIMEN_LOGISTIC_MAX_COLUMNS
/* The gradient, and after it the lower half of the Hessian. */
#define N_SUMS (MOST + MOST * (MOST + 1) / 2)
/* Rows computed in one go, and rows that a thread takes at a time: a multiple,
 * so that the sums do not depend on the threads. */
#define BLOCK_SIZE 512
#define PART_SIZE 65536
#define MAX_ITERATIONS 200
/* Of the mean gradient with regard to standardised columns. */
#define TOLERANCE 1e-14
/* Convergence: upper bound on the Newton decrement of the mean loss. */
#define LEAST_DECREMENT 1e-12

/* Of a part of the rows. */
typedef struct
{
  LimenSums sums[N_SUMS];
} Part;

typedef struct
{
  const LimenLogistic *data;
  double means[MOST], scales[MOST];
  double weight;
  LimenChunks chunks;
  Part *parts;
  double coefficients[MOST]; /* of the standardised columns */
  bool has_hessian;
} Fit;

/* Some rows, standardised. */
typedef struct
{
  size_t n;
  double columns[MOST][BLOCK_SIZE];
  double log_odds[BLOCK_SIZE];
  double residuals[BLOCK_SIZE];  /* weight times (probability - target) */
  double curvatures[BLOCK_SIZE]; /* weight times p (1 - p) */
} Block;

static double
get_weight (const LimenLogistic *data, size_t row)
{
  return data->weights != NULL ? data->weights[row] : 1;
}

static void
load_block (const Fit *self, Block *block, size_t first)
{
  const LimenLogistic *data = self->data;
  size_t n = block->n;

  for (size_t i = 0; i < n; i++)
    block->log_odds[i] = data->offsets != NULL ? data->offsets[first + i] : 0;
  for (size_t j = 0; j < data->n_columns; j++)
    {
      double *restrict column = block->columns[j];
      double mean = self->means[j], factor = 1 / self->scales[j];
      double coefficient = self->coefficients[j];

      for (size_t i = 0; i < n && data->columns[j] == NULL; i++)
        column[i] = 1;
      for (size_t i = 0; i < n && data->columns[j] != NULL; i++)
        column[i] = (data->columns[j][first + i] - mean) * factor;
      for (size_t i = 0; i < n; i++)
        block->log_odds[i] += coefficient * column[i];
    }
}

/* The exponential is only taken of negative numbers. */
static void
compute_block (const Fit *self, Block *block, size_t first)
{
  const LimenLogistic *data = self->data;
  const double *targets = data->targets + first;
  double e[BLOCK_SIZE];

  for (size_t i = 0; i < block->n; i++)
    e[i] = -fabs (block->log_odds[i]);
  limen_vector_exp (e, e, block->n);
  for (size_t i = 0; i < block->n; i++)
    {
      double large = 1 / (1 + e[i]), small = e[i] * large;

      block->residuals[i]
          = (block->log_odds[i] >= 0 ? large : small) - targets[i];
      block->curvatures[i] = small * large;
    }
  for (size_t i = 0; i < block->n && data->weights != NULL; i++)
    {
      block->residuals[i] *= data->weights[first + i];
      block->curvatures[i] *= data->weights[first + i];
    }
}

static void
add_block (const Fit *self, LimenSums *sums, const Block *block)
{
  size_t n = self->data->n_columns;

  for (size_t j = 0, pair = MOST; j < n; j++)
    {
      limen_sums_add_products (&sums[j], block->residuals, block->columns[j],
                               NULL, block->n);
      for (size_t k = 0; k <= j && self->has_hessian; k++)
        limen_sums_add_products (&sums[pair++], block->curvatures,
                                 block->columns[j], block->columns[k],
                                 block->n);
    }
}

static void
sum_part (void *data, size_t part)
{
  Fit *self = data;
  LimenSpan rows = limen_chunks_get (self->chunks, part);
  Block block;

  memset (&self->parts[part], 0, sizeof self->parts[part]);
  for (size_t first = rows.first; first < rows.end; first += BLOCK_SIZE)
    {
      block.n = rows.end - first < BLOCK_SIZE ? rows.end - first : BLOCK_SIZE;
      load_block (self, &block, first);
      compute_block (self, &block, first);
      add_block (self, self->parts[part].sums, &block);
    }
}

/* One of the sums, over all parts in their order, per unit of weight. */
static double
get_mean_sum (const Fit *self, size_t index)
{
  LimenSum total = { 0 };

  for (size_t i = 0; i < self->chunks.n_chunks; i++)
    {
      LimenSum part = limen_sums_get_sum (&self->parts[i].sums[index]);

      limen_sum_add_sum (&total, &part);
    }
  return limen_sum_value (&total) / self->weight;
}

static double
get_ridge (const Fit *self, size_t column)
{
  return self->data->columns[column] != NULL ? self->data->ridge : 0;
}

static void
set_gradient (const Fit *self, gsl_vector *gradient)
{
  for (size_t j = 0; j < self->data->n_columns; j++)
    gsl_vector_set (gradient, j,
                    get_mean_sum (self, j)
                        + get_ridge (self, j) * self->coefficients[j]);
}

static void
set_hessian (const Fit *self, gsl_matrix *hessian)
{
  for (size_t j = 0, pair = MOST; j < self->data->n_columns; j++)
    for (size_t k = 0; k <= j; k++)
      {
        double value = get_mean_sum (self, pair++)
                       + (j == k ? get_ridge (self, j) : 0);

        gsl_matrix_set (hessian, j, k, value);
        gsl_matrix_set (hessian, k, j, value);
      }
}

static int
evaluate (const gsl_vector *x, Fit *self, gsl_vector *gradient,
          gsl_matrix *hessian)
{
  for (size_t j = 0; j < self->data->n_columns; j++)
    {
      self->coefficients[j] = gsl_vector_get (x, j);
      if (!isfinite (self->coefficients[j]))
        return GSL_EFAILED;
    }
  self->has_hessian = hessian != NULL;
  limen_parallel_run (sum_part, self, self->chunks.n_chunks, 0);
  if (gradient != NULL)
    set_gradient (self, gradient);
  if (hessian != NULL)
    set_hessian (self, hessian);
  return GSL_SUCCESS;
}

static int
gradient_cb (const gsl_vector *x, void *data, gsl_vector *gradient)
{
  return evaluate (x, data, gradient, NULL);
}

static int
hessian_cb (const gsl_vector *x, void *data, gsl_matrix *hessian)
{
  return evaluate (x, data, NULL, hessian);
}

static int
both_cb (const gsl_vector *x, void *data, gsl_vector *gradient,
         gsl_matrix *hessian)
{
  return evaluate (x, data, gradient, hessian);
}

static double
get_total_weight (const LimenLogistic *data)
{
  LimenSum sum = { 0 };

  for (size_t i = 0; i < data->n_rows; i++)
    limen_sum_add (&sum, get_weight (data, i));
  return limen_sum_value (&sum);
}

static double
get_mean (const Fit *self, const double *column)
{
  LimenSum sum = { 0 };

  for (size_t i = 0; i < self->data->n_rows; i++)
    limen_sum_add (&sum, get_weight (self->data, i) * column[i]);
  return limen_sum_value (&sum) / self->weight;
}

/* The root of the mean square of what a column differs from `centre`; 1 for
 * constant columns, whose mean may be off by rounding. */
static double
get_scale (const Fit *self, const double *column, double centre)
{
  LimenSum sum = { 0 };
  bool is_constant = true;

  for (size_t i = 0; i < self->data->n_rows; i++)
    {
      double x = column[i] - centre;

      limen_sum_add (&sum, get_weight (self->data, i) * x * x);
      is_constant &= column[i] == column[0];
    }
  return is_constant ? 1 : sqrt (limen_sum_value (&sum) / self->weight);
}

/* Columns are centred where an intercept makes up for it; constant ones are
 * zeros then, but for rounding. */
static void
standardize (Fit *self)
{
  const LimenLogistic *data = self->data;
  bool has_intercept = data->columns[data->n_columns - 1] == NULL;

  for (size_t j = 0; j < data->n_columns && data->columns[j] != NULL; j++)
    {
      if (has_intercept)
        self->means[j] = get_mean (self, data->columns[j]);
      self->scales[j] = get_scale (self, data->columns[j], self->means[j]);
    }
}

/* Newton decrement: how much the mean loss can still fall at this gradient and
 * this Hessian, which is symmetric: half the squared length of L^-1 g, where H
 * = L L^T is its Cholesky factorisation, in place. Infinite where H is not
 * positive definite. */
static double
get_decrement (const gsl_vector *gradient, gsl_matrix *hessian)
{
  double y[MOST], sum = 0;

  for (size_t i = 0; i < gradient->size; i++)
    {
      y[i] = gsl_vector_get (gradient, i);
      for (size_t j = 0; j <= i; j++)
        {
          double value = gsl_matrix_get (hessian, i, j);

          for (size_t k = 0; k < j; k++)
            value -= gsl_matrix_get (hessian, i, k)
                     * gsl_matrix_get (hessian, j, k);
          if (i == j && !(value > 0))
            return INFINITY;
          gsl_matrix_set (hessian, i, j,
                          i == j ? sqrt (value)
                                 : value / gsl_matrix_get (hessian, j, j));
        }
      for (size_t k = 0; k < i; k++)
        y[i] -= gsl_matrix_get (hessian, i, k) * y[k];
      y[i] /= gsl_matrix_get (hessian, i, i);
      sum += y[i] * y[i];
    }
  return sum / 2;
}

/* Whether the solver has converged, by the Newton decrement. A gradient that
 * is small, but not as small as it can be, says little where the loss is
 * flat. */
static bool
has_converged (Fit *self, const gsl_multiroot_fdfsolver *solver)
{
  size_t n = self->data->n_columns;
  double values[MOST * MOST];
  gsl_matrix_view hessian = gsl_matrix_view_array (values, n, n);

  if (gsl_multiroot_test_residual (solver->f, TOLERANCE) == GSL_SUCCESS)
    return true;
  return hessian_cb (solver->x, self, &hessian.matrix) == GSL_SUCCESS
         && get_decrement (solver->f, &hessian.matrix) <= LEAST_DECREMENT;
}

static bool
solve (Fit *self)
{
  size_t n = self->data->n_columns;
  gsl_multiroot_function_fdf function
      = { gradient_cb, hessian_cb, both_cb, n, self };
  gsl_multiroot_fdfsolver *solver
      = gsl_multiroot_fdfsolver_alloc (gsl_multiroot_fdfsolver_hybridsj, n);
  gsl_vector *x = gsl_vector_calloc (n);
  int status = gsl_multiroot_fdfsolver_set (solver, &function, x);
  bool is_finite = status == GSL_SUCCESS;

  for (int i = 0; i < MAX_ITERATIONS && status == GSL_SUCCESS
                  && gsl_multiroot_test_residual (solver->f, TOLERANCE)
                         == GSL_CONTINUE;
       i++)
    status = gsl_multiroot_fdfsolver_iterate (solver);
  for (size_t j = 0; j < n && is_finite; j++)
    {
      self->coefficients[j] = gsl_vector_get (solver->x, j);
      is_finite = isfinite (self->coefficients[j])
                  && isfinite (gsl_vector_get (solver->f, j));
    }
  is_finite = is_finite && has_converged (self, solver);
  gsl_multiroot_fdfsolver_free (solver);
  gsl_vector_free (x);
  return is_finite;
}

/* Back from the standardised columns. */
static void
unstandardize (const Fit *self, double *coefficients)
{
  size_t n = self->data->n_columns;
  bool has_intercept = self->data->columns[n - 1] == NULL;

  for (size_t j = 0; j < n; j++)
    coefficients[j] = self->coefficients[j] / self->scales[j];
  for (size_t j = 0; j + 1 < n && has_intercept; j++)
    coefficients[n - 1] -= coefficients[j] * self->means[j];
}

/* The coefficients that make the weighted cross-entropy between the targets
 * and the model's probabilities least: where its gradient, which is monotone,
 * is zero, found by Powell's hybrid method with the exact Hessian. The same
 * bits whatever the number of threads. With a ridge there is one solution
 * always, the least one where many fit alike; without, none where the
 * columns separate the classes or depend on each other, which the caller is to
 * rule out. UNDEFINED without rows that weigh something, for numbers too large
 * to square, and where the method does not converge. */
LimenStatus
limen_logistic_fit (const LimenLogistic *self, double *coefficients)
{
  Fit fit = { .data = self, .scales = { 1, 1, 1 } };
  bool is_done;

  fit.weight = get_total_weight (self);
  if (!(fit.weight > 0))
    return LIMEN_UNDEFINED;
  fit.chunks = limen_chunks_new (self->n_rows, PART_SIZE, SIZE_MAX, 1);
  fit.parts = malloc (fit.chunks.n_chunks * sizeof *fit.parts);
  if (fit.parts == NULL)
    return LIMEN_NO_MEMORY;
  standardize (&fit);
  is_done = solve (&fit);
  if (is_done)
    unstandardize (&fit, coefficients);
  free (fit.parts);
  return is_done ? LIMEN_OK : LIMEN_UNDEFINED;
}
