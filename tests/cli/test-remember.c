/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "run.h"
#include "support.h"

#define HEADER "id,x,y,p,q\n"
#define ROWS                                                                  \
  "1,1,0,0.25,0.5\n2,0,1,0.75,0.125\n3,1,1,0.5,0.25\n4,0,0,0.25,0.125\n"

static void
write_file (const char *name, const char *text)
{
  g_free (test_write_file (name, text, -1));
}

static gboolean
has_store (void)
{
  g_autofree char *path
      = g_build_filename (test_get_folder (), "data", "limen", NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* Runs lines in order and checks their standard error. */
static void
run_lines (const TestLine *lines, gsize n_lines)
{
  for (gsize i = 0; i < n_lines; i++)
    {
      g_auto (TestRun) run = test_run (lines[i].line);

      g_assert_cmpint (run.status, ==, lines[i].status);
      test_assert_contains (run.err, lines[i].message);
    }
}

/* Options are remembered only with --remember; then every command reads files
 * with the same header in the same way, and prints that. */
static void
test_header (void)
{
  static const TestLine before[] = {
    { "report --label y --score q oct.csv", 0, "" },
    { "report --remember oct.csv", 0,
      "oct.csv: nothing is remembered about files with this header" },
  };
  static const TestLine after[] = {
    { "report --remember --label 3 --score q --positive 0 oct.csv", 0,
      "oct.csv: remembered for files with this header: --label y --score q "
      "--positive 0" },
    { "report --remember --skip-bad-rows nov.csv", 0,
      "nov.csv: read like oct.csv (20" },
    { "report --remember nov.csv", 0,
      "): --label y --score q --positive 0\n" },
    { "rows --remember nov.csv", 0, "read like oct.csv" },
    { "plot --remember nov.csv --figure roc --output roc.svg", 0,
      "read like oct.csv" },
    { "curve --remember nov.csv --figure roc --output roc.csv", 0,
      "read like oct.csv" },
    { "choose --remember nov.csv --output cut.json", 0, "read like oct.csv" },
    { "apply cut.json --remember nov.csv --output out.csv", 0,
      "read like oct.csv" },
    { "report --remember plain.csv --positive 0", 0,
      "plain.csv: its options are not remembered, since it has no header" },
  };
  g_auto (TestRun) plain = { 0 }, text = { 0 }, json = { 0 }, choose = { 0 };

  write_file ("oct.csv", HEADER ROWS);
  write_file ("nov.csv", HEADER ROWS "5,0,1,0.5,0.75\n");
  write_file ("plain.csv", "1,0.5\n0,0.25\n");
  run_lines (before, G_N_ELEMENTS (before));
  g_assert_false (has_store ());
  run_lines (after, G_N_ELEMENTS (after));
  g_assert_true (has_store ());

  plain = test_run ("report --json nov.csv");
  g_assert_null (strstr (plain.out, "read-like"));
  json = test_run ("report --remember --json nov.csv");
  test_assert_contains (json.out, "\"read-like\": \"oct.csv\"");
  test_assert_contains (json.out, "\"code\": \"read-like\"");
  test_assert_contains (json.out, "\"scores\": [ \"q\" ]");
  text = test_run ("report --remember nov.csv");
  test_assert_contains (text.out, "labels in column \"y\", scores in column "
                                  "\"q\"");
  test_assert_contains (text.out, "  info: Read like oct.csv (20");
  /* printed once */
  choose = test_run ("choose --remember nov.csv --output cut.json");
  g_assert_null (strstr (choose.err, "info: Read like"));
}

/* Remembered options that contradict the file are reported and not used. */
static void
test_misfit (void)
{
  static const TestLine lines[] = {
    { "report --remember --label y --score q --positive 1 oct.csv", 0,
      "remembered" },
    { "report --remember words.csv", 0,
      "words.csv: The options of oct.csv (20" },
    { "report --remember words.csv", 0,
      "the positive label \"1\" does not occur" },
    { "report --remember bad.csv", 1, "bad.csv: read like oct.csv" },
    { "report --remember bad.csv", 1, "bad.csv:3:5: column \"q\"" },
  };
  g_auto (TestRun) run = { 0 };

  write_file ("oct.csv", HEADER ROWS);
  write_file ("words.csv",
              HEADER "1,5,no,0.25,0.5\n2,6,yes,0.75,0.125\n");
  write_file ("bad.csv", HEADER "1,1,0,0.25,0.5\n2,0,1,0.75,high\n");
  run_lines (lines, G_N_ELEMENTS (lines));
  run = test_run ("report --remember words.csv");
  test_assert_contains (run.out, "  warning: The options of oct.csv (20");
}

/* --as takes the roles of another file by column name; options on the command
 * line take precedence. */
static void
test_as (void)
{
  static const TestLine lines[] = {
    { "report --as good.csv turned.csv", 0,
      "turned.csv: read like good.csv: --label label --score prob\n" },
    { "report --as good.csv turned.csv --score other", 0,
      "--label label --score other\n" },
    { "report --as good.csv small.csv", 1,
      "small.csv: to be read like good.csv it lacks the column \"label\"" },
    { "report --as good.csv empty.csv", 1, "empty.csv: no data rows; a file" },
    { "report --as good.csv blank.csv", 1, "blank.csv: no data rows; a file" },
    { "report --as nowhere.csv small.csv", 1, "nowhere.csv: No such file" },
    { "report --as oct.csv turned.csv", 1, "oct.csv: " },
    { "choose good.csv --output cut.json", 0, "" },
    { "report --as cut.json turned.csv", 1,
      "cut.json: these are cutoffs, which do not name the columns" },
    { "apply cut.json --as good.csv unlabelled.csv --output out.csv", 0,
      "unlabelled.csv: read like good.csv: --score prob\n" },
    { "apply cut.json --as good.csv other.csv --output out.csv", 1,
      "other.csv: to be read like good.csv it lacks the column \"prob\"" },
    { "choose --as good.csv turned.csv --output good.csv", 2,
      "--output: good.csv is an input" },
    { "report --as - turned.csv", 2, "--as needs a file" },
    { "report --remember -", 2, "--remember needs a file" },
    { "report --as good.csv --remember turned.csv", 0,
      "turned.csv: remembered for files with this header: --label label "
      "--score prob\n" },
    { "report --remember turned.csv", 0, "read like turned.csv" },
    { "report --as turned.csv good.csv", 0,
      "good.csv: read like turned.csv "
      "(20" },
  };
  g_auto (TestRun) input = { 0 }, json = { 0 };

  write_file ("good.csv", "id,label,prob\n1,1,0.75\n2,0,0.5\n");
  write_file ("turned.csv", "prob,other,label\n0.75,0.5,1\n0.5,0.25,0\n");
  write_file ("small.csv", "prob,y\n0.75,1\n0.5,0\n");
  write_file ("empty.csv", "");
  write_file ("blank.csv", "\n\n");
  write_file ("unlabelled.csv", "score,prob\n0.75,0.5\n0.5,0.25\n");
  write_file ("other.csv", "id,score\n1,0.5\n2,0.25\n");
  write_file ("oct.csv", "a,b,c\n0,0.1,0.2\n1,0.4,0.7\n");
  run_lines (lines, G_N_ELEMENTS (lines));
  json = test_run ("report --json --as good.csv turned.csv");
  test_assert_contains (json.out, "\"read-like\": \"good.csv\"");
  input = test_run_with_input ("report --as good.csv -",
                               "x,prob,label\n5,0.75,1\n6,0.5,0\n");
  g_assert_cmpint (input.status, ==, 0);
  test_assert_contains (input.out, "scores in column \"prob\"");
}

/* The classes of score columns are remembered by name, also if they were given
 * by number. */
static void
test_mapped (void)
{
  static const TestLine lines[] = {
    { "report --remember --classes 2=ham --classes 3=spam mapped.csv", 0,
      "mapped.csv: remembered for files with this header: --classes first=ham "
      "--classes second=spam" },
    { "report --as mapped.csv moved.csv", 0,
      "--classes first=ham --classes second=spam\n" },
    { "report --as mapped.csv lacking.csv", 1,
      "it lacks the column \"first\"" },
  };
  g_auto (TestRun) run = { 0 };

  write_file ("mapped.csv", "y,first,second\nham,0.875,0.125\n"
                            "spam,0.25,0.75\nham,0.375,0.625\n");
  write_file ("moved.csv", "y,second,first\nham,0.125,0.875\n"
                           "spam,0.75,0.25\nham,0.625,0.375\n");
  write_file ("lacking.csv", "y,second,third\nham,0.125,0.875\n"
                             "spam,0.75,0.25\n");
  run_lines (lines, G_N_ELEMENTS (lines));
  run = test_run ("report --as mapped.csv moved.csv");
  test_assert_contains (run.out, "ROC AUC            1.0000");
}

/* A folder that is not writable causes a one-line warning. */
static void
test_read_only (void)
{
  g_autofree char *data = g_strdup (g_getenv ("XDG_DATA_HOME"));
  g_autofree char *file = test_write_file ("file", "", -1);
  g_auto (TestRun) run = { 0 };
  g_auto (GStrv) lines = NULL;

  write_file ("oct.csv", HEADER ROWS);
  g_setenv ("XDG_DATA_HOME", file, TRUE);
  run = test_run ("report --remember --label y --score p oct.csv");
  g_setenv ("XDG_DATA_HOME", data, TRUE);
  g_assert_cmpint (run.status, ==, 0);
  test_assert_contains (run.out, "scores in column \"p\"");
  lines = g_strsplit (run.err, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 2);
  test_assert_contains (lines[0], "cannot be remembered");
}

int
main (int argc, char **argv)
{
  g_autofree char *data = g_build_filename (test_get_folder (), "data", NULL);

  g_setenv ("XDG_DATA_HOME", data, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/remember/header", test_header);
  g_test_add_func ("/remember/misfit", test_misfit);
  g_test_add_func ("/remember/as", test_as);
  g_test_add_func ("/remember/mapped", test_mapped);
  g_test_add_func ("/remember/read-only", test_read_only);
  return g_test_run ();
}
