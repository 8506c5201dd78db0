/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* Upper bound on the number of threads. */
#define LIMEN_PARALLEL_MAX 64

/* Processes one part of a job, numbered from 0; called from several
 * threads. */
typedef void (*LimenParallelWork) (void *data, size_t part);

/* A division of n consecutive items into chunks of equal size (the last may be
 * shorter), independent of the number of threads. */
typedef struct
{
  size_t n, size, n_chunks;
} LimenChunks;

/* A half-open range of indices, [first, end). */
typedef struct
{
  size_t first, end;
} LimenSpan;

LimenChunks limen_chunks_new (size_t n, size_t min_size, size_t max_chunks,
                              size_t block);
LimenSpan limen_chunks_get (LimenChunks self, size_t chunk);

unsigned limen_parallel_count (void);
void limen_parallel_set_most (unsigned n_threads);
bool limen_parallel_set_busy (bool is_alone);
void limen_parallel_run (LimenParallelWork work, void *data, size_t n_parts,
                         unsigned n_threads);
