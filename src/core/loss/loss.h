/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "predictions.h"
#include "row-moments.h"

/* A loss over all rows, in PyTorch's reductions. */
typedef struct
{
  double mean, sum;
} LimenLoss;

/* Soft Dice loss, with plain and with squared terms in the denominator. */
typedef struct
{
  double plain, squared;
} LimenDice;

/* The losses of a binary task. The means of bce and base_rate divide by the
 * number of rows, as in PyTorch; the `_by_weight` means divide by the sum of
 * weights, as in scikit-learn's log_loss and brier_score_loss. */
typedef struct
{
  LimenLoss bce, brier, base_rate;
  double bce_by_weight, base_rate_by_weight;
  LimenDice dice;
  double log10_likelihood;
} LimenBinaryLosses;

/* The moments of the rows' losses, or of those of units. The ratio of `bce` is
 * the mean that divides by the number of rows; those of `bce_by_weight` and of
 * `brier` divide by the sum of weights, those of Dice by its denominator. */
typedef struct
{
  LimenMoments bce, bce_by_weight, brier;
  LimenMoments dice, squared_dice;
} LimenBinaryLossMoments;

/* What the moments depend on besides the rows. */
typedef struct
{
  double pos_weight, dice_smooth;
  const LimenUnits *units; /* NULL: rows are independent */
  bool is_stratified; /* each class keeps its number of rows in all samples;
                       * without units and soft labels only */
} LimenBinaryMomentOptions;

/* PyTorch's BCELoss clamps logarithms to this lower bound. */
#define LIMEN_BCE_LOG_FLOOR (-100.0)

double limen_loss_bce_row (double probability, bool is_positive);
LimenLoss limen_loss_bce (const LimenPredictions *numbers, double pos_weight);
LimenLoss limen_loss_base_rate (const uint16_t *labels, uint16_t positive,
                                const double *weights, size_t n_rows);
LimenBinaryLosses
limen_binary_losses_compute (const LimenPredictions *numbers,
                             double pos_weight, double dice_smooth);
LIMEN_MUST_CHECK bool
limen_binary_losses_compute_moments (const LimenPredictions *numbers,
                                     const LimenBinaryMomentOptions *options,
                                     LimenBinaryLossMoments *moments);
