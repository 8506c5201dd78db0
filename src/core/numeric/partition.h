/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Upper bound on the rows of one call of LimenPartitionFill. */
#define LIMEN_PARTITION_BLOCK 512

/* Writes the sort keys of `n` rows from index `first` on and, unless NULL,
 * their payload. Called from several threads, and more than once for a row. */
typedef void (*LimenPartitionFill) (const void *data, size_t first, size_t n,
                                    uint64_t *keys, double *payload);

/* The rows to partition. */
typedef struct
{
  LimenPartitionFill fill;
  const void *data;
  size_t n_rows;
  bool has_payload;
  unsigned n_threads; /* 0: one for each processor */
} LimenPartitionRows;

/* Rows in buckets of ascending key ranges. Keys that differ only in their last
 * bit share a bucket; within a bucket, rows keep their order. */
typedef struct
{
  size_t n_rows, n_buckets;
  size_t *starts; /* n_buckets + 1 start indices */
  uint64_t *keys;
  double *payload; /* NULL: none */
} LimenPartition;

bool limen_partition_init (LimenPartition *self,
                           const LimenPartitionRows *rows);
void limen_partition_clear (LimenPartition *self);
