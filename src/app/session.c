#include "session.h"

#include <math.h>
#include <string.h>

#include "jobs.h"
#include "loader.h"

/* What is asked for of one class. */
typedef struct
{
  double prevalence; /* of the population; NaN: that of the rows */
  gboolean has_objective;
  LimenObjective objective;
  gboolean has_optimum;
  LimenOptimum optimum;
  LimenGreyZoneChoice zone; /* instead of the objective, where there is one */
} Choice;

struct _LimenSession
{
  GObject parent_instance;

  LimenAnalysis *analysis;
  LimenReadOptions *options; /* that the analysis was read with */
  LimenThresholdSet *thresholds; /* of all classes */
  Choice *choices;           /* likewise; at least one */
  LimenOneVsRest *class;     /* the class at hand, NULL without analysis */
  gsize class_index;
  LimenThresholdLayout axis; /* of its scores */
  gboolean is_logit_axis;
  LimenCalibrationOptions calibration; /* the bins of its diagram */
  gsize candidate;           /* that decides like its threshold */

  LimenCutoffStore *cutoffs;

  GCancellable *loading;
  char *loading_path;
  LimenReadOptions *loading_options;
  LimenSketch *sketch; /* of what is being read, or NULL */
  double progress;
  GCancellable *switching;
  GCancellable *optimizing;
  GCancellable *pinning;

  GCancellable *drawing;
  GStrv curve_names;
};

enum
{
  PROP_0,
  PROP_THRESHOLD,
  PROP_REFER_FROM,
  PROP_LOGIT_AXIS,
  PROP_CALIBRATION_BINS,
  PROP_EQUAL_MASS,
  PROP_LOADING,
  PROP_PROGRESS,
  N_PROPS
};

enum
{
  SKETCH_CHANGED,
  ANALYSIS_CHANGED,
  CLASS_CHANGED,
  AXIS_CHANGED,
  OPTIMUM_CHANGED,
  VIEW_CHANGED,
  CALIBRATION_CHANGED,
  PINNED,
  CURVES_READY,
  FAILED,
  COMPUTE_FAILED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimenSession, limen_session, G_TYPE_OBJECT)

/* Ends all that is about the analysis at hand. */
static void
stop_tasks (LimenSession *self)
{
  limen_job_cancel (&self->switching);
  limen_job_cancel (&self->optimizing);
  limen_job_cancel (&self->pinning);
}

/* Nothing is chosen for any class. */
static Choice *
new_choices (gsize n)
{
  Choice *choices = g_new0 (Choice, n);

  for (gsize k = 0; k < n; k++)
    choices[k].prevalence = NAN;
  return choices;
}

/* What is chosen for the class at hand. */
static Choice *
get_choice (LimenSession *self)
{
  return &self->choices[self->class_index];
}

static double
get_threshold (LimenSession *self)
{
  return limen_threshold_set_get (self->thresholds, self->class_index);
}

static double
get_refer_from (LimenSession *self)
{
  return limen_threshold_set_get_refer_from (self->thresholds,
                                             self->class_index);
}

/* Curves */

static void
curves_computed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GPtrArray) curves = limen_job_curves_finish (result);

  if (curves != NULL)
    g_signal_emit (object, signals[CURVES_READY], 0, curves);
}

static void
start_curves (LimenSession *self)
{
  LimenObjective view = limen_session_get_view (self);

  if (self->class != NULL && self->curve_names != NULL)
    limen_job_curves_async (
        self->class, self->axis.scale, &view, self->curve_names,
        limen_job_restart (&self->drawing), self, curves_computed_cb);
}

/* The objective */

static void
optimum_computed_cb (GObject *object, GAsyncResult *result,
                     gpointer user_data)
{
  LimenSession *self = LIMEN_SESSION (object);
  LimenOptimum optimum;

  if (!limen_job_optimum_finish (result, &optimum))
    return;

  get_choice (self)->optimum = optimum;
  get_choice (self)->has_optimum = TRUE;
  if (optimum.status == LIMEN_OPTIMUM_FOUND)
    limen_session_set_threshold (self, optimum.threshold);
  g_signal_emit (self, signals[OPTIMUM_CHANGED], 0);
}

static void
start_optimum (LimenSession *self)
{
  limen_job_optimum_async (self->class, &get_choice (self)->objective,
                           limen_job_restart (&self->optimizing), self,
                           optimum_computed_cb);
}

