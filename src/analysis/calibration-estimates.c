/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calibration-estimates.h"

#include <math.h>
#include <string.h>

#include "ece-estimate.h"
#include "losses.h"

static LimenSituation
get_situation (const LimenPredictions *numbers)
{
  return (LimenSituation){ .is_weighted = numbers->weights != NULL,
                           .has_units
                           = limen_predictions_get_units (numbers) != NULL };
}

static LimenEstimate
estimate_largest (double value)
{
  LimenEstimatePlan plan = limen_estimate_plan (LIMEN_QUANTITY_LARGEST_GAP,
                                                (LimenSituation){ 0 });

  return limen_estimate_none (
      value, isnan (value) ? LIMEN_NO_INTERVAL_UNDEFINED : plan.reason);
}

/* Estimates both errors that are means over bins; those of equal mass are
 * binned for it. FALSE when memory runs out. */
static gboolean
estimate_means (const LimenCalibrationDetails *self,
                const LimenPredictions *numbers, double confidence,
                LimenCalibrationReport *estimates)
{
  LimenSituation situation = get_situation (numbers);
  g_autoptr (LimenBinnedCalibration) binned = NULL;

  estimates->ece = limen_ece_estimate (self->bins, self->n_bins,
                                       self->sums.ece, situation, confidence);
  estimates->adaptive_ece = estimates->ece;
  if (self->n_bins == 0 || self->adaptive_ece == self->sums.ece)
    return TRUE;
  binned = limen_binned_calibration_new (
      numbers, NULL,
      (LimenCalibrationOptions){ LIMEN_BINNING_EQUAL_MASS, self->n_bins });
  if (binned == NULL)
    return FALSE;
  estimates->adaptive_ece = limen_ece_estimate (
      binned->bins, binned->n_bins, self->adaptive_ece, situation, confidence);
  return TRUE;
}

/* Estimates the Brier score, a loss. FALSE when memory runs out. */
static gboolean
estimate_brier (const LimenPredictions *numbers, double value,
                const LimenBootstrap *plan, LimenEstimate *estimate)
{
  LimenLossValue losses[LIMEN_MAX_LOSSES];
  gsize n = limen_losses_compute_class (numbers, NULL, losses);
  const LimenLossValue *brier = limen_losses_find (losses, n, "brier");

  *estimate = limen_estimate_none (value, LIMEN_NO_INTERVAL_UNDEFINED);
  return brier == NULL || isnan (value)
         || limen_losses_estimate_class (numbers, NULL, plan, brier, 1,
                                         estimate);
}

/* Estimates a calibration of these binary predictions: the largest error of
 * the bins has no interval, the means over bins have that of
 * limen_ece_estimate(), slope and intercepts those of
 * limen_estimate_calibration(). Takes a sort for the bins of equal mass.
 * FALSE when memory runs out. */
gboolean
limen_calibration_details_estimate (const LimenCalibrationDetails *self,
                                    const LimenPredictions *numbers,
                                    const LimenBootstrap *plan,
                                    LimenCalibrationReport *estimates)
{
  double confidence = plan->confidence;
  LimenCalibrationEstimates fit;

  estimates->mce = estimate_largest (self->sums.mce);
  if (!estimate_means (self, numbers, confidence, estimates)
      || !limen_estimate_calibration (numbers, &self->slope,
                                      limen_predictions_get_units (numbers),
                                      confidence, &fit)
      || !estimate_brier (numbers, self->sums.brier, plan, &estimates->brier))
    return FALSE;
  estimates->slope = fit.slope;
  estimates->intercept = fit.intercept;
  estimates->in_the_large = fit.in_the_large;
  return TRUE;
}
