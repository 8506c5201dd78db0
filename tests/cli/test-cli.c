/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "run.h"
#include "support.h"

/* Command lines with their exit status and message. */
static void
test_lines (void)
{
  static const TestLine lines[] = {
    { "", 2, "Usage: limen-cli" },
    { "--help", 0, "Usage: limen-cli" },
    { "--version", 0, "limen-cli 0." },
    { "bake", 2, "is not one of: report, choose, plot, curve, rows, apply" },
    { "chose", 2, "; did you mean choose?" },
    { "curve --figure ROCK @digits-odd.csv", 2, "; did you mean roc?" },
    { "report --kind logits @digits-odd.csv", 2, "; did you mean logit?" },
    { "report --label lable @digits-odd.csv", 1,
      "there is no such column; did you mean \"label\"? The columns are" },
    { "choose --class pime -o c.json @digit-traits.csv", 2,
      "; did you mean \"prime\"?" },
  };

  test_run_lines (lines, G_N_ELEMENTS (lines));
}

/* Standard input gives the same numbers as the file, in any locale. */
static void
test_standard_input (void)
{
  g_autofree char *path
      = test_get_source_path ("../data/samples/digits-odd.csv");
  g_autofree char *text = NULL;
  g_auto (TestRun) piped = { 0 }, direct = { 0 };
  const char *piped_rest, *direct_rest;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  piped = test_run_with_input ("report --json -", text);
  direct = test_run ("report --json @digits-odd.csv");
  g_assert_cmpint (piped.status, ==, 0);
  piped_rest = strstr (piped.out, "\"roles\"");
  direct_rest = strstr (direct.out, "\"roles\"");
  g_assert_cmpstr (piped_rest, ==, direct_rest);
}

/* A bad row is an error with its place on stderr and an empty stdout; with
 * --skip-bad-rows it is counted. */
static void
test_bad_rows (void)
{
  g_autofree char *path
      = test_write_file ("bad.csv", "y,p\n1,0.5\n0,x\n0,0.25\n", -1);
  g_auto (TestRun) refused = test_run ("report bad.csv");
  g_auto (TestRun) skipped = test_run ("report --skip-bad-rows bad.csv");
  g_auto (TestRun) saved
      = test_run ("choose --skip-bad-rows -o c.json bad.csv");
  g_autofree char *text = test_read_output ("c.json");

  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_cmpint (refused.status, ==, 1);
  g_assert_cmpstr (refused.out, ==, "");
  test_assert_contains (refused.err, "bad.csv:3:2: column \"p\": \"x\" is not");
  test_assert_contains (refused.err, "--skip-bad-rows");
  g_assert_cmpint (skipped.status, ==, 0);
  test_assert_contains (skipped.out, "cannot be used: 1.");
  g_assert_cmpint (saved.status, ==, 0);
  test_assert_contains (text, "\"rejected-rows\": 1");
}

/* Rows with an ignored label have no effect, whatever their scores. */
static void
test_ignored_labels (void)
{
  g_autofree char *path = test_write_file (
      "ignored.csv", "y,p\n1,0.75\n-100,x\n0,0.5\n-100.0,0.25\n", -1);
  g_auto (TestRun) refused = test_run ("report ignored.csv");
  g_auto (TestRun) result
      = test_run ("report --json --ignore-label -100 ignored.csv");
  g_autoptr (JsonNode) node = json_from_string (result.out, NULL);
  JsonObject *input;

  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_cmpint (refused.status, ==, 1);
  g_assert_cmpint (result.status, ==, 0);
  input = json_object_get_object_member (json_node_get_object (node),
                                         "input");
  g_assert_cmpint (json_object_get_int_member (input, "rows"), ==, 2);
  g_assert_cmpint (json_object_get_int_member (input, "ignored-rows"), ==, 2);
  test_assert_contains (result.out, "rows-ignored");
}

/* Options that have no effect with the file or with other options are errors.
 */
