/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "report.h"
#include "support.h"

static LimenAnalysis *
analyze (const char *name)
{
  g_autofree char *relative = g_strconcat ("../data/samples/", name, NULL);
  g_autofree char *path = test_get_source_path (relative);
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenDataset) dataset
      = limen_dataset_read (path, options, NULL, NULL, NULL, &error);
  LimenAnalysis *analysis;

  g_assert_no_error (error);
  analysis = limen_analysis_new (dataset, NULL, NULL, &error);
  g_assert_no_error (error);
  return analysis;
}

/* Checks that every number of `expected` is in `found`, with the same
 * value. */
static void
check_numbers (JsonObject *found, JsonObject *expected)
{
  g_autoptr (GList) names = json_object_get_members (expected);

  for (GList *l = names; l != NULL; l = l->next)
    {
      gboolean is_null = json_object_get_null_member (expected, l->data);

      /* References for parameters other than the report's. */
      if (strstr (l->data, "pos-weight") != NULL
          || strstr (l->data, "smooth") != NULL
          || g_str_equal (l->data, "metrics"))
        continue;
      g_test_message ("%s", (char *) l->data);
      g_assert_true (json_object_has_member (found, l->data));
      g_assert_cmpint (is_null, ==,
                       json_object_get_null_member (found, l->data));
      if (!is_null)
        test_assert_near (json_object_get_double_member (found, l->data),
                          json_object_get_double_member (expected, l->data),
                          1e-12);
    }
}

static void
check_at (JsonArray *found, JsonArray *expected)
{
  g_assert_cmpuint (json_array_get_length (found), ==,
                    json_array_get_length (expected));
  for (guint i = 0; i < json_array_get_length (expected); i++)
    {
      JsonObject *a = json_array_get_object_element (found, i);
      JsonObject *b = json_array_get_object_element (expected, i);

      check_numbers (a, b);
      check_numbers (json_object_get_object_member (a, "metrics"),
                     json_object_get_object_member (b, "metrics"));
    }
}

static void
check_best (JsonArray *optima, JsonObject *best)
{
  for (guint i = 0; i < json_array_get_length (optima); i++)
    {
      JsonObject *optimum = json_array_get_object_element (optima, i);
      const char *objective
          = json_object_get_string_member (optimum, "objective");

      g_assert_true (g_str_has_prefix (objective, "maximize "));
      test_assert_near (
          json_object_get_double_member (optimum, "value"),
          json_object_get_double_member (best, objective + 9), 1e-12);
    }
}

/* Compares the JSON report of a sample with the reference. */
static void
check_sample (JsonObject *expected)
{
  static const LimenMetricId metrics[]
      = { LIMEN_METRIC_F1, LIMEN_METRIC_YOUDEN_J, LIMEN_METRIC_MCC,
          LIMEN_METRIC_ACCURACY };
  g_autoptr (LimenAnalysis) analysis
      = analyze (json_object_get_string_member (expected, "file"));
  JsonArray *at = json_object_get_array_member (expected, "at");
  LimenObjective objectives[G_N_ELEMENTS (metrics)];
  double thresholds[8];
  LimenReportOptions options = {
    .thresholds = thresholds,
    .n_thresholds = json_array_get_length (at),
    .objectives = objectives,
    .n_objectives = G_N_ELEMENTS (metrics),
  };
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char *text = NULL;
  JsonObject *report;

  for (guint i = 0; i < json_array_get_length (at); i++)
    thresholds[i] = json_object_get_double_member (
        json_array_get_object_element (at, i), "threshold");
  for (guint i = 0; i < G_N_ELEMENTS (metrics); i++)
    objectives[i] = limen_objective_new ((LimenMetric){ metrics[i], 1 },
                                         FALSE);
  text = limen_report_to_json (analysis, &options, NULL);
  g_assert_true (json_parser_load_from_data (parser, text, -1, NULL));
  report = json_node_get_object (json_parser_get_root (parser));
  g_assert_cmpstr (json_object_get_string_member (report, "schema"), ==,
                   "limen-report/1");
  g_assert_cmpstr (json_object_get_string_member (report, "kind"), ==,
                   json_object_get_string_member (expected, "kind"));
  g_assert_cmpstr (json_object_get_string_member (report, "positive"), ==,
                   json_object_get_string_member (expected, "positive"));
  g_assert_cmpint (
      json_object_get_int_member (
          json_object_get_object_member (report, "input"), "rows"),
      ==, json_object_get_int_member (expected, "rows"));
  check_numbers (json_object_get_object_member (report, "losses"),
                 json_object_get_object_member (expected, "losses"));
  check_numbers (json_object_get_object_member (report, "ranking"),
                 json_object_get_object_member (expected, "ranking"));
  check_numbers (json_object_get_object_member (report, "calibration"),
                 json_object_get_object_member (expected, "calibration"));
  check_at (json_object_get_array_member (report, "at"), at);
  check_best (json_object_get_array_member (report, "optima"),
              json_object_get_object_member (expected, "best"));
}