static void
zone_computed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  LimenSession *self = LIMEN_SESSION (object);
  g_autoptr (GError) error = NULL;
  LimenGreyZone zone;

  if (!limen_grey_zone_choice_optimize_finish (result, &zone, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_signal_emit (self, signals[COMPUTE_FAILED], 0, error);
      return;
    }
  get_choice (self)->zone.optimum = zone;
  get_choice (self)->zone.has_optimum = TRUE;
  if (zone.status == LIMEN_OPTIMUM_FOUND)
    {
      limen_session_set_threshold (self, zone.positive_from.threshold);
      limen_session_set_refer_from (self, zone.refer_from.threshold);
    }
  g_signal_emit (self, signals[OPTIMUM_CHANGED], 0);
}

/* Looks for what is asked for and not there yet; FALSE where nothing is. */
static gboolean
start_search (LimenSession *self)
{
  Choice *choice = get_choice (self);

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

/* Loading */

static void
progress_cb (double progress, gpointer user_data)
{
  LimenSession *self = LIMEN_SESSION (user_data);

  self->progress = progress;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
}

/* Another sketch, or none (NULL), takes the place of the old one, which lives
 * until every view has let go of it. */
static void
set_sketch (LimenSession *self, LimenSketch *sketch)
{
  LimenSketch *old = self->sketch;

  if (sketch == old)
    return;
  self->sketch = sketch != NULL ? limen_sketch_ref (sketch) : NULL;
  g_signal_emit (self, signals[SKETCH_CHANGED], 0);
  limen_sketch_unref (old);
}

static void
sketched_cb (LimenSketch *sketch, gpointer user_data)
{
  set_sketch (LIMEN_SESSION (user_data), sketch);
}

static void
end_loading (LimenSession *self)
{
  g_clear_object (&self->loading);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static const LimenSweep *
get_sweep (LimenSession *self)
{
  return limen_one_vs_rest_get_sweep (self->class);
}

static LimenKind
get_kind (LimenOneVsRest *class)
{
  return limen_one_vs_rest_get_numbers (class)->kind;
}

static void
update_axis (LimenSession *self)
{
  self->axis = limen_threshold_layout_new (
      get_kind (self->class), get_sweep (self), self->is_logit_axis);
  g_signal_emit (self, signals[AXIS_CHANGED], 0);
  start_curves (self);
}

/* Another class takes the place of the one at hand; its threshold and its
 * objective are those that were left there, and an optimum that was not waited
 * for is looked for again. */
static void
take_class (LimenSession *self, LimenOneVsRest *class)
{
  /* Views may look at the old one until they have the new one. */
  G_GNUC_UNUSED g_autoptr (LimenOneVsRest) old
      = g_steal_pointer (&self->class);

  limen_job_cancel (&self->optimizing);
  self->class = class;
  self->class_index = limen_one_vs_rest_get_class (class);
  self->candidate = limen_sweep_find (get_sweep (self),
                                      get_threshold (self));
  start_search (self);
  update_axis (self);
  g_signal_emit (self, signals[CLASS_CHANGED], 0);
  g_signal_emit (self, signals[OPTIMUM_CHANGED], 0);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_THRESHOLD]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REFER_FROM]);
}

static void
class_computed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  LimenSession *self = LIMEN_SESSION (object);
  g_autoptr (GError) error = NULL;
  LimenOneVsRest *class = limen_job_class_finish (result, &error);

  if (class != NULL)
    take_class (self, class);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[COMPUTE_FAILED], 0, error);
}

/* All thresholds are others, which no objective led to. */
static void
thresholds_replaced_cb (LimenThresholdSet *thresholds, LimenSession *self)
{
  for (gsize k = 0; k < limen_threshold_set_get_n (thresholds); k++)
    self->choices[k] = (Choice){ .prevalence = self->choices[k].prevalence };
  take_class (self, limen_one_vs_rest_ref (self->class));
}

static void
thresholds_failed_cb (LimenThresholdSet *thresholds, GError *error,
                      LimenSession *self)
{
  g_signal_emit (self, signals[COMPUTE_FAILED], 0, error);
}

/* A new analysis takes the place of the old one, which lives until every view
 * has let go of it. */
