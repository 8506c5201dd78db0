/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score-code.h"

#include <math.h>

#include "parallel.h"
#include "wide.h"

/* Upper bound on the number of chunks, minimum scores per chunk, and scores
 * compared at once. */
#define MAX_PARTS 64
#define MIN_PART_SCORES 65536
#define LANES 8

/* Range of the scores; `smallest` is the smallest nonzero magnitude, infinite
 * if there is none. */
typedef struct
{
  double min, max, smallest;
} Range;

typedef struct
{
  const double *scores;
  LimenChunks chunks;
  Range parts[MAX_PARTS];
} Work;

/* Eight running ranges, which compilers vectorise. */
typedef struct
{
  double min[LANES], max[LANES], smallest[LANES];
} Lanes;

static inline void
lanes_add (Lanes *self, size_t lane, double score)
{
  double magnitude = fabs (score);

  magnitude = magnitude > 0 ? magnitude : INFINITY;
  self->min[lane] = score < self->min[lane] ? score : self->min[lane];
  self->max[lane] = score > self->max[lane] ? score : self->max[lane];
  self->smallest[lane]
      = magnitude < self->smallest[lane] ? magnitude : self->smallest[lane];
}

static void
extend (Range *self, double min, double max, double smallest)
{
  self->min = fmin (self->min, min);
  self->max = fmax (self->max, max);
  self->smallest = fmin (self->smallest, smallest);
}

LIMEN_WIDE static void
measure_part (void *data, size_t part)
{
  Work *self = data;
  LimenSpan span = limen_chunks_get (self->chunks, part);
  size_t n = span.end - span.first, i;
  const double *scores = self->scores + span.first;
  Lanes lanes;

  for (size_t lane = 0; lane < LANES; lane++)
    {
      lanes.min[lane] = lanes.max[lane] = 0;
      lanes.smallest[lane] = INFINITY;
    }
  for (i = 0; i + LANES <= n; i += LANES)
    for (size_t lane = 0; lane < LANES; lane++)
      lanes_add (&lanes, lane, scores[i + lane]);
  for (; i < n; i++)
    lanes_add (&lanes, 0, scores[i]);
  self->parts[part] = (Range){ 0, 0, INFINITY };
  for (size_t lane = 0; lane < LANES; lane++)
    extend (&self->parts[part], lanes.min[lane], lanes.max[lane],
            lanes.smallest[lane]);
}

static Range
measure (const double *scores, size_t n, unsigned n_threads)
{
  Work work
      = { .scores = scores,
          .chunks = limen_chunks_new (n, MIN_PART_SCORES, MAX_PARTS, 1) };
  Range range = { 0, 0, INFINITY };

  limen_parallel_run (measure_part, &work, work.chunks.n_chunks, n_threads);
  for (size_t i = 0; i < work.chunks.n_chunks; i++)
    extend (&range, work.parts[i].min, work.parts[i].max,
            work.parts[i].smallest);
  return range;
}

static uint64_t
get_bits (double value)
{
  uint64_t bits;

  memcpy (&bits, &value, sizeof bits);
  return bits;
}

/* Initialises a code for n finite scores (n_threads 0: one thread per
 * processor). Codes are below 2^63, so that callers may add a bit. False if
 * that is impossible: where both positive and negative scores span about a
 * thousand binary exponents. */
bool
limen_score_code_init (LimenScoreCode *self, const double *scores, size_t n,
                       unsigned n_threads)
{
  Range range = measure (scores, n, n_threads);
  uint64_t above, below;

  *self = (LimenScoreCode){ 0, 0 };
  if (isinf (range.smallest))
    return true;
  self->gap = get_bits (range.smallest) - 1;
  above = range.max > 0 ? get_bits (range.max) - self->gap : 0;
  below = range.min < 0 ? get_bits (-range.min) - self->gap : 0;
  self->offset = below;
  return above + below < LIMEN_SIGN_BIT;
}
