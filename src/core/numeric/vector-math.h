/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stddef.h>

/* Element-wise functions of arrays of n numbers. The same bits for every width
 * of vector registers, accurate to about one unit in the last place. The
 * result may overwrite an argument. */
void limen_vector_exp (const double *x, double *result, size_t n);
void limen_vector_exp_minus_abs (const double *x, double *result, size_t n);
void limen_vector_log (const double *x, double *result, size_t n);
void limen_vector_bounded_logit (const double *p, double *result, size_t n);
void limen_vector_log_bernoulli (const double *p, const double *truths,
                                 double *result, size_t n);
void limen_vector_log_sigmoid (const double *x, double *result, size_t n);

/* The steps of a softmax over columns of scores. */
void limen_vector_max (double *largest, const double *x, size_t n);
void limen_vector_exp_difference (const double *x, const double *largest,
                                  double *result, size_t n);
void limen_vector_add_exp_difference (double *sum, const double *x,
                                      const double *largest, size_t n);
void limen_vector_divide (double *x, const double *divisor, size_t n);
