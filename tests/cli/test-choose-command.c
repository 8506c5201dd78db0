/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "run.h"
#include "support.h"

/* Command lines with their exit status and message. */
static void
test_lines (void)
{
  static const TestLine lines[] = {
    { "choose --help", 0, "--subject-to" },
    { "choose --recalibrate magic -o c.json @digits-odd.csv", 2,
      "--recalibrate" },
    { "choose --recalibrate histogram -o c.json @digits-odd.csv", 1,
      "thresholds cannot be carried over" },
    { "choose @digits-odd.csv", 0, "maximize f1: 0.80" },
    { "choose @digits-odd.csv", 0, "Not saved. Add --output cutoffs.json" },
    { "choose @digits.csv", 0, "Not saved. Add --output cutoffs.json" },
    { "choose --json --format csv @digits-odd.csv", 2, "--json and --format" },
    { "choose --json -o c.csv @digits-odd.csv", 2,
      "does not match the format" },
    { "choose --maximize nothing -o c.json @digits-odd.csv", 2,
      "is not a metric" },
    { "choose --maximize f1 --minimize cost -o c.json @digits-odd.csv", 2,
      "either" },
    { "choose --maximize acuracy -o c.json @digits-odd.csv", 2,
      "--maximize: \"acuracy\" is not a metric; did you mean accuracy? The "
      "metrics are accuracy, " },
    { "choose --subject-to 'recall>1' -o c.json @digits-odd.csv", 2,
      "is not METRIC>=X" },
    { "choose --subject-to recall -o c.json @digits-odd.csv", 2,
      "is not METRIC>=X" },
    { "choose --subject-to 'recal >= 0.5' -o c.json @digits-odd.csv", 2,
      "--subject-to: \"recal\" is not a metric; did you mean recall?" },
    { "choose --prevalence 2 -o c.json @digits-odd.csv", 2,
      "does not lie between 0 and 1" },
    { "choose --fp-cost much -o c.json @digits-odd.csv", 2, "--fp-cost" },
    { "choose --subject-to 'precision>=0.999' --subject-to 'recall>=0.9' "
      "-o c.json @digits-odd.csv",
      3, "cannot be met" },
    { "choose -o /nowhere/c.json @digits-odd.csv", 1, "cannot be written" },
    { "choose --maximize fbeta:1e200 -o c.json @digits-odd.csv", 2,
      "is not a metric" },
    { "choose -o @digits-odd.csv @digits-odd.csv", 2, "is an input" },
    { "choose --minimize cost --fn-cost 10 -o c.json @digits-odd.csv", 0,
      "minimize cost, fn-cost 10: " },
    { "choose --prevalence 0.01 -o c.json @digits-odd.csv", 0,
      "maximize f1, prevalence 0.01: " },
    { "choose --objective equal-error-rate -o c.json @digits-odd.csv", 0,
      "with fpr 0.2" },
    { "choose --objective closest-to-corner -o c.json @digits-odd.csv", 0,
      "minimize corner-distance: 0.30" },
    { "choose --objective break-even -o c.json @digits-odd.csv", 0,
      "with precision 0.7" },
    { "choose --objective prevalence-matching -o c.json @digits-odd.csv", 0,
      "minimize prevalence-gap: 0 at" },
    { "choose --objective precision-at-recall:0.9 -o c.json @digits-odd.csv",
      0, "maximize precision subject to recall>=0.9: 0.71" },
    { "choose --objective 'maximize f1 subject to recall>=0.9, prevalence "
      "0.25' -o c.json @digits-odd.csv",
      0, "maximize f1 subject to recall>=0.9, prevalence 0.25: " },
    { "choose --objective precision-at-recall:1.5 -o c.json @digits-odd.csv",
      3, "cannot be met: maximize precision subject to recall>=1.5" },
    { "choose --objective somewhere -o c.json @digits-odd.csv", 2,
      "--objective: \"somewhere\" is not one of" },
    { "choose --objective break-even --maximize f1 -o c.json "
      "@digits-odd.csv",
      2, "give either --objective" },
    { "choose --maximize recall --capacity 100 -o c.json @digits-odd.csv", 0,
      "subject to predicted-positives<=100: 0.10" },
    { "choose --capacity 0.7% -o c.json @digits-odd.csv", 0,
      "subject to predicted-positive-rate<=0.007: " },
    { "choose --capacity 10 --subject-to 'recall>=0.5' -o c.json "
      "@digits-odd.csv",
      3, "the nearest threshold is" },
    { "choose --capacity all -o c.json @digits-odd.csv", 2,
      "--capacity: \"all\" is neither" },
    { "choose --capacity 101% -o c.json @digits-odd.csv", 2, "--capacity" },
    { "choose --capacity -1 -o c.json @digits-odd.csv", 2, "--capacity" },
    { "choose --capacity % -o c.json @digits-odd.csv", 2, "--capacity" },
    { "choose --fn-cost-column price -o c.json @digits-odd.csv", 1,
      "--fn-cost-column" },
    { "choose --objective 'minimize cost, row-costs' -o c.json several.csv", 2,
      "--objective: this objective needs the cost of each row" },
    { "choose --fn-cost-column paid --objective 'minimize cost, row-costs' "
      "-o c.json several.csv",
      0, "minimize cost, row-costs" },
  };
  g_autofree char *several = test_write_file (
      "several.csv",
      "label,prob_a,prob_b,prob_c,paid\na,0.5,0.25,0.25,3\n"
      "b,0.25,0.5,0.25,1\nc,0.25,0.25,0.5,2\n",
      -1);

  g_assert_true (g_file_test (several, G_FILE_TEST_EXISTS));
  test_run_lines (lines, G_N_ELEMENTS (lines));
}

