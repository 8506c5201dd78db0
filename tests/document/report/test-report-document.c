/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <math.h>
#include <string.h>

#include "cutoff.h"
#include "number-text.h"
#include "report.h"
#include "samples.h"
#include "support.h"

static JsonObject *
get_report (LimenAnalysis *analysis, JsonNode **root)
{
  LimenObjective objectives[LIMEN_REPORT_N_OBJECTIVES];
  const LimenReportOptions options
      = { .objectives = objectives,
          .n_objectives = G_N_ELEMENTS (objectives) };
  g_autofree char *text = NULL;

  test_get_objectives (objectives);
  text = limen_report_to_json (analysis, &options, NULL);
  *root = json_from_string (text, NULL);
  return json_node_get_object (*root);
}

static double
get_number (JsonObject *object, const char *name)
{
  return json_object_get_null_member (object, name)
             ? NAN
             : json_object_get_double_member (object, name);
}

static void
check_losses (LimenDocument *document, LimenAnalysis *analysis,
              JsonObject *report)
{
  JsonObject *json = json_object_get_object_member (report, "losses");
  gsize n;
  const LimenLossValue *losses = limen_analysis_get_losses (analysis, &n);

  g_assert_cmpuint (n, ==, json_object_get_size (json));
  for (gsize i = 0; i < n; i++)
    test_assert_cell (document, losses[i].title, 1,
                      get_number (json, losses[i].key));
}

static const char *const samples[]
    = { "digits-odd.csv", "eights.csv",       "tumours.csv",
        "digits.csv",     "digit-traits.csv", "wine-logits.csv" };

/* The document shows losses, file and rows as in JSON. */
static void
test_losses (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autoptr (LimenAnalysis) analysis = test_analyze_sample (samples[i]);
      g_autoptr (LimenDocument) document
          = test_new_document (analysis, NULL, NULL, 0);
      g_autoptr (JsonNode) root = NULL;
      JsonObject *report = get_report (analysis, &root);
      JsonObject *input = json_object_get_object_member (report, "input");
      g_autofree char *rows = limen_number_text_count (
          (double) json_object_get_int_member (input, "rows"));

      g_assert_cmpstr (document->title, ==, samples[i]);
      g_assert_cmpstr (test_find_cell (document, "File", 1), ==, samples[i]);
      g_assert_cmpstr (test_find_cell (document, "SHA-256", 1), ==,
                       json_object_get_string_member (input, "sha256"));
      g_assert_cmpstr (test_find_cell (document, "Rows", 1), ==, rows);
      check_losses (document, analysis, report);
    }
}

static void
check_metrics (LimenDocument *document, JsonObject *metrics)
{
  for (int i = 0; i < LIMEN_N_METRICS; i++)
    {
      const LimenMetricInfo *info = limen_metric_get_info (i);

      test_assert_cell (document, info->title, 1,
                        get_number (metrics, info->name));
    }
}

static void
check_optima (LimenDocument *document, JsonArray *optima)
{
  g_assert_cmpuint (json_array_get_length (optima), ==,
                    LIMEN_REPORT_N_OBJECTIVES);
  for (guint i = 0; i < json_array_get_length (optima); i++)
    {
      JsonObject *optimum = json_array_get_object_element (optima, i);
      const char *objective
          = json_object_get_string_member (optimum, "objective");

      test_assert_cell (document, objective, 1, get_number (optimum, "value"));
      g_assert_cmpfloat (
          g_ascii_strtod (test_find_cell (document, objective, 2), NULL), ==,
          get_number (optimum, "threshold"));
    }
}

/* The report of a binary file has ranking, all metrics at the default
 * threshold and the best thresholds. */
static void
test_binary (void)
{
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (LimenAnalysis) analysis = test_analyze_sample (samples[i]);
      g_autoptr (LimenDocument) document
          = test_new_document (analysis, NULL, NULL, 0);
      g_autoptr (JsonNode) root = NULL;
      JsonObject *report = get_report (analysis, &root);
      JsonObject *ranking = json_object_get_object_member (report, "ranking");
      JsonObject *at = json_array_get_object_element (
          json_object_get_array_member (report, "at"), 0);
      g_autofree char *tp = limen_number_text_count (get_number (at, "tp"));

      test_assert_cell (document, "ROC AUC", 1,
                        get_number (ranking, "roc-auc"));
      test_assert_cell (document, "Average precision", 1,
                        get_number (ranking, "average-precision"));
      check_optima (document,
                    json_object_get_array_member (report, "optima"));
      g_assert_cmpstr (test_find_cell (document, "default threshold", 4), ==,
                       tp);
    }
}

/* The table of metrics is complete; no earlier table of numbers has these
 * titles. */
static void
test_metrics (void)
{
  g_autoptr (LimenAnalysis) analysis = test_analyze_sample ("eights.csv");
  g_autoptr (LimenDocument) document
      = test_new_document (analysis, NULL, NULL, 0);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *report = get_report (analysis, &root);
  JsonObject *at = json_array_get_object_element (
      json_object_get_array_member (report, "at"), 0);

  check_metrics (document, json_object_get_object_member (at, "metrics"));
  /* No row is positive at one half. */
  g_assert_cmpstr (test_find_cell (document, "Precision", 1), ==,
                   "\342\200\224");
}

