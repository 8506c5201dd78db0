/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "optima.h"

#include "parallel.h"

typedef struct
{
  const LimenObjective *objectives;
  const LimenSweep *sweep;
  LimenOptimum *optima;
} Search;

static void
search (gpointer data, gsize i)
{
  Search *self = data;

  self->optima[i] = limen_optimum_reverse (
      limen_objective_optimize (&self->objectives[i], self->sweep),
      limen_sweep_is_reversed (self->sweep));
}

/* Finds the optimum of each of n objectives, in the units of the file, in
 * parallel. Free with g_free(). */
LimenOptimum *
limen_optima_new (const LimenObjective *objectives, gsize n,
                  const LimenSweep *sweep)
{
  Search self = { objectives, sweep, g_new (LimenOptimum, n) };

  limen_parallel_run (search, &self, n, 0);
  return self.optima;
}
