/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdint.h>

/* Digits that tell any two doubles apart. */
#define LIMEN_MAX_DIGITS 17

/* Digits without a point, and the power of ten of the last one. */
typedef struct
{
  char text[LIMEN_MAX_DIGITS + 1];
  int n, exponent;
} LimenDigits;

#ifdef __cplusplus
extern "C" {
#endif

const char *limen_from_chars (const char *first, const char *last,
                              char decimal_point, double *value);
double limen_from_decimal (uint64_t number, int n_behind);
LimenDigits limen_to_digits (double value, int n);
LimenDigits limen_to_shortest_digits (double value);

#ifdef __cplusplus
}
#endif
