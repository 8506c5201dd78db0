#include "grey-zone-choice.h"

#include <math.h>

#include "table-error.h"
#include "threshold.h"

/* Where a zone begins: about a tenth of the rows lie in it. */
#define LEAST_START 0.08
#define MOST_START 0.12

static double
count_from (const LimenSweep *sweep, gsize candidate)
{
  LimenConfusion c = limen_sweep_get_confusion (sweep, candidate);

  return c.tp + c.fp;
}

/* The last candidate from which on up to another one there are so many rows;
 * the first of all where there are fewer. */
static gsize
find_below (const LimenSweep *sweep, gsize candidate, double n_rows)
{
  double n_above = count_from (sweep, candidate);
  gsize low = 0, high = candidate;

  while (low < high)
    {
      gsize middle = high - (high - low) / 2;

      if (count_from (sweep, middle) - n_above >= n_rows)
        low = middle;
      else
        high = middle - 1;
    }
  return low;
}

/* Where the lower line is put below a threshold: at the shortest decimal that
 * refers about one row in ten. O(log n). */
double
limen_grey_zone_choice_get_start (const LimenSweep *sweep, double threshold)
{
  double n_rows
      = limen_sweep_get_positives (sweep) + limen_sweep_get_negatives (sweep);
  gsize candidate = limen_sweep_find (sweep, threshold);
  gsize first = find_below (sweep, candidate, MOST_START * n_rows);
  gsize last = find_below (sweep, candidate, LEAST_START * n_rows);

  return fmin (threshold,
               limen_threshold_between (limen_sweep_get_low (sweep, first),
                                        limen_sweep_get_score (sweep, last),
                                        LIMEN_KEEP_EITHER));
}

/* How a zone is seen: as its objective says, else with the costs and in the
 * population of another one, where referring costs nothing. */
LimenObjective
limen_grey_zone_choice_get_view (const LimenGreyZoneChoice *self,
                                 const LimenObjective *view)
{
  return self->has_objective ? self->objective : *view;
}

/* What it costs to refer a row; nothing unless the objective says so. */
double
limen_grey_zone_choice_get_refer_cost (const LimenGreyZoneChoice *self)
{
  return self->has_objective ? limen_objective_get_refer_cost (&self->objective)
                             : 0;
}

/* The objective, if it still stands behind two thresholds, which decide like
 * its optimum; else NULL. */
const LimenObjective *
limen_grey_zone_choice_get_objective_of (const LimenGreyZoneChoice *self,
                                         const LimenSweep *sweep,
                                         double refer_from,
                                         double threshold)
{
  return self->has_optimum && self->optimum.status == LIMEN_OPTIMUM_FOUND
                 && self->optimum.refer_from.candidate
                        == limen_sweep_find (sweep, refer_from)
                 && self->optimum.positive_from.candidate
                        == limen_sweep_find (sweep, threshold)
             ? &self->objective
             : NULL;
}

/* The cutoff of two thresholds of a class, as the objective led there, else by
 * hand in a population of this prevalence; NaN: that of the rows. */
LimenCutoff *
limen_grey_zone_choice_new_cutoff (const LimenGreyZoneChoice *self,
                                   const char *name, LimenOneVsRest *class,
                                   double refer_from, double threshold,
                                   double prevalence)
{
  const LimenObjective *objective = limen_grey_zone_choice_get_objective_of (
      self, limen_one_vs_rest_get_sweep (class), refer_from, threshold);

  if (objective != NULL)
    return limen_cutoff_new (name, class, threshold, refer_from, objective);
  return limen_cutoff_new_by_hand (name, class, threshold, refer_from,
                                   prevalence);
}

/* The search */

typedef struct
{
  LimenOneVsRest *class;
  LimenObjective objective;
  LimenOptimum optimum;
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  limen_one_vs_rest_unref (search->class);
  g_free (search);
}

static void
optimize (GTask *task, gpointer source, gpointer data,
          GCancellable *cancellable)
{
  Search *search = data;

  search->optimum = limen_objective_optimize (
      &search->objective, limen_one_vs_rest_get_sweep (search->class));
  if (search->optimum.status != LIMEN_OPTIMUM_NO_MEMORY)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_MEMORY,
                             "There is no memory to search for two "
                             "thresholds");
}

/* Looks for the zone that serves the objective, which there must be, best. */
void
limen_grey_zone_choice_optimize_async (const LimenGreyZoneChoice *self,
                                       LimenOneVsRest *class,
                                       GCancellable *cancellable,
                                       gpointer source,
                                       GAsyncReadyCallback done)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, done, NULL);
  Search *search = g_new0 (Search, 1);

  search->class = limen_one_vs_rest_ref (class);
  search->objective = self->objective;
  g_task_set_task_data (task, search, search_free);
  g_task_run_in_thread (task, optimize);
}

/* FALSE with an error, such as when it was cancelled. */
gboolean
limen_grey_zone_choice_optimize_finish (GAsyncResult *result,
                                        LimenOptimum *optimum,
                                        GError **error)
{
  Search *search = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  *optimum = search->optimum;
  return TRUE;
}
