/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loss.h"

/* Losses of scores and labels in arrays, as those of a binary task. */

static inline LimenPredictions
test_binary_rows (LimenKind kind, double **columns, const uint16_t *labels,
                  uint16_t positive, const double *weights, size_t n_rows)
{
  return (LimenPredictions){ .task = LIMEN_TASK_BINARY,
                             .kind = kind,
                             .n_rows = n_rows,
                             .n_classes = 2,
                             .n_scores = 1,
                             .positive = positive,
                             .labels = (uint16_t *) labels,
                             .scores = columns,
                             .weights = (double *) weights };
}

static inline LimenLoss
test_bce (LimenKind kind, const double *scores, const uint16_t *labels,
          uint16_t positive, const double *weights, size_t n_rows,
          double pos_weight)
{
  double *columns[] = { (double *) scores };
  LimenPredictions rows = test_binary_rows (kind, columns, labels, positive,
                                            weights, n_rows);

  return limen_loss_bce (&rows, pos_weight);
}

static inline LimenBinaryLosses
test_binary_losses (LimenKind kind, const double *scores,
                    const uint16_t *labels, uint16_t positive,
                    const double *weights, size_t n_rows, double dice_smooth)
{
  double *columns[] = { (double *) scores };
  LimenPredictions rows = test_binary_rows (kind, columns, labels, positive,
                                            weights, n_rows);

  return limen_binary_losses_compute (&rows, 1, dice_smooth);
}
