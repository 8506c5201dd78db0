#include "session-private.h"

#include <math.h>
#include <string.h>

#include "jobs.h"

/* Searching */

static void
optimum_computed_cb (GObject *object, GAsyncResult *result,
                     gpointer user_data)
{
  LimenSession *self = LIMEN_SESSION (object);
  LimenOptimum optimum;

  if (!limen_job_optimum_finish (result, &optimum))
    return;

  limen_session_get_choice (self)->optimum = optimum;
  limen_session_get_choice (self)->has_optimum = TRUE;
  if (optimum.status == LIMEN_OPTIMUM_FOUND)
    limen_session_move_threshold (self, optimum.positive_from.threshold);
  limen_session_record_outcome (self);
  limen_session_emit (self, LIMEN_SESSION_OPTIMUM_CHANGED, NULL);
}

static void
start_optimum (LimenSession *self)
{
  limen_job_optimum_async (
      self->class, &limen_session_get_choice (self)->objective,
      limen_job_restart (&self->optimizing), self, optimum_computed_cb);
}

static void
zone_computed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  LimenSession *self = LIMEN_SESSION (object);
  g_autoptr (GError) error = NULL;
  LimenOptimum zone;

  if (!limen_grey_zone_choice_optimize_finish (result, &zone, &error))
    {
      limen_session_fail (self, LIMEN_SESSION_COMPUTE_FAILED, error);
      return;
    }
  limen_session_get_choice (self)->zone.optimum = zone;
  limen_session_get_choice (self)->zone.has_optimum = TRUE;
  if (zone.status == LIMEN_OPTIMUM_FOUND)
    {
      limen_session_move_threshold (self, zone.positive_from.threshold);
      limen_session_move_refer_from (self, zone.refer_from.threshold);
    }
  limen_session_record_outcome (self);
  limen_session_emit (self, LIMEN_SESSION_OPTIMUM_CHANGED, NULL);
}

/* Looks for what is asked for and not there yet; FALSE where nothing is. */
gboolean
limen_session_start_search (LimenSession *self)
{
  LimenClassChoice *choice = limen_session_get_choice (self);

  if (choice->zone.has_objective && !choice->zone.has_optimum)
    limen_grey_zone_choice_optimize_async (
        &choice->zone, self->class, limen_job_restart (&self->optimizing), self,
        zone_computed_cb);
  else if (choice->has_objective && !choice->has_optimum)
    start_optimum (self);
  else
    return FALSE;
  return TRUE;
}

static gboolean
is_same_view (const LimenObjective *a, const LimenObjective *b)
{
  return memcmp (&a->costs, &b->costs, sizeof a->costs) == 0
         && (a->prevalence == b->prevalence
             || (isnan (a->prevalence) && isnan (b->prevalence)));
}

/* Whatever depends on how metrics are seen is computed anew where that was
 * otherwise before; so is the optimum. */
static void
restate (LimenSession *self, const LimenObjective *before)
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

/* Moves the lower threshold as limen_session_set_refer_from() does, where that
 * is not the user's doing. */
void
limen_session_move_refer_from (LimenSession *self, double refer_from)
{
  LimenObjective before;
  gboolean had_zone = limen_session_has_zone (self);
  gboolean has_zone = !isnan (refer_from);

  if (has_zone)
    refer_from = fmin (refer_from, limen_session_get_threshold (self));
  if (had_zone == has_zone
      && (!has_zone || limen_session_get_refer_from (self) == refer_from))
    return;
  before = limen_session_get_view (self);
  limen_threshold_set_set_refer_from (self->thresholds, self->class_index,
                                      refer_from);
  limen_session_show_threshold (self, refer_from);
  limen_session_notify (self, LIMEN_SESSION_PROP_REFER_FROM);
  if (had_zone == has_zone)
    return;
  limen_class_choice_clear_objectives (limen_session_get_choice (self));
  restate (self, &before);
}

/* Moves the lower threshold, at most up to the other one; NaN: no grey zone.
 * What was asked of one threshold is not asked of two, nor the other way
 * round. In logarithmic time. */
void
limen_session_set_refer_from (LimenSession *self, double refer_from)
{
  double before;

  g_return_if_fail (LIMEN_IS_SESSION (self));
  g_return_if_fail (refer_from != -(double) INFINITY);

  before = limen_session_get_refer_from (self);
  limen_session_move_refer_from (self, refer_from);
  if (isnan (before) != isnan (refer_from))
    limen_session_record (self, isnan (refer_from) ? "leaving the grey zone"
                                                   : "making a grey zone");
  else if (limen_session_get_refer_from (self) != before
           && !isnan (refer_from))
    limen_session_record_move (self, LIMEN_CHANGE_OF_THRESHOLD);
}

/* Gives the class at hand a grey zone of about a tenth of the rows below the
 * threshold; a session must have an analysis. */
void
limen_session_begin_zone (LimenSession *self)
{
  g_return_if_fail (LIMEN_IS_SESSION (self));
  g_return_if_fail (self->class != NULL);

  limen_session_set_refer_from (
      self, limen_grey_zone_choice_get_start (
                limen_session_get_sweep (self),
                limen_session_get_threshold (self)));
}

