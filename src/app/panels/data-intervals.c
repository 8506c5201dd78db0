/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data-intervals.h"

#include <math.h>

#include "intervals-job.h"
#include "job.h"

struct _LimenDataIntervals
{
  GObject parent_instance;

  LimenSession *session; /* NULL once disposed */
  gsize n_losses;
  LimenEstimate *losses; /* NULL: not computed */
  gboolean has_ranking;
  LimenRankingEstimates ranking;
  double prevalence; /* of the ranking */
  guint waiting;     /* source that starts the jobs; 0: none */
  GCancellable *estimating_losses, *estimating_ranking;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimenDataIntervals, limen_data_intervals, G_TYPE_OBJECT)

static void
losses_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  LimenDataIntervals *self = LIMEN_DATA_INTERVALS (object);
  LimenEstimate *losses = limen_job_loss_intervals_finish (result, NULL);

  if (losses == NULL || self->session == NULL)
    {
      g_free (losses);
      return;
    }
  g_free (self->losses);
  self->losses = losses;
  limen_analysis_get_losses (limen_session_get_analysis (self->session),
                             &self->n_losses);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
ranking_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  LimenDataIntervals *self = LIMEN_DATA_INTERVALS (object);
  LimenRankingEstimates ranking;

  if (!limen_job_ranking_intervals_finish (result, &ranking, NULL)
      || self->session == NULL)
    return;
  self->ranking = ranking;
  self->has_ranking = TRUE;
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Starts what is not computed and does not run. */
static gboolean
start_cb (gpointer data)
{
  LimenDataIntervals *self = data;
  LimenAnalysis *analysis = limen_session_get_analysis (self->session);
  LimenOneVsRest *class = limen_session_get_class (self->session);
  double confidence = limen_session_get_bootstrap (self->session).confidence;

  self->waiting = 0;
  if (!limen_session_has_intervals (self->session) || analysis == NULL)
    return G_SOURCE_REMOVE;
  if (self->losses == NULL && self->estimating_losses == NULL)
    limen_job_loss_intervals_async (
        analysis, confidence, limen_job_restart (&self->estimating_losses),
        self, losses_cb);
  if (!self->has_ranking && self->estimating_ranking == NULL && class != NULL)
    limen_job_ranking_intervals_async (
        class, self->prevalence, confidence,
        limen_job_restart (&self->estimating_ranking), self, ranking_cb);
  return G_SOURCE_REMOVE;
}

static void
start_later (LimenDataIntervals *self)
{
  if (self->waiting == 0)
    self->waiting = g_idle_add_full (G_PRIORITY_LOW, start_cb, self, NULL);
}

static void
drop_ranking (LimenDataIntervals *self)
{
  limen_job_cancel (&self->estimating_ranking);
  self->has_ranking = FALSE;
  self->prevalence = limen_session_get_class (self->session) != NULL
                         ? limen_session_get_prevalence (self->session)
                         : (double) NAN;
}

static void
analysis_changed_cb (LimenSession *session, LimenDataIntervals *self)
{
  limen_job_cancel (&self->estimating_losses);
  g_clear_pointer (&self->losses, g_free);
  start_later (self);
}

static void
class_changed_cb (LimenSession *session, LimenDataIntervals *self)
{
  drop_ranking (self);
  start_later (self);
}

/* Costs do not affect the ranking; a new prevalence does. */
static void
view_changed_cb (LimenSession *session, LimenDataIntervals *self)
{
  double prevalence = limen_session_get_prevalence (session);

  if (prevalence == self->prevalence
      || (isnan (prevalence) && isnan (self->prevalence)))
    return;
  drop_ranking (self);
  start_later (self);
}

static void
intervals_changed_cb (LimenSession *session, GParamSpec *pspec,
                      LimenDataIntervals *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
  start_later (self);
}

static void
limen_data_intervals_dispose (GObject *object)
{
  LimenDataIntervals *self = LIMEN_DATA_INTERVALS (object);

  g_clear_handle_id (&self->waiting, g_source_remove);
  limen_job_cancel (&self->estimating_losses);
  limen_job_cancel (&self->estimating_ranking);
  g_clear_weak_pointer (&self->session);
  G_OBJECT_CLASS (limen_data_intervals_parent_class)->dispose (object);
}

static void
limen_data_intervals_finalize (GObject *object)
{
  g_free (LIMEN_DATA_INTERVALS (object)->losses);
  G_OBJECT_CLASS (limen_data_intervals_parent_class)->finalize (object);
}

static void
limen_data_intervals_class_init (LimenDataIntervalsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = limen_data_intervals_dispose;
  G_OBJECT_CLASS (klass)->finalize = limen_data_intervals_finalize;
  signals[CHANGED]
      = g_signal_new ("changed", LIMEN_TYPE_DATA_INTERVALS, G_SIGNAL_RUN_LAST,
                      0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
limen_data_intervals_init (LimenDataIntervals *self)
{
  self->prevalence = NAN;
}

/* The estimates of a session. Make it before what shows them connects to the
 * session: estimates of another file are dropped first. */
LimenDataIntervals *
limen_data_intervals_new (LimenSession *session)
{
  LimenDataIntervals *self = g_object_new (LIMEN_TYPE_DATA_INTERVALS, NULL);

  g_set_weak_pointer (&self->session, session);
  g_signal_connect_object (session, "analysis-changed",
                           G_CALLBACK (analysis_changed_cb), self, 0);
  g_signal_connect_object (session, "class-changed",
                           G_CALLBACK (class_changed_cb), self, 0);
  g_signal_connect_object (session, "view-changed",
                           G_CALLBACK (view_changed_cb), self, 0);
  g_signal_connect_object (session, "notify::intervals",
                           G_CALLBACK (intervals_changed_cb), self, 0);
  return self;
}

/* The estimate of a loss of the analysis, by its index, owned by the object;
 * NULL while it is being computed. */
const LimenEstimate *
limen_data_intervals_get_loss (LimenDataIntervals *self, gsize loss)
{
  g_return_val_if_fail (LIMEN_IS_DATA_INTERVALS (self), NULL);

  return self->losses != NULL && loss < self->n_losses ? &self->losses[loss]
                                                       : NULL;
}

/* The estimates of the ranking metrics of the class, owned by the object; NULL
 * while they are being computed. */
const LimenRankingEstimates *
limen_data_intervals_get_ranking (LimenDataIntervals *self)
{
  g_return_val_if_fail (LIMEN_IS_DATA_INTERVALS (self), NULL);

  return self->has_ranking ? &self->ranking : NULL;
}
