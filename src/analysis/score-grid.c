/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score-grid.h"

#include <math.h>

/* Tolerance: seven digits, as of single precision. */
#define TOLERANCE 2e-7

static gboolean
is_on_grid (const LimenSweep *sweep, gsize n)
{
  for (gsize i = 0; i < limen_sweep_get_n_scores (sweep); i++)
    {
      double scaled = limen_sweep_get_score (sweep, i) * (double) n;

      if (fabs (scaled - round (scaled)) > TOLERANCE * (double) n)
        return FALSE;
    }
  return TRUE;
}

/* Returns the smallest n <= LIMEN_MAX_GRID such that all scores, from 0 to 1,
 * are multiples of 1 / n, like the votes of n trees or rounded numbers; 0 if
 * there is none. */
gsize
limen_score_grid_find (const LimenSweep *sweep)
{
  gsize n_scores = limen_sweep_get_n_scores (sweep);

  for (gsize n = n_scores > 1 ? n_scores - 1 : 1; n <= LIMEN_MAX_GRID; n++)
    if (is_on_grid (sweep, n))
      return n;
  return 0;
}
