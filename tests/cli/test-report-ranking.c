/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "run.h"
#include "support.h"

static void
test_lines (void)
{
  static const TestLine lines[] = {
    { "report --partial-auc 0.2 @digits-odd.csv", 2, "is not LOW,HIGH" },
    { "report --partial-auc 0.2,0.1 @digits-odd.csv", 2, "is not LOW,HIGH" },
    { "report --partial-auc 0,1.1 @digits-odd.csv", 2, "is not LOW,HIGH" },
    { "report --partial-auc 0,0.1,1 @digits-odd.csv", 2, "is not LOW,HIGH" },
    { "report --partial-auc 0,x @digits-odd.csv", 2,
      "--partial-auc: \"x\" is not a number" },
    { "report --partial-auc 0,0.1 @digits-odd.csv", 0,
      "false positive rates from 0 to 0.1" },
    { "report --partial-auc 0,0.1 @digits-odd.csv", 0,
      "standardised     0.7168" },
    { "report --partial-auc 0,0.1 @digits.csv", 0,
      "Partial ROC AUC, false positive rates from 0 to 0.1" },
    { "report --partial-auc 0,0.1 --output - --format html @digits-odd.csv", 0,
      "Partial ROC AUC, standardised</th><td>0.7168" },
    { "report --partial-auc 0,0.1 --output - --format html @digits.csv", 0,
      "Partial ROC AUC, false positive rates from 0 to 0.1" },
    { "report --output - --format html @digits.csv", 0,
      "Ranking, mean over the pairs of classes" },
    { "report @digits-odd.csv", 0, "PR AUC, trapezoid  0.8757" },
    { "report @digits.csv", 0, "ROC AUC, weighted mean  0.9506" },
    { "report @digits.csv", 0, "quadratic weights  0.6027" },
  };

  test_run_lines (lines, G_N_ELEMENTS (lines));
}

