#include "figure-page.h"

#include <math.h>
#include <string.h>

#include "binned-reliability.h"
#include "bins-bar.h"
#include "threshold.h"
#include "loss-histogram-view.h"
#include "memory.h"
#include "reliability-view.h"
#include "session-private.h"
#include "threshold-lines-view.h"
#include "xy-view.h"

typedef struct _FigureType FigureType;

typedef struct
{
  const char *name;
  const char *tab;   /* what that says */
  const char *title; /* as the help has it */
  const FigureType *type;
  guint kind; /* of points or lines */
} Figure;

struct _LimenFigurePage
{
  GtkWidget parent_instance;

  const Figure *figure;
  LimenBinsBar *bar; /* NULL: it has no bins of the calibration */
  GtkWidget *view;
  LimenSession *session;  /* the window's; NULL once that is gone */
  LimenOneVsRest *class;  /* whose sweep the view shows; NULL: none yet */
  gboolean is_stale;      /* another is to be computed once it is seen */
  GCancellable *computing;
};

G_DEFINE_FINAL_TYPE (LimenFigurePage, limen_figure_page, GTK_TYPE_WIDGET)

/* What it takes to compute a figure off the main thread. */
typedef struct
{
  const Figure *figure;
  LimenAnalysis *analysis;
  LimenOneVsRest *class;
  LimenScale scale;
  LimenObjective view;
  LimenMetricId metrics[LIMEN_N_METRICS]; /* whose curves are shown */
  gsize n_metrics;
  double threshold;
  LimenCalibrationOptions calibration;
} Job;

/* What figures of a kind have in common. */
struct _FigureType
{
  GType (*get_view_type) (void);
  gpointer (*compute) (const Job *job);
  GDestroyNotify free;
  /* Shows what was computed; NULL: nothing yet. */
  void (*show) (LimenFigurePage *self, gpointer computed);
  /* Shows the threshold, in a view that does not move it. */
  void (*mark) (LimenFigurePage *self);
  gboolean has_axis; /* that of the thresholds */
  gboolean has_bins; /* those of the calibration */
  gboolean has_metrics; /* that are chosen */
};

static const LimenSweep *
get_sweep (LimenOneVsRest *class)
{
  return limen_one_vs_rest_get_sweep (class);
}

static LimenKind
get_kind (LimenOneVsRest *class)
{
  return limen_one_vs_rest_get_numbers (class)->kind;
}

/* Lines over the thresholds */

static gpointer
compute_lines (const Job *job)
{
  return limen_threshold_lines_new (
      get_sweep (job->class), (LimenLinesKind) job->figure->kind,
      get_kind (job->class), &job->scale, job->view.costs,
      job->view.prevalence);
}

static void
show_lines (LimenFigurePage *self, gpointer lines)
{
  if (lines != NULL)
    limen_threshold_lines_view_set_lines (
        LIMEN_THRESHOLD_LINES_VIEW (self->view), lines);
}

static const FigureType lines_type = {
  .get_view_type = limen_threshold_lines_view_get_type,
  .compute = compute_lines,
  .free = (GDestroyNotify) limen_threshold_lines_unref,
  .show = show_lines,
  .has_axis = TRUE,
};

/* Points, and metrics over the share of rows that is predicted positive */

static gpointer
compute_points (const Job *job)
{
  LimenPointsKind kind = (LimenPointsKind) job->figure->kind;

  return limen_kind_has_thresholds (get_kind (job->class))
             ? limen_xy_curves_new (get_sweep (job->class), kind,
                                    job->view.costs, job->view.prevalence)
             : limen_xy_curves_new_of_decisions (
                 get_sweep (job->class), kind, job->view.prevalence);
}

static gpointer
compute_rates (const Job *job)
{
  return limen_xy_curves_new_over_rate (get_sweep (job->class), job->metrics,
                                        job->n_metrics, job->view.costs,
                                        job->view.prevalence);
}

