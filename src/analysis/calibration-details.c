/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calibration-details.h"

#include <glib/gi18n.h>

#include "adaptive-ece.h"

/* Computes the slope and the adaptive ECE of the details. FALSE when memory
 * runs out. */
static gboolean
add_slope_and_ece (LimenCalibrationDetails *self,
                   const LimenPredictions *numbers, const LimenSweep *sweep,
                   LimenCalibrationOptions options)
{
  self->slope = limen_calibration_slope_compute (numbers);
  self->adaptive_ece = self->sums.ece;
  return options.binning == LIMEN_BINNING_EQUAL_MASS
         || limen_adaptive_ece_compute (
             numbers, sweep, limen_calibration_options_get_n_bins (options),
             &self->adaptive_ece);
}

/* Completes the details of bins, which it takes over. NULL if `binned` is NULL
 * or memory runs out. */
static LimenCalibrationDetails *
complete (LimenBinnedCalibration *binned, const LimenPredictions *numbers,
          const LimenSweep *sweep, LimenCalibrationOptions options)
{
  g_autoptr (LimenCalibrationDetails) self = NULL;

  if (binned == NULL)
    return NULL;
  self = g_new0 (LimenCalibrationDetails, 1);
  self->sums = binned->sums;
  self->bins = g_steal_pointer (&binned->bins);
  self->n_bins = binned->n_bins;
  limen_binned_calibration_free (binned);
  return add_slope_and_ece (self, numbers, sweep, options)
             ? g_steal_pointer (&self)
             : NULL;
}

/* Computes the calibration of a binary task of probabilities, logits or
 * log-probabilities. `sweep` is that of the rows, or NULL. Takes a few passes
 * over the rows, and a sort without a sweep. Free with
 * limen_calibration_details_free(); NULL when memory runs out. */
LimenCalibrationDetails *
limen_calibration_details_new (const LimenPredictions *numbers,
                               const LimenSweep *sweep,
                               LimenCalibrationOptions options)
{
  return complete (limen_binned_calibration_new (numbers, sweep, options),
                   numbers, sweep, options);
}

/* Computes the calibration of a class of probabilities, logits or
 * log-probabilities; reuses the class's own bins if they match the options.
 * Free with limen_calibration_details_free(); NULL when memory runs out. */
LimenCalibrationDetails *
limen_calibration_details_new_of_class (LimenOneVsRest *class,
                                        LimenCalibrationOptions options)
{
  return complete (limen_binned_calibration_new_of_class (class, options),
                   limen_one_vs_rest_get_numbers (class),
                   limen_one_vs_rest_get_sweep (class), options);
}

/* Returns the reason of a fit's status in the user's language; NULL if there
 * is none. Static. */
static const char *
describe_status (LimenFitStatus status)
{
  const char *reason = limen_fit_status_describe (status);

  return reason != NULL ? _ (reason) : NULL;
}

/* Returns the reason why slope or intercepts are undefined ("Slope and
 * intercepts are undefined: ...") in the user's language as a new string; NULL
 * if both are defined or were not computed. */
char *
limen_calibration_describe_undefined (LimenCalibrationSlope slope)
{
  const char *reason = describe_status (slope.slope_status);
  const char *other = describe_status (slope.in_the_large_status);

  if (reason != NULL && slope.in_the_large_status == slope.slope_status)
    return g_strdup_printf (
        /* Translators: %s is a reason, such as "the fit did not converge". */
        _ ("Slope and intercepts are undefined: %s"), reason);
  if (reason != NULL && other != NULL)
    return g_strdup_printf (_ ("Slope and intercept are undefined: %s. The "
                               "intercept at slope 1 is undefined: %s"),
                            reason, other);
  if (reason != NULL)
    return g_strdup_printf (_ ("Slope and intercept are undefined: %s"),
                            reason);
  return other != NULL ? g_strdup_printf (
             _ ("The intercept at slope 1 is undefined: %s"), other)
                       : NULL;
}

/* Frees the details. NULL is ignored. */
void
limen_calibration_details_free (LimenCalibrationDetails *self)
{
  if (self == NULL)
    return;
  g_free (self->bins);
  g_free (self);
}
