/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-private.h"

#include <math.h>
#include <string.h>

#include "curve-palette.h"
#include "jobs.h"

static GParamSpec *properties[LIMEN_SESSION_N_PROPS];
static guint signals[LIMEN_SESSION_N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimenSession, limen_session, G_TYPE_OBJECT)

/* Cancels all jobs on the current analysis. */
static void
stop_tasks (LimenSession *self)
{
  limen_job_cancel (&self->switching);
  limen_job_cancel (&self->optimizing);
  limen_job_cancel (&self->pinning);
  limen_job_cancel (&self->test_switching);
  limen_job_cancel (&self->judging);
}

/* Notifies of a property. */
void
limen_session_notify (LimenSession *self, LimenSessionProperty property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

/* Emits a signal, with its argument if it has one. */
void
limen_session_emit (LimenSession *self, LimenSessionSignal signal,
                    gconstpointer argument)
{
  g_signal_emit (self, signals[signal], 0, argument);
}

/* Emits a signal with an error; ignores errors that only say that a job was
 * cancelled. */
void
limen_session_fail (LimenSession *self, LimenSessionSignal signal,
                    const GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    limen_session_emit (self, signal, error);
}

/* Clears the objectives, since the new thresholds were not found for them. */
static void
thresholds_replaced_cb (LimenThresholdSet *thresholds, LimenSession *self)
{
  for (gsize k = 0; k < limen_threshold_set_get_n (thresholds); k++)
    limen_class_choice_reset (&self->choices[k]);
  limen_session_refresh_class (self);
  limen_session_record_all (self);
}

static void
decision_changed_cb (LimenThresholdSet *thresholds, GParamSpec *pspec,
                     LimenSession *self)
{
  limen_session_record_all (self);
}

static void
thresholds_failed_cb (LimenThresholdSet *thresholds, GError *error,
                      LimenSession *self)
{
  limen_session_emit (self, LIMEN_SESSION_COMPUTE_FAILED, error);
}

/* Replaces the analysis and the current class, and takes ownership of the new
 * ones. `class` is NULL if the analysis has no classes. The old ones are freed
 * at the end, when no view uses them any more. */
void
limen_session_take_analysis (LimenSession *self, LimenAnalysis *analysis,
                             LimenOneVsRest *class)
{
  G_GNUC_UNUSED g_autoptr (LimenAnalysis) old
      = g_steal_pointer (&self->analysis);
  G_GNUC_UNUSED g_autoptr (LimenOneVsRest) old_class
      = g_steal_pointer (&self->class);

  stop_tasks (self);
  g_free (self->choices);
  self->choices = limen_class_choices_new (
      MAX (limen_analysis_get_n_classes (analysis), 1));
  self->analysis = analysis;
  self->class_index = 0;
  self->range = self->axis.scale;
  limen_threshold_set_set_analysis (self->thresholds, analysis);
  limen_session_hold_class (self, class != NULL ? limen_one_vs_rest_ref (class)
                                                : NULL);
  limen_session_cancel_test (self);
  limen_session_take_test (self, NULL);
  limen_session_emit (self, LIMEN_SESSION_ANALYSIS_CHANGED, NULL);
  limen_session_take_class (self, class);
}

/* GObject */

static void
limen_session_get_property (GObject *object, guint id, GValue *value,
                            GParamSpec *pspec)
{
  LimenSession *self = LIMEN_SESSION (object);

  switch (id)
    {
    case LIMEN_SESSION_PROP_THRESHOLD:
      g_value_set_double (value, limen_session_get_threshold (self));
      break;
    case LIMEN_SESSION_PROP_REFER_FROM:
      g_value_set_double (value, limen_session_get_refer_from (self));
      break;
    case LIMEN_SESSION_PROP_LOGIT_AXIS:
      g_value_set_boolean (value, self->is_logit_axis);
      break;
    case LIMEN_SESSION_PROP_CALIBRATION_BINS:
      g_value_set_uint (value, (guint) self->calibration.n_bins);
      break;
    case LIMEN_SESSION_PROP_EQUAL_MASS:
      g_value_set_boolean (value, self->calibration.binning
                                      == LIMEN_BINNING_EQUAL_MASS);
      break;
    case LIMEN_SESSION_PROP_INTERVALS:
      g_value_set_boolean (value, self->has_intervals);
      break;
    case LIMEN_SESSION_PROP_LOADING:
      g_value_set_boolean (value, limen_session_is_loading (self));
      break;
    case LIMEN_SESSION_PROP_PROGRESS:
      g_value_set_double (value, self->progress);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

/* Sets the bins and notifies of the property that changed. */
static void
set_calibration (LimenSession *self, gsize n_bins, LimenBinning binning,
                 LimenSessionProperty property)
{
  if (self->calibration.n_bins == n_bins
      && self->calibration.binning == binning)
    return;
  self->calibration.n_bins = n_bins;
  self->calibration.binning = binning;
  limen_session_emit (self, LIMEN_SESSION_CALIBRATION_CHANGED, NULL);
  limen_session_notify (self, property);
}

static void
limen_session_set_property (GObject *object, guint id, const GValue *value,
                            GParamSpec *pspec)
{
  LimenSession *self = LIMEN_SESSION (object);

  switch (id)
    {
    case LIMEN_SESSION_PROP_THRESHOLD:
      limen_session_set_threshold (self, g_value_get_double (value));
      break;
    case LIMEN_SESSION_PROP_REFER_FROM:
      limen_session_set_refer_from (self, g_value_get_double (value));
      break;
    case LIMEN_SESSION_PROP_LOGIT_AXIS:
      limen_session_set_logit_axis (self, g_value_get_boolean (value));
      break;
    case LIMEN_SESSION_PROP_INTERVALS:
      limen_session_set_intervals (self, g_value_get_boolean (value));
      break;
    case LIMEN_SESSION_PROP_CALIBRATION_BINS:
      set_calibration (self, g_value_get_uint (value),
                       self->calibration.binning, id);
      break;
    case LIMEN_SESSION_PROP_EQUAL_MASS:
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
  limen_job_cancel (&self->test_reading);
  stop_tasks (self);
  g_clear_object (&self->cutoffs);
  g_clear_object (&self->thresholds);
  G_OBJECT_CLASS (limen_session_parent_class)->dispose (object);
}

static void
limen_session_finalize (GObject *object)
{
  LimenSession *self = LIMEN_SESSION (object);

  limen_session_clear_test (self);
  g_clear_pointer (&self->class, limen_one_vs_rest_unref);
  g_clear_pointer (&self->analysis, limen_analysis_unref);
  g_free (self->choices);
  g_clear_pointer (&self->history, limen_session_history_free);
  g_clear_pointer (&self->options, limen_read_options_free);
  g_clear_pointer (&self->sample_preview, limen_sample_preview_unref);
  g_free (self->loading_path);
  g_clear_pointer (&self->loading_options, limen_read_options_free);
  G_OBJECT_CLASS (limen_session_parent_class)->finalize (object);
}

static void
add_signals (void)
{
  const struct
  {
    const char *name;
    GType argument;
  } all[LIMEN_SESSION_N_SIGNALS] = {
    [LIMEN_SESSION_SAMPLE_PREVIEW_CHANGED]
    = { "sample-preview-changed", G_TYPE_NONE },
    [LIMEN_SESSION_ANALYSIS_CHANGED] = { "analysis-changed", G_TYPE_NONE },
    [LIMEN_SESSION_CLASS_CHANGED] = { "class-changed", G_TYPE_NONE },
    [LIMEN_SESSION_AXIS_CHANGED] = { "axis-changed", G_TYPE_NONE },
    [LIMEN_SESSION_RANGE_CHANGED] = { "range-changed", G_TYPE_NONE },
    [LIMEN_SESSION_OPTIMUM_CHANGED] = { "optimum-changed", G_TYPE_NONE },
    [LIMEN_SESSION_VIEW_CHANGED] = { "view-changed", G_TYPE_NONE },
    [LIMEN_SESSION_CALIBRATION_CHANGED]
    = { "calibration-changed", G_TYPE_NONE },
    [LIMEN_SESSION_PINNED] = { "pinned", G_TYPE_PTR_ARRAY },
    [LIMEN_SESSION_HISTORY_CHANGED] = { "history-changed", G_TYPE_NONE },
    [LIMEN_SESSION_CURVES_CHOSEN] = { "curves-chosen", G_TYPE_NONE },
    [LIMEN_SESSION_TEST_CHANGED] = { "test-changed", G_TYPE_NONE },
    [LIMEN_SESSION_JUDGED] = { "judged", G_TYPE_NONE },
    [LIMEN_SESSION_FAILED] = { "failed", G_TYPE_ERROR },
    [LIMEN_SESSION_COMPUTE_FAILED] = { "compute-failed", G_TYPE_ERROR },
    [LIMEN_SESSION_TEST_FAILED] = { "test-failed", G_TYPE_ERROR },
  };

  for (guint i = 0; i < LIMEN_SESSION_N_SIGNALS; i++)
    signals[i] = g_signal_new (all[i].name, LIMEN_TYPE_SESSION,
                               G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, all[i].argument != G_TYPE_NONE,
                               all[i].argument);
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

  properties[LIMEN_SESSION_PROP_THRESHOLD] = g_param_spec_double (
      "threshold", NULL, NULL, -G_MAXDOUBLE, INFINITY, 0.5, writable);
  /* NaN lies outside any range, so validation must be lax. */
  properties[LIMEN_SESSION_PROP_REFER_FROM] = g_param_spec_double (
      "refer-from", NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE, 0,
      writable | G_PARAM_LAX_VALIDATION);
  properties[LIMEN_SESSION_PROP_LOGIT_AXIS]
      = g_param_spec_boolean ("logit-axis", NULL, NULL, FALSE, writable);
  properties[LIMEN_SESSION_PROP_CALIBRATION_BINS] = g_param_spec_uint (
      "calibration-bins", NULL, NULL, 1, LIMEN_CALIBRATION_MAX_BINS,
      LIMEN_CALIBRATION_DEFAULT_BINS, writable);
  properties[LIMEN_SESSION_PROP_EQUAL_MASS]
      = g_param_spec_boolean ("equal-mass", NULL, NULL, FALSE, writable);
  properties[LIMEN_SESSION_PROP_INTERVALS]
      = g_param_spec_boolean ("intervals", NULL, NULL, TRUE, writable);
  properties[LIMEN_SESSION_PROP_LOADING]
      = g_param_spec_boolean ("loading", NULL, NULL, FALSE, readable);
  properties[LIMEN_SESSION_PROP_PROGRESS]
      = g_param_spec_double ("progress", NULL, NULL, -1, 1, 0, readable);
  g_object_class_install_properties (object_class, LIMEN_SESSION_N_PROPS,
                                     properties);
  add_signals ();
}

static void
limen_session_init (LimenSession *self)
{
  self->choices = limen_class_choices_new (1);
  self->has_intervals = TRUE;
  self->calibration.n_bins = LIMEN_CALIBRATION_DEFAULT_BINS;
  memcpy (self->curves, limen_default_curves, sizeof limen_default_curves);
  self->n_curves = LIMEN_N_DEFAULT_CURVES;
  self->thresholds = limen_threshold_set_new ();
  g_signal_connect_object (self->thresholds, "replaced",
                           G_CALLBACK (thresholds_replaced_cb), self, 0);
  g_signal_connect_object (self->thresholds, "found",
                           G_CALLBACK (limen_session_update_last_change), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->thresholds, "notify",
                           G_CALLBACK (decision_changed_cb), self, 0);
  g_signal_connect_object (self->thresholds, "failed",
                           G_CALLBACK (thresholds_failed_cb), self, 0);
  self->cutoffs = limen_cutoff_store_new ();
  limen_session_begin_test (self);
  limen_session_begin_history (self);
}

/* An empty session. */
LimenSession *
limen_session_new (void)
{
  return g_object_new (LIMEN_TYPE_SESSION, NULL);
}

/* The loaded analysis, or NULL; owned by the session. */
LimenAnalysis *
limen_session_get_analysis (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), NULL);

  return self->analysis;
}

/* The dataset of the analysis, or NULL; owned by the session. */
LimenDataset *
limen_session_get_dataset (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), NULL);

  return self->analysis != NULL ? limen_analysis_get_dataset (self->analysis)
                                : NULL;
}

