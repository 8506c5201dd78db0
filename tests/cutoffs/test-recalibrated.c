/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "analysis.h"
#include "cutoff-file.h"
#include "cutoff-private.h"
#include "decision-text.h"
#include "recalibrated-case.h"
#include "recalibration-trial.h"
#include "report-error.h"
#include "report.h"
#include "support.h"

/* Scores and probabilities give the same decisions, each with its
 * threshold. */
static void
check_both_scales (LimenOneVsRest *class, LimenCutoff *cutoff)
{
  const LimenCutoffData *data = limen_cutoff_get_data (cutoff);
  LimenPredictions source = limen_one_vs_rest_get_source (class);
  const double *probabilities
      = limen_one_vs_rest_get_numbers (class)->scores[0];
  double positives = 0;

  g_assert_cmpfloat (data->edge.low, <, data->edge.threshold);
  g_assert_cmpfloat (data->edge.threshold, <=, data->edge.high);
  g_assert_cmpfloat (data->calibrated.low, <, data->calibrated.threshold);
  g_assert_cmpfloat (data->calibrated.threshold, <=, data->calibrated.high);
  g_assert_cmpint (data->kind, ==, source.kind);
  for (gsize i = 0; i < source.n_rows; i++)
    {
      gboolean is_above = source.scores[0][i] >= data->edge.threshold;

      g_assert_cmpint (is_above, ==,
                       probabilities[i] >= data->calibrated.threshold);
      g_assert_cmpfloat (limen_recalibration_apply (data->recalibration,
                                                    source.scores[0][i]),
                         ==, probabilities[i]);
      positives += is_above;
    }
  g_assert_cmpfloat (data->confusion.tp + data->confusion.fp, ==, positives);
}

static void
test_scales (void)
{
  static const struct
  {
    const char *name;
    gboolean has_kind;
    LimenKind kind;
  } samples[] = {
    { "digits-odd.csv", FALSE, LIMEN_KIND_PROBABILITY },
    { "eights.csv", FALSE, LIMEN_KIND_PROBABILITY },
    { "tumours.csv", FALSE, LIMEN_KIND_LOGIT },
    { "tumours.csv", TRUE, LIMEN_KIND_SCORE },
    { "wine-logits.csv", FALSE, LIMEN_KIND_LOGIT },
    { "digit-traits.csv", FALSE, LIMEN_KIND_PROBABILITY },
  };
  guint n_checked = 0;

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    for (int j = 0; j < LIMEN_N_RECALIBRATIONS; j++)
      {
        g_autoptr (LimenDataset) dataset = recalibrated_case_read_sample (
            samples[i].name, samples[i].has_kind, samples[i].kind);
        g_autoptr (LimenThresholdScores) scores
            = recalibrated_case_recalibrate (dataset,
                                             (LimenRecalibrationMethod)j);

        g_test_message ("%s, %s", samples[i].name,
                        limen_recalibration_method_get_name (
                            (LimenRecalibrationMethod) j));
        for (gsize k = 0;
             scores != NULL
             && k < limen_threshold_scores_get_n_classes (scores);
             k++)
          {
            g_autoptr (LimenOneVsRest) class
                = limen_one_vs_rest_new (scores, k, NULL);
            g_autoptr (LimenCutoff) f1
                = recalibrated_case_choose (class, LIMEN_METRIC_F1);
            g_autoptr (LimenCutoff) specificity
                = recalibrated_case_choose (class, LIMEN_METRIC_SPECIFICITY);
            g_autoptr (LimenCutoff) recall
                = recalibrated_case_choose (class, LIMEN_METRIC_RECALL);

            check_both_scales (class, f1);
            check_both_scales (class, specificity);
            check_both_scales (class, recall);
            n_checked++;
          }
      }
  g_assert_cmpuint (n_checked, >=, 30);
}

/* A cutoff as JSON without its threshold on scores, which may be any
 * equivalent one. */
