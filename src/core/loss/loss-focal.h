/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "predictions.h"
#include "row-moments.h"

/* Parameters of focal loss. */
typedef struct
{
  double gamma; /* >= 0: how strongly confident rows are discounted; 0: not at
                 * all */
  double alpha; /* binary: weight of positives, 0 to 1, negatives get 1 -
                 * alpha; below 0: no weighting */
  const double *class_weights; /* multiclass: n_classes, finite, >= 0; NULL: 1
                                * each */
} LimenFocalOptions;

/* Focal loss over all rows: mean per row, mean per weight, and sum. */
typedef struct
{
  double by_rows, by_weight, sum;
} LimenFocalLoss;

LimenFocalLoss limen_loss_focal (const LimenPredictions *predictions,
                                 const LimenFocalOptions *options);
LimenFocalLoss limen_loss_focal_soft (const LimenPredictions *predictions,
                                      const double *const *targets,
                                      const LimenFocalOptions *options);
LIMEN_MUST_CHECK bool limen_loss_focal_compute_moments (
    const LimenPredictions *predictions, const double *const *targets,
    const LimenFocalOptions *options, bool is_by_rows, const LimenUnits *units,
    LimenMoments *moments);
