/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "analysis.h"
#include "binned-calibration.h"
#include "class-rates.h"
#include "common-objective.h"
#include "cutoff-set.h"
#include "job.h"
#include "joint.h"
#include "multiclass-result.h"
#include "scale.h"

/* Computations of a session that run off the main thread. Each job keeps
 * copies of, or references to, its inputs, calls `done` with `source` when it
 * ends, and returns its result once, in its finish function. */

/* Ranking metrics of a class in a population, and its expected calibration
 * error over n_bins bins, which may be fewer than requested. */
typedef struct
{
  LimenRanking ranking;
  double ece;
  gsize n_bins;
} LimenRankingResult;

void limen_job_ranking_async (LimenOneVsRest *class, double prevalence,
                              LimenCalibrationOptions calibration,
                              GCancellable *cancellable, gpointer source,
                              GAsyncReadyCallback done);
gboolean limen_job_ranking_finish (GAsyncResult *result,
                                   LimenRankingResult *found);

void limen_job_optimum_async (LimenOneVsRest *class,
                              const LimenObjective *objective,
                              GCancellable *cancellable, gpointer source,
                              GAsyncReadyCallback done);
gboolean limen_job_optimum_finish (GAsyncResult *result, LimenOptimum *optimum,
                                   GError **error);

void limen_job_class_async (LimenAnalysis *analysis, gsize class,
                            GCancellable *cancellable, gpointer source,
                            GAsyncReadyCallback done);
LimenOneVsRest *limen_job_class_finish (GAsyncResult *result, GError **error);

/* Joint decision of all classes. `thresholds`, one per class of `scores`, are
 * copied; `scores` may be recalibrated scores of the analysis. */
void limen_job_multiclass_result_async (
    LimenAnalysis *analysis, LimenThresholdScores *scores,
    const double *thresholds, LimenDecisionRule rule,
    GCancellable *cancellable, gpointer source, GAsyncReadyCallback done);
LimenMulticlassResult *
limen_job_multiclass_result_finish (GAsyncResult *result, GError **error);

/* Precision and recall of each class at its threshold; the arrays are copied.
 * The result is freed with g_free(); NULL if cancelled. */
void limen_job_rates_async (LimenAnalysis *analysis, const double *thresholds,
                            const double *refer_from,
                            const double *prevalences,
                            GCancellable *cancellable, gpointer source,
                            GAsyncReadyCallback done);
LimenClassRates *limen_job_rates_finish (GAsyncResult *result);

/* Joint search for the thresholds of all classes. Takes ownership of `costs`
 * (n_classes x n_classes, for LIMEN_JOINT_COST; else NULL). */
void limen_job_joint_async (LimenAnalysis *analysis, LimenJointGoal goal,
                            double *costs, GCancellable *cancellable,
                            gpointer source, GAsyncReadyCallback done);
double *limen_job_joint_finish (GAsyncResult *result, LimenJointGoal *goal,
                                LimenJointResult *found);

/* Search for one threshold shared by all classes. */
void limen_job_shared_async (LimenAnalysis *analysis,
                             const LimenObjective *objective,
                             GCancellable *cancellable, gpointer source,
                             GAsyncReadyCallback done);
gboolean limen_job_shared_finish (GAsyncResult *result,
                                  LimenObjective *objective,
                                  LimenOptimum *optimum, GError **error);

/* The decision rule, thresholds and maps of a set of cutoffs, which are
 * copied. */
void limen_job_set_async (LimenAnalysis *analysis, GPtrArray *cutoffs,
                          GCancellable *cancellable, gpointer source,
                          GAsyncReadyCallback done);
LimenCutoffSet *limen_job_set_finish (GAsyncResult *result, char **name,
                                      GError **error);

/* Makes one cutoff per class of `scores` (which may be recalibrated), all with
 * one name. Takes ownership of `objectives` (one per class, or NULL) and
 * `prevalences` (for cutoffs without an objective). Copies `refer_from` (NaN:
 * no grey zone) and `common`, the objective that all thresholds were chosen
 * for together, or NULL. */
void limen_job_cutoffs_async (LimenAnalysis *analysis,
                              LimenThresholdScores *scores, const char *name,
                              const double *thresholds,
                              const LimenCommonObjective *common,
                              LimenObjective **objectives, double *prevalences,
                              const double *refer_from, LimenDecisionRule rule,
                              GCancellable *cancellable, gpointer source,
                              GAsyncReadyCallback done);
GPtrArray *limen_job_cutoffs_finish (GAsyncResult *result, GError **error);
