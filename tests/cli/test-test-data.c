/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "run.h"
#include "support.h"

/* Thresholds that are tuned on one file and judged on another: report --test
 * and choose --test. */

static void
write_rows (const char *name, const char *text)
{
  g_free (test_write_file (name, text, -1));
}

/* Writes a binary file with n rows of two overlapping classes; with weights if
 * `is_weighted`, and with the columns the other way around if
 * `is_turned`. */
static void
write_binary (const char *name, guint n, guint32 seed, gboolean is_weighted,
              gboolean is_turned)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (GString) text
      = g_string_new (is_turned ? "weight,p,y\n" : "y,p,weight\n");

  for (guint i = 0; i < n; i++)
    {
      double p = (1 + g_rand_int_range (rand, 0, 998)) / 1000.0;
      int y = g_rand_double (rand) < 0.1 + 0.8 * p * p;
      int weight = is_weighted ? g_rand_int_range (rand, 1, 4) : 1;
      char number[G_ASCII_DTOSTR_BUF_SIZE];

      g_ascii_formatd (number, sizeof number, "%.3f", p);
      if (is_turned)
        g_string_append_printf (text, "%d,%s,%d\n", weight, number, y);
      else
        g_string_append_printf (text, "%d,%s,%d\n", y, number, weight);
    }
  write_rows (name, text->str);
}

/* Writes a file of three classes; its columns in another order if
 * `is_turned`. */
static void
write_classes (const char *name, guint n, guint32 seed, gboolean is_turned)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  static const char *const names[] = { "cat", "dog", "emu" };
  g_autoptr (GString) text = g_string_new (
      is_turned ? "p_emu,p_cat,y,p_dog\n" : "y,p_cat,p_dog,p_emu\n");

  for (guint i = 0; i < n; i++)
    {
      int true_class = is_turned ? 2 - (int) (i % 3) : (int) (i % 3);
      int guess = g_rand_double (rand) < 0.7 ? true_class
                                             : g_rand_int_range (rand, 0, 3);
      int high = g_rand_int_range (rand, 400, 900);
      int p[3];

      for (int k = 0; k < 3; k++)
        p[k] = k == guess ? high : (1000 - high) / 2;
      if (is_turned)
        g_string_append_printf (text, "0.%03d,0.%03d,%s,0.%03d\n", p[2], p[0],
                                names[true_class], p[1]);
      else
        g_string_append_printf (text, "%s,0.%03d,0.%03d,0.%03d\n",
                                names[true_class], p[0], p[1], p[2]);
    }
  write_rows (name, text->str);
}

static JsonObject *
report (const char *line, JsonNode **root)
{
  g_auto (TestRun) run = test_run (line);

  if (run.status != 0)
    g_error ("%s: %s", line, run.err);
  *root = test_parse_json (run.out);
  return json_node_get_object (*root);
}

static double
get_number (JsonObject *object, const char *member)
{
  return json_object_get_double_member_with_default (object, member, NAN);
}

static double
get_metric (JsonObject *at, const char *name)
{
  return get_number (json_object_get_object_member (at, "metrics"), name);
}

/* The optimism of a metric; checks its interval, unless there is none. */
static double
get_optimism (JsonObject *object, const char *name, gboolean has_interval)
{
  JsonObject *member = json_object_get_object_member (
      json_object_get_object_member (object, "optimism-found"), name);
  double value = get_number (member, "value");
  JsonArray *ends;

  g_assert_cmpint (json_object_has_member (member, "interval"), ==,
                   has_interval);
  if (!has_interval)
    return value;
  ends = json_object_get_array_member (member, "interval");
  g_assert_cmpfloat (json_array_get_double_element (ends, 0), <, value);
  g_assert_cmpfloat (value, <, json_array_get_double_element (ends, 1));
  return value;
}

