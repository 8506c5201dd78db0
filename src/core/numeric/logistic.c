/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "logistic.h"

#include <float.h>
#include <math.h>

#include "logistic-pass.h"
#include "root.h"

/* Upper bounds on Newton steps over all rows, and on halvings of one step. */
#define MAX_PASSES 200
#define MAX_HALVINGS 40
/* Subsampling strides of the first, cheap fits; the passes over each
 * subsample, and the step length, in standardised columns, at which they
 * stop. */
static const size_t strides[] = { 64, 8 };
#define SUBSAMPLE_PASSES 16
#define SUBSAMPLE_STEP 0.02
/* Newton's method converges quadratically, so after a step this short the
 * solution is exact to rounding. With many rows, where a pass is slow, the
 * ratio of two successive steps below SHRINKING_STEP predicts the error that
 * is left, and the search stops if that is below ERROR_TOLERANCE. */
#define STEP_TOLERANCE 1e-7
#define SHRINKING_STEP 0.01
#define ERROR_TOLERANCE 1e-11
/* Shorter steps are rounding noise and not taken. */
#define MIN_STEP 1e-15
/* Bound on the Newton decrement of the mean loss, for rows on which rounding
 * keeps the steps from getting shorter: a loss this flat has no better
 * solution. */
#define DECREMENT_TOLERANCE 1e-12
/* Error of an intercept found by Newton's method, from rounding of the
 * residuals, above which Brent's method is used instead. */
#define MAX_ROUNDING_SHIFT 1e-9
/* Search range of an intercept: +-FIRST_INTERCEPT, doubled up to
 * +-MAX_INTERCEPT. */
#define FIRST_INTERCEPT 64
#define MAX_INTERCEPT 1e9

/* Stopping rule: after a step no longer than `step`, or when the error
 * predicted for the next step is at most `error`. */
typedef struct
{
  double step, error;
} Tolerance;

/* A model being improved by Newton's method. */
typedef struct
{
  LimenLogisticVector vector;
  double norm;      /* of the gradient at `vector`; infinite: unknown */
  double decrement; /* Newton decrement: how much the mean loss can still
                     * fall */
  double rounding_shift; /* estimated error of the intercept from rounding, if
                          * it is the only free parameter */
  LimenLogisticVector step; /* from `vector` to the next point to evaluate */
  double length;            /* of the step; NaN: the step was shortened */
  unsigned n_halvings;      /* of the step */
  bool is_done;
} Search;

static double
get_length (const LimenLogisticVector *self)
{
  return hypot (hypot (self->values[0], self->values[1]), self->values[2]);
}

static LimenLogisticVector
get_next (const Search *self)
{
  LimenLogisticVector next = self->vector;

  for (size_t j = 0; j < LIMEN_LOGISTIC_MAX_FREE; j++)
    next.values[j] += self->step.values[j];
  return next;
}

static void
shorten (Search *self, double factor)
{
  for (size_t j = 0; j < LIMEN_LOGISTIC_MAX_FREE; j++)
    self->step.values[j] *= factor;
  self->length = NAN;
}

/* Accepts the point that the last step led to and prepares the next Newton
 * step, limited to the length 2 (1 + |vector|): the derivatives at a model
 * that is far too steep say little about the right one. */
static void
take_step (Search *self, const Search *found, Tolerance tolerance)
{
  double before = self->length, most;

  self->vector = get_next (self);
  self->norm = found->norm;
  self->decrement = found->decrement;
  self->rounding_shift = found->rounding_shift;
  self->step = found->step;
  self->n_halvings = 0;
  self->length = get_length (&self->step);
  most = 2 * (1 + get_length (&self->vector));
  /* Quadratic convergence: the ratio of two steps, squared, predicts the ratio
   * of the next two. */
  self->is_done = self->length <= tolerance.step
                  || (before <= SHRINKING_STEP
                      && pow (self->length / before, 2) * self->length
                             <= tolerance.error);
  if (self->length > most)
    shorten (self, most / self->length);
}

/* Accepts the evaluated point if its gradient is smaller, else halves the
 * step. The loss is convex, so a short enough step always succeeds. */