static void
test_reports (void)
{
  g_autofree char *path = test_get_source_path ("reference/samples.json");
  g_autoptr (JsonNode) root = test_load_json (path);
  JsonArray *samples = json_node_get_array (root);

  g_assert_cmpuint (json_array_get_length (samples), ==, 3);
  for (guint i = 0; i < 3; i++)
    check_sample (json_array_get_object_element (samples, i));
}

static gboolean
has_finding (LimenAnalysis *analysis, const char *code)
{
  GPtrArray *findings = limen_analysis_get_findings (analysis);

  for (guint i = 0; i < findings->len; i++)
    {
      LimenFinding *finding = g_ptr_array_index (findings, i);

      if (g_str_equal (finding->code, code))
        return TRUE;
    }
  return FALSE;
}

static LimenAnalysis *
analyze_text (const char *text)
{
  g_autofree char *path = test_write_file ("rows.csv", text, -1);
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (LimenDataset) dataset
      = limen_dataset_read (path, options, NULL, NULL, NULL, NULL);

  g_assert_nonnull (dataset);
  return limen_analysis_new (dataset, NULL, NULL, NULL);
}

static void
test_findings (void)
{
  g_autoptr (LimenAnalysis) good
      = analyze_text ("y,p\n1,0.75\n0,0.5\n1,0.5\n");
  g_autoptr (LimenAnalysis) wrong
      = analyze_text ("y,p\n0,0.75\n1,0.5\n");
  g_autoptr (LimenAnalysis) single = analyze_text ("y,p\n1,0.75\n1,0.5\n");

  g_assert_false (has_finding (good, "auc-below-half"));
  g_assert_true (has_finding (wrong, "auc-below-half"));
  g_assert_true (has_finding (single, "single-class"));
  g_assert_true (isnan (limen_analysis_get_summary (single, 0)->ranking.roc_auc));
}

/* Reports are valid text whatever bytes are in class and file names. */
static void
test_hostile_names (void)
{
  g_autoptr (LimenAnalysis) analysis = analyze_text (
      "y,p\n\"<b>\342\200\256\\u\t\",0.75\n\"\"\"q\"\"\",0.5\n");
  LimenReportOptions options = { 0 };
  g_autofree char *json = limen_report_to_json (analysis, &options, NULL);
  g_autofree char *text = limen_report_to_text (analysis, &options, NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();

  g_assert_true (json_parser_load_from_data (parser, json, -1, NULL));
  g_assert_null (strstr (text, "\342\200\256"));
  g_assert_true (g_utf8_validate (text, -1, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/samples/reports", test_reports);
  g_test_add_func ("/samples/findings", test_findings);
  g_test_add_func ("/samples/hostile-names", test_hostile_names);
  return g_test_run ();
}
