/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "run.h"
#include "support.h"

static void
write_file (const char *name, const char *text)
{
  g_free (test_write_file (name, text, -1));
}

static void
write_files (void)
{
  write_file ("p.txt", "0.9\n0.2\n0.4\n0.6\n0.1\n");
  write_file ("y.txt", "1\n0\n1\n0\n0\n");
  write_file ("submission.csv",
              "id,prediction\na,0.9\nb,0.2\nc,0.4\nd,0.6\ne,0.1\n");
  write_file ("solution.csv", "id,target,Usage\nc,1,Public\nb,0,Private\n"
                              "e,0,Public\na,1,Public\nd,0,Private\n");
  write_file ("some.csv", "key,y\nc,1\nb,0\na,1\nz,1\n");
  write_file ("twice.csv", "key,y\nc,1\nb,0\na,1\nb,1\n");
  write_file ("one.csv", "y,p\n1,0.9\n0,0.2\n1,0.4\n0,0.6\n0,0.1\n");
  write_file ("bert.tsv", "0.1\t0.9\n0.8\t0.2\n0.6\t0.4\n0.4\t0.6\n"
                          "0.9\t0.1\n");
}

static void
test_lines (void)
{
  static const TestLine lines[] = {
    { "report p.txt --labels-from y.txt", 0,
      "labels in column \"1\" of y.txt, matched by the order of rows\n"
      "scores in column \"1\"\n" },
    { "report p.txt --labels-from y.txt", 0, "ROC AUC            0.8333" },
    { "report submission.csv --labels-from solution.csv", 0,
      "labels in column \"target\" of solution.csv, matched by column "
      "\"id\"\n" },
    { "report submission.csv --labels-from solution.csv", 0,
      "ROC AUC            0.8333" },
    { "report submission.csv --labels-from some.csv --id id=key", 0,
      "matched by columns \"id\" and \"key\"" },
    { "report submission.csv --labels-from some.csv --id id=key", 0,
      "Unmatched rows, left out: 2 of 5 in submission.csv (no label in "
      "some.csv). Unmatched labels there: 1 of 4" },
    { "report bert.tsv --score 2 --labels-from y.txt", 0,
      "ROC AUC            0.8333" },
    { "report p.txt --labels-from solution.csv --label target", 0,
      "labels in column \"target\"" },
    { "rows p.txt --labels-from y.txt --top 1", 0,
      "  3         1    0.4  0.9163    fn   0.4" },
    /* rejected */
    { "report p.txt --labels-from some.csv", 1,
      "some.csv: 4 rows of labels, but p.txt has 5 of scores" },
    { "report submission.csv --labels-from twice.csv --id id=key", 1,
      "twice.csv:5:1: column \"key\": \"b\" is also the id on line 3, but" },
    { "report p.txt --labels-from none.csv", 1, "none.csv" },
    { "report p.txt --labels-from p.txt --id none --label 2", 1,
      "p.txt: --label \"2\": there is no such column" },
    { "report p.txt --id id", 2, "--labels-from" },
    { "report p.txt --id none", 2, "--labels-from" },
    { "report - --labels-from -", 2, "only one file can be the standard" },
    { "report p.txt --labels-from y.txt --output y.txt", 2,
      "y.txt is an input" },
    { "choose p.txt --labels-from y.txt --output y.txt --format json", 2,
      "y.txt is an input" },
    { "plot p.txt --labels-from y.txt --figure roc --output y.txt "
      "--format svg",
      2, "y.txt" },
    { "rows p.txt --labels-from y.txt --output y.txt", 2,
      "y.txt is an input" },
  };

  test_run_lines (lines, G_N_ELEMENTS (lines));
}

/* Scores and labels in two files give the same numbers as one file with both.
 */
static void
test_commands (void)
{
  static const char *const commands[] = {
    "curve %s --figure roc --output -",
    "plot %s --figure histogram --output - --format svg",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_auto (GStrv) parts = g_strsplit (commands[i], "%s", 2);
      g_autofree char *one = g_strjoin ("one.csv", parts[0], parts[1], NULL);
      g_autofree char *two = g_strjoin ("p.txt --labels-from y.txt", parts[0],
                                        parts[1], NULL);
      g_auto (TestRun) expected = test_run (one);
      g_auto (TestRun) run = test_run (two);

      g_assert_cmpint (expected.status, ==, 0);
      g_assert_cmpint (run.status, ==, 0);
      g_assert_cmpstr (run.out, ==, expected.out);
    }
}

