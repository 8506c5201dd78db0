/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stddef.h>

/* Arrays whose length grows with the number of rows; large ones use huge
 * pages. */
void *limen_big_array_new (size_t n, size_t size);
void *limen_big_array_resize (void *array, size_t n, size_t size);
void *limen_big_array_shrink (void *array, size_t n, size_t size);
