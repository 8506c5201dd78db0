/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vector-math.h"

#include "vector-lanes.h"

/* Returns the version for the widest registers of this processor. */
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

/* Computes e^x: 0 on underflow, inf on overflow, NaN for NaN. */
void
limen_vector_exp (const double *x, double *result, size_t n)
{
  get_run () (LIMEN_LANES_EXP, result, x, x, n);
}

/* Computes e^-|x|, with the same bits as limen_vector_exp(), but faster. */
void
limen_vector_exp_minus_abs (const double *x, double *result, size_t n)
{
  get_run () (LIMEN_LANES_EXP_MINUS_ABS, result, x, x, n);
}

/* Computes the natural logarithm: -inf at 0, NaN for negative numbers and
 * NaN. */
void
limen_vector_log (const double *x, double *result, size_t n)
{
  get_run () (LIMEN_LANES_LOG, result, x, x, n);
}

/* Computes the logits of probabilities, log (p / (1 - p)), with the odds
 * clamped to 2^52 - 1 and to one in 2^52 - 1; the least for NaN. */
void
limen_vector_bounded_logit (const double *p, double *result, size_t n)
{
  get_run () (LIMEN_LANES_BOUNDED_LOGIT, result, p, p, n);
}

/* Computes the Bernoulli log-likelihood: log (p) where `truths` is 1 and log
 * (1 - p) where it is 0, accurate for small p. NaN for p outside [0, 1]. */
void
limen_vector_log_bernoulli (const double *p, const double *truths,
                            double *result, size_t n)
{
  get_run () (LIMEN_LANES_LOG_BERNOULLI, result, p, truths, n);
}

/* Computes log (sigmoid (x)), as limen_log_sigmoid() does for one number. */
void
limen_vector_log_sigmoid (const double *x, double *result, size_t n)
{
  get_run () (LIMEN_LANES_LOG_SIGMOID, result, x, x, n);
}

/* Sets each `largest` to max (largest, x). A NaN in x is ignored. */
void
limen_vector_max (double *largest, const double *x, size_t n)
{
  get_run () (LIMEN_LANES_MAX, largest, x, x, n);
}

/* Computes exp (x - largest). */
void
limen_vector_exp_difference (const double *x, const double *largest,
                             double *result, size_t n)
{
  get_run () (LIMEN_LANES_EXP_DIFFERENCE, result, x, largest, n);
}

/* Adds exp (x - largest) to `sum`, for x <= largest, with an absolute error of
 * up to 2^-1021: for sums that also contain exp (0). */
void
limen_vector_add_exp_difference (double *sum, const double *x,
                                 const double *largest, size_t n)
{
  get_run () (LIMEN_LANES_ADD_EXP_DIFFERENCE, sum, x, largest, n);
}

/* Divides each x by its divisor, in place. */
void
limen_vector_divide (double *x, const double *divisor, size_t n)
{
  get_run () (LIMEN_LANES_DIVIDE, x, divisor, divisor, n);
}