static void
take_analysis (LimenSession *self, LimenAnalysis *analysis,
               LimenOneVsRest *class)
{
  G_GNUC_UNUSED g_autoptr (LimenAnalysis) old
      = g_steal_pointer (&self->analysis);
  G_GNUC_UNUSED g_autoptr (LimenOneVsRest) old_class
      = g_steal_pointer (&self->class);

  stop_tasks (self);
  g_free (self->choices);
  self->choices = new_choices (limen_analysis_get_n_classes (analysis));
  self->analysis = analysis;
  self->class_index = limen_one_vs_rest_get_class (class);
  self->class = limen_one_vs_rest_ref (class);
  limen_threshold_set_set_analysis (self->thresholds, analysis);
  self->candidate = limen_sweep_find (get_sweep (self),
                                      get_threshold (self));
  g_signal_emit (self, signals[ANALYSIS_CHANGED], 0);
  take_class (self, class);
}

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  LimenSession *self = LIMEN_SESSION (object);
  g_autoptr (GError) error = NULL;
  LimenOneVsRest *class = NULL;
  LimenAnalysis *analysis
      = limen_loader_load_finish (result, &class, &error);

  if (self->loading != limen_loader_get_cancellable (result))
    {
      g_clear_pointer (&analysis, limen_analysis_unref);
      g_clear_pointer (&class, limen_one_vs_rest_unref);
      return;
    }
  end_loading (self);
  if (analysis == NULL)
    {
      set_sketch (self, NULL);
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_signal_emit (self, signals[FAILED], 0, error);
      return;
    }
  g_clear_pointer (&self->options, limen_read_options_free);
  self->options = limen_read_options_copy (limen_loader_get_options (result));
  take_analysis (self, analysis, class);
  set_sketch (self, NULL);
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
      g_value_set_double (value, limen_session_get_threshold (self));
      break;
    case PROP_REFER_FROM:
      g_value_set_double (value, limen_session_get_refer_from (self));
      break;
    case PROP_LOGIT_AXIS:
      g_value_set_boolean (value, self->is_logit_axis);
      break;
    case PROP_CALIBRATION_BINS:
      g_value_set_uint (value, (guint) self->calibration.n_bins);
      break;
    case PROP_EQUAL_MASS:
      g_value_set_boolean (value, self->calibration.binning
                                      == LIMEN_BINNING_EQUAL_MASS);
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

