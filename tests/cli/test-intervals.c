/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "run.h"
#include "support.h"

/* The intervals in reports. How far they reach is tested beside their
 * methods. */

/* Each value has a member among the intervals; where that is an interval, it
 * holds the value and is not of width 0. Returns the number of intervals. */
static guint
check_members (JsonObject *values, JsonObject *intervals)
{
  g_autoptr (GList) keys = json_object_get_members (values);
  guint n = 0;

  for (GList *key = keys; key != NULL; key = key->next)
    {
      double value, low, high;

      if (g_str_equal (key->data, "ks-threshold"))
        continue;
      if (!test_read_interval (intervals, key->data, &low, &high))
        continue;
      value = json_object_get_double_member_with_default (values, key->data,
                                                          NAN);
      if (!(low <= value && value <= high && low < high))
        g_error ("%s: %g in %g to %g", (char *) key->data, value, low, high);
      n++;
    }
  return n;
}

static guint
check_class (JsonObject *class)
{
  JsonObject *at = test_get_at (class);

  return check_members (
             json_object_get_object_member (class, "ranking"),
             json_object_get_object_member (class, "ranking-intervals"))
         + check_members (json_object_get_object_member (at, "metrics"),
                          json_object_get_object_member (at, "intervals"))
         + check_members (
             json_object_get_object_member (class, "losses"),
             json_object_get_object_member (class, "losses-intervals"));
}

/* Files that could mislead: a perfect order, a perfect decision, few rows, a
 * single class, equal scores, weights that differ by 1e12. */
static void
test_degenerate (void)
{
  static const struct
  {
    const char *text, *options;
    guint n_at_least;
  } cases[] = {
    { "y,p\n1,0.9\n1,0.8\n1,0.7\n0,0.3\n0,0.2\n0,0.1\n", "", 20 },
    { "y,p\n1,0.9\n0,0.1\n", "", 8 },
    { "y,p\n1,0.9\n1,0.2\n1,0.6\n0,0.3\n0,0.2\n0,0.1\n0,0.6\n", "", 20 },
    { "y,p\n1,0.9\n1,0.2\n1,0.6\n", "", 3 },
    { "y,p\n1,0.5\n1,0.5\n0,0.5\n0,0.5\n", "", 8 },
    { "y,p\n1,1\n1,1\n1,1\n0,0\n0,0\n0,0\n0,0\n", "", 20 },
    { "y,p\n1,0.7\n", "", 2 },
    { "y,p\n0,0.7\n0,0.2\n", "", 3 },
    { "y,p\n1,0.9\n1,0.2\n0,0.6\n0,0.3\n", " --at 2 --prevalence 1e-6", 3 },
    { "y,p,weight\n1,0.9,0\n1,0.2,3\n1,0.6,3\n0,0.3,0\n0,0.2,3\n0,0.1,3\n",
      " --weight weight", 15 },
    { "y,p,loss\n1,0.9,0\n1,0.2,1e12\n0,0.6,1\n0,0.3,1e-12\n1,0.4,1\n",
      " --fn-cost-column loss", 15 },
    { "y,p,weight\n1,0.9,1e12\n1,0.2,1\n0,0.3,1\n0,0.7,1\n1,0.6,1e-12\n",
      " --weight weight", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *line = g_strconcat (
          "report rows.csv --json --positive 1", cases[i].options, NULL);
      g_autoptr (JsonNode) root = NULL;
      JsonObject *object;

      g_test_message ("case %u", i);
      test_write_rows ("rows.csv", cases[i].text);
      object = test_report (line, &root);
      g_assert_cmpuint (check_class (object), >=, cases[i].n_at_least);
    }
}

static void
test_samples (void)
{
  static const char *const lines[]
      = { "report --json @eights.csv", "report --json @tumours.csv",
          "report --json @eights.csv --at 0.1 --prevalence 0.01",
          "report --json @eights.csv --at 0.1 --fn-cost 5 --stratified" };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (JsonNode) root = NULL;

      g_assert_cmpuint (check_class (test_report (lines[i], &root)), >=, 25);
    }
}

