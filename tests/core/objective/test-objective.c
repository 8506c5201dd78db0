/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "objective.h"
#include "objective-cases.h"
#include "support.h"

static void
test_points (void)
{
  static const struct
  {
    const char *name, *text; /* NULL: no such point */
  } cases[] = {
    { "equal-error-rate", "minimize error-rate-gap" },
    { "closest-to-corner", "minimize corner-distance" },
    { "break-even", "minimize precision-recall-gap" },
    { "prevalence-matching", "minimize prevalence-gap" },
    { "precision-at-recall:0.9", "maximize precision subject to recall>=0.9" },
    { "sensitivity-at-specificity: 0.95",
      "maximize recall subject to specificity>=0.95" },
    { "specificity-at-sensitivity:0.5",
      "maximize specificity subject to recall>=0.5" },
    { "npv-at-predicted-positive-rate:0.02",
      "maximize npv subject to predicted-positive-rate<=0.02" },
    { "fpr-at-recall:1", "minimize fpr subject to recall>=1" },
    { "fbeta:3-at-precision:0.25",
      "maximize fbeta:3 subject to precision>=0.25" },
    { "precision-at-recall", NULL },
    { "precision-at-recall:", NULL },
    { "precision-at-recall:x", NULL },
    { "precision-at-:0.5", NULL },
    { "-at-recall:0.5", NULL },
    { "precision-at-nothing:0.5", NULL },
    { "break-even:0.5", NULL },
    { "f1", NULL },
    { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      LimenObjective objective;
      char text[LIMEN_OBJECTIVE_SIZE];

      g_test_message ("%s", cases[i].name);
      g_assert_cmpint (limen_objective_parse_point (cases[i].name, &objective),
                       ==, cases[i].text != NULL);
      if (cases[i].text != NULL)
        g_assert_cmpstr (
            limen_objective_format (&objective, text, sizeof text), ==,
            cases[i].text);
    }
}

static const double scores[] = { 0.1, 0.2, 0.4, 0.7, 0.9 };
static const guint16 labels[] = { 0, 1, 0, 1, 1 };

static void
test_unattainable (void)
{
  LimenSweep *sweep = limen_sweep_new (scores, labels, 1, NULL, 5);
  LimenObjective objective = limen_objective_new (
      (LimenMetric){ LIMEN_METRIC_RECALL, 1 }, FALSE);
  LimenOptimum optimum;

  limen_constraint_parse ("recall>=0.9", &objective.constraints[0]);
  limen_constraint_parse ("precision>=0.95", &objective.constraints[1]);
  objective.n_constraints = 2;
  optimum = limen_objective_optimize (&objective, sweep);
  g_assert_cmpint (optimum.status, ==, LIMEN_OPTIMUM_UNATTAINABLE);
  /* recall 1 and precision 3/4 miss by 0.2, recall 2/3 by 0.233 */
  g_assert_cmpfloat (optimum.positive_from.high, ==, 0.2);
  limen_sweep_free (sweep);
}

/* Costs of 1 and 10 lower the threshold until no positive is missed. */
static void
test_costs (void)
{
  LimenSweep *sweep = limen_sweep_new (scores, labels, 1, NULL, 5);
  LimenObjective objective = limen_objective_new (
      (LimenMetric){ LIMEN_METRIC_COST, 1 }, TRUE);
  LimenOptimum optimum = limen_objective_optimize (&objective, sweep);

  g_assert_cmpfloat (optimum.positive_from.high, ==, 0.7);
  test_assert_near (optimum.value, 0.2, 1e-15);
  objective.costs.fn_cost = 10;
  optimum = limen_objective_optimize (&objective, sweep);
  g_assert_cmpfloat (optimum.positive_from.high, ==, 0.2);
  /* The shortest decimal in the middle of 0.1 and 0.2, neither of them. */
  g_assert_cmpfloat (optimum.positive_from.threshold, ==, 0.15);
  limen_sweep_free (sweep);
}

/* Precision falls at a low prevalence. */
static void
test_prevalence (void)
{
  LimenSweep *sweep = limen_sweep_new (scores, labels, 1, NULL, 5);
  LimenObjective objective = limen_objective_new (
      (LimenMetric){ LIMEN_METRIC_PRECISION, 1 }, FALSE);
  LimenConfusion c = limen_sweep_get_confusion (sweep, 1);
  double expected;

  objective.prevalence = 0.01;
  expected = 0.01 * 1 / (0.01 * 1 + 0.99 * 0.5);
  test_assert_near (
      limen_objective_value (&objective, objective.metric, c), expected,
      1e-14);
  limen_sweep_free (sweep);
}

/* Per-class rates are independent of prevalence, to the last bit, and meet the
 * same bounds; other metrics are not. */
static void
test_rates (void)
{
  LimenConfusion c = { 9, 3, 1, 4 };
  LimenObjective objective = limen_objective_new (
      (LimenMetric){ LIMEN_METRIC_RECALL, 1 }, FALSE);

  for (int id = 0; id < LIMEN_N_ALL_METRICS; id++)
    {
      LimenMetric metric = { id, 3 };
      double value = limen_metric_value (metric, c, objective.costs);
      gboolean is_same = TRUE;

      for (int i = 1; i < 50; i++)
        {
          LimenConfusion adjusted
              = limen_confusion_at_prevalence (c, i / 50.0);
          double there
              = limen_metric_value (metric, adjusted, objective.costs);

          objective.prevalence = i / 50.0;
          if (limen_metric_get_info (id)->is_of_rates)
            g_assert_cmpfloat (
                limen_objective_value (&objective, metric, c), ==, value);
          is_same &= fabs (there - value) < 1e-12;
        }
      g_test_message ("%s", limen_metric_get_info (id)->name);
      g_assert_cmpint (is_same, ==, limen_metric_get_info (id)->is_of_rates);
    }
}

/* A capacity: at most a few predicted positives. */
static void
test_capacity (void)
{
  double weights[] = { 1, 1, 1, 2, 0.5 };
  LimenSweep *sweep = limen_sweep_new (scores, labels, 1, weights, 5);
  LimenObjective objective = limen_objective_new (
      (LimenMetric){ LIMEN_METRIC_RECALL, 1 }, FALSE);
  LimenOptimum optimum;

  limen_constraint_parse ("predicted-positives<=2.5",
                          &objective.constraints[0]);
  objective.n_constraints = 1;
  optimum = limen_objective_optimize (&objective, sweep);
  g_assert_cmpfloat (optimum.positive_from.high, ==, 0.7);
  objective.constraints[0].bound = 2;
  optimum = limen_objective_optimize (&objective, sweep);
  g_assert_cmpfloat (optimum.positive_from.high, ==, 0.9);
  limen_sweep_free (sweep);
}

/* Costs so small that a row changes less than the rounding of rates. */
static void
test_small_costs (void)
{
  const char *text
      = "minimize fnr subject to cost<=1e-16, fp-cost 1e-15, fn-cost 1e-15";

  g_assert_cmpfloat (
      objective_case_optimize (scores, labels, NULL, 5, text).status, ==,
      LIMEN_OPTIMUM_UNATTAINABLE);
}

/* x / 0 exceeds every bound; 0 / 0 is undefined. */
static void
test_infinite_ratios (void)
{
  static const double of_scores[]
      = { 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2 };
  static const guint16 of_labels[] = { 1, 1, 0, 1, 0, 1, 0, 0 };
  static const struct
  {
    const char *text;
    double high;
  } cases[] = {
    { "maximize recall subject to lr+>=5", 0.8 },
    { "maximize recall subject to dor>=1e9", 0.4 },
    { "maximize specificity subject to dor>=100, recall>=0.9", 0.4 },
    { "maximize recall subject to lr-<=0.7", 0.4 },
    { "minimize recall subject to lr+<=5", 0.3 },
    { "maximize lr+", 0.6 },
  };
  LimenMetric lr = { LIMEN_METRIC_LR_POSITIVE, 1 };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      LimenOptimum optimum = objective_case_optimize (of_scores, of_labels,
                                                      NULL, 8, cases[i].text);

      g_assert_cmpint (optimum.status, ==, LIMEN_OPTIMUM_FOUND);
      if (i != 4)
        g_assert_cmpfloat (optimum.positive_from.high, ==, cases[i].high);
      else
        g_assert_cmpfloat (optimum.confusion.fp, >, 0);
    }
  g_assert_true (limen_metric_is_infinite (lr, (LimenConfusion){ 1, 0, 1, 2 }));
  g_assert_false (
      limen_metric_is_infinite (lr, (LimenConfusion){ 0, 0, 2, 2 }));
  g_assert_false (
      limen_metric_is_infinite (lr, (LimenConfusion){ 2, 0, 0, 0 }));
  g_assert_true (isnan (limen_metric_value (
      lr, (LimenConfusion){ 1, 0, 1, 2 }, LIMEN_COSTS_DEFAULT)));
}

