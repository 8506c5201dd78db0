#include <math.h>
#include <string.h>

#include "analysis.h"
#include "cutoff-file.h"
#include "cutoff-private.h"
#include "decisions.h"
#include "recalibration-trial.h"
#include "report-error.h"
#include "report.h"
#include "schema.h"
#include "support.h"

static LimenDataset *
read_sample (const char *name, gboolean has_kind, LimenKind kind)
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

static LimenThresholdScores *
recalibrate (LimenDataset *dataset, LimenRecalibrationMethod method)
{
  g_autoptr (LimenThresholdScores) scores
      = limen_threshold_scores_new (dataset, NULL);

  return limen_threshold_scores_recalibrate (scores, method, 15, NULL);
}

static LimenCutoff *
choose (LimenOneVsRest *class, LimenMetricId metric)
{
  LimenObjective objective
      = limen_objective_new ((LimenMetric){ metric, 1 }, FALSE);
  LimenOptimum optimum = limen_objective_optimize (
      &objective, limen_one_vs_rest_get_sweep (class));

  g_assert_cmpint (optimum.status, ==, LIMEN_OPTIMUM_FOUND);
  return limen_cutoff_new ("best", class, optimum.positive_from.threshold, NAN,
                           &objective);
}

/* Scores and probabilities are decided alike, each by its own threshold. */
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
        g_autoptr (LimenDataset) dataset = read_sample (
            samples[i].name, samples[i].has_kind, samples[i].kind);
        g_autoptr (LimenThresholdScores) scores
            = recalibrate (dataset, (LimenRecalibrationMethod) j);

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
            g_autoptr (LimenCutoff) f1 = choose (class, LIMEN_METRIC_F1);
            g_autoptr (LimenCutoff) specificity
                = choose (class, LIMEN_METRIC_SPECIFICITY);
            g_autoptr (LimenCutoff) recall
                = choose (class, LIMEN_METRIC_RECALL);

            check_both_scales (class, f1);
            check_both_scales (class, specificity);
            check_both_scales (class, recall);
            n_checked++;
          }
      }
  g_assert_cmpuint (n_checked, >=, 30);
}

/* A cutoff as it is written, but for its threshold for the scores, which may
 * be any that decides alike. */
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

/* A threshold that is pinned with a map is what it would be if it had been
 * chosen on the probabilities. */
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
        g_autoptr (LimenDataset) dataset
            = read_sample (names[i], FALSE, LIMEN_KIND_PROBABILITY);
        g_autoptr (LimenThresholdScores) scores
            = limen_threshold_scores_new (dataset, NULL);
        g_autoptr (LimenThresholdScores) mapped
            = recalibrate (dataset, (LimenRecalibrationMethod) j);
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
      = read_sample ("tumours.csv", TRUE, LIMEN_KIND_SCORE);
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

static LimenCutoff *
choose_grey_zone (LimenOneVsRest *class, double max_error, double prevalence)
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

/* Both thresholds part the scores as they part the probabilities. */
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
        g_autoptr (LimenDataset) dataset
            = read_sample (names[i], FALSE, LIMEN_KIND_PROBABILITY);
        g_autoptr (LimenThresholdScores) scores
            = recalibrate (dataset, (LimenRecalibrationMethod) j);
        g_autoptr (LimenOneVsRest) class
            = scores != NULL ? limen_one_vs_rest_new (scores, 0, NULL) : NULL;

        for (guint k = 0; class != NULL && k < G_N_ELEMENTS (errors); k++)
          {
            g_autoptr (LimenCutoff) cutoff
                = choose_grey_zone (class, errors[k], k == 1 ? 0.2 : NAN);

            if (cutoff == NULL)
              continue;
            check_grey_zone (class, cutoff);
            n_checked++;
          }
      }
  g_assert_cmpuint (n_checked, >=, 30);
}