static void
test_needless_options (void)
{
  static const TestLine lines[] = {
    { "report --pos-weight 2 @digits-odd.csv", 1, "a weight of positives" },
    { "report --pos-weight 2 @wine-logits.csv", 1, "a weight of positives" },
    { "report --fixed-variance 2 @digits-odd.csv", 1, "a fixed variance" },
    { "report --variance v --fixed-variance 2 values.csv", 1,
      "a fixed variance" },
    { "report --dice-smooth 1 --kind score @tumours.csv", 1,
      "Dice smoothing applies only" },
    { "report --dice-smooth 1 --variance v values.csv", 1,
      "Dice smoothing applies only" },
    { "report --class-weight 8=2 --kind score @digits.csv", 1,
      "class weights apply only" },
    { "report --label-smoothing 0.1 @digit-traits.csv", 1,
      "label smoothing applies only" },
    { "report --focal-gamma 2 --kind score @digits.csv", 1,
      "focal loss applies only to probabilities and logits" },
    { "report --focal-alpha 0.25 @digits.csv", 1,
      "the alpha of focal loss applies" },
    { "report --positive 3 @digits.csv", 1,
      "--positive is for one of two labels, but this is a multiclass file" },
    { "report --positive 1 @digit-traits.csv", 1, "is a multilabel file" },
    { "report --positive 1 --variance v values.csv", 1,
      "is a regression file" },
    { "report --kind logit --variance v values.csv", 1,
      "--kind logit: a regression has plain scores" },
    { "report --at 0.5 --variance v values.csv", 2,
      "--at: a regression has no thresholds" },
    { "report --undo percent --kind logit @digits.csv", 2,
      "--undo gives probabilities, so --kind logit does not fit" },
    { "choose --jointly macro-f1 --fp-cost 2 -o c.json @digits.csv", 2,
      "--jointly is an objective of its own" },
    { "choose --jointly macro-f1 --prevalence 0.1 -o c.json @digits.csv", 2,
      "--jointly is an objective of its own" },
    { "choose --jointly macro-f1 --capacity 5 -o c.json @digits.csv", 2,
      "--jointly is an objective of its own" },
    { "choose --jointly macro-f1 --objective break-even -o c.json "
      "@digits.csv",
      2, "--jointly is an objective of its own" },
    { "choose --jointly macro-f1 --fn-cost-column pixels -o c.json "
      "@digits.csv",
      2, "--jointly is an objective of its own" },
    { "choose --jointly macro-f1 --refer-cost 1 -o c.json @digits.csv", 2,
      "are for one class" },
    { "choose --max-error 0.1 --variance v -o c.json values.csv", 2,
      "a regression has no classes, and no thresholds" },
    { "report --fp-cost-column v --task regression values.csv", 1,
      "a regression makes no decisions that could cost anything" },
    { "report --prevalence 0.1 --variance v values.csv", 2,
      "a regression makes none" },
    { "report --fn-cost 2 @digits.csv", 2, "give --at or --json" },
    { "plot --figure confusion --class 8 -o x.png @digits.csv", 2,
      "--figure confusion is about all classes; leave out --class" },
    { "plot --figure confusion --at 0.5 -o x.png @digits.csv", 2,
      "decides by the largest score; leave out --at" },
    { "plot --figure losses --at 0.5 -o x.png @digits.csv", 2,
      "decides by the largest score; leave out --at" },
    /* and options that do have an effect */
    { "report --pos-weight 2 @tumours.csv", 0, "BCE" },
    { "report --dice-smooth 1 @digits.csv", 0, "Dice" },
    { "report --fn-cost 2 @tumours.csv", 0, "Cost" },
    { "report --fn-cost 2 --at 0.5 @digits.csv", 0, "Cost" },
    { "report --fn-cost 2 --json @digits.csv", 0, "\"cost\"" },
    { "report --task regression --fixed-variance 2 values.csv", 0,
      "Gaussian NLL" },
    { "report --undo percent --kind probability @digits.csv", 0, "NLL" },
    { "plot --figure losses --class 8 --at 0.5 -o x.png @digits.csv", 0,
      "Saved x.png" },
    { "report --at 0.25 @digits.csv", 0, "At a threshold" },
  };
  g_autofree char *values = test_write_file (
      "values.csv", "target,prediction,v\n-3.5,2,1\n1e3,0.5,0.25\n", -1);

  g_assert_true (g_file_test (values, G_FILE_TEST_EXISTS));
  test_run_lines (lines, G_N_ELEMENTS (lines));
}

