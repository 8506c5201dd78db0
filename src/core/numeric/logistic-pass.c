/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "logistic-pass.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "big-array.h"
#include "vector-math.h"
#include "wide.h"

#define BLOCK_SIZE LIMEN_LOGISTIC_BLOCK
/* Minimum blocks per chunk. A constant, so that the sums do not depend on the
 * number of threads. */
#define MIN_PART_BLOCKS 128
/* Subsampling stride for the columns' means and scales, if there are enough
 * blocks. */
#define SAMPLE_STRIDE 64
/* Minimum blocks in a subsample. */
#define MIN_SAMPLE_BLOCKS 8
/* Standard deviation, relative to the mean, below which a column is
 * constant. */
#define MIN_SPREAD 1e-14

/* The rows of a block, and a model's residuals and curvatures on them. */
typedef struct
{
  size_t n;
  LimenLogisticBlock filled; /* unused if the pass keeps its blocks */
  double columns[LIMEN_LOGISTIC_MAX_COLUMNS][BLOCK_SIZE]; /* standardised */
  const double *targets, *weights;
  double residuals[BLOCK_SIZE];  /* weight times (probability - target) */
  double curvatures[BLOCK_SIZE]; /* weight times p (1 - p) */
  double coarse_parts[BLOCK_SIZE],
      remainders[BLOCK_SIZE]; /* exact residual as coarse part + remainder; set
                               * without a Hessian */
} Block;

static const double ones[BLOCK_SIZE] = { [0 ... BLOCK_SIZE - 1] = 1 };

static size_t
get_block_size (const LimenLogisticPass *pass, size_t index)
{
  size_t n = pass->rows->n_rows - index * BLOCK_SIZE;

  return n < BLOCK_SIZE ? n : BLOCK_SIZE;
}

static void
fill (const LimenLogisticPass *pass, size_t index, LimenLogisticBlock *block)
{
  block->weights = NULL;
  pass->rows->fill (pass->rows->data, index * BLOCK_SIZE,
                    get_block_size (pass, index), block);
}

static void
block_load (Block *self, const LimenLogisticPass *pass, size_t index)
{
  const LimenLogisticBlock *filled = &self->filled;

  if (pass->kept != NULL)
    filled = &pass->kept[index];
  else
    fill (pass, index, &self->filled);
  self->n = get_block_size (pass, index);
  self->targets = filled->targets;
  self->weights = filled->weights;
  for (size_t j = 0; j < pass->rows->n_columns; j++)
    {
      double mean = pass->means[j], factor = 1 / pass->scales[j];

      for (size_t i = 0; i < self->n; i++)
        self->columns[j][i] = (filled->columns[j][i] - mean) * factor;
    }
}

/* Multiplies numbers by the rows' weights. */
static void
block_weigh (const Block *self, double *numbers)
{
  for (size_t i = 0; i < self->n && self->weights != NULL; i++)
    numbers[i] *= self->weights[i];
}

/* Splits each residual p - target into a coarse part, with p rounded to 0 or
 * 1, and the remainder: the sum as one number would lose digits. `small` is
 * the smaller of p and 1 - p. */
static void
block_split_residuals (Block *self, const double *log_odds,
                       const double *small)
{
  for (size_t i = 0; i < self->n; i++)
    {
      self->coarse_parts[i] = (log_odds[i] >= 0 ? 1 : 0) - self->targets[i];
      self->remainders[i] = log_odds[i] >= 0 ? -small[i] : small[i];
    }
  block_weigh (self, self->coarse_parts);
  block_weigh (self, self->remainders);
}

/* Evaluates a model on the block; without a Hessian also the parts of the
 * residuals. The exponential is only taken of negative numbers. Neither p nor
 * 1 - p is computed from the other, which would lose small values. */
static void
block_apply (Block *self, const LimenLogisticVector *vector, size_t n_columns,
             bool has_hessian)
{
  const double *targets = self->targets;
  double log_odds[BLOCK_SIZE], e[BLOCK_SIZE];

  for (size_t i = 0; i < self->n; i++)
    log_odds[i] = vector->values[n_columns];
  for (size_t j = 0; j < n_columns; j++)
    for (size_t i = 0; i < self->n; i++)
      log_odds[i] += vector->values[j] * self->columns[j][i];
  limen_vector_exp_minus_abs (log_odds, e, self->n);
  for (size_t i = 0; i < self->n; i++)
    {
      double large = 1 / (1 + e[i]), small = e[i] * large;
      double p = log_odds[i] >= 0 ? large : small;
      double rest = log_odds[i] >= 0 ? small : large;

      self->residuals[i] = (1 - targets[i]) * p - targets[i] * rest;
      self->curvatures[i] = small * large;
      e[i] = small;
    }
  block_weigh (self, self->residuals);
  block_weigh (self, self->curvatures);
  if (!has_hessian)
    block_split_residuals (self, log_odds, e);
}

/* Lists the indices of the model's free parameters in `free`: columns whose
 * coefficient is not fixed, then n_columns for the intercept. Returns their
 * number. */
