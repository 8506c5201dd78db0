/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "run.h"
#include "support.h"

static void
write_file (const char *name, const char *text)
{
  g_free (test_write_file (name, text, -1));
}

/* A column named weight is used only if named by --weight; "none" removes a
 * role that would be inferred from a name. */
static void
test_weight (void)
{
  static const TestLine lines[] = {
    { "report weight.csv", 0, "There is a column \"weight\"" },
    { "report weight.csv", 0, "--weight \"weight\", or choose" },
    { "report weight.csv", 0, "BCE (mean)         0.4533" },
    { "report --weight weight weight.csv", 0, "weights in \"weight\"" },
    { "report --weight none weight.csv", 0, "BCE (mean)         0.4533" },
    { "report w.csv", 0, "weights in \"w\"" },
    { "report --weight none w.csv", 0, "scores in column \"prob\"\n" },
    { "report --weight none --group none --predicted none w.csv", 0,
      "scores in column \"prob\"\n" },
    { "report --variance none --fp-cost-column none w.csv", 0, "binary" },
    { "report --json --group w --weight none w.csv", 0, "\"group\": \"w\"" },
    { "report --json --group none w.csv", 0, "\"group\": null" },
    /* a column named "none" is given by its number */
    { "report --weight none none.csv", 0, "scores in column \"prob\"\n" },
    { "report --weight 3 none.csv", 0, "weights in \"none\"" },
    { "report --label none none.csv", 0, "labels in column \"none\"" },
  };
  g_auto (TestRun) silent = { 0 };

  write_file ("weight.csv", "id,age,weight,outcome,prob\n1,40,80.5,1,0.9\n"
                            "2,50,60,0,0.2\n3,61,99.9,1,0.4\n"
                            "4,33,120.1,0,0.6\n5,70,50.1,0,0.1\n");
  write_file ("w.csv", "label,prob,w\n1,0.75,2\n0,0.5,1\n");
  write_file ("none.csv", "label,prob,none\n1,0.75,2\n0,0.5,1\n");
  test_run_lines (lines, G_N_ELEMENTS (lines));
  silent = test_run ("report --weight none weight.csv");
  g_assert_null (strstr (silent.out, "There is a column"));
}

/* Numbers as other tools write them, in `report`, `apply` and `rows`. */
static void
test_text (void)
{
  static const TestLine lines[] = {
    { "report blanks.txt", 0, "begin with # or % and are skipped" },
    { "report --delimiter space blanks.txt", 0, "binary, probabilities" },
    { "report --delimiter , blanks.txt", 1, "blanks.txt" },
    { "report --delimiter blank blanks.txt", 2, "tab, space" },
    { "report --json --score 'p[1]' lists.csv", 0, "\"p[1]\"" },
    { "report --json --score p lists.csv", 0,
      "Columns \\\"p[1]\\\" and \\\"p[0]\\\" hold the scores" },
    { "report --json --task multiclass --score p lists.csv", 0, "\"p[0]\"" },
    { "report --weight p lists.csv", 1, "such as \"p[0]\"" },
    { "report --score p[2] lists.csv", 1, "there is no such column" },
    { "report total.csv", 1, "total.csv:4:1: the last line" },
    { "report --skip-bad-rows total.csv", 0, "Rows skipped" },
    { "choose --maximize f1 -o cut.json blanks.txt", 0, "" },
    { "rows --top 1 --sort line blanks.txt", 0, "4" },
  };
  g_auto (TestRun) piped = { 0 }, blanks = { 0 }, lists = { 0 };

  write_file ("blanks.txt", "# scores of a model\n\nlabel  prob\n1  0.75\n"
                            "0  0.25\n1  0.5\n0 0.125\n");
  write_file ("lists.csv", "label,p\n1,\"[0.25, 0.75]\"\n"
                           "0,\"[0.75, 0.25]\"\n");
  write_file ("total.csv", "label,prob\n1,0.75\n0,0.25\nTotal,2\n");
  test_run_lines (lines, G_N_ELEMENTS (lines));
  blanks = test_run ("apply cut.json blanks.txt -o -");
  g_assert_cmpstr (blanks.out, ==,
                   "\"line\",\"label\",\"score\",\"maximize f1\"\n"
                   "4,\"1\",0.75,1\n5,\"0\",0.25,0\n6,\"1\",0.5,1\n"
                   "7,\"0\",0.125,0\n");
  lists = test_run ("apply cut.json --score 'p[1]' lists.csv -o -");
  g_assert_cmpstr (lists.out, ==,
                   "\"line\",\"label\",\"score\",\"maximize f1\"\n"
                   "2,\"1\",0.75,1\n3,\"0\",0.25,0\n");
  piped = test_run_with_input ("report -",
                               "  label  prob\n  1  75%\n  0  2%\n");
  g_assert_cmpint (piped.status, ==, 0);
  g_assert_nonnull (strstr (piped.out, "percentages such as \"75%\""));
}

