/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "cutoff-case.h"
#include "cutoff-fields.h"
#include "cutoff-file.h"
#include "support.h"

/* Files of the first version, without task, undo and decision, are read as
 * binary. */
static void
test_old_file (void)
{
  static const char text[]
      = "{\"schema\":\"limen-cutoffs/1\",\"cutoffs\":[{\"name\":\"a\","
        "\"class\":\"1\",\"kind\":\"logit\",\"threshold\":3,"
        "\"metrics\":{}}]}";
  g_autofree char *path = test_write_file ("old.json", text, -1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) loaded = limen_cutoff_file_load (path, &error);
  g_autoptr (LimenCutoff) cutoff = NULL;
  LimenDecisionRule rule;

  g_assert_no_error (error);
  cutoff = g_list_model_get_item (loaded, 0);
  g_assert_cmpint (limen_cutoff_get_task (cutoff), ==, LIMEN_TASK_BINARY);
  g_assert_cmpint (limen_cutoff_get_undone (cutoff), ==, LIMEN_UNDO_NONE);
  g_assert_false (limen_cutoff_get_decision (cutoff, &rule));
  g_assert_cmpint (limen_cutoff_get_kind (cutoff), ==, LIMEN_KIND_LOGIT);
  g_assert_cmpfloat (limen_cutoff_get_threshold (cutoff), ==, 3);
}

/* Provenance survives both formats unchanged. */
static void
test_provenance (void)
{
  static const char text[]
      = "{\"schema\":\"limen-cutoffs/1\",\"cutoffs\":[{\"name\":\"a\","
        "\"class\":\"1\",\"kind\":\"logit\",\"threshold\":3,"
        "\"metrics\":{},\"provenance\":{\"model\":\"tree 7\","
        "\"data-from\":\"2026-10-01\",\"data-to\":\"2026-10-31\","
        "\"author\":\"Zo\303\253\",\"previous-sha256\":\"0a1b\"}}]}";
  static const char *const kept[]
      = { "model", "data-from", "data-to", "author", "previous-sha256" };
  g_autofree char *path = test_write_file ("said.json", text, -1);
  g_autofree char *table
      = g_build_filename (test_get_folder (), "said.csv", NULL);
  g_autofree char *csv = NULL;
  g_autoptr (GListModel) loaded = limen_cutoff_file_load (path, NULL);
  g_autoptr (GListModel) again = NULL;
  g_autoptr (LimenCutoff) cutoff = g_list_model_get_item (loaded, 0);
  g_autoptr (LimenCutoff) copy = NULL, read = NULL;
  g_autoptr (JsonNode) before = test_load_json (path), after = NULL;
  JsonObject *said, *written;

  g_assert_null (limen_cutoff_get_note (cutoff));
  limen_cutoff_set_note (cutoff, "live since \"3 Nov\", see wiki");
  copy = limen_cutoff_copy (cutoff);
  g_assert_cmpstr (limen_cutoff_get_note (copy), ==,
                   "live since \"3 Nov\", see wiki");
  g_assert_true (limen_cutoff_file_save (loaded, path, NULL));
  g_assert_true (limen_cutoff_file_save (loaded, table, NULL));

  again = limen_cutoff_file_load (path, NULL);
  read = g_list_model_get_item (again, 0);
  g_assert_cmpstr (limen_cutoff_get_note (read), ==,
                   "live since \"3 Nov\", see wiki");
  after = test_load_json (path);
  said = json_object_get_object_member (
      json_array_get_object_element (
          json_object_get_array_member (json_node_get_object (before),
                                        "cutoffs"),
          0),
      "provenance");
  written = json_object_get_object_member (
      json_array_get_object_element (
          json_object_get_array_member (json_node_get_object (after),
                                        "cutoffs"),
          0),
      "provenance");
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    g_assert_cmpstr (json_object_get_string_member (written, kept[i]), ==,
                     json_object_get_string_member (said, kept[i]));
  g_assert_true (g_file_get_contents (table, &csv, NULL, NULL));
  g_assert_true (g_str_has_suffix (
      csv, ",\"live since \"\"3 Nov\"\", see wiki\"\n"));

  limen_cutoff_set_note (read, "");
  g_assert_null (limen_cutoff_get_note (read));
}