/* A cutoff names the file of the scores, but is chosen by the labels of the
 * other file. */
static void
test_choose (void)
{
  g_auto (TestRun) one
      = test_run ("choose one.csv --maximize f1 --name x --output one.json");
  g_auto (TestRun) two = test_run ("choose p.txt --labels-from y.txt "
                                   "--maximize f1 --name x --output two.json");
  g_autoptr (JsonNode) expected = test_load_cutoff ("one.json");
  g_autoptr (JsonNode) cutoff = test_load_cutoff ("two.json");
  JsonObject *object = json_node_get_object (cutoff);

  g_assert_cmpint (one.status, ==, 0);
  g_assert_cmpint (two.status, ==, 0);
  test_assert_near (
      json_object_get_double_member (object, "threshold"),
      json_object_get_double_member (json_node_get_object (expected),
                                     "threshold"),
      0);
  g_assert_cmpstr (json_object_get_string_member (object, "file"), ==,
                   "p.txt");
}

/* Decisions are in the order of the scores, with the matched labels. */
static void
test_apply (void)
{
  g_auto (TestRun) choose
      = test_run ("choose one.csv --maximize f1 --name x --output x.json");
  g_auto (TestRun) apply = test_run (
      "apply x.json submission.csv --labels-from some.csv --id id=key "
      "--output decisions.csv");
  g_auto (TestRun) plain = test_run (
      "apply x.json submission.csv --output plain.csv");
  g_autofree char *text = NULL;

  g_assert_cmpint (choose.status, ==, 0);
  g_assert_cmpint (apply.status, ==, 0);
  g_assert_cmpint (plain.status, ==, 0);
  test_assert_contains (
      apply.out, "Metrics on the 3 of 5 rows of submission.csv with a known");
  test_assert_contains (apply.err, "Unmatched rows, decided anyway: ");
  text = test_read_output ("decisions.csv");
  test_assert_contains (text, "\n2,\"1\",0.9,1\n3,\"0\",0.2,0\n"
                              "4,\"1\",0.4,1\n5,,0.6,1\n6,,0.1,0\n");
}

static void
test_json (void)
{
  g_auto (TestRun) run = test_run (
      "report submission.csv --labels-from some.csv --id id=key --json");
  g_autoptr (JsonNode) node = test_parse_json (run.out);
  JsonObject *input = json_object_get_object_member (
      json_node_get_object (node), "input");
  JsonObject *from = json_object_get_object_member (input, "labels-from");

  g_assert_cmpstr (json_object_get_string_member (from, "file"), ==,
                   "some.csv");
  g_assert_cmpuint (strlen (json_object_get_string_member (from, "sha256")),
                    ==, 64);
  g_assert_cmpint (json_object_get_int_member (from, "rows"), ==, 4);
  g_assert_cmpint (json_object_get_int_member (from, "matched"), ==, 3);
  g_assert_cmpint (json_object_get_int_member (from, "unmatched"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (from, "unmatched-scores"), ==,
                   2);
  g_assert_cmpstr (json_object_get_string_member (from, "id"), ==, "key");
  g_assert_cmpstr (json_object_get_string_member (from, "scores-id"), ==,
                   "id");
  g_assert_cmpint (json_object_get_int_member (input, "rows"), ==, 3);
}

/* Either file may be standard input. */
static void
test_input (void)
{
  g_auto (TestRun) labels = test_run_with_input (
      "report p.txt --labels-from -", "1\n0\n1\n0\n0\n");
  g_auto (TestRun) scores = test_run_with_input (
      "report - --labels-from y.txt", "0.9\n0.2\n0.4\n0.6\n0.1\n");

  test_assert_contains (labels.out, "of standard input, matched");
  test_assert_contains (labels.out, "ROC AUC            0.8333");
  test_assert_contains (scores.out, "ROC AUC            0.8333");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  write_files ();
  g_test_add_func ("/labels-from/lines", test_lines);
  g_test_add_func ("/labels-from/commands", test_commands);
  g_test_add_func ("/labels-from/choose", test_choose);
  g_test_add_func ("/labels-from/apply", test_apply);
  g_test_add_func ("/labels-from/json", test_json);
  g_test_add_func ("/labels-from/input", test_input);
  return g_test_run ();
}
