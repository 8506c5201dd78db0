/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stddef.h>

/* What vector-math.c has done to arrays: `result`, as it was, from `a` and
 * `b`. */
typedef enum
{
  LIMEN_LANES_EXP,            /* exp (a) */
  LIMEN_LANES_LOG,            /* log (a) */
  LIMEN_LANES_LOG_BERNOULLI,  /* log (a) where b is 1, log (1 - a) where 0 */
  LIMEN_LANES_LOG_SIGMOID,    /* log (1 / (1 + exp (-a))) */
  LIMEN_LANES_MAX,            /* a where that is larger */
  LIMEN_LANES_EXP_DIFFERENCE, /* exp (a - b) */
  LIMEN_LANES_ADD_EXP_DIFFERENCE, /* plus exp (a - b), a <= b */
  LIMEN_LANES_DIVIDE,             /* divided by a */
} LimenLanesOperation;

/* All arrays have n numbers and may be one. */
typedef void (*LimenLanesRun) (LimenLanesOperation operation, double *result,
                               const double *a, const double *b, size_t n);

/* The same function, compiled for registers of so many doubles: vector-lanes.c
 * is built once for each. The wider ones need AVX2, AVX-512F and DQ. */
void limen_lanes_run_2 (LimenLanesOperation operation, double *result,
                        const double *a, const double *b, size_t n);
#ifdef __x86_64__
void limen_lanes_run_4 (LimenLanesOperation operation, double *result,
                        const double *a, const double *b, size_t n);
void limen_lanes_run_8 (LimenLanesOperation operation, double *result,
                        const double *a, const double *b, size_t n);
#endif