/* Only one of them is another. */
static void
set_calibration (LimenSession *self, gsize n_bins, LimenBinning binning,
                 guint property)
{
  if (self->calibration.n_bins == n_bins
      && self->calibration.binning == binning)
    return;
  self->calibration.n_bins = n_bins;
  self->calibration.binning = binning;
  g_signal_emit (self, signals[CALIBRATION_CHANGED], 0);
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
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
    case PROP_REFER_FROM:
      limen_session_set_refer_from (self, g_value_get_double (value));
      break;
    case PROP_LOGIT_AXIS:
      set_logit_axis (self, g_value_get_boolean (value));
      break;
    case PROP_CALIBRATION_BINS:
      set_calibration (self, g_value_get_uint (value),
                       self->calibration.binning, id);
      break;
    case PROP_EQUAL_MASS:
      set_calibration (self, self->calibration.n_bins,
                       g_value_get_boolean (value)
                           ? LIMEN_BINNING_EQUAL_MASS
                           : LIMEN_BINNING_EQUAL_WIDTH,
                       id);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
limen_session_dispose (GObject *object)
{
  LimenSession *self = LIMEN_SESSION (object);

  limen_job_cancel (&self->loading);
  stop_tasks (self);
  limen_job_cancel (&self->drawing);
  g_clear_object (&self->cutoffs);
  g_clear_object (&self->thresholds);
  G_OBJECT_CLASS (limen_session_parent_class)->dispose (object);
}

static void
limen_session_finalize (GObject *object)
{
  LimenSession *self = LIMEN_SESSION (object);

  g_clear_pointer (&self->class, limen_one_vs_rest_unref);
  g_clear_pointer (&self->analysis, limen_analysis_unref);
  g_free (self->choices);
  g_clear_pointer (&self->options, limen_read_options_free);
  g_clear_pointer (&self->sketch, limen_sketch_unref);
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
  /* NaN lies in no range. */
  properties[PROP_REFER_FROM] = g_param_spec_double (
      "refer-from", NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE, 0,
      writable | G_PARAM_LAX_VALIDATION);
  properties[PROP_LOGIT_AXIS]
      = g_param_spec_boolean ("logit-axis", NULL, NULL, FALSE, writable);
  properties[PROP_CALIBRATION_BINS] = g_param_spec_uint (
      "calibration-bins", NULL, NULL, 1, LIMEN_CALIBRATION_MAX_BINS,
      LIMEN_CALIBRATION_DEFAULT_BINS, writable);
  properties[PROP_EQUAL_MASS]
      = g_param_spec_boolean ("equal-mass", NULL, NULL, FALSE, writable);
  properties[PROP_LOADING]
      = g_param_spec_boolean ("loading", NULL, NULL, FALSE, readable);
  properties[PROP_PROGRESS]
      = g_param_spec_double ("progress", NULL, NULL, -1, 1, 0, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SKETCH_CHANGED] = new_signal ("sketch-changed", G_TYPE_NONE);
  signals[ANALYSIS_CHANGED] = new_signal ("analysis-changed", G_TYPE_NONE);
  signals[CLASS_CHANGED] = new_signal ("class-changed", G_TYPE_NONE);
  signals[AXIS_CHANGED] = new_signal ("axis-changed", G_TYPE_NONE);
  signals[OPTIMUM_CHANGED] = new_signal ("optimum-changed", G_TYPE_NONE);
  signals[VIEW_CHANGED] = new_signal ("view-changed", G_TYPE_NONE);
  signals[CALIBRATION_CHANGED]
      = new_signal ("calibration-changed", G_TYPE_NONE);
  signals[PINNED] = new_signal ("pinned", G_TYPE_PTR_ARRAY);
  signals[CURVES_READY] = new_signal ("curves-ready", G_TYPE_PTR_ARRAY);
  signals[FAILED] = new_signal ("failed", G_TYPE_ERROR);
  signals[COMPUTE_FAILED] = new_signal ("compute-failed", G_TYPE_ERROR);
}

static void
limen_session_init (LimenSession *self)
{
  self->choices = new_choices (1);
  self->calibration.n_bins = LIMEN_CALIBRATION_DEFAULT_BINS;
  self->thresholds = limen_threshold_set_new ();
  g_signal_connect_object (self->thresholds, "replaced",
                           G_CALLBACK (thresholds_replaced_cb), self, 0);
  g_signal_connect_object (self->thresholds, "failed",
                           G_CALLBACK (thresholds_failed_cb), self, 0);
  self->cutoffs = limen_cutoff_store_new ();
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
 * until the new file is; `failed` tells when it could not be. Only a session
 * that has nothing yet has a sketch meanwhile: whoever looks at a file shall
 * not see it go before there is another one to work on. The options are
 * copied, NULL for none. */
void
limen_session_load (LimenSession *self, const char *path,
                    const LimenReadOptions *options)
{
  g_return_if_fail (LIMEN_IS_SESSION (self));

  limen_job_restart (&self->loading);
  set_sketch (self, NULL);
  set_loading (self, path, options);
  self->progress = -1;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
  limen_loader_load_async (self->loading_path, self->loading_options,
                           self->loading, progress_cb,
                           self->analysis == NULL ? sketched_cb : NULL,
                           G_OBJECT (self), loaded_cb);
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
  set_sketch (self, NULL);
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

/* What is being read, by a sample of its rows; NULL where there is none (any
 * more). Owned by the session. */
LimenSketch *
limen_session_get_sketch (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), NULL);

  return self->sketch;
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

/* The class at hand against the rest, or NULL; owned by the session. */
LimenOneVsRest *
limen_session_get_class (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), NULL);

  return self->class;
}

/* Goes on to another class, once it is computed; then `class-changed` is
 * emitted. */
void
limen_session_select_class (LimenSession *self, gsize class)
{
  g_return_if_fail (LIMEN_IS_SESSION (self));
  g_return_if_fail (self->analysis != NULL);
  g_return_if_fail (class < limen_analysis_get_n_classes (self->analysis));

  limen_job_cancel (&self->switching);
  if (class != self->class_index)
    limen_job_class_async (self->analysis, class,
                           limen_job_restart (&self->switching), self,
                           class_computed_cb);
}

/* The thresholds of all classes; owned by the session. */
LimenThresholdSet *
limen_session_get_thresholds (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), NULL);

  return self->thresholds;
}

/* Whether there are several classes, each with a threshold. */
gboolean
limen_session_has_classes (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), FALSE);

  return self->analysis != NULL
         && limen_analysis_get_n_classes (self->analysis) > 1;
}