static void
show_curves (LimenFigurePage *self, gpointer curves)
{
  limen_xy_view_set_curves (LIMEN_XY_VIEW (self->view), curves);
}

static const FigureType points_type = {
  .get_view_type = limen_xy_view_get_type,
  .compute = compute_points,
  .free = (GDestroyNotify) limen_xy_curves_unref,
  .show = show_curves,
};

static const FigureType rates_type = {
  .get_view_type = limen_xy_view_get_type,
  .compute = compute_rates,
  .free = (GDestroyNotify) limen_xy_curves_unref,
  .show = show_curves,
  .has_metrics = TRUE,
};

/* Calibration */

static gpointer
compute_reliability (const Job *job)
{
  return limen_binned_reliability_new_of_class (job->class,
                                                job->calibration);
}

/* Plain scores have no bins to choose. */
static void
show_bins (LimenFigurePage *self, const LimenReliabilityCounts *counts)
{
  limen_bins_bar_set_bins (self->bar, counts->bins, counts->n_bins);
  gtk_widget_set_visible (GTK_WIDGET (self->bar),
                          limen_kind_has_probabilities (
                              get_kind (self->class)));
}

static void
show_reliability (LimenFigurePage *self, gpointer counts)
{
  LimenReliabilityView *view = LIMEN_RELIABILITY_VIEW (self->view);

  limen_reliability_view_set_counts (view, counts);
  if (counts == NULL)
    {
      limen_bins_bar_set_bins (self->bar, NULL, 0);
      return;
    }
  limen_reliability_view_set_class_names (
      view, limen_one_vs_rest_get_rest_name (self->class),
      limen_one_vs_rest_get_name (self->class));
  show_bins (self, counts);
}

static void
mark_probability (LimenFigurePage *self)
{
  limen_reliability_view_set_threshold (
      LIMEN_RELIABILITY_VIEW (self->view),
      limen_threshold_to_probability (
          get_kind (self->class),
          limen_session_get_threshold (self->session)));
}

static const FigureType reliability_type = {
  .get_view_type = limen_reliability_view_get_type,
  .compute = compute_reliability,
  .free = (GDestroyNotify) limen_reliability_counts_unref,
  .show = show_reliability,
  .mark = mark_probability,
  .has_bins = TRUE,
};

/* Losses */

/* Where one of several classes is true they are of all classes; else of the
 * one at hand. */
static gpointer
compute_losses (const Job *job)
{
  LimenPredictions numbers = limen_threshold_scores_get_loss_numbers (
      limen_analysis_get_scores (job->analysis),
      limen_one_vs_rest_get_class (job->class));

  return limen_loss_counts_new (&numbers, job->threshold);
}

static void
show_losses (LimenFigurePage *self, gpointer counts)
{
  LimenLossHistogramView *view = LIMEN_LOSS_HISTOGRAM_VIEW (self->view);

  limen_loss_histogram_view_set_counts (view, counts);
  if (counts != NULL)
    limen_loss_histogram_view_set_class_names (
        view, limen_one_vs_rest_get_rest_name (self->class),
        limen_one_vs_rest_get_name (self->class));
}

static void
mark_losses (LimenFigurePage *self)
{
  limen_loss_histogram_view_decide (
      LIMEN_LOSS_HISTOGRAM_VIEW (self->view), get_sweep (self->class),
      get_kind (self->class), limen_session_get_threshold (self->session));
}

static void
loss_bin_activated_cb (LimenLossHistogramView *view, int bin,
                       LimenFigurePage *self)
{
  double low, high;

  limen_loss_histogram_view_get_range (view, &low, &high);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.rows-of-loss", "(dd)",
                              low, high);
}

static const FigureType losses_type = {
  .get_view_type = limen_loss_histogram_view_get_type,
  .compute = compute_losses,
  .free = g_free,
  .show = show_losses,
  .mark = mark_losses,
};

