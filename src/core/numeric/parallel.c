/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "parallel.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

/* Whether this thread is running a part of a job that other threads share. */
static _Thread_local bool is_busy;

typedef struct
{
  LimenParallelWork work;
  void *data;
  size_t n_parts;
  atomic_size_t next;
} Job;

/* Stack size of a worker thread, in bytes. */
#define STACK_SIZE ((size_t) 2 << 20)
/* Processors that the affinity set has room for: the first attempt and the
 * upper bound. */
#define FIRST_SET_SIZE 1024
#define MAX_SET_SIZE (1u << 22)

/* Limit on the number of threads, set before any is started; 0: none. */
static unsigned max_threads;

/* Returns how many of the first n_processors this process may run on; 0 if the
 * system has more processors than that. */
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

/* Returns the default number of threads: the processors that this process may
 * run on, or the limit of limen_parallel_set_most() if that is lower. */
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

/* Limits the default number of threads; 0: one per processor. Calls of
 * limen_parallel_run() that give a number of threads are not limited. Call it
 * at program start, before any thread runs. */
void
limen_parallel_set_most (unsigned n_threads)
{
  max_threads = n_threads;
}

static void
run_parts (Job *self)
{
  size_t part;

  while ((part = atomic_fetch_add (&self->next, 1)) < self->n_parts)
    self->work (self->data, part);
}

static void *
run_worker (void *data)
{
  is_busy = true;
  run_parts (data);
  return NULL;
}

/* Starts up to n_wanted worker threads with small stacks: stack space counts
 * as memory in use even if untouched. */
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

/* Sets whether nested calls of limen_parallel_run() in this thread run on it
 * alone, and returns whether they did. A part whose other threads wait for it
 * may share its own work among new ones. */
bool
limen_parallel_set_busy (bool is_alone)
{
  bool was_busy = is_busy;

  is_busy = is_alone;
  return was_busy;
}

/* Calls `work` once for each part from 0 to n_parts - 1, in no particular
 * order, on `n_threads` threads including the caller's (0: the default
 * number), and returns when all parts are done. If the system refuses a
 * thread, the others take its parts. A nested call, from within a part, runs
 * on the calling thread alone, as the processors are already busy, unless
 * limen_parallel_set_busy() says otherwise. */
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
  run_parts (&job);
  is_busy = was_busy;
  while (n_workers > 0)
    pthread_join (workers[--n_workers], NULL);
}

/* Divides n items into at most `max_chunks` chunks of at least `min_size`
 * items, each a multiple of `block` (except the last). */
LimenChunks
limen_chunks_new (size_t n, size_t min_size, size_t max_chunks, size_t block)
{
  size_t size = n / max_chunks + 1;

  size = size < min_size ? min_size : size;
  size = (size + block - 1) / block * block;
  return (LimenChunks){ n, size, (n + size - 1) / size };
}

/* Returns the items of a chunk; `chunk` is below n_chunks. */
LimenSpan
limen_chunks_get (LimenChunks self, size_t chunk)
{
  size_t first = chunk * self.size;

  return (LimenSpan){
    first, self.n - first < self.size ? self.n : first + self.size
  };
}
