/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib/gi18n.h>

#include "class-choice.h"
#include "session.h"

typedef struct _LimenSessionHistory LimenSessionHistory;

/* Members and functions shared by the parts of a session: session.c has the
 * analysis and the properties, session-class.c the current class and its
 * threshold, session-axis.c the threshold axis, session-intervals.c whether
 * values have intervals and are apparent, session-loading.c reading a file,
 * session-objective.c the objective and the grey zone, session-cutoffs.c the
 * pinned cutoffs, session-history.c undo and redo, session-test.c test data.
 */

struct _LimenSession
{
  GObject parent_instance;

  LimenAnalysis *analysis;
  LimenReadOptions *options;     /* options that the analysis was read with */
  LimenThresholdSet *thresholds; /* of all classes */
  LimenClassChoice *choices;     /* one per class; at least one */
  LimenOneVsRest *class;         /* the current class; NULL if none */
  gsize class_index;
  LimenThresholdLayout axis; /* thresholds of the current class */
  LimenScale range;          /* the visible part of the axis */
  gboolean is_logit_axis;
  gboolean has_intervals;              /* values are shown with intervals */
  LimenCalibrationOptions calibration; /* bins of the reliability diagram */
  gsize candidate; /* index in the sweep; decides as the threshold does */

  LimenCutoffStore *cutoffs;
  LimenSessionHistory *history;
  gsize reading, n_readings; /* number of the current reading of a file, which
                              * undo returns to; number of readings so far */

  LimenTestData *test;        /* NULL: none */
  LimenOneVsRest *test_class; /* the current class in it; or NULL */
  char *test_path;            /* while it is read, else NULL */
  gboolean is_test_again;     /* it was added before, and is read again */
  GPtrArray *judged;          /* LimenCutoff that the points are for */
  LimenTestPoint *points;     /* one per judged cutoff; NULL: none */

  GCancellable *loading;
  char *loading_path;
  LimenReadOptions *loading_options;
  LimenSamplePreview *sample_preview; /* of the file being read, or NULL */
  double progress;
  /* Cancellables of the running jobs, NULL while none runs: for another class,
   * the optimum, the cutoffs of all classes, the test data, its class, and the
   * cutoffs on it. */
  GCancellable *switching;
  GCancellable *optimizing;
  GCancellable *pinning;
  GCancellable *test_reading;
  GCancellable *test_switching;
  GCancellable *judging;

  LimenMetricId curves[LIMEN_N_METRICS]; /* shown in the threshold curves */
  gsize n_curves;
};

typedef enum
{
  LIMEN_SESSION_PROP_0,
  LIMEN_SESSION_PROP_THRESHOLD,
  LIMEN_SESSION_PROP_REFER_FROM,
  LIMEN_SESSION_PROP_LOGIT_AXIS,
  LIMEN_SESSION_PROP_CALIBRATION_BINS,
  LIMEN_SESSION_PROP_EQUAL_MASS,
  LIMEN_SESSION_PROP_INTERVALS,
  LIMEN_SESSION_PROP_LOADING,
  LIMEN_SESSION_PROP_PROGRESS,
  LIMEN_SESSION_N_PROPS
} LimenSessionProperty;

typedef enum
{
  LIMEN_SESSION_SAMPLE_PREVIEW_CHANGED,
  LIMEN_SESSION_ANALYSIS_CHANGED,
  LIMEN_SESSION_CLASS_CHANGED,
  LIMEN_SESSION_AXIS_CHANGED,
  LIMEN_SESSION_RANGE_CHANGED,
  LIMEN_SESSION_OPTIMUM_CHANGED,
  LIMEN_SESSION_VIEW_CHANGED,
  LIMEN_SESSION_CALIBRATION_CHANGED,
  LIMEN_SESSION_PINNED,
  LIMEN_SESSION_HISTORY_CHANGED,
  LIMEN_SESSION_CURVES_CHOSEN,
  LIMEN_SESSION_TEST_CHANGED,
  LIMEN_SESSION_JUDGED,
  LIMEN_SESSION_FAILED,
  LIMEN_SESSION_COMPUTE_FAILED,
  LIMEN_SESSION_TEST_FAILED,
  LIMEN_SESSION_N_SIGNALS
} LimenSessionSignal;

