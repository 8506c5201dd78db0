/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run.h"
#include "support.h"

/* Command lines with their exit status and message. */
static void
test_lines (void)
{
  static const TestLine lines[] = {
    { "plot --help", 0, "--resamples" },
    { "plot --figure roc --resamples 200 -o b.png @digits-odd.csv", 0,
      "Saved b.png" },
    { "plot --figure roc --resamples some -o b.png @digits-odd.csv", 2,
      "--resamples: \"some\"" },
    { "plot --figure roc --resamples 5 -o b.png @digits-odd.csv", 2,
      "too few for a confidence" },
    { "plot --figure roc --seed 3 -o b.png @digits-odd.csv", 2,
      "--seed: give --resamples as well" },
    { "plot --figure roc --confidence 0.9 -o b.png @digits-odd.csv", 2,
      "--confidence: give --resamples as well" },
    { "plot --figure roc --stratified -o b.png @digits-odd.csv", 2,
      "--stratified: give --resamples as well" },
    { "plot --figure histogram --resamples 200 -o b.png @digits-odd.csv", 2,
      "--resamples: --figure histogram has no bands; give --figure "
      "threshold-curves" },
    { "plot --figure roc --resamples 200 --json @digits-odd.csv", 2,
      "leave it out" },
    { "plot --figure roc --resamples 200 --json -o b.json @digits-odd.csv", 2,
      "leave it out" },
  };

  test_run_lines (lines, G_N_ELEMENTS (lines));
}

/* Draws a figure with some options; a digest of its SVG. */
static char *
draw (const char *figure, const char *options)
{
  g_autofree char *line = g_strdup_printf (
      "plot --figure %s %s -o bands.svg @digits-odd.csv", figure, options);
  g_auto (TestRun) run = test_run (line);
  g_autofree char *svg = NULL;

  g_assert_cmpint (run.status, ==, 0);
  g_assert_cmpstr (run.err, ==, "");
  svg = test_read_output ("bands.svg");
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, svg, -1);
}

/* Without resamples a picture is what it was; with them, it is drawn equally
 * each time. The confidence changes the bands, and so do the number of
 * resamples and the seed, but for the exact intervals of proportions in "ks".
 */
static void
test_pictures (void)
{
  static const char *const figures[]
      = { "threshold-curves", "precision-recall", "decision", "ks" };
  /* The others show proportions and functions of them only. */
  static const gboolean is_resampled[] = { FALSE, TRUE, TRUE, FALSE };
  static const char *const options[]
      = { "", "--resamples 200", "--resamples 200 --confidence 0.8",
          "--resamples 201", "--resamples 200 --seed 2" };

  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      g_autofree char *zero = draw (figures[i], "--resamples 0");
      g_autofree char *again = draw (figures[i], "--resamples 200");
      g_auto (GStrv) pictures = g_new0 (char *, G_N_ELEMENTS (options) + 1);

      for (guint j = 0; j < (is_resampled[i] ? 5 : 3); j++)
        {
          pictures[j] = draw (figures[i], options[j]);
          for (guint k = 0; k < j; k++)
            g_assert_cmpstr (pictures[j], !=, pictures[k]);
        }
      g_assert_cmpstr (zero, ==, pictures[0]);
      g_assert_cmpstr (again, ==, pictures[1]);
    }
}

/* The command says why there are no bands. */
static void
test_none (void)
{
  g_auto (TestRun) run = { 0 };
  g_autofree char *path = test_write_file (
      "decided.csv", "label,predicted\n0,0\n1,1\n1,0\n", -1);

  g_assert_nonnull (path);
  run = test_run ("plot --figure roc --resamples 100 -o b.png decided.csv");
  g_assert_cmpint (run.status, ==, 0);
  test_assert_contains (run.err, "No bands were drawn");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot-bands/lines", test_lines);
  g_test_add_func ("/plot-bands/pictures", test_pictures);
  g_test_add_func ("/plot-bands/none", test_none);
  return g_test_run ();
}