/* Costs of each row from columns; expected sums computed by hand. */
static void
test_row_costs (void)
{
  static const struct
  {
    const char *options;
    double value, high;
    const char *objective;
  } cases[] = {
    /* one error in 5 rows: 0.4 or 0.6 is predicted positive */
    { "", 0.2, 0.7, "minimize cost" },
    /* missing the row at 0.2 costs 9, more than two false positives */
    { "--fn-cost-column miss", 0.4, 0.2, "minimize cost, row-costs" },
    /* a false positive at 0.6 costs 20: better miss 0.2 and accept 0.4 */
    { "--fn-cost-column miss --fp-cost-column alarm", 9 / 5.0, 0.7,
      "minimize cost, row-costs" },
    { "--fn-cost-column miss --fp-cost-column alarm --fp-cost 0.125",
      2.625 / 5, 0.2, "minimize cost, fp-cost 0.125, row-costs" },
    { "--fp-cost-column alarm --weight v", 1 / 7.0, 0.7,
      "minimize cost, row-costs" },
  };
  g_autofree char *path = test_write_file (
      "costs.csv",
      "y,p,miss,alarm,v\n0,0.1,7,3,1\n1,0.2,9,0,1\n0,0.4,7,1,1\n"
      "0,0.6,7,20,1\n1,0.7,2,0,3\n",
      -1);

  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *line = g_strdup_printf (
          "choose --minimize cost %s -o costs.json costs.csv",
          cases[i].options);
      g_auto (TestRun) result = test_run (line);
      g_autoptr (JsonNode) node = NULL;
      JsonObject *cutoff;

      g_assert_cmpint (result.status, ==, 0);
      node = test_load_cutoff ("costs.json");
      cutoff = json_node_get_object (node);
      test_assert_near (json_object_get_double_member (cutoff, "value"),
                        cases[i].value, 1e-14);
      test_assert_near (
          json_object_get_double_member (
              json_object_get_object_member (cutoff, "metrics"), "cost"),
          cases[i].value, 1e-14);
      g_assert_cmpfloat (json_object_get_double_member (cutoff, "high"), ==,
                         cases[i].high);
      g_assert_cmpstr (json_object_get_string_member (cutoff, "objective"),
                       ==, cases[i].objective);
    }
}

