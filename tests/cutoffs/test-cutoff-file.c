/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "analysis.h"
#include "cutoff-case.h"
#include "cutoff-fields.h"
#include "cutoff-file.h"
#include "report-error.h"
#include "schema.h"
#include "support.h"

/* A cutoff for each class of a file. */
static void
add_cutoffs (GListStore *cutoffs, const char *name, const char *text,
             LimenUndo undo, const LimenDecisionRule *rule)
{
  LimenReadOptions options = { .undo = undo };
  g_autoptr (LimenAnalysis) analysis = NULL;

  if (strstr (text, "guess") != NULL)
    options.predicted = (char *) "guess";
  analysis = cutoff_case_analyze_with (text, &options);
  for (gsize k = 0; k < limen_analysis_get_n_classes (analysis); k++)
    {
      g_autoptr (LimenOneVsRest) class
          = limen_analysis_get_class (analysis, k, NULL);
      g_autoptr (LimenCutoff) cutoff
          = limen_cutoff_new (name, class, 0.25 + 0.1 * (double) k, NAN, NULL);

      if (rule != NULL)
        limen_cutoff_set_decision (cutoff, *rule);
      g_list_store_append (cutoffs, cutoff);
    }
}

/* Cutoffs of every task, rule and undone transformation. */
static GListStore *
new_cutoffs_of_tasks (void)
{
  static const char classes[]
      = "y,prob_a,prob_b,prob_c\na,0.5,0.25,0.25\nb,0.25,0.5,0.25\n"
        "c,0.25,0.25,0.5\n";
  static const char percents[]
      = "y,prob_a,prob_b,prob_c\na,75,25,0\nb,0,100,0\nc,5,5,90\n";
  static const char squeezed[]
      = "y,prob_a,prob_b,prob_c\na,0.4,0.3,0.3\nb,0.3,0.4,0.3\n"
        "c,0.3,0.3,0.4\n";
  static const char pair_percents[]
      = "y,prob_a,prob_b\na,75,25\nb,0,100\n";
  static const char pair_squeezed[]
      = "y,prob_a,prob_b\na,0.5,0.5\nb,0.4,0.6\n";
  static const char labels[]
      = "label_a,label_b,prob_a,prob_b\n1,1,0.6,0.7\n0,1,0.5,0.5\n";
  static const char top[]
      = "y,guess,confidence\na,b,0.5\nb,b,0.75\nc,a,0.4\n";
  static const char top_of_two[]
      = "y,guess,confidence\na,b,0.5\nb,b,0.75\n";
  GListStore *cutoffs = g_list_store_new (LIMEN_TYPE_CUTOFF);

  for (LimenDecisionRule rule = 0; rule < LIMEN_N_DECISION_RULES; rule++)
    add_cutoffs (cutoffs, limen_decision_rule_get_name (rule), classes,
                 LIMEN_UNDO_NONE, &rule);
  add_cutoffs (cutoffs, "alone", classes, LIMEN_UNDO_NONE, NULL);
  add_cutoffs (cutoffs, "percent", percents, LIMEN_UNDO_PERCENT, NULL);
  add_cutoffs (cutoffs, "softmax", squeezed, LIMEN_UNDO_SOFTMAX, NULL);
  add_cutoffs (cutoffs, "sigmoid", labels, LIMEN_UNDO_SIGMOID, NULL);
  add_cutoffs (cutoffs, "labels", labels, LIMEN_UNDO_NONE, NULL);
  add_cutoffs (cutoffs, "top", top, LIMEN_UNDO_NONE, NULL);
  add_cutoffs (cutoffs, "pair percent", pair_percents, LIMEN_UNDO_PERCENT,
               NULL);
  add_cutoffs (cutoffs, "pair softmax", pair_squeezed, LIMEN_UNDO_SOFTMAX,
               NULL);
  add_cutoffs (cutoffs, "top of two", top_of_two, LIMEN_UNDO_NONE, NULL);
  return cutoffs;
}

static void
assert_same_number (double a, double b)
{
  g_assert_true (a == b || (isnan (a) && isnan (b)));
}

static void
assert_same_field (const LimenCutoffField *field, const LimenCutoffData *a,
                   const LimenCutoffData *b)
{
  g_assert_cmpint (limen_cutoff_field_is_written (field, a), ==,
                   limen_cutoff_field_is_written (field, b));
  if (!limen_cutoff_field_is_written (field, a))
    return;
  g_assert_cmpstr (limen_cutoff_field_get_text (field, a), ==,
                   limen_cutoff_field_get_text (field, b));
  assert_same_number (limen_cutoff_field_get_number (field, a),
                      limen_cutoff_field_get_number (field, b));
}

static void
assert_same (LimenCutoff *a, LimenCutoff *b)
{
  const LimenCutoffData *first = limen_cutoff_get_data (a);
  const LimenCutoffData *second = limen_cutoff_get_data (b);

  for (gsize i = 0; i < limen_n_cutoff_fields; i++)
    assert_same_field (&limen_cutoff_fields[i], first, second);
  for (int i = 0; i < LIMEN_N_METRICS; i++)
    assert_same_number (first->metrics[i], second->metrics[i]);
}