static const Figure figures[] = {
  { "rate-curves", "Rates", "Rates", &rates_type },
  { "roc", "ROC", "ROC curve", &points_type, LIMEN_POINTS_ROC },
  { "precision-recall", "PR", "Precision\342\200\223recall curve",
    &points_type, LIMEN_POINTS_PRECISION_RECALL },
  { "reliability", "Reliability", "Reliability diagram", &reliability_type },
  { "losses", "Losses", "Losses of the rows", &losses_type },
  { "cost", "Cost", "Cost curve", &lines_type, LIMEN_LINES_COST },
  { "decision", "Decision", "Decision curve", &lines_type,
    LIMEN_LINES_DECISION },
  { "gain", "Gain", "Cumulative gain", &points_type, LIMEN_POINTS_GAIN },
  { "lift", "Lift", "Lift curve", &points_type, LIMEN_POINTS_LIFT },
  { "ks", "KS", "KS curves", &lines_type, LIMEN_LINES_KS },
  { "det", "DET", "DET curve", &points_type, LIMEN_POINTS_DET },
};

/* Computing */

static void
job_free (gpointer data)
{
  Job *job = data;

  limen_analysis_unref (job->analysis);
  limen_one_vs_rest_unref (job->class);
  g_free (job);
}

static void
compute (GTask *task, gpointer source, gpointer data,
         GCancellable *cancellable)
{
  const Job *job = data;
  const FigureType *type = job->figure->type;
  gpointer computed;
  GError *error = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  computed = type->compute (data);
  if (computed != NULL)
    {
      g_task_return_pointer (task, computed, type->free);
      return;
    }
  limen_memory_fail (
      limen_dataset_get_path (limen_analysis_get_dataset (job->analysis)),
      "to draw its figures", &error);
  g_task_return_error (task, error);
}

static void
computed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  LimenFigurePage *self = LIMEN_FIGURE_PAGE (object);
  const FigureType *type = self->figure->type;
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
      type->show (self, computed);
      /* The threshold may have moved meanwhile. */
      if (type->mark != NULL)
        type->mark (self);
    }
  type->free (computed);
}

static void
start (LimenFigurePage *self)
{
  g_autoptr (GTask) task = NULL;
  const LimenMetricId *metrics;
  Job *job = g_new0 (Job, 1);

  self->computing = g_cancellable_new ();
  task = g_task_new (self, self->computing, computed_cb, NULL);
  job->figure = self->figure;
  job->analysis
      = limen_analysis_ref (limen_session_get_analysis (self->session));
  job->class = limen_one_vs_rest_ref (self->class);
  job->scale = *limen_session_get_range (self->session);
  job->view = limen_session_get_view (self->session);
  metrics = limen_session_get_curves (self->session, &job->n_metrics);
  memcpy (job->metrics, metrics, job->n_metrics * sizeof *metrics);
  job->threshold = limen_session_get_threshold (self->session);
  job->calibration = limen_session_get_calibration (self->session);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, compute);
}

static void
cancel (LimenFigurePage *self)
{
  g_cancellable_cancel (self->computing);
  g_clear_object (&self->computing);
}

/* Following the session */

static void
update_range (LimenFigurePage *self)
{
  limen_figure_view_set_range (LIMEN_FIGURE_VIEW (self->view),
                               *limen_session_get_range (self->session),
                               limen_session_get_step (self->session));
}

static void
update_axis (LimenFigurePage *self, const LimenSweep *sweep)
{
  const LimenThresholdLayout *axis = limen_session_get_axis (self->session);

  limen_figure_view_set_axis (LIMEN_FIGURE_VIEW (self->view), sweep,
                              axis->scale, axis->step, axis->title);
  update_range (self);
}

static void
refresh (LimenFigurePage *self)
{
  LimenOneVsRest *class = self->session != NULL
                              ? limen_session_get_class (self->session)
                              : NULL;

  if (!self->is_stale || class == NULL)
    return;
  self->is_stale = FALSE;
  self->class = limen_one_vs_rest_ref (class);
  if (self->figure->type->has_axis)
    update_axis (self, get_sweep (self->class));
  start (self);
}

