/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "run.h"
#include "support.h"

/* The intervals that choose prints and saves. */

static JsonObject *
choose (const char *line, JsonNode **root)
{
  g_auto (TestRun) run = test_run (line);

  if (run.status != 0)
    g_error ("%s: %s", line, run.err);
  *root = test_parse_json (run.out);
  return json_array_get_object_element (
      json_object_get_array_member (json_node_get_object (*root), "cutoffs"),
      0);
}

static char *
get_intervals (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_set_object (node,
                        json_object_get_object_member (object, "intervals"));
  return json_to_string (node, FALSE);
}

/* A cutoff has the intervals that a report has at its threshold. */
static void
test_as_reported (void)
{
  static const char *const options[]
      = { "", " --stratified --seed 7", " --prevalence 0.01",
          " --fn-cost 5 --confidence 0.9 --resamples 100" };

  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    {
      g_autofree char *line
          = g_strconcat ("choose @eights.csv --json", options[i], NULL);
      g_autofree char *report_line = NULL, *text = NULL, *expected = NULL;
      g_autoptr (JsonNode) root = NULL, report = NULL;
      JsonObject *cutoff = choose (line, &root);
      g_auto (TestRun) run = { 0 };

      report_line = g_strdup_printf (
          "report @eights.csv --json --at %.17g%s",
          json_object_get_double_member (cutoff, "threshold"), options[i]);
      run = test_run (report_line);
      report = test_parse_json (run.out);
      text = get_intervals (cutoff);
      expected = get_intervals (json_array_get_object_element (
          json_object_get_array_member (json_node_get_object (report), "at"),
          0));
      g_assert_cmpstr (text, ==, expected);
      g_assert_true (
          json_node_equal (json_object_get_member (cutoff, "uncertainty"),
                           json_object_get_member (
                               json_node_get_object (report), "uncertainty")));
    }
}

/* Without resamples there is no word of intervals. */
static void
test_none (void)
{
  static const char *const lines[] = {
    "choose @eights.csv --resamples 0 --json",
    "choose @eights.csv --resamples 0 -o - --format csv",
    "choose @eights.csv --resamples 0 --refer-cost 0.1 --json",
    "choose @digits.csv --resamples 0 --shared --json",
    "choose @digits.csv --resamples 0 --jointly accuracy -o - --format csv",
    "choose @digit-traits.csv --resamples 0 --json",
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_auto (TestRun) run = test_run (lines[i]);

      g_assert_cmpint (run.status, ==, 0);
      g_assert_null (strstr (run.out, "interval"));
      g_assert_null (strstr (run.out, "uncertainty"));
      g_assert_null (strstr (run.err, "Chosen and judged"));
      g_assert_null (strstr (run.out, "Chosen and judged"));
    }
}

/* Every class has intervals, however its threshold was chosen, and so has a
 * grey zone. */
static void
test_classes (void)
{
  static const char *const lines[]
      = { "choose @digits.csv --json",
          "choose @digits.csv --json --shared",
          "choose @digits.csv --json --jointly macro-f1",
          "choose @digits.csv --json --recalibrate platt --class 3",
          "choose @eights.csv --json --refer-cost 0.1",
          "choose @eights.csv --json --max-error 0.01 --prevalence 0.05" };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (JsonNode) root = NULL;
      JsonArray *cutoffs;

      choose (lines[i], &root);
      cutoffs = json_object_get_array_member (json_node_get_object (root),
                                              "cutoffs");
      for (guint k = 0; k < json_array_get_length (cutoffs); k++)
        {
          JsonObject *cutoff = json_array_get_object_element (cutoffs, k);
          JsonArray *ends = json_object_get_array_member (
              json_object_get_object_member (cutoff, "intervals"), "recall");
          double recall = json_object_get_double_member (
              json_object_get_object_member (cutoff, "metrics"), "recall");

          g_assert_cmpfloat (json_array_get_double_element (ends, 0), <,
                             recall);
          g_assert_cmpfloat (recall, <,
                             json_array_get_double_element (ends, 1));
        }
    }
}

/* The intervals of the classes that share a threshold are printed, and only
 * with resamples. */
static void
test_shared (void)
{
  g_auto (TestRun) run = test_run ("choose @digits.csv --shared");
  g_auto (TestRun) without
      = test_run ("choose @digits.csv --shared --resamples 0");

  g_assert_cmpint (run.status, ==, 0);
  test_assert_contains (run.out,
                        "  class                      f1\n  0      0.");
  test_assert_contains (run.out, "Intervals of 95 %, with 1,000 resamples");
  g_assert_cmpint (without.status, ==, 0);
  g_assert_true (g_str_has_prefix (without.out, "maximize f1 over all"));
  g_assert_true (g_str_has_suffix (run.out, without.out));
}

static void
test_lines (void)
{
  static const TestLine lines[] = {
    { "choose @eights.csv", 0, "Recall     0.793 (0.727 to 0.847)" },
    { "choose @eights.csv", 0,
      "Chosen and judged on these rows, so the metrics are too good. Give "
      "other rows with --test.\n" },
    { "choose @eights.csv --resamples 100 --seed 3 --confidence 0.9", 0,
      "Intervals of 90 %, with 100 resamples and seed 3\n" },
    { "choose @eights.csv --subject-to specificity>=0.9", 0,
      "Specificity  0." },
    { "choose @digits.csv", 0, "0.780 (0.730 to 0.822)" },
    { "choose @eights.csv --refer-cost 0.1", 0, "no interval: " },
    { "choose @eights.csv --resamples 10", 2, "10 are too few" },
    { "choose @eights.csv --seed -1", 2, "--seed: \"-1\" is not a whole" },
  };

  test_run_lines (lines, G_N_ELEMENTS (lines));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/choose-intervals/as-reported", test_as_reported);
  g_test_add_func ("/choose-intervals/none", test_none);
  g_test_add_func ("/choose-intervals/classes", test_classes);
  g_test_add_func ("/choose-intervals/shared", test_shared);
  g_test_add_func ("/choose-intervals/lines", test_lines);
  return g_test_run ();
}
