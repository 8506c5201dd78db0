/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "predictions.h"

/* What a focal loss depends on beside the rows. */
typedef struct
{
  double gamma; /* 0 or more: how little sure rows count; 0: all alike */
  double alpha; /* binary: 0 to 1, how much positives count, and the others
                 * 1 - alpha; below 0: 1 each */
  const double *class_weights; /* several classes: n_classes, finite, >= 0;
                                * NULL: 1 each */
} LimenFocalOptions;

/* Over all rows: its mean by their number and by their weights, and its sum. */
typedef struct
{
  double by_rows, by_weight, sum;
} LimenFocalLoss;

LimenFocalLoss limen_loss_focal (const LimenPredictions *predictions,
                                 const LimenFocalOptions *options);
LimenFocalLoss limen_loss_focal_soft (const LimenPredictions *predictions,
                                      const double *const *targets,
                                      const LimenFocalOptions *options);
