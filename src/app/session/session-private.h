/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "class-choice.h"
#include "session.h"

typedef struct _LimenSessionHistory LimenSessionHistory;

/* What the parts of a session share: session.c has the current class with its
 * threshold, session-axis.c how thresholds are laid out, session-loading.c
 * what is read, session-objective.c what is asked for of both thresholds,
 * session-cutoffs.c what is pinned, session-history.c what can be taken back.
 */

struct _LimenSession
{
  GObject parent_instance;

  LimenAnalysis *analysis;
  LimenReadOptions *options; /* that the analysis was read with */
  LimenThresholdSet *thresholds; /* of all classes */
  LimenClassChoice *choices; /* of all classes; at least one */
  LimenOneVsRest *class;     /* the current class; NULL: there is none */
  gsize class_index;
  LimenThresholdLayout axis; /* of its scores */
  LimenScale range;          /* what is shown of that */
  gboolean is_logit_axis;
  LimenCalibrationOptions calibration; /* the bins of its diagram */
  gsize candidate;           /* that decides like its threshold */

  LimenCutoffStore *cutoffs;
  LimenSessionHistory *history;
  gsize reading, n_readings; /* its number, and how many there were */

  GCancellable *loading;
  char *loading_path;
  LimenReadOptions *loading_options;
  LimenSamplePreview *sample_preview; /* of what is being read, or NULL */
  double progress;
  GCancellable *switching;
  GCancellable *optimizing;
  GCancellable *pinning;

  LimenMetricId curves[LIMEN_N_METRICS]; /* whose curves are shown */
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
  LIMEN_SESSION_FAILED,
  LIMEN_SESSION_COMPUTE_FAILED,
  LIMEN_SESSION_N_SIGNALS
} LimenSessionSignal;

/* Telling of changes; the argument is NULL for signals that have none. An
 * error of what was only cancelled is no failure. */
void limen_session_notify (LimenSession *self, LimenSessionProperty property);
void limen_session_emit (LimenSession *self, LimenSessionSignal signal,
                         gconstpointer argument);
void limen_session_fail (LimenSession *self, LimenSessionSignal signal,
                         const GError *error);

/* The current class: its sweep and kind, for which there must be an analysis,
 * and what is asked for of it. */
const LimenSweep *limen_session_get_sweep (LimenSession *self);
LimenKind limen_session_get_kind (LimenSession *self);
LimenClassChoice *limen_session_get_choice (LimenSession *self);

/* Puts another analysis, with a class of it, in the place of the old one; it is
 * taken over, and so is the class, which is NULL where there is none. */
void limen_session_take_analysis (LimenSession *self, LimenAnalysis *analysis,
                                  LimenOneVsRest *class);

/* How thresholds are laid out: anew, and what is shown of that moved to a
 * threshold beyond it. */
void limen_session_update_axis (LimenSession *self, gboolean has_same_scores);
void limen_session_set_logit_axis (LimenSession *self, gboolean is_logit);
void limen_session_show_threshold (LimenSession *self, double threshold);

/* Looks for what is asked for and not there yet; FALSE where nothing is. */
gboolean limen_session_start_search (LimenSession *self);

/* Emits the signals of the current class again, after its threshold or its
 * objective was replaced. */
void limen_session_refresh_class (LimenSession *self);

/* Moves that are not the user's doing. */
void limen_session_move_threshold (LimenSession *self, double threshold);
void limen_session_move_refer_from (LimenSession *self, double refer_from);

/* Its history; what changes that are made in several places are called. */
#define LIMEN_CHANGE_OF_THRESHOLD "moving the threshold"
#define LIMEN_CHANGE_OF_OBJECTIVE "changing the objective"
void limen_session_begin_history (LimenSession *self);
void limen_session_history_free (LimenSessionHistory *history);
void limen_session_record (LimenSession *self, const char *title);
void limen_session_record_move (LimenSession *self, const char *title);
void limen_session_record_all (LimenSession *self);
void limen_session_record_class (LimenSession *self, gsize class);
void limen_session_update_last_change (LimenSession *self);
void limen_session_record_reading (LimenSession *self, gboolean is_same_file);
void limen_session_leave_step (LimenSession *self);
void limen_session_hold_history (LimenSession *self, gboolean is_held);