/* The options that the file was read with, or NULL; owned by the session. */
const LimenReadOptions *
limen_session_get_options (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), NULL);

  return self->options;
}

/* The thresholds of all classes; owned by the session. */
LimenThresholdSet *
limen_session_get_thresholds (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), NULL);

  return self->thresholds;
}

/* The bins that calibration is measured in. */
LimenCalibrationOptions
limen_session_get_calibration (LimenSession *self)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self),
                        ((LimenCalibrationOptions){ 0 }));

  return self->calibration;
}

/* Chooses the metrics of the threshold curves and the rate curves, and emits
 * `curves-chosen`. Unknown names are ignored. */
void
limen_session_set_curves (LimenSession *self, const char *const *metrics)
{
  LimenMetric metric;

  g_return_if_fail (LIMEN_IS_SESSION (self));

  self->n_curves = 0;
  for (guint i = 0; metrics[i] != NULL; i++)
    if (self->n_curves < LIMEN_N_METRICS
        && limen_metric_parse (metrics[i], &metric)
        && metric.id < LIMEN_N_METRICS)
      self->curves[self->n_curves++] = metric.id;
  limen_session_emit (self, LIMEN_SESSION_CURVES_CHOSEN, NULL);
}

/* The metrics of the threshold curves and the rate curves; defaults until
 * others are chosen. Owned by the session. */
const LimenMetricId *
limen_session_get_curves (LimenSession *self, gsize *n_metrics)
{
  g_return_val_if_fail (LIMEN_IS_SESSION (self), NULL);

  *n_metrics = self->n_curves;
  return self->curves;
}
