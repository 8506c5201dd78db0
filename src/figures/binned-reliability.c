/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "binned-reliability.h"

static LimenReliabilityCounts *
count (LimenKind kind, const LimenSweep *sweep,
       const LimenBinnedCalibration *binned)
{
  return limen_reliability_counts_new (kind, sweep, binned->bins,
                                       binned->n_bins, binned->sums.ece);
}

/* Counts for the reliability diagram of a binary task. The options choose the
 * bins. Sorts the rows: not for the main thread. Returns a new reference, or
 * NULL when memory runs out. */
LimenReliabilityCounts *
limen_binned_reliability_new (const LimenPredictions *numbers,
                              LimenCalibrationOptions options)
{
  LimenSweep *sweep = limen_sweep_new_from_predictions (numbers);
  g_autoptr (LimenBinnedCalibration) binned = NULL;
  LimenReliabilityCounts *counts;

  if (sweep == NULL)
    return NULL;
  binned = limen_binned_calibration_new (numbers, sweep, options);
  counts = binned != NULL ? count (numbers->kind, sweep, binned) : NULL;
  limen_sweep_free (sweep);
  return counts;
}

/* Counts as by limen_binned_reliability_new() for one class against the rest,
 * reusing its sweep. */
LimenReliabilityCounts *
limen_binned_reliability_new_of_class (LimenOneVsRest *class,
                                       LimenCalibrationOptions options)
{
  g_autoptr (LimenBinnedCalibration) binned
      = limen_binned_calibration_new_of_class (class, options);

  return binned != NULL ? count (limen_one_vs_rest_get_numbers (class)->kind,
                                 limen_one_vs_rest_get_sweep (class), binned)
                        : NULL;
}