static void
search_advance (Search *self, const Search *found, Tolerance tolerance)
{
  if (found->norm < self->norm && isfinite (get_length (&found->step)))
    take_step (self, found, tolerance);
  else
    {
      shorten (self, 0.5);
      self->is_done = ++self->n_halvings > MAX_HALVINGS;
    }
  if (self->is_done && self->n_halvings == 0 && self->length > MIN_STEP)
    self->vector = get_next (self);
}

/* Replaces the lower triangle of a symmetric matrix by its Cholesky factor L.
 * False if the matrix is not positive definite. */
static bool
factorize (double (*matrix)[LIMEN_LOGISTIC_MAX_FREE], size_t n)
{
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j <= i; j++)
      {
        double value = matrix[i][j];

        for (size_t k = 0; k < j; k++)
          value -= matrix[i][k] * matrix[j][k];
        if (i == j && !(value > 0))
          return false;
        matrix[i][j] = i == j ? sqrt (value) : value / matrix[j][j];
      }
  return true;
}

/* Solves H x = g in place, with H = L L^T; returns g^T H^-1 g. */
static double
solve (const double (*factor)[LIMEN_LOGISTIC_MAX_FREE], double *values,
       size_t n)
{
  double product = 0;

  for (size_t i = 0; i < n; i++)
    {
      for (size_t k = 0; k < i; k++)
        values[i] -= factor[i][k] * values[k];
      values[i] /= factor[i][i];
      product += values[i] * values[i];
    }
  for (size_t i = n; i-- > 0;)
    {
      for (size_t k = i + 1; k < n; k++)
        values[i] -= factor[k][i] * values[k];
      values[i] /= factor[i][i];
    }
  return product;
}

/* Returns the gradient norm, Newton step and decrement of a model after a
 * pass. The step is NaN where the Hessian is singular. */
static Search
evaluate_model (const LimenLogisticPass *pass, size_t model)
{
  size_t free[LIMEN_LOGISTIC_MAX_FREE], n_columns = pass->rows->n_columns;
  size_t n_free
      = limen_logistic_model_get_free (&pass->models[model], n_columns, free);
  double weight = limen_logistic_pass_get_sum (pass, model, 0);
  double gradient[LIMEN_LOGISTIC_MAX_FREE] = { 0 },
         hessian[LIMEN_LOGISTIC_MAX_FREE][LIMEN_LOGISTIC_MAX_FREE];
  double ridge = pass->rows->ridge * weight;
  Search found = { .decrement = INFINITY, .step = { { NAN } } };
  size_t index = 1;

  for (size_t j = 0; j < n_free; j++)
    gradient[j]
        = limen_logistic_pass_get_sum (pass, model, index++)
          + (free[j] < n_columns ? ridge * pass->vectors[model].values[free[j]]
                                 : 0);
  for (size_t j = 0; j < n_free; j++)
    for (size_t k = 0; k <= j; k++)
      hessian[j][k] = limen_logistic_pass_get_sum (pass, model, index++)
                      + (j == k && free[j] < n_columns ? ridge : 0);
  found.norm = hypot (hypot (gradient[0], gradient[1]), gradient[2]);
  found.rounding_shift
      = DBL_EPSILON * weight / hessian[n_free - 1][n_free - 1];
  if (!factorize (hessian, n_free))
    return found;
  found.decrement = solve (hessian, gradient, n_free) / (2 * weight);
  found.step = (LimenLogisticVector){ { 0 } };
  for (size_t j = 0; j < n_free; j++)
    found.step.values[free[j]] = -gradient[j];
  return found;
}

/* Runs Newton's method on all models together, on one block in `stride`, until
 * all are done or n_passes are used up. */
static void
improve (LimenLogisticPass *pass, Search *searches, size_t stride,
         size_t n_passes, Tolerance tolerance)
{
  limen_logistic_pass_set_stride (pass, stride);
  for (size_t i = 0; i < n_passes; i++)
    {
      bool is_done = true;

      for (size_t m = 0; m < pass->n_models; m++)
        {
          pass->vectors[m] = get_next (&searches[m]);
          pass->is_skipped[m] = searches[m].is_done;
          is_done &= searches[m].is_done;
        }
      if (is_done)
        return;
      limen_logistic_pass_run (pass);
      for (size_t m = 0; m < pass->n_models; m++)
        if (!searches[m].is_done)
          {
            Search found = evaluate_model (pass, m);

            search_advance (&searches[m], &found, tolerance);
          }
    }
}

