/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figure-log.h"
#include "figure-losses.h"

#define LIMEN_LOSS_BARS 50

/* Rows counted by loss, for the figures of the losses. */
typedef struct
{
  LimenLossSummary summary;
  const char *message;      /* why there are no counts; translated,
                             * static, or NULL */
  gboolean is_of_threshold; /* rows are decided by the threshold, not by the
                             * largest score */
  gboolean is_of_numbers;   /* losses are squared errors; nothing is decided */
  double negative_edge, positive_edge; /* loss at the threshold, or NaN */
  LimenScale x;
  double edges[LIMEN_LOSS_BARS + 1];
  LimenLossBin bins[LIMEN_LOSS_BARS];
  LimenScale log_y;
  double log_edges[LIMEN_FIGURE_LOG_BINS + 2]; /* the last one is infinity */
  LimenLossBin log_bins[LIMEN_FIGURE_LOG_BINS + 1];
} LimenLossCounts;

LimenLossCounts *limen_loss_counts_new (const LimenPredictions *predictions,
                                        double threshold);
void limen_loss_counts_decide (LimenLossCounts *self, const LimenSweep *sweep,
                               LimenKind kind, double threshold);
double limen_loss_counts_get_share (const LimenLossCounts *self, gsize bar);

/* The results point into the counts. */
LimenLossesFigure limen_loss_counts_get_losses (const LimenLossCounts *self);
LimenLogFigure limen_loss_counts_get_log (const LimenLossCounts *self);