static void
check_classes (LimenDocument *document, JsonObject *classes)
{
  g_autoptr (GList) names = json_object_get_members (classes);

  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonObject *ranking = json_object_get_object_member (
          json_object_get_object_member (classes, l->data), "ranking");
      g_autofree char *auc
          = limen_number_text (get_number (ranking, "roc-auc"));
      gboolean is_found = FALSE;

      for (guint i = 0; i < document->blocks->len && !is_found; i++)
        {
          const LimenBlock *block = g_ptr_array_index (document->blocks, i);
          const LimenDocumentTable *table = block->table;

          if (table == NULL || table->n_columns != 10)
            continue;
          for (gsize j = 0; j < limen_document_table_get_n_rows (table); j++)
            is_found |= g_str_equal (limen_document_table_get (table, j, 0),
                                     l->data)
                        && g_str_equal (limen_document_table_get (table, j, 6),
                                        auc);
        }
      g_assert_true (is_found);
    }
}

/* The report of several classes has the decisions, averages and each class. */
static void
test_several (void)
{
  static const char *const names[] = { "digits.csv", "digit-traits.csv" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (LimenAnalysis) analysis = test_analyze_sample (names[i]);
      g_autoptr (LimenDocument) document
          = test_new_document (analysis, NULL, NULL, 0);
      g_autoptr (JsonNode) root = NULL;
      JsonObject *report = get_report (analysis, &root);
      JsonObject *f1 = json_object_get_object_member (
          json_object_get_object_member (report, "averages"), "f1");

      if (json_object_has_member (report, "accuracy"))
        test_assert_cell (document, "Accuracy", 1,
                          get_number (report, "accuracy"));
      else
        test_assert_cell (document, "Hamming loss", 1,
                          get_number (report, "hamming-loss"));
      test_assert_cell (document, "F1", 1, get_number (f1, "macro"));
      test_assert_cell (document, "F1", 2, get_number (f1, "micro"));
      test_assert_cell (document, "F1", 3, get_number (f1, "weighted"));
      check_classes (document,
                     json_object_get_object_member (report, "one-vs-rest"));
    }
}

/* A regression has losses but no thresholds. */
static void
test_regression (void)
{
  g_autofree char *path = test_write_regression ();
  g_autoptr (LimenAnalysis) analysis = test_analyze (path, "regression", NULL);
  g_autoptr (LimenDocument) document
      = test_new_document (analysis, NULL, NULL, 0);
  g_autoptr (JsonNode) root = NULL;

  check_losses (document, analysis, get_report (analysis, &root));
  g_assert_cmpuint (test_count_blocks (document, LIMEN_BLOCK_FIGURE), ==, 0);
  g_assert_null (test_find_cell (document, "ROC AUC", 1));
}

/* Each of a thousand classes has a row, but only few have figures. */
static void
test_many_classes (void)
{
  g_autofree char *path = test_write_many_classes ();
  g_autoptr (LimenAnalysis) analysis = test_analyze (path, NULL, NULL);
  g_autoptr (LimenDocument) document
      = test_new_document (analysis, NULL, NULL, 0);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *report = get_report (analysis, &root);

  g_assert_cmpstr (test_find_cell (document, "Classes", 1), ==, "1,000");
  check_classes (document,
                 json_object_get_object_member (report, "one-vs-rest"));
  /* Figures of a few classes, matrix, losses and reliability. */
  g_assert_cmpuint (test_count_blocks (document, LIMEN_BLOCK_FIGURE), ==, 15);
}

/* Names of any length are ellipsized, and no text has characters that cannot
 * be shown. */
static void
test_names (void)
{
  g_autofree char *path = test_write_hostile_names ();
  g_autoptr (LimenAnalysis) analysis
      = test_analyze (path, NULL, "2;3;4;5;6");
  g_autoptr (LimenDocument) document
      = test_new_document (analysis, NULL, NULL, 0);

  for (guint i = 0; i < document->blocks->len; i++)
    {
      const LimenBlock *block = g_ptr_array_index (document->blocks, i);

      if (block->text != NULL)
        g_assert_cmpuint (strlen (block->text), <, 2000);
      for (guint j = 0; block->table != NULL && j < block->table->cells->len;
           j++)
        {
          const char *text = g_ptr_array_index (block->table->cells, j);

          g_assert_true (g_utf8_validate (text, -1, NULL));
          g_assert_cmpuint (strlen (text), <, 1000);
          g_assert_null (strpbrk (text, "\n\t\001"));
          g_assert_null (strstr (text, "\342\200\256"));
        }
    }
}

/* A copy of a cutoff stays valid when the original is freed, including its
 * recalibration map. */
