/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figure-feed.h"

#include <glib/gi18n.h>

#include "figure-adapter.h"
#include "figure-snapshot.h"
#include "figure-view.h"
#include "job.h"
#include "reliability-counts.h"
#include "session-private.h"
#include "xy-view.h"

struct _LimenFigureFeed
{
  GObject parent_instance;

  const LimenFigureType *type;
  const LimenFigureAdapter *adapter;
  GtkWidget *view;       /* NULL once destroyed */
  LimenBinsBar *bar;     /* NULL if the figure has no calibration bins */
  LimenSession *session; /* the window's; NULL once destroyed */
  LimenOneVsRest *class; /* class that the view shows; NULL if none */
  gboolean is_stale;     /* to be computed once the view is visible */
  gboolean is_old_view;  /* the shown bands are those of other costs or of
                          * another population */
  GCancellable *computing;
  GCancellable *banding; /* of the job that computes the bands */
};

G_DEFINE_FINAL_TYPE (LimenFigureFeed, limen_figure_feed, G_TYPE_OBJECT)

static LimenKind
get_kind (LimenOneVsRest *class)
{
  return limen_one_vs_rest_get_numbers (class)->kind;
}

static gboolean
is_seen (LimenFigureFeed *self)
{
  return self->view != NULL && gtk_widget_get_mapped (self->view);
}

/* Showing */

/* Shows the bins bar, which is hidden for plain scores: they have no
 * calibration. */
static void
show_bins (LimenFigureFeed *self, const LimenReliabilityCounts *counts)
{
  if (counts == NULL)
    {
      limen_bins_bar_set_bins (self->bar, NULL, 0);
      return;
    }
  limen_bins_bar_set_bins (self->bar, counts->bins, counts->n_bins);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), limen_kind_has_probabilities (
                                                      get_kind (self->class)));
}

/* Shows the computed data; NULL clears the view. */
static void
show (LimenFigureFeed *self, gpointer computed)
{
  const char *title
      = self->class != NULL
            ? limen_figure_type_get_title (self->type, get_kind (self->class))
            : _ (self->type->title);

  if (self->view == NULL)
    return;
  self->adapter->show (self->view, title, self->class, computed);
  if (self->bar != NULL)
    show_bins (self, computed);
}

static void
mark (LimenFigureFeed *self)
{
  if (self->adapter->mark != NULL && self->session != NULL
      && self->class != NULL && is_seen (self))
    self->adapter->mark (self->view, self->class,
                         limen_session_get_threshold (self->session));
}

/* Bands */

static gboolean
has_bands (LimenFigureFeed *self)
{
  return self->type->bands != NULL && self->session != NULL
         && self->class != NULL && limen_session_has_intervals (self->session)
         && limen_kind_has_thresholds (get_kind (self->class));
}

static void
show_bands (LimenFigureFeed *self, LimenBands *bands)
{
  if (self->view != NULL && self->type->bands != NULL)
    limen_plot_view_set_bands (LIMEN_PLOT_VIEW (self->view), bands);
}

/* Shows no band, but what a legend says about bands, so that it does not grow
 * when they arrive. Bands of another part of the axis stay. */
static void
announce_bands (LimenFigureFeed *self)
{
  const LimenBootstrap plan = limen_session_get_bootstrap (self->session);
  g_autoptr (LimenBands) none = limen_bands_new (plan.confidence);

  if (self->is_old_view
      || limen_plot_view_get_bands (LIMEN_PLOT_VIEW (self->view)) == NULL)
    show_bands (self, none);
  self->is_old_view = FALSE;
}

/* Computing */

typedef struct
{
  const LimenFigureType *type;
  LimenFigureInput *input;
} Job;

static void
job_free (gpointer data)
{
  limen_figure_input_free (((Job *) data)->input);
  g_free (data);
}

