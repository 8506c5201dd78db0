/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "calibration.h"
#include "one-vs-rest.h"

/* How rows are binned. */
typedef struct
{
  LimenBinning binning;
  gsize n_bins; /* 0: LIMEN_CALIBRATION_DEFAULT_BINS */
} LimenCalibrationOptions;

/* Bins with fewer rows than this are reported as small. */
#define LIMEN_CALIBRATION_FEW_ROWS 10

/* The bins of a binary task and the measures over them. */
typedef struct
{
  LimenCalibration sums;
  LimenCalibrationBin *bins;
  gsize n_bins; /* 0 for plain scores and decisions */
} LimenBinnedCalibration;

gsize limen_calibration_options_get_n_bins (LimenCalibrationOptions options);

LimenBinnedCalibration *
limen_binned_calibration_new (const LimenPredictions *numbers,
                              const LimenSweep *sweep,
                              LimenCalibrationOptions options);
LimenBinnedCalibration *
limen_binned_calibration_new_of_class (LimenOneVsRest *class,
                                       LimenCalibrationOptions options);
void limen_binned_calibration_free (LimenBinnedCalibration *self);

char *limen_calibration_describe_bins (LimenBinning binning, gsize n);
gsize limen_calibration_count_small_bins (const LimenCalibrationBin *bins,
                                          gsize n);
char *limen_calibration_describe_small_bins (const LimenCalibrationBin *bins,
                                             gsize n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenBinnedCalibration,
                               limen_binned_calibration_free)