size_t
limen_logistic_model_get_free (const LimenLogisticModel *self,
                               size_t n_columns,
                               size_t free[LIMEN_LOGISTIC_MAX_FREE])
{
  size_t n_free = 0;

  for (size_t j = 0; j < n_columns; j++)
    if (!self->is_fixed[j])
      free[n_free++] = j;
  free[n_free++] = n_columns;
  return n_free;
}

/* Adds the residuals in their two-part form, without losing small ones where
 * large ones cancel. */
static void
block_add_residuals (const Block *self, LimenSums *sum)
{
  limen_sums_add (sum, self->coarse_parts, self->n);
  limen_sums_add (sum, self->remainders, self->n);
}

/* Adds the rows' total weight. */
static void
block_add_weight (const Block *self, LimenSums *sum)
{
  if (self->weights != NULL)
    limen_sums_add_products (sum, self->weights, ones, NULL, self->n);
  else
    limen_sums_add_to (sum, 0, (double) self->n);
}

static void
block_add (const Block *self, const LimenLogisticModel *model,
           size_t n_columns, bool has_hessian, LimenSums *sums)
{
  size_t free[LIMEN_LOGISTIC_MAX_FREE],
      n_free = limen_logistic_model_get_free (model, n_columns, free);

  block_add_weight (self, sums++);
  for (size_t j = 0; j < n_free; j++, sums++)
    if (free[j] == n_columns && !has_hessian)
      block_add_residuals (self, sums);
    else
      limen_sums_add_products (
          sums, self->residuals,
          free[j] < n_columns ? self->columns[free[j]] : ones, NULL, self->n);
  for (size_t j = 0; j < n_free && has_hessian; j++)
    for (size_t k = 0; k <= j; k++)
      limen_sums_add_products (
          sums++, self->curvatures,
          free[k] < n_columns ? self->columns[free[k]] : ones,
          free[j] < n_columns ? self->columns[free[j]] : NULL, self->n);
}

LIMEN_WIDE static void
sum_part (void *data, size_t part)
{
  LimenLogisticPass *self = data;
  LimenSpan blocks = limen_chunks_get (self->chunks, part);
  size_t n_columns = self->rows->n_columns;
  LimenSums sums[LIMEN_LOGISTIC_MAX_MODELS][LIMEN_LOGISTIC_N_SUMS];
  Block block;

  memset (sums, 0, sizeof sums);
  for (size_t i = blocks.first; i < blocks.end; i++)
    {
      block_load (&block, self, i * self->stride);
      for (size_t m = 0; m < self->n_models; m++)
        if (!self->is_skipped[m])
          {
            block_apply (&block, &self->vectors[m], n_columns,
                         self->has_hessian);
            block_add (&block, &self->models[m], n_columns, self->has_hessian,
                       sums[m]);
          }
    }
  for (size_t m = 0; m < self->n_models; m++)
    for (size_t i = 0; i < LIMEN_LOGISTIC_N_SUMS; i++)
      self->sums[part][m][i] = limen_sums_get_sum (&sums[m][i]);
}

/* Evaluates the models, except skipped ones, at their vectors, and sums
 * gradients and Hessians over the rows, in parallel. */
void
limen_logistic_pass_run (LimenLogisticPass *self)
{
  limen_parallel_run (sum_part, self, self->chunks.n_chunks, 0);
}

/* Returns one of a model's sums over all chunks, added in their order. Index 0
 * is the total weight; then the gradient of the free parameters; then, if
 * has_hessian, the lower triangle of their Hessian, row by row. */
double
limen_logistic_pass_get_sum (const LimenLogisticPass *self, size_t model,
                             size_t index)
{
  LimenSum total = { 0 };

  for (size_t i = 0; i < self->chunks.n_chunks; i++)
    limen_sum_add_sum (&total, &self->sums[i][model][index]);
  return limen_sum_value (&total);
}

static void
keep_part (void *data, size_t part)
{
  LimenLogisticPass *self = data;
  LimenSpan blocks = limen_chunks_get (self->chunks, part);

  for (size_t i = blocks.first; i < blocks.end; i++)
    fill (self, i, &self->kept[i]);
}

/* Fills all blocks once, for all passes, if they are few (up to 6 MB): then
 * each is needed for means, for scales and for several steps. If memory runs
 * out they are filled on each pass. */
void
limen_logistic_pass_keep_blocks (LimenLogisticPass *self)
{
  if (limen_logistic_pass_is_enough (self, SAMPLE_STRIDE))
    return;
  self->kept = limen_big_array_new (self->n_blocks, sizeof *self->kept);
  if (self->kept != NULL)
    limen_parallel_run (keep_part, self, self->chunks.n_chunks, 0);
}

/* Sets the subsampling stride (1: all blocks) and divides the blocks in use
 * into chunks. */
void
limen_logistic_pass_set_stride (LimenLogisticPass *self, size_t stride)
{
  self->stride = stride;
  self->chunks
      = limen_chunks_new ((self->n_blocks + stride - 1) / stride,
                          MIN_PART_BLOCKS, LIMEN_LOGISTIC_MAX_PARTS, 1);
}

