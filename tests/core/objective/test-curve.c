/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "curve.h"

#include <math.h>

#include "parallel.h"
#include "support.h"

#define N_ROWS 20000
#define N_COLUMNS 40

/* Draws rows whose scores are in the range [0, 1), with ties if n_levels is
 * above 0. */
static LimenSweep *
draw_sweep (gboolean has_weights, int n_levels)
{
  g_autofree double *scores = g_new (double, N_ROWS);
  g_autofree double *weights = g_new (double, N_ROWS);
  g_autofree guint16 *labels = g_new (guint16, N_ROWS);

  for (gsize i = 0; i < N_ROWS; i++)
    {
      double score = g_test_rand_double ();

      scores[i] = n_levels > 0 ? floor (score * n_levels) / n_levels : score;
      labels[i] = g_test_rand_double () < 0.05 + 0.8 * pow (score, 3);
      weights[i] = pow (g_test_rand_double (), 2);
    }
  return limen_sweep_new (scores, labels, 1, has_weights ? weights : NULL,
                          N_ROWS);
}

/* The range of a column is that of the candidates whose intervals meet it. */
static void
check_column (const LimenObjective *view, const LimenSweep *sweep,
              LimenMetric metric, const double *edges,
              const LimenCurveColumn *column)
{
  size_t first = limen_sweep_find (sweep, edges[0]);
  size_t last = limen_sweep_find (sweep, edges[1]);
  double low = NAN, high = NAN;

  for (size_t i = first; i <= last; i++)
    {
      double value = limen_objective_value_at (view, metric, sweep, i);

      low = fmin (low, value);
      high = fmax (high, value);
      if (i == first)
        test_assert_near (column->first, value, 0);
      if (i == last)
        test_assert_near (column->last, value, 0);
    }
  test_assert_near (column->low, low, 0);
  test_assert_near (column->high, high, 0);
}

static void
check_metric (const LimenObjective *view, const LimenSweep *sweep,
              LimenMetric metric)
{
  LimenCurveColumn columns[N_COLUMNS], alone[N_COLUMNS];
  double edges[N_COLUMNS + 1];

  for (int i = 0; i <= N_COLUMNS; i++)
    edges[i] = -0.1 + 1.2 * pow ((double) i / N_COLUMNS, 2);
  limen_curve_compute (view, sweep, metric, edges, N_COLUMNS, columns);
  limen_parallel_set_most (1);
  limen_curve_compute (view, sweep, metric, edges, N_COLUMNS, alone);
  limen_parallel_set_most (0);
  g_assert_cmpmem (columns, sizeof columns, alone, sizeof alone);
  for (int i = 0; i < N_COLUMNS; i++)
    check_column (view, sweep, metric, &edges[i], &columns[i]);
}

/* Candidates that a bound excludes do not matter, for any metric. */
static void
test_all_candidates (void)
{
  static const LimenCosts costs[]
      = { { 1, 1, 0, 0 }, { 3, 7, 0.5, 0.25 }, { 1, 4, -2, 3 } };

  for (guint i = 0; i < 6; i++)
    {
      LimenSweep *sweep = draw_sweep (i % 2, i < 4 ? 0 : 300);
      LimenObjective view
          = limen_objective_new_view (sweep, costs[i % G_N_ELEMENTS (costs)],
                                      i % 3 == 2 ? 0.2 : (double) NAN);

      for (int id = 0; id < LIMEN_N_ALL_METRICS; id++)
        check_metric (&view, sweep, (LimenMetric){ (LimenMetricId) id, 1.5 });
      limen_sweep_free (sweep);
    }
}

/* One class is missing, so that most metrics are undefined. */
static void
test_undefined (void)
{
  double scores[400];
  guint16 labels[400] = { 0 };
  LimenSweep *sweep;
  LimenObjective view;

  for (int i = 0; i < 400; i++)
    scores[i] = g_test_rand_double ();
  sweep = limen_sweep_new (scores, labels, 1, NULL, 400);
  view = limen_objective_new_view (sweep, LIMEN_COSTS_DEFAULT, NAN);
  for (int id = 0; id < LIMEN_N_ALL_METRICS; id++)
    check_metric (&view, sweep, (LimenMetric){ (LimenMetricId) id, 1.5 });
  limen_sweep_free (sweep);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/curve/all-candidates", test_all_candidates);
  g_test_add_func ("/curve/undefined", test_undefined);
  return g_test_run ();
}