/* A grey zone that is pinned with a map is what it would be if both thresholds
 * had been chosen on the probabilities. */
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
        g_autoptr (LimenDataset) dataset
            = read_sample (names[i], FALSE, LIMEN_KIND_PROBABILITY);
        g_autoptr (LimenThresholdScores) scores
            = limen_threshold_scores_new (dataset, NULL);
        g_autoptr (LimenThresholdScores) mapped
            = recalibrate (dataset, (LimenRecalibrationMethod) j);
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

/* A map is of the rows as they are; the metrics are of the population asked
 * for, as they would be at the same rows of the scores themselves. */
static void
test_prevalence (void)
{
  g_autoptr (LimenDataset) dataset
      = read_sample ("tumours.csv", FALSE, LIMEN_KIND_LOGIT);
  g_autoptr (LimenThresholdScores) plain
      = limen_threshold_scores_new (dataset, NULL);
  g_autoptr (LimenThresholdScores) scores
      = recalibrate (dataset, LIMEN_RECALIBRATION_PLATT);
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
  same
      = limen_cutoff_new ("rare", plain_class,
                        limen_cutoff_get_threshold (cutoff), NAN, &objective);
  for (int i = 0; i < LIMEN_N_METRICS; i++)
    test_assert_near (
        limen_cutoff_get_metric (cutoff, (LimenMetric){ i, 1 }),
        limen_cutoff_get_metric (same, (LimenMetric){ i, 1 }), 1e-12);
  test_assert_near (limen_cutoff_get_value (cutoff), optimum.value, 1e-12);
}

static LimenCutoff *
choose_any (LimenOneVsRest *class, gboolean has_grey_zone)
{
  return has_grey_zone ? choose_grey_zone (class, 0.02, 0.3)
                       : choose (class, LIMEN_METRIC_F1);
}

/* A cutoff on recalibrated scores, saved, loaded and saved again: the same map
 * of scores up to these, and the same bytes. */
static void
check_round_trip (LimenDataset *dataset, LimenRecalibrationMethod method,
                  gboolean has_grey_zone, double most_score)
{
  g_autofree char *schema_path
      = test_get_source_path ("../data/limen-cutoffs.schema.json");
  g_autoptr (JsonNode) schema = test_load_json (schema_path);
  g_autofree char *path
      = g_build_filename (test_get_folder (), "c.json", NULL);
  g_autofree char *again
      = g_build_filename (test_get_folder (), "again.json", NULL);
  g_autoptr (LimenThresholdScores) scores = recalibrate (dataset, method);
  g_autoptr (LimenOneVsRest) class = limen_one_vs_rest_new (scores, 0, NULL);
  g_autoptr (GListStore) cutoffs = g_list_store_new (LIMEN_TYPE_CUTOFF);
  g_autoptr (LimenCutoff) cutoff = choose_any (class, has_grey_zone);
  g_autoptr (LimenCutoff) same = NULL;
  g_autoptr (GListModel) loaded = NULL;
  g_autoptr (JsonNode) file = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL, *text_again = NULL;

  g_list_store_append (cutoffs, cutoff);
  g_assert_true (
      limen_cutoff_file_save (G_LIST_MODEL (cutoffs), path, &error));
  file = test_load_json (path);
  test_assert_schema (file, json_node_get_object (schema), "file");
  loaded = limen_cutoff_file_load (path, &error);
  g_assert_no_error (error);
  same = g_list_model_get_item (loaded, 0);
  g_assert_cmpfloat (limen_cutoff_get_calibrated_threshold (same), ==,
                     limen_cutoff_get_calibrated_threshold (cutoff));
  g_assert_cmpint (isnan (limen_cutoff_get_calibrated_refer_from (same)), ==,
                   !has_grey_zone);
  for (int i = 0; i <= 160; i++)
    {
      double score = most_score * (i - 80) / 80;

      g_assert_cmpfloat (
          limen_recalibration_apply (limen_cutoff_get_recalibration (same),
                                     score),
          ==,
          limen_recalibration_apply (limen_cutoff_get_recalibration (cutoff),
                                     score));
    }
  g_assert_true (limen_cutoff_file_save (loaded, again, &error));
  g_file_get_contents (path, &text, NULL, NULL);
  g_file_get_contents (again, &text_again, NULL, NULL);
  /* all but the time */
  g_assert_cmpstr (strstr (text, "\"cutoffs\""), ==,
                   strstr (text_again, "\"cutoffs\""));
}

