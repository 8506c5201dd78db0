/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "analysis.h"
#include "binned-calibration.h"
#include "bootstrap.h"
#include "cutoff-resolve.h"
#include "cutoff-store.h"
#include "read-options.h"
#include "sample-preview.h"
#include "test-data.h"
#include "threshold-layout.h"
#include "threshold-set.h"

/* The state of one window: a dataset with its analysis, a threshold, an
 * objective and the pinned cutoffs. Computations run off the main thread;
 * views bind to the properties and signals.
 *
 * With several classes, one class is current. Each class keeps its threshold,
 * its objective and the prevalence of its population. A class may also have a
 * grey zone: a lower threshold, never above the upper one; rows between the
 * two are referred. Its objective, if any, then applies to both thresholds.
 *
 * Properties: threshold, refer-from (the lower threshold; NaN: no grey zone),
 * logit-axis, calibration-bins, equal-mass (kind of bins), intervals (whether
 * values are shown with theirs), loading, progress
 * (0..1, or -1 if unknown; 1 while the rows are analysed).
 * Signals: sample-preview-changed (also when the preview is removed),
 * analysis-changed, class-changed (also after analysis-changed), axis-changed
 * (the axis and its visible part), range-changed (the visible part),
 * optimum-changed, view-changed (costs or population), calibration-changed
 * (bins), pinned (GPtrArray of LimenCutoff, one per class), history-changed
 * (undo and redo), curves-chosen (other metrics are shown), test-changed (the
 * test data, or the current class in it), judged (cutoffs on the test data,
 * with intervals), failed (GError; the file could not be loaded),
 * compute-failed (GError; a computation on it failed), test-failed (GError;
 * the test data could not be read). */
#define LIMEN_TYPE_SESSION (limen_session_get_type ())
G_DECLARE_FINAL_TYPE (LimenSession, limen_session, LIMEN, SESSION, GObject)

LimenSession *limen_session_new (void);

/* Loading */
void limen_session_load (LimenSession *self, const char *path,
                         const LimenReadOptions *options);
void limen_session_cancel (LimenSession *self);
gboolean limen_session_is_loading (LimenSession *self);
const char *limen_session_get_loading_path (LimenSession *self);
const LimenReadOptions *limen_session_get_loading_options (LimenSession *self);
LimenSamplePreview *limen_session_get_sample_preview (LimenSession *self);
LimenAnalysis *limen_session_get_analysis (LimenSession *self);
LimenDataset *limen_session_get_dataset (LimenSession *self);
const LimenReadOptions *limen_session_get_options (LimenSession *self);

/* Test data: a second file, on which thresholds are judged */
void limen_session_add_test (LimenSession *self, const char *path);
void limen_session_remove_test (LimenSession *self);
const char *limen_session_get_test_path (LimenSession *self);
LimenTestData *limen_session_get_test (LimenSession *self);
char *limen_session_show_test_name (LimenSession *self);
LimenOneVsRest *limen_session_get_test_class (LimenSession *self);
double limen_session_get_test_value (LimenSession *self, LimenMetric metric);
LimenEstimate limen_session_get_cutoff_optimism (LimenSession *self,
                                                 LimenCutoff *cutoff,
                                                 LimenMetric metric);
double limen_session_get_cutoff_test_value (LimenSession *self,
                                            LimenCutoff *cutoff,
                                            LimenMetric metric);

/* The current class */
LimenOneVsRest *limen_session_get_class (LimenSession *self);
void limen_session_select_class (LimenSession *self, gsize class);
gboolean limen_session_has_classes (LimenSession *self);
gboolean limen_session_is_against_rest (LimenSession *self);
LimenThresholdSet *limen_session_get_thresholds (LimenSession *self);
void limen_session_pin_all (LimenSession *self);

/* limen_session_is_reversed(): whether low scores mean positive.
 * limen_session_reverse() converts a threshold between the units of the file
 * and those of the session, in both directions. */
gboolean limen_session_is_reversed (LimenSession *self);
double limen_session_reverse (LimenSession *self, double threshold);