static void
test_csv (void)
{
  g_autoptr (LimenOneVsRest) class = cutoff_case_analyze (cutoff_case_rows);
  g_autoptr (GListStore) cutoffs = cutoff_case_new_cutoffs (class);
  g_autofree char *path
      = g_build_filename (test_get_folder (), "c.CSV", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_true (limen_cutoff_file_save (G_LIST_MODEL (cutoffs), path, NULL));
  g_file_get_contents (path, &text, NULL, NULL);
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 8);
  g_assert_true (g_str_has_prefix (
      lines[0], "\"name\",\"class\",\"kind\",\"threshold\","));
  /* no formula for a spreadsheet; quotes doubled; digits kept */
  g_assert_true (g_str_has_prefix (
      lines[1], "\"'=1+1, \"\"quoted\"\"\",\"1\",\"probability\","
                "0.4193847123000002,"));
  g_assert_nonnull (strstr (lines[2], "\"maximize f1\""));
  /* nothing predicted positive: no precision, and no upper end */
  g_assert_nonnull (strstr (lines[3], ",1,inf,"));
  /* later columns are at the end */
  g_assert_true (g_str_has_suffix (
      lines[0], ",\"target-prevalence\",\"refer-from\",\"refer-low\","
                "\"refer-high\",\"referred-positives\","
                "\"referred-negatives\",\"coverage\",\"error\","
                "\"recalibration\",\"calibrated-threshold\","
                "\"calibrated-refer-from\",\"decides\","
                "\"note\""));
  g_assert_true (g_str_has_suffix (lines[2], ",,,,,,,,,,,,,"));
  g_assert_true (g_str_has_suffix (lines[4], ",0.01,,,,,,,,,,,,"));
  g_assert_nonnull (strstr (lines[5], ",0.25,0."));
}

/* Names are read from CSV as they were, with a real apostrophe, and with the
 * one that keeps a spreadsheet from running them. */
static void
test_csv_names (void)
{
  static const char *const names[]
      = { "=1+1", "'=1+1", "''=1+1", "'-5", "-5",   "=",  "'=", "'",
          "''",   "'a",    "a'=1",   "'@a", "'\tx", "'+", "+1" };
  g_autoptr (LimenOneVsRest) class = cutoff_case_analyze (cutoff_case_rows);
  g_autofree char *path
      = g_build_filename (test_get_folder (), "names.csv", NULL);
  g_autoptr (GListStore) cutoffs = g_list_store_new (LIMEN_TYPE_CUTOFF);
  g_autoptr (GListModel) loaded = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (LimenCutoff) cutoff
          = limen_cutoff_new_by_hand (names[i], class, 0.5, NAN, NAN);

      g_list_store_append (cutoffs, cutoff);
    }
  g_assert_true (limen_cutoff_file_save (G_LIST_MODEL (cutoffs), path, NULL));
  loaded = limen_cutoff_file_load (path, NULL);
  g_assert_nonnull (loaded);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (LimenCutoff) cutoff = g_list_model_get_item (loaded, i);

      g_assert_cmpstr (limen_cutoff_get_name (cutoff), ==, names[i]);
    }
}

/* Decided and referred rows of cutoff_case_rows, and metrics of a cutoff at
 * another prevalence. */
static void
test_populations (void)
{
  g_autoptr (LimenOneVsRest) class = cutoff_case_analyze (cutoff_case_rows);
  LimenObjective objective
      = limen_objective_new ((LimenMetric){ LIMEN_METRIC_PRECISION, 1 },
                             FALSE);
  g_autoptr (LimenCutoff) plain = NULL, rare = NULL, by_hand = NULL;
  g_autoptr (LimenCutoff) grey = cutoff_case_new_grey (class);
  LimenCutoffGreyZone zone;
  LimenConfusion c;
  double expected;

  plain = limen_cutoff_new ("plain", class, 0.5, NAN, &objective);
  objective.prevalence = 0.01;
  rare = limen_cutoff_new ("rare", class, 0.5, NAN, &objective);
  c = limen_cutoff_get_confusion (rare);
  g_assert_cmpfloat (c.tp, ==, limen_cutoff_get_confusion (plain).tp);
  expected = 0.01 * c.tp / (c.tp + c.fn)
             / (0.01 * c.tp / (c.tp + c.fn) + 0.99 * c.fp / (c.fp + c.tn));
  test_assert_near (limen_cutoff_get_metric (rare, objective.metric), expected,
                    1e-14);
  test_assert_near (limen_cutoff_get_value (rare), expected, 1e-14);
  test_assert_near (limen_cutoff_get_metric (plain, objective.metric),
                    c.tp / (c.tp + c.fp), 1e-14);
  g_assert_cmpfloat (
      limen_cutoff_get_metric (rare, (LimenMetric){ LIMEN_METRIC_RECALL, 1 }),
      ==,
      limen_cutoff_get_metric (plain,
                               (LimenMetric){ LIMEN_METRIC_RECALL, 1 }));
  by_hand = limen_cutoff_new_by_hand ("by hand", class, 0.5, NAN, 0.01);
  g_assert_null (limen_cutoff_get_objective (by_hand));
  g_assert_cmpfloat (limen_cutoff_get_target_prevalence (by_hand), ==, 0.01);
  g_assert_cmpfloat (limen_cutoff_get_metric (by_hand, objective.metric), ==,
                     limen_cutoff_get_metric (rare, objective.metric));
  /* F-beta is not stored. */
  g_assert_cmpfloat (
      limen_cutoff_get_metric (rare, (LimenMetric){ LIMEN_METRIC_FBETA, 3 }),
      <,
      limen_cutoff_get_metric (plain, (LimenMetric){ LIMEN_METRIC_FBETA, 3 }));

  g_assert_false (limen_cutoff_get_grey_zone (plain, &zone));
  g_assert_true (limen_cutoff_get_grey_zone (grey, &zone));
  c = limen_cutoff_get_confusion (grey);
  g_assert_cmpfloat (zone.referred_positives + zone.referred_negatives, >, 0);
  test_assert_near (limen_confusion_get_total (c) + zone.referred_positives
                        + zone.referred_negatives,
                    4.4, 1e-14);
  test_assert_near (
      limen_cutoff_get_metric (grey, (LimenMetric){ LIMEN_METRIC_COST, 1 }),
      limen_cutoff_get_value (grey), 0);
}

