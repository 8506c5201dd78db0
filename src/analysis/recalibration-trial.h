/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "calibration-details.h"
#include "one-vs-rest.h"
#include "recalibration.h"
#include "top-labels.h"

/* The lot that deals the rows out to folds. */
#define LIMEN_RECALIBRATION_SEED 1

/* How good probabilities are. */
typedef struct
{
  const char *loss_key; /* "bce", or of several classes "cross-entropy" */
  const char *loss_title, *brier_title; /* "BCE (mean)"; static */
  double loss, brier;
  double ece, mce, adaptive_ece;
  LimenCalibrationSlope slope;
  double expected_over_observed;
  double roc_auc; /* NaN for several classes */
} LimenTrialFigures;

/* A map, and what it is worth: the scores as they are beside probabilities
 * that are cross-fitted, each by a map that has not seen the row. */
typedef struct
{
  LimenRecalibrationMethod method;
  LimenRecalibration *map; /* of all rows; NULL: none can be fitted */
  LimenTemperature temperature; /* of several classes, which have no map;
                                 * NaN: of one */
  gsize n_folds;           /* 0: there are too few rows to try it */
  double *cross_fitted;    /* of each row; NULL: not tried, several classes */
  LimenTopLabels *top_before, *top_after; /* of these, their largest
                                           * probabilities; or NULL */
  LimenTrialFigures before, after;
} LimenRecalibrationTrial;

/* Hears, in the thread of the trial, which share of it is done. */
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
