/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "run.h"
#include "support.h"

/* Command lines with their exit status and message. */
static void
test_lines (void)
{
  static const TestLine lines[] = {
    { "choose --recalibrate isotonic --jointly macro-f1 -o c.json "
      "@digits.csv",
      0, "maximize macro-f1 jointly" },
    { "choose --recalibrate isotonic --shared -o c.json @digits.csv", 0,
      "over all classes: 0.728998 at" },
    { "choose --recalibrate platt --kind score --shared -o c.json "
      "@digit-traits.csv",
      0, "with thresholds of one half, recalibrated: subset" },
    { "choose -o c.json @digits.csv", 0, "argmax-over-threshold: accuracy" },
    { "choose -o c.json @digits.csv", 0, "argmax, no thresholds: accuracy" },
    { "choose --class 8 -o c.json @digits.csv", 0,
      "maximize f1: 0.475806 at threshold 0.1767" },
    { "choose --class ten -o c.json @digits.csv", 2,
      "--class: there is no class \"ten\"; the classes are \"0\", \"1\"" },
    { "choose --class ten -o c.json @digit-traits.csv", 2,
      "; the classes are \"even\", \"prime\", \"loop\", \"straight\"" },
    { "choose --rule best -o c.json @digits.csv", 2,
      "is not one of: argmax, argmax-over-threshold, first-above" },
    { "choose --rule first-above -o c.json @wine-logits.csv", 0,
      "first-above: accuracy 0.803371, macro F1 0.804036; rows that reach no "
      "threshold: "
      "5" },
    { "choose --rule argmax -o c.json @digits-odd.csv", 2,
      "--rule applies only where each row has one of several classes" },
    { "choose --rule argmax -o c.json @digit-traits.csv", 2,
      "--rule applies only" },
    { "choose --rule argmax --class 1 -o c.json @digits.csv", 2,
      "--class is about one class alone" },
    { "choose --jointly macro-f1 --class 1 -o c.json @digits.csv", 2,
      "--class is about one class alone" },
    { "choose --jointly all -o c.json @digits.csv", 2,
      "is not one of: macro-f1, accuracy, cost" },
    { "choose --jointly macro-f1 --rule argmax -o c.json @digits.csv", 2,
      "--jointly needs --rule argmax-over-threshold" },
    { "choose --jointly macro-f1 --minimize cost -o c.json @digits.csv", 2,
      "--jointly is an objective of its own" },
    { "choose --jointly macro-f1 --subject-to 'recall>=0.5' -o c.json "
      "@digits.csv",
      2, "--jointly is an objective of its own" },
    { "choose --jointly macro-f1 -o c.json @digits-odd.csv", 2,
      "--jointly is for several classes" },
    { "choose --jointly macro-f1 -o c.json @digit-traits.csv", 1,
      "only where each row has one of several classes" },
    { "choose --jointly cost -o c.json @digits.csv", 2,
      "--jointly cost and --cost-matrix need each other" },
    { "choose --cost-matrix x.csv -o c.json @digits.csv", 2,
      "need each other" },
    { "choose --jointly accuracy --cost-matrix x.csv -o c.json @digits.csv", 2,
      "need each other" },
    { "choose --jointly cost --cost-matrix x.csv -o c.json @digits.csv", 1,
      "x.csv: No such file" },
    { "choose --subject-to 'precision>=0.99' --subject-to 'recall>=0.9' "
      "-o c.json @digits.csv",
      3, "class \"0\": cannot be met" },
  };

  test_run_lines (lines, G_N_ELEMENTS (lines));
}

/* Jointly optimized thresholds have a better value of their goal than the
 * thresholds of each class alone and than argmax. */
static void
test_jointly (void)
{
  g_auto (TestRun) each = test_run ("choose -o each.json @digits.csv");
  g_auto (TestRun) f1
      = test_run ("choose --jointly macro-f1 -o f1.json @digits.csv");
  g_auto (TestRun) accuracy
      = test_run ("choose --jointly accuracy -o accuracy.json @digits.csv");

  g_assert_cmpfloat (
      test_run_find_number (&f1, "maximize macro-f1 jointly: "), >,
      test_run_find_number (&each, "argmax-over-threshold: accuracy 0.708959, "
                                   "macro F1 "));
  g_assert_cmpfloat (test_run_find_number (&f1, "maximize macro-f1 jointly: "),
                     >, 0.708782);
  g_assert_cmpfloat (
      test_run_find_number (&accuracy, "maximize accuracy jointly: "), >,
      0.717863);
  g_assert_cmpfloat (
      test_run_find_number (&accuracy, "argmax-over-threshold: accuracy "), ==,
      test_run_find_number (&accuracy, "maximize accuracy jointly: "));
}

