/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stddef.h>

/* An element-wise operation: sets `result` from its old value, `a` and `b`. */
typedef enum
{
  LIMEN_LANES_EXP,            /* exp (a) */
  LIMEN_LANES_EXP_MINUS_ABS,  /* exp (-|a|) */
  LIMEN_LANES_LOG,            /* log (a) */
  LIMEN_LANES_BOUNDED_LOGIT,  /* log (a / (1 - a)), clamped */
  LIMEN_LANES_LOG_BERNOULLI,  /* log (a) where b is 1, log (1 - a) where 0 */
  LIMEN_LANES_LOG_SIGMOID,    /* log (1 / (1 + exp (-a))) */
  LIMEN_LANES_MAX,            /* max (result, a) */
  LIMEN_LANES_EXP_DIFFERENCE, /* exp (a - b) */
  LIMEN_LANES_ADD_EXP_DIFFERENCE, /* result + exp (a - b), a <= b */
  LIMEN_LANES_DIVIDE,             /* result / a */
} LimenLanesOperation;

/* Runs an operation on arrays of n numbers, which may be the same array. */
typedef void (*LimenLanesRun) (LimenLanesOperation operation, double *result,
                               const double *a, const double *b, size_t n);

/* vector-lanes.c compiled for registers of 2, 4 and 8 doubles. 4 needs AVX2; 8
 * needs AVX-512F and AVX-512DQ. */
void limen_lanes_run_2 (LimenLanesOperation operation, double *result,
                        const double *a, const double *b, size_t n);
#ifdef __x86_64__
void limen_lanes_run_4 (LimenLanesOperation operation, double *result,
                        const double *a, const double *b, size_t n);
void limen_lanes_run_8 (LimenLanesOperation operation, double *result,
                        const double *a, const double *b, size_t n);
#endif
