/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "confusion.h"
#include "predictions.h"

/* Accuracy of thresholds on multilabel rows. */
typedef struct
{
  double subset_accuracy; /* share of rows whose known labels are all right */
  double hamming_loss;    /* share of known labels that are wrong */
} LimenMultilabel;

LimenMultilabel limen_multilabel_compute (const LimenPredictions *predictions,
                                          const double *thresholds,
                                          LimenConfusion *confusions);
