/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "class-replicates.h"

#include "resample.h"

/* Upper bound on the rows that are drawn one by one, in all resamples: a
 * second or two. */
#define MAX_DRAWS 5e7

/* Whether the resamples of a class are drawn from its counts, which takes
 * milliseconds whatever the number of rows. Otherwise its rows are drawn one
 * by one, as they have weights or belong together, or, if `needs_costs`, have
 * costs of their own. */
gboolean
limen_class_replicates_are_fast (LimenOneVsRest *class, gboolean needs_costs)
{
  const LimenSweep *sweep = limen_one_vs_rest_get_sweep (class);

  return limen_resample_is_suitable (sweep)
         && limen_one_vs_rest_get_numbers (class)->units.of_rows == NULL
         && !(needs_costs && limen_sweep_has_row_costs (sweep));
}

static bool
is_cancelled (void *cancellable, size_t n_done)
{
  return g_cancellable_is_cancelled (cancellable);
}

static LimenBootstrapStatus
draw_rows (LimenReplicates *self, LimenOneVsRest *class,
           const LimenBootstrap *plan, const gsize *candidates, gsize n,
           LimenBootstrapProgress progress)
{
  const LimenSweep *sweep = limen_one_vs_rest_get_sweep (class);
  const LimenPredictions *numbers = limen_one_vs_rest_get_numbers (class);
  const LimenUnitRows rows = { .n_rows = numbers->n_rows,
                               .scores = numbers->scores[0],
                               .labels = numbers->labels,
                               .positive = numbers->positive,
                               .weights = numbers->weights,
                               .units = numbers->units.of_rows,
                               .n_units = (guint32) numbers->units.n_units };
  g_autofree double *thresholds = g_new (double, n);

  if ((double) numbers->n_rows * plan->n_resamples > MAX_DRAWS)
    return LIMEN_BOOTSTRAP_UNSUITABLE;
  for (gsize i = 0; i < n; i++)
    thresholds[i] = limen_sweep_get_score (sweep, candidates[i]);
  return limen_replicates_init_from_rows (self, plan, &rows, thresholds, n,
                                          progress, 0);
}

/* Draws the confusion matrices of all resamples of a plan at candidates of the
 * class's sweep, in ascending order. Rows with weights, and those that belong
 * together, are drawn one by one; UNSUITABLE if that would take long. The cancellable may be NULL. Call
 * limen_replicates_clear() in any case. */
LimenBootstrapStatus
limen_class_replicates_init (LimenReplicates *self, LimenOneVsRest *class,
                             const LimenBootstrap *plan,
                             const gsize *candidates, gsize n_candidates,
                             GCancellable *cancellable)
{
  const LimenBootstrapProgress progress = { is_cancelled, cancellable };

  *self = (LimenReplicates){ 0 };
  if (limen_class_replicates_are_fast (class, FALSE))
    return limen_replicates_init (self, plan,
                                  limen_one_vs_rest_get_sweep (class),
                                  candidates, n_candidates, progress, 0);
  return draw_rows (self, class, plan, candidates, n_candidates, progress);
}
