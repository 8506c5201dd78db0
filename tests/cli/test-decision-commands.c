/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "run.h"
#include "support.h"

#define BINARY "--label y --predicted d --score none "
#define SEVERAL "--label y --predicted d --score none "

static void
write_file (const char *name, const char *text)
{
  g_free (test_write_file (name, text, -1));
}

static void
set_up (void)
{
  static const char *const choose = "choose scores.csv --output cutoffs.json";
  g_auto (TestRun) run = { 0 };

  write_file ("two.csv", "y,d\n1,1\n1,1\n1,0\n0,0\n0,1\n0,0\n0,0\n");
  write_file ("three.csv", "y,d\nant,ant\nbee,bee\ncat,ant\ncat,cat\n");
  write_file ("scores.csv", "y,p\n1,0.9\n0,0.3\n1,0.6\n0,0.4\n");
  run = test_run (choose);
  g_assert_cmpint (run.status, ==, 0);
}

/* Metrics of decisions without scores, and messages about what needs scores.
 */
static void
test_lines (void)
{
  static const TestLine lines[] = {
    { "report two.csv " BINARY, 0, "binary, decisions" },
    { "report two.csv " BINARY, 0, "As decided" },
    { "report two.csv " BINARY, 0, "the balanced accuracy" },
    { "report two.csv --label y --score d --kind decision", 0, "As decided" },
    { "report two.csv --label y --score d", 0, "At a threshold" },
    { "report two.csv " BINARY "--prevalence 0.1", 0, "As decided" },
    { "report two.csv " BINARY "--at 0.5", 2, "have no thresholds" },
    { "report two.csv " BINARY "--bins 5", 2, "have no calibration" },
    { "report two.csv " BINARY "--recalibrate isotonic", 1, "predict_proba" },
    { "report two.csv " BINARY "--combine bce=1", 1,
      "the file has decisions, which have no losses" },
    { "report two.csv " BINARY "--output two.html", 0, "Saved" },
    { "report two.csv " BINARY "--output two.pdf", 0, "Saved" },
    { "report two.csv " BINARY "--output x.pdf --cutoffs cutoffs.json", 1,
      "but this file has decisions" },
    { "report three.csv " SEVERAL, 0, "multiclass, decisions" },
    { "report three.csv " SEVERAL, 0, "columns: predicted classes" },
    { "report three.csv " SEVERAL "--output three.html", 0, "Saved" },
    { "report two.csv --label y --score none", 1, "--predicted COLUMN" },
    { "choose two.csv " BINARY "--output x.json", 1,
      "\"d\" has decisions, so there is no threshold to choose; export" },
    { "choose three.csv " SEVERAL "--output x.json", 1, "predict_proba" },
    { "choose two.csv " BINARY "--recalibrate platt --output x.json", 1,
      "predict_proba" },
    { "plot two.csv " BINARY "--figure roc --output x.svg", 0, "Saved" },
    { "plot two.csv " BINARY "--figure precision-recall --output x.svg", 0,
      "Saved" },
    { "plot two.csv " BINARY "--figure histogram --output x.svg", 2,
      "decisions, which are a single point" },
    { "plot two.csv " BINARY "--figure losses --output x.svg", 2, "needs" },
    { "plot two.csv " BINARY "--figure roc --at 0.2 --output x.svg", 2,
      "have no thresholds" },
    { "plot three.csv " SEVERAL "--figure confusion --output x.svg", 0,
      "Saved" },
    { "plot three.csv " SEVERAL "--figure roc --class bee --output x.svg", 0,
      "Saved" },
    { "curve two.csv " BINARY "--figure decision --output x.csv", 2, "needs" },
    { "rows two.csv " BINARY "--where wrong", 0, "fn" },
    { "rows two.csv " BINARY "--sort loss", 2, "no loss and no score" },
    { "rows two.csv " BINARY "--sort score", 2, "no loss and no score" },
    { "rows two.csv " BINARY "--at 0.5", 2, "have no thresholds" },
    { "rows three.csv " SEVERAL "--where wrong", 0, "cat,ant" },
    { "apply cutoffs.json two.csv " BINARY "--output x.csv", 1,
      "cutoffs apply to scores" },
  };

  test_run_lines (lines, G_N_ELEMENTS (lines));
}

static void
assert_lacks (const char *text, const char *part)
{
  g_assert_null (strstr (text, part));
}

/* The numbers of a figure are those of a single point without a threshold. */
static void
test_point (void)
{
  g_auto (TestRun) run
      = test_run ("curve two.csv " BINARY "--figure roc --output -");

  g_assert_cmpint (run.status, ==, 0);
  g_assert_cmpstr (run.out, ==,
                   "\"threshold\",\"tp\",\"fp\",\"fn\",\"tn\",\"fpr\","
                   "\"recall\"\n,2,1,1,3,0.25,0.6666666666666666\n");
}

/* A report document has the confusion matrix and the metrics, but no best
 * thresholds. */
static void
test_document (void)
{
  g_autofree char *two = test_read_output ("two.html");
  g_autofree char *three = test_read_output ("three.html");

  test_assert_contains (two, "Report on the decisions of a classifier");
  test_assert_contains (two, "Operating point of the decisions");
  test_assert_contains (two, "Confusion matrix, the decisions");
  test_assert_contains (two, "Youden");
  assert_lacks (two, "Best thresholds");
  assert_lacks (two, "Average precision");
  assert_lacks (two, "Calibration");
  assert_lacks (two, "default threshold");
  test_assert_contains (three, "Each row has the class that the file");
  assert_lacks (three, "Best F1");
  assert_lacks (three, "threshold of its own");
}

/* No cutoff can be chosen on decisions. */
static void
test_cutoff (void)
{
  g_autofree char *text = test_read_output ("cutoffs.json");
  g_auto (GStrv) parts = g_strsplit (text, "\"probability\"", -1);
  g_autofree char *changed = g_strjoinv ("\"decision\"", parts);
  g_auto (TestRun) run = { 0 };

  write_file ("changed.json", changed);
  run = test_run ("apply changed.json scores.csv --output x.csv");
  g_assert_cmpint (run.status, ==, 1);
  test_assert_contains (run.err, "\"kind\" has an unknown value");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  set_up ();
  g_test_add_func ("/decision-commands/lines", test_lines);
  g_test_add_func ("/decision-commands/point", test_point);
  g_test_add_func ("/decision-commands/document", test_document);
  g_test_add_func ("/decision-commands/cutoff", test_cutoff);
  return g_test_run ();
}
