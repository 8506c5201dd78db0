/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "binned-calibration.h"
#include "calibration-slope.h"

/* The calibration of one class as reports show it. */
typedef struct
{
  LimenCalibration sums;
  LimenCalibrationBin *bins;
  gsize n_bins;
  double adaptive_ece; /* of n_bins equal-mass bins */
  LimenCalibrationSlope slope;
} LimenCalibrationDetails;

LimenCalibrationDetails *
limen_calibration_details_new (const LimenPredictions *numbers,
                               const LimenSweep *sweep,
                               LimenCalibrationOptions options);
LimenCalibrationDetails *
limen_calibration_details_new_of_class (LimenOneVsRest *class,
                                        LimenCalibrationOptions options);
char *limen_calibration_describe_undefined (LimenCalibrationSlope slope);
void limen_calibration_details_free (LimenCalibrationDetails *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenCalibrationDetails,
                               limen_calibration_details_free)
