/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "calibration.h"

/* Divergence between probabilities and the frequencies of their bins. */
typedef struct
{
  double divergence; /* mean per row, in nats */
  gsize n_bins; /* bins with rows */
  const LimenCalibrationBin *worst; /* the bin that contributes most; NULL:
                                     * none */
} LimenMisfit;

LimenMisfit limen_misfit_compute (const LimenCalibrationBin *bins,
                                  gsize n_bins, double min, double max);
