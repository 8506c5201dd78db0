/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "run.h"
#include "support.h"

/* Command lines with their exit status and message. */
static void
test_lines (void)
{
  static const TestLine lines[] = {
    { "plot --help", 0, "--figure" },
    { "plot @digits-odd.csv", 2, "--figure" },
    { "plot --figure pie -o x.png @digits-odd.csv", 2, "--figure" },
    { "plot --figure histogram @digits-odd.csv", 2, "--output" },
    { "plot --figure histogram -o x.bmp @digits-odd.csv", 2, "must end in" },
    { "plot --figure histogram --size 5x5 -o x.png @digits-odd.csv", 2,
      "--size" },
    { "plot --figure roc --theme pink -o x.png @digits-odd.csv", 2,
      "--theme: \"pink\" is not one of" },
    { "plot --figure roc --prevalence 1 -o x.png @digits-odd.csv", 2,
      "--prevalence" },
    { "plot --figure losses --binning equal-mass -o x.png @digits-odd.csv", 2,
      "--bins and --binning: --figure losses has no calibration bins" },
    { "plot --figure reliability --bins 1001 -o x.png @digits-odd.csv", 2,
      "not a number of bins" },
    { "plot --figure roc -o x.png @digits.csv", 2, "--class" },
    { "plot --figure confusion -o x.png @digits-odd.csv", 2,
      "several classes" },
    { "plot --figure histogram -o x.png @digits.csv", 2,
      "this file has several classes; choose one with --class: \"0\"" },
    { "plot --figure histogram --class x -o x.png @digits.csv", 2,
      "--class: there is no class \"x\"" },
    { "plot --figure histogram --class even -o x.png @digit-traits.csv", 0,
      "Saved x.png" },
  };

  test_run_lines (lines, G_N_ELEMENTS (lines));
}

