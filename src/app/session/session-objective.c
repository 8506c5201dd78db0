/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-private.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "jobs.h"
#include "threshold.h"

/* A new grey zone refers about a tenth of the rows: these are the bounds of
 * that share. */
#define MIN_START_SHARE 0.08
#define MAX_START_SHARE 0.12

/* Search */

static void
optimum_computed_cb (GObject *object, GAsyncResult *result,
                     gpointer user_data)
{
  LimenSession *self = LIMEN_SESSION (object);
  LimenClassChoice *choice = limen_session_get_choice (self);
  g_autoptr (GError) error = NULL;
  LimenOptimum optimum;

  if (!limen_job_optimum_finish (result, &optimum, &error))
    {
      limen_session_fail (self, LIMEN_SESSION_COMPUTE_FAILED, error);
      return;
    }
  choice->optimum = optimum;
  choice->has_optimum = TRUE;
  if (optimum.status == LIMEN_OPTIMUM_FOUND)
    {
      limen_session_move_threshold (self, optimum.positive_from.threshold);
      if (limen_class_choice_refers (choice))
        limen_session_move_refer_from (self, optimum.refer_from.threshold);
    }
  limen_session_update_last_change (self);
  limen_session_emit (self, LIMEN_SESSION_OPTIMUM_CHANGED, NULL);
}

/* Starts the search for the optimum; FALSE if there is no objective or the
 * optimum is known. */
gboolean
limen_session_start_search (LimenSession *self)
{
  LimenClassChoice *choice = limen_session_get_choice (self);

  if (!choice->has_objective || choice->has_optimum)
    return FALSE;
  limen_job_optimum_async (self->class, &choice->objective,
                           limen_job_restart (&self->optimizing), self,
                           optimum_computed_cb);
  return TRUE;
}

static gboolean
is_same_view (const LimenObjective *a, const LimenObjective *b)
{
  return memcmp (&a->costs, &b->costs, sizeof a->costs) == 0
         && (a->prevalence == b->prevalence
             || (isnan (a->prevalence) && isnan (b->prevalence)));
}

/* Searches the optimum again, and emits view-changed if costs or population
 * differ from `before`. */
static void
apply_view (LimenSession *self, const LimenObjective *before)
{
  LimenObjective view = limen_session_get_view (self);

  limen_job_cancel (&self->optimizing);
  limen_class_choice_forget (limen_session_get_choice (self));
  if (!is_same_view (&view, before))
    limen_session_emit (self, LIMEN_SESSION_VIEW_CHANGED, NULL);
  if (self->class == NULL || !limen_session_start_search (self))
    limen_session_emit (self, LIMEN_SESSION_OPTIMUM_CHANGED, NULL);
}

/* The grey zone */

static gboolean
has_row_costs (LimenSession *self)
{
  return self->class != NULL
         && limen_sweep_has_row_costs (limen_session_get_sweep (self));
}

/* Sets the objective and searches its optimum. */
static void
set_objective (LimenSession *self, const LimenObjective *objective)
{
  LimenObjective before = limen_session_get_view (self);

  limen_class_choice_set_objective (limen_session_get_choice (self), objective,
                                    has_row_costs (self));
  apply_view (self, &before);
}

static void
place_refer_from (LimenSession *self, double refer_from)
{
  limen_threshold_set_set_refer_from (self->thresholds, self->class_index,
                                      refer_from);
  limen_session_show_threshold (self, refer_from);
  limen_session_notify (self, LIMEN_SESSION_PROP_REFER_FROM);
}

/* As limen_session_set_refer_from(), but the move is not recorded as the
 * user's, and adding or removing a grey zone clears any objective. */
void
limen_session_move_refer_from (LimenSession *self, double refer_from)
{
  gboolean had_zone = limen_session_has_zone (self);
  gboolean has_zone = !isnan (refer_from);

  if (has_zone)
    refer_from = fmin (refer_from, limen_session_get_threshold (self));
  if (had_zone == has_zone
      && (!has_zone || limen_session_get_refer_from (self) == refer_from))
    return;
  place_refer_from (self, refer_from);
  if (had_zone != has_zone)
    set_objective (self, NULL);
}

/* Moves the lower threshold, limited to the upper one; NaN: no grey zone.
 * Adding a grey zone clears an objective for one threshold; removing it
 * restores the objective for one threshold that was set before. O(log n). */
