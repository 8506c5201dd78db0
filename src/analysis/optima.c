/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "optima.h"

#include <math.h>

#include "parallel.h"
#include "threshold-interval.h"
#include "translatable.h"

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

/* With fewer rows of a class, resamples hardly vary. */
#define MIN_ROWS 2

/* Whether the best threshold of a class has an interval. */
static gboolean
has_interval (LimenOneVsRest *class, const LimenObjective *objective,
              const LimenOptimum *optimum)
{
  const LimenSweep *sweep = limen_one_vs_rest_get_sweep (class);

  return optimum->status == LIMEN_OPTIMUM_FOUND
         && limen_one_vs_rest_get_numbers (class)->units.of_rows == NULL
         && limen_sweep_get_positives (sweep) >= MIN_ROWS
         && limen_sweep_get_negatives (sweep) >= MIN_ROWS
         && limen_threshold_interval_is_suitable (sweep, objective);
}

/* An interval in the units of the file. */
static LimenInterval
convert (const LimenThresholdInterval *found, gboolean is_reversed)
{
  return is_reversed ? (LimenInterval){ -found->high, -found->low }
                     : (LimenInterval){ found->low, found->high };
}

/* Computes the intervals of the best thresholds of a class that
 * limen_optima_new() found, in the units of the file: n intervals of
 * limen_threshold_intervals_compute(). NaN where there is none: no threshold
 * was found, a class has a single row or none, rows have weights, costs of
 * their own or units, and for grey zones and constraints. Free with g_free();
 * NULL with an error when memory runs out. */
LimenInterval *
limen_optima_new_intervals (LimenOneVsRest *class,
                            const LimenObjective *objectives,
                            const LimenOptimum *optima, gsize n,
                            const LimenBootstrap *plan, GError **error)
{
  const LimenSweep *sweep = limen_one_vs_rest_get_sweep (class);
  LimenInterval *intervals = g_new (LimenInterval, n + 1);
  g_autofree LimenObjective *suitable = g_new (LimenObjective, n);
  g_autofree gsize *candidates = g_new (gsize, n);
  g_autofree gsize *places = g_new (gsize, n);
  g_autofree LimenThresholdInterval *found = g_new (LimenThresholdInterval, n);
  gsize n_suitable = 0;

  for (gsize i = 0; i < n; i++)
    {
      intervals[i] = (LimenInterval){ NAN, NAN };
      if (!has_interval (class, &objectives[i], &optima[i]))
        continue;
      suitable[n_suitable] = objectives[i];
      candidates[n_suitable] = optima[i].positive_from.candidate;
      places[n_suitable++] = i;
    }
  if (n_suitable > 0
      && limen_threshold_intervals_compute (
             plan, sweep, suitable, candidates, n_suitable,
             (LimenBootstrapProgress){ NULL, NULL }, 0, found)
             == LIMEN_BOOTSTRAP_NO_MEMORY)
    {
      g_free (intervals);
      limen_dataset_fail_memory (limen_one_vs_rest_get_dataset (class),
                                 N_ ("for its intervals"), error);
      return NULL;
    }
  for (gsize i = 0; i < n_suitable; i++)
    intervals[places[i]]
        = convert (&found[i], limen_sweep_is_reversed (sweep));
  return intervals;
}