/* Checks the members of `object` that have one among its "intervals". Returns
 * the number of intervals. */
static guint
check_intervals (JsonObject *object)
{
  JsonObject *intervals = json_object_get_object_member (object, "intervals");
  g_autoptr (JsonObject) values = json_object_new ();
  g_autoptr (GList) names = json_object_get_members (intervals);

  for (GList *name = names; name != NULL; name = name->next)
    json_object_set_member (values, name->data,
                            json_object_dup_member (object, name->data));
  return check_members (values, intervals);
}

/* Checks the intervals of a joint decision and of the averages over its
 * classes or labels. */
static void
check_decision (JsonObject *object, guint n_agreements)
{
  JsonObject *averages = json_object_get_object_member (object, "averages");
  g_autoptr (GList) names = json_object_get_members (averages);

  g_assert_cmpuint (check_intervals (object), ==, n_agreements);
  for (GList *name = names; name != NULL; name = name->next)
    g_assert_cmpuint (
        check_intervals (json_object_get_object_member (averages, name->data)),
        >=, g_str_equal (name->data, "predicted-positive-rate") ? 1 : 3);
}

static guint
check_ranking (JsonObject *object)
{
  return check_members (
      json_object_get_object_member (object, "ranking"),
      json_object_get_object_member (object, "ranking-intervals"));
}

/* Several classes have intervals each, and the losses of all. */
static void
test_classes (void)
{
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object = test_report ("report --json @digits.csv", &root);
  JsonObject *classes = json_object_get_object_member (object, "one-vs-rest");
  g_autoptr (GList) names = json_object_get_members (classes);

  g_assert_cmpuint (
      check_members (
          json_object_get_object_member (object, "losses"),
          json_object_get_object_member (object, "losses-intervals")),
      ==, 6);
  check_decision (object, 6);
  g_assert_cmpuint (check_ranking (object), ==, 4);
  for (GList *name = names; name != NULL; name = name->next)
    g_assert_cmpuint (
        check_class (json_object_get_object_member (classes, name->data)), >=,
        25);
}

/* Several labels have intervals each, and those of all decisions. */
static void
test_labels (void)
{
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object = test_report ("report --json @digit-traits.csv", &root);

  check_decision (object, 2);
  g_assert_cmpuint (check_ranking (object), ==, 4);
}

/* Two classes whose probabilities add up to 1 have one ROC AUC, which is their
 * average, and so one interval, but for the degrees of freedom. */
static void
test_mean_ranking (void)
{
  g_autoptr (GString) text = g_string_new ("y,p.a,p.b\n");
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object, *class;
  double low, high, mean_low, mean_high;

  for (int i = 0; i < 400; i++)
    {
      int percent = 1 + (i * 37 + i / 7) % 99;

      g_string_append_printf (text, "%s,0.%02d,0.%02d\n",
                              (i * 53) % 100 < percent ? "a" : "b", percent,
                              100 - percent);
    }
  test_write_rows ("rows.csv", text->str);
  object = test_report ("report rows.csv --json --task multiclass", &root);
  class = json_object_get_object_member (
      json_object_get_object_member (object, "one-vs-rest"), "a");
  g_assert_true (test_read_interval (
      json_object_get_object_member (class, "ranking-intervals"), "roc-auc",
      &low, &high));
  g_assert_true (test_read_interval (
      json_object_get_object_member (object, "ranking-intervals"),
      "roc-auc-macro", &mean_low, &mean_high));
  test_assert_near (mean_low, low, 0.002);
  test_assert_near (mean_high, high, 0.002);
  g_assert_cmpfloat (high - low, >, 0.03);
}

