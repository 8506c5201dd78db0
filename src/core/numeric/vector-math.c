/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vector-math.h"

#include "vector-lanes.h"

/* The widest that this processor has. */
static LimenLanesRun
get_run (void)
{
#ifdef __x86_64__
  if (__builtin_cpu_supports ("avx512f")
      && __builtin_cpu_supports ("avx512dq"))
    return limen_lanes_run_8;
  if (__builtin_cpu_supports ("avx2"))
    return limen_lanes_run_4;
#endif
  return limen_lanes_run_2;
}

/* e^x: 0 and inf where that is beyond the doubles, NaN of NaN. */
void
limen_vector_exp (const double *x, double *result, size_t n)
{
  get_run () (LIMEN_LANES_EXP, result, x, x, n);
}

/* The natural logarithm: -inf at 0, NaN below and of NaN. */
void
limen_vector_log (const double *x, double *result, size_t n)
{
  get_run () (LIMEN_LANES_LOG, result, x, x, n);
}

/* The logarithm of the probability that what is true with probability p is so,
 * where `truths` is 1, and is not so, where it is 0: of 1 - p, with the digits
 * that it loses where p is small. NaN outside [0, 1]. */
void
limen_vector_log_bernoulli (const double *p, const double *truths,
                            double *result, size_t n)
{
  get_run () (LIMEN_LANES_LOG_BERNOULLI, result, p, truths, n);
}

/* limen_log_sigmoid(). */
void
limen_vector_log_sigmoid (const double *x, double *result, size_t n)
{
  get_run () (LIMEN_LANES_LOG_SIGMOID, result, x, x, n);
}

/* Makes each the larger of the two; NaN counts only in `largest`. */
void
limen_vector_max (double *largest, const double *x, size_t n)
{
  get_run () (LIMEN_LANES_MAX, largest, x, x, n);
}

/* exp (x - largest). */
void
limen_vector_exp_difference (const double *x, const double *largest,
                             double *result, size_t n)
{
  get_run () (LIMEN_LANES_EXP_DIFFERENCE, result, x, largest, n);
}

/* Adds exp (x - largest) for x <= largest, to within 2^-1021: for sums that
 * the largest is part of. */
void
limen_vector_add_exp_difference (double *sum, const double *x,
                                 const double *largest, size_t n)
{
  get_run () (LIMEN_LANES_ADD_EXP_DIFFERENCE, sum, x, largest, n);
}

/* Divides each by its divisor. */
void
limen_vector_divide (double *x, const double *divisor, size_t n)
{
  get_run () (LIMEN_LANES_DIVIDE, x, divisor, divisor, n);
}
