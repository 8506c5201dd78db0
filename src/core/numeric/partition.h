/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The most rows that are asked for at once. */
#define LIMEN_PARTITION_BLOCK 512

/* Fills in what `n` rows from `first` on are sorted by, and, unless that is
 * NULL, what goes with each. Called from several threads, more than once. */
typedef void (*LimenPartitionFill) (const void *data, size_t first, size_t n,
                                    uint64_t *keys, double *payload);

/* Rows to be sorted. */
typedef struct
{
  LimenPartitionFill fill;
  const void *data;
  size_t n_rows;
  bool has_payload;
  unsigned n_threads; /* 0: one for each processor */
} LimenPartitionRows;

/* Rows in buckets, each with lower keys than the next one, where those that
 * differ in their last bit alone are together; in a bucket they are in the
 * order they had. */
typedef struct
{
  size_t n_rows, n_buckets;
  size_t *starts; /* n_buckets + 1 */
  uint64_t *keys;
  double *payload; /* NULL: none */
} LimenPartition;

bool limen_partition_init (LimenPartition *self,
                           const LimenPartitionRows *rows);
void limen_partition_clear (LimenPartition *self);