static Search
search_from (LimenLogisticVector vector)
{
  return (Search){
    .vector = vector, .norm = INFINITY, .decrement = INFINITY, .length = NAN
  };
}

static bool
has_short_step (const Search *self)
{
  return self->is_done && self->n_halvings == 0;
}

/* A model whose intercept is the only free parameter. */
typedef struct
{
  LimenLogisticPass *pass;
  LimenLogisticModel model;
} Intercept;

/* Returns the sum of the residuals at an intercept. */
static double
intercept_cb (double intercept, void *data)
{
  Intercept *self = data;

  self->model.intercept = intercept;
  self->pass->vectors[0]
      = limen_logistic_pass_get_vector (self->pass, &self->model);
  limen_logistic_pass_run (self->pass);
  return limen_logistic_pass_get_sum (self->pass, 0, 1);
}

/* Returns the mean second derivative of the loss at an intercept. */
static double
get_curvature (Intercept *self, double intercept)
{
  self->pass->has_hessian = true;
  intercept_cb (intercept, self);
  return limen_logistic_pass_get_sum (self->pass, 0, 2)
         / limen_logistic_pass_get_sum (self->pass, 0, 0);
}

/* Finds the intercept with Brent's method: the sum of the residuals rises with
 * it, from minus the weight of the positives to the weight of the negatives.
 * Slower than Newton's method, but always converges. NaN where the intercept
 * is beyond MAX_INTERCEPT, or the loss around it so flat that its curvature
 * underflows. */
static double
find_intercept (const LimenLogisticRows *rows, const LimenLogisticModel *model)
{
  LimenLogisticPass pass;
  Intercept data = { .pass = &pass, .model = *model };
  LimenFunctionPoint low, high;
  double root;

  limen_logistic_pass_init (&pass, rows, &data.model, 1);
  pass.has_hessian = false;
  low = limen_function_at (intercept_cb, &data, -FIRST_INTERCEPT);
  high = limen_function_at (intercept_cb, &data, FIRST_INTERCEPT);
  for (; low.value >= 0;
       low = limen_function_at (intercept_cb, &data, 2 * low.x))
    if (2 * low.x < -MAX_INTERCEPT)
      return NAN;
  for (; high.value <= 0;
       high = limen_function_at (intercept_cb, &data, 2 * high.x))
    if (2 * high.x > MAX_INTERCEPT)
      return NAN;
  root = limen_root_find (intercept_cb, &data, low, high, 1e-13, 1e-15);
  return get_curvature (&data, root) >= DBL_MIN ? root : NAN;
}

/* Stores the result of a search in the model. If the intercept is the only
 * free parameter and Newton's method failed or is inexact, because the loss is
 * so flat that its slope is lost in rounding, Brent's method is used. Rows of
 * one class have no finite intercept; with a ridge, which guarantees a
 * solution, the point where Newton's method stopped is kept: its loss is close
 * to 0. */
static void
finish (const LimenLogisticPass *pass, const Search *search,
        LimenLogisticModel *model)
{
  size_t free[LIMEN_LOGISTIC_MAX_FREE];
  bool is_intercept = limen_logistic_model_get_free (
                          model, pass->rows->n_columns, free)
                      == 1;
  bool is_found
      = has_short_step (search) || search->decrement <= DECREMENT_TOLERANCE;

  if (is_intercept
      && (!is_found || search->rounding_shift > MAX_ROUNDING_SHIFT))
    {
      model->intercept = find_intercept (pass->rows, model);
      model->is_fitted = isfinite (model->intercept);
      is_found &= !model->is_fitted && pass->rows->ridge > 0;
    }
  if (is_found)
    limen_logistic_pass_take_vector (pass, &search->vector, model);
}