/* The threshold; fixed if the file holds decisions only */
gboolean limen_session_has_thresholds (LimenSession *self);
double limen_session_get_threshold (LimenSession *self);
void limen_session_set_threshold (LimenSession *self, double threshold);
gsize limen_session_get_candidate (LimenSession *self);
LimenConfusion limen_session_get_confusion (LimenSession *self);
gboolean limen_session_has_logit_axis (LimenSession *self);
const LimenThresholdLayout *limen_session_get_axis (LimenSession *self);

/* The visible part of the threshold axis */
const LimenScale *limen_session_get_range (LimenSession *self);
void limen_session_set_range (LimenSession *self, double low, double high);
gboolean limen_session_is_zoomed (LimenSession *self);
double limen_session_get_step (LimenSession *self);
LimenThresholdLimits limen_session_get_limits (LimenSession *self);

/* The grey zone */
double limen_session_get_refer_from (LimenSession *self);
void limen_session_set_refer_from (LimenSession *self, double refer_from);
gboolean limen_session_has_zone (LimenSession *self);
void limen_session_begin_zone (LimenSession *self);
LimenOptimum limen_session_get_zone (LimenSession *self);
double limen_session_get_zone_value (LimenSession *self, LimenMetric metric);
double limen_session_get_value_between (LimenSession *self, LimenMetric metric,
                                        gsize refer_from, gsize positive_from);

/* The objective */
void limen_session_set_objective (LimenSession *self,
                                  const LimenObjective *objective);
const LimenObjective *limen_session_get_objective (LimenSession *self);
const LimenOptimum *limen_session_get_optimum (LimenSession *self);

/* Population and costs that metrics are computed with */
double limen_session_get_prevalence (LimenSession *self);
double limen_session_get_prevalence_of (LimenSession *self, gsize class);
void limen_session_set_prevalence (LimenSession *self, double prevalence);
LimenObjective limen_session_get_view (LimenSession *self);
double limen_session_get_value (LimenSession *self, LimenMetric metric);
LimenCalibrationOptions limen_session_get_calibration (LimenSession *self);

/* Intervals, shown or not */
gboolean limen_session_has_intervals (LimenSession *self);
LimenBootstrap limen_session_get_bootstrap (LimenSession *self);
gboolean limen_session_is_apparent (LimenSession *self);

/* The metrics whose curves are shown */
void limen_session_set_curves (LimenSession *self,
                               const char *const *metrics);
const LimenMetricId *limen_session_get_curves (LimenSession *self,
                                               gsize *n_metrics);

/* Undo and redo of thresholds, objectives, cutoffs and readings of the file;
 * cleared when another file is read */
void limen_session_undo (LimenSession *self);
void limen_session_redo (LimenSession *self);
const char *limen_session_get_undo_title (LimenSession *self);
const char *limen_session_get_redo_title (LimenSession *self);

/* The cutoffs */
LimenCutoffStore *limen_session_get_cutoffs (LimenSession *self);
gboolean limen_session_resolve_cutoff (LimenSession *self,
                                       LimenCutoff *cutoff,
                                       LimenResolvedCutoff *resolved);
LimenCutoff *limen_session_pin (LimenSession *self);
LimenCutoff *
limen_session_pin_with_map (LimenSession *self,
                            const LimenRecalibration *map);
void limen_session_remove_cutoff (LimenSession *self, LimenCutoff *cutoff);
void limen_session_rename_cutoff (LimenSession *self, LimenCutoff *cutoff,
                                  const char *name);
void limen_session_set_cutoff_note (LimenSession *self, LimenCutoff *cutoff,
                                    const char *note);
gboolean limen_session_open_cutoffs (LimenSession *self, const char *path,
                                     GError **error);
char *limen_session_explain_cutoff (LimenSession *self, LimenCutoff *cutoff);
double limen_session_get_cutoff_value (LimenSession *self, LimenCutoff *cutoff,
                                       LimenMetric metric);
double limen_session_count_flips (LimenSession *self, LimenCutoff *a,
                                  LimenCutoff *b);
void limen_session_restore_cutoff (LimenSession *self, LimenCutoff *cutoff);
