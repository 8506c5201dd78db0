/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "recalibrated-case.h"

#include <math.h>

#include "analysis.h"
#include "report.h"
#include "support.h"

LimenDataset *
recalibrated_case_read_sample (const char *name, gboolean has_kind,
                               LimenKind kind)
{
  g_autofree char *relative = g_strconcat ("../data/samples/", name, NULL);
  g_autofree char *path = test_get_source_path (relative);
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (GError) error = NULL;
  LimenDataset *dataset;

  options->has_kind = has_kind;
  options->kind = kind;
  dataset = limen_dataset_read (path, options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return dataset;
}

LimenThresholdScores *
recalibrated_case_recalibrate (LimenDataset *dataset,
                               LimenRecalibrationMethod method)
{
  g_autoptr (LimenThresholdScores) scores
      = limen_threshold_scores_new (dataset, NULL);

  return limen_threshold_scores_recalibrate (scores, method, 15, NULL);
}

LimenCutoff *
recalibrated_case_choose (LimenOneVsRest *class, LimenMetricId metric)
{
  LimenObjective objective
      = limen_objective_new ((LimenMetric){ metric, 1 }, FALSE);
  LimenOptimum optimum = limen_objective_optimize (
      &objective, limen_one_vs_rest_get_sweep (class));

  g_assert_cmpint (optimum.status, ==, LIMEN_OPTIMUM_FOUND);
  return limen_cutoff_new ("best", class, optimum.positive_from.threshold, NAN,
                           &objective);
}

LimenCutoff *
recalibrated_case_choose_grey_zone (LimenOneVsRest *class, double max_error,
                                    double prevalence)
{
  LimenObjective objective
      = limen_objective_new_referral (LIMEN_REFERRAL_MAX_ERROR, max_error);
  LimenOptimum zone;

  objective.prevalence = prevalence;
  zone = limen_objective_optimize (&objective,
                                   limen_one_vs_rest_get_sweep (class));
  return zone.status == LIMEN_OPTIMUM_FOUND
             ? limen_cutoff_new ("zone", class, zone.positive_from.threshold,
                                 zone.refer_from.threshold, &objective)
             : NULL;
}