/* Fits logistic models: for each, finds the intercept and the free
 * coefficients that minimise the weighted cross-entropy between targets and
 * probabilities, plus the ridge penalty, starting from the parameters it has.
 * Newton's method with step halving, first on subsamples, then on all rows.
 * Blocks are refilled on each pass unless they are few, so memory does not
 * grow with the rows. The same bits for any number of threads.
 *
 * With a ridge there is always one solution. Without it there is none where
 * the columns separate the classes or are collinear. is_fitted is false where
 * there is no solution, where no row has positive weight, and for numbers too
 * large to square. */
void
limen_logistic_fit (const LimenLogisticRows *rows, LimenLogisticModel *models,
                    size_t n_models)
{
  LimenLogisticPass pass;
  LimenLogisticVector starts[LIMEN_LOGISTIC_MAX_MODELS];
  Search searches[LIMEN_LOGISTIC_MAX_MODELS];
  const Tolerance subsample = { SUBSAMPLE_STEP, 0 };
  Tolerance last = { STEP_TOLERANCE, 0 };

  limen_logistic_pass_init (&pass, rows, models, n_models);
  limen_logistic_pass_keep_blocks (&pass);
  limen_logistic_pass_standardize (&pass);
  for (size_t m = 0; m < n_models; m++)
    {
      models[m].is_fitted = false;
      starts[m] = limen_logistic_pass_get_vector (&pass, &models[m]);
      searches[m] = search_from (starts[m]);
    }
  for (size_t i = 0; i < sizeof strides / sizeof strides[0]; i++)
    if (limen_logistic_pass_is_enough (&pass, strides[i]))
      {
        improve (&pass, searches, strides[i], SUBSAMPLE_PASSES, subsample);
        last.error = ERROR_TOLERANCE;
        /* Restart from the initial model if the subsample, which may have no
         * solution, did not converge. */
        for (size_t m = 0; m < n_models; m++)
          searches[m] = search_from (
              has_short_step (&searches[m]) ? searches[m].vector : starts[m]);
      }
  improve (&pass, searches, 1, MAX_PASSES, last);
  for (size_t m = 0; m < n_models; m++)
    finish (&pass, &searches[m], &models[m]);
  limen_logistic_pass_clear (&pass);
}

/* Returns the derivative of the total loss of the rows with respect to the
 * coefficient of a column. */
double
limen_logistic_get_slope (const LimenLogisticRows *rows,
                          const LimenLogisticModel *model, size_t column)
{
  LimenLogisticPass pass;

  limen_logistic_pass_init (&pass, rows, model, 1);
  pass.has_hessian = false;
  pass.vectors[0] = limen_logistic_pass_get_vector (&pass, model);
  limen_logistic_pass_run (&pass);
  return limen_logistic_pass_get_sum (&pass, 0, 1 + column);
}

/* Computes the curvature of each model of the rows, which have one column, in
 * a single pass. Where the coefficient is fixed, the mean and the squares are
 * NaN. */
void
limen_logistic_get_curvatures (const LimenLogisticRows *rows,
                               const LimenLogisticModel *models,
                               size_t n_models,
                               LimenLogisticCurvature *curvatures)
{
  LimenLogisticPass pass;

  limen_logistic_pass_init (&pass, rows, models, n_models);
  limen_logistic_pass_standardize (&pass);
  for (size_t m = 0; m < n_models; m++)
    pass.vectors[m] = limen_logistic_pass_get_vector (&pass, &models[m]);
  limen_logistic_pass_run (&pass);
  for (size_t m = 0; m < n_models; m++)
    {
      bool is_fixed = models[m].is_fixed[0];
      /* After the weight and the gradient: of the coefficient, mixed, of the
       * intercept. */
      double total = limen_logistic_pass_get_sum (&pass, m, is_fixed ? 2 : 5);
      double mean = limen_logistic_pass_get_sum (&pass, m, 4) / total;
      double square = limen_logistic_pass_get_sum (&pass, m, 3);

      curvatures[m] = (LimenLogisticCurvature){ total, NAN, NAN };
      if (is_fixed)
        continue;
      curvatures[m].centre = pass.means[0] + pass.scales[0] * mean;
      curvatures[m].square
          = pass.scales[0] * pass.scales[0] * (square - total * mean * mean);
    }
}
