/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "report.h"
#include "rows.h"
#include "support.h"

#define TOLERANCE 1e-12

/* Analyses a file with the labels in column "y", decisions in "d" and, where
 * there is one, weights in "w". */
static LimenAnalysis *
analyze (const char *text)
{
  g_autofree char *path = test_write_file ("decisions.csv", text, -1);
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenDataset) dataset = NULL;
  LimenAnalysis *analysis;

  options->labels = g_strsplit ("y", ",", -1);
  options->predicted = g_strdup ("d");
  options->no_scores = TRUE;
  if (strstr (text, ",w\n") != NULL)
    options->weight = g_strdup ("w");
  dataset = limen_dataset_read (path, options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  analysis = limen_analysis_new (dataset, NULL, NULL, &error);
  g_assert_no_error (error);
  return analysis;
}

static JsonNode *
report (LimenAnalysis *analysis)
{
  LimenObjective objectives[LIMEN_REPORT_N_OBJECTIVES];
  const LimenObjective view
      = limen_objective_new ((LimenMetric){ LIMEN_METRIC_F1, 1 }, FALSE);
  LimenReportOptions options = {
    .objectives = objectives,
    .n_objectives = LIMEN_REPORT_N_OBJECTIVES,
  };
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  JsonNode *node;

  limen_report_get_objectives (&view, objectives);
  text = limen_report_to_json (analysis, &options, NULL);
  node = json_from_string (text, &error);
  g_assert_no_error (error);
  return node;
}

static double
get_number (JsonObject *object, const char *name)
{
  g_assert_true (json_object_has_member (object, name));
  return json_object_get_null_member (object, name)
             ? NAN
             : json_object_get_double_member (object, name);
}

static double
get_element (JsonArray *array, guint i)
{
  return json_array_get_null_element (array, i)
             ? NAN
             : json_array_get_double_element (array, i);
}