static JsonObject *
write_cutoff (LimenCutoff *cutoff, JsonNode **file)
{
  g_autofree char *path
      = g_build_filename (test_get_folder (), "one.json", NULL);
  g_autoptr (GListStore) cutoffs = g_list_store_new (LIMEN_TYPE_CUTOFF);
  JsonObject *object;

  g_list_store_append (cutoffs, cutoff);
  g_assert_true (limen_cutoff_file_save (G_LIST_MODEL (cutoffs), path, NULL));
  *file = test_load_json (path);
  object = json_array_get_object_element (
      json_object_get_array_member (json_node_get_object (*file), "cutoffs"),
      0);
  json_object_remove_member (object, "threshold");
  json_object_remove_member (object, "logit-threshold");
  return object;
}

static void
assert_same_cutoff (LimenCutoff *a, LimenCutoff *b)
{
  g_autoptr (JsonNode) first_file = NULL, second_file = NULL;
  g_autoptr (JsonNode) first = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonNode) second = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *first_text = NULL, *second_text = NULL;

  json_node_set_object (first, write_cutoff (a, &first_file));
  json_node_set_object (second, write_cutoff (b, &second_file));
  first_text = json_to_string (first, TRUE);
  second_text = json_to_string (second, TRUE);
  g_assert_cmpstr (first_text, ==, second_text);
}

/* A threshold saved with a map equals one chosen on the probabilities. */
static void
check_pinned (LimenOneVsRest *plain, LimenOneVsRest *class, double threshold,
              const LimenObjective *objective)
{
  const LimenRecalibration *map = limen_one_vs_rest_get_recalibration (class);
  g_autoptr (LimenCutoff) pinned = limen_cutoff_new_with_map (
      "pinned", plain, threshold, NAN, map, objective, NAN);
  gboolean is_kept
      = limen_cutoff_get_threshold (pinned) == threshold;
  g_autoptr (LimenCutoff) chosen = limen_cutoff_new (
      "pinned", class, limen_recalibration_apply (map, threshold), NAN,
      is_kept ? objective : NULL);

  assert_same_cutoff (pinned, chosen);
  check_both_scales (class, pinned);
  g_assert_true ((limen_cutoff_get_objective (pinned) != NULL)
                 == (objective != NULL && is_kept));
  g_assert_true (is_kept
                 || limen_recalibration_method_makes_ties (
                     limen_recalibration_get_method (map)));
}

static void
test_pinned (void)
{
  static const char *const names[] = { "digits-odd.csv", "eights.csv",
                                       "tumours.csv", "digit-traits.csv" };
  LimenObjective objective
      = limen_objective_new ((LimenMetric){ LIMEN_METRIC_F1, 1 }, FALSE);
  guint n_checked = 0;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    for (int j = 0; j < LIMEN_N_RECALIBRATIONS; j++)
      {
        g_autoptr (LimenDataset) dataset = recalibrated_case_read_sample (
            names[i], FALSE, LIMEN_KIND_PROBABILITY);
        g_autoptr (LimenThresholdScores) scores
            = limen_threshold_scores_new (dataset, NULL);
        g_autoptr (LimenThresholdScores) mapped
            = recalibrated_case_recalibrate (dataset,
                                             (LimenRecalibrationMethod)j);
        g_autoptr (LimenOneVsRest) plain
            = limen_one_vs_rest_new (scores, 0, NULL);
        g_autoptr (LimenOneVsRest) class
            = mapped != NULL ? limen_one_vs_rest_new (mapped, 0, NULL) : NULL;
        const LimenSweep *sweep = limen_one_vs_rest_get_sweep (plain);
        gsize n = limen_sweep_get_n_scores (sweep);

        if (class == NULL)
          continue;
        check_pinned (plain, class,
                      limen_objective_optimize (&objective, sweep)
                          .positive_from.threshold,
                      &objective);
        for (gsize k = 0; k < 12; k++)
          check_pinned (plain, class,
                        limen_sweep_get_score (sweep, k * (n - 1) / 11),
                        NULL);
        check_pinned (plain, class,
                      limen_sweep_get_score (sweep, n - 1) + 0.001, NULL);
        n_checked++;
      }
  g_assert_cmpuint (n_checked, >=, 16);
}

