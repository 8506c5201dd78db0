/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "decision-curve.h"
#include "link.h"
#include "support.h"

#define N_ROWS 400
#define N_COLUMNS 37

static LimenSweep *
new_sweep (LimenKind kind)
{
  double scores[N_ROWS];
  guint16 labels[N_ROWS];

  for (gsize i = 0; i < N_ROWS; i++)
    {
      double p = g_test_rand_double ();

      labels[i] = g_test_rand_double () < p * p;
      scores[i] = limen_score_from_probability (kind, p);
    }
  return limen_sweep_new (scores, labels, 1, NULL, N_ROWS);
}

/* Compares with the definition: benefit at a threshold, range of a column. */
static void
check_columns (const LimenSweep *sweep, LimenKind kind, double prevalence,
               double low, double high)
{
  double edges[N_COLUMNS + 1];
  LimenCurveColumn columns[N_COLUMNS], all[N_COLUMNS];

  for (int i = 0; i <= N_COLUMNS; i++)
    edges[i] = low + (high - low) * i / N_COLUMNS;
  limen_decision_curve_compute (sweep, kind, prevalence, edges, N_COLUMNS,
                                columns);
  limen_decision_curve_compute_all (sweep, kind, prevalence, edges, N_COLUMNS,
                                    all);
  for (int i = 0; i < N_COLUMNS; i++)
    for (int j = 0; j <= 50; j++)
      {
        double t = edges[i] + (edges[i + 1] - edges[i]) * j / 50;
        double p = limen_score_to_probability (kind, t), benefit, of_all;
        double share = isnan (prevalence)
                           ? limen_sweep_get_positives (sweep) / N_ROWS
                           : prevalence;
        LimenConfusion c
            = limen_sweep_get_confusion (sweep, limen_sweep_find (sweep, t));

        if (!isnan (prevalence))
          c = limen_confusion_at_prevalence (c, prevalence);
        benefit = c.tp / N_ROWS - c.fp / N_ROWS * p / (1 - p);
        of_all = share - (1 - share) * p / (1 - p);
        g_assert_cmpfloat (benefit, >=, columns[i].low - 1e-12);
        g_assert_cmpfloat (benefit, <=, columns[i].high + 1e-12);
        g_assert_cmpfloat (of_all, >=, all[i].low - 1e-12);
        g_assert_cmpfloat (of_all, <=, all[i].high + 1e-12);
        if (j == 0)
          test_assert_near (columns[i].first, benefit, 1e-12);
        if (j == 50)
          test_assert_near (columns[i].last, benefit, 1e-12);
      }
}

static void
test_columns (void)
{
  LimenSweep *probabilities = new_sweep (LIMEN_KIND_PROBABILITY);
  LimenSweep *logits = new_sweep (LIMEN_KIND_LOGIT);
  LimenSweep *logs = new_sweep (LIMEN_KIND_LOG_PROBABILITY);

  check_columns (probabilities, LIMEN_KIND_PROBABILITY, NAN, 0, 0.97);
  check_columns (probabilities, LIMEN_KIND_PROBABILITY, 0.02, 0.4, 0.5);
  check_columns (logits, LIMEN_KIND_LOGIT, NAN, -4, 4);
  check_columns (logs, LIMEN_KIND_LOG_PROBABILITY, 0.7, -3, -0.1);
  limen_sweep_free (probabilities);
  limen_sweep_free (logits);
  limen_sweep_free (logs);
}

/* From Vickers and Elkin: with "treat all" the benefit is the prevalence at a
 * threshold probability of 0, and 0 at the prevalence. */
static void
test_ends (void)
{
  LimenConfusion wrong = { .tp = 3, .fp = 1, .tn = 6 };
  LimenConfusion right = { .tp = 3, .tn = 7 };

  test_assert_near (limen_decision_curve_get_benefit_of_all (0.3, 0), 0.3, 0);
  test_assert_near (limen_decision_curve_get_benefit_of_all (0.3, 0.3), 0,
                    1e-16);
  test_assert_near (limen_decision_curve_get_benefit (wrong, 0.5), 0.2,
                    1e-15);
  g_assert_true (isinf (limen_decision_curve_get_benefit (wrong, 1)));
  test_assert_near (limen_decision_curve_get_benefit (right, 1), 0.3, 1e-15);
  g_assert_true (isnan (limen_decision_curve_get_benefit (right, 1.01)));
  g_assert_true (isnan (limen_decision_curve_get_benefit (right, NAN)));
  g_assert_true (isnan (
      limen_decision_curve_get_benefit ((LimenConfusion){ 0 }, 0.5)));
}

/* Plain scores have no threshold probability. */
static void
test_plain_scores (void)
{
  LimenSweep *sweep = new_sweep (LIMEN_KIND_PROBABILITY);
  const double edges[] = { 0, 0.5, 1 };
  LimenCurveColumn columns[2];

  limen_decision_curve_compute (sweep, LIMEN_KIND_SCORE, NAN, edges, 2,
                                columns);
  for (int i = 0; i < 2; i++)
    g_assert_true (isnan (columns[i].first) && isnan (columns[i].last)
                   && isnan (columns[i].low) && isnan (columns[i].high));
  limen_sweep_free (sweep);
}

/* A metric over thresholds in another population. */
static void
test_metric_at_prevalence (void)
{
  LimenSweep *sweep = new_sweep (LIMEN_KIND_PROBABILITY);
  LimenMetric cost = { LIMEN_METRIC_COST, 1 };
  LimenCosts costs = { 1, 7, 0.5, 0 };
  const double edges[] = { 0.2, 0.3, 0.9 };
  LimenObjective there = limen_objective_new_view (sweep, costs, 0.04);
  LimenObjective here = limen_objective_new_view (sweep, costs, NAN);
  LimenCurveColumn columns[2], plain[2];

  limen_curve_compute (&there, sweep, cost, edges, 2, columns);
  limen_curve_compute (&here, sweep, cost, edges, 2, plain);
  for (int i = 0; i < 2; i++)
    {
      double low = INFINITY, high = -INFINITY;

      for (size_t j = limen_sweep_find (sweep, edges[i]);
           j <= limen_sweep_find (sweep, edges[i + 1]); j++)
        {
          double value = limen_metric_value (
              cost,
              limen_confusion_at_prevalence (
                  limen_sweep_get_confusion (sweep, j), 0.04),
              costs);

          low = fmin (low, value);
          high = fmax (high, value);
        }
      g_assert_cmpfloat (columns[i].low, ==, low);
      g_assert_cmpfloat (columns[i].high, ==, high);
      g_assert_cmpfloat (plain[i].low, !=, columns[i].low);
    }
  limen_sweep_free (sweep);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/decision-curve/columns", test_columns);
  g_test_add_func ("/decision-curve/ends", test_ends);
  g_test_add_func ("/decision-curve/plain-scores", test_plain_scores);
  g_test_add_func ("/decision-curve/metric-at-prevalence",
                   test_metric_at_prevalence);
  return g_test_run ();
}