/* In a population with rare positives recall stays and precision falls;
 * cutoffs record the prevalence in all outputs. */
static void
test_prevalence (void)
{
  static const char *const keys[] = { "precision", "recall" };
  double values[2][2], was[2];
  g_auto (TestRun) chosen
      = test_run ("choose --prevalence 0.01 --name rare -o rare.json "
                  "@digits-odd.csv");
  g_auto (TestRun) applied
      = test_run ("apply rare.json @digits-odd.csv -o d.csv");
  g_autoptr (JsonNode) node = NULL;
  JsonObject *metrics;

  for (int i = 0; i < 2; i++)
    {
      g_auto (TestRun) result = test_run (
          i == 0 ? "report --json @digits-odd.csv"
                 : "report --json --prevalence 0.01 @digits-odd.csv");
      g_autoptr (JsonNode) root = test_parse_json (result.out);
      JsonObject *report = json_node_get_object (root);

      g_assert_cmpint (json_object_has_member (report, "target-prevalence"),
                       ==, i);
      metrics = json_object_get_object_member (
          json_array_get_object_element (
              json_object_get_array_member (report, "at"), 0),
          "metrics");
      for (int j = 0; j < 2; j++)
        values[i][j] = json_object_get_double_member (metrics, keys[j]);
    }
  g_assert_cmpfloat (values[1][1], ==, values[0][1]);
  g_assert_cmpfloat (values[1][0], <, 0.1);
  g_assert_cmpfloat (values[0][0], >, 0.7);

  g_assert_cmpint (chosen.status, ==, 0);
  g_assert_cmpint (applied.status, ==, 0);
  node = test_load_cutoff ("rare.json");
  metrics = json_object_get_object_member (json_node_get_object (node),
                                           "metrics");
  for (int j = 0; j < 2; j++)
    {
      g_autofree char *twice = NULL;

      was[j] = json_object_get_double_member (metrics, keys[j]);
      twice = g_strdup_printf ("%.4f  %.4f", was[j], was[j]);
      test_assert_contains (applied.out, twice);
    }
}

/* Rows that cause several findings: reversed scores, few rows, an inferred
 * positive class. */
static void
write_odd_rows (gboolean has_bad_row)
{
  g_autoptr (GString) text = g_string_new ("outcome,prob,age\n");
  g_autofree char *path = NULL;

  for (int i = 0; i < 60; i++)
    g_string_append_printf (text, "%s,%s,%d\n", i % 4 == 0 ? "late" : "soon",
                            i % 4 == 0 || i % 9 == 0 ? "1" : "0.25", i);
  if (has_bad_row)
    g_string_append (text, "soon,much,3\n");
  path = test_write_file ("odd.csv", text->str, -1);
}

/* Checks that `choose` prints the positive class and those findings of
 * `report` that bear on thresholds, in the same words. */
static void
check_findings (const char *options)
{
  g_autofree char *report
      = g_strdup_printf ("report --json %s odd.csv", options);
  g_autofree char *choose
      = g_strdup_printf ("choose %s -o odd.json odd.csv", options);
  g_auto (TestRun) reported = test_run (report), chosen = test_run (choose);
  g_autoptr (JsonNode) node = test_parse_json (reported.out);
  JsonObject *object = json_node_get_object (node);
  JsonArray *findings = json_object_get_array_member (object, "diagnosis");
  g_autofree char *positive = g_strdup_printf (
      "positive class: %s\n",
      json_object_get_string_member (object, "positive"));
  guint n_said = 0;

  g_assert_cmpint (chosen.status, ==, 0);
  test_assert_contains (chosen.err, positive);
  for (guint i = 0; i < json_array_get_length (findings); i++)
    {
      JsonObject *finding = json_array_get_object_element (findings, i);
      const char *code = json_object_get_string_member (finding, "code");
      g_autofree char *line = g_strdup_printf (
          "%s: %s\n", json_object_get_string_member (finding, "severity"),
          json_object_get_string_member (finding, "message"));
      gboolean is_said = strstr (chosen.err, line) != NULL;

      g_test_message ("%s", code);
      g_assert_cmpint (is_said, ==,
                       !g_str_equal (code, "clamped-rows")
                           && !g_str_equal (code, "badly-calibrated"));
      n_said += is_said;
    }
  g_assert_cmpuint (n_said, >=, 2);
}