static void
test_refused (void)
{
  g_autoptr (LimenDataset) dataset
      = recalibrated_case_read_sample ("tumours.csv", TRUE, LIMEN_KIND_SCORE);
  g_autoptr (LimenThresholdScores) scores
      = limen_threshold_scores_new (dataset, NULL);
  g_autoptr (LimenThresholdScores) none = NULL;
  g_autoptr (GError) error = NULL, second = NULL;

  g_assert_false (limen_recalibration_check (LIMEN_RECALIBRATION_BETA, scores,
                                             &error));
  g_assert_error (error, LIMEN_REPORT_ERROR, LIMEN_REPORT_ERROR_OPTIONS);
  g_assert_true (limen_recalibration_check (LIMEN_RECALIBRATION_PLATT, scores,
                                            NULL));
  none = limen_threshold_scores_recalibrate (scores, LIMEN_RECALIBRATION_BETA,
                                             15, &second);
  g_assert_null (none);
  g_assert_error (second, LIMEN_REPORT_ERROR, LIMEN_REPORT_ERROR_OPTIONS);
}

/* Both thresholds separate scores and probabilities equally. */
static void
check_grey_zone (LimenOneVsRest *class, LimenCutoff *cutoff)
{
  const LimenCutoffData *data = limen_cutoff_get_data (cutoff);
  const LimenEdge *refer = &data->refer;
  LimenPredictions source = limen_one_vs_rest_get_source (class);
  const double *probabilities
      = limen_one_vs_rest_get_numbers (class)->scores[0];
  double referred = 0;

  g_assert_true (data->has_grey_zone);
  g_assert_cmpint (data->kind, ==, source.kind);
  g_assert_cmpfloat (refer->low, <, refer->threshold);
  g_assert_cmpfloat (refer->threshold, <=, refer->high);
  g_assert_cmpfloat (refer->threshold, <=, data->edge.threshold);
  g_assert_cmpfloat (data->calibrated_refer.low, <,
                     data->calibrated_refer.threshold);
  g_assert_cmpfloat (data->calibrated_refer.threshold, <=,
                     data->calibrated_refer.high);
  g_assert_cmpfloat (data->calibrated_refer.threshold, <=,
                     data->calibrated.threshold);
  for (gsize i = 0; i < source.n_rows; i++)
    {
      double score = source.scores[0][i];

      g_assert_cmpint (score >= data->edge.threshold, ==,
                       probabilities[i] >= data->calibrated.threshold);
      g_assert_cmpint (score >= refer->threshold, ==,
                       probabilities[i] >= data->calibrated_refer.threshold);
      referred += score >= refer->threshold && score < data->edge.threshold;
    }
  g_assert_cmpfloat (data->referred_positives + data->referred_negatives, ==,
                     referred);
}

static void
test_grey_zones (void)
{
  static const char *const names[]
      = { "digits-odd.csv", "eights.csv", "tumours.csv", "wine-logits.csv" };
  static const double errors[] = { 0, 0.02, 1 };
  guint n_checked = 0;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    for (int j = 0; j < LIMEN_N_RECALIBRATIONS; j++)
      {
        g_autoptr (LimenDataset) dataset = recalibrated_case_read_sample (
            names[i], FALSE, LIMEN_KIND_PROBABILITY);
        g_autoptr (LimenThresholdScores) scores
            = recalibrated_case_recalibrate (dataset,
                                             (LimenRecalibrationMethod)j);
        g_autoptr (LimenOneVsRest) class
            = scores != NULL ? limen_one_vs_rest_new (scores, 0, NULL) : NULL;

        for (guint k = 0; class != NULL && k < G_N_ELEMENTS (errors); k++)
          {
            g_autoptr (LimenCutoff) cutoff
                = recalibrated_case_choose_grey_zone (class, errors[k],
                                                      k == 1 ? 0.2 : NAN);

            if (cutoff == NULL)
              continue;
            check_grey_zone (class, cutoff);
            n_checked++;
          }
      }
  g_assert_cmpuint (n_checked, >=, 30);
}