static gboolean
has_finding (JsonObject *report, const char *code)
{
  JsonArray *diagnosis = json_object_get_array_member (report, "diagnosis");

  for (guint i = 0; i < json_array_get_length (diagnosis); i++)
    if (g_str_equal (json_object_get_string_member (
                         json_array_get_object_element (diagnosis, i), "code"),
                     code))
      return TRUE;
  return FALSE;
}

/* Checks the optimism at a threshold against the metrics of two reports at
 * this threshold. */
static void
check_at (JsonObject *tuning_at, JsonObject *test_at, gboolean has_interval)
{
  static const char *const better[] = { "f1", "recall", "precision", "mcc" };

  for (guint i = 0; i < G_N_ELEMENTS (better); i++)
    test_assert_near (get_optimism (test_at, better[i], has_interval),
                      get_metric (tuning_at, better[i])
                          - get_metric (test_at, better[i]),
                      1e-12);
  test_assert_near (
      get_optimism (test_at, "fpr", has_interval),
      get_metric (test_at, "fpr") - get_metric (tuning_at, "fpr"), 1e-12);
}

static JsonObject *
get_first (JsonObject *object, const char *member)
{
  return json_array_get_object_element (
      json_object_get_array_member (object, member), 0);
}

/* Intervals are equal, but for rounding: sums of weights depend on the other
 * thresholds of a report. */
static void
compare_intervals (JsonObject *intervals, JsonObject *expected)
{
  g_autoptr (GList) names = json_object_get_members (expected);

  for (GList *name = names; name != NULL; name = name->next)
    {
      JsonNode *node = json_object_get_member (intervals, name->data);
      JsonNode *other = json_object_get_member (expected, name->data);

      if (json_node_equal (node, other))
        continue;
      for (guint i = 0; i < 2; i++)
        test_assert_near (
            json_array_get_double_element (json_node_get_array (node), i),
            json_array_get_double_element (json_node_get_array (other), i),
            1e-12);
    }
}

/* With options for both, the test data give what a report on them alone says,
 * and the difference to the report on the tuning data. */
static void
check_report (const char *options)
{
  gboolean has_intervals = strstr (options, "--resamples 0") == NULL;
  g_autofree char *line = g_strconcat (
      "report tuning.csv --json --at 0.6 --test test.csv", options, NULL);
  g_autofree char *alone
      = g_strconcat ("report test.csv --json --at 0.6", options, NULL);
  g_autoptr (JsonNode) root = NULL, alone_root = NULL;
  JsonObject *both = report (line, &root);
  JsonObject *second = report (alone, &alone_root);
  JsonObject *test = json_object_get_object_member (both, "test");
  JsonObject *at = get_first (test, "at");
  static const char *const equal[] = { "losses", "ranking", "classes" };

  for (guint i = 0; i < G_N_ELEMENTS (equal); i++)
    g_assert_true (
        json_node_equal (json_object_get_member (test, equal[i]),
                         json_object_get_member (second, equal[i])));
  g_assert_true (json_node_equal (
      json_object_get_member (at, "metrics"),
      json_object_get_member (get_first (second, "at"), "metrics")));
  if (has_intervals)
    compare_intervals (
        json_object_get_object_member (at, "intervals"),
        json_object_get_object_member (get_first (second, "at"), "intervals"));
  check_at (get_first (both, "at"), at, has_intervals);
  g_assert_cmpint (json_object_has_member (test, "losses-intervals"), ==,
                   has_intervals);
}

static void
test_binary (void)
{
  write_binary ("tuning.csv", 300, 1, FALSE, FALSE);
  write_binary ("test.csv", 200, 2, FALSE, TRUE);
  check_report (" --weight none");
  check_report (" --weight none --resamples 0");
  check_report (" --weight none --prevalence 0.05");
  check_report (" --weight none --fn-cost 5");
}

static void
test_weights (void)
{
  write_binary ("tuning.csv", 300, 3, TRUE, FALSE);
  write_binary ("test.csv", 200, 4, TRUE, TRUE);
  check_report (" --weight weight --resamples 100");
}

