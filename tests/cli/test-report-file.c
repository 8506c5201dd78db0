/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "run.h"
#include "support.h"

/* Command lines with their exit status and message. */
static void
test_lines (void)
{
  static const TestLine lines[] = {
    { "report @digits-odd.csv -o r.pdf", 0, "Saved r.pdf" },
    { "report @digits.csv --at 0.3 -o R.HTML", 0, "Saved R.HTML" },
    { "report @digits-odd.csv -o r.htm", 0, "Saved r.htm" },
    { "report @digits.csv --bins 20 --recalibrate temperature -o r.pdf", 0,
      "Saved r.pdf" },
    { "report @digits.csv --recalibrate sigmoid -o r.pdf", 2,
      "\"sigmoid\" is not one of: " },
    { "report @digit-traits.csv -o r.json", 0, "Saved r.json" },
    { "report @digit-traits.csv -o r.txt", 0, "Saved r.txt" },
    { "report @digits.csv --json -o r.json", 0, "Saved r.json" },
    { "report @digits.csv --json -o r.pdf", 2, "does not match the format" },
    { "report @digits.csv -o r.docx", 2,
      "r.docx: the name must end in .txt, .json, .html or .pdf" },
    { "report @digits.csv --cutoffs c.json", 2,
      "in PDF or HTML; save one, as with --output report.pdf" },
    { "report @digits.csv --cutoffs no.json -o r.pdf", 1, "no.json" },
    { "report @digits.csv -o /nowhere/r.pdf", 1,
      "/nowhere/r.pdf: cannot be written" },
    { "report /nowhere.csv -o r.pdf", 1, "/nowhere.csv: No such file" },
  };

  test_run_lines (lines, G_N_ELEMENTS (lines));
}

/* Runs a line that ends in the name of an output; returns the text of the
 * output. */
static char *
save (const char *line, const char *name)
{
  g_autofree char *whole = g_strdup_printf ("%s %s", line, name);
  g_auto (TestRun) run = test_run (whole);

  g_test_message ("%s", run.err);
  g_assert_cmpint (run.status, ==, 0);
  return test_read_output (name);
}

/* Saved text and JSON equal the printed ones. */
static void
test_text (void)
{
  g_auto (TestRun) json = test_run ("report --json @digits-odd.csv");
  g_auto (TestRun) text = test_run ("report @digits-odd.csv");
  g_autofree char *a = save ("report @digits-odd.csv -o", "saved.json");
  g_autofree char *b = save ("report @digits-odd.csv -o", "saved.txt");

  g_assert_cmpstr (a, ==, json.out);
  g_assert_cmpstr (b, ==, text.out);
}

/* Documents have the saved cutoffs with their metrics on the file. */
static void
test_cutoffs (void)
{
  g_autofree char *cutoffs
      = save ("choose --name '<mine>' @digits-odd.csv -o", "mine.json");
  g_autofree char *page = save (
      "report --cutoffs mine.json @digits-odd.csv -o", "mine.html");
  g_auto (TestRun) other
      = test_run ("report --cutoffs mine.json -o other.html @tumours.csv");
  g_autofree char *absent
      = g_build_filename (test_get_folder (), "other.html", NULL);

  test_assert_contains (cutoffs, "<mine>");
  test_assert_contains (page, "&lt;mine&gt;");
  test_assert_contains (page, "0.3495");
  g_assert_null (strstr (page, "<mine>"));
  g_assert_cmpint (other.status, ==, 1);
  test_assert_contains (
      other.err, "tumours.csv: cutoff \"<mine>\" is for class \"1\"");
  g_assert_false (g_file_test (absent, G_FILE_TEST_EXISTS));
}

/* Costs and prevalence apply to the metrics in the document. */
static void
test_views (void)
{
  g_autofree char *page = save (
      "report --prevalence 0.01 --fn-cost 7 @digits-odd.csv -o", "view.html");

  test_assert_contains (page, "a false negative 7");
  test_assert_contains (page, "a prevalence of 0.01");
  test_assert_contains (page, "Average precision at prevalence 0.01");
}

/* Checks that a row of a page begins with a title and the number from the text
 * report. */
static void
assert_row (const char *page, const char *title, const char *text)
{
  g_autofree char *pattern = g_strdup_printf ("%s +([^ \n]+)", title);
  g_autoptr (GRegex) regex = g_regex_new (pattern, 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *number = NULL, *row = NULL;

  g_assert_true (g_regex_match (regex, text, 0, &match));
  number = g_match_info_fetch (match, 1);
  row = g_strdup_printf ("%s</th><td>%s</td>", title, number);
  test_assert_contains (page, row);
}

/* The document has the requested bins and the effect of recalibration, with
 * the numbers of the text report. */
static void
test_recalibration (void)
{
  static const char line[] = "report --bins 12 --binning equal-mass "
                             "--recalibrate platt --resamples 0 "
                             "@digits-odd.csv";
  static const char *const titles[] = { "Slope", "Intercept", "Brier score" };
  g_autofree char *to_page = g_strconcat (line, " -o", NULL);
  g_autofree char *page = save (to_page, "recalibrated.html");
  g_auto (TestRun) printed = test_run (line);

  test_assert_contains (page, "Calibration in 12 bins of equal mass");
  test_assert_contains (page, "cross-fitted");
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      assert_row (page, titles[i], printed.out);
      if (i < 2) /* before and after */
        assert_row (strstr (page, "Recalibration"), titles[i],
                    strstr (printed.out, "Recalibration"));
    }
}