/* The default thresholds of several labels depend on the kind of the scores.
 */
static void
test_labels_by_score (void)
{
  g_auto (TestRun) scores = test_run ("report --kind score @digit-traits.csv");
  g_auto (TestRun) chosen
      = test_run ("choose --kind score -o s.json @digit-traits.csv");

  test_assert_contains (scores.out, "All labels, at a score of 0\n");
  test_assert_contains (chosen.out, "with thresholds of 0: subset accuracy");
}

/* The metrics of a shared threshold use the costs it was chosen with. */
static void
test_shared_costs (void)
{
  g_auto (TestRun) result
      = test_run ("choose --shared --minimize cost --fn-cost 10 "
                  "-o shared.json @digits.csv");
  g_autofree char *text = test_read_output ("shared.json");
  g_autoptr (JsonNode) root = test_parse_json (text);
  JsonArray *cutoffs = json_object_get_array_member (
      json_node_get_object (root), "cutoffs");
  double sum = 0;

  g_assert_cmpint (result.status, ==, 0);
  for (guint k = 0; k < json_array_get_length (cutoffs); k++)
    sum += json_object_get_double_member (
        json_object_get_object_member (
            json_array_get_object_element (cutoffs, k), "metrics"),
        "cost");
  test_assert_near (sum / json_array_get_length (cutoffs),
                    json_object_get_double_member (
                        json_array_get_object_element (cutoffs, 0), "value"),
                    1e-12);
}

/* Cost matrices, with the classes in file order or by name, and with costs of
 * either sign. */
static void
test_costs (void)
{
  static const char by_order[] = "0,1,5\n2,0,1\n10,0.5,-1\n";
  static const char by_name[]
      = ",2,0,1\n1,1,2,0\n0,5,0,1\n2,-1,10,0.5\n";
  g_autofree char *first = test_write_file ("order.csv", by_order, -1);
  g_autofree char *second = test_write_file ("name.csv", by_name, -1);
  g_auto (TestRun) a
      = test_run ("choose --jointly cost --cost-matrix order.csv "
                  "-o cost.json @wine-logits.csv");
  g_auto (TestRun) b = test_run ("choose --jointly cost --cost-matrix "
                                 "name.csv -o cost.json @wine-logits.csv");
  g_autofree char *json = test_read_output ("cost.json");
  const char *place;
  double value, argmax;

  g_assert_true (first != NULL && second != NULL);
  g_assert_cmpint (a.status, ==, 0);
  g_assert_cmpint (b.status, ==, 0);
  g_assert_cmpstr (a.out, ==, b.out);
  place = strstr (a.out, "minimize cost jointly: ");
  g_assert_cmpint (
      sscanf (place, "minimize cost jointly: %lf (%lf", &value, &argmax), ==,
      2);
  g_assert_cmpfloat (value, <, argmax);
  test_assert_contains (json, "\"objective\": \"minimize cost jointly\"");
}

