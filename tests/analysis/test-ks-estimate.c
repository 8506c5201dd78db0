/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "analysis.h"
#include "ks-estimate.h"
#include "support.h"

/* The first class of a file whose columns y, p and, if they are named, weight
 * and unit are read. */
static LimenOneVsRest *
read_class (const char *text, const char *weight, const char *unit)
{
  const char *label[] = { "y", NULL }, *score[] = { "p", NULL };
  g_autofree char *path = test_write_file ("ks.csv", text, -1);
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (LimenLossOptions) losses = limen_loss_options_new ();
  g_autoptr (LimenDataset) dataset = NULL;
  g_autoptr (LimenAnalysis) analysis = NULL;
  LimenOneVsRest *class;
  GError *error = NULL;

  options->labels = g_strdupv ((GStrv) label);
  options->scores = g_strdupv ((GStrv) score);
  options->positive = g_strdup ("1");
  options->weight = g_strdup (weight);
  options->unit = g_strdup (unit);
  dataset = limen_dataset_read (path, options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  analysis = limen_analysis_new (dataset, losses, NULL, &error);
  g_assert_no_error (error);
  class = limen_analysis_get_class (analysis, 0, &error);
  g_assert_no_error (error);
  return class;
}

static LimenEstimate
estimate (const char *text, const char *weight, const char *unit)
{
  g_autoptr (LimenOneVsRest) class = read_class (text, weight, unit);
  const LimenBootstrap plan = LIMEN_BOOTSTRAP_DEFAULT;
  LimenEstimate result;

  g_assert_true (limen_ks_estimate (class, &plan, &result));
  return result;
}

/* n rows whose positives are higher by a step with probability `shift`; a unit
 * for each row, and weights of 2, or from 0.2 to 5. */
static char *
draw (GRand *random, gsize n, double shift, gboolean varies)
{
  GString *text = g_string_new ("y,p,weight,unit\n");

  for (gsize i = 0; i < n; i++)
    {
      double score = g_rand_double (random) / 2;
      gboolean is_high = i % 2 == 1 && g_rand_double (random) < shift;

      g_string_append_printf (
          text, "%d,%.4f,%.3f,u%u\n", (int) (i % 2),
          score + (is_high ? 0.5 : 0),
          varies ? g_rand_double_range (random, 0.2, 5) : 2, (guint) i);
    }
  return g_string_free (text, FALSE);
}

/* Where all positives are above all negatives, Smirnov's bound: with 6 and 3
 * rows the difference exceeds the population's by more than sqrt (log (40) /
 * (2 * 2)) in 2.5 of 100 samples. */
static void
test_perfect (void)
{
  LimenEstimate ks = estimate ("y,p\n1,.9\n1,.8\n1,.7\n1,.6\n1,.65\n1,.75\n"
                               "0,.3\n0,.2\n0,.1\n",
                               NULL, NULL);

  g_assert_cmpfloat (ks.value, ==, 1);
  test_assert_near (ks.interval.low, 1 - sqrt (log (40) / 4), 1e-12);
  g_assert_cmpfloat (ks.interval.high, ==, 1);
}

/* Scores that say nothing: the interval holds 0 in as many files as it
 * should, or more. */
static void
test_chance (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  guint n_held = 0;

  for (int i = 0; i < 100; i++)
    {
      g_autofree char *text = draw (random, 200, 0, FALSE);
      LimenEstimate ks = estimate (text, NULL, NULL);

      g_assert_cmpfloat (ks.value, >, 0);
      g_assert_cmpfloat (ks.interval.low, >=, 0);
      g_assert_cmpfloat (ks.interval.high, >=, ks.value);
      n_held += ks.interval.low < 1e-9;
    }
  g_test_message ("%u of 100 hold 0", n_held);
  g_assert_cmpuint (n_held, >=, 90);
}

/* The population's KS is 0.5, that of a sample larger: the interval extends
 * farther down. Rows that are drawn one by one, as each is a unit, give about
 * what counts give, and those of one weight just that. */
static void
test_rows (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (2);
  g_autofree char *text = draw (random, 2000, 0.5, FALSE);
  LimenEstimate counts = estimate (text, NULL, NULL);
  LimenEstimate units = estimate (text, NULL, "unit");
  LimenEstimate weights = estimate (text, "weight", NULL);

  g_assert_cmpfloat (counts.value - counts.interval.low, >=,
                     counts.interval.high - counts.value - 1e-9);
  g_assert_cmpfloat (counts.interval.low, >, 0.4);
  g_assert_cmpfloat (counts.interval.high, <, 0.6);
  test_assert_near (units.interval.low, counts.interval.low, 0.01);
  test_assert_near (units.interval.high, counts.interval.high, 0.01);
  test_assert_near (weights.interval.low, counts.interval.low, 0);
  test_assert_near (weights.interval.high, counts.interval.high, 0);
}

/* Weights that differ make it wider. */
static void
test_weights (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  double wider = 0;
  guint n_held = 0;

  for (int i = 0; i < 10; i++)
    {
      g_autofree char *text = draw (random, 1000, 0.5, TRUE);
      LimenEstimate equal = estimate (text, NULL, NULL);
      LimenEstimate weighted = estimate (text, "weight", NULL);

      wider += weighted.interval.high - weighted.interval.low
               - equal.interval.high + equal.interval.low;
      n_held += weighted.interval.low < 0.5 && weighted.interval.high > 0.5;
    }
  g_assert_cmpfloat (wider, >, 0);
  g_assert_cmpuint (n_held, >=, 8);
}

static void
test_refused (void)
{
  LimenEstimate one = estimate ("y,p\n1,0.9\n0,0.1\n", NULL, NULL);

  g_assert_true (isnan (one.interval.low));
  g_assert_cmpint (one.reason, ==, LIMEN_NO_INTERVAL_TOO_FEW);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ks-estimate/perfect", test_perfect);
  g_test_add_func ("/ks-estimate/chance", test_chance);
  g_test_add_func ("/ks-estimate/rows", test_rows);
  g_test_add_func ("/ks-estimate/weights", test_weights);
  g_test_add_func ("/ks-estimate/refused", test_refused);
  return g_test_run ();
}
