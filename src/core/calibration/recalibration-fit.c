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

/* The map of a method that suits the rows of a binary task best:
 *
 * - temperature: p = sigmoid (logit / T) with the T > 0 of the least
 *   cross-entropy, within LIMEN_TEMPERATURE_LEAST and _MOST (Guo and others,
 *   2017);
 * - platt: p = sigmoid (a * score + b), of the score as it is, with targets
 *   (n+ + 1) / (n+ + 2) and 1 / (n- + 2) for 1 and 0 (Platt, 1999), where n+
 *   and n- are the weights of the classes, as scikit-learn has it (whose a and
 *   b have the other sign);
 * - beta: p = sigmoid (a * log s - b * log (1 - s) + c) of the probability s,
 *   with a and b at least 0: what would be less is left out, and the rest is
 *   fitted again (Kull, Silva Filho and Flach, 2017);
 * - isotonic: the nondecreasing map of the least squared error at the scores,
 *   by pooling adjacent violators, linear between them and constant beyond
 *   them, as scikit-learn's IsotonicRegression (out_of_bounds="clip");
 * - histogram: the frequency of positives in each of n_bins bins of equal mass
 *   (Zadrozny and Elkan, 2001; the bins are those of
 *   limen_binning_find_equal_mass()). The only one that may fall somewhere.
 *
 * Temperature and beta take logits as limen_bounded_logit() has them, in
 * fitting and applying alike. Probabilities at the bound, such as 0 and 1, say
 * nothing about a slope of finite logits: they become the share of positives
 * among their own rows, within that bound, or where that would be out of order
 * what the nearest other score of the rows becomes; so these maps, and those of
 * Platt for logits, never have a larger cross-entropy than the scores have on
 * the rows that they were fitted on: where nothing better was found they leave
 * scores as they are. No log-probability counts as less than
 * LIMEN_TEMPERATURE_LOG_FLOOR. Where a smooth map could be made better
 * without end, since the classes are separated, it is steep and finite.
 * n_bins is of no account but for histograms. The same bits whatever the
 * number of threads. *map is to be freed with limen_recalibration_free(), and
 * NULL unless the status is OK: UNDEFINED for plain scores where the method
 * does not take them, and without rows that weigh something. */
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