/* Both reliability diagrams of a recalibration name their bins. */
static void
test_recalibration_bins (void)
{
  g_autofree char *path
      = g_build_filename (test_get_folder (), "recalibrated.pdf", NULL);
  g_auto (TestRun) run
      = test_run ("report --bins 12 --binning equal-mass --recalibrate platt "
                  "-o recalibrated.pdf @digits-odd.csv");
  g_autofree char *text = NULL;

  g_assert_cmpint (run.status, ==, 0);
  text = test_read_pdf (path);
  if (text != NULL)
    g_assert_true (g_regex_match_simple (
        "12 bins of equal mass +95 % interval +12 bins of equal mass", text, 0,
        0));
}

/* The rows referred by a grey zone are counted. */
static void
test_grey_zone (void)
{
  g_autofree char *cutoffs = save (
      "choose --refer-cost 0.1 --name grey @digits-odd.csv -o", "grey.json");
  g_autofree char *page = save (
      "report --cutoffs grey.json @digits-odd.csv -o", "grey.html");

  test_assert_contains (cutoffs, "grey");
  test_assert_contains (page, "Grey zones");
}

/* The cost of all six rows: 1.5 for the one missed below, 0.3 for the false
 * positive above, 1 for each of the two between, at the given prevalence. The
 * report describes the cutoff. */
static void
test_grey_zone_costs (void)
{
  static const char *const costs
      = "--fn-cost-column miss --fp-cost-column alarm";
  g_autofree char *file = test_write_file (
      "grey.csv",
      "y,p,miss,alarm\n1,0.1,1.5,1\n0,0.2,1,1\n1,0.4,9,1\n0,0.5,1,9\n"
      "0,0.8,1,0.3\n1,0.9,1,1\n",
      -1);
  g_autofree char *choose = g_strdup_printf (
      "choose --refer-cost 1 %s grey.csv -o", costs);
  g_autofree char *report = g_strdup_printf (
      "report --cutoffs costs.json %s grey.csv -o", costs);
  g_autofree char *moved = g_strdup_printf (
      "report --cutoffs costs.json %s --prevalence 0.25 grey.csv -o", costs);
  g_autofree char *cutoffs = save (choose, "costs.json");
  g_autofree char *page = save (report, "costs.html");
  g_autofree char *moved_page = save (moved, "moved.html");

  g_assert_nonnull (file);
  test_assert_contains (cutoffs, "row-costs");
  test_assert_contains (cutoffs, "\"cost\": 0.633333333333333");
  test_assert_contains (page, ">Cost</th><td>0.6333<");
  test_assert_contains (moved_page, ">Cost</th><td>0.5333<");
}

/* A report on piped input has no file name and no time. */
static void
test_standard_input (void)
{
  g_auto (TestRun) piped = test_run_with_input (
      "report - -o input.html", "y,p\n1,0.75\n0,0.25\n1,0.5\n");
  g_autofree char *page = test_read_output ("input.html");

  g_assert_cmpint (piped.status, ==, 0);
  test_assert_contains (page, "standard input");
  g_assert_null (strstr (page, "Last changed"));
}

/* A document never overwrites one of its inputs. */
static void
test_report_over_input (void)
{
  g_autofree char *path
      = test_write_file ("in.html", "y,p\n1,0.75\n0,0.25\n", -1);
  g_auto (TestRun) over = test_run ("report in.html -o in.html");
  g_autofree char *left = test_read_output ("in.html");

  g_assert_true (g_str_has_suffix (path, "in.html"));
  g_assert_cmpint (over.status, ==, 2);
  test_assert_contains (over.err, "is an input");
  g_assert_cmpstr (left, ==, "y,p\n1,0.75\n0,0.25\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report-file/lines", test_lines);
  g_test_add_func ("/report-file/text", test_text);
  g_test_add_func ("/report-file/cutoffs", test_cutoffs);
  g_test_add_func ("/report-file/views", test_views);
  g_test_add_func ("/report-file/recalibration", test_recalibration);
  g_test_add_func ("/report-file/recalibration-bins",
                   test_recalibration_bins);
  g_test_add_func ("/report-file/grey-zone", test_grey_zone);
  g_test_add_func ("/report-file/grey-zone-costs", test_grey_zone_costs);
  g_test_add_func ("/report-file/standard-input", test_standard_input);
  g_test_add_func ("/report-file/over-input", test_report_over_input);
  return g_test_run ();
}