/* Initialises a pass over all rows, without standardisation, for up to
 * LIMEN_LOGISTIC_MAX_MODELS models. Borrows rows and models. Clear it with
 * limen_logistic_pass_clear() if it keeps blocks. */
void
limen_logistic_pass_init (LimenLogisticPass *self,
                          const LimenLogisticRows *rows,
                          const LimenLogisticModel *models, size_t n_models)
{
  self->rows = rows;
  self->n_blocks = (rows->n_rows + BLOCK_SIZE - 1) / BLOCK_SIZE;
  self->n_models = n_models;
  self->models = models;
  self->has_hessian = true;
  self->kept = NULL;
  for (size_t j = 0; j < LIMEN_LOGISTIC_MAX_COLUMNS; j++)
    {
      self->means[j] = 0;
      self->scales[j] = 1;
    }
  for (size_t m = 0; m < LIMEN_LOGISTIC_MAX_MODELS; m++)
    self->is_skipped[m] = false;
  limen_logistic_pass_set_stride (self, 1);
}

/* Frees the blocks that limen_logistic_pass_keep_blocks() has filled. */
void
limen_logistic_pass_clear (LimenLogisticPass *self)
{
  free (self->kept);
}

/* Whether a subsample of one block in `stride` is large enough to represent
 * all rows. */
bool
limen_logistic_pass_is_enough (const LimenLogisticPass *self, size_t stride)
{
  return self->n_blocks >= MIN_SAMPLE_BLOCKS * stride;
}

/* Computes the weighted mean of each column, or with `is_squared` of its
 * square; on a subsample if there are many rows. */
LIMEN_WIDE static void
get_moments (LimenLogisticPass *self, bool is_squared, double *moments)
{
  size_t stride = limen_logistic_pass_is_enough (self, SAMPLE_STRIDE)
                      ? SAMPLE_STRIDE
                      : 1;
  LimenSums sums[LIMEN_LOGISTIC_MAX_COLUMNS], total;
  Block block;

  memset (sums, 0, sizeof sums);
  memset (&total, 0, sizeof total);
  for (size_t index = 0; index < self->n_blocks; index += stride)
    {
      const double *weights = ones;

      block_load (&block, self, index);
      if (block.weights != NULL)
        weights = block.weights;
      limen_sums_add (&total, weights, block.n);
      for (size_t j = 0; j < self->rows->n_columns; j++)
        limen_sums_add_products (&sums[j], weights, block.columns[j],
                                 is_squared ? block.columns[j] : NULL,
                                 block.n);
    }
  for (size_t j = 0; j < self->rows->n_columns; j++)
    {
      LimenSum sum = limen_sums_get_sum (&sums[j]);
      LimenSum weight = limen_sums_get_sum (&total);

      moments[j] = limen_sum_value (&sum) / limen_sum_value (&weight);
    }
}

/* Estimates means and scales to standardise the columns with. The scale of
 * constant columns, whose mean may be off by rounding, is 1. */
void
limen_logistic_pass_standardize (LimenLogisticPass *self)
{
  double means[LIMEN_LOGISTIC_MAX_COLUMNS],
      squares[LIMEN_LOGISTIC_MAX_COLUMNS];

  get_moments (self, false, means);
  for (size_t j = 0; j < self->rows->n_columns; j++)
    self->means[j] = isfinite (means[j]) ? means[j] : 0;
  get_moments (self, true, squares);
  for (size_t j = 0; j < self->rows->n_columns; j++)
    if (sqrt (squares[j]) > MIN_SPREAD * fabs (self->means[j])
        && isfinite (squares[j]))
      self->scales[j] = sqrt (squares[j]);
}

/* Converts a model's parameters from the original columns to the standardised
 * ones. */
LimenLogisticVector
limen_logistic_pass_get_vector (const LimenLogisticPass *self,
                                const LimenLogisticModel *model)
{
  size_t n_columns = self->rows->n_columns;
  LimenLogisticVector vector = { { 0 } };

  vector.values[n_columns] = model->intercept;
  for (size_t j = 0; j < n_columns; j++)
    {
      vector.values[j] = model->coefficients[j] * self->scales[j];
      vector.values[n_columns] += model->coefficients[j] * self->means[j];
    }
  return vector;
}

/* Converts the parameters in `vector` back to the original columns and stores
 * the free ones in the model. is_fitted tells whether they are finite. */
void
limen_logistic_pass_take_vector (const LimenLogisticPass *self,
                                 const LimenLogisticVector *vector,
                                 LimenLogisticModel *model)
{
  size_t n_columns = self->rows->n_columns;

  model->intercept = vector->values[n_columns];
  for (size_t j = 0; j < n_columns; j++)
    {
      if (!model->is_fixed[j])
        model->coefficients[j] = vector->values[j] / self->scales[j];
      model->intercept -= model->coefficients[j] * self->means[j];
    }
  model->is_fitted = isfinite (model->intercept);
}
