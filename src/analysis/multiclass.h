/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calibration.h"
#include "multiclass-result.h"
#include "top-labels.h"

#define LIMEN_MAX_TOP_K 5

/* What there is to know of several classes together, whatever their
 * thresholds: the decision by the largest score, or, of a multilabel file, by
 * a probability of one half. */
typedef struct
{
  LimenMulticlassResult *result;
  double *thresholds; /* of that decision */
  /* Of rows with the true class among the k largest scores; from k = 1. */
  double top_k[LIMEN_MAX_TOP_K];
  gsize n_top_k; /* 0 for multilabel files, top labels and decisions */
  /* The largest probability and whether it is right, and how that is
   * calibrated; none of plain scores. */
  LimenTopLabels *top_labels;
  LimenCalibration calibration;
  LimenCalibrationBin bins[LIMEN_CALIBRATION_DEFAULT_BINS];
  gsize n_bins;
} LimenMulticlass;

LimenMulticlass *limen_multiclass_new (LimenThresholdScores *scores,
                                       GError **error);
void limen_multiclass_free (LimenMulticlass *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenMulticlass, limen_multiclass_free)