/* The threshold of the class at hand. */
double
limen_session_get_threshold (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), NAN);

  return get_threshold (self);
}

/* Moves the threshold, and the lower one with it where that would stand above
 * it; in time logarithmic in the number of scores. */
void
limen_session_set_threshold (LimenSession *self, double threshold)
{
  g_return_if_fail (LIMEN_IS_SESSION (self));
  g_return_if_fail (isfinite (threshold));

  if (get_threshold (self) == threshold)
    return;
  if (get_refer_from (self) > threshold)
    limen_session_set_refer_from (self, threshold);
  limen_threshold_set_set (self->thresholds, self->class_index, threshold);
  if (self->class != NULL)
    self->candidate = limen_sweep_find (get_sweep (self), threshold);
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
  g_return_val_if_fail (self->class != NULL, (LimenConfusion){ 0 });

  return limen_sweep_get_confusion (get_sweep (self), self->candidate);
}

/* Whether thresholds are laid out by their logit where that can be. */
gboolean
limen_session_has_logit_axis (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), FALSE);

  return self->is_logit_axis;
}

/* How thresholds are laid out; owned by the session. */
const LimenThresholdLayout *
limen_session_get_axis (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), NULL);

  return &self->axis;
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
  get_choice (self)->has_optimum = FALSE;
  get_choice (self)->zone.has_optimum = FALSE;
  if (!is_same_view (&view, before))
    {
      start_curves (self);
      g_signal_emit (self, signals[VIEW_CHANGED], 0);
    }
  if (self->class == NULL || !start_search (self))
    g_signal_emit (self, signals[OPTIMUM_CHANGED], 0);
}

/* The grey zone */

/* The threshold of the class at hand from which on rows are referred; NaN:
 * none is. */
double
limen_session_get_refer_from (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), NAN);

  return get_refer_from (self);
}

/* Whether the class at hand has a grey zone, and be it an empty one. */
gboolean
limen_session_has_zone (LimenSession *self)
{
  return !isnan (limen_session_get_refer_from (self));
}

/* Moves the lower threshold, at most up to the other one; NaN: no grey zone.
 * What was asked of one threshold is not asked of two, nor the other way
 * round. In logarithmic time. */
void
limen_session_set_refer_from (LimenSession *self, double refer_from)
{
  LimenObjective before;
  gboolean had_zone, has_zone;

  g_return_if_fail (LIMEN_IS_SESSION (self));
  g_return_if_fail (!isinf (refer_from));

  had_zone = limen_session_has_zone (self);
  has_zone = !isnan (refer_from);
  if (has_zone)
    refer_from = fmin (refer_from, get_threshold (self));
  if (had_zone == has_zone
      && (!has_zone || get_refer_from (self) == refer_from))
    return;
  before = limen_session_get_view (self);
  limen_threshold_set_set_refer_from (self->thresholds, self->class_index,
                                      refer_from);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REFER_FROM]);
  if (had_zone == has_zone)
    return;
  get_choice (self)->has_objective = FALSE;
  get_choice (self)->zone.has_objective = FALSE;
  restate (self, &before);
}

/* Gives the class at hand a grey zone of about a tenth of the rows below the
 * threshold; a session must have an analysis. */
void
limen_session_begin_zone (LimenSession *self)
{
  g_return_if_fail (LIMEN_IS_SESSION (self));
  g_return_if_fail (self->class != NULL);

  limen_session_set_refer_from (
      self, limen_grey_zone_choice_get_start (get_sweep (self),
                                              get_threshold (self)));
}

static LimenGreyZoneObjective
get_zone_view (LimenSession *self)
{
  LimenObjective view = limen_session_get_view (self);

  return limen_grey_zone_choice_get_view (&get_choice (self)->zone, &view);
}

/* What the two thresholds do, as the objective sees it. There must be a grey
 * zone, and an analysis. In logarithmic time. */
LimenGreyZone
limen_session_get_zone (LimenSession *self)
{
  LimenGreyZoneObjective view = get_zone_view (self);

  g_return_val_if_fail (self->class != NULL, (LimenGreyZone){ 0 });

  return limen_grey_zone_at_thresholds (&view, get_sweep (self),
                                        get_refer_from (self),
                                        get_threshold (self));
}

