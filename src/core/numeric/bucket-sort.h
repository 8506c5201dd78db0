/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Scratch memory for bucket sorting, one per thread; its size does not depend
 * on the number of keys. */
typedef struct
{
  uint64_t *keys;
  uint32_t *counts;
} LimenBucketSort;

bool limen_bucket_sort_init (LimenBucketSort *self);
void limen_bucket_sort_clear (LimenBucketSort *self);

void limen_bucket_sort_run (LimenBucketSort *self, uint64_t *keys, size_t n);
