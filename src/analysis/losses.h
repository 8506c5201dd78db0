/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bootstrap.h"
#include "loss-types.h"
#include "estimate.h"
#include "threshold-scores.h"

/* The value of a loss in one reduction. */
typedef struct
{
  const char *key;
  const char *title; /* in the user's language: "BCE (sum)" */
  double value;
  const LimenLossType *type; /* NULL: the weighted combination */
  LimenReduction reduction;
} LimenLossValue;

#define LIMEN_MAX_LOSSES 16

gboolean limen_losses_compute (LimenThresholdScores *scores,
                               const LimenLossOptions *options,
                               LimenLossValue losses[LIMEN_MAX_LOSSES],
                               gsize *n_losses, GError **error);
const LimenLossValue *limen_losses_find (const LimenLossValue *losses, gsize n,
                                         const char *key);

gboolean limen_loss_value_has_interval (const LimenLossValue *self);

/* Losses of one class against the rest. */
gsize limen_losses_compute_class (const LimenPredictions *numbers,
                                  const LimenLossOptions *options,
                                  LimenLossValue losses[LIMEN_MAX_LOSSES]);

/* Estimates of the losses in an array of these functions. */
gboolean limen_losses_estimate (LimenThresholdScores *scores,
                                const LimenLossOptions *options,
                                const LimenBootstrap *plan,
                                const LimenLossValue *losses, gsize n,
                                LimenEstimate *estimates, GError **error);
gboolean limen_losses_estimate_class (const LimenPredictions *numbers,
                                      const LimenLossOptions *options,
                                      const LimenBootstrap *plan,
                                      const LimenLossValue *losses, gsize n,
                                      LimenEstimate *estimates);
