/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loss-regression.h"

#include <math.h>

#include "sum.h"

/* Lower bound of variances, PyTorch's eps in GaussianNLLLoss. */
#define MIN_VARIANCE 1e-6

static double
get_weight (const double *weights, size_t row)
{
  return weights != NULL ? weights[row] : 1;
}

static LimenLoss
reduce (LimenSum sum, LimenSum weights)
{
  double total = limen_sum_value (&sum);

  return (LimenLoss){ total / limen_sum_value (&weights), total };
}

/* Squared error (x - y)^2, as PyTorch's MSELoss; the mean divides by the sum
 * of weights (NULL: 1 each). */
LimenLoss
limen_loss_squared_error (const double *predictions, const double *targets,
                          const double *weights, size_t n_rows)
{
  LimenSum sum = { 0 }, total = { 0 };

  for (size_t i = 0; i < n_rows; i++)
    {
      double gap = predictions[i] - targets[i];
      double weight = get_weight (weights, i);

      limen_sum_add (&sum, weight * gap * gap);
      limen_sum_add (&total, weight);
    }
  return reduce (sum, total);
}

/* Returns the Gaussian negative log-likelihood of one row. */
static double
get_gaussian (double prediction, double target, double variance)
{
  double v = fmax (variance, MIN_VARIANCE), gap = prediction - target;

  return 0.5 * (log (v) + gap * gap / v);
}

/* Gaussian negative log-likelihood without the constant, as PyTorch's
 * GaussianNLLLoss: (log v + (x - y)^2 / v) / 2, with v at least 1e-6: one
 * variance per row, or `variance` for all if `variances` is NULL. The mean
 * divides by the sum of weights (NULL: 1 each). */
LimenLoss
limen_loss_gaussian (const double *predictions, const double *targets,
                     const double *variances, double variance,
                     const double *weights, size_t n_rows)
{
  LimenSum sum = { 0 }, total = { 0 };

  for (size_t i = 0; i < n_rows; i++)
    {
      double weight = get_weight (weights, i);

      limen_sum_add (&sum, weight
                               * get_gaussian (predictions[i], targets[i],
                                               variances != NULL ? variances[i]
                                                                 : variance));
      limen_sum_add (&total, weight);
    }
  return reduce (sum, total);
}

/* Rows of a regression, with one variance for all without variances of their
 * own. */
typedef struct
{
  const LimenPredictions *numbers;
  double variance;
} Gaussian;

/* Callback of LimenRows. */
static void
get_gaussians (const void *data, size_t first, size_t n, double *losses,
               double *weights)
{
  const Gaussian *self = data;
  const double *variances = self->numbers->variances;

  for (size_t i = 0; i < n; i++)
    {
      size_t row = first + i;

      weights[i] = limen_predictions_get_weight (self->numbers, row);
      losses[i] = weights[i]
                  * get_gaussian (self->numbers->scores[0][row],
                                  self->numbers->targets[0][row],
                                  variances != NULL ? variances[row]
                                                    : self->variance);
    }
}

/* Computes the moments of the losses of limen_loss_gaussian() over the rows of
 * a regression, or over the units that they belong to (NULL: rows are
 * independent). False when memory runs out, which takes units. Those of
 * squared errors are from limen_row_losses_compute_moments(). */
bool
limen_loss_gaussian_compute_moments (const LimenPredictions *numbers,
                                     double variance, const LimenUnits *units,
                                     LimenMoments *moments)
{
  const Gaussian rows = { numbers, variance };
  const LimenRows losses = { .get_values = get_gaussians,
                             .data = &rows,
                             .n_rows = numbers->n_rows,
                             .n_columns = 2,
                             .block_size = LIMEN_ROW_SUMS_BLOCK,
                             .is_weighted = true };

  return limen_row_moments_compute (&losses, units, moments);
}
