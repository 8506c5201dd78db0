/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "confusion.h"
#include "predictions.h"

/* How well thresholds do on rows that may be of several classes at once. */
typedef struct
{
  double subset_accuracy; /* the share of rows with every known label right */
  double hamming_loss;    /* the share of known labels that are wrong */
} LimenMultilabel;

LimenMultilabel limen_multilabel_compute (const LimenPredictions *predictions,
                                          const double *thresholds,
                                          LimenConfusion *confusions);
