/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Order-preserving map between finite doubles and unsigned integers; -0 and 0
 * have the same key. Positive numbers have the sign bit flipped, negative ones
 * all bits. */
#define LIMEN_SORT_SIGN_BIT (UINT64_C (1) << 63)

/* Returns a finite double as a key. */
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
