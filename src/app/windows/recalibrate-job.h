/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "one-vs-rest.h"
#include "recalibration-trial.h"
#include "reliability-counts.h"

/* Inputs and results of a background test of a recalibration method. Reference
 * counted. */
typedef struct
{
  LimenOneVsRest *class;
  LimenThresholdScores *scores;
  LimenRecalibrationMethod method;
  char *message; /* why there is no result; NULL if there is one */
  gsize n_few;   /* number of rows of the smaller class */
  gint done;     /* in thousandths; atomic */
  LimenRecalibrationTrial *trial;
  LimenReliabilityCounts *before, *after;
} LimenRecalibrateJob;

LimenRecalibrateJob *
limen_recalibrate_job_new (LimenOneVsRest *class, LimenThresholdScores *scores,
                           LimenRecalibrationMethod method);
void limen_recalibrate_job_unref (gpointer job);
const LimenPredictions *
limen_recalibrate_job_get_numbers (const LimenRecalibrateJob *job);
void limen_recalibrate_job_run (GTask *task, gpointer source, gpointer data,
                                GCancellable *cancellable);
double limen_recalibrate_job_get_progress (LimenRecalibrateJob *job);