/* Each best threshold of the tuning rows is among those of the test data, and
 * the main one gives the optimism of the whole. */
static void
test_optima (void)
{
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object, *test, *optimum, *judged;
  JsonArray *at;

  write_binary ("tuning.csv", 300, 1, FALSE, FALSE);
  write_binary ("test.csv", 200, 2, FALSE, TRUE);
  object = report ("report tuning.csv --json --weight none --test test.csv",
                   &root);
  test = json_object_get_object_member (object, "test");
  at = json_object_get_array_member (test, "at");
  g_assert_cmpuint (json_array_get_length (at), ==, 5);
  optimum = get_first (object, "optima");
  judged = json_array_get_object_element (at, 1);
  g_assert_false (
      json_object_has_member (get_first (test, "at"), "objective"));
  g_assert_cmpstr (json_object_get_string_member (judged, "objective"), ==,
                   json_object_get_string_member (optimum, "objective"));
  g_assert_cmpfloat (get_number (judged, "threshold"), ==,
                     get_number (optimum, "threshold"));
  test_assert_near (get_optimism (judged, "f1", TRUE),
                    get_number (optimum, "value") - get_metric (judged, "f1"),
                    1e-12);
  g_assert_true (
      json_node_equal (json_object_get_member (test, "optimism-found"),
                       json_object_get_member (judged, "optimism-found")));
}

/* The file itself as test data: a warning, and intervals of some width. */
static void
test_equal_file (void)
{
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object, *test;

  write_binary ("tuning.csv", 300, 1, FALSE, FALSE);
  object = report ("report tuning.csv --json --weight none --test tuning.csv",
                   &root);
  test = json_object_get_object_member (object, "test");
  g_assert_true (has_finding (object, "test-equals-tuning"));
  g_assert_cmpfloat (get_optimism (test, "f1", TRUE), ==, 0);
}

/* The parts of each class, whatever the order of columns and classes. */
static void
test_classes (void)
{
  g_autoptr (JsonNode) root = NULL, alone_root = NULL;
  JsonObject *object, *second, *test, *classes, *alone;

  write_classes ("tuning.csv", 120, 1, FALSE);
  write_classes ("test.csv", 90, 2, TRUE);
  object = report ("report tuning.csv --json --at 0.5 --test test.csv", &root);
  second = report ("report test.csv --json --at 0.5", &alone_root);
  alone = json_object_get_object_member (second, "one-vs-rest");
  test = json_object_get_object_member (object, "test");
  g_assert_cmpfloat (get_number (test, "accuracy"), ==,
                     get_number (second, "accuracy"));
  g_assert_true (json_object_has_member (test, "averages"));
  classes = json_object_get_object_member (
      json_object_get_object_member (object, "test"), "one-vs-rest");
  for (guint k = 0; k < 3; k++)
    {
      const char *const names[] = { "cat", "dog", "emu" };
      JsonObject *first = json_object_get_object_member (
          json_object_get_object_member (object, "one-vs-rest"), names[k]);
      JsonObject *class = json_object_get_object_member (classes, names[k]);

      check_at (get_first (first, "at"), get_first (class, "at"), TRUE);
      g_assert_true (json_node_equal (
          json_object_get_member (get_first (class, "at"), "metrics"),
          json_object_get_member (
              get_first (json_object_get_object_member (alone, names[k]),
                         "at"),
              "metrics")));
    }
}

static void
test_labels (void)
{
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object, *classes;

  write_rows ("tuning.csv", "true_a,true_b,score_a,score_b\n1,0,0.9,0.2\n"
                            "0,1,0.3,0.8\n1,1,0.6,0.7\n0,0,0.1,0.4\n");
  write_rows ("test.csv", "score_b,score_a,true_a,true_b\n0.3,0.8,1,0\n"
                          "0.9,0.2,0,1\n0.6,0.4,1,1\n0.2,0.7,0,0\n");
  object = report ("report tuning.csv --json --at 0.5 --test test.csv", &root);
  classes = json_object_get_object_member (
      json_object_get_object_member (object, "test"), "one-vs-rest");
  g_assert_cmpfloat (
      get_metric (
          get_first (json_object_get_object_member (classes, "a"), "at"),
          "recall"),
      ==, 0.5);
  g_assert_cmpfloat (
      get_metric (
          get_first (json_object_get_object_member (classes, "b"), "at"),
          "recall"),
      ==, 1);
}