/* A log-probability of -inf is treated as a probability of 0 everywhere. */
static void
test_log_of_zero (void)
{
  static const TestLine lines[] = {
    { "report --json two.csv", 0, "\"kind\": \"log-probability\"" },
    { "report two.csv", 0, "the logarithm of a probability of 0" },
    { "report two.csv", 0, "  0.8110  0.2457 to 2.6771\n" },
    { "rows two.csv", 0, " 100.0 " },
    { "report classes.csv", 0, "as in PyTorch" },
    { "report classes.csv", 0, "  \342\210\236\n" },
    { "report --json classes.csv", 0, "\"nll\": null" },
    { "report good.csv", 0, "  0.2500\n" },
    { "choose --maximize f1 -o two.json two.csv", 0, "Saved two.json" },
    { "apply two.json two.csv -o two-decided.csv", 0, "203 rows" },
    { "choose --maximize f1 -o finite.json finite.csv", 0, "Saved finite.json" },
    { "apply finite.json two.csv -o finite-decided.csv", 0, "203 rows" },
    { "report --kind logit two.csv", 1, "two.csv:3:2: " },
  };
  static const char *const figures[]
      = { "histogram", "threshold-curves", "rate-curves", "roc",
          "precision-recall", "det", "reliability", "losses", "log", "cost" };
  g_autoptr (GString) text = g_string_new ("y,log_prob\n1,-0.1\n0,-inf\n");
  g_autofree char *decided = NULL, *also_decided = NULL;

  /* (0.1 + 100 (0.5 - log (1 - exp (-2))) + 100) / 203 = 0.81104 */
  for (guint i = 0; i < 100; i++)
    g_string_append (text, "1,-0.5\n0,-2\n");
  g_string_append (text, "1,-Infinity\n");
  write_file ("two.csv", text->str);
  write_file ("finite.csv", "y,log_prob\n1,-0.1\n1,-0.5\n0,-2\n0,-3\n");
  write_file ("classes.csv", "y,log_prob_a,log_prob_b,log_prob_c\n"
                             "a,-0.25,-1.5,-4\nb,-1.5,-0.25,-4\n"
                             "c,-4,-1.5,-0.25\na,-inf,0,-4\n");
  write_file ("good.csv", "y,log_prob_a,log_prob_b,log_prob_c\n"
                          "a,-0.25,-inf,-1.5\nb,-1.5,-0.25,-4\n"
                          "c,-4,-1.5,-0.25\n");
  test_run_lines (lines, G_N_ELEMENTS (lines));
  decided = test_read_output ("two-decided.csv");
  also_decided = test_read_output ("finite-decided.csv");
  test_assert_contains (decided, "\n2,\"1\",-0.1,1\n");
  test_assert_contains (decided, "\n3,\"0\",-inf,0\n");
  test_assert_contains (also_decided, "\n3,\"0\",-inf,0\n");
  test_assert_contains (also_decided, "\n204,\"1\",-Infinity,0\n");
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      g_autofree char *line = g_strdup_printf (
          "plot two.csv --figure %s -o %s.svg", figures[i], figures[i]);
      g_autofree char *name = g_strconcat (figures[i], ".svg", NULL);
      g_auto (TestRun) run = test_run (line);
      g_autofree char *svg = NULL;

      g_assert_cmpint (run.status, ==, 0);
      svg = test_read_output (name);
      g_assert_null (strstr (svg, "nan"));
      g_assert_null (strstr (svg, "inf"));
    }
}

