#include "class-calibration.h"

/* The error of a binary task of probabilities, or what stands for them. */
double
limen_calibration_get_ece (const LimenPredictions *numbers,
                           LimenCalibrationOptions options, gsize *n_small)
{
  g_autoptr (LimenBinnedCalibration) binned
      = limen_binned_calibration_new (numbers, NULL, options);

  *n_small += limen_calibration_count_small_bins (binned->bins,
                                                  binned->n_bins);
  return binned->sums.ece;
}

/* The mean of the errors of all classes, each against the rest. */
double
limen_calibration_get_classwise_ece (LimenAnalysis *analysis,
                                     LimenCalibrationOptions options,
                                     gsize *n_small)
{
  LimenThresholdScores *scores = limen_analysis_get_scores (analysis);
  gsize n = limen_analysis_get_n_classes (analysis);
  double sum = 0;

  for (gsize k = 0; k < n; k++)
    {
      LimenPredictions numbers = limen_threshold_scores_get_class (scores, k);

      sum += limen_calibration_get_ece (&numbers, options, n_small);
    }
  return sum / (double) n;
}
