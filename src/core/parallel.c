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

/* The processors that this process may run on. */
unsigned
limen_parallel_count (void)
{
  cpu_set_t set;

  if (sched_getaffinity (0, sizeof set, &set) != 0)
    return 1;
  return (unsigned) CPU_COUNT (&set);
}

static void
take_parts (Job *self)
{
  size_t part;

  while ((part = atomic_fetch_add (&self->next, 1)) < self->n_parts)
    self->work (self->data, part);
}

static void *
help (void *data)
{
  is_busy = true;
  take_parts (data);
  return NULL;
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
  pthread_t helpers[LIMEN_PARALLEL_MAX - 1];
  size_t n_helpers = 0, n_wanted = count_threads (n_parts, n_threads);
  bool was_busy = is_busy;

  while (n_helpers + 1 < n_wanted
         && pthread_create (&helpers[n_helpers], NULL, help, &job) == 0)
    n_helpers++;
  is_busy |= n_helpers > 0;
  take_parts (&job);
  is_busy = was_busy;
  while (n_helpers > 0)
    pthread_join (helpers[--n_helpers], NULL);
}
