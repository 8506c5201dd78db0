/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "decision-estimate.h"
#include "multilabel.h"
#include "threshold-scores.h"

/* The result of deciding all rows with the thresholds of several classes:
 * jointly by a rule if exactly one class is true, else each class by
 * itself. */
typedef struct
{
  gsize n_classes;
  LimenMatrix *matrix;        /* NULL for multilabel files */
  LimenConfusion *confusions; /* per class, one-vs-rest */
  LimenMultilabel multilabel; /* NaN unless multilabel */
  double accuracy, balanced_accuracy, mcc, kappa; /* NaN for multilabel */
  LimenAverages precision, recall, f1;
} LimenMulticlassResult;

LimenMulticlassResult *
limen_multiclass_result_new (LimenThresholdScores *scores,
                             const double *thresholds, LimenDecisionRule rule);
LimenMulticlassResult *
limen_multiclass_result_new_of_matrix (LimenMatrix *matrix);
void limen_multiclass_result_free (LimenMulticlassResult *self);
gboolean limen_multiclass_result_estimate (
    const LimenMulticlassResult *self, LimenThresholdScores *scores,
    const double *thresholds, LimenDecisionRule rule, LimenCosts costs,
    double confidence, LimenDecisionEstimates *estimates, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenMulticlassResult,
                               limen_multiclass_result_free)