/* Returns the rows of a reference case as the text of a file. */
static char *
write_rows (JsonObject *object)
{
  JsonArray *labels = json_object_get_array_member (object, "labels");
  JsonArray *decisions = json_object_get_array_member (object, "decisions");
  gboolean has_weights = !json_object_get_null_member (object, "weights");
  GString *text = g_string_new (has_weights ? "y,d,w\n" : "y,d\n");

  for (guint i = 0; i < json_array_get_length (labels); i++)
    {
      char weight[G_ASCII_DTOSTR_BUF_SIZE];

      g_string_append_printf (text, "%s,%s",
                              json_array_get_string_element (labels, i),
                              json_array_get_string_element (decisions, i));
      if (has_weights)
        g_string_append_printf (
            text, ",%s",
            g_ascii_dtostr (
                weight, sizeof weight,
                json_array_get_double_element (
                    json_object_get_array_member (object, "weights"), i)));
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

static void
check_binary (JsonObject *found, JsonObject *expected)
{
  JsonObject *at = json_array_get_object_element (
      json_object_get_array_member (found, "at"), 0);
  JsonObject *metrics = json_object_get_object_member (at, "metrics");
  g_autoptr (GList) names = json_object_get_members (expected);

  for (GList *name = names; name != NULL; name = name->next)
    {
      JsonObject *place
          = g_str_equal (name->data, "roc-auc")
                ? json_object_get_object_member (found, "ranking")
            : strlen (name->data) == 2 && !g_str_equal (name->data, "f1")
                    && !g_str_equal (name->data, "f2")
                ? at
                : metrics;

      g_test_message ("%s", (char *) name->data);
      test_assert_near (get_number (place, name->data),
                        get_number (expected, name->data), TOLERANCE);
    }
}

static void
check_class (JsonObject *found, JsonObject *expected, guint class)
{
  static const char *const names[] = { "precision", "recall", "f1" };
  JsonObject *metrics = json_object_get_object_member (
      json_array_get_object_element (
          json_object_get_array_member (found, "at"), 0),
      "metrics");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    test_assert_near (
        get_number (metrics, names[i]),
        get_element (json_object_get_array_member (expected, names[i]), class),
        TOLERANCE);
}

static void
check_several (JsonObject *found, JsonObject *expected, JsonArray *classes)
{
  static const char *const names[]
      = { "accuracy", "balanced-accuracy", "mcc", "kappa" };
  guint n = json_array_get_length (classes);
  JsonArray *confusion = json_object_get_array_member (found, "confusion");
  JsonObject *averages = json_object_get_object_member (found, "averages");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    test_assert_near (get_number (found, names[i]),
                      get_number (expected, names[i]), TOLERANCE);
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < n; j++)
      test_assert_near (
          get_element (json_array_get_array_element (confusion, i), j),
          get_element (json_array_get_array_element (
                           json_object_get_array_member (expected,
                                                         "confusion"),
                           i),
                       j),
          TOLERANCE);
  for (guint k = 0; k < n; k++)
    check_class (json_object_get_object_member (
                     json_object_get_object_member (found, "one-vs-rest"),
                     json_array_get_string_element (classes, k)),
                 expected, k);
  test_assert_near (
      get_number (json_object_get_object_member (averages, "f1"), "micro"),
      get_number (expected, "micro-f1"), TOLERANCE);
  test_assert_near (
      get_number (json_object_get_object_member (averages, "recall"),
                  "weighted"),
      get_number (expected, "weighted-recall"), TOLERANCE);
}

/* Compares with scikit-learn. */
static void
test_reference (void)
{
  g_autofree char *path = test_get_source_path ("reference/decisions.json");
  g_autoptr (JsonNode) reference = test_load_json (path);
  JsonArray *cases = json_object_get_array_member (
      json_node_get_object (reference), "cases");

  g_assert_cmpuint (json_array_get_length (cases), >=, 6);
  for (guint i = 0; i < json_array_get_length (cases); i++)
    {
      JsonObject *object = json_array_get_object_element (cases, i);
      JsonArray *classes = json_object_get_array_member (object, "classes");
      JsonObject *values = json_object_get_object_member (object, "values");
      g_autofree char *text = write_rows (object);
      g_autoptr (LimenAnalysis) analysis = analyze (text);
      g_autoptr (JsonNode) found = report (analysis);

      g_test_message ("case %u", i);
      if (json_array_get_length (classes) == 2)
        check_binary (json_node_get_object (found), values);
      else
        check_several (json_node_get_object (found), values, classes);
    }
}

static void
assert_members (JsonObject *object, const char *absent)
{
  g_auto (GStrv) names = g_strsplit (absent, " ", -1);

  for (guint i = 0; names[i] != NULL; i++)
    g_assert_false (json_object_has_member (object, names[i]));
}

/* Results that need thresholds or probabilities are null, empty or absent. */
static void
test_binary (void)
{
  g_autoptr (LimenAnalysis) analysis
      = analyze ("y,d\n1,1\n1,1\n1,0\n0,0\n0,1\n0,0\n0,0\n");
  g_autoptr (JsonNode) node = report (analysis);
  JsonObject *object = json_node_get_object (node);
  JsonObject *roles = json_object_get_object_member (object, "roles");
  JsonObject *ranking = json_object_get_object_member (object, "ranking");
  JsonArray *at = json_object_get_array_member (object, "at");

  g_assert_cmpstr (json_object_get_string_member (object, "task"), ==,
                   "binary");
  g_assert_cmpstr (json_object_get_string_member (object, "kind"), ==,
                   "decision");
  g_assert_cmpstr (json_object_get_string_member (object, "rule"), ==,
                   "decision");
  g_assert_cmpstr (json_object_get_string_member (object, "positive"), ==,
                   "1");
  g_assert_cmpstr (json_object_get_string_member (roles, "predicted"), ==,
                   "d");
  g_assert_cmpuint (
      json_array_get_length (json_object_get_array_member (roles, "scores")),
      ==, 0);
  g_assert_cmpuint (json_object_get_size (
                        json_object_get_object_member (object, "losses")),
                    ==, 0);
  /* (2 / 3 + 3 / 4) / 2 */
  test_assert_near (get_number (ranking, "roc-auc"), 17. / 24, TOLERANCE);
  g_assert_true (json_object_get_null_member (ranking, "average-precision"));
  g_assert_true (json_object_get_null_member (ranking, "ks"));
  g_assert_true (json_object_get_null_member (ranking, "ks-threshold"));
  g_assert_cmpuint (json_array_get_length (at), ==, 1);
  g_assert_true (json_object_get_null_member (
      json_array_get_object_element (at, 0), "threshold"));
  g_assert_cmpuint (
      json_array_get_length (json_object_get_array_member (object, "optima")),
      ==, 0);
  assert_members (object, "calibration recalibration");
}

static void
test_several (void)
{
  g_autoptr (LimenAnalysis) analysis
      = analyze ("y,d\na,a\nb,b\nc,a\nc,c\na,b\n");
  g_autoptr (JsonNode) node = report (analysis);
  JsonObject *object = json_node_get_object (node);
  JsonObject *b = json_object_get_object_member (
      json_object_get_object_member (object, "one-vs-rest"), "b");

  g_assert_cmpstr (json_object_get_string_member (object, "task"), ==,
                   "multiclass");
  assert_members (object, "calibration top-k-accuracy");
  assert_members (b, "calibration");
  g_assert_cmpuint (
      json_object_get_size (json_object_get_object_member (b, "losses")), ==,
      0);
  g_assert_true (json_object_get_null_member (
      json_object_get_object_member (b, "ranking"), "average-precision"));
  g_assert_cmpuint (
      json_array_get_length (json_object_get_array_member (b, "optima")), ==,
      0);
}

/* The codes of all findings, in their order. */
static char *
list_codes (LimenAnalysis *analysis)
{
  GPtrArray *findings = limen_analysis_get_findings (analysis);
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      const LimenFinding *finding = g_ptr_array_index (findings, i);

      g_string_append_printf (list, "%s%s", i > 0 ? " " : "", finding->code);
    }
  return g_string_free (list, FALSE);
}