/* Every error in a cost matrix is reported with its place. */
static void
test_bad_costs (void)
{
  static const struct
  {
    const char *text, *message;
  } cases[] = {
    { "", "costs.csv: 0 rows of 0 fields; the costs of 3 classes need as "
          "many rows (true class) and columns (decided class)" },
    { "0,1\n1,0\n", "costs.csv: 2 rows of 2 fields" },
    { "0,1,2\n1,0,2\n", "costs.csv: 2 rows of 3 fields" },
    { "0,1,2\n1,0,2\n1,1,0\n1,1,1\n", "costs.csv:4: more than 3 rows or "
                                      "fields" },
    { "0,1,2,3\n1,0,2,3\n", "costs.csv:1: more than 3 rows or fields" },
    { "a,0,1,2,3\n", "costs.csv:1: more than 4 rows or fields" },
    { "0,1,2\n1,0\n1,1,0\n",
      "costs.csv:2: every row must have 3 fields, as the first has" },
    { "0,1,2\n1,0,2\n\n1,1,0,5\n", "costs.csv:4: every row must have 3" },
    { "0,1,2\n1,x,2\n1,1,0\n",
      "costs.csv:2:2: \"x\" is not a number; write a cost like 0.25" },
    { "0,1,2\n1,0,2\n1,1,\n", "costs.csv:3:3: \"\" is not a number" },
    { "0,1,2\n1,0,inf\n1,1,0\n", "costs.csv:2:3: \"inf\" is not a number" },
    { "0,1,nan\n1,0,2\n1,1,0\n", "costs.csv:1:3: \"nan\" is not a number" },
    { ",0,1,2\n0,0,1,1\n1,1,0,1\n3,1,1,0\n",
      "costs.csv:4:1: \"3\" is not the name of a class" },
    { ",0,1,x\n0,0,1,1\n1,1,0,1\n2,1,1,0\n",
      "costs.csv:1:4: \"x\" is not the name of a class" },
    { ",0,1,1\n0,0,1,1\n1,1,0,1\n2,1,1,0\n",
      "costs.csv:1:4: class \"1\" occurs twice" },
    { ",0,1,2\n0,0,1,1\n0,1,0,1\n2,1,1,0\n",
      "costs.csv:3:1: class \"0\" occurs twice" },
    { ",0,1,2\n0,0,1,1\n1,1,0,1\n2,1,?,0\n",
      "costs.csv:4:3: \"?\" is not a number" },
    { "0;1;2\n1;0;2,5\n1;1;0\n", "costs.csv:2:3: \"2,5\" is not a number" },
    { "\"0,1,2\n1,0,2\n1,1,0\n", "costs.csv:1:1: a quote is opened here" },
    { "\211PNG\r\n\032\n", "costs.csv: byte 0: " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path
          = test_write_file ("costs.csv", cases[i].text, -1);
      g_auto (TestRun) result
          = test_run ("choose --jointly cost --cost-matrix "
                      "costs.csv -o cost.json @wine-logits.csv");

      g_test_message ("case %u: %s", i, path);
      g_assert_cmpint (result.status, ==, 1);
      test_assert_contains (result.err, cases[i].message);
      g_assert_cmpstr (result.out, ==, "");
    }
}

/* A file that is no cost matrix is not read into memory: the peak memory of
 * all runs so far is little more than a sample of the file. */
static void
test_no_costs (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *path = NULL;
  g_auto (TestRun) result = { 0 };
  struct rusage usage;

  for (int i = 0; i < 2000; i++)
    {
      for (int j = 0; j < 9999; j++)
        g_string_append_c (text, ',');
      g_string_append_c (text, '\n');
    }
  path = test_write_file ("commas.csv", text->str, -1);
  result = test_run ("choose --jointly cost --cost-matrix commas.csv -o "
                     "cost.json @wine-logits.csv");
  g_assert_cmpint (result.status, ==, 1);
  test_assert_contains (result.err,
                        "commas.csv:1: more than 4 rows or fields");
  g_assert_cmpint (getrusage (RUSAGE_CHILDREN, &usage), ==, 0);
  g_assert_cmpint (usage.ru_maxrss, <, 400 * 1024);
  g_assert_cmpint (unlink (path), ==, 0);
}

/* A file larger than any cost matrix: a row followed by blank lines. */
static void
test_large_costs (void)
{
  const gsize size = 64 * 1024 * 1024 + 1;
  g_autofree char *bytes = g_malloc (size), *path = NULL;
  g_auto (TestRun) result = { 0 };

  memset (bytes, '\n', size);
  memcpy (bytes, "0,1,2", 5);
  path = test_write_file ("large.csv", bytes, (gssize) size);
  result
      = test_run ("choose --jointly cost --cost-matrix large.csv -o cost.json "
                  "@wine-logits.csv");
  g_assert_cmpint (result.status, ==, 1);
  test_assert_contains (result.err,
                        "large.csv: a cost matrix has at most 67108864 bytes");
  g_assert_cmpint (unlink (path), ==, 0);
}

/* Checks that no row is decided for a class without rows, whatever its scores
 * are. */
static void
check_absent (const char *choose, const char *file, const char *decisions)
{
  g_autofree char *line = g_strconcat ("choose ", choose, NULL);
  g_auto (TestRun) chosen = test_run (line);
  g_autofree char *apply
      = g_strdup_printf ("apply absent.json %s -o d.csv", file);
  g_auto (TestRun) applied = test_run (apply);
  g_autofree char *decided = NULL;

  g_assert_cmpint (chosen.status, ==, 0);
  test_assert_contains (chosen.out, "Class c has no rows, so no threshold "
                                    "can be chosen for it");
  g_assert_cmpint (applied.status, ==, 0);
  decided = test_read_output ("d.csv");
  test_assert_contains (decided, decisions);
  g_assert_null (strstr (decided, "\"c\""));
}

static void
test_absent_class (void)
{
  static const char *const rules[] = { "argmax-over-threshold", "first-above",
                                       "argmax" };
  g_autofree char *labels = test_write_file (
      "labels.csv",
      "label_a,label_b,label_c,prob_a,prob_b,prob_c\n1,0,0,0.9,0.2,0.01\n"
      "0,1,0,0.3,0.6,0.02\n1,1,0,0.7,0.8,0.05\n0,0,0,0.1,0.3,0.02\n",
      -1);
  g_autofree char *one = test_write_file (
      "one.csv",
      "y,p_a,p_b,p_c\na,0.7,0.2,0.1\na,0.6,0.3,0.1\nb,0.2,0.7,0.1\n"
      "b,0.3,0.6,0.1\n",
      -1);
  g_autofree char *later_labels = test_write_file (
      "later-labels.csv",
      "prob_a,prob_b,prob_c\n0,0,1\n0.9,0.9,0.9\n", -1);
  g_autofree char *later = test_write_file (
      "later.csv", "p_a,p_b,p_c\n0,0,1\n0.05,0.05,0.9\n", -1);

  g_assert_true (labels && one && later_labels && later);
  check_absent ("labels.csv -o absent.json", "later-labels.csv",
                "2,0,0,0\n3,1,1,0\n");
  check_absent ("labels.csv --subject-to 'recall>=0.5' -o absent.json",
                "later-labels.csv", "2,0,0,0\n3,1,1,0\n");
  check_absent ("labels.csv --recalibrate isotonic -o absent.json",
                "later-labels.csv", ",0,0\n");
  check_absent ("one.csv --jointly accuracy --name m -o absent.json",
                "later.csv", "\"m\"\n2,\"a\"\n3,");
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autofree char *choose = g_strdup_printf (
          "one.csv --rule %s --name m -o absent.json", rules[i]);

      check_absent (choose, "later.csv", "\"m\"\n2,");
    }
}

