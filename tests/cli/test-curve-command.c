/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "run.h"
#include "support.h"

/* Command lines with their exit status and message. */
static void
test_lines (void)
{
  static const TestLine lines[] = {
    { "curve --help", 0, "--figure" },
    { "curve @digits-odd.csv", 2, "give --figure histogram" },
    { "curve --figure roc @digits-odd.csv", 2, "--output" },
    { "curve --figure roc -o x.csv", 2, "give one FILE" },
    { "curve --figure roc -o @digits-odd.csv @digits-odd.csv", 2,
      "is an input" },
    { "curve --figure cost --fn-cost dear -o x.csv @digits-odd.csv", 2,
      "--fn-cost" },
    { "curve --figure roc -o /nowhere/x.csv @digits-odd.csv", 1,
      "cannot be written" },
    { "curve --figure roc --bins 9 -o x.csv @digits-odd.csv", 2,
      "--bins and --binning: --figure roc has no calibration bins" },
    { "curve --figure reliability --bins 0 -o x.csv @digits-odd.csv", 2,
      "not a number of bins from 1 to 1000" },
    { "curve --figure reliability --binning x -o x.csv @digits-odd.csv", 2,
      "is not one of: equal-width, equal-mass" },
    { "curve --figure cost --class b --fn-cost-column paid -o x.csv "
      "several.csv",
      0, "Saved x.csv" },
  };
  g_autofree char *several = test_write_file (
      "several.csv",
      "label,prob_a,prob_b,prob_c,paid\na,0.5,0.25,0.25,3\n"
      "b,0.25,0.5,0.25,1\nc,0.25,0.25,0.5,2\n",
      -1);

  g_assert_true (g_file_test (several, G_FILE_TEST_EXISTS));
  test_run_lines (lines, G_N_ELEMENTS (lines));
}

/* The output of `curve` as lists of numbers. */
typedef struct
{
  char *text;
  GStrv lines;
  guint n_lines;
} Table;

static void
clear_table (Table *self)
{
  g_free (self->text);
  g_strfreev (self->lines);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Table, clear_table)

static Table
save_curve (const char *arguments)
{
  g_autofree char *line
      = g_strdup_printf ("curve -o curve.csv --figure %s", arguments);
  g_auto (TestRun) result = test_run (line);
  Table table = { 0 };

  g_assert_cmpint (result.status, ==, 0);
  test_assert_contains (result.out, "Saved curve.csv");
  table.text = test_read_output ("curve.csv");
  table.lines = g_strsplit (table.text, "\n", -1);
  table.n_lines = g_strv_length (table.lines) - 1;
  g_assert_cmpstr (table.lines[table.n_lines], ==, "");
  return table;
}

/* A field as a number; NaN where it is empty. */
static double
get_field (const Table *table, guint line, guint field)
{
  g_auto (GStrv) fields = g_strsplit (table->lines[line], ",", -1);

  g_assert_cmpuint (g_strv_length (fields), >, field);
  return *fields[field] == '\0' ? (double) NAN
                                : g_ascii_strtod (fields[field], NULL);
}

static void
test_curve_heads (void)
{
  static const struct
  {
    const char *arguments, *head;
    guint n_lines; /* 0: not checked */
  } cases[] = {
    { "threshold-curves @eights.csv",
      "threshold,tp,fp,fn,tn,precision,recall,f1,specificity,accuracy" },
    { "rate-curves @eights.csv",
      "threshold,tp,fp,fn,tn,predicted-positive-rate,precision,recall,f1,"
      "specificity,accuracy" },
    { "roc @eights.csv", "threshold,tp,fp,fn,tn,fpr,recall" },
    { "precision-recall @eights.csv",
      "threshold,tp,fp,fn,tn,recall,precision" },
    { "det @eights.csv",
      "threshold,tp,fp,fn,tn,fpr,fnr,fpr-deviate,fnr-deviate" },
    { "gain @eights.csv",
      "threshold,tp,fp,fn,tn,predicted-positive-rate,recall" },
    { "lift @eights.csv",
      "threshold,tp,fp,fn,tn,predicted-positive-rate,lift" },
    { "ks @eights.csv", "threshold,tp,fp,fn,tn,specificity,fnr" },
    { "cost @eights.csv", "threshold,tp,fp,fn,tn,cost" },
    { "decision @tumours.csv",
      "threshold,tp,fp,fn,tn,probability,net-benefit,net-benefit-of-all" },
    { "histogram @eights.csv", "low,high,negatives,positives", 51 },
    { "losses @eights.csv", "low,high,right,wrong,loss", 51 },
    { "reliability @eights.csv",
      "low,high,rows,mean-score,frequency,wilson-low,wilson-high", 16 },
    { "reliability --bins 40 @eights.csv",
      "low,high,rows,mean-score,frequency,wilson-low,wilson-high", 41 },
    { "reliability --bins 9 --kind score @eights.csv",
      "low,high,rows,mean-score,frequency,wilson-low,wilson-high", 1 },
    { "confusion @digits.csv",
      "\"true\",\"0\",\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\"",
      11 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Table) table = save_curve (cases[i].arguments);
      g_auto (GStrv) quoted = g_strsplit (cases[i].head, "\"", -1);
      g_auto (GStrv) found = g_strsplit (table.lines[0], "\"", -1);
      g_autofree char *expected_head = g_strjoinv ("", quoted);
      g_autofree char *head = g_strjoinv ("", found);

      g_assert_cmpstr (head, ==, expected_head);
      if (cases[i].n_lines > 0)
        g_assert_cmpuint (table.n_lines, ==, cases[i].n_lines);
      else
        g_assert_cmpuint (table.n_lines, >, 300);
    }
}

