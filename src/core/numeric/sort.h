/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Sign bit of a double. The key of a positive number has it flipped, that of a
 * negative number all bits. */
#define LIMEN_SORT_SIGN_BIT (UINT64_C (1) << 63)

/* Returns the sort key of a finite double, an unsigned integer in the order of
 * the doubles; -0 and 0 have the same key. */
static inline uint64_t
limen_sort_key (double value)
{
  uint64_t bits;

  value += 0.0; /* -0 becomes 0 */
  memcpy (&bits, &value, sizeof bits);
  return bits & LIMEN_SORT_SIGN_BIT ? ~bits : bits | LIMEN_SORT_SIGN_BIT;
}

double limen_sort_value (uint64_t key);

bool limen_sort_keys (uint64_t *keys, double *payload, size_t n);
