#include "temperature.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_roots.h>
#include <math.h>
#include <stdlib.h>

#include "folds.h"
#include "parallel.h"
#include "recalibration.h"
#include "softmax.h"
#include "sum.h"
#include "vector-math.h"

#define MAX_ITERATIONS 200
/* Of the logarithm of the temperature. */
#define TOLERANCE 1e-15
#define BLOCK_SIZE 512
#define PART_SIZE 65536

typedef struct
{
  LimenTemperatureSlope slope;
  void *data;
} Search;

static double
slope_cb (double log_temperature, void *data)
{
  const Search *self = data;

  return self->slope (exp (-log_temperature), self->data);
}

/* The temperature where the loss is least. `slope` is its derivative with
 * regard to the temperature's reciprocal, in which the loss is convex, so that
 * there is one place where it changes its sign, from + to - as the temperature
 * rises. It is looked for by Brent's method on the logarithm, from
 * LIMEN_TEMPERATURE_LEAST to _MOST, one of which is returned where the loss
 * falls up to there; 1 where it does not depend on the temperature; NaN where
 * it is NaN. */
double
limen_temperature_find (LimenTemperatureSlope slope, void *data)
{
  Search search = { slope, data };
  gsl_function function = { slope_cb, &search };
  double low = log (LIMEN_TEMPERATURE_LEAST);
  double high = log (LIMEN_TEMPERATURE_MOST);
  double at_low = slope_cb (low, &search), at_high = slope_cb (high, &search);
  gsl_root_fsolver *solver;
  double root;
  int status;

  if (isnan (at_low) || isnan (at_high))
    return NAN;
  if (at_low == 0 && at_high == 0)
    return 1;
  if (at_low <= 0)
    return LIMEN_TEMPERATURE_LEAST;
  if (at_high >= 0)
    return LIMEN_TEMPERATURE_MOST;
  solver = gsl_root_fsolver_alloc (gsl_root_fsolver_brent);
  status = gsl_root_fsolver_set (solver, &function, low, high);
  for (int i = 0; i < MAX_ITERATIONS && status == GSL_SUCCESS
                  && gsl_root_test_interval (
                         gsl_root_fsolver_x_lower (solver),
                         gsl_root_fsolver_x_upper (solver), TOLERANCE, 0)
                         == GSL_CONTINUE;
       i++)
    status = gsl_root_fsolver_iterate (solver);
  root = gsl_root_fsolver_root (solver);
  gsl_root_fsolver_free (solver);
  return exp (root);
}

/* Several classes */

/* Rows that are fitted on: all whose fold is another. */
typedef struct
{
  const LimenPredictions *predictions;
  const uint16_t *folds; /* NULL: none is left out */
  uint16_t fold;
  double reciprocal;
  size_t n_parts;
  LimenSum *sums; /* of each part */
} Rows;

/* A block of rows, of which class by class is read. */
typedef struct
{
  double largest[BLOCK_SIZE], total[BLOCK_SIZE], mean[BLOCK_SIZE];
  double scaled[BLOCK_SIZE];
} Block;

/* The scores of a class times the reciprocal of the temperature. Shifts that a
 * whole row shares are of no account, so that the logarithms of probabilities
 * serve as logits; those of zero are kept finite. */
static void
scale (const Rows *self, size_t class, size_t first, size_t n, double *scaled)
{
  const double *scores = self->predictions->scores[class] + first;

  bool is_probability = self->predictions->kind == LIMEN_KIND_PROBABILITY;

  if (is_probability)
    limen_vector_log (scores, scaled, n);
  for (size_t i = 0; i < n; i++)
    scaled[i] = self->reciprocal
                * (is_probability
                       ? fmax (scaled[i], LIMEN_TEMPERATURE_LOG_FLOOR)
                       : scores[i]);
}

static void
add_class (Block *self, size_t n)
{
  double e[BLOCK_SIZE];

  limen_vector_exp_below (self->scaled, self->largest, e, n);
  for (size_t i = 0; i < n; i++)
    {
      self->total[i] += e[i];
      self->mean[i] += e[i] * self->scaled[i];
    }
}

/* The derivative of a row's loss: what a softmax expects of the logit, less
 * the true class's. */