static LimenObjective
get_zone_view (LimenSession *self)
{
  LimenObjective view = limen_session_get_view (self);

  return limen_grey_zone_choice_get_view (
      &limen_session_get_choice (self)->zone, &view);
}

/* What the two thresholds do, as the objective sees it. There must be a grey
 * zone, and an analysis. In logarithmic time. */
LimenOptimum
limen_session_get_zone (LimenSession *self)
{
  LimenObjective view = get_zone_view (self);

  g_return_val_if_fail (self->class != NULL, (LimenOptimum){ 0 });

  return limen_objective_at_thresholds (&view, limen_session_get_sweep (self),
                                        limen_session_get_refer_from (self),
                                        limen_session_get_threshold (self));
}

/* A metric of the rows that are decided; but the cost is that of all. */
double
limen_session_get_zone_value (LimenSession *self, LimenMetric metric)
{
  LimenObjective view = get_zone_view (self);
  LimenOptimum zone = limen_session_get_zone (self);

  g_return_val_if_fail (self->class != NULL, NAN);

  return limen_objective_value_between (
      &view, metric, limen_session_get_sweep (self), zone.refer_from.candidate,
      zone.positive_from.candidate);
}

/* States an objective for both thresholds of a grey zone, or none (NULL): they
 * then go to its optimum, and `optimum-changed` tells. Whether rows have costs,
 * and its population, the session knows, whatever it says itself. */
void
limen_session_set_zone_objective (LimenSession *self,
                                  const LimenObjective *objective)
{
  LimenObjective before;

  g_return_if_fail (LIMEN_IS_SESSION (self));
  g_return_if_fail (limen_session_has_zone (self));

  before = limen_session_get_view (self);
  limen_class_choice_set_zone_objective (limen_session_get_choice (self),
                                         objective, before.has_row_costs);
  restate (self, &before);
  limen_session_record_move (self, LIMEN_CHANGE_OF_OBJECTIVE);
}

/* What is asked of the grey zone of the class at hand, and what came of it;
 * owned by the session. */
const LimenGreyZoneChoice *
limen_session_get_zone_choice (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), NULL);

  return &limen_session_get_choice (self)->zone;
}

/* The objective */

/* States an objective for the class at hand, or none (NULL): the threshold
 * then goes to its optimum, and `optimum-changed` tells. Its population is the
 * session's, whatever it says itself. */
void
limen_session_set_objective (LimenSession *self,
                             const LimenObjective *objective)
{
  LimenObjective before;

  g_return_if_fail (LIMEN_IS_SESSION (self));

  before = limen_session_get_view (self);
  limen_class_choice_set_objective (limen_session_get_choice (self), objective);
  restate (self, &before);
  limen_session_record_move (self, LIMEN_CHANGE_OF_OBJECTIVE);
}

/* The objective, or NULL while the threshold is set by hand. */
const LimenObjective *
limen_session_get_objective (LimenSession *self)
{
  const LimenClassChoice *choice;

  g_return_val_if_fail (LIMEN_IS_SESSION (self), NULL);

  choice = limen_session_get_choice (self);
  return choice->has_objective ? &choice->objective : NULL;
}

/* What came of the objective, or NULL where there is none (yet). */
const LimenOptimum *
limen_session_get_optimum (LimenSession *self)
{
  const LimenClassChoice *choice;

  g_return_val_if_fail (LIMEN_IS_SESSION (self), NULL);

  choice = limen_session_get_choice (self);
  return choice->has_optimum ? &choice->optimum : NULL;
}

/* How metrics are seen */

/* The prevalence of the population that the class at hand is seen in; NaN:
 * that of the rows. */
double
limen_session_get_prevalence (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), NAN);

  return limen_session_get_choice (self)->prevalence;
}

/* The same of any class. */
double
limen_session_get_prevalence_of (LimenSession *self, gsize class)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), NAN);
  g_return_val_if_fail (class < limen_threshold_set_get_n (self->thresholds),
                        NAN);

  return self->choices[class].prevalence;
}

/* Sees the class at hand in a population of another prevalence, above 0 and
 * below 1, or as in the rows (NaN): metrics, costs and curves are then those
 * of the population, where the objective has its optimum, too. */
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
  restate (self, &before);
  limen_session_record (self, "changing the population");
}

/* How metrics are seen: with the costs that the objective says, else one for
 * each error, or with those of the rows; in the population. */
LimenObjective
limen_session_get_view (LimenSession *self)
{
  gboolean has_row_costs;

  g_return_val_if_fail (
      LIMEN_IS_SESSION (self),
      limen_objective_new ((LimenMetric){ LIMEN_METRIC_COST, 1 }, TRUE));

  has_row_costs = self->class != NULL
                  && limen_sweep_has_row_costs (limen_session_get_sweep (self));
  return limen_class_choice_get_view (limen_session_get_choice (self),
                                      has_row_costs);
}

/* A metric at the threshold, seen so; a session must have an analysis. */
double
limen_session_get_value (LimenSession *self, LimenMetric metric)
{
  LimenObjective view = limen_session_get_view (self);

  g_return_val_if_fail (self->class != NULL, NAN);

  return limen_objective_value_at (
      &view, metric, limen_session_get_sweep (self), self->candidate);
}
