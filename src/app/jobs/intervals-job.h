/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "analysis.h"
#include "estimates.h"
#include "multiclass-result.h"

/* Estimates of values that the window shows, computed off the main thread.
 * Each job keeps references to its inputs, calls `done` with `source` when it
 * ends, and returns its result once, in its finish function. */

/* The losses of an analysis with default options, in their order. The result
 * is freed with g_free(). */
void limen_job_loss_intervals_async (LimenAnalysis *analysis,
                                     double confidence,
                                     GCancellable *cancellable,
                                     gpointer source,
                                     GAsyncReadyCallback done);
LimenEstimate *limen_job_loss_intervals_finish (GAsyncResult *result,
                                                GError **error);

/* The ranking metrics of a class in a population (NaN: that of the rows).
 * FALSE with an error. */
void limen_job_ranking_intervals_async (LimenOneVsRest *class,
                                        double prevalence, double confidence,
                                        GCancellable *cancellable,
                                        gpointer source,
                                        GAsyncReadyCallback done);
gboolean limen_job_ranking_intervals_finish (GAsyncResult *result,
                                             LimenRankingEstimates *estimates,
                                             GError **error);

/* Where the metrics of a class are estimated: candidates of its sweep. */
typedef struct
{
  LimenOneVsRest *class;
  LimenObjective view; /* costs and population */
  gsize positive_from;
  gsize refer_from; /* with a grey zone */
  gboolean has_zone;
} LimenMetricPlace;

LimenEstimate *limen_metric_place_estimate (const LimenMetricPlace *self,
                                            const LimenBootstrap *plan,
                                            GError **error);

/* limen_metric_place_estimate(); a reference to the class is kept. */
void limen_job_metric_intervals_async (const LimenMetricPlace *place,
                                       const LimenBootstrap *plan,
                                       GCancellable *cancellable,
                                       gpointer source,
                                       GAsyncReadyCallback done);
LimenEstimate *limen_job_metric_intervals_finish (GAsyncResult *result,
                                                  GError **error);

/* The numbers of the joint decision by thresholds, one per class of the
 * scores, and a rule; copies the thresholds. FALSE with an error. */
void limen_job_decision_intervals_async (
    LimenThresholdScores *scores, const double *thresholds,
    LimenDecisionRule rule, double confidence, GCancellable *cancellable,
    gpointer source, GAsyncReadyCallback done);
gboolean limen_job_decision_intervals_finish (
    GAsyncResult *result, LimenDecisionEstimates *estimates, GError **error);
