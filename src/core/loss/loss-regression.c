/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loss-regression.h"

#include <math.h>

#include "sum.h"

/* PyTorch's GaussianNLLLoss takes no variance for less than this. */
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

/* (x - y)^2, PyTorch's MSELoss; the mean is the weighted one. */
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

/* The negative log-likelihood of a normal distribution without its constant,
 * PyTorch's GaussianNLLLoss: (log v + (x - y)^2 / v) / 2, with variances v of a
 * column, or the same one where `variances` is NULL, no less than 1e-6. The
 * mean is the weighted one. */
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