/* Probabilities beyond 0 and 1 by rounding count as 0 and 1; `apply` decides
 * them and copies them as they are written. */
static void
test_rounding (void)
{
  static const TestLine lines[] = {
    { "report round.csv", 0, "3 scores were below 0 or above 1 by rounding" },
    { "report round.csv", 0, "BCE (mean)" },
    { "choose --maximize f1 -o round.json round.csv", 0, "Saved round.json" },
    { "apply round.json round.csv -o round-decided.csv", 0, "5 rows" },
    { "report --kind probability round.csv", 0, "3 scores" },
    { "report --kind probability far.csv", 1,
      "far.csv:2:2: 1.00001 is not a probability" },
    { "report far.csv", 0, "from 0.25 to 1.00001 (line 2" },
  };
  g_autofree char *decided = NULL;

  write_file ("round.csv", "y,p\n1,1.0000001\n1,1.0000000000000002\n"
                           "0,-1e-17\n1,0.75\n0,0.25\n");
  write_file ("far.csv", "y,p\n1,1.00001\n0,0.25\n");
  test_run_lines (lines, G_N_ELEMENTS (lines));
  decided = test_read_output ("round-decided.csv");
  test_assert_contains (decided,
                        "\n2,\"1\",1.0000001,1\n"
                        "3,\"1\",1.0000000000000002,1\n"
                        "4,\"0\",-1e-17,0\n");
}

/* Findings on the positive class, and on a header with too few names. */
static void
test_reasons (void)
{
  static const TestLine lines[] = {
    { "report case.csv", 0, "Case (positive)" },
    { "report case.csv", 0, "--positive \"Control\"" },
    { "report --positive Control case.csv", 0, "Control (positive)" },
    { "report short.csv", 1, "short.csv:2: 3 fields where the header has 2" },
    { "report --skip-bad-rows short.csv", 1,
      "short.csv:2: 3 fields where the header has 2" },
  };

  write_file ("case.csv", "status,risk_score\nCase,0.75\nControl,0.5\n");
  write_file ("short.csv", "\"obs\",\"prob\"\n"
                           "\"1\",0,0.5\n\"2\",1,0.75\n");
  test_run_lines (lines, G_N_ELEMENTS (lines));
}

/* Reversed scores: thresholds are read and written in the units of the file.
 */
static void
test_reversed (void)
{
  static const TestLine lines[] = {
    { "report credit.csv", 0, "ROC AUC            0.1875" },
    { "report --reverse-scores credit.csv", 0, "ROC AUC            0.8125" },
    { "report --reverse-scores --at 600 credit.csv", 0,
      "(positive if score <= threshold)" },
    { "report --reverse-scores --at 600 credit.csv", 0,
      "  600         3   1   1   3     0.7500" },
    { "report --reverse-scores --json --at 600 credit.csv", 0,
      "\"rule\": \"score <= threshold\"" },
    { "choose --reverse-scores -o c.json credit.csv", 0,
      "at threshold 680; same decisions from 655, below 700" },
    { "choose --reverse-scores --refer-cost 0.05 -o z.json credit.csv", 0,
      "positive up to 512.3; same decisions from 512, below 512.5\n"
      "negative above 680; same decisions from 655, below 700\n" },
    { "rows --reverse-scores --sort score --at 600 --where tp credit.csv", 0,
      "  2         1    420     \342\200\224    tp  1,420\n" },
    { "curve --reverse-scores --figure roc -o - credit.csv", 0,
      "\n-inf,0,0,4,4,0,0\n" },
    { "curve --reverse-scores --figure histogram -o - credit.csv", 0,
      "\n809.688,817.8,1,0\n" },
    { "plot --reverse-scores --figure histogram --at 600 -o h.svg credit.csv",
      0, "h.svg" },
    { "report --reverse-scores classes.csv", 1, "this is a multiclass file" },
    { "report --reverse-scores --kind probability credit.csv", 1,
      "--reverse-scores applies to plain scores and logits" },
    { "report --reverse-scores --undo percent credit.csv", 1,
      "--undo percent gives probabilities" },
    { "report --reverse-scores --at 600 --cutoffs c.json -o r.html credit.csv",
      0, "r.html" },
    { "report --cutoffs c.json -o r.html credit.csv", 1,
      "read the file with --reverse-scores" },
  };
  g_autofree char *report = NULL;

  write_file ("credit.csv", "label,score\n1,420\n1,512\n0,512.5\n1,580\n"
                            "0,640\n0,700\n1,655\n0,810\n");
  write_file ("classes.csv", "label,prob_a,prob_b,prob_c\na,1,0,0\n"
                             "b,0,1,0\nc,0,0,1\n");
  test_run_lines (lines, G_N_ELEMENTS (lines));
  report = test_read_output ("r.html");
  test_assert_contains (report, "score &lt;= threshold");
  test_assert_contains (report, "Low scores mean positive");
}