/* A class without positives has no optimum. */
static void
test_no_positives (void)
{
  static const guint16 none[5] = { 0 }, all[] = { 1, 1, 1, 1, 1 };
  static const double weights[] = { 1, 0, 1, 0, 0 };
  static const char *const texts[]
      = { "maximize f1", "maximize accuracy", "minimize cost",
          "maximize precision subject to recall>=0.9" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      LimenOptimum optimum
          = objective_case_optimize (scores, none, NULL, 5, texts[i]);

      g_assert_cmpint (optimum.status, ==, LIMEN_OPTIMUM_NO_POSITIVES);
      g_assert_cmpfloat (optimum.positive_from.threshold, ==, INFINITY);
      g_assert_cmpfloat (optimum.positive_from.low, ==, 0.9);
      optimum = objective_case_optimize (scores, labels, weights, 5, texts[i]);
      g_assert_cmpint (optimum.status, ==, LIMEN_OPTIMUM_NO_POSITIVES);
    }
  /* Without negatives every row is positive. */
  g_assert_cmpfloat (
      objective_case_optimize (scores, all, NULL, 5, "maximize f1")
          .positive_from.threshold,
      <, 0.1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/objective/points", test_points);
  g_test_add_func ("/objective/unattainable", test_unattainable);
  g_test_add_func ("/objective/costs", test_costs);
  g_test_add_func ("/objective/prevalence", test_prevalence);
  g_test_add_func ("/objective/rates", test_rates);
  g_test_add_func ("/objective/capacity", test_capacity);
  g_test_add_func ("/objective/small-costs", test_small_costs);
  g_test_add_func ("/objective/infinite-ratios", test_infinite_ratios);
  g_test_add_func ("/objective/no-positives", test_no_positives);
  return g_test_run ();
}