/* Lines for every distinct score and infinity; x and y follow from the cells.
 */
static void
test_curve_numbers (void)
{
  g_auto (Table) table = save_curve ("roc @eights.csv");
  g_auto (Table) deviates = save_curve ("det @eights.csv");
  double previous = -HUGE_VAL;

  for (guint i = 1; i < table.n_lines; i++)
    {
      double threshold = get_field (&table, i, 0);
      double tp = get_field (&table, i, 1), fp = get_field (&table, i, 2);
      double fn = get_field (&table, i, 3), tn = get_field (&table, i, 4);

      g_assert_cmpfloat (threshold, >, previous);
      g_assert_cmpfloat (tp + fn, ==, 174);
      g_assert_cmpfloat (fp + tn, ==, 1797 - 174);
      test_assert_near (get_field (&table, i, 5), fp / (fp + tn), 1e-15);
      test_assert_near (get_field (&table, i, 6), tp / (tp + fn), 1e-15);
      test_assert_near (0.5 * erfc (-get_field (&deviates, i, 7) / sqrt (2)),
                        get_field (&deviates, i, 5), 1e-12);
      previous = threshold;
    }
  g_assert_true (isinf (previous));
  g_assert_cmpfloat (get_field (&table, table.n_lines - 1, 1), ==, 0);
  g_assert_cmpfloat (get_field (&table, 1, 3), ==, 0);
}

/* Undefined values are empty; a prevalence changes the curves but not the
 * cells, which count the rows of the file. */
static void
test_curve_population (void)
{
  g_auto (Table) plain = save_curve ("precision-recall @eights.csv");
  g_auto (Table) moved
      = save_curve ("precision-recall --prevalence 0.5 @eights.csv");
  guint last = plain.n_lines - 1;

  g_assert_true (isnan (get_field (&plain, last, 6)));
  g_assert_cmpfloat (get_field (&plain, 50, 1), ==, get_field (&moved, 50, 1));
  g_assert_cmpfloat (get_field (&plain, 50, 5), ==, get_field (&moved, 50, 5));
  g_assert_cmpfloat (get_field (&plain, 50, 6), <, get_field (&moved, 50, 6));
}

/* Checks that the figure has the bins of the report, and that its bins give
 * the reported calibration error. */
static void
check_bins_agree (const char *options, guint n_bins)
{
  g_autofree char *report_line
      = g_strdup_printf ("report --json %s", options);
  g_autofree char *curve_line = g_strdup_printf ("reliability %s", options);
  g_auto (TestRun) report = test_run (report_line);
  g_auto (Table) curve = save_curve (curve_line);
  g_autoptr (JsonNode) node = test_parse_json (report.out);
  JsonObject *calibration = json_object_get_object_member (
      json_node_get_object (node), "calibration");
  JsonArray *bins = json_object_get_array_member (calibration, "bins");
  double total = 0, gaps = 0;

  g_assert_cmpuint (json_array_get_length (bins), ==, n_bins);
  g_assert_cmpuint (curve.n_lines, ==, n_bins + 1);
  for (guint i = 0; i < n_bins; i++)
    {
      JsonObject *bin = json_array_get_object_element (bins, i);
      double rows = get_field (&curve, i + 1, 2);

      g_assert_cmpfloat (get_field (&curve, i + 1, 0), ==,
                         json_object_get_double_member (bin, "low"));
      g_assert_cmpfloat (rows, ==,
                         json_object_get_double_member (bin, "weight"));
      total += rows;
      if (rows > 0)
        gaps += rows
                * fabs (get_field (&curve, i + 1, 3)
                        - get_field (&curve, i + 1, 4));
    }
  test_assert_near (json_object_get_double_member (calibration, "ece"),
                    gaps / total, 1e-14);
}

