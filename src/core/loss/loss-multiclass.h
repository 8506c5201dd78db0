/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loss.h"
#include "predictions.h"
#include "row-moments.h"
#include "status.h"

/* Parameters of cross-entropy, and the number of threads, which does not
 * change the result. */
typedef struct
{
  const double *class_weights; /* n_classes, finite, >= 0; NULL: 1 each */
  double label_smoothing;      /* 0 to 1 */
  unsigned n_threads;          /* 0: one for each processor */
} LimenCrossEntropyOptions;

/* All functions require predictions with labels and a score column per class,
 * in the order of class indices. */
LimenLoss
limen_loss_cross_entropy (const LimenPredictions *predictions,
                          const LimenCrossEntropyOptions *options);
LimenLoss
limen_loss_cross_entropy_soft (const LimenPredictions *predictions,
                               const double *const *targets,
                               const LimenCrossEntropyOptions *options);
LimenLoss limen_loss_kl_divergence (const LimenPredictions *predictions);
LimenLoss limen_loss_brier_multiclass (const LimenPredictions *predictions);
LIMEN_MUST_CHECK bool
limen_loss_dice_multiclass (const LimenPredictions *predictions, double smooth,
                            LimenDice *classes, LimenDice *mean);
LIMEN_MUST_CHECK bool
limen_loss_base_rate_multiclass (const LimenPredictions *predictions,
                                 LimenLoss *base_rate);
double
limen_log10_likelihood_multiclass (const LimenPredictions *predictions);
LIMEN_MUST_CHECK bool limen_loss_cross_entropy_compute_moments (
    const LimenPredictions *predictions, const double *const *targets,
    const LimenCrossEntropyOptions *options, const LimenUnits *units,
    LimenMoments *moments);
LIMEN_MUST_CHECK bool
limen_loss_kl_divergence_compute_moments (const LimenPredictions *predictions,
                                          const LimenUnits *units,
                                          LimenMoments *moments);
LIMEN_MUST_CHECK bool limen_loss_brier_multiclass_compute_moments (
    const LimenPredictions *predictions, const LimenUnits *units,
    LimenMoments *moments);