/* Notifications. `argument` is NULL for signals that have none.
 * limen_session_fail() ignores errors that only say that a job was cancelled.
 */
void limen_session_notify (LimenSession *self, LimenSessionProperty property);
void limen_session_emit (LimenSession *self, LimenSessionSignal signal,
                         gconstpointer argument);
void limen_session_fail (LimenSession *self, LimenSessionSignal signal,
                         const GError *error);

/* The current class: its sweep and kind (there must be an analysis), and its
 * objective. */
const LimenSweep *limen_session_get_sweep (LimenSession *self);
LimenKind limen_session_get_kind (LimenSession *self);
LimenClassChoice *limen_session_get_choice (LimenSession *self);

/* Makes a class current, or none (NULL), and takes its reference.
 * limen_session_hold_class() only looks up its candidate; the old class must
 * be gone. */
void limen_session_hold_class (LimenSession *self, LimenOneVsRest *class);
void limen_session_take_class (LimenSession *self, LimenOneVsRest *class);

/* Replaces the analysis and the current class (NULL if it has no classes).
 * Takes ownership of both. */
void limen_session_take_analysis (LimenSession *self, LimenAnalysis *analysis,
                                  LimenOneVsRest *class);

/* The threshold axis: recompute it, choose its scale, and scroll its visible
 * part to a threshold outside. */
void limen_session_update_axis (LimenSession *self, gboolean has_same_scores);
void limen_session_set_logit_axis (LimenSession *self, gboolean is_logit);
void limen_session_set_intervals (LimenSession *self, gboolean has_intervals);
void limen_session_show_threshold (LimenSession *self, double threshold);

void limen_session_set_progress (LimenSession *self, double progress);

/* Test data; see session-test.c. */
void limen_session_take_test (LimenSession *self, LimenTestData *test);
void limen_session_begin_test (LimenSession *self);
void limen_session_clear_test (LimenSession *self);
void limen_session_update_test_class (LimenSession *self);
void limen_session_read_test (LimenSession *self, const char *path,
                              gboolean is_again);
void limen_session_cancel_test (LimenSession *self);
double limen_session_get_test_value_at (LimenSession *self, LimenMetric metric,
                                        double refer_from, double threshold);

/* Starts the search for the optimum of the current objective; FALSE if there
 * is no objective or the optimum is known. */
gboolean limen_session_start_search (LimenSession *self);

/* Emits the signals of the current class, after its threshold or its objective
 * was replaced. */
void limen_session_refresh_class (LimenSession *self);

/* Moves by the program, which are not recorded for undo. */
void limen_session_move_threshold (LimenSession *self, double threshold);
void limen_session_move_refer_from (LimenSession *self, double refer_from);

/* Undo history, and the titles of changes that are recorded in several places.
 * A title is in the user's language and follows "Undo" in a menu, or "Undone:"
 * in a message. */
#define LIMEN_CHANGE_OF_THRESHOLD _ ("moving the threshold")
#define LIMEN_CHANGE_OF_OBJECTIVE _ ("changing the objective")
void limen_session_begin_history (LimenSession *self);
void limen_session_history_free (LimenSessionHistory *history);
void limen_session_record (LimenSession *self, const char *title);
void limen_session_record_move (LimenSession *self, const char *title);
void limen_session_record_all (LimenSession *self);
void limen_session_record_class (LimenSession *self, gsize class);
void limen_session_update_last_change (LimenSession *self);
void limen_session_record_reading (LimenSession *self, gboolean is_same_file);
void limen_session_drop_step (LimenSession *self);
void limen_session_hold_history (LimenSession *self, gboolean is_held);
