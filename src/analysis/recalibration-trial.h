/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "calibration-details.h"
#include "one-vs-rest.h"
#include "recalibration.h"
#include "top-labels.h"

/* Random seed of the folds. */
#define LIMEN_RECALIBRATION_SEED 1

/* Quality measures of probabilities. */
typedef struct
{
  const char *loss_key; /* "bce", or "cross-entropy" for several classes */
  const char *loss_title, *brier_title; /* "BCE (mean)", in the user's
                                         * language; static */
  double loss, brier;
  double ece, mce, adaptive_ece;
  LimenCalibrationSlope slope;
  double expected_over_observed;
  double roc_auc; /* NaN for several classes */
} LimenTrialMeasures;

/* A recalibration map and its effect: measures of the scores before, and of
 * cross-fitted probabilities, each from a map that was not fitted on the
 * row. */
typedef struct
{
  LimenRecalibrationMethod method;
  LimenRecalibration *map; /* fitted on all rows; NULL: no fit possible */
  LimenTemperature temperature; /* of several classes, instead of a map; NaN:
                                 * binary */
  gsize n_folds;           /* 0: too few rows to cross-fit */
  double *cross_fitted;    /* probability per row; NULL: not tried, or several
                            * classes */
  LimenTopLabels *top_before, *top_after; /* several classes: the largest
                                           * probabilities; else NULL */
  LimenTrialMeasures before, after;
} LimenRecalibrationTrial;

/* Receives the fraction done; called in the thread of the trial. */
typedef void (*LimenTrialProgressFunc) (double share, gpointer data);

gboolean limen_recalibration_check (LimenRecalibrationMethod method,
                                    LimenThresholdScores *scores,
                                    GError **error);
LimenRecalibrationTrial *
limen_recalibration_trial_new (LimenOneVsRest *class,
                               LimenRecalibrationMethod method,
                               LimenCalibrationOptions options,
                               LimenTrialProgressFunc progress, gpointer data,
                               GCancellable *cancellable, GError **error);
gboolean
limen_recalibration_trial_new_temperature (LimenThresholdScores *scores,
                                           LimenCalibrationOptions options,
                                           LimenRecalibrationTrial **trial,
                                           GError **error);
char *limen_recalibration_trial_describe_map (
    const LimenRecalibrationTrial *self);
double limen_recalibration_trial_map_threshold (
    const LimenRecalibrationTrial *self, double threshold);
void limen_recalibration_trial_free (LimenRecalibrationTrial *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenRecalibrationTrial,
                               limen_recalibration_trial_free)
