#include "parallel.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

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

static void *
take_parts (void *data)
{
  Job *self = data;
  size_t part;

  while ((part = atomic_fetch_add (&self->next, 1)) < self->n_parts)
    self->work (self->data, part);
  return NULL;
}

/* Calls `work` once for each part from 0 to n_parts - 1, in no order that may
 * be relied on, from `n_threads` threads of which the caller's is one (0: one
 * for each processor), and returns when all is done. Where the system refuses
 * a thread, those that there are do its part. */
void
limen_parallel_run (LimenParallelWork work, void *data, size_t n_parts,
                    unsigned n_threads)
{
  Job job = { .work = work, .data = data, .n_parts = n_parts };
  pthread_t helpers[LIMEN_PARALLEL_MAX - 1];
  size_t n_helpers = 0, n_wanted;

  n_wanted = n_threads > 0 || n_parts < 2 ? n_threads : limen_parallel_count ();
  if (n_wanted > n_parts)
    n_wanted = n_parts;
  if (n_wanted > LIMEN_PARALLEL_MAX)
    n_wanted = LIMEN_PARALLEL_MAX;
  while (n_helpers + 1 < n_wanted
         && pthread_create (&helpers[n_helpers], NULL, take_parts, &job) == 0)
    n_helpers++;
  take_parts (&job);
  while (n_helpers > 0)
    pthread_join (helpers[--n_helpers], NULL);
}