/* Argmax gives the same decisions in `choose` and `apply`, also if the
 * threshold of a class is none. */
static void
test_absent_argmax (void)
{
  g_autofree char *path = test_write_file (
      "argmax.csv",
      "y,p_a,p_b,p_c\na,0.4,0.1,0.5\na,0.6,0.3,0.1\nb,0.2,0.3,0.5\n"
      "b,0.3,0.6,0.1\n",
      -1);
  g_auto (TestRun) chosen = test_run ("choose argmax.csv -o argmax.json");
  g_auto (TestRun) applied
      = test_run ("apply argmax.json argmax.csv -o d.csv");

  g_assert_nonnull (path);
  test_assert_contains (chosen.out, "argmax, no thresholds: accuracy 0.5,");
  test_assert_contains (applied.out, "argmax, no thresholds    0.5000");
}

/* A shared threshold also applies to a class without rows, and `choose` prints
 * that. */
static void
test_absent_shared (void)
{
  g_autofree char *path = test_write_file (
      "labels.csv",
      "label_a,label_b,label_c,prob_a,prob_b,prob_c\n1,0,0,0.9,0.2,0.01\n"
      "0,1,0,0.3,0.6,0.02\n",
      -1);
  g_auto (TestRun) chosen = test_run ("choose --shared labels.csv -o s.json");

  g_assert_nonnull (path);
  g_assert_cmpint (chosen.status, ==, 0);
  test_assert_contains (chosen.out, "for every class");
  test_assert_contains (chosen.err, "no threshold can be chosen for it");
  test_assert_contains (chosen.out, "Class c has no rows; it gets the "
                                    "threshold that all classes share");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/choose-classes/lines", test_lines);
  g_test_add_func ("/choose-classes/jointly", test_jointly);
  g_test_add_func ("/choose-classes/labels-by-score", test_labels_by_score);
  g_test_add_func ("/choose-classes/shared-costs", test_shared_costs);
  g_test_add_func ("/choose-classes/costs", test_costs);
  g_test_add_func ("/choose-classes/bad-costs", test_bad_costs);
  g_test_add_func ("/choose-classes/large-costs", test_large_costs);
  g_test_add_func ("/choose-classes/absent-class", test_absent_class);
  g_test_add_func ("/choose-classes/absent-argmax", test_absent_argmax);
  g_test_add_func ("/choose-classes/absent-shared", test_absent_shared);
  g_test_add_func ("/choose-classes/no-costs", test_no_costs);
  return g_test_run ();
}