/* Removes the intervals, which --resamples 0 leaves out. */
static void
strip (JsonObject *object)
{
  g_autoptr (GList) names = json_object_get_members (object);

  for (GList *name = names; name != NULL; name = name->next)
    {
      JsonNode *node = json_object_get_member (object, name->data);

      if (g_str_has_suffix (name->data, "intervals")
          || g_str_equal (name->data, "threshold-interval")
          || g_str_equal (name->data, "sample-sizes"))
        json_object_remove_member (object, name->data);
      else if (JSON_NODE_HOLDS_OBJECT (node))
        strip (json_node_get_object (node));
      else if (g_str_equal (name->data, "at")
               || g_str_equal (name->data, "optima"))
        for (guint i = 0;
             i < json_array_get_length (json_node_get_array (node)); i++)
          strip (
              json_array_get_object_element (json_node_get_array (node), i));
    }
}

/* Without resamples, everything else is as it was. */
static void
test_none (void)
{
  static const char *const files[]
      = { "@eights.csv", "@digits.csv", "@digit-traits.csv" };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *line = g_strconcat ("report --json ", files[i], NULL);
      g_autofree char *none = g_strconcat (line, " --resamples 0", NULL);
      g_autoptr (JsonNode) root = NULL, bare = NULL;
      g_autofree char *text = NULL, *expected = NULL;

      strip (test_report (line, &root));
      json_object_remove_member (json_node_get_object (root), "uncertainty");
      g_assert_false (
          json_object_has_member (test_report (none, &bare), "uncertainty"));
      text = json_to_string (root, FALSE);
      expected = json_to_string (bare, FALSE);
      g_assert_cmpstr (text, ==, expected);
    }
}

static void
read_end (const char *line, const char *metric, double *low)
{
  g_autoptr (JsonNode) root = NULL;
  JsonObject *at = test_get_at (test_report (line, &root));
  double high;

  g_assert_true (test_read_interval (
      json_object_get_object_member (at, "intervals"), metric, low, &high));
}

/* The seed changes what is resampled, and nothing else; a greater confidence
 * widens all. */
static void
test_options (void)
{
  static const char line[] = "report --json @eights.csv --at 0.1";
  static const char *const changes[]
      = { "", " --seed 2", " --stratified", " --confidence 0.99" };
  double mcc[G_N_ELEMENTS (changes)], recall[G_N_ELEMENTS (changes)], again;

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *changed = g_strconcat (line, changes[i], NULL);

      read_end (changed, "mcc", &mcc[i]);
      read_end (changed, "recall", &recall[i]);
    }
  read_end (line, "mcc", &again);
  g_assert_true (mcc[0] == again);
  g_assert_true (mcc[1] != mcc[0] && recall[1] == recall[0]);
  g_assert_true (mcc[2] != mcc[0] && recall[2] == recall[0]);
  g_assert_true (mcc[3] < mcc[0] && recall[3] < recall[0]);
}

/* The members of two objects are equal, but for rounding. */
static void
compare_intervals (JsonObject *object, JsonObject *expected)
{
  g_autoptr (GList) keys = json_object_get_members (expected);

  for (GList *key = keys; key != NULL; key = key->next)
    {
      double ends[2] = { NAN, NAN }, bounds[2] = { NAN, NAN };
      gboolean has_interval
          = test_read_interval (object, key->data, &ends[0], &ends[1]);

      g_test_message ("%s", (char *) key->data);
      g_assert_cmpint (
          has_interval, ==,
          test_read_interval (expected, key->data, &bounds[0], &bounds[1]));
      for (int i = 0; has_interval && i < 2; i++)
        g_assert_true (ends[i] == bounds[i]
                       || fabs (ends[i] - bounds[i])
                              <= 1e-9 * fmax (1, fabs (bounds[i])));
    }
}

/* Writes rows with weights; NULL: without. */
static void
write_weighted (const char *name, const char *const *weights, guint n_weights)
{
  g_autoptr (GString) text
      = g_string_new (n_weights > 0 ? "y,p,weight\n" : "y,p\n");

  for (guint i = 0; i < 400; i++)
    g_string_append_printf (text, "%u,0.%03u%s%s\n", i * 7 % 5 < 2,
                            i * 37 % 1000, n_weights > 0 ? "," : "",
                            n_weights > 0 ? weights[i % n_weights] : "");
  test_write_rows (name, text->str);
}