static void
test_grey_by_hand (void)
{
  g_autoptr (LimenOneVsRest) class = cutoff_case_analyze (cutoff_case_rows);
  g_autoptr (LimenCutoff) cutoff = cutoff_case_new_grey_by_hand (class);
  LimenCutoffGreyZone zone;
  LimenConfusion c = limen_cutoff_get_confusion (cutoff);

  g_assert_null (limen_cutoff_get_objective (cutoff));
  g_assert_true (isnan (limen_cutoff_get_value (cutoff)));
  g_assert_cmpfloat (limen_cutoff_get_threshold (cutoff), ==, 0.625);
  g_assert_true (limen_cutoff_get_grey_zone (cutoff, &zone));
  g_assert_cmpfloat (zone.refer_from, ==, 0.3125);
  g_assert_cmpfloat (zone.low, ==, 0.25);
  g_assert_cmpfloat (zone.high, ==, 0.419384712300001);
  g_assert_cmpfloat (zone.referred_positives, ==, 2);
  test_assert_near (zone.referred_negatives, 0.3, 1e-14);
  test_assert_near (c.tp, 1, 1e-14);
  test_assert_near (c.tn, 1, 1e-14);
  test_assert_near (zone.coverage, 2.1 / 4.4, 1e-14);
  test_assert_near (zone.error, 0.1 / 2.1, 1e-14);
}

static void
test_link_and_mode (void)
{
  g_autoptr (LimenOneVsRest) class = cutoff_case_analyze (cutoff_case_rows);
  g_autoptr (GListStore) cutoffs = cutoff_case_new_cutoffs (class);
  g_autofree char *target = test_write_file ("target.json", "old", -1);
  g_autofree char *link
      = g_build_filename (test_get_folder (), "link.json", NULL);
  GStatBuf status;

  g_assert_cmpint (g_chmod (target, 0640), ==, 0);
  g_assert_cmpint (symlink ("target.json", link), ==, 0);
  g_assert_true (limen_cutoff_file_save (G_LIST_MODEL (cutoffs), link, NULL));
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  g_assert_cmpint (g_stat (target, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 07777, ==, 0640);
  g_assert_cmpint (status.st_size, >, 1000);
}

#define ZONE                                                                  \
  HEAD "\"name\":\"a\",\"class\":\"1\",\"kind\":\"logit\",\"threshold\":3"
#define HEAD "{\"schema\":\"limen-cutoffs/1\",\"cutoffs\":[{"

/* Files without grey zone and prevalence refer no row. */
static void
test_earlier (void)
{
  g_autofree char *path
      = test_write_file ("old.json", ZONE ",\"metrics\":{}}]}", -1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) cutoffs = limen_cutoff_file_load (path, &error);
  g_autoptr (LimenCutoff) cutoff = NULL;
  LimenCutoffGreyZone zone;

  g_assert_no_error (error);
  cutoff = g_list_model_get_item (cutoffs, 0);
  g_assert_false (limen_cutoff_get_grey_zone (cutoff, &zone));
  g_assert_true (isnan (limen_cutoff_get_target_prevalence (cutoff)));
}

int
main (int argc, char **argv)
{
  g_setenv ("SOURCE_DATE_EPOCH", "1770000000", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cutoff-file/old-file", test_old_file);
  g_test_add_func ("/cutoff-file/csv", test_csv);
  g_test_add_func ("/cutoff-file/csv-names", test_csv_names);
  g_test_add_func ("/cutoff-file/provenance", test_provenance);
  g_test_add_func ("/cutoff-file/populations", test_populations);
  g_test_add_func ("/cutoff-file/grey-by-hand", test_grey_by_hand);
  g_test_add_func ("/cutoff-file/earlier", test_earlier);
  g_test_add_func ("/cutoff-file/link-and-mode", test_link_and_mode);
  return g_test_run ();
}