static void
test_round_trip (void)
{
  g_autoptr (LimenDataset) dataset
      = read_sample ("tumours.csv", FALSE, LIMEN_KIND_LOGIT);

  for (int i = 0; i < 2 * (LIMEN_RECALIBRATION_ISOTONIC + 1); i++)
    check_round_trip (dataset, (LimenRecalibrationMethod) (i / 2), i % 2 == 1,
                      8);
}

/* Scores of 0 and 1, two of which are wrong: what they become is part of the
 * map. */
static void
test_saturated_round_trip (void)
{
  g_autoptr (GString) text = g_string_new ("label,prob\n");
  g_autofree char *path = NULL;
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (LimenDataset) dataset = NULL;
  g_autoptr (LimenThresholdScores) scores = NULL;
  LimenRecalibrationRange range;

  for (int i = 0; i < 20; i++)
    g_string_append_printf (text, "%d,%s\n%d,%s\n%d,%s\n", i == 3, "0",
                            i % 3 == 0, "0.375", i != 7, "1");
  path = test_write_file ("saturated.csv", text->str, -1);
  dataset = limen_dataset_read (path, options, NULL, NULL, NULL, NULL);
  for (int i = 0; i <= LIMEN_RECALIBRATION_ISOTONIC; i++)
    check_round_trip (dataset, (LimenRecalibrationMethod) i, FALSE, 1);
  scores = recalibrate (dataset, LIMEN_RECALIBRATION_TEMPERATURE);
  range = limen_recalibration_get_range (
      limen_threshold_scores_get_recalibration (scores, 0));
  g_assert_cmpfloat (range.least, ==, 0.05);
  g_assert_cmpfloat (range.most, ==, 0.95);
}

#define HEAD                                                                  \
  "{\"schema\":\"limen-cutoffs/1\",\"cutoffs\":[{\"name\":\"a\","             \
  "\"class\":\"1\",\"kind\":\"probability\",\"threshold\":0.5,"               \
  "\"metrics\":{},\"recalibration\":"
#define SCALE ",\"threshold\":0.5,\"low\":0.4,\"high\":0.6}}]}"
#define ZONE                                                                  \
  "{\"method\":\"platt\",\"parameters\":{\"a\":2,\"b\":-1},"                  \
  "\"threshold\":0.5"
#define ZONE_END "},\"refer-from\":0.2}]}"

