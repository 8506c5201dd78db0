/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "metric-intervals.h"

#include <math.h>

#include "class-replicates.h"
#include "intervals-job.h"

struct _LimenMetricIntervals
{
  GObject parent_instance;

  LimenSession *session;    /* NULL once disposed */
  /* Of the estimates, or of those being computed. The class is an owned
   * reference; NULL: no estimates. */
  LimenMetricPlace place;
  LimenEstimate *estimates; /* NULL: not computed yet */
  GCancellable *computing;
  LimenMetricPlace computed; /* place of the running job */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimenMetricIntervals, limen_metric_intervals,
                     G_TYPE_OBJECT)

static gboolean
is_equal (double a, double b)
{
  return a == b || (isnan (a) && isnan (b));
}

static gboolean
is_same_view (const LimenObjective *a, const LimenObjective *b)
{
  return a->costs.fp_cost == b->costs.fp_cost
         && a->costs.fn_cost == b->costs.fn_cost
         && a->costs.tp_gain == b->costs.tp_gain
         && a->costs.tn_gain == b->costs.tn_gain
         && a->has_row_costs == b->has_row_costs
         && is_equal (a->prevalence, b->prevalence);
}

static gboolean
is_same_place (const LimenMetricPlace *a, const LimenMetricPlace *b)
{
  return a->class == b->class && a->has_zone == b->has_zone
         && a->positive_from == b->positive_from
         && a->refer_from == b->refer_from
         && (a->class == NULL || is_same_view (&a->view, &b->view));
}

static void
set_place (LimenMetricPlace *place, const LimenMetricPlace *new_place)
{
  LimenOneVsRest *old = place->class;

  *place = *new_place;
  if (place->class != NULL)
    limen_one_vs_rest_ref (place->class);
  limen_one_vs_rest_unref (old);
}

/* The place of the session; its class is borrowed. */
static LimenMetricPlace
get_place (LimenMetricIntervals *self)
{
  LimenMetricPlace place = { 0 };

  if (!limen_metric_intervals_are_shown (self))
    return place;
  place.class = limen_session_get_class (self->session);
  place.view = limen_session_get_view (self->session);
  place.positive_from = limen_session_get_candidate (self->session);
  place.has_zone = limen_session_has_zone (self->session);
  if (place.has_zone)
    place.refer_from
        = limen_session_get_zone (self->session).refer_from.candidate;
  return place;
}

static void start (LimenMetricIntervals *self);

/* Takes the estimates, or starts again where the threshold was moved
 * meanwhile: a running job cannot be stopped, so there is one at a time. */
static void
computed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  LimenMetricIntervals *self = LIMEN_METRIC_INTERVALS (object);
  LimenEstimate *estimates = limen_job_metric_intervals_finish (result, NULL);

  g_clear_object (&self->computing);
  if (self->session != NULL && is_same_place (&self->computed, &self->place))
    {
      self->estimates = g_steal_pointer (&estimates);
      g_signal_emit (self, signals[CHANGED], 0);
    }
  else if (self->session != NULL && self->place.class != NULL)
    start (self);
  g_free (estimates);
}

static void
start (LimenMetricIntervals *self)
{
  const LimenBootstrap plan = limen_session_get_bootstrap (self->session);

  if (self->computing != NULL)
    return;
  self->computing = g_cancellable_new ();
  set_place (&self->computed, &self->place);
  limen_job_metric_intervals_async (&self->place, &plan, self->computing, self,
                                    computed_cb);
}

static void
limen_metric_intervals_dispose (GObject *object)
{
  LimenMetricIntervals *self = LIMEN_METRIC_INTERVALS (object);

  if (self->computing != NULL)
    g_cancellable_cancel (self->computing);
  g_clear_weak_pointer (&self->session);
  G_OBJECT_CLASS (limen_metric_intervals_parent_class)->dispose (object);
}

static void
limen_metric_intervals_finalize (GObject *object)
{
  LimenMetricIntervals *self = LIMEN_METRIC_INTERVALS (object);

  g_clear_object (&self->computing);
  limen_one_vs_rest_unref (self->place.class);
  limen_one_vs_rest_unref (self->computed.class);
  g_free (self->estimates);
  G_OBJECT_CLASS (limen_metric_intervals_parent_class)->finalize (object);
}

static void
limen_metric_intervals_class_init (LimenMetricIntervalsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = limen_metric_intervals_dispose;
  G_OBJECT_CLASS (klass)->finalize = limen_metric_intervals_finalize;
  signals[CHANGED]
      = g_signal_new ("changed", LIMEN_TYPE_METRIC_INTERVALS,
                      G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
limen_metric_intervals_init (LimenMetricIntervals *self)
{
}

/* The estimates of a session. */
LimenMetricIntervals *
limen_metric_intervals_new (LimenSession *session)
{
  LimenMetricIntervals *self
      = g_object_new (LIMEN_TYPE_METRIC_INTERVALS, NULL);

  g_set_weak_pointer (&self->session, session);
  return self;
}

/* Whether the metrics are shown with intervals. */
gboolean
limen_metric_intervals_are_shown (LimenMetricIntervals *self)
{
  g_return_val_if_fail (LIMEN_IS_METRIC_INTERVALS (self), FALSE);

  return self->session != NULL && limen_session_has_intervals (self->session)
         && limen_session_get_class (self->session) != NULL;
}

/* The LIMEN_N_METRICS estimates at the session's threshold, owned by the
 * object; NULL if they are not shown, or still being computed. */
const LimenEstimate *
limen_metric_intervals_get (LimenMetricIntervals *self)
{
  LimenMetricPlace place;
  LimenBootstrap plan;

  g_return_val_if_fail (LIMEN_IS_METRIC_INTERVALS (self), NULL);

  place = get_place (self);
  if (is_same_place (&place, &self->place))
    return self->estimates;
  g_clear_pointer (&self->estimates, g_free);
  set_place (&self->place, &place);
  if (place.class == NULL)
    return NULL;
  plan = limen_session_get_bootstrap (self->session);
  if (limen_class_replicates_are_fast (place.class, place.view.has_row_costs))
    self->estimates = limen_metric_place_estimate (&place, &plan, NULL);
  else
    start (self);
  return self->estimates;
}
