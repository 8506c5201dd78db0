#pragma once

#include <stddef.h>
#include <stdint.h>

#include "kind.h"

#define LIMEN_CALIBRATION_DEFAULT_BINS 15

/* A bin [low, high) of probabilities; the last is closed. */
typedef struct
{
  double low, high;
  double weight;     /* of its rows; their number when unweighted */
  double mean_score; /* NaN in an empty bin */
  double frequency;  /* of positives; NaN in an empty bin */
} LimenCalibrationBin;

typedef struct
{
  double ece, mce;
} LimenCalibration;

LimenCalibration limen_calibration_compute (LimenKind kind,
                                            const double *scores,
                                            const uint16_t *labels,
                                            uint16_t positive,
                                            const double *weights,
                                            size_t n_rows,
                                            LimenCalibrationBin *bins,
                                            size_t n_bins);