static void
add_block (const Rows *self, LimenSum *sum, size_t first, size_t n)
{
  const LimenPredictions *predictions = self->predictions;
  Block block = { 0 };

  for (size_t i = 0; i < n; i++)
    block.largest[i] = -INFINITY;
  for (size_t k = 0; k < predictions->n_scores; k++)
    {
      scale (self, k, first, n, block.scaled);
      limen_vector_raise (block.largest, block.scaled, n);
    }
  for (size_t k = 0; k < predictions->n_scores; k++)
    {
      scale (self, k, first, n, block.scaled);
      add_class (&block, n);
    }
  for (size_t i = 0; i < n; i++)
    {
      size_t row = first + i;
      double weight
          = predictions->weights != NULL ? predictions->weights[row] : 1;
      double truth;

      if (self->folds != NULL && self->folds[row] == self->fold)
        continue;
      scale (self, predictions->labels[row], row, 1, &truth);
      limen_sum_add (sum, weight * (block.mean[i] / block.total[i] - truth));
    }
}

static void
sum_part (void *data, size_t part)
{
  Rows *self = data;
  size_t n_rows = self->predictions->n_rows;
  size_t first = part * PART_SIZE;
  size_t end = first + PART_SIZE < n_rows ? first + PART_SIZE : n_rows;

  self->sums[part] = (LimenSum){ 0 };
  for (; first < end; first += BLOCK_SIZE)
    add_block (self, &self->sums[part], first,
               end - first < BLOCK_SIZE ? end - first : BLOCK_SIZE);
}

static double
classes_cb (double reciprocal, void *data)
{
  Rows *self = data;
  LimenSum sum = { 0 };

  self->reciprocal = reciprocal;
  limen_parallel_run (sum_part, self, self->n_parts, 0);
  for (size_t i = 0; i < self->n_parts; i++)
    limen_sum_add_sum (&sum, &self->sums[i]);
  return limen_sum_value (&sum) / reciprocal;
}

static bool
has_logits (const LimenPredictions *predictions)
{
  return predictions->task == LIMEN_TASK_MULTICLASS
         && predictions->n_scores > 1
         && predictions->kind != LIMEN_KIND_SCORE
         && predictions->labels != NULL;
}

static double
find_temperature (const LimenPredictions *predictions, const uint16_t *folds,
                  uint16_t fold)
{
  Rows rows = { .predictions = predictions,
                .folds = folds,
                .fold = fold,
                .n_parts = (predictions->n_rows + PART_SIZE - 1) / PART_SIZE };
  double temperature;

  rows.sums = malloc (rows.n_parts * sizeof *rows.sums + 1);
  temperature = rows.sums != NULL ? limen_temperature_find (classes_cb, &rows)
                                  : NAN;
  free (rows.sums);
  return temperature;
}

/* The temperature of the least cross-entropy of softmax (logits / T) with the
 * labels (Guo and others, 2017), within LIMEN_TEMPERATURE_LEAST and _MOST. The
 * logits are a score for each class, or the logarithms of probabilities, no
 * less than LIMEN_TEMPERATURE_LOG_FLOOR. The same bits whatever the number of
 * threads. NaN for other tasks and plain scores, and when memory runs out. */
double
limen_temperature_fit (const LimenPredictions *predictions)
{
  return has_logits (predictions) ? find_temperature (predictions, NULL, 0)
                                  : NAN;
}

/* For each row the temperature that the rows of the other folds give; folds
 * are those of limen_folds_assign(), and their number is returned; 0, and
 * nothing written, where there is no temperature and where there are no two
 * folds. */
size_t
limen_temperature_cross_fit (const LimenPredictions *predictions,
                             size_t n_folds, uint64_t seed,
                             double *temperatures)
{
  uint16_t *folds;
  size_t n = 0;

  if (!has_logits (predictions))
    return 0;
  folds = malloc (predictions->n_rows * sizeof *folds + 1);
  if (folds != NULL)
    n = limen_folds_assign (predictions, n_folds, seed, folds);
  for (size_t fold = 0; fold < n && n > 1; fold++)
    {
      double temperature
          = find_temperature (predictions, folds, (uint16_t) fold);

      for (size_t i = 0; i < predictions->n_rows; i++)
        if (folds[i] == fold)
          temperatures[i] = temperature;
    }
  free (folds);
  return n > 1 ? n : 0;
}
