/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "replicates-private.h"
#include "resample-private.h"

/* Resamples that a thread draws at once. */
#define CHUNK 32

/* A cut of the tree, below or above which the draws of a node are divided. */
typedef struct
{
  size_t candidate;
  size_t low, high; /* positions of the node's ends in the path */
  LimenShares shares;
} Step;

/* The cuts that are needed for the confusion matrices at some candidates, in
 * the order of drawing. The first two are those below and above all scores.
 * Computed once for all resamples, which then do not read the sweep. */
typedef struct
{
  LimenResample file; /* a resample without draws */
  Step *steps;
  size_t n_steps, n_allocated;
  size_t *places; /* the step of each candidate */
  bool has_failed;
} Path;

/* An unfinished node of the path, with the candidates strictly within. */
typedef struct
{
  LimenNode node;
  size_t low, high; /* positions in the path */
  LimenSpan candidates;
} PathNode;

/* True and false positives at a step in each resample. */
typedef struct
{
  double tp[CHUNK], fp[CHUNK];
} Counts;

typedef struct
{
  LimenReplicates *replicates;
  const LimenSweep *sweep;
  Path path;
} Drawing;

static size_t
add_step (Path *self, Step step)
{
  if (self->n_steps == self->n_allocated)
    {
      size_t n = self->n_allocated * 2 + 64;
      Step *moved = realloc (self->steps, n * sizeof *moved);

      self->has_failed |= moved == NULL;
      if (moved == NULL)
        return 0;
      self->steps = moved;
      self->n_allocated = n;
    }
  self->steps[self->n_steps] = step;
  return self->n_steps++;
}

/* Adds the cuts between the ends of a node. The recursion is as deep as the
 * tree, at most 64. */
static void
add_steps (Path *self, const PathNode *at, const size_t *candidates)
{
  size_t first = at->candidates.first, end = at->candidates.end;
  LimenCut middle;
  size_t step = at->high, below = first;

  if (first == end || self->has_failed)
    return;
  middle = limen_resample_split (&self->file, &at->node);
  if (middle.candidate != at->node.high.candidate)
    step = add_step (self,
                     (Step){ middle.candidate, at->low, at->high,
                             limen_node_get_shares (&at->node, &middle) });
  while (below < end && candidates[below] < middle.candidate)
    below++;
  add_steps (self,
             &(PathNode){ limen_node_get_half (&at->node, &middle, false),
                          at->low,
                          step,
                          { first, below } },
             candidates);
  for (first = below; first < end && candidates[first] == middle.candidate;)
    self->places[first++] = step;
  add_steps (self,
             &(PathNode){ limen_node_get_half (&at->node, &middle, true),
                          step,
                          at->high,
                          { first, end } },
             candidates);
}

/* Finds the cuts for n candidates in ascending order. False when memory runs
 * out; call path_clear() in either case. */
static bool
path_init (Path *self, const LimenSweep *sweep, const size_t *candidates,
           size_t n)
{
  size_t n_scores = limen_sweep_get_n_scores (sweep), first = 0, end = n;

  *self = (Path){ .file.sweep = sweep };
  self->places = calloc (n + 1, sizeof *self->places);
  if (self->places == NULL)
    return false;
  add_step (self, (Step){ .candidate = 0 });
  add_step (self, (Step){ .candidate = n_scores });
  while (end > 0 && candidates[end - 1] == n_scores)
    self->places[--end] = 1;
  while (first < end && candidates[first] == 0)
    self->places[first++] = 0;
  add_steps (self,
             &(PathNode){
                 limen_resample_get_root (&self->file), 0, 1, { first, end } },
             candidates);
  return !self->has_failed;
}

static void
path_clear (Path *self)
{
  free (self->steps);
  free (self->places);
}

/* Draws the counts at a step in n resamples from the ends of its node. */
static void
draw_step (const Step *step, LimenStream *streams, size_t n,
           const Counts *counts, Counts *result)
{
  const Counts *low = &counts[step->low], *high = &counts[step->high];

  for (size_t i = 0; i < n; i++)
    {
      double positives, negatives;

      limen_resample_draw (&streams[i], step->shares, low->tp[i] - high->tp[i],
                           low->fp[i] - high->fp[i], &positives, &negatives);
      result->tp[i] = high->tp[i] + positives;
      result->fp[i] = high->fp[i] + negatives;
    }
}

/* Draws the counts at all steps, in up to CHUNK resamples at once. */
static void
draw_steps (const Drawing *self, LimenSpan resamples, Counts *counts)
{
  const LimenBootstrap *plan = &self->replicates->plan;
  LimenStream streams[CHUNK];
  size_t n = resamples.end - resamples.first;

  for (size_t i = 0; i < n; i++)
    {
      LimenResample resample = limen_resample_new (
          plan, self->sweep, (uint32_t) (resamples.first + i));

      counts[0].tp[i] = resample.positives;
      counts[0].fp[i] = resample.negatives;
      counts[1].tp[i] = counts[1].fp[i] = 0;
    }
  for (size_t i = 2; i < self->path.n_steps; i++)
    {
      const Step *step = &self->path.steps[i];

      limen_stream_init_many (streams, n, plan->seed,
                              (uint32_t) resamples.first, step->candidate);
      draw_step (step, streams, n, counts, &counts[i]);
    }
}

static bool
draw_resamples (void *data, LimenSpan resamples)
{
  const Drawing *self = data;
  LimenReplicates *replicates = self->replicates;
  Counts *counts = malloc (self->path.n_steps * sizeof *counts);

  if (counts == NULL)
    return false;
  draw_steps (self, resamples, counts);
  for (size_t i = 0; i < replicates->n_points; i++)
    {
      const Counts *at = &counts[self->path.places[i]];
      LimenConfusion *confusions
          = replicates->confusions + i * replicates->plan.n_resamples;

      for (size_t j = resamples.first; j < resamples.end; j++)
        {
          size_t k = j - resamples.first;

          confusions[j] = (LimenConfusion){ .tp = at->tp[k],
                                            .fp = at->fp[k],
                                            .fn = counts->tp[k] - at->tp[k],
                                            .tn = counts->fp[k] - at->fp[k] };
        }
    }
  free (counts);
  return true;
}

/* Draws the confusion matrices of all resamples of a plan at candidates of a
 * sweep, in ascending order; they may repeat. Each is that of
 * limen_resample_get_confusion(). `n_threads` (0: the default number) does not
 * change the result. UNSUITABLE if limen_resample_is_suitable() is false. Call
 * limen_replicates_clear() in any case. O(log n) draws for a candidate and a
 * resample; 32 bytes. */
LimenBootstrapStatus
limen_replicates_init (LimenReplicates *self, const LimenBootstrap *plan,
                       const LimenSweep *sweep, const size_t *candidates,
                       size_t n_candidates, LimenBootstrapProgress progress,
                       unsigned n_threads)
{
  Drawing drawing = { .replicates = self, .sweep = sweep };
  LimenBootstrapStatus status = LIMEN_BOOTSTRAP_NO_MEMORY;

  *self = (LimenReplicates){ .plan = *plan, .n_points = n_candidates };
  if (!limen_resample_is_suitable (sweep))
    return LIMEN_BOOTSTRAP_UNSUITABLE;
  if (limen_replicates_allocate (self, false)
      && path_init (&drawing.path, sweep, candidates, n_candidates))
    status = limen_bootstrap_run (plan, draw_resamples, &drawing, CHUNK,
                                  progress, n_threads);
  path_clear (&drawing.path);
  return status;
}
