/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bootstrap.h"

#include <gsl/gsl_sort.h>
#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>

/* Order statistics of one end that are selected; more are sorted. */
#define MAX_TAIL 512

typedef struct
{
  LimenChunks chunks;
  bool (*work) (void *data, LimenSpan resamples);
  void *data;
  LimenBootstrapProgress progress;
  atomic_size_t n_done;
  atomic_bool is_cancelled, has_failed;
} Run;

static void
run_chunk (void *data, size_t chunk)
{
  Run *self = data;
  LimenSpan resamples = limen_chunks_get (self->chunks, chunk);

  if (self->is_cancelled || self->has_failed)
    return;
  if (!self->work (self->data, resamples))
    self->has_failed = true;
  atomic_fetch_add (&self->n_done, resamples.end - resamples.first);
  if (self->progress.is_cancelled != NULL
      && self->progress.is_cancelled (self->progress.data, self->n_done))
    self->is_cancelled = true;
}

/* Calls `work` with `data` for all resamples of a plan, up to `chunk` of them
 * at a time, on `n_threads` threads (0: the default number). `work` returns
 * false when memory runs out. DONE, CANCELLED or NO_MEMORY. */
LimenBootstrapStatus
limen_bootstrap_run (const LimenBootstrap *self,
                     bool (*work) (void *data, LimenSpan resamples),
                     void *data, size_t chunk, LimenBootstrapProgress progress,
                     unsigned n_threads)
{
  Run run = { .chunks = limen_chunks_new (self->n_resamples, chunk,
                                          self->n_resamples / chunk + 1, 1),
              .work = work,
              .data = data,
              .progress = progress };

  limen_parallel_run (run_chunk, &run, run.chunks.n_chunks, n_threads);
  if (run.has_failed)
    return LIMEN_BOOTSTRAP_NO_MEMORY;
  return run.is_cancelled && run.n_done < self->n_resamples
             ? LIMEN_BOOTSTRAP_CANCELLED
             : LIMEN_BOOTSTRAP_DONE;
}

/* Moves the defined values to the front and returns their number. */
static size_t
drop_undefined (double *values, size_t n)
{
  size_t n_defined = 0;

  for (size_t i = 0; i < n; i++)
    {
      values[n_defined] = values[i];
      n_defined += !isnan (values[i]);
    }
  return n_defined;
}

/* Returns the order statistic at place `place`, counted from 1 from one end of
 * the values, interpolated between `values[floor (place) - 1]` and its
 * successor. */
static double
interpolate (const double *values, double place)
{
  size_t index = (size_t) place - 1;
  double share = place - floor (place);

  /* Also avoids the difference of equal infinities. */
  if (share == 0 || values[index] == values[index + 1])
    return values[index];
  return values[index] + share * (values[index + 1] - values[index]);
}

/* Returns the percentile interval of n replicates, of which NaN is undefined
 * and left out: the quantiles at p = (1 - confidence) / 2 and 1 - p, at place
 * p (k + 1) from either end of the k defined values, interpolated, but not
 * beyond the extremes (Davison and Hinkley, "Bootstrap methods and their
 * application", 1997, section 5.3). NaN without a defined value. Reorders
 * `values`. `confidence` is between 0 and 1. */
LimenBootstrapInterval
limen_bootstrap_interval (double *values, size_t n, double confidence)
{
  size_t k = drop_undefined (values, n);
  LimenBootstrapInterval self = { { NAN, NAN }, n - k };
  double place = fmax ((1 - confidence) / 2 * (double) (k + 1), 1);
  size_t n_tail = (size_t) ceil (place);
  double tail[MAX_TAIL];

  if (k == 0)
    return self;
  if (n_tail <= MAX_TAIL)
    {
      gsl_sort_smallest (tail, n_tail, values, 1, k);
      self.interval.low = interpolate (tail, place);
      gsl_sort_largest (tail, n_tail, values, 1, k);
      self.interval.high = interpolate (tail, place);
      return self;
    }
  gsl_sort (values, 1, k);
  self.interval.low = interpolate (values, place);
  for (size_t i = 0; i < k / 2; i++)
    {
      double value = values[i];

      values[i] = values[k - 1 - i];
      values[k - 1 - i] = value;
    }
  self.interval.high = interpolate (values, place);
  return self;
}
