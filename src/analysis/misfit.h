/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "calibration.h"

/* How far probabilities are from the frequencies of their bins. */
typedef struct
{
  double divergence; /* by a row on average, in nats */
  gsize n_bins; /* that have rows */
  const LimenCalibrationBin *worst; /* where most is lost; NULL: nowhere */
} LimenMisfit;

LimenMisfit limen_misfit_compute (const LimenCalibrationBin *bins,
                                  gsize n_bins, double min, double max);