static void
test_findings (void)
{
  g_auto (TestRun) unmet = { 0 };

  write_odd_rows (FALSE);
  check_findings ("");
  check_findings ("--positive soon");
  write_odd_rows (TRUE);
  check_findings ("--skip-bad-rows --positive late");
  unmet = test_run ("choose --skip-bad-rows --subject-to 'precision>=2' -o "
                    "odd.json odd.csv");
  g_assert_cmpint (unmet.status, ==, 3);
  test_assert_contains (unmet.err, "Rows skipped because");
  test_assert_contains (unmet.err, "cannot be met");
}

/* Rows with two-digit scores, exact or rounded to single precision and widened
 * again. */
static char *
new_rows (gboolean is_widened)
{
  static const double scores[]
      = { 0.95, 0.9, 0.7, 0.65, 0.6, 0.3, 0.2, 0.1 };
  static const int labels[] = { 1, 1, 1, 0, 1, 0, 0, 0 };
  GString *text = g_string_new ("label,prob\n");

  for (guint i = 0; i < G_N_ELEMENTS (scores); i++)
    {
      double score = is_widened ? (float) scores[i] : scores[i];
      char number[G_ASCII_DTOSTR_BUF_SIZE];

      g_string_append_printf (
          text, "%d,%s\n", labels[i],
          g_ascii_dtostr (number, sizeof number, score));
    }
  return g_string_free (text, FALSE);
}

/* A threshold chosen on two-digit scores makes the same decisions on these
 * scores in single precision, and vice versa. */
static void
test_single_precision (void)
{
  static const char *const objectives[]
      = { "--maximize f1", "--objective precision-at-recall:0.7",
          "--maximize recall --subject-to 'fpr<=0'", "--maximize accuracy",
          "--max-error 0", "--min-coverage 0.6", "--refer-cost 0.2",
          "--recalibrate isotonic", "--recalibrate platt",
          "--recalibrate beta --max-error 0" };
  g_autofree char *narrow = new_rows (FALSE), *wide = new_rows (TRUE);
  g_autofree char *first = test_write_file ("narrow.csv", narrow, -1);
  g_autofree char *second = test_write_file ("wide.csv", wide, -1);

  g_assert_cmpstr (first, !=, second);
  for (guint i = 0; i < G_N_ELEMENTS (objectives); i++)
    for (int j = 0; j < 2; j++)
      {
        g_autofree char *choose = g_strdup_printf (
            "choose %s %s -o single.json", objectives[i],
            j == 0 ? "narrow.csv" : "wide.csv");
        g_autofree char *again = NULL, *there = NULL;
        g_auto (GStrv) here_lines = NULL, there_lines = NULL;
        g_auto (TestRun) chosen = test_run (choose);
        g_auto (TestRun) on_narrow
            = test_run ("apply single.json narrow.csv -o narrow-d.csv");
        g_auto (TestRun) on_wide
            = test_run ("apply single.json wide.csv -o wide-d.csv");

        g_assert_cmpint (chosen.status, ==, 0);
        g_assert_cmpint (on_narrow.status + on_wide.status, ==, 0);
        again = test_read_output ("narrow-d.csv");
        there = test_read_output ("wide-d.csv");
        here_lines = g_strsplit (again, "\n", -1);
        there_lines = g_strsplit (there, "\n", -1);
        g_assert_cmpuint (g_strv_length (here_lines), ==, 10);
        for (guint row = 1; row < 9; row++)
          {
            /* line, label, score, decision */
            g_auto (GStrv) here = g_strsplit (here_lines[row], ",", -1);
            g_auto (GStrv) other = g_strsplit (there_lines[row], ",", -1);

            g_assert_cmpstr (here[3], ==, other[3]);
          }
      }
}