/* Low scores that mean positive: thresholds are in the units of the file. */
static void
test_reversed (void)
{
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object, *at;

  write_rows ("tuning.csv", "y,s\n1,-3\n1,2\n1,1\n0,4\n0,9\n0,7\n1,5\n");
  write_rows ("test.csv", "y,s\n1,-1\n1,6\n0,8\n0,2\n");
  object = report ("report tuning.csv --json --label y --score s "
                   "--reverse-scores --at 5 --test "
                   "test.csv",
                   &root);
  at = get_first (json_object_get_object_member (object, "test"), "at");
  g_assert_cmpfloat (get_number (at, "threshold"), ==, 5);
  g_assert_cmpfloat (get_number (at, "tp"), ==, 1);
  g_assert_cmpfloat (get_number (at, "fp"), ==, 1);
}

/* A regression has losses only. */
static void
test_regression (void)
{
  g_autoptr (JsonNode) root = NULL;
  g_auto (TestRun) run = { 0 };
  const char *losses;
  JsonObject *test;

  write_rows ("tuning.csv", "y,p\n1.5,1.2\n2.5,2.9\n0.5,0.7\n");
  write_rows ("test.csv", "y,p\n1.5,1.1\n2.5,2.4\n3.5,3.7\n");
  test = json_object_get_object_member (
      report ("report tuning.csv --json --task regression --test test.csv",
              &root),
      "test");
  g_assert_true (json_object_has_member (test, "losses"));
  g_assert_true (json_object_has_member (test, "losses-intervals"));
  g_assert_false (json_object_has_member (test, "at"));
  run = test_run ("report tuning.csv --task regression --test test.csv");
  losses = strstr (run.out, "Test data: test.csv, 3 rows");
  g_assert_nonnull (losses);
  test_assert_contains (losses, "tuning    95 % interval    test    95 % interval");
  test_assert_contains (losses, "  MSE (mean)           0.0967");
  test_assert_contains (losses, "0.0700   0.004 to 1.171");
}

/* The cutoff carries both files, and keeps them through a copy. */
static void
test_choose (void)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObject *cutoff, *test, *input;
  g_auto (TestRun) run = { 0 };

  write_binary ("tuning.csv", 300, 1, FALSE, FALSE);
  write_binary ("test.csv", 200, 2, FALSE, TRUE);
  run = test_run ("choose tuning.csv --weight none --test test.csv --output "
                  "chosen.json");
  g_assert_cmpint (run.status, ==, 0);
  test_assert_contains (run.out, "Test data: test.csv, 200 rows");
  g_assert_null (strstr (run.out, "Test it on"));
  node = test_load_cutoff ("chosen.json");
  cutoff = json_node_get_object (node);
  test = json_object_get_object_member (cutoff, "test");
  input = json_object_get_object_member (test, "input");
  g_assert_cmpstr (json_object_get_string_member (cutoff, "file"), ==,
                   "tuning.csv");
  g_assert_cmpstr (json_object_get_string_member (input, "file"), ==,
                   "test.csv");
  g_assert_cmpuint (strlen (json_object_get_string_member (input, "sha256")),
                    ==, 64);
  check_at (cutoff, test, TRUE);
  g_assert_true (json_object_has_member (test, "intervals"));
}