/* Cutoffs of reversed scores apply to files with reversed scores, without an
 * option, and to no others. */
static void
test_reversed_cutoffs (void)
{
  g_auto (TestRun) low = test_run ("choose --reverse-scores --name low "
                                   "-o low.json credit.csv");
  g_auto (TestRun) high = test_run ("choose --name high -o high.json "
                                    "credit.csv");
  g_auto (TestRun) applied = test_run ("apply low.json credit.csv -o -");
  g_auto (TestRun) twice
      = test_run ("apply --reverse-scores low.json credit.csv -o -");
  g_auto (TestRun) wrong
      = test_run ("apply --reverse-scores high.json credit.csv -o -");
  g_auto (TestRun) both = { 0 };
  g_autofree char *one = test_read_output ("low.json");
  g_autofree char *two = test_read_output ("high.json");
  g_autofree char *text = NULL, *second = NULL;

  g_assert_cmpint (low.status, ==, 0);
  g_assert_cmpint (high.status, ==, 0);
  g_assert_cmpint (applied.status, ==, 0);
  g_assert_cmpstr (applied.out, ==,
                   "\"line\",\"label\",\"score\",\"low\"\n2,\"1\",420,1\n"
                   "3,\"1\",512,1\n4,\"0\",512.5,1\n5,\"1\",580,1\n"
                   "6,\"0\",640,1\n7,\"0\",700,0\n8,\"1\",655,1\n"
                   "9,\"0\",810,0\n");
  g_assert_cmpstr (twice.out, ==, applied.out);
  g_assert_cmpint (wrong.status, ==, 1);
  test_assert_contains (wrong.err, "high values mean positive");
  test_assert_contains (one, "\"schema\": \"limen-cutoffs/2\"");
  test_assert_contains (two, "\"schema\": \"limen-cutoffs/1\"");
  g_assert_null (strstr (two, "reversed"));

  /* a file (version /2) with cutoffs of both directions applies to no scores
   */
  *strrchr (one, ']') = '\0';
  second = g_strdup (strstr (two, "\"cutoffs\": [")
                     + strlen ("\"cutoffs\": ["));
  text = g_strconcat (one, ",", second, NULL);
  write_file ("both.json", text);
  both = test_run ("apply both.json credit.csv -o -");
  g_assert_cmpint (both.status, ==, 1);
  test_assert_contains (both.err, "low scores mean positive for cutoff "
                                  "\"low\", and high ones for \"high\", "
                                  "which cannot both be true of one file: "
                                  "put them in two files of cutoffs");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reading-options/weight", test_weight);
  g_test_add_func ("/reading-options/log-of-zero", test_log_of_zero);
  g_test_add_func ("/reading-options/rounding", test_rounding);
  g_test_add_func ("/reading-options/reasons", test_reasons);
  g_test_add_func ("/reading-options/reversed", test_reversed);
  g_test_add_func ("/reading-options/reversed-cutoffs", test_reversed_cutoffs);
  g_test_add_func ("/reading-options/text", test_text);
  return g_test_run ();
}
