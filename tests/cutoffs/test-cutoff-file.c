#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "analysis.h"
#include "cutoff-fields.h"
#include "cutoff-file.h"
#include "report-error.h"
#include "schema.h"
#include "support.h"

static LimenAnalysis *
analyze_with (const char *text, const LimenReadOptions *options)
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

static LimenOneVsRest *
analyze (const char *text)
{
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (LimenAnalysis) analysis = analyze_with (text, options);

  return limen_analysis_get_class (analysis, 0, NULL);
}

/* A cutoff for each class of a file. */
static void
add_cutoffs (GListStore *cutoffs, const char *name, const char *text,
             LimenUndo undo, const LimenDecisionRule *rule)
{
  LimenReadOptions options = { .undo = undo };
  g_autoptr (LimenAnalysis) analysis = NULL;

  if (strstr (text, "guess") != NULL)
    options.predicted = (char *) "guess";
  analysis = analyze_with (text, &options);
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

/* Of every task, rule, and what may have been undone. */
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

static LimenCutoff *
new_grey (LimenOneVsRest *class)
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

/* Two thresholds that no objective led to. */
static LimenCutoff *
new_grey_by_hand (LimenOneVsRest *class)
{
  return limen_cutoff_new_by_hand ("grey by hand", class, 0.625, 0.3125, NAN);
}

static GListStore *
new_cutoffs (LimenOneVsRest *class)
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
  g_autoptr (LimenCutoff) rare = NULL, grey = new_grey (class);
  g_autoptr (LimenCutoff) grey_by_hand = new_grey_by_hand (class);

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

static const char rows[] = "label,prob,weights\n1,0.75,1\n0,0.5,0.3\n"
                           "1,0.419384712300001,2\n0,0.25,1\n0,1,0.1\n";

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

/* Saved, loaded and saved again: the same cutoffs and the same bytes. */
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
  g_autoptr (LimenOneVsRest) class = analyze (rows);
  g_autoptr (GListStore) cutoffs = new_cutoffs (class);
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
  g_autoptr (LimenOneVsRest) class = analyze (rows);
  g_autoptr (GListStore) cutoffs = new_cutoffs (class);
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

/* What a program reads there. */
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

/* Files of versions that knew one task, and nothing to undo or to decide. */
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

/* What people say about a cutoff goes through both formats as it was said. */
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
  g_autoptr (LimenOneVsRest) class = analyze (rows);
  g_autoptr (GListStore) cutoffs = new_cutoffs (class);
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
  /* what came later stands at the end */
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

/* Cutoffs are told by what a file holds, whatever its name. */
static void
test_recognized (void)
{
  static const char header[]
      = "name,class,kind,threshold,logit-threshold,low,high,rule,objective\n";
  static const struct
  {
    const char *text;
    gboolean are_cutoffs;
  } files[] = {
    { "{\"schema\": \"limen-cutoffs/1\", \"cutoffs\": []}", TRUE },
    { "\357\273\277 {\"rule\": 1, \"schema\": \"limen-cutoffs/2\"", TRUE },
    { header, TRUE },
    { "{\"schema\": \"limen-report/1\"}", FALSE },
    { "label,\"limen-cutoffs/1\"\n1,0.5\n", FALSE },
    { "name,class,kind,threshold\na,1,0.5,0.25\n", FALSE },
    { rows, FALSE },
    { "", FALSE },
  };
  g_autofree char *nowhere
      = g_build_filename (test_get_folder (), "nowhere", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = test_write_file ("any.txt", files[i].text, -1);

      g_assert_cmpint (limen_cutoff_file_is (path), ==,
                       files[i].are_cutoffs);
    }
  g_assert_false (limen_cutoff_file_is (nowhere));
  g_assert_false (limen_cutoff_file_is (test_get_folder ()));
}

/* What CSV cannot hold, or nobody exported so, is refused with its line. */
static void
test_refused_csv (void)
{
  static const char header[]
      = "name,class,kind,threshold,logit-threshold,low,high,rule,"
        "recalibration\n";
  static const struct
  {
    const char *row, *message;
  } files[] = {
    { "", "there is no cutoff in this file" },
    { "a,1,score,2,,1,3,score >= threshold,\n"
      "b,1,score,2,,1,3,score >= threshold,platt\n",
      ":3: this cutoff is for recalibrated scores" },
    { "a,1,score,2,,1\n", ":2: this line does not have as many fields" },
    { "a,1,score,7,,1,3,score >= threshold,\n",
      ":2: \"threshold\" does not lie in its interval" },
    { "a,1,score,much,,1,3,score >= threshold,\n", ":2: \"threshold\"" },
    { "a,1,score,,,1,3,score >= threshold,\n", ":2: \"threshold\"" },
    { "a,1,score,2,,1,3,score <= threshold,\n", ":2: \"rule\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *text = g_strconcat (header, files[i].row, NULL);
      g_autofree char *path = test_write_file ("refused.csv", text, -1);
      g_autoptr (GError) error = NULL;

      g_assert_null (limen_cutoff_file_load (path, &error));
      g_assert_error (error, LIMEN_REPORT_ERROR, LIMEN_REPORT_ERROR_FORMAT);
      if (strstr (error->message, files[i].message) == NULL)
        g_error ("\"%s\" is not in \"%s\"", files[i].message,
                 error->message);
    }
}

/* The rows that are decided and those that are not, and what the metrics of a
 * cutoff for another population are. */
static void
test_populations (void)
{
  g_autoptr (LimenOneVsRest) class = analyze (rows);
  LimenObjective objective
      = limen_objective_new ((LimenMetric){ LIMEN_METRIC_PRECISION, 1 },
                             FALSE);
  g_autoptr (LimenCutoff) plain = NULL, rare = NULL, by_hand = NULL;
  g_autoptr (LimenCutoff) grey = new_grey (class);
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
  /* F-beta is none of those that are kept. */
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
  g_autoptr (LimenOneVsRest) class = analyze (rows);
  g_autoptr (LimenCutoff) cutoff = new_grey_by_hand (class);
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
  g_autoptr (LimenOneVsRest) class = analyze (rows);
  g_autoptr (GListStore) cutoffs = new_cutoffs (class);
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

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

/* A place that cannot be written to: an error, and nothing left behind. */
static void
test_failure (void)
{
  g_autoptr (LimenOneVsRest) class = analyze (rows);
  g_autoptr (GListStore) cutoffs = new_cutoffs (class);
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

#define START "\"name\":\"a\",\"class\":\"1\",\"kind\":\"logit\","
#define ZONE                                                                  \
  HEAD "\"name\":\"a\",\"class\":\"1\",\"kind\":\"logit\",\"threshold\":3"
#define HEAD "{\"schema\":\"limen-cutoffs/1\",\"cutoffs\":[{"

static void
test_refused (void)
{
  static const struct
  {
    const char *text, *message;
  } cases[] = {
    { "", "empty" },
    { "{", "not JSON" },
    { "[]", "no file of cutoffs" },
    { "{}", "\"schema\" is missing" },
    { "{\"schema\":\"limen-report/1\"}", "\"schema\" is neither" },
    { "{\"schema\":7}", "\"schema\" is not a string" },
    { "{\"schema\":\"limen-cutoffs/1\"}", "\"cutoffs\" is missing" },
    { "{\"schema\":\"limen-cutoffs/1\",\"cutoffs\":[7]}", "cutoffs[0]" },
    { HEAD "}]}", "cutoffs[0]: \"name\" is missing" },
    { HEAD "\"name\":\"a\",\"class\":\"1\",\"kind\":\"odds\"}]}",
      "\"kind\" is none" },
    { HEAD "\"name\":\"a\",\"class\":\"1\",\"kind\":\"logit\"}]}",
      "\"threshold\" is missing" },
    { HEAD "\"name\":\"a\",\"class\":\"1\",\"kind\":\"logit\","
           "\"threshold\":\"x\"}]}",
      "\"threshold\" is not a number" },
    { HEAD "\"name\":\"a\",\"class\":\"1\",\"kind\":\"logit\","
           "\"threshold\":3,\"high\":2}]}",
      "does not lie in its interval" },
    { HEAD "\"name\":\"a\",\"class\":\"1\",\"kind\":\"logit\","
           "\"threshold\":3,\"tp\":-1}]}",
      "negative" },
    { HEAD "\"rule\":\"score > threshold\"}]}", "\"rule\" is not" },
    { HEAD START "\"task\":\"many\"}]}", "cutoffs[0]: \"task\" is none" },
    { HEAD START "\"task\":\"regression\"}]}", "\"task\" is none" },
    { HEAD START "\"task\":7}]}", "\"task\" is not a string" },
    { HEAD START "\"undo\":\"log\"}]}", "cutoffs[0]: \"undo\" is none" },
    { HEAD START "\"undo\":[]}]}", "\"undo\" is not a string" },
    { HEAD START "\"task\":\"multiclass\",\"decision\":\"max\"}]}",
      "cutoffs[0]: \"decision\" is none" },
    { HEAD START "\"task\":\"multiclass\",\"decision\":true}]}",
      "\"decision\" is not a string" },
    { HEAD START "\"decision\":\"argmax\"}]}",
      "\"decision\" is for multiclass cutoffs" },
    { HEAD START "\"task\":\"multilabel\",\"decision\":\"argmax\"}]}",
      "\"decision\" is for multiclass cutoffs" },
    { ZONE ",\"refer-from\":1,\"refer-low\":2}]}",
      "\"refer-from\" does not lie in its interval" },
    { ZONE ",\"refer-from\":4}]}", "\"refer-from\" is above" },
    { ZONE ",\"refer-from\":1,\"referred-negatives\":-1}]}", "negative" },
    { ZONE ",\"refer-from\":\"1\"}]}", "is not a number" },
    { ZONE ",\"target-prevalence\":1}]}",
      "\"target-prevalence\" does not lie between 0 and 1" },
    { HEAD START "\"threshold\":null}]}", "\"threshold\" is missing" },
    { HEAD START "\"threshold\":null,\"decides\":\"all\"}]}",
      "cutoffs[0]: \"decides\" is not \"none\"" },
    { HEAD START "\"threshold\":3,\"decides\":\"none\"}]}",
      "a number that scores may reach" },
    { HEAD START "\"decides\":\"none\"}]}", "\"threshold\" is missing" },
    { HEAD START "\"threshold\":null,\"decides\":\"none\",\"high\":9}]}",
      "does not lie in its interval" },
    { "\377\376", "UTF-8" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = test_write_file ("bad.json", cases[i].text, -1);
      g_autoptr (GError) error = NULL;

      g_test_message ("case %u", i);
      g_assert_null (limen_cutoff_file_load (path, &error));
      g_assert_error (error, LIMEN_REPORT_ERROR, LIMEN_REPORT_ERROR_FORMAT);
      if (strstr (error->message, cases[i].message) == NULL)
        g_error ("\"%s\" has no \"%s\"", error->message, cases[i].message);
    }
}

/* A cutoff that decides none, of a class of which a file has no row. */
static LimenCutoff *
new_none (LimenKind kind, gboolean has_rule, LimenDecisionRule rule)
{
  g_autoptr (LimenOneVsRest) class = analyze ("label,prob\n0,0.2\n1,0.9\n");
  g_autoptr (LimenCutoff) cutoff
      = limen_cutoff_new_by_hand ("none", class, INFINITY, NAN, NAN);
  LimenCutoffData data
      = limen_cutoff_data_copy (limen_cutoff_get_data (cutoff));

  data.kind = kind;
  data.task = has_rule ? LIMEN_TASK_MULTICLASS : LIMEN_TASK_BINARY;
  data.decision = has_rule ? rule : LIMEN_N_DECISION_RULES;
  return limen_cutoff_new_from_data (&data);
}

/* "None is positive" is a number where no score of any file reaches it, else
 * null. */
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

/* What knows of neither a grey zone nor a population refers no row. */
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

/* A file with this name of a cutoff, as it stands between the quotes. */
static GListModel *
load_with_name (const char *name, gsize length, GError **error)
{
  g_autoptr (GString) text = g_string_new (
      "{\"schema\":\"limen-cutoffs/1\",\n \"cutoffs\":[{\n  \"\303\251\":1,"
      "\"name\":\"");
  g_autofree char *path = NULL;

  g_string_append_len (text, name, (gssize) length);
  g_string_append (text, "\",\"class\":\"1\",\"kind\":\"logit\","
                         "\"threshold\":3,\"metrics\":{}}]}");
  path = test_write_file ("name.json", text->str, (gssize) text->len);
  return limen_cutoff_file_load (path, error);
}

/* What is no text is refused, with its line and column in characters. */
static void
test_no_text (void)
{
  static const struct
  {
    const char *name;
    gsize length; /* 0: that of the string */
    const char *message;
  } cases[] = {
    { "a\\ud800b", 0, "name.json:3:18: this is half a character" },
    { "\\ud83dX", 0, "name.json:3:17: this is half a character" },
    { "\\ud83d\\n", 0, "name.json:3:17: this is half a character" },
    { "\\ud83d\\ud83d", 0, "name.json:3:17: this is half a character" },
    { "\\udc00\\ud800", 0, "name.json:3:17: this is half a character" },
    { "abc\\uDFFF", 0, "name.json:3:20: this is half a character" },
    { "x\\u0000y", 0, "name.json:3:18: \\u0000 is not allowed" },
    { "\\306", 0, "name.json:3:17: this is not JSON: an unknown escape" },
    { "\\x41", 0, "name.json:3:17: this is not JSON: an unknown escape" },
    { "\\u12g4", 0, "name.json:3:17: this is not JSON: \"\\u\"" },
    { "\\u12", 0, "name.json:3:17: this is not JSON: \"\\u\"" },
    { "a\306b", 0, "name.json:3:18: this is not UTF-8" },
    { "\355\240\200", 0, "name.json:3:17: this is not UTF-8" },
    { "a\0b", 3, "name.json:3:18: there is a NUL byte" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      gsize length
          = cases[i].length > 0 ? cases[i].length : strlen (cases[i].name);

      g_test_message ("case %u", i);
      g_assert_null (load_with_name (cases[i].name, length, &error));
      g_assert_error (error, LIMEN_REPORT_ERROR, LIMEN_REPORT_ERROR_FORMAT);
      if (strstr (error->message, cases[i].message) == NULL)
        g_error ("\"%s\" has no \"%s\"", error->message, cases[i].message);
    }
}

/* Every escape that JSON has. */
static void
test_escapes (void)
{
  const char *name = "\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00'#/";
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) cutoffs
      = load_with_name (name, strlen (name), &error);
  g_autoptr (LimenCutoff) cutoff = NULL;

  g_assert_no_error (error);
  cutoff = g_list_model_get_item (cutoffs, 0);
  g_assert_cmpstr (limen_cutoff_get_name (cutoff), ==,
                   "\"\\/\b\f\n\r\t\303\251\360\237\230\200'#/");
}

/* The parser would take 010 for 8, a whole number of many digits for -1, 1e400
 * for none, and no notice of a second text behind the first. */
static void
test_no_json (void)
{
  static const struct
  {
    const char *threshold, *message;
  } cases[] = {
    { "010", "no.json:3:18: this is not JSON: a number" },
    { "0x10", "no.json:3:18: this is not JSON: a number" },
    { ".5", "no.json:3:18: this is not JSON: a number" },
    { "1.", "no.json:3:18: this is not JSON: a number" },
    { "+1", "no.json:3:18: this is not JSON: a number" },
    { "-", "no.json:3:18: this is not JSON: a number" },
    { "1e", "no.json:3:18: this is not JSON: a number" },
    { "-Infinity", "no.json:3:18: this is not JSON: a number" },
    { "9223372036854775808", "no.json:3:18: this whole number" },
    { "-99999999999999999999999", "no.json:3:18: this whole number" },
    { "1e400", "no.json:3:18: this number is too large" },
    { "-1e400", "no.json:3:18: this number is too large" },
    { "0.5, \"x\": \"a\nb\"", "no.json:3:30: this is not JSON: there is a "
                              "line break" },
    { "0.5}]} {\"a\": [{\"b\": 1", "no.json:3:25: this is not JSON: there "
                                  "is more" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf (
          "{ \"schema\": \"limen-cutoffs/1\", \"cutoffs\": [ {\n"
          "  \"name\": \"a\", \"class\": \"1\", \"kind\": \"score\",\n"
          "    \"threshold\": %s, \"metrics\": {} } ] }\n",
          cases[i].threshold);
      g_autofree char *path = test_write_file ("no.json", text, -1);
      g_autoptr (GError) error = NULL;

      g_assert_null (limen_cutoff_file_load (path, &error));
      g_assert_error (error, LIMEN_REPORT_ERROR, LIMEN_REPORT_ERROR_FORMAT);
      if (strstr (error->message, cases[i].message) == NULL)
        g_error ("\"%s\" has no \"%s\"", error->message, cases[i].message);
    }
}

/* Every number that JSON has. */
static void
test_json_numbers (void)
{
  static const char *const thresholds[]
      = { "-0", "12", "-12.50", "1e2", "1E+2", "0.5e-3", "0e0",
          "999999999999999999", "1e20", "100000000000000000000.0", "1e-400",
          "1.7976931348623157e308" };

  for (guint i = 0; i < G_N_ELEMENTS (thresholds); i++)
    {
      g_autofree char *text = g_strdup_printf (
          "{\"schema\":\"limen-cutoffs/1\",\"cutoffs\":[{\"name\":\"a\","
          "\"class\":\"1\",\"kind\":\"score\",\"threshold\":%s,"
          "\"metrics\":{}}]} \n\t\r\n",
          thresholds[i]);
      g_autofree char *path = test_write_file ("numbers.json", text, -1);
      g_autoptr (GError) error = NULL;
      g_autoptr (GListModel) cutoffs = limen_cutoff_file_load (path, &error);
      g_autoptr (LimenCutoff) cutoff = NULL;

      g_assert_no_error (error);
      cutoff = g_list_model_get_item (cutoffs, 0);
      g_assert_cmpfloat (limen_cutoff_get_threshold (cutoff), ==,
                         g_ascii_strtod (thresholds[i], NULL));
    }
}

static void
test_deep (void)
{
  /* Some hide in what the parser takes for comments and strings. */
  static const char *const starts[]
      = { "", "/*\"*/", "/*]]]]*/", "'\"' ", "{\"a\": #\"\n" };
  g_autofree char *brackets = g_strnfill (1000000, '[');

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      g_autofree char *text = g_strconcat (starts[i], brackets, NULL);
      g_autofree char *path = test_write_file ("deep.json", text, -1);
      g_autoptr (GError) error = NULL;

      g_assert_null (limen_cutoff_file_load (path, &error));
      g_assert_error (error, LIMEN_REPORT_ERROR, LIMEN_REPORT_ERROR_FORMAT);
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
  g_test_add_func ("/cutoff-file/old-file", test_old_file);
  g_test_add_func ("/cutoff-file/csv", test_csv);
  g_test_add_func ("/cutoff-file/recognized", test_recognized);
  g_test_add_func ("/cutoff-file/refused-csv", test_refused_csv);
  g_test_add_func ("/cutoff-file/provenance", test_provenance);
  g_test_add_func ("/cutoff-file/populations", test_populations);
  g_test_add_func ("/cutoff-file/grey-by-hand", test_grey_by_hand);
  g_test_add_func ("/cutoff-file/earlier", test_earlier);
  g_test_add_func ("/cutoff-file/link-and-mode", test_link_and_mode);
  g_test_add_func ("/cutoff-file/failure", test_failure);
  g_test_add_func ("/cutoff-file/none", test_none);
  g_test_add_func ("/cutoff-file/refused", test_refused);
  g_test_add_func ("/cutoff-file/no-text", test_no_text);
  g_test_add_func ("/cutoff-file/escapes", test_escapes);
  g_test_add_func ("/cutoff-file/no-json", test_no_json);
  g_test_add_func ("/cutoff-file/json-numbers", test_json_numbers);
  g_test_add_func ("/cutoff-file/deep", test_deep);
  return g_test_run ();
}
