/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "band-grid.h"

#include "resample.h"

/* Steps of a grid: a few pixels each. */
#define N_STEPS 256

/* A grid under construction. */
typedef struct
{
  const LimenSweep *sweep;
  GArray *places;     /* LimenBandPlace */
  GArray *candidates; /* gsize */
} Builder;

static void
add_place (Builder *self, gsize candidate, double x)
{
  LimenBandPlace place = { .x = x };
  guint n = self->candidates->len;

  if (n == 0 || g_array_index (self->candidates, gsize, n - 1) != candidate)
    g_array_append_val (self->candidates, candidate);
  place.index = self->candidates->len - 1;
  g_array_append_val (self->places, place);
}

/* Adds the candidate that decides at x. Between neighbours in the sweep, the
 * curve is a step at the lower one's score; between others, a straight line
 * is as close as a figure shows. */
static void
add_step (Builder *self, gsize candidate, double x)
{
  guint n = self->candidates->len;
  gsize last = n > 0 ? g_array_index (self->candidates, gsize, n - 1) : 0;
  double score = limen_sweep_get_score (self->sweep, last);

  if (n > 0 && candidate == last + 1)
    {
      add_place (self, last, score);
      add_place (self, candidate, score);
    }
  add_place (self, candidate, x);
}

static LimenBandGrid
finish (Builder *self)
{
  LimenBandGrid grid
      = { .n_candidates = self->candidates->len, .places = self->places };

  grid.candidates = (gsize *) g_array_free (self->candidates, FALSE);
  return grid;
}

static Builder
begin (const LimenSweep *sweep)
{
  return (Builder){ sweep, g_array_new (FALSE, FALSE, sizeof (LimenBandPlace)),
                    g_array_new (FALSE, FALSE, sizeof (gsize)) };
}

/* A grid over the thresholds of an axis, both ends included. Clear it with
 * limen_band_grid_clear(). */
LimenBandGrid
limen_band_grid_new_over_axis (const LimenSweep *sweep, const LimenScale *axis)
{
  Builder self = begin (sweep);
  double edges[N_STEPS + 1];

  limen_scale_fill_edges (axis, edges, N_STEPS);
  add_place (&self, limen_sweep_find (sweep, edges[0]), edges[0]);
  for (gsize i = 0; i < N_STEPS; i++)
    {
      gsize first = limen_sweep_find (sweep, edges[i]);
      gsize end = limen_sweep_find (sweep, edges[i + 1]);
      gsize chosen
          = end > first ? limen_resample_find_shallow (first, end - 1) : first;

      add_step (&self, chosen,
                end > first ? limen_sweep_get_score (sweep, chosen)
                            : edges[i]);
    }
  add_step (&self, limen_sweep_find (sweep, edges[N_STEPS]), edges[N_STEPS]);
  return finish (&self);
}

/* The first candidate whose position is at most `position`. */
static gsize
find_position (const LimenSweep *sweep,
               double (*get_position) (gconstpointer data, gsize candidate),
               gconstpointer data, double position)
{
  gsize low = 0, high = limen_sweep_get_n_scores (sweep);

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (get_position (data, middle) <= position)
        high = middle;
      else
        low = middle + 1;
    }
  return low;
}

/* A grid over a curve, without places. `get_position` is the position of a
 * candidate along the curve, from 1 for the first to 0 for the last; it does
 * not rise. Clear it with limen_band_grid_clear(). */
LimenBandGrid
limen_band_grid_new_over_curve (const LimenSweep *sweep,
                                double (*get_position) (gconstpointer data,
                                                        gsize candidate),
                                gconstpointer data)
{
  gsize n_scores = limen_sweep_get_n_scores (sweep);
  Builder self = begin (sweep);
  gsize first = 1;
  LimenBandGrid grid;

  add_place (&self, 0, 0);
  for (gsize i = 1; i <= N_STEPS && first < n_scores; i++)
    {
      double position = 1 - (double) i / N_STEPS;
      gsize end = find_position (sweep, get_position, data, position);

      if (end <= first)
        continue;
      add_place (&self, limen_resample_find_shallow (first, end - 1), 0);
      first = end;
    }
  if (n_scores > 0)
    add_place (&self, n_scores, 0);
  grid = finish (&self);
  g_clear_pointer (&grid.places, g_array_unref);
  return grid;
}

/* Frees the arrays. */
void
limen_band_grid_clear (LimenBandGrid *self)
{
  g_clear_pointer (&self->candidates, g_free);
  g_clear_pointer (&self->places, g_array_unref);
}
