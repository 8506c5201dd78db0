/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calibration.h"
#include "multiclass-result.h"
#include "top-labels.h"

#define LIMEN_MAX_TOP_K 5

/* Results over several classes that do not depend on chosen thresholds: of
 * argmax, or, for multilabel files, of a probability threshold of 0.5. */
typedef struct
{
  LimenMulticlassResult *result;
  double *thresholds; /* thresholds that `result` was computed with: one per
                       * class that has its own, so a single one for top
                       * label */
  /* Top-k accuracies, from k = 1. */
  double top_k[LIMEN_MAX_TOP_K];
  gsize n_top_k; /* 0 for multilabel files, top label and decisions */
  /* The largest probability of each row, whether that class is right, and its
   * calibration (confidence calibration); none for plain scores. */
  LimenTopLabels *top_labels;
  LimenCalibration calibration;
  LimenCalibrationBin bins[LIMEN_CALIBRATION_DEFAULT_BINS];
  gsize n_bins;
} LimenMulticlass;

LimenMulticlass *limen_multiclass_new (LimenThresholdScores *scores,
                                       GError **error);
void limen_multiclass_free (LimenMulticlass *self);
gboolean limen_multiclass_estimate (const LimenMulticlass *self,
                                    LimenThresholdScores *scores,
                                    LimenCosts costs, double confidence,
                                    LimenDecisionEstimates *estimates,
                                    GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenMulticlass, limen_multiclass_free)