/* Lets go of what is shown, which is about something else. */
static void
drop (LimenFigurePage *self)
{
  cancel (self);
  if (self->figure->type->has_axis)
    update_axis (self, NULL);
  self->figure->type->show (self, NULL);
  g_clear_pointer (&self->class, limen_one_vs_rest_unref);
}

static void
changed_cb (LimenSession *session, LimenFigurePage *self)
{
  drop (self);
  self->is_stale = TRUE;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    refresh (self);
}

/* What is shown is about the same class, and stays until what is computed now
 * takes its place. */
static void
replace (LimenFigurePage *self)
{
  if (self->class == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      changed_cb (self->session, self);
      return;
    }
  cancel (self);
  start (self);
}

static void
calibration_changed_cb (LimenSession *session, LimenFigurePage *self)
{
  replace (self);
}

static void
range_changed_cb (LimenSession *session, LimenFigurePage *self)
{
  update_range (self);
  replace (self);
}

static void
range_requested_cb (LimenFigureView *view, double low, double high,
                    LimenFigurePage *self)
{
  if (self->session != NULL)
    limen_session_set_range (self->session, low, high);
}

static void
threshold_changed_cb (LimenSession *session, GParamSpec *pspec,
                      LimenFigurePage *self)
{
  if (self->class != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->figure->type->mark (self);
}

/* The widget */

static void
limen_figure_page_map (GtkWidget *widget)
{
  LimenFigurePage *self = LIMEN_FIGURE_PAGE (widget);

  GTK_WIDGET_CLASS (limen_figure_page_parent_class)->map (widget);
  refresh (self);
  if (self->session != NULL && self->class != NULL
      && self->figure->type->mark != NULL)
    self->figure->type->mark (self);
}

static void
limen_figure_page_dispose (GObject *object)
{
  LimenFigurePage *self = LIMEN_FIGURE_PAGE (object);

  cancel (self);
  g_clear_weak_pointer (&self->session);
  if (self->bar != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->bar)));
  g_clear_pointer (&self->view, gtk_widget_unparent);
  g_clear_pointer (&self->class, limen_one_vs_rest_unref);
  G_OBJECT_CLASS (limen_figure_page_parent_class)->dispose (object);
}

static void
limen_figure_page_class_init (LimenFigurePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = limen_figure_page_dispose;
  widget_class->map = limen_figure_page_map;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
limen_figure_page_init (LimenFigurePage *self)
{
  gtk_orientable_set_orientation (
      GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))),
      GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
}

/* How many figures there are. */
guint
limen_figure_page_get_n_figures (void)
{
  return G_N_ELEMENTS (figures);
}

/* A page for a figure. */
LimenFigurePage *
limen_figure_page_new (guint figure)
{
  LimenFigurePage *self = g_object_new (LIMEN_TYPE_FIGURE_PAGE, NULL);

  g_return_val_if_fail (figure < G_N_ELEMENTS (figures), self);

  self->figure = &figures[figure];
  if (self->figure->type->has_bins)
    {
      self->bar = g_object_new (LIMEN_TYPE_BINS_BAR, NULL);
      gtk_widget_set_parent (GTK_WIDGET (self->bar), GTK_WIDGET (self));
    }
  self->view = g_object_new (self->figure->type->get_view_type (), "vexpand",
                             TRUE, NULL);
  gtk_widget_set_parent (self->view, GTK_WIDGET (self));
  /* Curves name it again, once they are counted. */
  if (!LIMEN_IS_BIN_VIEW (self->view))
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->view),
                                    GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    self->figure->title, -1);
  if (self->figure->type == &losses_type)
    g_signal_connect (self->view, "bin-activated",
                      G_CALLBACK (loss_bin_activated_cb), self);
  return self;
}

/* What limen-cli plot calls the figure. */
const char *
limen_figure_page_get_name (LimenFigurePage *self)
{
  g_return_val_if_fail (LIMEN_IS_FIGURE_PAGE (self), NULL);

  return self->figure->name;
}

