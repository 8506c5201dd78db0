/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "averages.h"
#include "calibration-slope.h"
#include "calibration.h"
#include "folds.h"
#include "loss-histogram.h"
#include "loss-multiclass.h"
#include "recalibration.h"

/* Wrappers that return results of core functions by value and fail when memory
 * runs out. NULL, NaN and 0 mean undefined. */

static inline LimenCalibration
computed_calibration (LimenKind kind, const double *scores,
                      const uint16_t *labels, uint16_t positive,
                      const double *weights, size_t n_rows,
                      LimenCalibrationBin *bins, size_t n_bins)
{
  LimenCalibration calibration;

  g_assert_true (limen_calibration_compute (kind, scores, labels, positive,
                                            weights, n_rows, bins, n_bins,
                                            &calibration));
  return calibration;
}

static inline LimenCalibration
computed_calibration_binned (const LimenPredictions *numbers,
                             LimenBinning binning, const LimenSweep *sweep,
                             LimenCalibrationBin *bins, size_t *n_bins)
{
  LimenCalibration calibration;

  g_assert_true (limen_calibration_compute_binned (
      numbers, binning, sweep, bins, n_bins, &calibration));
  return calibration;
}

static inline LimenRecalibration *
computed_map (LimenRecalibrationMethod method,
              const LimenPredictions *numbers, size_t n_bins)
{
  LimenRecalibration *map;
  LimenStatus status
      = limen_recalibration_fit (method, numbers, n_bins, &map);

  g_assert_cmpint (status, ==, map != NULL ? LIMEN_OK : LIMEN_UNDEFINED);
  return map;
}

static inline LimenRecalibration *
computed_map_again (LimenRecalibrationMethod method, LimenKind kind,
                    const double *parameters, const double *xs,
                    const double *ys, size_t n_knots)
{
  LimenRecalibration *map;
  LimenStatus status = limen_recalibration_new (method, kind, parameters, xs,
                                                ys, n_knots, &map);

  g_assert_cmpint (status, ==, map != NULL ? LIMEN_OK : LIMEN_UNDEFINED);
  return map;
}

static inline LimenRecalibration *
computed_map_in_range (LimenRecalibrationMethod method, LimenKind kind,
                       const double *parameters,
                       LimenRecalibrationRange range)
{
  LimenRecalibration *map;
  LimenStatus status = limen_recalibration_new_in_range (
      method, kind, parameters, range, &map);

  g_assert_cmpint (status, ==, map != NULL ? LIMEN_OK : LIMEN_UNDEFINED);
  return map;
}

static inline size_t
computed_cross_fit (LimenRecalibrationMethod method,
                    const LimenPredictions *numbers, size_t n_bins,
                    size_t n_wanted, uint64_t seed,
                    bool (*is_cancelled) (void *data), void *data,
                    double *probabilities)
{
  size_t n_folds;
  LimenStatus status = limen_recalibration_cross_fit (
      method, numbers, n_bins, n_wanted, seed, is_cancelled, data,
      probabilities, &n_folds);

  g_assert_cmpint (status, !=, LIMEN_NO_MEMORY);
  return status == LIMEN_OK ? n_folds : 0;
}

static inline LimenTemperature
computed_temperature (const LimenPredictions *predictions)
{
  LimenTemperature temperature;
  LimenStatus status = limen_temperature_fit (predictions, &temperature);

  g_assert_cmpint (status, ==,
                   isnan (temperature.temperature) ? LIMEN_UNDEFINED
                                                   : LIMEN_OK);
  return temperature;
}

static inline size_t
computed_temperatures (const LimenPredictions *predictions, size_t n_wanted,
                       uint64_t seed, LimenTemperature *temperatures)
{
  size_t n_folds;
  LimenStatus status = limen_temperature_cross_fit (
      predictions, n_wanted, seed, temperatures, &n_folds);

  g_assert_cmpint (status, !=, LIMEN_NO_MEMORY);
  return status == LIMEN_OK ? n_folds : 0;
}

static inline size_t
computed_folds (const LimenPredictions *predictions, size_t n_wanted,
                uint64_t seed, uint16_t *folds)
{
  size_t n_folds;

  g_assert_true (
      limen_folds_assign (predictions, n_wanted, seed, folds, &n_folds));
  return n_folds;
}

static inline LimenDice
computed_dice (const LimenPredictions *predictions, double smooth,
               LimenDice *classes)
{
  LimenDice mean;

  g_assert_true (
      limen_loss_dice_multiclass (predictions, smooth, classes, &mean));
  return mean;
}

static inline LimenLoss
computed_base_rate (const LimenPredictions *predictions)
{
  LimenLoss base_rate;

  g_assert_true (limen_loss_base_rate_multiclass (predictions, &base_rate));
  return base_rate;
}

static inline LimenLossSummary
computed_summary (const LimenPredictions *predictions)
{
  LimenLossSummary summary;

  g_assert_true (limen_loss_summary_compute (predictions, &summary));
  return summary;
}