static void
test_broken_files (void)
{
  static const struct
  {
    const char *text, *message; /* NULL: good */
  } cases[] = {
    { HEAD "{\"method\":\"platt\",\"parameters\":{\"a\":2,\"b\":-1}" SCALE,
      NULL },
    { HEAD "{\"method\":\"isotonic\",\"knots\":[[0,0],[1,1]]" SCALE, NULL },
    { HEAD "null}]}", NULL },
    { HEAD "{\"method\":\"temperature\",\"parameters\":{\"temperature\":2,"
           "\"least\":0.1,\"most\":0.9}" SCALE,
      NULL },
    { HEAD "{\"method\":\"temperature\",\"parameters\":{\"temperature\":2,"
           "\"least\":0.9,\"most\":0.1}" SCALE,
      "no map that rises" },
    { HEAD "{\"method\":\"temperature\",\"parameters\":{\"temperature\":2,"
           "\"most\":\"x\"}" SCALE,
      "\"most\" is not a number" },
    { HEAD "{\"method\":\"platt\",\"parameters\":{\"a\":2,\"b\":-1,"
           "\"most\":0.9}" SCALE,
      "no map that rises" },
    { HEAD "7}]}", "\"recalibration\" is not an object" },
    { HEAD "{}}]}", "\"method\" is missing" },
    { HEAD "{\"method\":\"magic\"}}]}", "none that Limen knows" },
    { HEAD "{\"method\":\"platt\"}}]}", "\"parameters\" is missing" },
    { HEAD "{\"method\":\"platt\",\"parameters\":{\"a\":2}" SCALE,
      "no map that rises" },
    { HEAD "{\"method\":\"platt\",\"parameters\":{\"a\":\"x\",\"b\":1}" SCALE,
      "\"a\" is not a number" },
    { HEAD "{\"method\":\"platt\",\"parameters\":{\"a\":-2,\"b\":-1}" SCALE,
      "no map that rises" },
    { HEAD "{\"method\":\"isotonic\",\"knots\":7" SCALE,
      "\"knots\" is not an array" },
    { HEAD "{\"method\":\"isotonic\",\"knots\":[7]" SCALE,
      "not two numbers" },
    { HEAD "{\"method\":\"isotonic\",\"knots\":[[1,\"x\"]]" SCALE,
      "not two numbers" },
    { HEAD "{\"method\":\"isotonic\",\"knots\":[[1,[]]]" SCALE,
      "not two numbers" },
    { HEAD "{\"method\":\"isotonic\",\"knots\":[]" SCALE,
      "no map that rises" },
    { HEAD "{\"method\":\"histogram\",\"knots\":[[0,1],[1,0]]" SCALE,
      "no map that rises" },
    { HEAD "{\"method\":\"isotonic\",\"knots\":[[0,0]],\"threshold\":3,"
           "\"low\":0,\"high\":1}}]}",
      "does not lie in its interval" },
    { HEAD ZONE ",\"refer-from\":0.3" ZONE_END, NULL },
    { HEAD ZONE ZONE_END, "\"refer-from\" of \"recalibration\" is missing" },
    { HEAD ZONE ",\"refer-from\":\"x\"" ZONE_END, "is not a number" },
    { HEAD ZONE ",\"refer-from\":0.3,\"refer-low\":0.4" ZONE_END,
      "does not lie in its interval from \"refer-low\"" },
    { HEAD ZONE ",\"refer-from\":0.6" ZONE_END, "is above its" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = test_write_file ("bad.json", cases[i].text, -1);
      g_autoptr (GError) error = NULL;
      g_autoptr (GListModel) cutoffs = limen_cutoff_file_load (path, &error);

      g_test_message ("case %u", i);
      if (cases[i].message == NULL)
        {
          g_assert_no_error (error);
          continue;
        }
      g_assert_null (cutoffs);
      g_assert_error (error, LIMEN_REPORT_ERROR, LIMEN_REPORT_ERROR_FORMAT);
      if (strstr (error->message, cases[i].message) == NULL)
        g_error ("\"%s\" has no \"%s\"", error->message, cases[i].message);
    }
}

/* Before is what the report says anyway; after is better where the scores are
 * badly calibrated. */
static void
test_trial (void)
{
  static const LimenCalibrationOptions defaults = { 0 };
  g_autoptr (LimenDataset) dataset
      = read_sample ("eights.csv", FALSE, LIMEN_KIND_PROBABILITY);
  g_autoptr (LimenThresholdScores) scores
      = limen_threshold_scores_new (dataset, NULL);
  g_autoptr (LimenOneVsRest) class = limen_one_vs_rest_new (scores, 0, NULL);
  LimenRanking ranking = limen_one_vs_rest_get_ranking (class);

  for (int i = 0; i < LIMEN_N_RECALIBRATIONS; i++)
    {
      LimenRecalibrationMethod method = (LimenRecalibrationMethod) i;
      g_autoptr (LimenRecalibrationTrial) trial
          = limen_recalibration_trial_new (class, method, defaults, NULL,
                                           NULL, NULL, NULL);

      g_test_message ("%s", limen_recalibration_method_get_name (method));
      g_assert_cmpuint (trial->n_folds, ==, 5);
      g_assert_cmpfloat (trial->before.ece, ==,
                         limen_one_vs_rest_get_calibration (class).ece);
      g_assert_cmpfloat (trial->before.roc_auc, ==, ranking.roc_auc);
      /* No temperature helps much here. */
      if (method == LIMEN_RECALIBRATION_TEMPERATURE)
        g_assert_cmpfloat (trial->after.loss, <, trial->before.loss);
      else
        {
          g_assert_cmpfloat (trial->after.brier, <, 0.75 * trial->before.brier);
          g_assert_cmpfloat (trial->after.ece, <, trial->before.ece / 4);
        }
      g_assert_cmpfloat (fabs (trial->after.roc_auc - ranking.roc_auc), <,
                         0.03);
    }
}

/* What a trial tells of itself, and what ends it. */
typedef struct
{
  guint n_told, n_allowed;
  double share;
  GCancellable *cancellable;
} Listener;

static void
progress_cb (double share, gpointer data)
{
  Listener *self = data;

  g_assert_cmpfloat (share, >, self->share);
  self->share = share;
  if (++self->n_told == self->n_allowed)
    g_cancellable_cancel (self->cancellable);
}

/* It ends where it is told to, and says nothing of what it did not do. */
static void
test_trial_progress (void)
{
  static const LimenCalibrationOptions defaults = { 0 };
  g_autoptr (LimenDataset) dataset
      = read_sample ("eights.csv", FALSE, LIMEN_KIND_PROBABILITY);
  g_autoptr (LimenThresholdScores) scores
      = limen_threshold_scores_new (dataset, NULL);
  g_autoptr (LimenOneVsRest) class = limen_one_vs_rest_new (scores, 0, NULL);

  for (guint n_allowed = 1; n_allowed < 10; n_allowed++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      Listener listener
          = { .n_allowed = n_allowed, .cancellable = cancellable };
      g_autoptr (LimenRecalibrationTrial) trial
          = limen_recalibration_trial_new (class, LIMEN_RECALIBRATION_PLATT,
                                           defaults, progress_cb, &listener,
                                           cancellable, NULL);

      g_assert_cmpuint (listener.n_told, ==, n_allowed < 7 ? n_allowed : 8);
      g_assert_true (isnan (trial->before.ece) == (n_allowed == 1));
      g_assert_true (isnan (trial->after.ece) == (n_allowed < 7));
      g_assert_true (listener.share == 1 || n_allowed < 7);
    }
}

static JsonObject *
get_object (JsonObject *object, const char *name)
{
  g_assert_true (json_object_has_member (object, name));
  return json_object_get_object_member (object, name);
}

/* The keys are a contract. */
static void
assert_keys (JsonObject *object, const char *const *keys)
{
  for (; *keys != NULL; keys++)
    if (!json_object_has_member (object, *keys))
      g_error ("no \"%s\"", *keys);
}

static JsonNode *
report (const char *name, const LimenReportOptions *options)
{
  g_autoptr (LimenDataset) dataset
      = read_sample (name, FALSE, LIMEN_KIND_PROBABILITY);
  g_autoptr (LimenAnalysis) analysis
      = limen_analysis_new (dataset, NULL, NULL, NULL);
  g_autofree char *json = limen_report_to_json (analysis, options, NULL);
  g_autofree char *text = limen_report_to_text (analysis, options, NULL);

  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_nonnull (strstr (text, "Recalibration"));
  return json_from_string (json, NULL);
}

static void
test_report (void)
{
  static const char *const sums[]
      = { "ece",           "mce",       "rms",
          "adaptive-ece",  "brier",     "reliability",
          "resolution",    "uncertainty", "within-bin-variance",
          "within-bin-covariance", "slope", "intercept",
          "in-the-large",  "expected-over-observed", "bins", NULL };
  static const char *const bin[]
      = { "low",       "high",       "weight",      "mean-score",
          "frequency", "wilson-low", "wilson-high", "rows", NULL };
  static const char *const trial[]
      = { "method", "parameters", "knots", "before", "after", "folds", NULL };
  static const char *const figures[]
      = { "bce", "brier", "ece", "mce", "slope", "intercept", "roc-auc",
          NULL };
  const LimenReportOptions options
      = { .calibration = { LIMEN_BINNING_EQUAL_MASS, 7 },
          .has_recalibration = TRUE,
          .recalibration = LIMEN_RECALIBRATION_ISOTONIC };
  g_autoptr (JsonNode) root = report ("digits-odd.csv", &options);
  JsonObject *object = json_node_get_object (root);
  JsonObject *calibration = get_object (object, "calibration");
  JsonArray *bins = json_object_get_array_member (calibration, "bins");

  assert_keys (calibration, sums);
  g_assert_cmpuint (json_array_get_length (bins), ==, 7);
  assert_keys (json_array_get_object_element (bins, 3), bin);
  g_assert_cmpfloat (
      json_object_get_double_member (calibration, "ece"), ==,
      json_object_get_double_member (calibration, "adaptive-ece"));
  object = get_object (object, "recalibration");
  assert_keys (object, trial);
  assert_keys (get_object (object, "before"), figures);
  assert_keys (get_object (object, "after"), figures);
  g_assert_cmpfloat (
      json_object_get_double_member (get_object (object, "before"), "ece"),
      ==, json_object_get_double_member (calibration, "ece"));
}

/* The mean over the classes of what stands there of each; one temperature for
 * all logits beside that of each class. */
static void
test_report_classes (void)
{
  const LimenReportOptions options
      = { .has_recalibration = TRUE,
          .recalibration = LIMEN_RECALIBRATION_TEMPERATURE };
  g_autoptr (JsonNode) root = report ("digits.csv", &options);
  JsonObject *object = json_node_get_object (root);
  JsonObject *classes = get_object (object, "one-vs-rest");
  JsonObject *trial = get_object (object, "recalibration");
  g_autoptr (GList) names = json_object_get_members (classes);
  double sum = 0;
  guint n = 0;

  for (GList *l = names; l != NULL; l = l->next, n++)
    {
      JsonObject *class = get_object (classes, l->data);

      sum += json_object_get_double_member (
          get_object (class, "calibration"), "ece");
      g_assert_true (json_object_has_member (
          get_object (get_object (class, "recalibration"), "parameters"),
          "temperature"));
    }
  test_assert_near (json_object_get_double_member (
                        get_object (object, "calibration"), "classwise-ece"),
                    sum / n, 1e-12);
  g_assert_cmpfloat (json_object_get_double_member (
                         get_object (trial, "after"), "cross-entropy"),
                     <,
                     json_object_get_double_member (
                         get_object (trial, "before"), "cross-entropy"));
  /* but for the rounding of the file, whose rows are summed to one here */
  test_assert_near (json_object_get_double_member (
                        get_object (trial, "before"), "cross-entropy"),
                    json_object_get_double_member (
                        get_object (object, "losses"), "nll"),
                    1e-6);
}

/* A set of cutoffs decides on the probabilities of its maps. */
static void
test_sets (void)
{
  g_autoptr (LimenDataset) dataset
      = read_sample ("digits.csv", FALSE, LIMEN_KIND_PROBABILITY);
  g_autoptr (LimenThresholdScores) scores
      = recalibrate (dataset, LIMEN_RECALIBRATION_PLATT);
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
      g_autoptr (LimenCutoff) cutoff = choose (class, LIMEN_METRIC_F1);

      limen_cutoff_set_decision (cutoff, LIMEN_DECISION_ARGMAX_OVER_THRESHOLD);
      g_list_store_append (cutoffs, cutoff);
      thresholds[k] = limen_cutoff_get_calibrated_threshold (cutoff);
    }
  limen_decide (numbers, thresholds, LIMEN_DECISION_ARGMAX_OVER_THRESHOLD, 0,
                numbers->n_rows, decided, NULL);
  decisions
      = limen_decisions_new (G_LIST_MODEL (cutoffs), dataset, NULL, NULL);
  g_assert_nonnull (decisions);
  g_assert_true (limen_decisions_save (decisions, path, NULL));
  g_file_get_contents (path, &text, NULL, NULL);
  lines = g_strsplit (text, "\n", -1);
  for (gsize i = 0; i < numbers->n_rows; i++)
    {
      g_autofree char *end = g_strdup_printf (
          ",\"%s\"", limen_dataset_get_class_name (dataset, decided[i]));

      g_assert_true (g_str_has_suffix (lines[i + 1], end));
    }
  description = limen_decisions_describe (decisions, NULL);
  g_assert_nonnull (strstr (description, "argmax, no thresholds"));
}

