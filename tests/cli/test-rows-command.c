/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run.h"
#include "support.h"

/* Command lines with their exit status and message. */
static void
test_lines (void)
{
  static const TestLine lines[] = {
    { "rows @digits-odd.csv --top 2", 0, "1199" },
    { "rows @digits-odd.csv --top 0", 2,
      "--top: \"0\" is not a number of rows from 1 to 1,000,000" },
    { "rows @digits-odd.csv --sort best", 2, "loss, score, line, cost" },
    { "rows @digits-odd.csv --near 1 --at 0.5", 0, "tp" },
    { "rows @digits-odd.csv --near 0", 2,
      "--near: \"0\" is not a number of rows from 1 to 1,000,000" },
    { "rows @digits.csv --near 3", 2, "--class" },
    { "rows @digits-odd.csv --sort cost", 2, "no costs of their own" },
    { "rows @digits-odd.csv --where referred", 2, "tp, fp, fn, tn" },
    { "rows @digits-odd.csv --where yes", 2, "tp, fp, fn, tn" },
    { "rows @tumours.csv --kind score", 2, "plain scores have no loss" },
    { "rows @digits.csv --true ten", 2,
      "--true: there is no class \"ten\"; the classes are \"0\", \"1\"" },
    { "rows @digits.csv --where fp", 2,
      "--where: \"fp\" needs one class; give it with --class" },
    { "rows", 2, "give one FILE" },
  };

  test_run_lines (lines, G_N_ELEMENTS (lines));
}

/* Scores computed from those of the file are written with as many digits as in
 * the file. */
static void
test_digits (void)
{
  g_autofree char *confidence = test_write_file (
      "confidence.csv", "y,pred,confidence\na,a,0.75\na,b,0.9954644\n"
                        "b,b,0.8126\nb,a,0.6\n", -1);
  g_autofree char *percent = test_write_file (
      "percent.csv", "y,p\n1,73.3578176\n0,12\n1,99.1\n0,40.5\n", -1);
  g_auto (TestRun) first
      = test_run ("rows confidence.csv --predicted pred --positive a "
                  "--sort score");
  g_auto (TestRun) second
      = test_run ("rows percent.csv --undo percent --sort score");

  g_assert_true (confidence != NULL && percent != NULL);
  g_assert_cmpint (first.status, ==, 0);
  test_assert_contains (first.out, " 0.0045356 ");
  g_assert_cmpint (second.status, ==, 0);
  test_assert_contains (second.out, " 0.733578176 ");
}

/* The rows of a regression have a squared error and no decision. */
static void
test_regression (void)
{
  static const TestLine lines[] = {
    { "rows numbers.csv --task regression --sort cost", 2, "--sort cost: " },
    { "rows numbers.csv --task regression --sort distance", 2,
      "--sort distance: a regression has no classes, and no thresholds" },
    { "rows numbers.csv --task regression --near 2", 2, "--near: " },
    { "rows numbers.csv --task regression --where wrong", 2, "--where: " },
    { "rows numbers.csv --task regression --at 1", 2, "--at: " },
    { "rows numbers.csv --task regression --class a", 2, "--class: " },
    { "rows numbers.csv --task regression --true a", 2, "--true: " },
    { "rows numbers.csv --task regression --decided a", 2, "--decided: " },
    { "rows numbers.csv --task regression --top 1", 0,
      "  line  score   loss    text\n"
      "  4         4  49.00  c,-3,4\n" },
    { "rows numbers.csv --task regression -o rows.csv", 0, "Saved" },
    { "rows numbers.csv --task regression --sort score --top 2 -o scores.csv",
      0, "Saved" },
  };
  g_autofree char *numbers = test_write_file (
      "numbers.csv", "id,target,prediction\na,1.5,1\nb,2,2.25\nc,-3,4\n", -1);
  g_autofree char *rows = NULL, *scores = NULL;

  g_assert_nonnull (numbers);
  test_run_lines (lines, G_N_ELEMENTS (lines));
  rows = test_read_output ("rows.csv");
  g_assert_cmpstr (rows, ==,
                   "\"line\",\"score\",\"loss\",\"text\"\n"
                   "4,4,49,\"c,-3,4\"\n2,1,0.25,\"a,1.5,1\"\n"
                   "3,2.25,0.0625,\"b,2,2.25\"\n");
  scores = test_read_output ("scores.csv");
  g_assert_cmpstr (scores, ==,
                   "\"line\",\"score\",\"loss\",\"text\"\n"
                   "4,4,49,\"c,-3,4\"\n3,2.25,0.0625,\"b,2,2.25\"\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rows-command/lines", test_lines);
  g_test_add_func ("/rows-command/digits", test_digits);
  g_test_add_func ("/rows-command/regression", test_regression);
  return g_test_run ();
}
