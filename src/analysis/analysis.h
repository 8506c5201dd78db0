/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "losses.h"
#include "multiclass.h"
#include "objective.h"
#include "one-vs-rest.h"

/* Everything that is computed once per dataset. Immutable and reference
 * counted; keeps its dataset. */
typedef struct _LimenAnalysis LimenAnalysis;

/* Summary of a class, available without its sweep. */
typedef struct
{
  LimenRanking ranking;
  LimenCalibration calibration;
  double start; /* the initial threshold */
  LimenOptimum best_f1; /* only set with several classes */
} LimenClassSummary;

LimenAnalysis *limen_analysis_new (LimenDataset *dataset,
                                   const LimenLossOptions *options,
                                   GCancellable *cancellable, GError **error);
LimenAnalysis *limen_analysis_new_for_scores (LimenThresholdScores *scores,
                                              const LimenLossOptions *options,
                                              GCancellable *cancellable,
                                              GError **error);
LimenAnalysis *limen_analysis_ref (LimenAnalysis *self);
void limen_analysis_unref (LimenAnalysis *self);

const LimenTimings *limen_analysis_get_timings (LimenAnalysis *self);
LimenDataset *limen_analysis_get_dataset (LimenAnalysis *self);
LimenThresholdScores *limen_analysis_get_scores (LimenAnalysis *self);
const LimenLossValue *limen_analysis_get_losses (LimenAnalysis *self,
                                                 gsize *n_losses);
/* Findings (LimenFinding) from reading the file and from the analysis, worst
 * first. */
GPtrArray *limen_analysis_get_findings (LimenAnalysis *self);

/* The one-vs-rest classes: one for a binary file or top label, none for a
 * regression. */
gsize limen_analysis_get_n_classes (LimenAnalysis *self);
LimenOneVsRest *limen_analysis_get_class (LimenAnalysis *self, gsize class,
                                          GError **error);
const LimenClassSummary *limen_analysis_get_summary (LimenAnalysis *self,
                                                     gsize class);
/* Processes one class; FALSE with an error. Called from several threads. */
typedef gboolean (*LimenClassFunc) (gpointer data, gsize class,
                                    GError **error);
gboolean limen_analysis_for_each_class (LimenAnalysis *self,
                                        LimenClassFunc func, gpointer data,
                                        GError **error);
/* Results over all classes; NULL for binary files and regressions. */
const LimenMulticlass *limen_analysis_get_multiclass (LimenAnalysis *self);
/* Averages over the classes, unweighted and weighted by support. */
LimenAverages limen_analysis_get_roc_auc (LimenAnalysis *self);
double *limen_analysis_new_average_precisions (LimenAnalysis *self,
                                               double prevalence,
                                               GError **error);
LimenAverages limen_analysis_average (LimenAnalysis *self,
                                      const double *values);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenAnalysis, limen_analysis_unref)
