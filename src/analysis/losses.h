/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loss-types.h"
#include "threshold-scores.h"

/* A number of a loss by its key, such as "bce-sum". */
typedef struct
{
  const char *key;
  const char *title; /* for screens: "BCE (sum)" */
  double value;
  const LimenLossType *type; /* NULL: the combination of all terms */
  LimenReduction reduction;
} LimenLossValue;

#define LIMEN_MAX_LOSSES 16

gboolean limen_losses_compute (LimenThresholdScores *scores,
                               const LimenLossOptions *options,
                               LimenLossValue losses[LIMEN_MAX_LOSSES],
                               gsize *n_losses, GError **error);
const LimenLossValue *limen_losses_find (const LimenLossValue *losses, gsize n,
                                         const char *key);

/* Of one class against the rest, by itself. */
gsize limen_losses_compute_class (const LimenPredictions *numbers,
                                  const LimenLossOptions *options,
                                  LimenLossValue losses[LIMEN_MAX_LOSSES]);
