/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decision-intervals.h"

#include "intervals-job.h"

struct _LimenDecisionIntervals
{
  GObject parent_instance;

  LimenSession *session; /* NULL once disposed */
  LimenDecisionEstimates estimates;
  gboolean has_estimates; /* of the current result */
  gboolean is_stale;      /* the running job is of another result */
  guint waiting;          /* source that starts a job; 0: none */
  GCancellable *computing;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimenDecisionIntervals, limen_decision_intervals,
                     G_TYPE_OBJECT)

static void start_later (LimenDecisionIntervals *self);

/* Takes the estimates, or starts again if the thresholds were moved meanwhile:
 * a running job cannot be stopped, so there is one at a time. */
static void
computed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  LimenDecisionIntervals *self = LIMEN_DECISION_INTERVALS (object);
  LimenDecisionEstimates estimates;
  gboolean is_computed
      = limen_job_decision_intervals_finish (result, &estimates, NULL);

  g_clear_object (&self->computing);
  if (self->session == NULL)
    return;
  if (self->is_stale)
    start_later (self);
  else if (is_computed)
    {
      self->estimates = estimates;
      self->has_estimates = TRUE;
      g_signal_emit (self, signals[CHANGED], 0);
    }
}

static gboolean
start_cb (gpointer data)
{
  LimenDecisionIntervals *self = data;
  LimenThresholdSet *set = limen_session_get_thresholds (self->session);

  self->waiting = 0;
  if (!limen_session_has_intervals (self->session) || self->has_estimates
      || self->computing != NULL
      || limen_threshold_set_get_multiclass_result (set) == NULL)
    return G_SOURCE_REMOVE;
  self->is_stale = FALSE;
  self->computing = g_cancellable_new ();
  limen_job_decision_intervals_async (
      limen_threshold_set_get_deciding_scores (set),
      limen_threshold_set_get_deciding_thresholds (set),
      limen_threshold_set_get_rule (set),
      limen_session_get_bootstrap (self->session).confidence, self->computing,
      self, computed_cb);
  return G_SOURCE_REMOVE;
}

static void
start_later (LimenDecisionIntervals *self)
{
  if (self->waiting == 0)
    self->waiting = g_idle_add_full (G_PRIORITY_LOW, start_cb, self, NULL);
}

static void
result_changed_cb (LimenDecisionIntervals *self)
{
  self->has_estimates = FALSE;
  self->is_stale = TRUE;
  start_later (self);
}

static void
intervals_changed_cb (LimenDecisionIntervals *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
  start_later (self);
}

static void
limen_decision_intervals_dispose (GObject *object)
{
  LimenDecisionIntervals *self = LIMEN_DECISION_INTERVALS (object);

  g_clear_handle_id (&self->waiting, g_source_remove);
  if (self->computing != NULL)
    g_cancellable_cancel (self->computing);
  g_clear_weak_pointer (&self->session);
  G_OBJECT_CLASS (limen_decision_intervals_parent_class)->dispose (object);
}

static void
limen_decision_intervals_finalize (GObject *object)
{
  g_clear_object (&LIMEN_DECISION_INTERVALS (object)->computing);
  G_OBJECT_CLASS (limen_decision_intervals_parent_class)->finalize (object);
}

static void
limen_decision_intervals_class_init (LimenDecisionIntervalsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = limen_decision_intervals_dispose;
  G_OBJECT_CLASS (klass)->finalize = limen_decision_intervals_finalize;
  signals[CHANGED]
      = g_signal_new ("changed", LIMEN_TYPE_DECISION_INTERVALS,
                      G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
limen_decision_intervals_init (LimenDecisionIntervals *self)
{
}

/* The estimates of a session. Make it before what shows them connects to the
 * thresholds: estimates of another result are dropped first. */
LimenDecisionIntervals *
limen_decision_intervals_new (LimenSession *session)
{
  LimenDecisionIntervals *self
      = g_object_new (LIMEN_TYPE_DECISION_INTERVALS, NULL);

  g_set_weak_pointer (&self->session, session);
  g_signal_connect_object (limen_session_get_thresholds (session),
                           "result-changed", G_CALLBACK (result_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::intervals",
                           G_CALLBACK (intervals_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/* The estimates, owned by the object; NULL while they are being computed, and
 * while intervals are hidden. */
const LimenDecisionEstimates *
limen_decision_intervals_get (LimenDecisionIntervals *self)
{
  g_return_val_if_fail (LIMEN_IS_DECISION_INTERVALS (self), NULL);

  return self->has_estimates && limen_session_has_intervals (self->session)
             ? &self->estimates
             : NULL;
}