static void
compute (GTask *task, gpointer source, gpointer data,
         GCancellable *cancellable)
{
  const Job *job = data;
  gpointer computed;
  GError *error = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  computed = job->type->compute (job->type, job->input, cancellable);
  if (computed != NULL)
    g_task_return_pointer (task, computed, job->type->free);
  else if (!g_task_return_error_if_cancelled (task))
    {
      limen_figure_input_fail_memory (job->input, LIMEN_FOR_DRAWING, &error);
      g_task_return_error (task, error);
    }
}

static void
compute_bands (GTask *task, gpointer source, gpointer data,
               GCancellable *cancellable)
{
  const Job *job = data;
  LimenBands *bands;
  GError *error = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  bands = job->type->bands (job->type, job->input, cancellable, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, bands, (GDestroyNotify) limen_bands_unref);
}

static void
bands_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  LimenFigureFeed *self = LIMEN_FIGURE_FEED (object);
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenBands) bands
      = g_task_propagate_pointer (G_TASK (result), &error);

  if (self->session == NULL)
    return;
  if (error != NULL)
    limen_session_fail (self->session, LIMEN_SESSION_COMPUTE_FAILED, error);
  else if (has_bands (self))
    show_bands (self, bands);
}

static Job *
new_job (LimenFigureFeed *self)
{
  Job *job = g_new0 (Job, 1);

  job->type = self->type;
  job->input = limen_figure_snapshot_new (self->session);
  job->input->axis.x = *limen_session_get_range (self->session);
  return job;
}

/* Starts computing the bands, once the curves are shown. */
static void
start_bands (LimenFigureFeed *self)
{
  limen_job_cancel (&self->banding);
  if (!has_bands (self) || self->view == NULL)
    {
      show_bands (self, NULL);
      return;
    }
  announce_bands (self);
  limen_job_start (new_job (self), job_free, compute_bands,
                   limen_job_restart (&self->banding), self, bands_cb, NULL);
}

static void
computed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  LimenFigureFeed *self = LIMEN_FIGURE_FEED (object);
  g_autoptr (GError) error = NULL;
  gpointer computed = g_task_propagate_pointer (G_TASK (result), &error);

  if (computed == NULL)
    {
      if (self->session != NULL)
        limen_session_fail (self->session, LIMEN_SESSION_COMPUTE_FAILED,
                            error);
      return;
    }
  if (self->session != NULL)
    {
      show (self, computed);
      mark (self); /* the threshold may have moved since */
      start_bands (self);
    }
  self->type->free (computed);
}

static void
start (LimenFigureFeed *self)
{
  limen_job_start (new_job (self), job_free, compute,
                   limen_job_restart (&self->computing), self, computed_cb,
                   NULL);
}

/* Following the session */

static void
update_range (LimenFigureFeed *self)
{
  limen_figure_view_set_range (LIMEN_FIGURE_VIEW (self->view),
                               *limen_session_get_range (self->session),
                               limen_session_get_step (self->session));
}

static void
update_axis (LimenFigureFeed *self, const LimenSweep *sweep)
{
  const LimenThresholdLayout *axis = limen_session_get_axis (self->session);

  if (self->view == NULL || !self->adapter->has_axis)
    return;
  limen_figure_view_set_axis (LIMEN_FIGURE_VIEW (self->view), sweep,
                              axis->scale, axis->step, axis->title);
  update_range (self);
}

static void
refresh (LimenFigureFeed *self)
{
  LimenAnalysis *analysis = self->session != NULL
                                ? limen_session_get_analysis (self->session)
                                : NULL;
  LimenOneVsRest *class;

  if (!self->is_stale || analysis == NULL
      || !limen_figure_type_is_for (self->type, analysis))
    return;
  self->is_stale = FALSE;
  class = limen_session_get_class (self->session);
  if (class != NULL)
    {
      self->class = limen_one_vs_rest_ref (class);
      update_axis (self, limen_one_vs_rest_get_sweep (class));
    }
  start (self);
}