/* Constraints are met by sums that are off by rounding in the last bit, and by
 * a ratio with denominator 0. */
static void
test_constraints (void)
{
  static const TestLine lines[] = {
    { "choose tenths.csv --maximize accuracy --subject-to 'youden-j>=0.3' "
      "-o c.json",
      0, "0.65 at threshold" },
    { "choose tenths.csv --weight weight --maximize precision "
      "--subject-to 'fpr<=0.3' -o c.json",
      0, "0.666667 at threshold" },
    { "choose tenths.csv --weight weight --maximize recall --capacity 0.9 "
      "-o c.json",
      0, "0.6 at threshold" },
    { "choose tenths.csv --weight weight --max-error 0.35 -o c.json", 0,
      "coverage 1, error 0.35" },
    { "choose tenths.csv --maximize accuracy --subject-to 'youden-j>=0.31' "
      "-o c.json",
      3, "youden-j 0.2999" },
    { "choose ratio.csv --maximize recall --subject-to 'lr+>=5' -o c.json", 0,
      "0.5 at threshold 0.75" },
    { "choose ratio.csv --maximize recall --subject-to 'lr+<=0.1' -o c.json",
      3, "lr+ 1" },
    { "choose apart.csv --maximize recall --subject-to 'lr+<=0.1' -o c.json",
      3, "the nearest threshold is" },
  };
  GString *tenths = g_string_new ("label,prob,weight\n");
  g_autofree char *path = NULL, *ratio = NULL, *apart = NULL;

  for (int i = 0; i < 20; i++)
    g_string_append_printf (tenths, "%d,%s,0.1\n", i < 10,
                            i < 6 || i >= 17 ? "0.9" : "0.2");
  path = test_write_file ("tenths.csv", tenths->str, -1);
  g_string_free (tenths, TRUE);
  ratio = test_write_file (
      "ratio.csv",
      "label,prob\n1,0.9\n1,0.8\n0,0.7\n1,0.6\n0,0.5\n1,0.4\n0,0.3\n0,0.2\n",
      -1);
  apart = test_write_file ("apart.csv", "label,prob\n1,0.9\n0,0.2\n", -1);
  g_assert_true (path != NULL && ratio != NULL && apart != NULL);
  test_run_lines (lines, G_N_ELEMENTS (lines));
}

/* The optimal threshold is above the largest double. */
static void
test_none (void)
{
  static const TestLine lines[] = {
    { "choose huge.csv --kind score --maximize accuracy -o none.json", 0,
      "maximize accuracy: 0.75 at threshold none" },
    { "apply none.json huge.csv -o d.csv", 0, "none   0   0   1   3" },
    { "report huge.csv --kind score --cutoffs none.json -o none.html", 0,
      "Saved" },
    { "choose huge.csv --kind score --maximize accuracy --resamples 0 "
      "-o none.csv",
      0, "Saved" },
  };
  g_autofree char *path = test_write_file (
      "huge.csv",
      "label,score\n0,1.7976931348623157e308\n0,5\n0,3\n1,2\n", -1);
  g_autofree char *csv = NULL, *html = NULL, *decided = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *cutoff;

  g_assert_nonnull (path);
  test_run_lines (lines, G_N_ELEMENTS (lines));
  node = test_load_cutoff ("none.json");
  cutoff = json_node_get_object (node);
  g_assert_true (json_object_get_null_member (cutoff, "threshold"));
  g_assert_cmpstr (json_object_get_string_member (cutoff, "decides"), ==,
                   "none");
  csv = test_read_output ("none.csv");
  test_assert_contains (csv, ",inf,");
  test_assert_contains (csv, ",\"none\",\n");
  html = test_read_output ("none.html");
  test_assert_contains (html,
                        "The line is at threshold none (maximize accuracy)");
  decided = test_read_output ("d.csv");
  test_assert_contains (decided, "2,\"0\",1.7976931348623157e308,0\n");
}