/* A metric of the rows that are decided; but the cost is that of all. */
double
limen_session_get_zone_value (LimenSession *self, LimenMetric metric)
{
  LimenGreyZoneObjective view = get_zone_view (self);
  LimenGreyZone zone = limen_session_get_zone (self);

  g_return_val_if_fail (self->class != NULL, NAN);

  return limen_grey_zone_metric (&view, get_sweep (self), &zone, metric);
}

/* States an objective for both thresholds of a grey zone, or none (NULL): they
 * then go to its optimum, and `optimum-changed` tells. Whether rows have costs,
 * and its population, the session knows, whatever it says itself. */
void
limen_session_set_zone_objective (LimenSession *self,
                                  const LimenGreyZoneObjective *objective)
{
  LimenObjective before;
  LimenGreyZoneChoice *choice;

  g_return_if_fail (LIMEN_IS_SESSION (self));
  g_return_if_fail (limen_session_has_zone (self));

  before = limen_session_get_view (self);
  choice = &get_choice (self)->zone;
  choice->has_objective = objective != NULL;
  if (objective != NULL)
    choice->objective = *objective;
  choice->objective.has_row_costs = before.has_row_costs;
  choice->objective.prevalence = before.prevalence;
  restate (self, &before);
}

/* What is asked of the grey zone of the class at hand, and what came of it;
 * owned by the session. */
const LimenGreyZoneChoice *
limen_session_get_zone_choice (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), NULL);

  return &get_choice (self)->zone;
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
  Choice *choice;

  g_return_if_fail (LIMEN_IS_SESSION (self));

  before = limen_session_get_view (self);
  choice = get_choice (self);
  choice->has_objective = objective != NULL;
  choice->zone.has_objective = FALSE;
  if (objective != NULL)
    choice->objective = *objective;
  choice->objective.prevalence = choice->prevalence;
  restate (self, &before);
}

/* The objective, or NULL while the threshold is set by hand. */
const LimenObjective *
limen_session_get_objective (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), NULL);

  return get_choice (self)->has_objective ? &get_choice (self)->objective
                                          : NULL;
}

/* What came of the objective, or NULL where there is none (yet). */
const LimenOptimum *
limen_session_get_optimum (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), NULL);

  return get_choice (self)->has_optimum ? &get_choice (self)->optimum : NULL;
}

/* The prevalence of the population that the class at hand is seen in; NaN:
 * that of the rows. */
double
limen_session_get_prevalence (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), NAN);

  return get_choice (self)->prevalence;
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
  get_choice (self)->prevalence = prevalence;
  get_choice (self)->objective.prevalence = prevalence;
  get_choice (self)->zone.objective.prevalence = prevalence;
  view = limen_session_get_view (self);
  if (!is_same_view (&view, &before))
    restate (self, &before);
}

/* How metrics are seen: with the costs that the objective says, else one for
 * each error, or with those of the rows; in the population. */
LimenObjective
limen_session_get_view (LimenSession *self)
{
  LimenObjective view
      = limen_objective_new ((LimenMetric){ LIMEN_METRIC_COST, 1 }, TRUE);

  g_return_val_if_fail (LIMEN_IS_SESSION (self), view);

  if (get_choice (self)->has_objective)
    view.costs = get_choice (self)->objective.costs;
  if (get_choice (self)->zone.has_objective)
    view.costs = get_choice (self)->zone.objective.costs;
  view.has_row_costs
      = self->class != NULL && limen_sweep_has_row_costs (get_sweep (self));
  view.prevalence = get_choice (self)->prevalence;
  return view;
}

/* A metric at the threshold, seen so; a session must have an analysis. */
double
limen_session_get_value (LimenSession *self, LimenMetric metric)
{
  LimenObjective view = limen_session_get_view (self);

  g_return_val_if_fail (self->class != NULL, NAN);

  return limen_objective_value_at (&view, metric, get_sweep (self),
                                   self->candidate);
}

/* Which bins the calibration is shown in. */
LimenCalibrationOptions
limen_session_get_calibration (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self),
                        ((LimenCalibrationOptions){ 0 }));

  return self->calibration;
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

/* The pinned cutoffs; owned by the session. */
LimenCutoffStore *
limen_session_get_cutoffs (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), NULL);

  return self->cutoffs;
}

/* Whether a cutoff is for the class at hand; of one class alone any may be
 * meant. */