/* A grey zone saved with a map equals one chosen on the probabilities. */
static void
check_pinned_zone (LimenOneVsRest *plain, LimenOneVsRest *class,
                   double refer_from, double threshold)
{
  const LimenRecalibration *map = limen_one_vs_rest_get_recalibration (class);
  g_autoptr (LimenCutoff) pinned = limen_cutoff_new_with_map (
      "zone", plain, threshold, refer_from, map, NULL, NAN);
  g_autoptr (LimenCutoff) chosen = limen_cutoff_new_by_hand (
      "zone", class, limen_recalibration_apply (map, threshold),
      limen_recalibration_apply (map, refer_from), NAN);
  const LimenCutoffData *a = limen_cutoff_get_data (pinned);
  const LimenCutoffData *b = limen_cutoff_get_data (chosen);

  check_grey_zone (class, pinned);
  g_assert_cmpfloat (a->refer.low, ==, b->refer.low);
  g_assert_cmpfloat (a->refer.high, ==, b->refer.high);
  g_assert_cmpfloat (a->calibrated_refer.threshold, ==,
                     b->calibrated_refer.threshold);
  g_assert_cmpfloat (a->calibrated_refer.low, ==, b->calibrated_refer.low);
  g_assert_cmpfloat (a->calibrated_refer.high, ==, b->calibrated_refer.high);
  g_assert_cmpfloat (a->calibrated.low, ==, b->calibrated.low);
  g_assert_cmpfloat (a->calibrated.high, ==, b->calibrated.high);
  g_assert_cmpmem (&a->confusion, sizeof a->confusion, &b->confusion,
                   sizeof b->confusion);
}

static void
test_pinned_zones (void)
{
  static const char *const names[]
      = { "digits-odd.csv", "eights.csv", "tumours.csv" };
  guint n_checked = 0;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    for (int j = 0; j < LIMEN_N_RECALIBRATIONS; j++)
      {
        g_autoptr (LimenDataset) dataset = recalibrated_case_read_sample (
            names[i], FALSE, LIMEN_KIND_PROBABILITY);
        g_autoptr (LimenThresholdScores) scores
            = limen_threshold_scores_new (dataset, NULL);
        g_autoptr (LimenThresholdScores) mapped
            = recalibrated_case_recalibrate (dataset,
                                             (LimenRecalibrationMethod)j);
        g_autoptr (LimenOneVsRest) plain
            = limen_one_vs_rest_new (scores, 0, NULL);
        g_autoptr (LimenOneVsRest) class
            = mapped != NULL ? limen_one_vs_rest_new (mapped, 0, NULL) : NULL;
        const LimenSweep *sweep = limen_one_vs_rest_get_sweep (plain);
        gsize n = limen_sweep_get_n_scores (sweep);

        for (gsize k = 0; class != NULL && k < 11; k++, n_checked++)
          check_pinned_zone (plain, class,
                             limen_sweep_get_score (sweep, k * (n - 1) / 11),
                             limen_sweep_get_score (sweep,
                                                    (k + 1) * (n - 1) / 11));
        if (class != NULL)
          check_pinned_zone (plain, class, limen_sweep_get_score (sweep, 7),
                             limen_sweep_get_score (sweep, 7));
      }
  g_assert_cmpuint (n_checked, >=, 100);
}

