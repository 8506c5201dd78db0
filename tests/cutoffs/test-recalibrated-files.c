/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "analysis.h"
#include "cutoff-file.h"
#include "recalibrated-case.h"
#include "recalibration-trial.h"
#include "report-error.h"
#include "schema.h"
#include "support.h"

static LimenCutoff *
choose_any (LimenOneVsRest *class, gboolean has_grey_zone)
{
  return has_grey_zone ? recalibrated_case_choose_grey_zone (class, 0.02, 0.3)
                       : recalibrated_case_choose (class, LIMEN_METRIC_F1);
}

/* A cutoff on recalibrated scores survives saving and loading, with an equal
 * map for scores up to most_score and equal bytes. */
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
  g_autoptr (LimenThresholdScores) scores
      = recalibrated_case_recalibrate (dataset, method);
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
  /* everything except the time */
  g_assert_cmpstr (strstr (text, "\"cutoffs\""), ==,
                   strstr (text_again, "\"cutoffs\""));
}

static void
test_round_trip (void)
{
  g_autoptr (LimenDataset) dataset
      = recalibrated_case_read_sample ("tumours.csv", FALSE, LIMEN_KIND_LOGIT);

  for (int i = 0; i < 2 * (LIMEN_RECALIBRATION_ISOTONIC + 1); i++)
    check_round_trip (dataset, (LimenRecalibrationMethod) (i / 2), i % 2 == 1,
                      8);
}

/* Scores of 0 and 1, two of them wrong: their probabilities are part of the
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
  scores = recalibrated_case_recalibrate (dataset,
                                          LIMEN_RECALIBRATION_TEMPERATURE);
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
    const char *text, *message; /* NULL: valid */
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
      "the map is not valid" },
    { HEAD "{\"method\":\"temperature\",\"parameters\":{\"temperature\":2,"
           "\"most\":\"x\"}" SCALE,
      "\"most\" is not a number" },
    { HEAD "{\"method\":\"platt\",\"parameters\":{\"a\":2,\"b\":-1,"
           "\"most\":0.9}" SCALE,
      "the map is not valid" },
    { HEAD "7}]}", "\"recalibration\" is not an object" },
    { HEAD "{}}]}", "\"method\" is missing" },
    { HEAD "{\"method\":\"magic\"}}]}", "has an unknown value" },
    { HEAD "{\"method\":\"platt\"}}]}", "\"parameters\" is missing" },
    { HEAD "{\"method\":\"platt\",\"parameters\":{\"a\":2}" SCALE,
      "the map is not valid" },
    { HEAD "{\"method\":\"platt\",\"parameters\":{\"a\":\"x\",\"b\":1}" SCALE,
      "\"a\" is not a number" },
    { HEAD "{\"method\":\"platt\",\"parameters\":{\"a\":-2,\"b\":-1}" SCALE,
      "the map is not valid" },
    { HEAD "{\"method\":\"isotonic\",\"knots\":7" SCALE,
      "\"knots\" is not an array" },
    { HEAD "{\"method\":\"isotonic\",\"knots\":[7]" SCALE,
      "not a pair of numbers" },
    { HEAD "{\"method\":\"isotonic\",\"knots\":[[1,\"x\"]]" SCALE,
      "not a pair of numbers" },
    { HEAD "{\"method\":\"isotonic\",\"knots\":[[1,[]]]" SCALE,
      "not a pair of numbers" },
    { HEAD "{\"method\":\"isotonic\",\"knots\":[]" SCALE,
      "the map is not valid" },
    { HEAD "{\"method\":\"histogram\",\"knots\":[[0,1],[1,0]]" SCALE,
      "the map is not valid" },
    { HEAD "{\"method\":\"isotonic\",\"knots\":[[0,0]],\"threshold\":3,"
           "\"low\":0,\"high\":1}}]}",
      "does not lie in its interval" },
    { HEAD ZONE ",\"refer-from\":0.3" ZONE_END, NULL },
    { HEAD ZONE ZONE_END,
      "cutoffs[0].recalibration: \"refer-from\" is missing" },
    { HEAD ZONE ",\"refer-from\":\"x\"" ZONE_END, "is not a number" },
    { HEAD ZONE ",\"refer-from\":0.3,\"refer-low\":0.4" ZONE_END,
      "does not lie in its interval from \"refer-low\"" },
    { HEAD ZONE ",\"refer-from\":0.6" ZONE_END,
      "\"refer-from\" is above \"threshold\"" },
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

int
main (int argc, char **argv)
{
  g_setenv ("SOURCE_DATE_EPOCH", "1770000000", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/recalibrated/round-trip", test_round_trip);
  g_test_add_func ("/recalibrated/round-trip-saturated",
                   test_saturated_round_trip);
  g_test_add_func ("/recalibrated/broken-files", test_broken_files);
  return g_test_run ();
}
