/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calibration.h"
#include "ranking.h"
#include "sweep.h"
#include "threshold-scores.h"
#include "timings.h"

/* One class against the rest, at every threshold: all that its threshold is
 * chosen by. A binary file has one, that of its positive class. Immutable and
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
LimenDataset *limen_one_vs_rest_get_dataset (LimenOneVsRest *self);
/* The class's scores and labels, as a binary task. */
const LimenPredictions *limen_one_vs_rest_get_numbers (LimenOneVsRest *self);
/* What made its probabilities of other scores, and those; or NULL, and its
 * own. */
const LimenRecalibration *
limen_one_vs_rest_get_recalibration (LimenOneVsRest *self);
LimenPredictions limen_one_vs_rest_get_source (LimenOneVsRest *self);
const LimenSweep *limen_one_vs_rest_get_sweep (LimenOneVsRest *self);
double limen_one_vs_rest_get_start (LimenOneVsRest *self);
LimenRanking limen_one_vs_rest_get_ranking (LimenOneVsRest *self);
LimenRanking limen_one_vs_rest_get_ranking_at (LimenOneVsRest *self,
                                               double prevalence);
/* NaN and no bins for plain scores, which have no calibration. */
LimenCalibration limen_one_vs_rest_get_calibration (LimenOneVsRest *self);
const LimenCalibrationBin *limen_one_vs_rest_get_bins (LimenOneVsRest *self,
                                                       gsize *n_bins);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenOneVsRest, limen_one_vs_rest_unref)
