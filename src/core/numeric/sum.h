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

/* Adds what another running sum has come to. Sums of parts, added in an order
 * of their own, come out the same whoever made them. */
static inline void
limen_sum_add_sum (LimenSum *self, const LimenSum *part)
{
  limen_sum_add (self, part->sum);
  self->compensation += part->compensation;
}

/* The sum; infinite terms give the infinity that they would give plainly. */
static inline double
limen_sum_value (const LimenSum *self)
{
  double total = self->sum + self->compensation;

  return total == total ? total : self->sum;
}

/* Running sums of every eighth number, which a compiler adds up side by side;
 * for arrays. Start from { 0 }. */
typedef struct
{
  double sums[8], compensations[8];
} LimenSums;

/* Knuth's variant, without a comparison. */
static inline void
limen_sums_add_to (LimenSums *self, size_t lane, double value)
{
  double sum = self->sums[lane], total = sum + value, part = total - sum;

  self->compensations[lane] += (sum - (total - part)) + (value - part);
  self->sums[lane] = total;
}

/* The first number goes to the first sum, so that numbers which come in
 * several arrays are added the same way if all but the last have a multiple of
 * eight. */
static inline void
limen_sums_add (LimenSums *self, const double *values, size_t n)
{
  size_t i;

  for (i = 0; i + 8 <= n; i += 8)
    for (size_t lane = 0; lane < 8; lane++)
      limen_sums_add_to (self, lane, values[i + lane]);
  for (size_t lane = 0; i + lane < n; lane++)
    limen_sums_add_to (self, lane, values[i + lane]);
}

/* Adds a * b * c (NULL: a * b), summed plainly in lanes first: what rounding
 * there is in an array does not add up over the arrays. */
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

/* All of them as one. */
static inline LimenSum
limen_sums_get_sum (const LimenSums *self)
{
  LimenSum sum = { 0 };

  for (size_t lane = 0; lane < 8; lane++)
    limen_sum_add_sum (&sum, &(LimenSum){ self->sums[lane],
                                          self->compensations[lane] });
  return sum;
}
