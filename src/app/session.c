#include "session.h"

#include <math.h>

#include "curves-view.h"
#include "curve-palette.h"
#include "cutoff-file.h"
#include "loader.h"

struct _LimenSession
{
  GObject parent_instance;

  LimenAnalysis *analysis;
  LimenReadOptions *options; /* that the analysis was read with */
  LimenThresholdLayout axis;
  gboolean is_logit_axis;
  double threshold;
  gsize candidate;

  gboolean has_objective;
  LimenObjective objective;
  gboolean has_optimum;
  LimenOptimum optimum;

  GListStore *cutoffs;
  guint n_pinned; /* ever, for their first names */
  gboolean has_unexported;

  GCancellable *loading;
  char *loading_path;
  LimenReadOptions *loading_options;
  double progress;
  GCancellable *optimizing;
  GCancellable *drawing;
  GStrv curve_names;
};

enum
{
  PROP_0,
  PROP_THRESHOLD,
  PROP_LOGIT_AXIS,
  PROP_LOADING,
  PROP_PROGRESS,
  N_PROPS
};

enum
{
  ANALYSIS_CHANGED,
  AXIS_CHANGED,
  OPTIMUM_CHANGED,
  CUTOFFS_CHANGED,
  CURVES_READY,
  FAILED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimenSession, limen_session, G_TYPE_OBJECT)

static void
cancel (GCancellable **cancellable)
{
  g_cancellable_cancel (*cancellable);
  g_clear_object (cancellable);
}

/* Ends the task that ran before in the same place and starts another. */
static GTask *
start_task (LimenSession *self, GCancellable **place,
            GAsyncReadyCallback done_cb)
{
  if (*place != NULL)
    cancel (place);
  *place = g_cancellable_new ();
  return g_task_new (self, *place, done_cb, NULL);
}

/* Curves */

typedef struct
{
  LimenAnalysis *analysis;
  LimenScale scale;
  LimenCosts costs;
  guint n;
  LimenMetricId metrics[LIMEN_N_METRICS];
  guint colors[LIMEN_N_METRICS];
} CurveJob;

static void
curve_job_free (CurveJob *job)
{
  limen_analysis_unref (job->analysis);
  g_free (job);
}

static void
compute_curves (GTask *task, gpointer source, gpointer data,
                GCancellable *cancellable)
{
  CurveJob *job = data;
  g_autoptr (GPtrArray) curves = g_ptr_array_new_with_free_func (
      (GDestroyNotify) limen_curve_unref);

  for (guint i = 0; i < job->n && !g_cancellable_is_cancelled (cancellable);
       i++)
    g_ptr_array_add (
        curves,
        limen_curve_new (limen_analysis_get_sweep (job->analysis), &job->scale,
                         (LimenMetric){ .id = job->metrics[i], .beta = 1 },
                         job->costs, job->colors[i]));
  g_task_return_pointer (task, g_steal_pointer (&curves),
                         (GDestroyNotify) g_ptr_array_unref);
}

static void
curves_computed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  LimenSession *self = LIMEN_SESSION (object);
  g_autoptr (GPtrArray) curves = g_task_propagate_pointer (G_TASK (result),
                                                           NULL);

  if (curves != NULL)
    g_signal_emit (self, signals[CURVES_READY], 0, curves);
}

static void
start_curves (LimenSession *self)
{
  g_autoptr (GTask) task = NULL;
  CurveJob *job;

  if (self->analysis == NULL || self->curve_names == NULL)
    return;

  task = start_task (self, &self->drawing, curves_computed_cb);
  job = g_new0 (CurveJob, 1);
  job->analysis = limen_analysis_ref (self->analysis);
  job->scale = self->axis.scale;
  job->costs = limen_session_get_costs (self);
  for (guint i = 0; self->curve_names[i] != NULL; i++)
    {
      LimenMetric metric;

      if (job->n < LIMEN_N_METRICS
          && limen_metric_parse (self->curve_names[i], &metric)
          && metric.id < LIMEN_N_METRICS)
        job->metrics[job->n++] = metric.id;
    }
  limen_curve_palette_assign (job->metrics, job->n, job->colors);
  g_task_set_task_data (task, job, (GDestroyNotify) curve_job_free);
  g_task_run_in_thread (task, compute_curves);
}

/* The objective */

typedef struct
{
  LimenAnalysis *analysis;
  LimenObjective objective;
} OptimumJob;

