/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stddef.h>

/* A running sum that carries its own rounding error (Neumaier's variant of
 * Kahan's algorithm). Start from { 0 }. */
typedef struct
{
  double sum;
  double compensation;
} LimenSum;

/* Adds a value, and the rounding error of the addition to the compensation. */
static inline void
limen_sum_add (LimenSum *self, double value)
{
  double total = self->sum + value;

  if (__builtin_fabs (self->sum) >= __builtin_fabs (value))
    self->compensation += (self->sum - total) + value;
  else
    self->compensation += (value - total) + self->sum;
  self->sum = total;
}

/* Adds another running sum with its compensation. Partial sums that are added
 * in a fixed order give the same bits, whichever thread computed them. */
static inline void
limen_sum_add_sum (LimenSum *self, const LimenSum *part)
{
  limen_sum_add (self, part->sum);
  self->compensation += part->compensation;
}

/* Returns the sum. Infinite terms give the result of plain addition. */
static inline double
limen_sum_value (const LimenSum *self)
{
  double total = self->sum + self->compensation;

  return total == total ? total : self->sum;
}

/* Eight interleaved running sums (element i goes to sum i mod 8), which
 * compilers vectorise; for arrays. Start from { 0 }. */
typedef struct
{
  double sums[8], compensations[8];
} LimenSums;

/* Adds a value to one lane: Knuth's two-sum, without a comparison. */
static inline void
limen_sums_add_to (LimenSums *self, size_t lane, double value)
{
  double sum = self->sums[lane], total = sum + value, part = total - sum;

  self->compensations[lane] += (sum - (total - part)) + (value - part);
  self->sums[lane] = total;
}

/* Adds an array, its first element to lane 0: the result does not depend on
 * how the data is cut into arrays, as long as all but the last have a multiple
 * of eight elements. GCC only vectorises the lanes if it does not unroll them
 * first. */
static inline void
limen_sums_add (LimenSums *self, const double *values, size_t n)
{
  LimenSums sums = *self;
  size_t i;

  for (i = 0; i + 8 <= n; i += 8)
#pragma GCC unroll 1
    for (size_t lane = 0; lane < 8; lane++)
      limen_sums_add_to (&sums, lane, values[i + lane]);
  for (size_t lane = 0; i + lane < n; lane++)
    limen_sums_add_to (&sums, lane, values[i + lane]);
  *self = sums;
}

/* Adds the sum of a * b * c (c NULL: a * b) over an array. Within the array
 * the lanes are summed without compensation; rounding errors do not accumulate
 * from array to array. */
static inline void
limen_sums_add_products (LimenSums *self, const double *a, const double *b,
                         const double *c, size_t n)
{
  double lanes[8] = { 0 };
  size_t i;

  for (i = 0; i + 8 <= n && c == NULL; i += 8)
    for (size_t lane = 0; lane < 8; lane++)
      lanes[lane] += a[i + lane] * b[i + lane];
  for (; i + 8 <= n && c != NULL; i += 8)
    for (size_t lane = 0; lane < 8; lane++)
      lanes[lane] += a[i + lane] * b[i + lane] * c[i + lane];
  for (size_t lane = 0; i + lane < n; lane++)
    lanes[lane] += a[i + lane] * b[i + lane] * (c != NULL ? c[i + lane] : 1);
  limen_sums_add (self, lanes, 8);
}

/* Returns the total of all lanes. */
static inline LimenSum
limen_sums_get_sum (const LimenSums *self)
{
  LimenSum sum = { 0 };

  for (size_t lane = 0; lane < 8; lane++)
    limen_sum_add_sum (&sum, &(LimenSum){ self->sums[lane],
                                          self->compensations[lane] });
  return sum;
}
