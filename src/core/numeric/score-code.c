/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score-code.h"

#include <math.h>

#include "parallel.h"
#include "wide.h"

#define MAX_PARTS 64
#define LEAST_PART 65536
#define LANES 8

/* How far scores reach; `smallest` is the least magnitude but 0. */
typedef struct
{
  double least, most, smallest;
} Reach;

typedef struct
{
  const double *scores;
  LimenChunks chunks;
  Reach parts[MAX_PARTS];
} Work;

/* Side by side, so that a compiler takes several at once. */
typedef struct
{
  double least[LANES], most[LANES], smallest[LANES];
} Lanes;

static inline void
lanes_add (Lanes *self, size_t lane, double score)
{
  double magnitude = fabs (score);

  magnitude = magnitude > 0 ? magnitude : INFINITY;
  self->least[lane] = score < self->least[lane] ? score : self->least[lane];
  self->most[lane] = score > self->most[lane] ? score : self->most[lane];
  self->smallest[lane]
      = magnitude < self->smallest[lane] ? magnitude : self->smallest[lane];
}

static void
extend (Reach *self, double least, double most, double smallest)
{
  self->least = fmin (self->least, least);
  self->most = fmax (self->most, most);
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
      lanes.least[lane] = lanes.most[lane] = 0;
      lanes.smallest[lane] = INFINITY;
    }
  for (i = 0; i + LANES <= n; i += LANES)
    for (size_t lane = 0; lane < LANES; lane++)
      lanes_add (&lanes, lane, scores[i + lane]);
  for (; i < n; i++)
    lanes_add (&lanes, 0, scores[i]);
  self->parts[part] = (Reach){ 0, 0, INFINITY };
  for (size_t lane = 0; lane < LANES; lane++)
    extend (&self->parts[part], lanes.least[lane], lanes.most[lane],
            lanes.smallest[lane]);
}

static Reach
measure (const double *scores, size_t n, unsigned n_threads)
{
  Work work
      = { .scores = scores,
          .chunks = limen_chunks_new (n, LEAST_PART, MAX_PARTS, 1) };
  Reach reach = { 0, 0, INFINITY };

  limen_parallel_run (measure_part, &work, work.chunks.n_chunks, n_threads);
  for (size_t i = 0; i < work.chunks.n_chunks; i++)
    extend (&reach, work.parts[i].least, work.parts[i].most,
            work.parts[i].smallest);
  return reach;
}

static uint64_t
get_bits (double value)
{
  uint64_t bits;

  memcpy (&bits, &value, sizeof bits);
  return bits;
}

/* A code for these scores whose numbers need 63 bits at most, which leaves one
 * for something else. False where there is none: where both positive and
 * negative ones span about a thousand binary exponents. */
bool
limen_score_code_init (LimenScoreCode *self, const double *scores, size_t n,
                       unsigned n_threads)
{
  Reach reach = measure (scores, n, n_threads);
  uint64_t above, below;

  *self = (LimenScoreCode){ 0, 0 };
  if (isinf (reach.smallest))
    return true;
  self->gap = get_bits (reach.smallest) - 1;
  above = reach.most > 0 ? get_bits (reach.most) - self->gap : 0;
  below = reach.least < 0 ? get_bits (-reach.least) - self->gap : 0;
  self->offset = below;
  return above + below < LIMEN_SIGN_BIT;
}