void
limen_session_set_refer_from (LimenSession *self, double refer_from)
{
  LimenClassChoice was;
  double before;

  g_return_if_fail (LIMEN_IS_SESSION (self));
  g_return_if_fail (refer_from != -(double) INFINITY);

  was = *limen_session_get_choice (self);
  before = limen_session_get_refer_from (self);
  limen_session_move_refer_from (self, refer_from);
  if (isnan (before) != isnan (refer_from))
    {
      if (isnan (refer_from) && was.has_plain)
        set_objective (self, &was.plain);
      limen_session_record (self, isnan (refer_from)
                                      ? _ ("turning off the grey zone")
                                      : _ ("turning on the grey zone"));
    }
  else if (limen_session_get_refer_from (self) != before
           && !isnan (refer_from))
    limen_session_record_move (self, LIMEN_CHANGE_OF_THRESHOLD);
}

static double
count_from (const LimenSweep *sweep, gsize candidate)
{
  LimenConfusion c = limen_sweep_get_confusion (sweep, candidate);

  return c.tp + c.fp;
}

/* The highest candidate with at least n_rows rows between it and `candidate`;
 * 0 if there are fewer rows. */
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

/* The initial lower threshold of a new grey zone: the shortest decimal that
 * refers about one row in ten. O(log n). */
static double
find_start (LimenSession *self)
{
  const LimenSweep *sweep = limen_session_get_sweep (self);
  double n_rows
      = limen_sweep_get_positives (sweep) + limen_sweep_get_negatives (sweep);
  gsize first = find_below (sweep, self->candidate, MAX_START_SHARE * n_rows);
  gsize last = find_below (sweep, self->candidate, MIN_START_SHARE * n_rows);

  return fmin (limen_session_get_threshold (self),
               limen_threshold_between (limen_sweep_get_low (sweep, first),
                                        limen_sweep_get_score (sweep, last),
                                        LIMEN_KEEP_EITHER));
}

/* Adds a grey zone to the current class that refers about a tenth of the rows.
 * The session must have an analysis. */
void
limen_session_begin_zone (LimenSession *self)
{
  g_return_if_fail (LIMEN_IS_SESSION (self));
  g_return_if_fail (self->class != NULL);

  limen_session_set_refer_from (self, find_start (self));
}

/* Costs and population of the grey zone; the cost of referring is 0 unless the
 * objective sets it. */
static LimenObjective
get_zone_view (LimenSession *self)
{
  const LimenClassChoice *choice = limen_session_get_choice (self);

  return limen_class_choice_refers (choice) ? choice->objective
                                            : limen_session_get_view (self);
}

/* What the current thresholds do: confusion matrix of the decided rows, rows
 * referred, coverage and error rate. Without a grey zone no row is referred.
 * The session must have an analysis. O(log n). */
LimenOptimum
limen_session_get_zone (LimenSession *self)
{
  LimenObjective view = get_zone_view (self);

  g_return_val_if_fail (self->class != NULL, (LimenOptimum){ 0 });

  return limen_objective_at_thresholds (&view, limen_session_get_sweep (self),
                                        limen_session_get_refer_from (self),
                                        limen_session_get_threshold (self));
}

/* A metric of the decided rows with a grey zone between the sweep candidates
 * `refer_from` and `positive_from`; the cost is that of all rows. NaN if
 * undefined. The session must have an analysis. */
double
limen_session_get_value_between (LimenSession *self, LimenMetric metric,
                                 gsize refer_from, gsize positive_from)
{
  LimenObjective view = get_zone_view (self);

  g_return_val_if_fail (self->class != NULL, NAN);

  return limen_objective_value_between (
      &view, metric, limen_session_get_sweep (self), refer_from, positive_from);
}

/* As limen_session_get_value_between(), on the test data, between two
 * thresholds; NaN as `refer_from`: no grey zone. NaN without test data. */
double
limen_session_get_test_value_at (LimenSession *self, LimenMetric metric,
                                 double refer_from, double threshold)
{
  const LimenSweep *sweep;
  LimenObjective view;
  gsize positive_from;

  if (self->test_class == NULL)
    return NAN;
  view = get_zone_view (self);
  sweep = limen_one_vs_rest_get_sweep (self->test_class);
  threshold = limen_test_data_convert (self->test, threshold);
  refer_from = limen_test_data_convert (self->test, refer_from);
  positive_from = limen_sweep_find (sweep, threshold);
  return limen_objective_value_between (
      &view, metric, sweep,
      isnan (refer_from)
          ? positive_from
          : MIN (limen_sweep_find (sweep, refer_from), positive_from),
      positive_from);
}

