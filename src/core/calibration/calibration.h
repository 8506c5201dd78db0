/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <math.h>
#include <stddef.h>
#include <stdint.h>

#include "binning.h"
#include "interval.h"
#include "kind.h"
#include "predictions.h"
#include "status.h"
#include "sweep.h"

/* Default and maximum number of bins. */
#define LIMEN_CALIBRATION_DEFAULT_BINS 15
#define LIMEN_CALIBRATION_MAX_BINS 1000
/* Confidence level of the intervals of the bins' frequencies. */
#define LIMEN_CALIBRATION_CONFIDENCE 0.95

/* A bin [low, high) of probabilities; the last one is closed. */
typedef struct
{
  double low, high;
  double weight;         /* of its rows; their number if unweighted */
  double mean_score;     /* NaN in an empty bin */
  double frequency;      /* of positives; NaN in an empty bin */
  LimenInterval wilson;  /* interval of the frequency; NaN in an empty bin */
  size_t n_rows;         /* rows with positive weight */
  double n_effective;    /* rows of equal weight that determine as much; NaN in
                          * an empty bin */
} LimenCalibrationBin;

/* Calibration measures over all bins. */
typedef struct
{
  double ece, mce; /* expected and maximum calibration error */
  double rms;      /* root mean square gap */
  /* The Brier score and its decomposition over the bins: brier = reliability -
   * resolution + uncertainty + within_variance - within_covariance, which is
   * twice a covariance. */
  double brier;
  double reliability, resolution, uncertainty;
  double within_variance, within_covariance;
  double expected_over_observed; /* ratio of expected to observed positives;
                                  * NaN without positives */
} LimenCalibration;

#define LIMEN_CALIBRATION_NONE                                                \
  ((LimenCalibration){ NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN })

LIMEN_MUST_CHECK bool limen_calibration_compute (
    LimenKind kind, const double *scores, const uint16_t *labels,
    uint16_t positive, const double *weights, size_t n_rows,
    LimenCalibrationBin *bins, size_t n_bins, LimenCalibration *calibration);
LIMEN_MUST_CHECK bool limen_calibration_compute_binned (
    const LimenPredictions *numbers, LimenBinning binning,
    const LimenSweep *sweep, LimenCalibrationBin *bins, size_t *n_bins,
    LimenCalibration *calibration);
void limen_calibration_bins_get_intervals (const LimenCalibrationBin *bins,
                                           size_t n_bins, double *low,
                                           double *high);