/* Saving, loading and saving again gives the same cutoffs and bytes. */
static void
check_round_trip (GListStore *cutoffs, const char *name)
{
  g_autofree char *again_name = g_strconcat ("again-", name, NULL);
  g_autofree char *path
      = g_build_filename (test_get_folder (), name, NULL);
  g_autofree char *again
      = g_build_filename (test_get_folder (), again_name, NULL);
  g_autofree char *text = NULL, *text_again = NULL;
  g_autoptr (GListModel) loaded = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (
      limen_cutoff_file_save (G_LIST_MODEL (cutoffs), path, &error));
  g_assert_no_error (error);
  loaded = limen_cutoff_file_load (path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (loaded), ==,
                    g_list_model_get_n_items (G_LIST_MODEL (cutoffs)));
  for (guint i = 0; i < g_list_model_get_n_items (loaded); i++)
    {
      g_autoptr (LimenCutoff) a
          = g_list_model_get_item (G_LIST_MODEL (cutoffs), i);
      g_autoptr (LimenCutoff) b = g_list_model_get_item (loaded, i);

      assert_same (a, b);
    }
  g_assert_true (limen_cutoff_file_save (loaded, again, &error));
  g_file_get_contents (path, &text, NULL, NULL);
  g_file_get_contents (again, &text_again, NULL, NULL);
  g_assert_cmpstr (text, ==, text_again);
}

static void
test_round_trip (void)
{
  g_autoptr (LimenOneVsRest) class = cutoff_case_analyze (cutoff_case_rows);
  g_autoptr (GListStore) cutoffs = cutoff_case_new_cutoffs (class);
  g_autoptr (GListStore) others = new_cutoffs_of_tasks ();

  check_round_trip (cutoffs, "c.json");
  check_round_trip (others, "c.json");
  check_round_trip (cutoffs, "c.csv");
  check_round_trip (others, "c.csv");
}

static void
check_schema (GListStore *cutoffs)
{
  g_autofree char *path
      = g_build_filename (test_get_folder (), "c.json", NULL);
  g_autofree char *schema_path
      = test_get_source_path ("../data/limen-cutoffs.schema.json");
  g_autoptr (JsonNode) schema = test_load_json (schema_path);
  g_autoptr (JsonNode) file = NULL;

  g_assert_true (limen_cutoff_file_save (G_LIST_MODEL (cutoffs), path, NULL));
  file = test_load_json (path);
  test_assert_schema (file, json_node_get_object (schema), "file");
}

static void
test_schema (void)
{
  g_autoptr (LimenOneVsRest) class = cutoff_case_analyze (cutoff_case_rows);
  g_autoptr (GListStore) cutoffs = cutoff_case_new_cutoffs (class);
  g_autoptr (GListStore) others = new_cutoffs_of_tasks ();

  check_schema (cutoffs);
  check_schema (others);
}

static JsonObject *
find_cutoff (JsonArray *cutoffs, const char *name)
{
  for (guint i = 0; i < json_array_get_length (cutoffs); i++)
    {
      JsonObject *cutoff = json_array_get_object_element (cutoffs, i);

      if (g_str_equal (json_object_get_string_member (cutoff, "name"), name))
        return cutoff;
    }
  g_assert_not_reached ();
}

/* Names of classes, tasks, transformations and rules that programs read. */
static void
test_names (void)
{
  static const struct
  {
    const char *name, *class, *task, *undo, *decision;
  } cases[] = {
    { "first-above", "a", "multiclass", "none", "first-above" },
    { "argmax", "a", "multiclass", "none", "argmax" },
    { "alone", "a", "multiclass", "none", NULL },
    { "percent", "a", "multiclass", "percent", NULL },
    { "softmax", "a", "multiclass", "softmax", NULL },
    { "sigmoid", "a", "multilabel", "sigmoid", NULL },
    { "top", "correct", "multiclass", "none", NULL },
    { "pair percent", "b", "binary", "percent", NULL },
    { "pair softmax", "b", "binary", "softmax", NULL },
    { "top of two", "b", "binary", "none", NULL },
  };
  g_autoptr (GListStore) cutoffs = new_cutoffs_of_tasks ();
  g_autofree char *path
      = g_build_filename (test_get_folder (), "c.json", NULL);
  g_autoptr (JsonNode) file = NULL;
  JsonArray *array;

  g_assert_true (limen_cutoff_file_save (G_LIST_MODEL (cutoffs), path, NULL));
  file = test_load_json (path);
  array = json_object_get_array_member (json_node_get_object (file),
                                        "cutoffs");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      JsonObject *cutoff = find_cutoff (array, cases[i].name);

      g_assert_cmpstr (json_object_get_string_member (cutoff, "class"), ==,
                       cases[i].class);
      g_assert_cmpstr (json_object_get_string_member (cutoff, "task"), ==,
                       cases[i].task);
      g_assert_cmpstr (json_object_get_string_member (cutoff, "undo"), ==,
                       cases[i].undo);
      g_assert_cmpstr (json_object_get_string_member_with_default (
                           cutoff, "decision", NULL),
                       ==, cases[i].decision);
    }
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