/* Weighted rows have intervals, however many they are. */
static void
test_weighted (void)
{
  static const char *const weights[] = { "1", "2", "3" };
  g_autoptr (JsonNode) root = NULL;

  write_weighted ("weighted.csv", weights, G_N_ELEMENTS (weights));
  g_assert_cmpuint (check_class (test_report (
                        "report weighted.csv --json --weight weight", &root)),
                    >=, 25);
}

/* Rows that all have one weight have the intervals of rows without. */
static void
test_equal_weights (void)
{
  static const char *const options[]
      = { "", " --at 0.3 --prevalence 0.1", " --at 0.9 --stratified" };
  static const char *const weights[] = { "0.25" };
  double low[2], high[2];

  write_weighted ("equal.csv", weights, 1);
  write_weighted ("bare.csv", NULL, 0);
  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    {
      g_autofree char *weighted = g_strconcat (
          "report equal.csv --json --weight weight", options[i], NULL);
      g_autofree char *line
          = g_strconcat ("report bare.csv --json", options[i], NULL);
      g_autoptr (JsonNode) root = NULL, bare = NULL;
      JsonObject *object = test_report (weighted, &root);
      JsonObject *expected = test_report (line, &bare);

      compare_intervals (
          json_object_get_object_member (object, "ranking-intervals"),
          json_object_get_object_member (expected, "ranking-intervals"));
      compare_intervals (
          json_object_get_object_member (test_get_at (object), "intervals"),
          json_object_get_object_member (test_get_at (expected), "intervals"));
      g_assert_true (test_read_interval (json_object_get_object_member (
                                             object, "losses-intervals"),
                                         "bce-by-weight", &low[0], &high[0])
                     && test_read_interval (json_object_get_object_member (
                                                expected, "losses-intervals"),
                                            "bce", &low[1], &high[1]));
      g_assert_cmpfloat_with_epsilon (low[0], low[1], 1e-9);
      g_assert_cmpfloat_with_epsilon (high[0], high[1], 1e-9);
    }
}

/* Members of a calibration whose interval holds their value; the others are
 * null. */
static void
check_calibration (JsonObject *calibration)
{
  static const char *const known[]
      = { "ece",       "adaptive-ece", "brier", "slope",
          "intercept", "in-the-large", NULL };
  JsonObject *intervals
      = json_object_get_object_member (calibration, "intervals");
  g_autoptr (GList) names = json_object_get_members (intervals);

  for (GList *name = names; name != NULL; name = name->next)
    {
      double low, high,
          value = json_object_get_double_member_with_default (calibration,
                                                              name->data, NAN);
      gboolean has_interval
          = test_read_interval (intervals, name->data, &low, &high);

      g_assert_true (json_object_has_member (calibration, name->data));
      g_assert_true (!has_interval || (low < value && value < high));
      g_assert_cmpint (has_interval, ==,
                       g_strv_contains (known, name->data) && !isnan (value));
    }
}

/* Calibrations have intervals, also of each class and of the largest
 * probability. */
static void
test_calibration (void)
{
  g_autoptr (JsonNode) root = NULL, several = NULL;
  JsonObject *object = test_report ("report --json @eights.csv", &root);
  JsonObject *classes;
  g_autoptr (GList) names = NULL;

  check_calibration (json_object_get_object_member (object, "calibration"));
  object = test_report ("report --json @digits.csv", &several);
  check_calibration (json_object_get_object_member (object, "calibration"));
  classes = json_object_get_object_member (object, "one-vs-rest");
  names = json_object_get_members (classes);
  for (GList *name = names; name != NULL; name = name->next)
    check_calibration (json_object_get_object_member (
        json_object_get_object_member (classes, name->data), "calibration"));
}

