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
      double v
          = fmax (variances != NULL ? variances[i] : variance, MIN_VARIANCE);
      double gap = predictions[i] - targets[i];
      double weight = get_weight (weights, i);

      limen_sum_add (&sum, weight * 0.5 * (log (v) + gap * gap / v));
      limen_sum_add (&total, weight);
    }
  return reduce (sum, total);
}
