/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calibration-estimates.h"

#include <math.h>
#include <string.h>

#include "losses.h"

static LimenEstimate
estimate_error (double value)
{
  LimenEstimatePlan plan = limen_estimate_plan (
      LIMEN_QUANTITY_CALIBRATION_ERROR, (LimenSituation){ 0 });

  return limen_estimate_none (
      value, isnan (value) ? LIMEN_NO_INTERVAL_UNDEFINED : plan.reason);
}

/* Estimates the Brier score, a loss. FALSE when memory runs out. */
static gboolean
estimate_brier (const LimenPredictions *numbers, double value,
                double confidence, LimenEstimate *estimate)
{
  LimenLossValue losses[LIMEN_MAX_LOSSES];
  gsize n = limen_losses_compute_class (numbers, NULL, losses);
  const LimenLossValue *brier = limen_losses_find (losses, n, "brier");

  *estimate = limen_estimate_none (value, LIMEN_NO_INTERVAL_UNDEFINED);
  return brier == NULL || isnan (value)
         || limen_losses_estimate_class (numbers, NULL, confidence, brier, 1,
                                         estimate);
}

/* Estimates a calibration of these binary predictions: the errors of bins have
 * no intervals, slope and intercepts those of limen_estimate_calibration().
 * FALSE when memory runs out. */
gboolean
limen_calibration_details_estimate (const LimenCalibrationDetails *self,
                                    const LimenPredictions *numbers,
                                    double confidence,
                                    LimenCalibrationReport *estimates)
{
  LimenCalibrationEstimates fit;

  estimates->ece = estimate_error (self->sums.ece);
  estimates->mce = estimate_error (self->sums.mce);
  estimates->adaptive_ece = estimate_error (self->adaptive_ece);
  if (!limen_estimate_calibration (numbers, &self->slope,
                                   limen_predictions_get_units (numbers),
                                   confidence, &fit)
      || !estimate_brier (numbers, self->sums.brier, confidence,
                          &estimates->brier))
    return FALSE;
  estimates->slope = fit.slope;
  estimates->intercept = fit.intercept;
  estimates->in_the_large = fit.in_the_large;
  return TRUE;
}