static void
test_choose_more (void)
{
  static const TestLine lines[] = {
    { "choose tuning.csv --weight none --test test.csv --resamples 0", 0,
      "F1  " },
    { "choose tuning.csv --weight none --test test.csv --refer-cost 0.1", 0,
      "difference" },
    { "choose tuning.csv --weight none --test test.csv --recalibrate platt", 0,
      "difference" },
    { "choose classes.csv --test classes2.csv", 0, "Test data: classes2.csv" },
    { "choose classes.csv --test classes2.csv --shared", 0, "difference" },
    { "choose classes.csv --test classes2.csv --jointly accuracy", 0,
      "difference" },
    { "choose classes.csv --test classes2.csv --class emu", 0, "difference" },
    { "report tuning.csv --weight none --test test.csv", 0,
      "Test data: test.csv, 200 rows" },
    { "report classes.csv --test classes2.csv", 0,
      "At the best threshold of the tuning rows: maximize f1" },
    { "report classes.csv --test classes2.csv", 0, "By the largest score" },
    { "report tuning.csv --weight none --test test.csv", 0, "Youden's J" },
    { "report tuning.csv --weight none --test test.csv --output test.html", 0,
      "Saved test.html" },
    { "report classes.csv --test classes2.csv --output test.pdf", 0,
      "Saved test.pdf" },
  };

  write_binary ("tuning.csv", 300, 1, FALSE, FALSE);
  write_binary ("test.csv", 200, 2, FALSE, TRUE);
  write_classes ("classes.csv", 120, 1, FALSE);
  write_classes ("classes2.csv", 90, 2, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_auto (TestRun) run = test_run (lines[i].line);

      if (run.status != lines[i].status)
        g_error ("%s: %s", lines[i].line, run.err);
      test_assert_contains (run.out, lines[i].message);
    }
}

static void
check_width (const char *line)
{
  g_auto (TestRun) run = test_run (line);
  g_auto (GStrv) lines = NULL;
  gboolean is_section = FALSE;

  lines = g_strsplit (run.out, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      is_section |= g_str_has_prefix (lines[i], "Losses and ranking");
      is_section &= !g_str_has_prefix (lines[i], "Intervals of");
      if (is_section && g_utf8_strlen (lines[i], -1) > 80)
        g_error ("too wide: %s", lines[i]);
    }
}

/* No line of the section is wider than a terminal. */
static void
test_width (void)
{
  write_binary ("tuning.csv", 300, 1, FALSE, FALSE);
  write_binary ("test.csv", 200, 2, FALSE, TRUE);
  write_classes ("classes.csv", 120, 1, FALSE);
  write_classes ("classes2.csv", 90, 2, TRUE);
  check_width ("report tuning.csv --weight none --test test.csv --at 0.3");
  check_width ("report classes.csv --test classes2.csv");
}

/* Decisions of several classes are judged for each class. */
static void
test_decisions (void)
{
  g_auto (TestRun) run = { 0 };

  write_rows ("tuning.csv", "y,pred\na,a\nb,b\nc,a\na,a\nb,c\nc,c\na,b\n");
  write_rows ("test.csv", "y,pred\na,a\nb,b\nc,c\na,a\nb,b\nc,c\na,b\n");
  run = test_run ("report tuning.csv --test test.csv --resamples 0");
  test_assert_contains (run.out, "As decided: F1 of each class");
  test_assert_contains (run.out, "  a      0.6667  0.8000     -0.1333");
  g_assert_null (strstr (run.out, "undefined"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/test-data/binary", test_binary);
  g_test_add_func ("/test-data/weights", test_weights);
  g_test_add_func ("/test-data/optima", test_optima);
  g_test_add_func ("/test-data/equal-file", test_equal_file);
  g_test_add_func ("/test-data/classes", test_classes);
  g_test_add_func ("/test-data/labels", test_labels);
  g_test_add_func ("/test-data/reversed", test_reversed);
  g_test_add_func ("/test-data/regression", test_regression);
  g_test_add_func ("/test-data/choose", test_choose);
  g_test_add_func ("/test-data/choose-more", test_choose_more);
  g_test_add_func ("/test-data/width", test_width);
  g_test_add_func ("/test-data/decisions", test_decisions);
  return g_test_run ();
}
