#include "figure-page.h"

#include <math.h>

#include "link.h"
#include "reliability-data.h"
#include "threshold-lines-view.h"
#include "xy-view.h"

typedef enum
{
  FIGURE_RATES,
  FIGURE_POINTS,
  FIGURE_LINES,
  FIGURE_RELIABILITY,
} FigureType;

typedef struct
{
  const char *name;
  const char *title; /* on its tab */
  FigureType type;
  guint kind; /* of points or lines */
} Figure;

static const Figure figures[] = {
  { "rate-curves", "Rates", FIGURE_RATES },
  { "roc", "ROC", FIGURE_POINTS, LIMEN_POINTS_ROC },
  { "precision-recall", "PR", FIGURE_POINTS, LIMEN_POINTS_PRECISION_RECALL },
  { "reliability", "Reliability", FIGURE_RELIABILITY },
  { "cost", "Cost", FIGURE_LINES, LIMEN_LINES_COST },
  { "decision", "Decision", FIGURE_LINES, LIMEN_LINES_DECISION },
  { "gain", "Gain", FIGURE_POINTS, LIMEN_POINTS_GAIN },
  { "lift", "Lift", FIGURE_POINTS, LIMEN_POINTS_LIFT },
  { "ks", "KS", FIGURE_LINES, LIMEN_LINES_KS },
  { "det", "DET", FIGURE_POINTS, LIMEN_POINTS_DET },
};

/* Over the share of rows that is predicted positive. */
static const LimenMetricId rate_metrics[]
    = { LIMEN_METRIC_PRECISION, LIMEN_METRIC_RECALL, LIMEN_METRIC_F1,
        LIMEN_METRIC_SPECIFICITY };

struct _LimenFigurePage
{
  GtkWidget parent_instance;

  const Figure *figure;
  GtkWidget *view;
  LimenSession *session;  /* borrowed from the window */
  LimenOneVsRest *class;  /* whose sweep the view shows; NULL: none yet */
  gboolean is_stale;      /* another is to be computed once it is seen */
  GCancellable *computing;
};

G_DEFINE_FINAL_TYPE (LimenFigurePage, limen_figure_page, GTK_TYPE_WIDGET)

/* The figure */

/* What it takes to compute a figure off the main thread. */
typedef struct
{
  const Figure *figure;
  LimenOneVsRest *class;
  LimenScale scale;
  LimenObjective view;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  limen_one_vs_rest_unref (job->class);
  g_free (job);
}

static void
compute (GTask *task, gpointer source, gpointer data,
         GCancellable *cancellable)
{
  const Job *job = data;
  const LimenSweep *sweep = limen_one_vs_rest_get_sweep (job->class);
  LimenKind kind = limen_one_vs_rest_get_numbers (job->class)->kind;

  if (job->figure->type == FIGURE_LINES)
    g_task_return_pointer (
        task,
        limen_threshold_lines_new (sweep, (LimenLinesKind) job->figure->kind,
                                   kind, &job->scale, job->view.costs,
                                   job->view.prevalence),
        (GDestroyNotify) limen_threshold_lines_unref);
  else if (job->figure->type == FIGURE_POINTS)
    g_task_return_pointer (
        task,
        limen_xy_curves_new (sweep, (LimenPointsKind) job->figure->kind,
                             job->view.costs, job->view.prevalence),
        (GDestroyNotify) limen_xy_curves_unref);
  else
    g_task_return_pointer (
        task,
        limen_xy_curves_new_over_rate (sweep, rate_metrics,
                                       G_N_ELEMENTS (rate_metrics),
                                       job->view.costs,
                                       job->view.prevalence),
        (GDestroyNotify) limen_xy_curves_unref);
}

static void
computed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  LimenFigurePage *self = LIMEN_FIGURE_PAGE (object);
  g_autoptr (LimenThresholdLines) lines = NULL;
  g_autoptr (LimenXyCurves) curves = NULL;
  gpointer computed = g_task_propagate_pointer (G_TASK (result), NULL);

  if (self->figure->type == FIGURE_LINES)
    lines = computed;
  else
    curves = computed;
  if (self->view == NULL)
    return;
  if (lines != NULL)
    limen_threshold_lines_view_set_lines (
        LIMEN_THRESHOLD_LINES_VIEW (self->view), lines);
  if (curves != NULL)
    limen_xy_view_set_curves (LIMEN_XY_VIEW (self->view), curves);
}

static void
start (LimenFigurePage *self)
{
  g_autoptr (GTask) task = NULL;
  Job *job = g_new0 (Job, 1);

  self->computing = g_cancellable_new ();
  task = g_task_new (self, self->computing, computed_cb, NULL);
  job->figure = self->figure;
  job->class = limen_one_vs_rest_ref (self->class);
  job->scale = limen_session_get_axis (self->session)->scale;
  job->view = limen_session_get_view (self->session);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, compute);
}

static void
cancel (LimenFigurePage *self)
{
  g_cancellable_cancel (self->computing);
  g_clear_object (&self->computing);
}

/* Calibration */

static void
update_probability (LimenFigurePage *self)
{
  LimenKind kind = limen_one_vs_rest_get_numbers (self->class)->kind;
  double threshold = limen_session_get_threshold (self->session);

  limen_reliability_view_set_threshold (
      LIMEN_RELIABILITY_VIEW (self->view),
      limen_score_to_probability (kind, threshold));
}

static void
show_reliability (LimenFigurePage *self)
{
  g_autoptr (LimenReliabilityData) shown
      = limen_reliability_data_new_of_class (self->class);

  limen_reliability_data_show (shown, LIMEN_RELIABILITY_VIEW (self->view),
                               self->class);
  update_probability (self);
}