/* Maps of the classes change thresholds, but no loss of several classes, which
 * is that of the file's own logits. */
static void
test_losses (void)
{
  g_autoptr (LimenDataset) dataset
      = read_sample ("wine-logits.csv", TRUE, LIMEN_KIND_LOGIT);
  g_autoptr (LimenThresholdScores) scores
      = limen_threshold_scores_new (dataset, NULL);
  g_autoptr (LimenThresholdScores) mapped = limen_threshold_scores_recalibrate (
      scores, LIMEN_RECALIBRATION_PLATT, 15, NULL);
  LimenPredictions plain = limen_threshold_scores_get_loss_numbers (scores, 0);
  LimenPredictions again = limen_threshold_scores_get_loss_numbers (mapped, 1);
  g_autoptr (LimenAnalysis) analysis
      = limen_analysis_new_for_scores (scores, NULL, NULL, NULL);
  g_autoptr (LimenAnalysis) of_mapped
      = limen_analysis_new_for_scores (mapped, NULL, NULL, NULL);
  gsize n, n_mapped;
  const LimenLossValue *losses = limen_analysis_get_losses (analysis, &n);
  const LimenLossValue *mapped_losses
      = limen_analysis_get_losses (of_mapped, &n_mapped);

  g_assert_nonnull (plain.log_sums);
  g_assert_true (again.log_sums == plain.log_sums);
  g_assert_true (again.scores == plain.scores);
  g_assert_true (limen_threshold_scores_get_file_probabilities (mapped)
                 == limen_threshold_scores_get_numbers (scores));
  g_assert_cmpuint (n, >, 0);
  g_assert_cmpuint (n, ==, n_mapped);
  for (gsize i = 0; i < n; i++)
    {
      g_assert_cmpstr (losses[i].key, ==, mapped_losses[i].key);
      g_assert_cmpfloat (losses[i].value, ==, mapped_losses[i].value);
    }
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
  g_test_add_func ("/recalibrated/round-trip", test_round_trip);
  g_test_add_func ("/recalibrated/round-trip-saturated",
                   test_saturated_round_trip);
  g_test_add_func ("/recalibrated/broken-files", test_broken_files);
  g_test_add_func ("/recalibrated/trial", test_trial);
  g_test_add_func ("/recalibrated/trial-progress", test_trial_progress);
  g_test_add_func ("/recalibrated/report", test_report);
  g_test_add_func ("/recalibrated/report-classes", test_report_classes);
  g_test_add_func ("/recalibrated/sets", test_sets);
  g_test_add_func ("/recalibrated/losses", test_losses);
  return g_test_run ();
}