static void
check_codes (const char *text, const char *expected)
{
  g_autoptr (LimenAnalysis) analysis = analyze (text);
  g_autofree char *codes = list_codes (analysis);

  g_assert_cmpstr (codes, ==, expected);
}

/* n rows each of these "label,decision" pairs. */
static char *
repeat (const char *rows, guint n)
{
  g_auto (GStrv) each = g_strsplit (rows, " ", -1);
  GString *text = g_string_new ("y,d\n");

  for (guint i = 0; i < n; i++)
    for (guint k = 0; each[k] != NULL; k++)
      g_string_append_printf (text, "%s\n", each[k]);
  return g_string_free (text, FALSE);
}

/* Decisions are reported once, with no findings about scores. */
static void
test_findings (void)
{
  g_autofree char *usual = repeat ("1,1 0,0 1,0 0,1 0,0 1,1", 200);
  g_autofree char *right = repeat ("no,no yes,yes", 100);
  g_autofree char *worse = repeat ("1,0 0,1 1,0 0,1 0,0", 100);
  g_autofree char *constant = repeat ("1,0 0,0", 100);
  g_autofree char *absent = repeat ("a,a b,b a,c", 100);
  g_autofree char *many = repeat ("0,0 0,0 0,0 0,1", 100);
  g_autofree char *rare = g_strconcat (many, "1,1\n", NULL);

  check_codes (usual, "decisions-only");
  check_codes (right, "decisions-only label-leaked");
  check_codes (worse, "decisions-only");
  check_codes (constant, "decisions-only constant-decisions");
  check_codes (absent, "decisions-only absent-class");
  check_codes ("y,d\n1,1\n0,0\n0,1\n", "decisions-only few-rows");
  check_codes ("y,d\n1,1\n1,1\n",
               "decisions-only constant-decisions single-class");
  check_codes (rare, "decisions-only few-rows imbalanced");
}

/* Rows are listed without scores and losses. */
static void
test_rows (void)
{
  g_autoptr (LimenAnalysis) analysis = analyze ("y,d\n1,1\n1,0\n0,0\n");
  LimenRowQuery query = limen_row_query_new (
      limen_analysis_get_scores (analysis), 0, 10);
  g_autofree guint32 *rows = NULL;
  g_autofree char *text = NULL;
  gsize n;

  query.threshold = 0.5;
  query.where = LIMEN_CELL_FN;
  query.order = LIMEN_ROW_ORDER_LINE;
  rows = limen_rows_list (&query, &n, NULL, NULL);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (rows[0], ==, 1);
  text = limen_rows_describe (&query, rows, n, NULL);
  g_assert_null (strstr (text, "score"));
  g_assert_null (strstr (text, "loss"));
  g_assert_nonnull (strstr (text, "fn"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/decision-files/reference", test_reference);
  g_test_add_func ("/decision-files/binary", test_binary);
  g_test_add_func ("/decision-files/several", test_several);
  g_test_add_func ("/decision-files/findings", test_findings);
  g_test_add_func ("/decision-files/rows", test_rows);
  return g_test_run ();
}