/* Clears the view and recomputes its figure when the class or the axis
 * changed. */
static void
changed_cb (LimenSession *session, LimenFigureFeed *self)
{
  limen_job_cancel (&self->computing);
  limen_job_cancel (&self->banding);
  update_axis (self, NULL);
  show (self, NULL);
  show_bands (self, NULL);
  g_clear_pointer (&self->class, limen_one_vs_rest_unref);
  self->is_stale = TRUE;
  if (is_seen (self))
    refresh (self);
}

/* Recomputes the figure after a change that keeps the class; the old figure
 * stays visible until the new one is ready. */
static void
replace_cb (LimenSession *session, LimenFigureFeed *self)
{
  if (self->class == NULL || !is_seen (self))
    {
      changed_cb (session, self);
      return;
    }
  limen_job_cancel (&self->computing);
  start (self);
}

static void
view_changed_cb (LimenSession *session, LimenFigureFeed *self)
{
  self->is_old_view = TRUE;
  replace_cb (session, self);
}

static void
intervals_changed_cb (LimenSession *session, GParamSpec *pspec,
                      LimenFigureFeed *self)
{
  if (self->class != NULL && is_seen (self))
    start_bands (self);
  else
    changed_cb (session, self);
}

static void
range_changed_cb (LimenSession *session, LimenFigureFeed *self)
{
  if (self->view != NULL)
    update_range (self);
  replace_cb (session, self);
}

static void
range_requested_cb (LimenFigureView *view, double low, double high,
                    LimenFigureFeed *self)
{
  if (self->session != NULL)
    limen_session_set_range (self->session, low, high);
}

static void
threshold_changed_cb (LimenSession *session, GParamSpec *pspec,
                      LimenFigureFeed *self)
{
  mark (self);
}

static void
map_cb (GtkWidget *view, LimenFigureFeed *self)
{
  refresh (self);
  mark (self);
}

/* The object */

static void
limen_figure_feed_dispose (GObject *object)
{
  LimenFigureFeed *self = LIMEN_FIGURE_FEED (object);

  limen_job_cancel (&self->computing);
  limen_job_cancel (&self->banding);
  g_clear_weak_pointer (&self->session);
  g_clear_weak_pointer (&self->view);
  g_clear_weak_pointer (&self->bar);
  G_OBJECT_CLASS (limen_figure_feed_parent_class)->dispose (object);
}

static void
limen_figure_feed_finalize (GObject *object)
{
  LimenFigureFeed *self = LIMEN_FIGURE_FEED (object);

  g_clear_pointer (&self->class, limen_one_vs_rest_unref);
  G_OBJECT_CLASS (limen_figure_feed_parent_class)->finalize (object);
}

static void
limen_figure_feed_class_init (LimenFigureFeedClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = limen_figure_feed_dispose;
  G_OBJECT_CLASS (klass)->finalize = limen_figure_feed_finalize;
}

static void
limen_figure_feed_init (LimenFigureFeed *self)
{
}

/* A new feed for a figure, its view, and the bins bar above it (NULL if the
 * figure has no bins). The view must have the type given by
 * limen_figure_adapter_get() for the figure's shape. Both widgets are
 * borrowed. */
LimenFigureFeed *
limen_figure_feed_new (const LimenFigureType *type, GtkWidget *view,
                       LimenBinsBar *bar)
{
  LimenFigureFeed *self = g_object_new (LIMEN_TYPE_FIGURE_FEED, NULL);

  self->type = type;
  self->adapter = limen_figure_adapter_get (type->shape);
  g_set_weak_pointer (&self->view, view);
  g_set_weak_pointer (&self->bar, bar);
  g_signal_connect_object (view, "map", G_CALLBACK (map_cb), self, 0);
  if (self->adapter->has_axis)
    g_signal_connect_object (view, "range-requested",
                             G_CALLBACK (range_requested_cb), self, 0);
  return self;
}