static void
optimum_job_free (OptimumJob *job)
{
  limen_analysis_unref (job->analysis);
  g_free (job);
}

static void
compute_optimum (GTask *task, gpointer source, gpointer data,
                 GCancellable *cancellable)
{
  OptimumJob *job = data;
  LimenOptimum *optimum = g_new (LimenOptimum, 1);

  *optimum = limen_objective_optimize (
      &job->objective, limen_analysis_get_sweep (job->analysis));
  g_task_return_pointer (task, optimum, g_free);
}

static void
optimum_computed_cb (GObject *object, GAsyncResult *result,
                     gpointer user_data)
{
  LimenSession *self = LIMEN_SESSION (object);
  g_autofree LimenOptimum *optimum = g_task_propagate_pointer (G_TASK (result),
                                                               NULL);

  if (optimum == NULL)
    return;

  self->optimum = *optimum;
  self->has_optimum = TRUE;
  if (optimum->status == LIMEN_OPTIMUM_FOUND)
    limen_session_set_threshold (self, optimum->threshold);
  g_signal_emit (self, signals[OPTIMUM_CHANGED], 0);
}

static void
start_optimum (LimenSession *self)
{
  g_autoptr (GTask) task = start_task (self, &self->optimizing,
                                       optimum_computed_cb);
  OptimumJob *job = g_new (OptimumJob, 1);

  job->analysis = limen_analysis_ref (self->analysis);
  job->objective = self->objective;
  g_task_set_task_data (task, job, (GDestroyNotify) optimum_job_free);
  g_task_run_in_thread (task, compute_optimum);
}

/* Loading */

static void
progress_cb (double progress, gpointer user_data)
{
  LimenSession *self = LIMEN_SESSION (user_data);

  self->progress = progress;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
}

static void
end_loading (LimenSession *self)
{
  g_clear_object (&self->loading);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static LimenKind
get_kind (LimenAnalysis *analysis)
{
  LimenDataset *dataset = limen_analysis_get_dataset (analysis);

  return limen_dataset_get_predictions (dataset)->kind;
}

static void
update_axis (LimenSession *self)
{
  self->axis = limen_threshold_layout_new (
      get_kind (self->analysis), limen_analysis_get_sweep (self->analysis),
      self->is_logit_axis);
  g_signal_emit (self, signals[AXIS_CHANGED], 0);
  start_curves (self);
}

/* A new analysis takes the place of the old one, which lives until every view
 * has let go of it. A threshold stays where it stood while it means the same. */
static void
take_analysis (LimenSession *self, LimenAnalysis *analysis)
{
  g_autoptr (LimenAnalysis) old = g_steal_pointer (&self->analysis);
  gboolean keeps_threshold
      = old != NULL && get_kind (old) == get_kind (analysis)
        && get_kind (analysis) != LIMEN_KIND_SCORE;

  if (self->optimizing != NULL)
    cancel (&self->optimizing);
  self->analysis = analysis;
  self->has_objective = FALSE;
  self->has_optimum = FALSE;
  if (!keeps_threshold)
    self->threshold = limen_threshold_layout_get_start (
        get_kind (analysis), limen_analysis_get_sweep (analysis));
  self->candidate = limen_sweep_find (limen_analysis_get_sweep (analysis),
                                      self->threshold);
  update_axis (self);
  g_signal_emit (self, signals[ANALYSIS_CHANGED], 0);
  g_signal_emit (self, signals[OPTIMUM_CHANGED], 0);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_THRESHOLD]);
}

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  LimenSession *self = LIMEN_SESSION (object);
  g_autoptr (GError) error = NULL;
  LimenAnalysis *analysis = limen_loader_load_finish (result, &error);

  if (self->loading != limen_loader_get_cancellable (result))
    {
      g_clear_pointer (&analysis, limen_analysis_unref);
      return;
    }
  end_loading (self);
  if (analysis == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_signal_emit (self, signals[FAILED], 0, error);
      return;
    }
  g_clear_pointer (&self->options, limen_read_options_free);
  self->options = limen_read_options_copy (limen_loader_get_options (result));
  take_analysis (self, analysis);
}

/* GObject */

