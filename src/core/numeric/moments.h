/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stddef.h>

/* Upper bound on the rows of one call of limen_moments_add(). */
#define LIMEN_MOMENTS_BLOCK 256

/* The number of rows, and the moments of two numbers of each, a value and a
 * weight: their means, the sums of squared deviations from the means, and the
 * sum of the products of both deviations. Start from { 0 }. */
typedef struct
{
  double n;
  double value, weight;             /* means */
  double values, weights, products; /* sums of squares, and of products */
} LimenMoments;

void limen_moments_add (LimenMoments *self, const double *values,
                        const double *weights, size_t n);
void limen_moments_merge (LimenMoments *self, const LimenMoments *other);

double limen_moments_get_ratio (const LimenMoments *self);
double limen_moments_get_ratio_variance (const LimenMoments *self);
double limen_moments_get_effective_size (const LimenMoments *self);