static void
bind (LimenFigureFeed *self, const char *property)
{
  g_object_bind_property (self->session, property, self->view, property,
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
}

/* Follows a session; call it once. A running computation keeps the feed alive.
 */
void
limen_figure_feed_set_session (LimenFigureFeed *self, LimenSession *session)
{
  gboolean has_axis;

  g_return_if_fail (LIMEN_IS_FIGURE_FEED (self));

  has_axis = self->adapter->has_axis;
  g_set_weak_pointer (&self->session, session);
  if (self->type->bands != NULL)
    g_signal_connect_object (session, "notify::intervals",
                             G_CALLBACK (intervals_changed_cb), self, 0);
  g_signal_connect_object (session,
                           has_axis ? "axis-changed" : "class-changed",
                           G_CALLBACK (changed_cb), self, 0);
  g_signal_connect_object (session, "test-changed", G_CALLBACK (replace_cb),
                           self, 0);
  if (self->type->has_bins)
    g_signal_connect_object (session, "calibration-changed",
                             G_CALLBACK (replace_cb), self, 0);
  if (self->type->has_metrics)
    g_signal_connect_object (session, "curves-chosen",
                             G_CALLBACK (replace_cb), self, 0);
  if (has_axis)
    {
      g_signal_connect_object (session, "range-changed",
                               G_CALLBACK (range_changed_cb), self, 0);
      bind (self, "refer-from");
    }
  if (self->adapter->mark != NULL)
    {
      g_signal_connect_object (session, "notify::threshold",
                               G_CALLBACK (threshold_changed_cb), self, 0);
      return;
    }
  /* Threshold curves are always visible and must not flicker while costs are
   * typed. */
  g_signal_connect_object (session, "view-changed",
                           self->type->shape == LIMEN_SHAPE_CURVES
                               ? G_CALLBACK (view_changed_cb)
                               : G_CALLBACK (changed_cb),
                           self, 0);
  bind (self, "threshold");
}

/* Marks the thresholds of pinned cutoffs; the array is copied. */
void
limen_figure_feed_set_pinned (LimenFigureFeed *self, const double *thresholds,
                              gsize n_thresholds)
{
  g_return_if_fail (LIMEN_IS_FIGURE_FEED (self));

  if (LIMEN_IS_FIGURE_VIEW (self->view))
    limen_figure_view_set_pinned (LIMEN_FIGURE_VIEW (self->view), thresholds,
                                  n_thresholds);
  else if (LIMEN_IS_XY_VIEW (self->view))
    limen_xy_view_set_pinned (LIMEN_XY_VIEW (self->view), thresholds,
                              n_thresholds);
}

/* Draws lines for cutoffs on the threshold axis; the array is copied. */
void
limen_figure_feed_set_marks (LimenFigureFeed *self, const LimenAxisMark *marks,
                             gsize n_marks)
{
  g_return_if_fail (LIMEN_IS_FIGURE_FEED (self));

  if (LIMEN_IS_FIGURE_VIEW (self->view))
    limen_figure_view_set_marks (LIMEN_FIGURE_VIEW (self->view), marks,
                                 n_marks);
}

/* Shows the interval of the optimum on the threshold axis; NaN for none. */
void
limen_figure_feed_set_band (LimenFigureFeed *self, double low, double high)
{
  g_return_if_fail (LIMEN_IS_FIGURE_FEED (self));

  if (LIMEN_IS_FIGURE_VIEW (self->view))
    limen_figure_view_set_band (LIMEN_FIGURE_VIEW (self->view), low, high);
}

/* Sets the colours of the view. */
void
limen_figure_feed_set_theme (LimenFigureFeed *self, LimenThemeVariant variant)
{
  g_return_if_fail (LIMEN_IS_FIGURE_FEED (self));

  if (self->view != NULL)
    g_object_set (self->view, "theme", (guint) variant, NULL);
}