gboolean
limen_session_is_at_hand (LimenSession *self, LimenCutoff *cutoff)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), FALSE);

  return !limen_session_has_classes (self)
         || g_str_equal (limen_cutoff_get_class_name (cutoff),
                         limen_one_vs_rest_get_name (self->class));
}

/* A cutoff's threshold in the unit of the class at hand; FALSE where it is for
 * another class, or there is no way from one unit to the other. */
gboolean
limen_session_convert_threshold (LimenSession *self, LimenCutoff *cutoff,
                                 double *threshold)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), FALSE);

  return self->class != NULL && limen_session_is_at_hand (self, cutoff)
         && limen_cutoff_convert_threshold (cutoff, get_kind (self->class),
                                            threshold);
}

/* An objective still stands behind a threshold inside its optimum. */
static const LimenObjective *
get_objective_of_threshold (LimenSession *self)
{
  const Choice *choice = get_choice (self);

  if (choice->has_optimum && choice->optimum.status == LIMEN_OPTIMUM_FOUND
      && self->candidate == choice->optimum.candidate)
    return &choice->objective;
  return NULL;
}

/* Of the class at hand, as it stands. */
static LimenCutoff *
new_cutoff (LimenSession *self, const char *name)
{
  const LimenObjective *objective = get_objective_of_threshold (self);
  double prevalence = get_choice (self)->prevalence;

  if (limen_session_has_zone (self))
    return limen_grey_zone_choice_new_cutoff (
        &get_choice (self)->zone, name, self->class, get_refer_from (self),
        get_threshold (self), prevalence);
  if (objective != NULL)
    return limen_cutoff_new (name, self->class, get_threshold (self),
                             objective);
  return limen_cutoff_new_by_hand (name, self->class, get_threshold (self),
                                   prevalence);
}

/* Pins the threshold, or both of a grey zone, under a name of its own; returns
 * the cutoff, owned by the session. A session must have an analysis. */
LimenCutoff *
limen_session_pin (LimenSession *self)
{
  g_autofree char *name = NULL;
  g_autoptr (LimenCutoff) cutoff = NULL;

  g_return_val_if_fail (LIMEN_IS_SESSION (self), NULL);
  g_return_val_if_fail (self->class != NULL, NULL);

  name = limen_cutoff_store_new_name (self->cutoffs);
  cutoff = new_cutoff (self, name);
  limen_cutoff_store_append (self->cutoffs, cutoff);
  return cutoff;
}

/* Both thresholds of the grey zone at hand, with a map. */
static LimenCutoff *
new_zone_with_map (LimenSession *self, const char *name,
                   const LimenRecalibration *map)
{
  double refer_from = get_refer_from (self);
  double threshold = get_threshold (self);
  double upper
      = limen_cutoff_settle_threshold (self->class, map, threshold);
  double lower
      = limen_cutoff_settle_threshold (self->class, map, refer_from);
  LimenCutoff *cutoff = limen_grey_zone_choice_new_cutoff (
      &get_choice (self)->zone, name, self->class, fmin (lower, upper), upper,
      get_choice (self)->prevalence);

  limen_cutoff_take_map (cutoff, self->class, map, refer_from, threshold);
  return cutoff;
}

/* The same with a map of the scores of the class at hand, which rises and is
 * copied: the cutoff has its thresholds for its probabilities as well. */
LimenCutoff *
limen_session_pin_with_map (LimenSession *self, const LimenRecalibration *map)
{
  g_autofree char *name = NULL;
  g_autoptr (LimenCutoff) cutoff = NULL;

  g_return_val_if_fail (LIMEN_IS_SESSION (self), NULL);
  g_return_val_if_fail (self->class != NULL, NULL);
  g_return_val_if_fail (limen_recalibration_is_monotone (map), NULL);

  name = limen_cutoff_store_new_name (self->cutoffs);
  if (limen_session_has_zone (self))
    cutoff = new_zone_with_map (self, name, map);
  else
    cutoff = limen_cutoff_new_with_map (
        name, self->class, get_threshold (self), map,
        get_objective_of_threshold (self), get_choice (self)->prevalence);
  limen_cutoff_store_append (self->cutoffs, cutoff);
  return cutoff;
}