/* A page has intervals beside the values, names their method once, and says
 * which values have none; without resamples there is no word of them. */
static void
test_page (void)
{
  static const char *const parts[]
      = { "ROC AUC</th><td>0.962 (0.941 to 0.975)<",
          "BCE (mean)</th><td>0.257 (0.235 to 0.281)<",
          "Slope</th><td>9.06 (7.86 to 10.26)<",
          "Recall</th><td>0.966 (0.927 to 0.984)<",
          "(1,000 resamples, seed 1)",
          "No interval for Calibration error, largest (MCE): it is the" };
  g_auto (TestRun) run
      = test_run ("report @eights.csv --at 0.1 -o intervals.html");
  g_auto (TestRun) bare
      = test_run ("report @eights.csv --at 0.1 -o bare.html --resamples 0");
  g_autofree char *page = test_read_output ("intervals.html");
  g_autofree char *bare_page = test_read_output ("bare.html");

  g_assert_cmpint (run.status, ==, 0);
  g_assert_cmpint (bare.status, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    test_assert_contains (page, parts[i]);
  g_assert_true (strstr (page, "resamples") == g_strrstr (page, "resamples"));
  g_assert_null (strstr (bare_page, " to 0.975)"));
  g_assert_null (strstr (bare_page, "No interval"));
  test_assert_contains (bare_page, "on other rows is not estimated");
}

static void
test_lines (void)
{
  static const TestLine lines[] = {
    { "report --resamples -1 @eights.csv", 2,
      "--resamples: \"-1\" is not a number of resamples from 0" },
    { "report --resamples 1e3 @eights.csv", 2, "is not a number of" },
    { "report --resamples 1000001 @eights.csv", 2, "from 0 to 1000000" },
    { "report --resamples 38 @eights.csv", 2,
      "38 are too few for a confidence of 0.95; give at least 39" },
    { "report --confidence 0.999 @eights.csv", 2, "give at least 1999" },
    { "report --seed x @eights.csv", 2, "--seed: \"x\" is not a whole" },
    { "report --confidence 1 @eights.csv", 2, "is not between 0 and 1" },
    { "report --confidence 95 @eights.csv", 2, "is not between 0 and 1" },
    { "report @eights.csv --at 0.1", 0, "95 % from" },
    { "report @eights.csv --at 0.1 --confidence 0.9", 0, "90 % from" },
    { "report @eights.csv", 0, "ROC AUC            0.9617  0.9415 to 0.9751" },
    { "report @eights.csv", 0, "with 1,000 resamples and seed 1" },
    { "report @eights.csv", 0, "BCE (mean)        0.2569  0.2345 to 0.2814" },
    { "report @eights.csv", 0,
      "Slope                                   "
      "9.0590    7.8578 to 10.26" },
    { "report @eights.csv", 0,
      "No interval for Calibration error, largest: it is" },
    { "report @eights.csv", 0, "No interval for Base rate (mean); " },
    { "report @digits.csv", 0,
      "Intervals of 95 % (man limen-cli, INTERVALS)\n"
      "No interval for Dice" },
    { "report @digits.csv --at 0.1 --resamples 50", 0, "with 50 resamples" },
  };

  test_run_lines (lines, G_N_ELEMENTS (lines));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/intervals/degenerate", test_degenerate);
  g_test_add_func ("/intervals/samples", test_samples);
  g_test_add_func ("/intervals/classes", test_classes);
  g_test_add_func ("/intervals/labels", test_labels);
  g_test_add_func ("/intervals/mean-ranking", test_mean_ranking);
  g_test_add_func ("/intervals/none", test_none);
  g_test_add_func ("/intervals/options", test_options);
  g_test_add_func ("/intervals/weighted", test_weighted);
  g_test_add_func ("/intervals/equal-weights", test_equal_weights);
  g_test_add_func ("/intervals/calibration", test_calibration);
  g_test_add_func ("/intervals/page", test_page);
  g_test_add_func ("/intervals/lines", test_lines);
  return g_test_run ();
}