/* As limen_session_get_value_between(), at the current thresholds. */
double
limen_session_get_zone_value (LimenSession *self, LimenMetric metric)
{
  double refer_from = limen_session_get_refer_from (self);

  return limen_session_get_value_between (
      self, metric,
      isnan (refer_from)
          ? self->candidate
          : limen_sweep_find (limen_session_get_sweep (self), refer_from),
      self->candidate);
}

/* The objective */

/* Sets the objective of the current class; NULL for none. The threshold moves
 * to its optimum, and `optimum-changed` is emitted. An objective that refers
 * rows adds a grey zone, which requires an analysis; one that does not removes
 * it. The session overrides the objective's prevalence and its use of row
 * costs. */
void
limen_session_set_objective (LimenSession *self,
                             const LimenObjective *objective)
{
  gboolean refers;

  g_return_if_fail (LIMEN_IS_SESSION (self));

  refers = objective != NULL && limen_objective_refers (objective);
  g_return_if_fail (!refers || self->class != NULL);
  if (objective != NULL && refers != limen_session_has_zone (self))
    place_refer_from (self, refers ? find_start (self) : NAN);
  set_objective (self, objective);
  limen_session_record_move (self, LIMEN_CHANGE_OF_OBJECTIVE);
}

/* The objective of the current class; owned by the session. NULL while its
 * threshold is set by hand. */
const LimenObjective *
limen_session_get_objective (LimenSession *self)
{
  const LimenClassChoice *choice;

  g_return_val_if_fail (LIMEN_IS_SESSION (self), NULL);

  choice = limen_session_get_choice (self);
  return choice->has_objective ? &choice->objective : NULL;
}

/* The optimum found for the objective of the current class; owned by the
 * session. NULL without an objective and while the search is running. */
const LimenOptimum *
limen_session_get_optimum (LimenSession *self)
{
  const LimenClassChoice *choice;

  g_return_val_if_fail (LIMEN_IS_SESSION (self), NULL);

  choice = limen_session_get_choice (self);
  return choice->has_optimum ? &choice->optimum : NULL;
}

/* Population and costs */

/* The prevalence of the current class's population; NaN: as in the rows. */
double
limen_session_get_prevalence (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), NAN);

  return limen_session_get_choice (self)->prevalence;
}

/* As limen_session_get_prevalence(), for any class. */
double
limen_session_get_prevalence_of (LimenSession *self, gsize class)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), NAN);
  g_return_val_if_fail (class < limen_threshold_set_get_n (self->thresholds),
                        NAN);

  return self->choices[class].prevalence;
}

/* Sets the prevalence of the current class's population, between 0 and 1, or
 * NaN for that of the rows. Metrics, costs, curves and the optimum are then
 * those of the population. */
void
limen_session_set_prevalence (LimenSession *self, double prevalence)
{
  LimenObjective before, view;

  g_return_if_fail (LIMEN_IS_SESSION (self));
  g_return_if_fail (isnan (prevalence) || (prevalence > 0 && prevalence < 1));

  before = limen_session_get_view (self);
  limen_class_choice_set_prevalence (limen_session_get_choice (self),
                                     prevalence);
  view = limen_session_get_view (self);
  if (is_same_view (&view, &before))
    return;
  apply_view (self, &before);
  limen_session_record (self, _ ("changing the prevalence"));
}

/* The population and the costs that metrics are computed with, as an
 * objective: the costs of the objective, else a cost of 1 per error, or the
 * costs of each row. */
LimenObjective
limen_session_get_view (LimenSession *self)
{
  g_return_val_if_fail (
      LIMEN_IS_SESSION (self),
      limen_objective_new ((LimenMetric){ LIMEN_METRIC_COST, 1 }, TRUE));

  return limen_class_choice_get_view (limen_session_get_choice (self),
                                      has_row_costs (self));
}

/* A metric at the threshold, in the population and with the costs of the
 * session, which must have an analysis. */
double
limen_session_get_value (LimenSession *self, LimenMetric metric)
{
  LimenObjective view = limen_session_get_view (self);

  g_return_val_if_fail (self->class != NULL, NAN);

  return limen_objective_value_at (
      &view, metric, limen_session_get_sweep (self), self->candidate);
}
