/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "run.h"
#include "support.h"

/* What apply says about the metrics on a labelled file, and whether they agree
 * with those when the cutoffs were chosen. */

/* Rows of which `n_swapped` per cent have the label of the other class. */
static void
write_rows (const char *name, guint n, guint n_swapped, gboolean has_weights)
{
  g_autoptr (GString) text = g_string_new (has_weights ? "y,p,w\n" : "y,p\n");
  g_autofree char *path = NULL;

  for (guint i = 0; i < n; i++)
    {
      double score = (i * 61 % 997 + 0.5) / 997;
      guint label = (score > 0.5) != (i * 37 % 100 < n_swapped);

      g_string_append_printf (text, has_weights ? "%u,%.6f,%u\n" : "%u,%.6f\n",
                              label, score, 1 + i % 2);
    }
  path = test_write_file (name, text->str, -1);
}

/* The file that the cutoffs were chosen on agrees with them, a worse one does
 * not, and neither does it for cutoffs that have no intervals. */
static void
test_agreement (void)
{
  static const TestLine lines[] = {
    { "choose good.csv --positive 1 -o good.json", 0, "Saved" },
    { "choose good.csv --positive 1 --resamples 0 -o bare.json", 0, "Saved" },
    { "apply good.json good.csv -o d.csv", 0, "  agrees\n" },
    { "apply good.json bad.csv -o d.csv", 0, "  lower\n" },
    { "apply bare.json good.csv -o d.csv", 0, "  agrees\n" },
    { "apply bare.json bad.csv -o d.csv --confidence 0.99", 0, "  lower\n" },
    { "apply bare.json bad.csv -o d.csv --confidence 0.99", 0,
      "Intervals of 99 %, with 1,000 resamples and seed 1:" },
    { "choose bad.csv --positive 1 --maximize mcc -o bad.json", 0, "Saved" },
    { "apply bad.json good.csv -o d.csv --seed 2", 0, "mcc  0." },
    { "apply bad.json good.csv -o d.csv", 0, "  higher\n" },
    { "apply good.json good.csv -o d.csv --resamples 3", 2, "too few" },
  };
  g_auto (TestRun) good = { 0 }, bad = { 0 };

  write_rows ("good.csv", 600, 5, FALSE);
  write_rows ("bad.csv", 500, 25, FALSE);
  test_run_lines (lines, G_N_ELEMENTS (lines));
  good = test_run ("apply good.json good.csv -o d.csv");
  g_assert_null (strstr (good.out, "lower\n"));
  bad = test_run ("apply good.json bad.csv -o d.csv");
  g_assert_null (strstr (bad.out, "agrees\n"));
}

/* Without resamples the text ends with the metrics, as it does without
 * labels. */
static void
test_none (void)
{
  g_auto (TestRun) with = { 0 }, without = { 0 }, unlabelled = { 0 };
  g_auto (GStrv) lines = NULL;

  write_rows ("rows.csv", 200, 10, FALSE);
  test_run_lines (
      (const TestLine[]){
          { "choose rows.csv --positive 1 -o c.json", 0, "Saved" } },
      1);
  with = test_run ("apply c.json rows.csv -o d.csv");
  without = test_run ("apply c.json rows.csv -o d.csv --resamples 0");
  lines = g_strsplit (without.out, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 5);
  for (guint i = 0; i < 4; i++)
    test_assert_contains (with.out, lines[i]);
  g_assert_null (strstr (without.out, "agree"));
  g_free (test_write_file ("bare.csv", "p\n0.25\n0.75\n", -1));
  unlabelled = test_run ("apply c.json bare.csv -o d.csv --score p");
  g_assert_cmpint (unlabelled.status, ==, 0);
  g_assert_null (strstr (unlabelled.out, "agree"));
}

/* The reason is given once for weighted rows; grey zones, several classes and
 * sets of cutoffs are compared, too. */
static void
test_forms (void)
{
  static const TestLine lines[] = {
    { "choose weighted.csv --positive 1 --weight w -o w.json", 0, "Saved" },
    { "apply w.json weighted.csv --weight w -o d.csv", 0,
      "no interval: the rows have weights, of which only the sums are "
      "known\n" },
    { "choose @eights.csv --refer-cost 0.1 -o z.json", 0, "Saved" },
    { "apply z.json @eights.csv -o d.csv", 0, "  agrees\n" },
    { "choose @eights.csv --max-error 0.01 --prevalence 0.05 -o "
      "p.json",
      0, "Saved" },
    { "apply p.json @eights.csv -o d.csv", 0, "  agrees\n" },
    { "choose @digits.csv --jointly accuracy -o j.json", 0, "Saved" },
    { "apply j.json @digits.csv -o d.csv", 0,
      "accuracy  0.739 (0.718 to 0.759)       0.7390  agrees\n" },
    { "apply j.json @digits.csv -o d.csv", 0, "macro F1  0.73" },
    { "choose @digits.csv --jointly macro-f1 -o f.json", 0, "Saved" },
    { "apply f.json @digits.csv -o d.csv", 0, "agrees\n" },
    { "apply f.json @digits.csv -o d.csv", 0, "weighted F1  0.7" },
    { "choose @digit-traits.csv -o t.json", 0, "Saved" },
    { "apply t.json @digit-traits.csv -o d.csv", 0, "  agrees\n" },
  };
  g_auto (TestRun) weighted = { 0 };

  write_rows ("weighted.csv", 300, 10, TRUE);
  test_run_lines (lines, G_N_ELEMENTS (lines));
  weighted = test_run ("apply w.json weighted.csv --weight w -o d.csv");
  g_assert_null (strstr (weighted.out, "agrees"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/apply-intervals/agreement", test_agreement);
  g_test_add_func ("/apply-intervals/none", test_none);
  g_test_add_func ("/apply-intervals/forms", test_forms);
  return g_test_run ();
}
