#pragma once

#include <glib.h>

#include "calibration-slope.h"
#include "calibration.h"
#include "one-vs-rest.h"

/* How bins are made. */
typedef struct
{
  LimenBinning binning;
  gsize n_bins; /* 0: LIMEN_CALIBRATION_DEFAULT_BINS */
} LimenCalibrationOptions;

/* Fewer rows than this say little about a bin. */
#define LIMEN_CALIBRATION_FEW_ROWS 10

/* All that a report says of the calibration of one class. */
typedef struct
{
  LimenCalibration sums;
  LimenCalibrationBin *bins;
  gsize n_bins;
  double adaptive_ece; /* of as many bins of equal mass */
  LimenCalibrationSlope slope;
} LimenCalibrationDetails;

LimenCalibrationDetails *
limen_calibration_details_new (const LimenPredictions *numbers,
                               const LimenSweep *sweep,
                               LimenCalibrationOptions options);
LimenCalibrationDetails *
limen_calibration_details_new_of_class (LimenOneVsRest *class,
                                        LimenCalibrationOptions options);
void limen_calibration_details_free (LimenCalibrationDetails *self);
gsize limen_calibration_count_small_bins (const LimenCalibrationBin *bins,
                                          gsize n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenCalibrationDetails,
                               limen_calibration_details_free)