/* The map is fitted on the rows; the metrics are for the given prevalence. */
static void
test_prevalence (void)
{
  g_autoptr (LimenDataset) dataset
      = recalibrated_case_read_sample ("tumours.csv", FALSE, LIMEN_KIND_LOGIT);
  g_autoptr (LimenThresholdScores) plain
      = limen_threshold_scores_new (dataset, NULL);
  g_autoptr (LimenThresholdScores) scores
      = recalibrated_case_recalibrate (dataset, LIMEN_RECALIBRATION_PLATT);
  g_autoptr (LimenOneVsRest) plain_class
      = limen_one_vs_rest_new (plain, 0, NULL);
  g_autoptr (LimenOneVsRest) class = limen_one_vs_rest_new (scores, 0, NULL);
  LimenObjective objective
      = limen_objective_new ((LimenMetric){ LIMEN_METRIC_F1, 1 }, FALSE);
  LimenOptimum optimum;
  g_autoptr (LimenCutoff) cutoff = NULL, same = NULL;

  objective.prevalence = 0.02;
  optimum = limen_objective_optimize (&objective,
                                      limen_one_vs_rest_get_sweep (class));
  g_assert_cmpint (optimum.status, ==, LIMEN_OPTIMUM_FOUND);
  cutoff = limen_cutoff_new ("rare", class, optimum.positive_from.threshold,
                             NAN, &objective);
  check_both_scales (class, cutoff);
  g_assert_cmpfloat (limen_cutoff_get_target_prevalence (cutoff), ==, 0.02);
  same = limen_cutoff_new ("rare", plain_class,
                           limen_cutoff_get_threshold (cutoff), NAN,
                           &objective);
  for (int i = 0; i < LIMEN_N_METRICS; i++)
    test_assert_near (
        limen_cutoff_get_metric (cutoff, (LimenMetric){ i, 1 }),
        limen_cutoff_get_metric (same, (LimenMetric){ i, 1 }), 1e-12);
  test_assert_near (limen_cutoff_get_value (cutoff), optimum.value, 1e-12);
}

/* A set of cutoffs decides on recalibrated probabilities. */
static void
test_sets (void)
{
  g_autoptr (LimenDataset) dataset = recalibrated_case_read_sample (
      "digits.csv", FALSE, LIMEN_KIND_PROBABILITY);
  g_autoptr (LimenThresholdScores) scores
      = recalibrated_case_recalibrate (dataset, LIMEN_RECALIBRATION_PLATT);
  const LimenPredictions *numbers
      = limen_threshold_scores_get_numbers (scores);
  g_autoptr (GListStore) cutoffs = g_list_store_new (LIMEN_TYPE_CUTOFF);
  g_autofree guint16 *decided = g_new (guint16, numbers->n_rows);
  g_autofree char *path
      = g_build_filename (test_get_folder (), "d.csv", NULL);
  g_autoptr (LimenDecisions) decisions = NULL;
  g_autofree char *text = NULL, *description = NULL;
  g_auto (GStrv) lines = NULL;
  double thresholds[10];

  for (gsize k = 0; k < 10; k++)
    {
      g_autoptr (LimenOneVsRest) class
          = limen_one_vs_rest_new (scores, k, NULL);
      g_autoptr (LimenCutoff) cutoff
          = recalibrated_case_choose (class, LIMEN_METRIC_F1);

      limen_cutoff_set_decision (cutoff, LIMEN_DECISION_ARGMAX_OVER_THRESHOLD);
      g_list_store_append (cutoffs, cutoff);
      thresholds[k] = limen_cutoff_get_calibrated_threshold (cutoff);
    }
  limen_decide (numbers, thresholds, LIMEN_DECISION_ARGMAX_OVER_THRESHOLD, 0,
                numbers->n_rows, decided, NULL);
  decisions
      = limen_decisions_new (G_LIST_MODEL (cutoffs), dataset, NULL, NULL);
  g_assert_nonnull (decisions);
  save_decisions (decisions, path);
  g_file_get_contents (path, &text, NULL, NULL);
  lines = g_strsplit (text, "\n", -1);
  for (gsize i = 0; i < numbers->n_rows; i++)
    {
      g_autofree char *end = g_strdup_printf (
          ",\"%s\"", limen_dataset_get_class_name (dataset, decided[i]));

      g_assert_true (g_str_has_suffix (lines[i + 1], end));
    }
  description = describe_decisions (decisions);
  g_assert_nonnull (strstr (description, "argmax, no thresholds"));
}

int
main (int argc, char **argv)
{
  g_setenv ("SOURCE_DATE_EPOCH", "1770000000", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/recalibrated/scales", test_scales);
  g_test_add_func ("/recalibrated/pinned", test_pinned);
  g_test_add_func ("/recalibrated/refused", test_refused);
  g_test_add_func ("/recalibrated/grey-zones", test_grey_zones);
  g_test_add_func ("/recalibrated/pinned-zones", test_pinned_zones);
  g_test_add_func ("/recalibrated/prevalence", test_prevalence);
  g_test_add_func ("/recalibrated/sets", test_sets);
  return g_test_run ();
}
