#pragma once

#include <stddef.h>

/* The most threads that are ever used. */
#define LIMEN_PARALLEL_MAX 64

/* Does one part of some work. */
typedef void (*LimenParallelWork) (void *data, size_t part);

unsigned limen_parallel_count (void);
void limen_parallel_set_most (unsigned n_threads);
void limen_parallel_run (LimenParallelWork work, void *data, size_t n_parts,
                         unsigned n_threads);