static void
limen_session_get_property (GObject *object, guint id, GValue *value,
                            GParamSpec *pspec)
{
  LimenSession *self = LIMEN_SESSION (object);

  switch (id)
    {
    case PROP_THRESHOLD:
      g_value_set_double (value, self->threshold);
      break;
    case PROP_LOGIT_AXIS:
      g_value_set_boolean (value, self->is_logit_axis);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, self->loading != NULL);
      break;
    case PROP_PROGRESS:
      g_value_set_double (value, self->progress);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
set_logit_axis (LimenSession *self, gboolean is_logit)
{
  if (self->is_logit_axis == is_logit)
    return;
  self->is_logit_axis = is_logit;
  if (self->analysis != NULL)
    update_axis (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOGIT_AXIS]);
}

static void
limen_session_set_property (GObject *object, guint id, const GValue *value,
                            GParamSpec *pspec)
{
  LimenSession *self = LIMEN_SESSION (object);

  switch (id)
    {
    case PROP_THRESHOLD:
      limen_session_set_threshold (self, g_value_get_double (value));
      break;
    case PROP_LOGIT_AXIS:
      set_logit_axis (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
limen_session_dispose (GObject *object)
{
  LimenSession *self = LIMEN_SESSION (object);

  if (self->loading != NULL)
    cancel (&self->loading);
  if (self->optimizing != NULL)
    cancel (&self->optimizing);
  if (self->drawing != NULL)
    cancel (&self->drawing);
  g_clear_object (&self->cutoffs);
  G_OBJECT_CLASS (limen_session_parent_class)->dispose (object);
}

static void
limen_session_finalize (GObject *object)
{
  LimenSession *self = LIMEN_SESSION (object);

  g_clear_pointer (&self->analysis, limen_analysis_unref);
  g_clear_pointer (&self->options, limen_read_options_free);
  g_free (self->loading_path);
  g_clear_pointer (&self->loading_options, limen_read_options_free);
  g_strfreev (self->curve_names);
  G_OBJECT_CLASS (limen_session_parent_class)->finalize (object);
}

static guint
new_signal (const char *name, GType argument)
{
  return g_signal_new (name, LIMEN_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL,
                       NULL, NULL, G_TYPE_NONE,
                       argument == G_TYPE_NONE ? 0 : 1, argument);
}

static void
limen_session_class_init (LimenSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags writable
      = readable | G_PARAM_WRITABLE | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = limen_session_get_property;
  object_class->set_property = limen_session_set_property;
  object_class->dispose = limen_session_dispose;
  object_class->finalize = limen_session_finalize;

  properties[PROP_THRESHOLD] = g_param_spec_double (
      "threshold", NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE, 0.5, writable);
  properties[PROP_LOGIT_AXIS]
      = g_param_spec_boolean ("logit-axis", NULL, NULL, FALSE, writable);
  properties[PROP_LOADING]
      = g_param_spec_boolean ("loading", NULL, NULL, FALSE, readable);
  properties[PROP_PROGRESS]
      = g_param_spec_double ("progress", NULL, NULL, -1, 1, 0, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[ANALYSIS_CHANGED] = new_signal ("analysis-changed", G_TYPE_NONE);
  signals[AXIS_CHANGED] = new_signal ("axis-changed", G_TYPE_NONE);
  signals[OPTIMUM_CHANGED] = new_signal ("optimum-changed", G_TYPE_NONE);
  signals[CUTOFFS_CHANGED] = new_signal ("cutoffs-changed", G_TYPE_NONE);
  signals[CURVES_READY] = new_signal ("curves-ready", G_TYPE_PTR_ARRAY);
  signals[FAILED] = new_signal ("failed", G_TYPE_ERROR);
}

static void
cutoffs_changed (LimenSession *self)
{
  self->has_unexported
      = g_list_model_get_n_items (G_LIST_MODEL (self->cutoffs)) > 0;
  g_signal_emit (self, signals[CUTOFFS_CHANGED], 0);
}

static void
cutoff_renamed_cb (LimenCutoff *cutoff, GParamSpec *pspec, LimenSession *self)
{
  self->has_unexported = TRUE;
}

static void
add_cutoff (LimenSession *self, guint position, LimenCutoff *cutoff)
{
  g_signal_connect_object (cutoff, "notify::name",
                           G_CALLBACK (cutoff_renamed_cb), self, 0);
  g_list_store_insert (self->cutoffs, position, cutoff);
}

static guint
get_n_cutoffs (LimenSession *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->cutoffs));
}

static void
limen_session_init (LimenSession *self)
{
  self->threshold = 0.5;
  self->cutoffs = g_list_store_new (LIMEN_TYPE_CUTOFF);
}

/* An empty session. */
LimenSession *
limen_session_new (void)
{
  return g_object_new (LIMEN_TYPE_SESSION, NULL);
}

static void
set_loading (LimenSession *self, const char *path,
             const LimenReadOptions *options)
{
  char *old_path = self->loading_path;
  LimenReadOptions *old_options = self->loading_options;

  self->loading_path = g_strdup (path);
  self->loading_options = options != NULL ? limen_read_options_copy (options)
                                          : limen_read_options_new ();
  g_free (old_path);
  g_clear_pointer (&old_options, limen_read_options_free);
}

/* Starts to read a file in place of what is being read. What is loaded stays
 * until the new file is; `failed` tells when it could not be. The options are
 * copied, NULL for none. */
void
limen_session_load (LimenSession *self, const char *path,
                    const LimenReadOptions *options)
{
  g_return_if_fail (LIMEN_IS_SESSION (self));

  if (self->loading != NULL)
    cancel (&self->loading);
  self->loading = g_cancellable_new ();
  set_loading (self, path, options);
  self->progress = -1;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
  limen_loader_load_async (self->loading_path, self->loading_options,
                           self->loading, progress_cb, G_OBJECT (self),
                           loaded_cb);
}

/* Gives up what is being read; what was loaded before stays. */
void
limen_session_cancel (LimenSession *self)
{
  g_return_if_fail (LIMEN_IS_SESSION (self));

  if (self->loading == NULL)
    return;
  g_cancellable_cancel (self->loading);
  end_loading (self);
}

/* Whether a file is being read. */
gboolean
limen_session_is_loading (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), FALSE);

  return self->loading != NULL;
}