static void
test_plots (void)
{
  static const struct
  {
    const char *figure, *name, *magic;
  } cases[] = {
    { "histogram", "h.png", "\211PNG" },
    { "histogram", "h.svg", "<?xml" },
    { "histogram", "h.pdf", "%PDF-" },
    { "threshold-curves", "c.png", "\211PNG" },
    { "threshold-curves", "c.svg", "<?xml" },
    { "threshold-curves", "c.pdf", "%PDF-" },
    { "losses", "l.png", "\211PNG" },
    { "losses", "l.svg", "<?xml" },
    { "log", "g.png", "\211PNG" },
    { "log", "g.svg", "<?xml" },
    { "rate-curves", "rc.png", "\211PNG" },
    { "roc", "r.png", "\211PNG" },
    { "roc", "r.pdf", "%PDF-" },
    { "precision-recall", "p.svg", "<?xml" },
    { "det", "d.png", "\211PNG" },
    { "gain", "ga.png", "\211PNG" },
    { "lift", "li.png", "\211PNG" },
    { "ks", "k.png", "\211PNG" },
    { "cost", "co.svg", "<?xml" },
    { "decision", "de.png", "\211PNG" },
    { "reliability", "re.svg", "<?xml" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *line = g_strdup_printf (
          "plot --figure %s --output %s --size 640x400 --at 0.35 "
          "@digits-odd.csv",
          cases[i].figure, cases[i].name);
      g_autofree char *path
          = g_build_filename (test_get_folder (), cases[i].name, NULL);
      g_autofree char *bytes = NULL;
      g_auto (TestRun) result = test_run (line);
      gsize length;

      g_assert_cmpint (result.status, ==, 0);
      g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
      g_assert_cmpuint (length, >, 2000);
      g_assert_true (
          memcmp (bytes, cases[i].magic, strlen (cases[i].magic)) == 0);
    }
}

/* Theme, class, prevalence and bins change the picture. */
static void
test_plot_options (void)
{
  static const char *const lines[]
      = { "plot --figure roc -o a.svg --class 3 @digits.csv",
          "plot --figure roc -o b.svg --class 3 --theme dark @digits.csv",
          "plot --figure roc -o c.svg --class 4 @digits.csv",
          "plot --figure precision-recall -o d.svg @eights.csv",
          ("plot --figure precision-recall --prevalence 0.4 -o e.svg "
           "@eights.csv"),
          "plot --figure cost -o f.svg @eights.csv",
          "plot --figure cost --fn-cost 7 -o g.svg @eights.csv",
          "plot --figure reliability -o h.svg @eights.csv",
          "plot --figure reliability --bins 7 -o i.svg @eights.csv",
          ("plot --figure reliability --bins 7 --binning equal-mass -o j.svg "
           "@eights.csv") };
  char *pictures[G_N_ELEMENTS (lines)];

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_auto (TestRun) result = test_run (lines[i]);
      g_autofree char *name = g_strdup_printf ("%c.svg", 'a' + i);

      g_assert_cmpint (result.status, ==, 0);
      pictures[i] = test_read_output (name);
      for (guint j = 0; j < i; j++)
        g_assert_cmpstr (pictures[i], !=, pictures[j]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    g_free (pictures[i]);
}

/* A reliability diagram names its actual bins, not the requested ones. */
static void
test_plot_bins (void)
{
  static const struct
  {
    const char *options, *title;
  } cases[] = {
    { "@eights.csv", "15 bins of equal width" },
    { "--bins 7 @eights.csv", "7 bins of equal width" },
    { "--bins 12 --binning equal-mass @eights.csv", "12 bins of equal mass" },
    { "--bins 6 --binning equal-mass ties.csv", "3 bins of equal mass" },
    { "--bins 1 --size 400x300 ties.csv", "1 bin of equal width" },
  };
  g_autofree char *ties = test_write_file (
      "ties.csv", "y,p\n0,0.25\n0,0.25\n1,0.25\n0,0.25\n1,0.75\n1,0.875\n",
      -1);
  g_autofree char *path
      = g_build_filename (test_get_folder (), "bins.pdf", NULL);

  g_assert_true (g_file_test (ties, G_FILE_TEST_EXISTS));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *line = g_strdup_printf (
          "plot --figure reliability -o bins.pdf %s", cases[i].options);
      g_auto (TestRun) result = test_run (line);
      g_autofree char *text = NULL;

      g_assert_cmpint (result.status, ==, 0);
      text = test_read_pdf (path);
      if (text == NULL)
        return;
      test_assert_contains (text, cases[i].title);
      test_assert_contains (text, "expected calibration error");
    }
}

/* Costs of each row change these figures; the ROC curve then has no line of
 * equal cost. */
static void
test_plot_row_costs (void)
{
  static const char *const figures[] = { "cost", "roc" };
  g_autofree char *path = test_write_file (
      "costs.csv", "y,p,miss\n0,0.1,7\n1,0.2,9\n0,0.4,7\n1,0.7,2\n", -1);

  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      g_autofree char *plain_line = g_strdup_printf (
          "plot --figure %s -o a.svg costs.csv", figures[i]);
      g_autofree char *line = g_strdup_printf (
          "plot --figure %s --fn-cost-column miss -o b.svg costs.csv",
          figures[i]);
      g_auto (TestRun) plain = test_run (plain_line);
      g_auto (TestRun) costly = test_run (line);
      g_autofree char *first = NULL, *second = NULL;

      g_assert_cmpint (plain.status, ==, 0);
      g_assert_cmpint (costly.status, ==, 0);
      first = test_read_output ("a.svg");
      second = test_read_output ("b.svg");
      g_assert_cmpstr (first, !=, second);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot-command/lines", test_lines);
  g_test_add_func ("/plot-command/pictures", test_plots);
  g_test_add_func ("/plot-command/options", test_plot_options);
  g_test_add_func ("/plot-command/bins", test_plot_bins);
  g_test_add_func ("/plot-command/row-costs", test_plot_row_costs);
  return g_test_run ();
}
