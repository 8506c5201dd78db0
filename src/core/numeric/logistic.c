/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "logistic.h"

#include <float.h>
#include <math.h>

#include "logistic-pass.h"
#include "root.h"

/* Passes over the same rows, and halvings of a step that has led away. */
#define MAX_PASSES 200
#define MAX_HALVINGS 40
/* Blocks that a few passes leave out, between two that they take, and the
 * step, of standardised columns, that is small enough for them. */
static const size_t strides[] = { 64, 8 };
#define SUBSAMPLE_PASSES 16
#define SUBSAMPLE_STEP 0.02
/* The square of this step is nothing: so far from the solution Newton's method
 * is at most, when it has taken it. Of many rows, for which a pass takes long,
 * steps before that tell how fast they shrink, if they do. */
#define STEP_TOLERANCE 1e-7
#define SHRINKING_STEP 0.01
#define ERROR_TOLERANCE 1e-11
/* What is shorter is rounding, and no step. */
#define MIN_STEP 1e-15
/* Of the Newton decrement of the mean loss, where rounding keeps steps from
 * getting so short: a loss that flat has no better solution. */
#define DECREMENT_TOLERANCE 1e-12
/* How far off rounding of the residuals may put an intercept that Newton's
 * method has found. */
#define MAX_ROUNDING_SHIFT 1e-9
/* How far from 0 an intercept is looked for, by doubling. */
#define FIRST_INTERCEPT 64
#define MAX_INTERCEPT 1e9

/* When a search is done: after a step this long, or where the next one would
 * be this short. */
typedef struct
{
  double step, error;
} Tolerance;

/* A model being improved by Newton's method. */
typedef struct
{
  LimenLogisticVector vector;
  double norm;      /* of the gradient there; infinite: not known */
  double decrement; /* by how much the mean loss can still fall there */
  double rounding_shift; /* by how much rounding there may shift the intercept,
                          * were it alone free */
  LimenLogisticVector step; /* from there to where to look next */
  double length;            /* of the step; NaN: it is no whole one */
  unsigned n_halvings;      /* of it */
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

/* Takes a step from where the last one has led, which is no longer than what
 * is known of where it leads: a model that is far too steep says little about
 * the right one. */
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
  /* Lengths go like squares: this one, to that of the next. */
  self->is_done = self->length <= tolerance.step
                  || (before <= SHRINKING_STEP
                      && pow (self->length / before, 2) * self->length
                             <= tolerance.error);
  if (self->length > most)
    shorten (self, most / self->length);
}

/* Goes where it has looked if the gradient is smaller there, and takes the
 * step that was found there; else half the way. The loss being convex, there
 * is a part of the way that is good enough. */
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

/* The Cholesky factor L of a symmetric matrix of which the lower half is
 * given, in its place; false where it is not positive definite. */
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

/* Solves H x = g in the place of g, where H = L L^T; returns g H^-1 g. */
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

/* What a pass has found of a model: gradient, step, decrement. */
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

/* All models, each from where it is, on every so many blocks. */
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

/* One model of which only the intercept is free. */
typedef struct
{
  LimenLogisticPass *pass;
  LimenLogisticModel model;
} Intercept;

/* The sum of the residuals. */
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

/* The mean curvature of the loss. */
static double
get_curvature (Intercept *self, double intercept)
{
  self->pass->has_hessian = true;
  intercept_cb (intercept, self);
  return limen_logistic_pass_get_sum (self->pass, 0, 2)
         / limen_logistic_pass_get_sum (self->pass, 0, 0);
}

/* The intercept by Brent's method: residuals rise with it, from minus what the
 * positives weigh to what the others do. Slower than Newton's method, and
 * sure. NaN where it is beyond MOST_INTERCEPT, and where the loss around it is
 * so flat that it underflows. */
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

/* A lone intercept that Newton's method did not find, or not exactly, as the
 * loss around it is so flat that its slope is lost in rounding, is looked for
 * otherwise. Rows of one class have none: with a ridge, which promises a
 * solution, it is where Newton's method gave up, at hardly any loss. */
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

/* For each model the coefficients that are not held, and the intercept, that
 * make the weighted cross-entropy between the targets and the probabilities
 * least, starting from those that it has: by Newton's method, on some of the
 * rows, on more, and on all, which are filled in anew each time, so that it
 * takes no memory to speak of. The same bits whatever the number of threads.
 *
 * With a ridge there is one solution always, the least one where many fit
 * alike; without, none where the columns separate the classes or depend on
 * each other. Models are not fitted where there is none, without rows that
 * weigh something, and for numbers too large to square. */
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
        /* From the start again if these rows, which may have no best model,
         * have led nowhere. */
        for (size_t m = 0; m < n_models; m++)
          searches[m] = search_from (
              has_short_step (&searches[m]) ? searches[m].vector : starts[m]);
      }
  improve (&pass, searches, 1, MAX_PASSES, last);
  for (size_t m = 0; m < n_models; m++)
    finish (&pass, &searches[m], &models[m]);
}

/* The derivative of the sum of the rows' losses with regard to the coefficient
 * of a column. */
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
