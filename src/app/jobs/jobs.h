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

/* What a session computes off the main thread. Each job takes what it needs
 * along, ends by calling `done` with `source`, and gives its result once. */
/* How a class is ranked in a population, and how it is calibrated in bins, of
 * which there may be fewer than are asked for. */
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

/* A threshold for each class of the scores, which those of the analysis may
 * have been made into; copied. */
void limen_job_multiclass_result_async (
    LimenAnalysis *analysis, LimenThresholdScores *scores,
    const double *thresholds, LimenDecisionRule rule,
    GCancellable *cancellable, gpointer source, GAsyncReadyCallback done);
LimenMulticlassResult *
limen_job_multiclass_result_finish (GAsyncResult *result, GError **error);

/* What each class comes to at its threshold; the arrays are copied. The rates
 * of each class, to be freed, or NULL when it was cancelled. */
void limen_job_rates_async (LimenAnalysis *analysis, const double *thresholds,
                            const double *refer_from,
                            const double *prevalences,
                            GCancellable *cancellable, gpointer source,
                            GAsyncReadyCallback done);
LimenClassRates *limen_job_rates_finish (GAsyncResult *result);

/* `costs` (n_classes x n_classes, for LIMEN_JOINT_COST) is taken over. */
void limen_job_joint_async (LimenAnalysis *analysis, LimenJointGoal goal,
                            double *costs, GCancellable *cancellable,
                            gpointer source, GAsyncReadyCallback done);
double *limen_job_joint_finish (GAsyncResult *result, LimenJointGoal *goal,
                                LimenJointResult *found);

/* One threshold for all classes. */
void limen_job_shared_async (LimenAnalysis *analysis,
                             const LimenObjective *objective,
                             GCancellable *cancellable, gpointer source,
                             GAsyncReadyCallback done);
gboolean limen_job_shared_finish (GAsyncResult *result,
                                  LimenObjective *objective,
                                  LimenOptimum *optimum, GError **error);

/* What a set of cutoffs, which are copied, decides the rows by. */
void limen_job_set_async (LimenAnalysis *analysis, GPtrArray *cutoffs,
                          GCancellable *cancellable, gpointer source,
                          GAsyncReadyCallback done);
LimenCutoffSet *limen_job_set_finish (GAsyncResult *result, char **name,
                                      GError **error);

/* A cutoff for each class of the scores, which may be those of the analysis,
 * under one name; `objectives`, one for each class or NULL, and `prevalences`,
 * for those without, are taken over; `refer_from`, NaN without a grey zone, and
 * `common`, which led to all of them, or NULL, are copied. */
void limen_job_cutoffs_async (LimenAnalysis *analysis,
                              LimenThresholdScores *scores, const char *name,
                              const double *thresholds,
                              const LimenCommonObjective *common,
                              LimenObjective **objectives, double *prevalences,
                              const double *refer_from, LimenDecisionRule rule,
                              GCancellable *cancellable, gpointer source,
                              GAsyncReadyCallback done);
GPtrArray *limen_job_cutoffs_finish (GAsyncResult *result, GError **error);
