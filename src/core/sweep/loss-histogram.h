/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "predictions.h"
#include "status.h"
#include "sweep.h"

/* Summary of the row losses. */
typedef struct
{
  double mean;      /* the loss that the model was trained on */
  double base_rate; /* mean loss of always predicting the class frequencies, or
                     * the mean of the targets */
  double largest;   /* largest loss of a row */
} LimenLossSummary;

/* One bar: the weight of the rows whose loss lies in it. */
typedef struct
{
  double right, wrong; /* by whether the decision is right */
  double loss;         /* weighted sum of their losses */
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