/* Rows with equal scores share a bin of equal mass. */
static void
test_curve_bins (void)
{
  g_autofree char *path = test_write_file (
      "ties.csv", "y,p\n0,0.25\n0,0.25\n1,0.25\n0,0.25\n1,0.75\n1,0.875\n",
      -1);

  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  check_bins_agree ("@eights.csv", 15);
  check_bins_agree ("--bins 7 @eights.csv", 7);
  check_bins_agree ("--bins 7 --binning equal-mass @eights.csv", 7);
  check_bins_agree ("--bins 6 --binning equal-mass ties.csv", 3);
}

/* The member "at" of a report: the metrics at each threshold. */
static JsonArray *
get_at (JsonNode *report)
{
  return json_object_get_array_member (json_node_get_object (report), "at");
}

/* Checks that the figure, the report and `choose` give the same cost at every
 * threshold, and that the minimum of the curve is the chosen threshold. */
static void
check_costs_agree (const char *options)
{
  g_autofree char *report_line = g_strdup_printf (
      "report --json --at 0.1 --at 0.2 --at 0.4 --at 0.6 --at 0.7 --at 0.8 "
      "%s costs.csv",
      options);
  g_autofree char *choose_line = g_strdup_printf (
      "choose --minimize cost %s -o costs.json costs.csv", options);
  g_autofree char *curve_line
      = g_strdup_printf ("cost %s costs.csv", options);
  g_auto (TestRun) report = test_run (report_line);
  g_auto (TestRun) chosen = test_run (choose_line);
  g_auto (Table) curve = save_curve (curve_line);
  g_autoptr (JsonNode) node = test_parse_json (report.out);
  g_autoptr (JsonNode) cutoff = test_load_cutoff ("costs.json");
  double least = INFINITY;

  g_assert_cmpint (chosen.status, ==, 0);
  g_assert_cmpuint (curve.n_lines, ==, 7);
  for (guint i = 0; i < 6; i++)
    {
      JsonObject *at = json_array_get_object_element (get_at (node), i);
      double cost = json_object_get_double_member (
          json_object_get_object_member (at, "metrics"), "cost");

      test_assert_near (get_field (&curve, i + 1, 5), cost, 1e-14);
      least = fmin (least, cost);
    }
  test_assert_near (json_object_get_double_member (
                        json_node_get_object (cutoff), "value"),
                    least, 1e-14);
}

static void
test_curve_row_costs (void)
{
  static const char *const options[]
      = { "--fn-cost-column miss",
          "--fn-cost-column miss --fp-cost-column alarm --fp-cost 0.5",
          ("--fn-cost-column miss --fp-cost-column alarm --weight w "
           "--tp-gain 2 --prevalence 0.05") };
  g_autofree char *path = test_write_file (
      "costs.csv",
      "y,p,miss,alarm,w\n0,0.1,7,3,1\n1,0.2,9,0,1\n0,0.4,7,1,1\n"
      "0,0.6,7,20,1\n1,0.7,2,0,3\n",
      -1);

  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    check_costs_agree (options[i]);
}

/* For a regression the bars have the weight of their rows, since nothing is
 * decided. */
static void
test_regression (void)
{
  g_autofree char *numbers = test_write_file (
      "numbers.csv",
      "target,prediction,w\n1.5,1,2\n2,2.25,1\n-3,4,0.5\n0,0.5,1\n", -1);
  g_auto (Table) table = { 0 };
  double weight = 0, loss = 0;

  g_assert_nonnull (numbers);
  table = save_curve ("losses --task regression --weight w numbers.csv");
  g_assert_cmpstr (table.lines[0], ==,
                   "\"low\",\"high\",\"weight\",\"loss\"");
  for (guint i = 1; i < table.n_lines; i++)
    {
      weight += get_field (&table, i, 2);
      loss += get_field (&table, i, 3);
    }
  g_assert_cmpfloat (weight, ==, 4.5);
  g_assert_cmpfloat (loss, ==, 2 * 0.25 + 0.0625 + 0.5 * 49 + 0.25);
  g_assert_cmpfloat (get_field (&table, table.n_lines - 1, 1), ==, 49);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/curve-command/lines", test_lines);
  g_test_add_func ("/curve-command/heads", test_curve_heads);
  g_test_add_func ("/curve-command/numbers", test_curve_numbers);
  g_test_add_func ("/curve-command/population", test_curve_population);
  g_test_add_func ("/curve-command/bins", test_curve_bins);
  g_test_add_func ("/curve-command/row-costs", test_curve_row_costs);
  g_test_add_func ("/curve-command/regression", test_regression);
  return g_test_run ();
}
