/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "predictions.h"
#include "status.h"
#include "sweep.h"

/* What the losses of the rows come to. */
typedef struct
{
  double mean;      /* the loss that the model was trained on */
  double base_rate; /* that of always saying the classes' frequencies, or the
                     * mean of the targets */
  double largest;   /* of one row */
} LimenLossSummary;

/* The weight of the rows whose loss lies in one bar. */
typedef struct
{
  double right, wrong; /* as they are decided */
  double loss;         /* what their losses come to, by weight */
} LimenLossBin;

LIMEN_MUST_CHECK bool
limen_loss_summary_compute (const LimenPredictions *predictions,
                            LimenLossSummary *summary);
void limen_loss_histogram_compute (const LimenPredictions *predictions,
                                   double threshold, const double *edges,
                                   size_t n_bins, LimenLossBin *bins);
void limen_loss_histogram_decide (const LimenSweep *sweep, LimenKind kind,
                                  double threshold, const double *edges,
                                  size_t n_bins, LimenLossBin *bins);
