/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cutoff-case.h"

#include <math.h>

#include "analysis.h"
#include "support.h"

LimenAnalysis *
cutoff_case_analyze_with (const char *text, const LimenReadOptions *options)
{
  g_autofree char *path = test_write_file ("rows.csv", text, -1);
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenDataset) dataset
      = limen_dataset_read (path, options, NULL, NULL, NULL, &error);
  LimenAnalysis *analysis;

  g_assert_no_error (error);
  analysis = limen_analysis_new (dataset, NULL, NULL, &error);
  g_assert_no_error (error);
  return analysis;
}

LimenOneVsRest *
cutoff_case_analyze (const char *text)
{
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (LimenAnalysis) analysis
      = cutoff_case_analyze_with (text, options);

  return limen_analysis_get_class (analysis, 0, NULL);
}

LimenCutoff *
cutoff_case_new_grey (LimenOneVsRest *class)
{
  LimenObjective objective
      = limen_objective_new_referral (LIMEN_REFERRAL_COST, 0.125);
  LimenOptimum zone;

  objective.prevalence = 0.25;
  zone = limen_objective_optimize (&objective,
                                   limen_one_vs_rest_get_sweep (class));
  return limen_cutoff_new ("grey", class, zone.positive_from.threshold,
                           zone.refer_from.threshold, &objective);
}

LimenCutoff *
cutoff_case_new_grey_by_hand (LimenOneVsRest *class)
{
  return limen_cutoff_new_by_hand ("grey by hand", class, 0.625, 0.3125, NAN);
}

GListStore *
cutoff_case_new_cutoffs (LimenOneVsRest *class)
{
  GListStore *cutoffs = g_list_store_new (LIMEN_TYPE_CUTOFF);
  LimenObjective objective
      = limen_objective_new ((LimenMetric){ LIMEN_METRIC_F1, 1 }, FALSE);
  g_autoptr (LimenCutoff) by_hand = limen_cutoff_new (
      "=1+1, \"quoted\"", class, 0.4193847123000002, NAN, NULL);
  g_autoptr (LimenCutoff) best
      = limen_cutoff_new ("best \303\251", class, 0.5, NAN, &objective);
  g_autoptr (LimenCutoff) none
      = limen_cutoff_new ("nobody", class, 2.5, NAN, NULL);
  g_autoptr (LimenCutoff) rare = NULL, grey = cutoff_case_new_grey (class);
  g_autoptr (LimenCutoff) grey_by_hand = cutoff_case_new_grey_by_hand (class);

  objective.prevalence = 0.01;
  rare = limen_cutoff_new ("rare", class, 0.5, NAN, &objective);
  g_list_store_append (cutoffs, by_hand);
  g_list_store_append (cutoffs, best);
  g_list_store_append (cutoffs, none);
  g_list_store_append (cutoffs, rare);
  g_list_store_append (cutoffs, grey);
  g_list_store_append (cutoffs, grey_by_hand);
  return cutoffs;
}

const char cutoff_case_rows[] = "label,prob,weights\n1,0.75,1\n0,0.5,0.3\n"
                           "1,0.419384712300001,2\n0,0.25,1\n0,1,0.1\n";