static void
cutoffs_computed_cb (GObject *object, GAsyncResult *result,
                     gpointer user_data)
{
  LimenSession *self = LIMEN_SESSION (object);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) cutoffs = limen_job_cutoffs_finish (result, &error);

  if (cutoffs == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_signal_emit (self, signals[COMPUTE_FAILED], 0, error);
      return;
    }
  g_clear_object (&self->pinning);
  for (guint i = 0; i < cutoffs->len; i++)
    limen_cutoff_store_append (self->cutoffs, g_ptr_array_index (cutoffs, i));
  g_signal_emit (self, signals[PINNED], 0, cutoffs);
}

/* Of each class, where its threshold is still the optimum, by maps as well. */
static LimenObjective **
new_objectives (LimenSession *self)
{
  gsize n = limen_analysis_get_n_classes (self->analysis);
  LimenObjective **objectives = g_new0 (LimenObjective *, n);

  for (gsize k = 0; k < n; k++)
    {
      const Choice *choice = &self->choices[k];

      if (choice->has_optimum
          && choice->optimum.status == LIMEN_OPTIMUM_FOUND
          && limen_threshold_set_get (self->thresholds, k)
                 > choice->optimum.low
          && limen_threshold_set_get (self->thresholds, k)
                 <= choice->optimum.high
          && limen_threshold_set_is_apart (self->thresholds, k,
                                           choice->optimum.low))
        objectives[k] = g_memdup2 (&choice->objective,
                                   sizeof choice->objective);
    }
  return objectives;
}

/* Of each class's population. */
static double *
new_prevalences (LimenSession *self)
{
  gsize n = limen_analysis_get_n_classes (self->analysis);
  double *prevalences = g_new (double, n);

  for (gsize k = 0; k < n; k++)
    prevalences[k] = self->choices[k].prevalence;
  return prevalences;
}

static LimenGreyZoneChoice *
new_zones (LimenSession *self)
{
  gsize n = limen_analysis_get_n_classes (self->analysis);
  LimenGreyZoneChoice *zones = g_new (LimenGreyZoneChoice, n);

  for (gsize k = 0; k < n; k++)
    zones[k] = self->choices[k].zone;
  return zones;
}

/* Pins the thresholds of all classes under one name, with the rule; `pinned`
 * tells, with all of them. */
void
limen_session_pin_all (LimenSession *self)
{
  g_autofree char *name = NULL;
  g_autofree double *refer_from = NULL;

  g_return_if_fail (LIMEN_IS_SESSION (self));
  g_return_if_fail (self->analysis != NULL);

  name = limen_cutoff_store_new_name (self->cutoffs);
  refer_from = limen_threshold_set_new_deciding_refer_from (self->thresholds);
  limen_job_cutoffs_async (self->analysis,
                           limen_threshold_set_get_deciding_scores (
                               self->thresholds),
                           name,
                           limen_threshold_set_get_deciding_thresholds (
                               self->thresholds),
                           new_objectives (self), new_prevalences (self),
                           refer_from,
                           new_zones (self),
                           limen_threshold_set_get_rule (self->thresholds),
                           limen_job_restart (&self->pinning), self,
                           cutoffs_computed_cb);
}

/* To a cutoff's threshold, and to its grey zone or to none. */
static void
restore_alone (LimenSession *self, LimenCutoff *cutoff)
{
  double threshold, refer_from;

  if (!limen_session_convert_threshold (self, cutoff, &threshold)
      || !isfinite (threshold))
    return;
  if (!limen_cutoff_convert_refer_from (cutoff, get_kind (self->class),
                                        &refer_from)
      || !isfinite (refer_from))
    refer_from = NAN;
  if (isnan (refer_from))
    limen_session_set_refer_from (self, NAN);
  limen_session_set_threshold (self, threshold);
  limen_session_set_refer_from (self, refer_from);
}

/* Goes back to a cutoff: to its threshold, and its grey zone, where it stands
 * alone, else, in a while, to those of all classes, and to their rule and
 * maps. */
void
limen_session_restore_cutoff (LimenSession *self, LimenCutoff *cutoff)
{
  g_autoptr (GPtrArray) set = NULL;
  LimenDecisionRule rule;

  g_return_if_fail (LIMEN_IS_SESSION (self));

  if (limen_session_has_classes (self)
      && limen_cutoff_get_decision (cutoff, &rule))
    {
      set = limen_cutoff_store_get_set (self->cutoffs, cutoff);
      limen_threshold_set_restore (self->thresholds, set);
    }
  else
    restore_alone (self, cutoff);
}