/* Following the session */

static void
update_axis (LimenFigurePage *self, const LimenSweep *sweep)
{
  const LimenThresholdLayout *axis = limen_session_get_axis (self->session);

  limen_figure_view_set_axis (LIMEN_FIGURE_VIEW (self->view), sweep,
                              axis->scale, axis->step, axis->title);
}

static void
refresh (LimenFigurePage *self)
{
  LimenOneVsRest *class = limen_session_get_class (self->session);

  if (!self->is_stale || class == NULL)
    return;
  self->is_stale = FALSE;
  self->class = limen_one_vs_rest_ref (class);
  if (self->figure->type == FIGURE_LINES)
    update_axis (self, limen_one_vs_rest_get_sweep (self->class));
  if (self->figure->type == FIGURE_RELIABILITY)
    show_reliability (self);
  else
    start (self);
}

/* Lets go of what is shown, which is about something else. */
static void
drop (LimenFigurePage *self)
{
  cancel (self);
  if (self->figure->type == FIGURE_LINES)
    update_axis (self, NULL);
  else if (self->figure->type != FIGURE_RELIABILITY)
    limen_xy_view_set_curves (LIMEN_XY_VIEW (self->view), NULL);
  else
    limen_reliability_view_set_bins (LIMEN_RELIABILITY_VIEW (self->view),
                                     NULL, NULL, NULL, 0, NAN);
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

static void
threshold_changed_cb (LimenSession *session, GParamSpec *pspec,
                      LimenFigurePage *self)
{
  if (self->class != NULL)
    update_probability (self);
}

/* The widget */

static void
limen_figure_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (limen_figure_page_parent_class)->map (widget);
  refresh (LIMEN_FIGURE_PAGE (widget));
}

static void
limen_figure_page_dispose (GObject *object)
{
  LimenFigurePage *self = LIMEN_FIGURE_PAGE (object);

  cancel (self);
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
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
limen_figure_page_init (LimenFigurePage *self)
{
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
}

/* How many figures there are. */
guint
limen_figure_page_get_n_figures (void)
{
  return G_N_ELEMENTS (figures);
}

static GType
get_view_type (FigureType type)
{
  switch (type)
    {
    case FIGURE_LINES:
      return LIMEN_TYPE_THRESHOLD_LINES_VIEW;
    case FIGURE_RELIABILITY:
      return LIMEN_TYPE_RELIABILITY_VIEW;
    default:
      return LIMEN_TYPE_XY_VIEW;
    }
}

/* A page for a figure. */
LimenFigurePage *
limen_figure_page_new (guint figure)
{
  LimenFigurePage *self = g_object_new (LIMEN_TYPE_FIGURE_PAGE, NULL);

  g_return_val_if_fail (figure < G_N_ELEMENTS (figures), self);

  self->figure = &figures[figure];
  self->view = g_object_new (get_view_type (self->figure->type), NULL);
  gtk_widget_set_parent (self->view, GTK_WIDGET (self));
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
limen_figure_page_get_title (LimenFigurePage *self)
{
  g_return_val_if_fail (LIMEN_IS_FIGURE_PAGE (self), NULL);

  return self->figure->title;
}

/* Shows a session, once. The session must outlive the page. */
void
limen_figure_page_set_session (LimenFigurePage *self, LimenSession *session)
{
  gboolean has_axis, is_seen;

  g_return_if_fail (LIMEN_IS_FIGURE_PAGE (self));

  self->session = session;
  has_axis = self->figure->type == FIGURE_LINES;
  is_seen = self->figure->type != FIGURE_RELIABILITY;
  g_signal_connect_object (session,
                           has_axis ? "axis-changed" : "class-changed",
                           G_CALLBACK (changed_cb), self, 0);
  if (is_seen)
    g_signal_connect_object (session, "view-changed",
                             G_CALLBACK (changed_cb), self, 0);
  if (is_seen)
    g_object_bind_property (session, "threshold", self->view, "threshold",
                            G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  else
    g_signal_connect_object (session, "notify::threshold",
                             G_CALLBACK (threshold_changed_cb), self, 0);
}

/* Marks the thresholds of pinned cutoffs; copied. */
void
limen_figure_page_set_pinned (LimenFigurePage *self, const double *thresholds,
                              gsize n_thresholds)
{
  g_return_if_fail (LIMEN_IS_FIGURE_PAGE (self));

  if (self->figure->type == FIGURE_LINES)
    limen_figure_view_set_pinned (LIMEN_FIGURE_VIEW (self->view), thresholds,
                                  n_thresholds);
  else if (self->figure->type != FIGURE_RELIABILITY)
    limen_xy_view_set_pinned (LIMEN_XY_VIEW (self->view), thresholds,
                              n_thresholds);
}

/* Shows where an optimum lies, along a threshold axis; NaN: none. */
void
limen_figure_page_set_band (LimenFigurePage *self, double low, double high)
{
  g_return_if_fail (LIMEN_IS_FIGURE_PAGE (self));

  if (self->figure->type == FIGURE_LINES)
    limen_figure_view_set_band (LIMEN_FIGURE_VIEW (self->view), low, high);
}

/* Draws in the colours of a theme. */
void
limen_figure_page_set_theme (LimenFigurePage *self, LimenThemeVariant variant)
{
  g_return_if_fail (LIMEN_IS_FIGURE_PAGE (self));

  if (self->figure->type == FIGURE_LINES)
    limen_figure_view_set_theme (LIMEN_FIGURE_VIEW (self->view), variant);
  else
    g_object_set (self->view, "theme", (guint) variant, NULL);
}
