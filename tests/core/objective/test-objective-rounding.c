/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "objective.h"
#include "objective-cases.h"
#include "support.h"

/* Six of ten positives and three of ten negatives on one side: 0.6 + 0.7 - 1
 * is not 0.3 in doubles, nor is 0.1 + 0.1 + 0.1. */
static void
test_rounding (void)
{
  static const char *const met[]
      = { "maximize accuracy subject to youden-j>=0.3",
          "maximize precision subject to fpr<=0.3",
          "maximize recall subject to predicted-positives<=0.9",
          "maximize precision subject to recall>=0.6, specificity>=0.7",
          "maximize recall subject to cost<=0.35" };
  static const char *const failed[]
      = { "maximize recall subject to youden-j>=0.300001",
          "maximize recall subject to youden-j>=0.3, fpr<=0.299999",
          "maximize precision subject to recall>=0.6000001, fpr<=0.3" };
  double of_scores[20], tenths[20];
  guint16 of_labels[20];

  for (int i = 0; i < 20; i++)
    {
      of_labels[i] = i < 10;
      of_scores[i] = i < 6 || i >= 17 ? 0.9 : 0.2;
      tenths[i] = 0.1;
    }
  for (guint i = 0; i < G_N_ELEMENTS (met); i++)
    {
      LimenOptimum optimum
          = objective_case_optimize (of_scores, of_labels, tenths, 20, met[i]);

      g_assert_cmpint (optimum.status, ==, LIMEN_OPTIMUM_FOUND);
      g_assert_cmpfloat (optimum.positive_from.high, ==, 0.9);
    }
  g_assert_cmpint (
      objective_case_optimize (of_scores, of_labels, NULL, 20, met[0]).status,
      ==, LIMEN_OPTIMUM_FOUND);
  for (guint i = 0; i < G_N_ELEMENTS (failed); i++)
    g_assert_cmpint (
        objective_case_optimize (of_scores, of_labels, tenths, 20, failed[i])
            .status,
        ==, LIMEN_OPTIMUM_UNATTAINABLE);
}

/* Rows counted at three scores, and the optimum of an objective. */
static LimenOptimum
optimize_counts (const double *positives, const double *negatives,
                 const char *text)
{
  static const double of_scores[] = { 0.9, 0.8, 0.1 };
  LimenSweep *sweep
      = limen_sweep_new_from_counts (of_scores, positives, negatives, 3);
  LimenObjective objective;
  LimenOptimum optimum;

  g_test_message ("%s", text);
  g_assert_true (limen_objective_parse (text, &objective));
  optimum = limen_objective_optimize (&objective, sweep);
  limen_sweep_free (sweep);
  return optimum;
}

/* One row in ten million is not rounding, nor is a row of low weight; exact
 * matches are met. */
static void
test_one_row (void)
{
  static const struct
  {
    double positives[3], negatives[3];
    const char *text;
    double high;
  } cases[] = {
    /* 1 / 9999999 exceeds 1 / 10000000 by 1e-14. */
    { { 9999998, 1, 0 }, { 1, 0, 10 }, "minimize %s fdr<=1e-7", 0.8 },
    { { 9999998, 1, 0 },
      { 1, 0, 10 },
      "minimize %s precision>=0.9999999",
      0.8 },
    /* One more row of either class changes it by 1 / (5000000 * 4999999). */
    { { 3000000, 1, 1999999 },
      { 1000000, 1, 3999998 },
      "maximize %s youden-j>=0.399999959999992",
      0.9 },
    { { 3000000, 1, 1999999 },
      { 1000000, 1, 3999998 },
      "minimize %s youden-j<=0.399999959999952, recall>=0.5",
      0.8 },
    /* A row of weight 1e-9 among ten thousand. */
    { { 5000, 1e-9, 5000 },
      { 0, 0, 1 },
      "minimize %s recall>=0.50000000000005",
      0.8 },
    { { 5000, 1e-9, 5000 }, { 0, 0, 1 }, "maximize %s recall<=0.5", 0.9 },
    { { 5000, 1e-9, 5000 },
      { 0, 0, 1 },
      "maximize %s predicted-positives<=5000",
      0.9 },
    { { 1, 0, 0 }, { 5000, 1e-9, 5000 }, "maximize %s fpr<=0.5", 0.9 },
    /* All rows have this weight. */
    { { 1e-9, 1e-9, 1e-9 }, { 0, 1e-9, 1e-9 }, "maximize %s fpr<=0.5", 0.8 },
    { { 1e-9, 1e-9, 1e-9 }, { 0, 1e-9, 1e-9 }, "maximize %s fpr<=0.49", 0.9 },
    { { 1e300, 1e300, 1e300 },
      { 0, 1e300, 1e300 },
      "maximize %s fpr<=0.5",
      0.8 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) parts = g_strsplit (cases[i].text, "%s", 2);
      g_autofree char *text
          = g_strjoinv ("predicted-positives subject to", parts);
      LimenOptimum optimum = optimize_counts (cases[i].positives,
                                              cases[i].negatives, text);

      g_assert_cmpint (optimum.status, ==, LIMEN_OPTIMUM_FOUND);
      g_assert_cmpfloat (optimum.positive_from.high, ==, cases[i].high);
    }
}

/* Scores with equal floats: a lower bound on recall keeps positives, an upper
 * bound on fpr keeps negatives, in single precision as well. */
static void
test_safe_side (void)
{
  const double single = 0.7f;
  const double of_scores[] = { 0.1, single - 1e-9, single + 1e-9, 0.9 };
  const guint16 of_labels[] = { 0, 0, 1, 1 };
  LimenOptimum optimum
      = objective_case_optimize (of_scores, of_labels, NULL, 4,
                                 "maximize precision subject to recall>=0.9");

  g_assert_cmpfloat (optimum.positive_from.high, ==, of_scores[2]);
  g_assert_cmpfloat (optimum.positive_from.threshold, >, of_scores[1]);
  g_assert_cmpfloat (optimum.positive_from.threshold, <=, single);
  optimum = objective_case_optimize (of_scores, of_labels, NULL, 4,
                                     "maximize recall subject to fpr<=0.2");
  g_assert_cmpfloat (optimum.positive_from.high, ==, of_scores[2]);
  g_assert_cmpfloat (optimum.positive_from.threshold, >, single);
  g_assert_cmpfloat (optimum.positive_from.threshold, <, of_scores[2]);
}

/* Adjacent floats are separated in single and double precision. */
static void
test_next_float (void)
{
  const float high = 0.7f, low = nextafterf (high, 0);
  const double of_scores[] = { 0.1, low, high, 0.9 };
  const guint16 of_labels[] = { 0, 0, 1, 1 };
  LimenOptimum optimum
      = objective_case_optimize (of_scores, of_labels, NULL, 4,
                                 "maximize precision subject to recall>=0.9");

  g_assert_cmpfloat (optimum.positive_from.threshold, >, low);
  g_assert_cmpfloat (optimum.positive_from.threshold, <, high);
  g_assert_cmpfloat ((float) optimum.positive_from.threshold, ==, high);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/objective-rounding/rounding", test_rounding);
  g_test_add_func ("/objective-rounding/one-row", test_one_row);
  g_test_add_func ("/objective-rounding/safe-side", test_safe_side);
  g_test_add_func ("/objective-rounding/next-float", test_next_float);
  return g_test_run ();
}
