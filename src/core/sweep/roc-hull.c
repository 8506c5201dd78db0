/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "roc-hull.h"

#include <math.h>
#include <stdlib.h>

/* Candidates processed at once. */
#define BLOCK_SIZE 256
#define FIRST_CAPACITY 64

/* A candidate in ROC space, in counts rather than rates. */
typedef struct
{
  size_t candidate;
  double fp, tp;
} Corner;

typedef struct
{
  Corner *corners;
  size_t n, capacity;
} Stack;

/* Whether b is not a corner of the hull: the path from a over b to c does not
 * turn right. The sign is exact (Kahan's algorithm for a b - c d). */
static bool
is_inside (Corner a, Corner b, Corner c)
{
  double left = (b.fp - a.fp) * (c.tp - b.tp);
  double error = fma (b.fp - a.fp, c.tp - b.tp, -left);

  return fma (-(b.tp - a.tp), c.fp - b.fp, left) + error >= 0;
}

static bool
push (Stack *self, Corner corner)
{
  if (self->n == self->capacity)
    {
      size_t capacity
          = self->capacity > 0 ? 2 * self->capacity : FIRST_CAPACITY;
      Corner *corners = realloc (self->corners, capacity * sizeof *corners);

      if (corners == NULL)
        return false;
      self->corners = corners;
      self->capacity = capacity;
    }
  self->corners[self->n++] = corner;
  return true;
}

/* Adds a corner to the hull and drops those that it makes redundant. A corner
 * equal to the last one is skipped. */
static bool
add_corner (Stack *self, Corner corner)
{
  const Corner *top = self->n > 0 ? &self->corners[self->n - 1] : NULL;

  if (top != NULL && top->fp == corner.fp && top->tp == corner.tp)
    return true;
  while (self->n > 1
         && is_inside (self->corners[self->n - 2],
                       self->corners[self->n - 1], corner))
    self->n--;
  return push (self, corner);
}

static size_t *
list_candidates (Stack *stack, size_t *n_candidates)
{
  size_t *candidates = malloc (stack->n * sizeof *candidates + 1);

  for (size_t i = 0; i < stack->n && candidates != NULL; i++)
    candidates[i] = stack->corners[i].candidate;
  *n_candidates = candidates != NULL ? stack->n : 0;
  return candidates;
}

/* Adds n candidates from `first` on, from the highest down. */
static bool
add_block (Stack *stack, const LimenSweep *sweep, size_t first, size_t n)
{
  double tp[BLOCK_SIZE], fp[BLOCK_SIZE];
  bool is_done = true;

  limen_sweep_get_predicted (sweep, first, n, tp, fp);
  for (size_t i = n; is_done && i-- > 0;)
    is_done = add_corner (stack, (Corner){ first + i, fp[i], tp[i] });
  return is_done;
}

/* Finds the corners of the ROC convex hull, from nothing predicted positive to
 * everything: the only candidates that are optimal for some costs and
 * prevalence (Provost and Fawcett, 2001). Exact, in one pass, O(n). Collinear
 * points are left out, and of candidates at one point only the highest
 * threshold is kept. *n_candidates is 0 where a class is missing. NULL when
 * memory runs out; free with free(). */
size_t *
limen_roc_hull_new (const LimenSweep *sweep, size_t *n_candidates)
{
  size_t *candidates = NULL;
  Stack stack = { 0 };
  bool has_both = limen_sweep_get_positives (sweep) > 0
                  && limen_sweep_get_negatives (sweep) > 0;
  bool is_done = true;

  *n_candidates = 0;
  for (size_t n, end = has_both ? limen_sweep_get_n_scores (sweep) + 1 : 0;
       is_done && end > 0; end -= n)
    {
      n = end < BLOCK_SIZE ? end : BLOCK_SIZE;
      is_done = add_block (&stack, sweep, end - n, n);
    }
  if (is_done)
    candidates = list_candidates (&stack, n_candidates);
  free (stack.corners);
  return candidates;
}
