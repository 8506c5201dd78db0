/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "objective.h"
#include "support.h"

#define N_TRIALS 4000
#define TOLERANCE 1e-12

static LimenConfusion
new_confusion (int tp, int fp, int positives, int negatives)
{
  return (LimenConfusion){ tp, fp, positives - tp, negatives - fp };
}

static LimenObjective
draw_objective (void)
{
  LimenObjective objective
      = limen_objective_new ((LimenMetric){ LIMEN_METRIC_COST, 1 }, TRUE);

  objective.costs = (LimenCosts){ g_test_rand_int_range (-1, 4),
                                  g_test_rand_int_range (0, 4),
                                  g_test_rand_int_range (-1, 3),
                                  g_test_rand_int_range (0, 3) };
  if (g_test_rand_bit ())
    objective.prevalence = g_test_rand_double_range (0.01, 0.99);
  return objective;
}

/* Checks both bounds of all metrics; returns how many are infinite. */
static guint
check_between (const LimenObjective *objective, LimenConfusion low,
               LimenConfusion between, LimenConfusion high)
{
  guint n_infinite = 0;

  for (guint i = 0; i < LIMEN_N_ALL_METRICS; i++)
    {
      LimenMetric metric = { i, 3 };
      double value = limen_objective_value (objective, metric, between);
      double lower
          = limen_objective_bound (objective, metric, FALSE, low, high);
      double upper
          = limen_objective_bound (objective, metric, TRUE, low, high);
      double tolerance = TOLERANCE * fmax (1, fabs (value));

      n_infinite += isinf (upper);
      if (isnan (value))
        continue;
      if (lower > value + tolerance || upper < value - tolerance
          || (isnan (lower) && isnan (upper)))
        g_error ("%s: %g is not from %g to %g",
                 limen_metric_get_info (i)->name, value, lower, upper);
    }
  return n_infinite;
}

/* A metric between two candidates is within its bounds. */
static void
test_between (void)
{
  guint n_infinite = 0;

  for (guint i = 0; i < N_TRIALS; i++)
    {
      int p = g_test_rand_int_range (1, 9), n = g_test_rand_int_range (1, 9);
      int tp = g_test_rand_int_range (0, p + 1);
      int fp = g_test_rand_int_range (0, n + 1);
      LimenObjective objective = draw_objective ();

      n_infinite += check_between (
          &objective,
          new_confusion (g_test_rand_int_range (tp, p + 1),
                         g_test_rand_int_range (fp, n + 1), p, n),
          new_confusion (tp, fp, p, n),
          new_confusion (g_test_rand_int_range (0, tp + 1),
                         g_test_rand_int_range (0, fp + 1), p, n));
    }
  /* Of cost and net benefit, with negative costs only. */
  g_assert_cmpuint (n_infinite, >, 0);
  g_assert_cmpuint (n_infinite, <, 2 * N_TRIALS);
}

/* The bounds of a single candidate are its value. */
static void
test_tight (void)
{
  LimenObjective objective
      = limen_objective_new ((LimenMetric){ LIMEN_METRIC_F1, 1 }, FALSE);
  LimenConfusion c = { 7, 3, 2, 11 };

  for (guint i = 0; i < LIMEN_N_ALL_METRICS; i++)
    for (guint is_upper = 0; is_upper < 2; is_upper++)
      {
        LimenMetric metric = { i, 3 };

        test_assert_near (
            limen_objective_bound (&objective, metric, is_upper, c, c),
            limen_objective_value (&objective, metric, c), 1e-15);
      }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/objective-bound/between", test_between);
  g_test_add_func ("/objective-bound/tight", test_tight);
  return g_test_run ();
}
