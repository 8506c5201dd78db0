/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* Significant digits that suffice to write any double exactly. */
#define LIMEN_MAX_DIGITS 17

/* A decimal number text * 10^exponent: n significant digits without a decimal
 * point, and the power of ten of the last one. */
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
double limen_from_decimal (uint64_t number, int n_decimals);
LimenDigits limen_to_digits (double value, int n);
LimenDigits limen_to_shortest_digits (double value);
char *limen_write_whole (long long value, char *first, char *last);
char *limen_write_shortest (double value, bool is_plain, char *first,
                            char *last);

#ifdef __cplusplus
}
#endif