/* Files of the other tasks: top labels, soft labels, regression. */
static void
test_other_tasks (void)
{
  static const TestLine lines[] = {
    { "report --predicted guess top.csv", 0, "BCE (mean)" },
    { "report --predicted guess top.csv", 0,
      "Confusion matrix (rows: true classes, columns: predicted classes)" },
    { "report top.csv", 0, "of the classes in \"guess\"" },
    { "report --task binary top.csv", 1,
      "top.csv: column \"y\" has 3 labels" },
    { "choose --predicted guess --name t -o t.json top.csv", 0,
      "at threshold 0.6" },
    { "apply t.json top.csv --predicted guess -o t.csv", 0,
      "Saved the decisions of 4 rows" },
    { "apply t.json top.csv -o t.csv", 0, "Saved the decisions of 4 rows" },
    { "apply t.json @digits.csv -o t.csv", 1,
      "is for class \"correct\", but this file has no score column" },
    { "report soft.csv", 0, "KL (mean)" },
    { "choose -o s.json soft.csv", 0, "argmax-over-threshold: accuracy" },
    { "report --task regression real.csv", 0, "Gaussian NLL (mean)" },
    { "report --variance v real.csv", 0, "Gaussian NLL (mean)" },
    { "report --variance w real.csv", 1, "--variance \"w\"" },
    { "report --task regression --undo percent real.csv", 1,
      "a regression has no probabilities" },
    { "report --task regression --fixed-variance -1 real.csv", 2,
      "too small" },
    { "choose --task regression -o r.json real.csv", 2,
      "a regression has no classes, and no thresholds" },
    { "plot --task regression --figure log -o r.png real.csv", 2,
      "--figure log needs classes, and a regression has none: "
      "give --figure losses" },
    { "curve --task regression --figure roc -o r.csv real.csv", 2,
      "--figure roc needs classes" },
    { "plot --task regression --figure losses -o r.png real.csv", 0,
      "Saved r.png" },
    { "plot --task regression --figure losses --at 1 -o r.png real.csv", 2,
      "--at: a regression has no thresholds" },
    { "curve --task regression --figure losses --class a -o r.csv real.csv", 2,
      "--class: a regression has no classes" },
  };
  g_autofree char *top = test_write_file (
      "top.csv", "y,guess,confidence\ncat,dog,0.5\ndog,dog,0.75\n"
                 "cow,cat,1\ncat,cat,0.9\n",
      -1);
  g_autofree char *soft = test_write_file (
      "soft.csv",
      "label_a,label_b,prob_a,prob_b\n0.9,0.1,0.8,0.2\n0.3,0.7,0.6,0.4\n", -1);
  g_autofree char *real = test_write_file (
      "real.csv", "target,prediction,v\n-3.5,2,1\n1e3,0.5,0.25\n", -1);
  g_autofree char *decisions = NULL;

  g_assert_true (top != NULL && soft != NULL && real != NULL);
  test_run_lines (lines, G_N_ELEMENTS (lines));
  decisions = test_read_output ("t.csv");
  g_assert_cmpstr (decisions, ==,
                   "\"line\",\"label\",\"score\",\"t\"\n"
                   "2,\"cat\",0.5,0\n3,\"dog\",0.75,1\n4,\"cow\",1,1\n"
                   "5,\"cat\",0.9,1\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/lines", test_lines);
  g_test_add_func ("/cli/standard-input", test_standard_input);
  g_test_add_func ("/cli/bad-rows", test_bad_rows);
  g_test_add_func ("/cli/ignored-labels", test_ignored_labels);
  g_test_add_func ("/cli/needless-options", test_needless_options);
  g_test_add_func ("/cli/other-tasks", test_other_tasks);
  return g_test_run ();
}
