/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Order-preserving map between finite doubles and unsigned integers; -0 and 0
 * have the same key. */
uint64_t limen_sort_key (double value);
double limen_sort_value (uint64_t key);

bool limen_sort_keys (uint64_t *keys, double *payload, size_t n);
