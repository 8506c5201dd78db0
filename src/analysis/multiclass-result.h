/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "averages.h"
#include "multilabel.h"
#include "threshold-scores.h"

/* What the thresholds of several classes make of the rows: of a file where one
 * class is true by a rule, else each class by itself. */
typedef struct
{
  gsize n_classes;
  LimenMatrix *matrix;        /* NULL for a multilabel file */
  LimenConfusion *confusions; /* of each class against the rest */
  LimenMultilabel multilabel; /* NaN for others */
  double accuracy, balanced_accuracy, mcc, kappa; /* NaN for multilabel */
  LimenAverages precision, recall, f1;
} LimenMulticlassResult;

LimenMulticlassResult *
limen_multiclass_result_new (LimenThresholdScores *scores,
                             const double *thresholds, LimenDecisionRule rule);
/* The same of numbers whose classes each have a threshold. */
LimenMulticlassResult *
limen_multiclass_result_new_of (const LimenPredictions *numbers,
                                const double *thresholds,
                                LimenDecisionRule rule);
void limen_multiclass_result_free (LimenMulticlassResult *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenMulticlassResult,
                               limen_multiclass_result_free)
