/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "parallel.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>

/* Whether this thread already does a part beside others. */
static _Thread_local bool is_busy;

typedef struct
{
  LimenParallelWork work;
  void *data;
  size_t n_parts;
  atomic_size_t next;
} Job;

/* Of a helper. */
#define STACK_SIZE ((size_t) 2 << 20)
/* Processors that a set has room for at first, and at most. */
#define FIRST_SET_SIZE 1024
#define MAX_SET_SIZE (1u << 22)

/* Set before there are any threads; 0: no limit. */
static unsigned max_threads;

/* How many processors of the first n_processors this process may run on; 0
 * where the system knows more than those. */
static unsigned
count_processors (unsigned n_processors)
{
  cpu_set_t *set = CPU_ALLOC (n_processors);
  size_t size = CPU_ALLOC_SIZE (n_processors);
  unsigned n = 0;

  if (set != NULL && sched_getaffinity (0, size, set) == 0)
    n = (unsigned) CPU_COUNT_S (size, set);
  if (set != NULL)
    CPU_FREE (set);
  return n;
}

/* The threads that work is given to: the processors that this process may run
 * on, or as many as were set as the most. */
unsigned
limen_parallel_count (void)
{
  unsigned n = 0;

  for (unsigned size = FIRST_SET_SIZE; n == 0 && size <= MAX_SET_SIZE;
       size *= 2)
    n = count_processors (size);
  if (n == 0)
    n = 1;
  return max_threads > 0 && max_threads < n ? max_threads : n;
}

/* Never uses more threads than this unless it is told how many; 0: one for
 * each processor. To be called when the program starts. */
void
limen_parallel_set_most (unsigned n_threads)
{
  max_threads = n_threads;
}

static void
take_parts (Job *self)
{
  size_t part;

  while ((part = atomic_fetch_add (&self->next, 1)) < self->n_parts)
    self->work (self->data, part);
}

static void *
run_worker (void *data)
{
  is_busy = true;
  take_parts (data);
  return NULL;
}

/* Helpers need little, which counts as memory in use though it is not. */
static void
start_workers (Job *job, pthread_t *workers, size_t *n_workers,
               size_t n_wanted)
{
  pthread_attr_t attributes;

  if (pthread_attr_init (&attributes) != 0)
    return;
  pthread_attr_setstacksize (&attributes, STACK_SIZE);
  while (*n_workers < n_wanted
         && pthread_create (&workers[*n_workers], &attributes, run_worker, job)
                == 0)
    ++*n_workers;
  pthread_attr_destroy (&attributes);
}

static unsigned
count_threads (size_t n_parts, unsigned n_wanted)
{
  if (is_busy || n_parts < 2)
    return 1;
  if (n_wanted == 0)
    n_wanted = limen_parallel_count ();
  if (n_wanted > n_parts)
    n_wanted = (unsigned) n_parts;
  return n_wanted < LIMEN_PARALLEL_MAX ? n_wanted : LIMEN_PARALLEL_MAX;
}

/* Calls `work` once for each part from 0 to n_parts - 1, in no order that may
 * be relied on, from `n_threads` threads of which the caller's is one (0: one
 * for each processor), and returns when all is done. Where the system refuses
 * a thread, those that there are do its part. Work that is a part of other
 * such work, which keeps the processors busy, is done by the caller alone. */
void
limen_parallel_run (LimenParallelWork work, void *data, size_t n_parts,
                    unsigned n_threads)
{
  Job job = { .work = work, .data = data, .n_parts = n_parts };
  pthread_t workers[LIMEN_PARALLEL_MAX - 1];
  size_t n_workers = 0, n_wanted = count_threads (n_parts, n_threads);
  bool was_busy = is_busy;

  if (n_wanted > 1)
    start_workers (&job, workers, &n_workers, n_wanted - 1);
  is_busy |= n_workers > 0;
  take_parts (&job);
  is_busy = was_busy;
  while (n_workers > 0)
    pthread_join (workers[--n_workers], NULL);
}

/* Cuts n things into chunks of at least `least`, of which there are at most
 * `most`, in whole blocks of `block`. */
LimenChunks
limen_chunks_new (size_t n, size_t min_size, size_t max_chunks, size_t block)
{
  size_t size = n / max_chunks + 1;

  size = size < min_size ? min_size : size;
  size = (size + block - 1) / block * block;
  return (LimenChunks){ n, size, (n + size - 1) / size };
}

/* The things of a chunk, which is below n_chunks. */
LimenSpan
limen_chunks_get (LimenChunks self, size_t chunk)
{
  size_t first = chunk * self.size;

  return (LimenSpan){
    first, self.n - first < self.size ? self.n : first + self.size
  };
}