/* The path that was asked for last, loaded or not; NULL before the first. */
const char *
limen_session_get_loading_path (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), NULL);

  return self->loading_path;
}

/* What was said of that path; NULL before the first. */
const LimenReadOptions *
limen_session_get_loading_options (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), NULL);

  return self->loading_options;
}

/* What is loaded, or NULL; owned by the session. */
LimenAnalysis *
limen_session_get_analysis (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), NULL);

  return self->analysis;
}

/* How it was read, or NULL; owned by the session. */
const LimenReadOptions *
limen_session_get_options (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), NULL);

  return self->options;
}

/* The one threshold. */
double
limen_session_get_threshold (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), NAN);

  return self->threshold;
}

/* Moves the threshold; in time logarithmic in the number of scores. */
void
limen_session_set_threshold (LimenSession *self, double threshold)
{
  g_return_if_fail (LIMEN_IS_SESSION (self));
  g_return_if_fail (isfinite (threshold));

  if (self->threshold == threshold)
    return;
  self->threshold = threshold;
  if (self->analysis != NULL)
    self->candidate = limen_sweep_find (
        limen_analysis_get_sweep (self->analysis), threshold);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_THRESHOLD]);
}

/* The sweep's candidate that decides like the threshold. */
gsize
limen_session_get_candidate (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), 0);

  return self->candidate;
}

/* The four cells at the threshold; a session must have an analysis. */
LimenConfusion
limen_session_get_confusion (LimenSession *self)
{
  g_return_val_if_fail (self->analysis != NULL, (LimenConfusion){ 0 });

  return limen_sweep_get_confusion (limen_analysis_get_sweep (self->analysis),
                                    self->candidate);
}

/* How thresholds are laid out; owned by the session. */
const LimenThresholdLayout *
limen_session_get_axis (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), NULL);

  return &self->axis;
}

/* States an objective, or none (NULL): the threshold then goes to its optimum,
 * and `optimum-changed` tells. */
void
limen_session_set_objective (LimenSession *self,
                             const LimenObjective *objective)
{
  g_return_if_fail (LIMEN_IS_SESSION (self));

  self->has_objective = objective != NULL;
  self->has_optimum = FALSE;
  if (objective != NULL)
    self->objective = *objective;
  if (objective != NULL && self->analysis != NULL)
    start_optimum (self);
  else
    g_signal_emit (self, signals[OPTIMUM_CHANGED], 0);
}

/* The objective, or NULL while the threshold is set by hand. */
const LimenObjective *
limen_session_get_objective (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), NULL);

  return self->has_objective ? &self->objective : NULL;
}

