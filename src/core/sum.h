#pragma once

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