/* An unwritable path: an error, and no file left behind. */
static void
test_failure (void)
{
  g_autoptr (LimenOneVsRest) class = cutoff_case_analyze (cutoff_case_rows);
  g_autoptr (GListStore) cutoffs = cutoff_case_new_cutoffs (class);
  g_autofree char *folder
      = g_build_filename (test_get_folder (), "a folder.json", NULL);
  guint n_files;
  const char *paths[] = { folder, "/nowhere/c.json", "/proc/c.json" };

  g_mkdir (folder, 0700);
  n_files = count_files (test_get_folder ());
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (limen_cutoff_file_save (G_LIST_MODEL (cutoffs),
                                              paths[i], &error));
      g_assert_error (error, LIMEN_REPORT_ERROR, LIMEN_REPORT_ERROR_WRITE);
      g_assert_true (g_str_has_prefix (error->message, paths[i]));
    }
  g_assert_cmpuint (count_files (test_get_folder ()), ==, n_files);
}

/* A cutoff that decides no row positive, of a class without rows. */
static LimenCutoff *
new_none (LimenKind kind, gboolean has_rule, LimenDecisionRule rule)
{
  g_autoptr (LimenOneVsRest) class = cutoff_case_analyze (
      "label,prob\n0,0.2\n1,0.9\n");
  g_autoptr (LimenCutoff) cutoff
      = limen_cutoff_new_by_hand ("none", class, INFINITY, NAN, NAN);
  LimenCutoffData data
      = limen_cutoff_data_copy (limen_cutoff_get_data (cutoff));

  data.kind = kind;
  data.task = has_rule ? LIMEN_TASK_MULTICLASS : LIMEN_TASK_BINARY;
  data.decision = has_rule ? rule : LIMEN_N_DECISION_RULES;
  return limen_cutoff_new_from_data (&data);
}

/* A threshold that no score reaches is a number where that is possible for all
 * scores, else null. */
static void
test_none (void)
{
  static const struct
  {
    LimenKind kind;
    gboolean has_rule;
    LimenDecisionRule rule;
    gboolean is_number;
  } cases[] = {
    { LIMEN_KIND_PROBABILITY, FALSE, 0, TRUE },
    { LIMEN_KIND_LOG_PROBABILITY, FALSE, 0, TRUE },
    { LIMEN_KIND_LOGIT, FALSE, 0, FALSE },
    { LIMEN_KIND_SCORE, FALSE, 0, FALSE },
    { LIMEN_KIND_PROBABILITY, TRUE, LIMEN_DECISION_FIRST_ABOVE, TRUE },
    { LIMEN_KIND_PROBABILITY, TRUE, LIMEN_DECISION_ARGMAX_OVER_THRESHOLD,
      FALSE },
    { LIMEN_KIND_PROBABILITY, TRUE, LIMEN_DECISION_ARGMAX, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GListStore) cutoffs = g_list_store_new (LIMEN_TYPE_CUTOFF);
      g_autoptr (LimenCutoff) cutoff = new_none (
          cases[i].kind, cases[i].has_rule, cases[i].rule);
      g_autofree char *path
          = g_build_filename (test_get_folder (), "none.json", NULL);
      g_autofree char *text = NULL;
      g_autoptr (GListModel) again = NULL;
      g_autoptr (LimenCutoff) read = NULL;
      g_autoptr (GError) error = NULL;

      g_list_store_append (cutoffs, cutoff);
      check_schema (cutoffs);
      g_assert_true (
          limen_cutoff_file_save (G_LIST_MODEL (cutoffs), path, NULL));
      g_file_get_contents (path, &text, NULL, NULL);
      g_assert_nonnull (strstr (text, "\"decides\": \"none\""));
      g_assert_cmpint (
          strstr (text, "\"threshold\": 1.7976931348623157e+308") != NULL, ==,
          cases[i].is_number);
      g_assert_cmpint (strstr (text, "\"threshold\": null") == NULL, ==,
                       cases[i].is_number);
      again = limen_cutoff_file_load (path, &error);
      g_assert_no_error (error);
      read = g_list_model_get_item (again, 0);
      g_assert_cmpfloat (limen_cutoff_get_threshold (read), ==, INFINITY);
    }
}

int
main (int argc, char **argv)
{
  g_setenv ("SOURCE_DATE_EPOCH", "1770000000", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cutoff-file/round-trip", test_round_trip);
  g_test_add_func ("/cutoff-file/schema", test_schema);
  g_test_add_func ("/cutoff-file/names", test_names);
  g_test_add_func ("/cutoff-file/failure", test_failure);
  g_test_add_func ("/cutoff-file/none", test_none);
  return g_test_run ();
}
