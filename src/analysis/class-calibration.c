/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "class-calibration.h"

/* Computes the expected calibration error of a binary task of probabilities,
 * logits or log-probabilities (NaN without rows), and adds the number of small
 * bins to *n_small. FALSE when memory runs out. */
gboolean
limen_calibration_get_ece (const LimenPredictions *numbers,
                           LimenCalibrationOptions options, double *ece,
                           gsize *n_small)
{
  g_autoptr (LimenBinnedCalibration) binned
      = limen_binned_calibration_new (numbers, NULL, options);

  if (binned == NULL)
    return FALSE;
  *n_small += limen_calibration_count_small_bins (binned->bins,
                                                  binned->n_bins);
  *ece = binned->sums.ece;
  return TRUE;
}

/* Computes the classwise calibration error: the mean over the classes of
 * limen_calibration_get_ece(), one-vs-rest. Adds the numbers of small bins to
 * *n_small. FALSE when memory runs out. */
gboolean
limen_calibration_get_classwise_ece (LimenAnalysis *analysis,
                                     LimenCalibrationOptions options,
                                     double *ece, gsize *n_small)
{
  LimenThresholdScores *scores = limen_analysis_get_scores (analysis);
  gsize n = limen_analysis_get_n_classes (analysis);
  double sum = 0;

  for (gsize k = 0; k < n; k++)
    {
      LimenPredictions numbers = limen_threshold_scores_get_class (scores, k);
      double of_class;

      if (!limen_calibration_get_ece (&numbers, options, &of_class, n_small))
        return FALSE;
      sum += of_class;
    }
  *ece = sum / (double) n;
  return TRUE;
}