/* What its tab says. */
const char *
limen_figure_page_get_tab (LimenFigurePage *self)
{
  g_return_val_if_fail (LIMEN_IS_FIGURE_PAGE (self), NULL);

  return self->figure->tab;
}

/* What the figure is called. */
const char *
limen_figure_page_get_title (LimenFigurePage *self)
{
  g_return_val_if_fail (LIMEN_IS_FIGURE_PAGE (self), NULL);

  return self->figure->title;
}

/* Shows a session, once. A page that is still computing outlives it. */
void
limen_figure_page_set_session (LimenFigurePage *self, LimenSession *session)
{
  const FigureType *type;

  g_return_if_fail (LIMEN_IS_FIGURE_PAGE (self));

  g_set_weak_pointer (&self->session, session);
  type = self->figure->type;
  g_signal_connect_object (session,
                           type->has_axis ? "axis-changed" : "class-changed",
                           G_CALLBACK (changed_cb), self, 0);
  if (type->has_bins)
    {
      limen_bins_bar_set_session (self->bar, session);
      g_signal_connect_object (session, "calibration-changed",
                               G_CALLBACK (calibration_changed_cb), self, 0);
    }
  if (type->has_metrics)
    g_signal_connect_object (session, "curves-chosen",
                             G_CALLBACK (changed_cb), self, 0);
  if (type->has_axis)
    {
      g_signal_connect_object (session, "range-changed",
                               G_CALLBACK (range_changed_cb), self, 0);
      g_signal_connect (self->view, "range-requested",
                        G_CALLBACK (range_requested_cb), self);
      g_object_bind_property (
          session, "refer-from", self->view, "refer-from",
          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
    }
  if (type->mark != NULL)
    {
      g_signal_connect_object (session, "notify::threshold",
                               G_CALLBACK (threshold_changed_cb), self, 0);
      return;
    }
  g_signal_connect_object (session, "view-changed", G_CALLBACK (changed_cb),
                           self, 0);
  g_object_bind_property (session, "threshold", self->view, "threshold",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
}

/* Marks the thresholds of pinned cutoffs; copied. */
void
limen_figure_page_set_pinned (LimenFigurePage *self, const double *thresholds,
                              gsize n_thresholds)
{
  g_return_if_fail (LIMEN_IS_FIGURE_PAGE (self));

  if (self->figure->type->has_axis)
    limen_figure_view_set_pinned (LIMEN_FIGURE_VIEW (self->view), thresholds,
                                  n_thresholds);
  else if (LIMEN_IS_XY_VIEW (self->view))
    limen_xy_view_set_pinned (LIMEN_XY_VIEW (self->view), thresholds,
                              n_thresholds);
}

/* Draws lines for cutoffs along a threshold axis; copied. */
void
limen_figure_page_set_marks (LimenFigurePage *self, const LimenAxisMark *marks,
                             gsize n_marks)
{
  g_return_if_fail (LIMEN_IS_FIGURE_PAGE (self));

  if (self->figure->type->has_axis)
    limen_figure_view_set_marks (LIMEN_FIGURE_VIEW (self->view), marks,
                                 n_marks);
}

/* Shows where an optimum lies, along a threshold axis; NaN: none. */
void
limen_figure_page_set_band (LimenFigurePage *self, double low, double high)
{
  g_return_if_fail (LIMEN_IS_FIGURE_PAGE (self));

  if (self->figure->type->has_axis)
    limen_figure_view_set_band (LIMEN_FIGURE_VIEW (self->view), low, high);
}

/* Draws in the colours of a theme. */
void
limen_figure_page_set_theme (LimenFigurePage *self, LimenThemeVariant variant)
{
  g_return_if_fail (LIMEN_IS_FIGURE_PAGE (self));

  if (self->figure->type->has_axis)
    limen_figure_view_set_theme (LIMEN_FIGURE_VIEW (self->view), variant);
  else
    g_object_set (self->view, "theme", (guint) variant, NULL);
}
