#pragma once

#include <stddef.h>
#include <stdint.h>

#include "predictions.h"

/* A loss over all rows, in PyTorch's two reductions. */
typedef struct
{
  double mean, sum;
} LimenLoss;

/* Soft Dice as a loss, with its denominator plain and squared. */
typedef struct
{
  double plain, squared;
} LimenDice;

/* What a binary task has. Of bce and base_rate the mean divides by the number
 * of rows, as PyTorch does; their other mean divides by what the rows weigh,
 * as scikit-learn's log_loss and Brier scores do. */
typedef struct
{
  LimenLoss bce, brier, base_rate;
  double bce_by_weight, base_rate_by_weight;
  LimenDice dice;
  double log10_likelihood;
} LimenBinaryLosses;

/* PyTorch's BCELoss takes no logarithm for less than this. */
#define LIMEN_BCE_LOG_FLOOR (-100.0)

/* One row: the loss of a score for a true class that is positive or not. */
double limen_loss_bce_row (double probability, bool is_positive);
double limen_loss_bce_with_logits_row (double logit, bool is_positive,
                                       double pos_weight);
double limen_loss_bce_from_log_row (double log_probability, bool is_positive);
double limen_loss_brier_row (double probability, bool is_positive);

/* All rows. Labels are class indices, of which `positive` counts as 1;
 * weights may be NULL. */
LimenLoss limen_loss_bce (const double *probabilities, const uint16_t *labels,
                          uint16_t positive, const double *weights,
                          size_t n_rows);
LimenLoss limen_loss_bce_from_log (const double *log_probabilities,
                                   const uint16_t *labels, uint16_t positive,
                                   const double *weights, size_t n_rows);
LimenLoss limen_loss_bce_with_logits (const double *logits,
                                      const uint16_t *labels,
                                      uint16_t positive,
                                      const double *weights, size_t n_rows,
                                      double pos_weight);
LimenLoss limen_loss_brier (LimenKind kind, const double *scores,
                            const uint16_t *labels, uint16_t positive,
                            const double *weights, size_t n_rows);
/* One figure of all rows together. */
LimenDice limen_loss_dice (LimenKind kind, const double *scores,
                           const uint16_t *labels, uint16_t positive,
                           const double *weights, size_t n_rows,
                           double smooth);
double limen_log10_likelihood (LimenKind kind, const double *scores,
                               const uint16_t *labels, uint16_t positive,
                               const double *weights, size_t n_rows);

LimenLoss limen_loss_base_rate (const uint16_t *labels, uint16_t positive,
                                const double *weights, size_t n_rows);
LimenBinaryLosses
limen_binary_losses_compute (const LimenPredictions *numbers,
                             double pos_weight, double dice_smooth);