static void
test_copy (void)
{
  g_autoptr (LimenAnalysis) analysis = test_analyze_sample ("digits-odd.csv");
  LimenRecalibrationMethod method;
  g_autoptr (LimenThresholdScores) scores = NULL;
  g_autoptr (LimenOneVsRest) one = NULL;
  const LimenRecalibration *map;
  LimenCutoff *cutoff;
  g_autoptr (LimenCutoff) copy = NULL;
  double at_half;

  g_assert_true (limen_recalibration_method_parse ("isotonic", &method));
  scores = limen_threshold_scores_recalibrate (
      limen_analysis_get_scores (analysis), method, 15, NULL);
  one = limen_one_vs_rest_new (scores, 0, NULL);
  cutoff = limen_cutoff_new ("first", one, 0.5, NAN, NULL);
  copy = limen_cutoff_copy (cutoff);
  map = limen_cutoff_get_recalibration (cutoff);
  at_half = limen_recalibration_apply (map, 0.5);
  g_assert_finalize_object (cutoff);
  g_assert_cmpstr (limen_cutoff_get_name (copy), ==, "first");
  map = limen_cutoff_get_recalibration (copy);
  g_assert_nonnull (map);
  g_assert_cmpfloat (limen_recalibration_apply (map, 0.5), ==, at_half);
}

/* The time is the file's or the requested one, never the clock's. */
static void
test_time (void)
{
  g_autoptr (LimenAnalysis) analysis = test_analyze_sample ("eights.csv");
  g_autoptr (LimenDocument) first
      = test_new_document (analysis, NULL, NULL, 0);
  g_autoptr (LimenDocument) second = NULL;

  g_assert_cmpstr (test_find_cell (first, "Last changed", 1), ==,
                   first->time);
  g_setenv ("SOURCE_DATE_EPOCH", "86400", TRUE);
  second = test_new_document (analysis, NULL, NULL, 0);
  g_unsetenv ("SOURCE_DATE_EPOCH");
  g_assert_cmpstr (second->time, ==, "1970-01-02T00:00:00Z");
  g_assert_cmpstr (test_find_cell (second, "Dated", 1), ==, second->time);
}

/* Numbers in findings have a decimal point in any locale. */
static void
test_locale (void)
{
  static const char text[] = "y,p\n1,0.25\n0,0.125\n1,0.375\n0,0.25\n";
  g_autofree char *path = test_write_file ("few.csv", text, -1);
  g_autoptr (LimenAnalysis) analysis = NULL;
  g_autoptr (LimenDocument) document = NULL;
  g_autofree char *before = g_strdup (setlocale (LC_ALL, NULL));
  guint n_points = 0;

  if (setlocale (LC_ALL, "de_DE.UTF-8") == NULL)
    {
      g_test_skip ("there is no German locale here");
      return;
    }
  analysis = test_analyze (path, NULL, NULL);
  document = test_new_document (analysis, NULL, NULL, 0);
  setlocale (LC_ALL, before);
  for (guint i = 0; i < document->blocks->len; i++)
    {
      const LimenBlock *block = g_ptr_array_index (document->blocks, i);
      const char *text_of = block->text != NULL ? block->text : "";

      g_assert_false (
          g_regex_match_simple ("[0-9],[0-9]{1,2}\\b", text_of, 0, 0));
      n_points += g_regex_match_simple ("[0-9]\\.[0-9]", text_of, 0, 0);
    }
  g_assert_cmpuint (n_points, >, 0);
}

/* Numbers have as many digits as the data justify. */
static void
test_numbers (void)
{
  static const struct
  {
    double value;
    const char *text, *count;
  } cases[] = {
    { 0.3867319344325618, "0.3867", "0.3867" },
    { 0, "0.0000", "0" },
    { 5.98626, "5.9863", "5.9863" },
    { 57.98626336789117, "57.99", "57.99" },
    { -12.25, "-12.25", "-12.25" },
    { 135.4551, "135.5", "135.46" },
    { 999, "999.0", "999" },
    { 27450.7392, "27,451", "27,450.74" },
    { -1234567, "-1,234,567", "-1,234,567" },
    { 0.000123, "0.000123", "0.0001" },
    { 2.5e12, "2.5e+12", "2,500,000,000,000" },
    { NAN, "\342\200\224", "\342\200\224" },
    { -INFINITY, "-\342\210\236", "-\342\210\236" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = limen_number_text (cases[i].value);
      g_autofree char *count = limen_number_text_count (cases[i].value);

      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpstr (count, ==, cases[i].count);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_unsetenv ("SOURCE_DATE_EPOCH");
  g_test_add_func ("/report-document/losses", test_losses);
  g_test_add_func ("/report-document/binary", test_binary);
  g_test_add_func ("/report-document/metrics", test_metrics);
  g_test_add_func ("/report-document/several", test_several);
  g_test_add_func ("/report-document/regression", test_regression);
  g_test_add_func ("/report-document/many-classes", test_many_classes);
  g_test_add_func ("/report-document/names", test_names);
  g_test_add_func ("/report-document/numbers", test_numbers);
  g_test_add_func ("/report-document/copy", test_copy);
  g_test_add_func ("/report-document/time", test_time);
  g_test_add_func ("/report-document/locale", test_locale);
  return g_test_run ();
}
