/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stddef.h>

/* The most threads that are ever used. */
#define LIMEN_PARALLEL_MAX 64

/* Does one part of some work. */
typedef void (*LimenParallelWork) (void *data, size_t part);

/* The first n things in their order, cut into chunks of one size but for the
 * last; the same whatever the number of threads. */
typedef struct
{
  size_t n, size, n_chunks;
} LimenChunks;

/* Those from `first` on, up to `end`, which is not one of them. */
typedef struct
{
  size_t first, end;
} LimenSpan;

LimenChunks limen_chunks_new (size_t n, size_t min_size, size_t max_chunks,
                              size_t block);
LimenSpan limen_chunks_get (LimenChunks self, size_t chunk);

unsigned limen_parallel_count (void);
void limen_parallel_set_most (unsigned n_threads);
void limen_parallel_run (LimenParallelWork work, void *data, size_t n_parts,
                         unsigned n_threads);