/* --partial-auc is refused for files without a ROC curve. */
static void
test_no_curve (void)
{
  g_autofree char *decisions
      = test_write_file ("decided.csv", "y,d\n1,1\n0,0\n0,1\n1,0\n", -1);
  g_autofree char *values = test_write_file (
      "values.csv", "y,p\n1.5,1.25\n0.25,0.5\n2.75,2.5\n", -1);
  static const TestLine lines[] = {
    { "report --partial-auc 0,0.1 --label y --predicted d --score none "
      "decided.csv",
      2, "--partial-auc: the file has decisions" },
    { "report --partial-auc 0,0.1 --task regression --label y --score p "
      "values.csv",
      2, "--partial-auc: a regression has no ROC curve" },
  };

  g_assert_true (g_file_test (decisions, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (values, G_FILE_TEST_EXISTS));
  test_run_lines (lines, G_N_ELEMENTS (lines));
}

static JsonObject *
get_object (JsonObject *object, const char *name)
{
  return json_object_get_object_member (object, name);
}

/* Checks that there is an average of every metric that a threshold has. */
static void
check_averages (JsonObject *report, const char *class)
{
  JsonArray *at = json_object_get_array_member (
      get_object (get_object (report, "one-vs-rest"), class), "at");
  JsonObject *metrics
      = get_object (json_array_get_object_element (at, 0), "metrics");
  g_autoptr (GList) names = json_object_get_members (metrics);

  g_assert_cmpuint (g_list_length (names), >=, 26);
  for (GList *l = names; l != NULL; l = l->next)
    g_assert_true (json_object_has_member (
        get_object (get_object (report, "averages"), l->data), "macro"));
}

static void
check_partial (JsonObject *ranking, double raw, double standardised)
{
  JsonObject *partial = get_object (ranking, "partial-roc-auc");

  g_assert_cmpfloat (json_object_get_double_member (partial, "from"), ==, 0);
  g_assert_cmpfloat (json_object_get_double_member (partial, "to"), ==, 0.1);
  if (!isnan (raw))
    test_assert_near (json_object_get_double_member (partial, "raw"), raw,
                      1e-12);
  test_assert_near (json_object_get_double_member (partial, "standardised"),
                    standardised, 1e-12);
}

/* scikit-learn's values for the samples. */
static void
test_binary (void)
{
  g_auto (TestRun) result
      = test_run ("report --json --partial-auc 0,0.1 @digits-odd.csv");
  g_auto (TestRun) plain = test_run ("report --json @digits-odd.csv");
  g_autoptr (JsonNode) root = test_parse_json (result.out);
  g_autoptr (JsonNode) plain_root = test_parse_json (plain.out);
  JsonObject *ranking
      = get_object (json_node_get_object (root), "ranking");

  check_partial (ranking, 0.005 + (2 * 0.7168410281767627 - 1) * 0.095,
                 0.7168410281767627);
  test_assert_near (
      json_object_get_double_member (ranking, "pr-auc-trapezoid"),
      0.8757326046252453, 1e-12);
  g_assert_false (json_object_has_member (
      get_object (json_node_get_object (plain_root), "ranking"),
      "partial-roc-auc"));
}

static void
test_several (void)
{
  g_auto (TestRun) result
      = test_run ("report --json --partial-auc 0,0.1 @digits.csv");
  g_autoptr (JsonNode) root = test_parse_json (result.out);
  JsonObject *report = json_node_get_object (root);
  JsonObject *ranking = get_object (report, "ranking");
  JsonObject *averages = get_object (report, "averages");

  test_assert_near (
      json_object_get_double_member (ranking, "roc-auc-ovo-macro"),
      0.9503172948504132, 1e-12);
  test_assert_near (
      json_object_get_double_member (ranking, "roc-auc-ovo-weighted"),
      0.9505743791400045, 1e-12);
  test_assert_near (json_object_get_double_member (report, "kappa-linear"),
                    0.6525573116279009, 1e-12);
  test_assert_near (json_object_get_double_member (report, "kappa-quadratic"),
                    0.6026870374913138, 1e-12);
  check_averages (report, "8");
  test_assert_near (json_object_get_double_member (
                        get_object (averages, "jaccard"), "macro"),
                    0.5662987862143334, 1e-12);
  check_partial (get_object (get_object (get_object (report, "one-vs-rest"),
                                         "8"),
                             "ranking"),
                 NAN, 0.6526974052293502);
}

/* Files with several labels per row have no one-vs-one AUC and no matrix. */
static void
test_labels (void)
{
  g_auto (TestRun) result = test_run ("report --json @digit-traits.csv");
  g_autoptr (JsonNode) root = test_parse_json (result.out);
  JsonObject *report = json_node_get_object (root);

  g_assert_false (json_object_has_member (get_object (report, "ranking"),
                                          "roc-auc-ovo-macro"));
  g_assert_false (json_object_has_member (report, "kappa-linear"));
  check_averages (report, "even");
}

/* The averages of the cost use the given costs. */
static void
test_costs (void)
{
  g_auto (TestRun) usual = test_run ("report --json @digits.csv");
  g_auto (TestRun) dear
      = test_run ("report --json --fp-cost 3 --fn-cost 3 @digits.csv");
  g_autoptr (JsonNode) a = test_parse_json (usual.out);
  g_autoptr (JsonNode) b = test_parse_json (dear.out);
  JsonObject *costs[2];

  costs[0] = get_object (get_object (json_node_get_object (a), "averages"),
                         "cost");
  costs[1] = get_object (get_object (json_node_get_object (b), "averages"),
                         "cost");
  test_assert_near (json_object_get_double_member (costs[1], "macro"),
                    3 * json_object_get_double_member (costs[0], "macro"),
                    1e-12);
}

/* The intervals of each class and of the decisions of all classes are those of
 * the JSON report; there are none without resamples, and a line about many
 * classes. */
static void
test_class_intervals (void)
{
  g_auto (TestRun) run = test_run ("report @digits.csv");
  g_auto (TestRun) json = test_run ("report @digits.csv --json");
  g_auto (TestRun) without = test_run ("report @digits.csv --resamples 0");
  g_autoptr (JsonNode) root = test_parse_json (json.out);
  JsonObject *object = json_node_get_object (root);
  JsonArray *accuracy = json_object_get_array_member (
      json_object_get_object_member (object, "intervals"), "accuracy");
  JsonArray *auc = json_object_get_array_member (
      json_object_get_object_member (
          json_object_get_object_member (
              json_object_get_object_member (object, "one-vs-rest"), "8"),
          "ranking-intervals"),
      "roc-auc");
  g_autofree char *of_class = g_strdup_printf (
      "\n  8           %.3f to %.3f  ", json_array_get_double_element (auc, 0),
      json_array_get_double_element (auc, 1));
  g_autofree char *of_all = g_strdup_printf (
      " %.4f to %.4f\n", json_array_get_double_element (accuracy, 0),
      json_array_get_double_element (accuracy, 1));

  test_assert_contains (run.out,
                        "Each class against the rest: intervals of 95 %");
  test_assert_contains (run.out, of_class);
  test_assert_contains (run.out, of_all);
  g_assert_null (strstr (without.out, " to 0."));
}

static void
test_decided_intervals (void)
{
  g_auto (TestRun) run = { 0 };

  g_free (test_write_file ("decided.csv",
                           "y,pred\na,a\nb,b\nc,a\na,a\nb,c\nc,c\na,b\n", -1));
  run = test_run ("report decided.csv");
  test_assert_contains (run.out,
                        "  class       Precision          Recall              "
                        "F1\n  a      0.094 to 0.992");
  test_assert_contains (run.out, "Intervals of 95 % (man limen-cli");
}

static void
test_many_classes (void)
{
  g_autoptr (GString) text = g_string_new ("y");
  g_auto (TestRun) run = { 0 };

  for (guint k = 0; k < 22; k++)
    g_string_append_printf (text, ",p_c%u", k);
  for (guint i = 0; i < 66; i++)
    {
      g_string_append_printf (text, "\nc%u", i % 22);
      for (guint k = 0; k < 22; k++)
        g_string_append_printf (text, ",%s",
                                k == i * 5 % 22 ? "0.58" : "0.02");
    }
  g_string_append_c (text, '\n');
  g_free (test_write_file ("many.csv", text->str, -1));
  run = test_run ("report many.csv");
  test_assert_contains (run.out, "The intervals of so many classes are in");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report-ranking/lines", test_lines);
  g_test_add_func ("/report-ranking/no-curve", test_no_curve);
  g_test_add_func ("/report-ranking/binary", test_binary);
  g_test_add_func ("/report-ranking/several", test_several);
  g_test_add_func ("/report-ranking/labels", test_labels);
  g_test_add_func ("/report-ranking/costs", test_costs);
  g_test_add_func ("/report-ranking/class-intervals", test_class_intervals);
  g_test_add_func ("/report-ranking/decided-intervals",
                   test_decided_intervals);
  g_test_add_func ("/report-ranking/many-classes", test_many_classes);
  return g_test_run ();
}