/* What came of the objective, or NULL where there is none (yet). */
const LimenOptimum *
limen_session_get_optimum (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), NULL);

  return self->has_optimum ? &self->optimum : NULL;
}

/* What errors cost: as the objective says, else one each. */
LimenCosts
limen_session_get_costs (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), LIMEN_COSTS_DEFAULT);

  return self->has_objective ? self->objective.costs : LIMEN_COSTS_DEFAULT;
}

/* Asks for the curves of these metrics, now and whenever the data or the axis
 * change. */
void
limen_session_request_curves (LimenSession *self, const char *const *metrics)
{
  g_return_if_fail (LIMEN_IS_SESSION (self));

  g_strfreev (self->curve_names);
  self->curve_names = g_strdupv ((GStrv) metrics);
  start_curves (self);
}

/* The pinned LimenCutoff; owned by the session. */
GListModel *
limen_session_get_cutoffs (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), NULL);

  return G_LIST_MODEL (self->cutoffs);
}

/* A cutoff's threshold in the unit of what is loaded; FALSE where nothing is,
 * or there is no way from one to the other. */
gboolean
limen_session_convert_threshold (LimenSession *self, LimenCutoff *cutoff,
                                 double *threshold)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), FALSE);

  return self->analysis != NULL
         && limen_cutoff_convert_threshold (cutoff, get_kind (self->analysis),
                                            threshold);
}

/* An objective still stands behind a threshold inside its optimum. */
static const LimenObjective *
get_objective_of_threshold (LimenSession *self)
{
  if (self->has_optimum && self->optimum.status == LIMEN_OPTIMUM_FOUND
      && self->candidate == self->optimum.candidate)
    return &self->objective;
  return NULL;
}

/* Pins the threshold under a name of its own; returns the cutoff, owned by the
 * session. A session must have an analysis. */
LimenCutoff *
limen_session_pin (LimenSession *self)
{
  g_autofree char *name = NULL;
  g_autoptr (LimenCutoff) cutoff = NULL;

  g_return_val_if_fail (LIMEN_IS_SESSION (self), NULL);
  g_return_val_if_fail (self->analysis != NULL, NULL);

  name = g_strdup_printf ("cutoff %u", ++self->n_pinned);
  cutoff = limen_cutoff_new (name, self->analysis, self->threshold,
                             get_objective_of_threshold (self));
  add_cutoff (self, get_n_cutoffs (self), cutoff);
  cutoffs_changed (self);
  return cutoff;
}

/* Puts a cutoff back where it was. */
void
limen_session_insert_cutoff (LimenSession *self, guint position,
                             LimenCutoff *cutoff)
{
  g_return_if_fail (LIMEN_IS_SESSION (self));

  add_cutoff (self, MIN (position, get_n_cutoffs (self)), cutoff);
  cutoffs_changed (self);
}

/* Takes a cutoff out. */
void
limen_session_remove_cutoff (LimenSession *self, guint position)
{
  g_return_if_fail (LIMEN_IS_SESSION (self));

  g_list_store_remove (self->cutoffs, position);
  cutoffs_changed (self);
}

/* Whether closing now would lose pinned cutoffs. */
gboolean
limen_session_has_unexported (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), FALSE);

  return self->has_unexported;
}

/* Writes the cutoffs as JSON, or as CSV where the path ends so. */
gboolean
limen_session_export (LimenSession *self, const char *path, GError **error)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), FALSE);

  if (!limen_cutoff_file_save (G_LIST_MODEL (self->cutoffs), path, error))
    return FALSE;
  self->has_unexported = FALSE;
  return TRUE;
}

/* Adds the cutoffs of an exported file to those that are pinned. */
gboolean
limen_session_open_cutoffs (LimenSession *self, const char *path,
                            GError **error)
{
  g_autoptr (GListModel) loaded = NULL;
  gboolean had_unexported;

  g_return_val_if_fail (LIMEN_IS_SESSION (self), FALSE);

  loaded = limen_cutoff_file_load (path, error);
  if (loaded == NULL)
    return FALSE;

  had_unexported = self->has_unexported;
  for (guint i = 0; i < g_list_model_get_n_items (loaded); i++)
    {
      g_autoptr (LimenCutoff) cutoff = g_list_model_get_item (loaded, i);

      add_cutoff (self, get_n_cutoffs (self), cutoff);
    }
  cutoffs_changed (self);
  self->has_unexported = had_unexported;
  return TRUE;
}
