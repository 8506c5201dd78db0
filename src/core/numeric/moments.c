/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "moments.h"

#include <math.h>

#include "sum.h"
#include "wide.h"

/* Residuals whose sum of squares is below these shares of its terms are
 * rounding errors: of the squares that cancel, and of the means' squares. */
#define CANCELLED 1e-14
#define ROUNDED 1e-28

static inline double
get_mean (const double *values, size_t n)
{
  LimenSums sums = { 0 };
  LimenSum sum;

  limen_sums_add (&sums, values, n);
  sum = limen_sums_get_sum (&sums);
  return limen_sum_value (&sum) / (double) n;
}

static inline double
sum_products (const double *a, const double *b, size_t n)
{
  LimenSums sums = { 0 };
  LimenSum sum;

  limen_sums_add_products (&sums, a, b, NULL, n);
  sum = limen_sums_get_sum (&sums);
  return limen_sum_value (&sum);
}

static inline void
subtract (const double *values, size_t n, double mean, double *deviations)
{
  for (size_t i = 0; i < n; i++)
    deviations[i] = values[i] - mean;
}

/* Adds n rows, up to LIMEN_MOMENTS_BLOCK; `weights` NULL: 1 each. Sums of
 * squares are those around the mean of the rows, so they do not cancel. */
LIMEN_WIDE void
limen_moments_add (LimenMoments *self, const double *values,
                   const double *weights, size_t n)
{
  LimenMoments rows = { .n = (double) n, .weight = 1 };
  double value[LIMEN_MOMENTS_BLOCK], weight[LIMEN_MOMENTS_BLOCK];

  if (n == 0)
    return;
  rows.value = get_mean (values, n);
  subtract (values, n, rows.value, value);
  rows.values = sum_products (value, value, n);
  if (weights != NULL)
    {
      rows.weight = get_mean (weights, n);
      subtract (weights, n, rows.weight, weight);
      rows.weights = sum_products (weight, weight, n);
      rows.products = sum_products (value, weight, n);
    }
  limen_moments_merge (self, &rows);
}

/* Adds the rows of another set (Chan, Golub and LeVeque, 1983). Merged in a
 * fixed order, sets give the same bits, whichever thread computed them. */
void
limen_moments_merge (LimenMoments *self, const LimenMoments *other)
{
  double n = self->n + other->n;
  double value = other->value - self->value;
  double weight = other->weight - self->weight;
  double share = other->n / n, both = self->n * share;

  if (other->n == 0)
    return;
  if (self->n == 0)
    {
      *self = *other;
      return;
    }
  self->n = n;
  self->value += share * value;
  self->weight += share * weight;
  self->values += other->values + both * value * value;
  self->weights += other->weights + both * weight * weight;
  self->products += other->products + both * value * weight;
}

/* Returns the sum of the values divided by the sum of the weights; NaN without
 * weight. */
double
limen_moments_get_ratio (const LimenMoments *self)
{
  return self->n > 0 && self->weight != 0 ? self->value / self->weight : NAN;
}

/* Returns the variance of the ratio over samples of as many rows, by
 * linearization (Cochran, Sampling Techniques, 1977, section 6.4): n / (n - 1)
 * times the sum of (v - ratio * w)^2 / (sum of w)^2. With equal weights, that
 * of a mean. 0 where all residuals are rounding errors; NaN for fewer than two
 * rows and without weight. */
double
limen_moments_get_ratio_variance (const LimenMoments *self)
{
  double ratio = limen_moments_get_ratio (self);
  double total = self->n * self->weight;
  double of_weights = ratio * ratio * self->weights;
  double squares = self->values - 2 * ratio * self->products + of_weights;
  double noise
      = CANCELLED * (self->weights > 0 ? self->values + of_weights : 0)
        + ROUNDED * self->n * self->value * self->value;

  if (!(self->n > 1) || isnan (squares))
    return NAN;
  return squares > noise ? self->n / (self->n - 1) * squares / (total * total)
                         : 0;
}

/* Returns (sum of w)^2 / (sum of w^2), the number of rows of equal weight that
 * determine a mean as much (Kish, 1965); NaN without weight. */
double
limen_moments_get_effective_size (const LimenMoments *self)
{
  double square = self->weight * self->weight;

  return self->n * square / (self->weights / self->n + square);
}
