/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "recalibration-private.h"

static LimenStatus
fit (LimenRecalibration *self, const LimenPredictions *numbers, size_t n_bins)
{
  switch (self->method)
    {
    case LIMEN_RECALIBRATION_ISOTONIC:
      return limen_recalibration_fit_isotonic (self, numbers);
    case LIMEN_RECALIBRATION_HISTOGRAM:
      return limen_recalibration_fit_histogram (self, numbers, n_bins);
    case LIMEN_RECALIBRATION_TEMPERATURE:
    case LIMEN_RECALIBRATION_PLATT:
    case LIMEN_RECALIBRATION_BETA:
    case LIMEN_N_RECALIBRATIONS:
    default:
      return limen_recalibration_fit_smooth (self, numbers);
    }
}

/* Fits a recalibration map of a method on the rows of a binary task:
 *
 * - temperature: p = sigmoid (logit / T) with the T > 0 of the lowest
 *   cross-entropy, from LIMEN_TEMPERATURE_MIN to _MAX (Guo and others, 2017);
 * - platt: p = sigmoid (a * score + b), of the untransformed score, with
 *   targets (n+ + 1) / (n+ + 2) and 1 / (n- + 2) instead of 1 and 0 (Platt,
 *   1999), where n+ and n- are the weights of the classes, as in scikit-learn
 *   (whose a and b have the opposite sign);
 * - beta: p = sigmoid (a * log s - b * log (1 - s) + c) of the probability s,
 *   with a and b at least 0: a negative one is set to 0 and the rest refitted
 *   (Kull, Silva Filho and Flach, 2017);
 * - isotonic: the nondecreasing map of least squared error at the scores, by
 *   pooling adjacent violators; linear between the scores and constant beyond,
 *   as scikit-learn's IsotonicRegression (out_of_bounds="clip");
 * - histogram: the frequency of positives in each of n_bins equal-mass bins
 *   (Zadrozny and Elkan, 2001; bins of limen_binning_find_equal_mass()). The
 *   only method whose map may decrease.
 *
 * Temperature and beta use the logits of limen_bounded_logit(), in fitting and
 * applying. Probabilities at the bound, such as 0 and 1, give no information
 * about a slope of finite logits: they map to the share of positives among
 * their own rows, within the bound, or, where that would break the order, to
 * the result of the nearest other score. So these maps, and Platt's for
 * logits, never increase the cross-entropy on the rows they were fitted on: if
 * nothing better is found, the map is the identity. Log-probabilities are
 * clamped to LIMEN_TEMPERATURE_LOG_FLOOR. Where the classes are separated, and
 * a steeper smooth map would always be better, the map is steep but finite.
 * n_bins is only used by histograms. The same bits for any number of threads.
 *
 * Free *map with limen_recalibration_free(). It is NULL unless the status is
 * OK: UNDEFINED if the method does not take scores of this kind, and without
 * rows of positive weight. */
LimenStatus
limen_recalibration_fit (LimenRecalibrationMethod method,
                         const LimenPredictions *numbers, size_t n_bins,
                         LimenRecalibration **map)
{
  LimenStatus status = LIMEN_NO_MEMORY;
  LimenRecalibration *self;

  *map = NULL;
  if (!limen_recalibration_method_takes (method, numbers->kind))
    return LIMEN_UNDEFINED;
  self = limen_recalibration_new_empty (method, numbers->kind);
  if (self != NULL)
    status = fit (self, numbers, n_bins);
  if (status == LIMEN_OK)
    *map = self;
  else
    limen_recalibration_free (self);
  return status;
}
