/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stddef.h>

/* Functions of all n numbers of an array at once, the same bits whatever the
 * width of the processor's registers, accurate to about one unit in the last
 * place. The result may stand in the place of an argument. */
void limen_vector_exp (const double *x, double *result, size_t n);
void limen_vector_log (const double *x, double *result, size_t n);
void limen_vector_log_bernoulli (const double *p, const double *truths,
                                 double *result, size_t n);
void limen_vector_log_sigmoid (const double *x, double *result, size_t n);

/* The steps of a softmax down its columns. */
void limen_vector_max (double *largest, const double *x, size_t n);
void limen_vector_exp_difference (const double *x, const double *largest,
                                  double *result, size_t n);
void limen_vector_add_exp_difference (double *sum, const double *x,
                                      const double *largest, size_t n);
void limen_vector_divide (double *x, const double *divisor, size_t n);