/* Without positive rows there is no objective to optimize. */
static void
test_no_positives (void)
{
  static const TestLine lines[] = {
    { "choose zeros.csv --positive 1 -o zeros.json", 0,
      "Class 1 has no rows, so no threshold" },
    { "choose zeros.csv --positive 1 --subject-to 'recall>=0.9' "
      "-o zeros.json",
      0, "at threshold none" },
    { "choose zeros.csv --positive 1 --max-error 0.1 -o zeros.json", 0,
      "positive from none" },
    { "apply zeros.json ones.csv -o d.csv", 0, "Saved" },
  };
  g_autofree char *zeros
      = test_write_file ("zeros.csv", "label,prob\n0,0.1\n0,0.6\n", -1);
  g_autofree char *ones
      = test_write_file ("ones.csv", "label,prob\n1,1\n0,0\n", -1);
  g_autofree char *decided = NULL;

  g_assert_true (zeros != NULL && ones != NULL);
  test_run_lines (lines, G_N_ELEMENTS (lines));
  decided = test_read_output ("d.csv");
  test_assert_contains (decided, ",1,0\n");
  g_assert_null (strstr (decided, ",1\n"));
}

/* Checks that cutoffs printed as JSON or CSV equal those saved by --output,
 * apart from the time. */
static void
check_printed (const char *options, const char *file, const char *kept)
{
  g_autofree char *printing
      = g_strdup_printf ("choose %s @%s", options, file);
  g_autofree char *saving
      = g_strdup_printf ("choose -o chosen.%s @%s", kept, file);
  g_auto (TestRun) printed = test_run (printing);
  g_auto (TestRun) saved = test_run (saving);
  g_autofree char *name = g_strconcat ("chosen.", kept, NULL);
  g_autofree char *text = test_read_output (name);
  g_autoptr (GRegex) time
      = g_regex_new ("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ", 0, 0, NULL);
  g_autofree char *one
      = g_regex_replace_literal (time, printed.out, -1, 0, "", 0, NULL);
  g_autofree char *other
      = g_regex_replace_literal (time, text, -1, 0, "", 0, NULL);

  g_assert_cmpint (printed.status, ==, 0);
  g_assert_cmpint (saved.status, ==, 0);
  g_assert_cmpuint (strlen (one), >, 500);
  g_assert_cmpstr (one, ==, other);
  test_assert_contains (printed.err, "maximize f1");
}

static void
test_printed (void)
{
  check_printed ("--json", "digits-odd.csv", "json");
  check_printed ("--json", "digits.csv", "json");
  check_printed ("--format csv", "digits-odd.csv", "csv");
  check_printed ("--json -o -", "digits-odd.csv", "json");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/choose-command/lines", test_lines);
  g_test_add_func ("/choose-command/findings", test_findings);
  g_test_add_func ("/choose-command/row-costs", test_row_costs);
  g_test_add_func ("/choose-command/prevalence", test_prevalence);
  g_test_add_func ("/choose-command/single-precision", test_single_precision);
  g_test_add_func ("/choose-command/constraints", test_constraints);
  g_test_add_func ("/choose-command/none", test_none);
  g_test_add_func ("/choose-command/no-positives", test_no_positives);
  g_test_add_func ("/choose-command/printed", test_printed);
  return g_test_run ();
}
