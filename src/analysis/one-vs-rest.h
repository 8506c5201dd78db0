/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calibration.h"
#include "ranking.h"
#include "sweep.h"
#include "threshold-scores.h"
#include "timings.h"

/* One class against the rest, with everything needed to choose its threshold.
 * A binary file has one, its positive class. Immutable and reference
 * counted. */
typedef struct _LimenOneVsRest LimenOneVsRest;

LimenOneVsRest *limen_one_vs_rest_new (LimenThresholdScores *scores,
                                       gsize class, GError **error);
LimenOneVsRest *limen_one_vs_rest_ref (LimenOneVsRest *self);
void limen_one_vs_rest_unref (LimenOneVsRest *self);

const LimenTimings *limen_one_vs_rest_get_timings (LimenOneVsRest *self);
gsize limen_one_vs_rest_get_class (LimenOneVsRest *self);
const char *limen_one_vs_rest_get_name (LimenOneVsRest *self);
const char *limen_one_vs_rest_get_rest_name (LimenOneVsRest *self);
const char *limen_one_vs_rest_get_title (LimenOneVsRest *self);
const char *limen_one_vs_rest_get_rest_title (LimenOneVsRest *self);
LimenDataset *limen_one_vs_rest_get_dataset (LimenOneVsRest *self);
/* Scores and labels of the class as a binary task. */
const LimenPredictions *limen_one_vs_rest_get_numbers (LimenOneVsRest *self);
/* The recalibration map (NULL: none), and the scores before recalibration. */
const LimenRecalibration *
limen_one_vs_rest_get_recalibration (LimenOneVsRest *self);
LimenPredictions limen_one_vs_rest_get_source (LimenOneVsRest *self);
const LimenSweep *limen_one_vs_rest_get_sweep (LimenOneVsRest *self);
double limen_one_vs_rest_get_start (LimenOneVsRest *self);
LimenRanking limen_one_vs_rest_get_ranking (LimenOneVsRest *self);
LimenRanking limen_one_vs_rest_get_ranking_at (LimenOneVsRest *self,
                                               double prevalence);
/* NaN and no bins for plain scores and decisions. */
LimenCalibration limen_one_vs_rest_get_calibration (LimenOneVsRest *self);
const LimenCalibrationBin *limen_one_vs_rest_get_bins (LimenOneVsRest *self,
                                                       gsize *n_bins);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenOneVsRest, limen_one_vs_rest_unref)
