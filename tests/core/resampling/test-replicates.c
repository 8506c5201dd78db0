/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gsl/gsl_sort.h>
#include <math.h>

#include "distribution.h"
#include "replicates.h"
#include "resample.h"
#include "support.h"

#define N_ROWS 3000
#define N_RESAMPLES 300
#define NO_PROGRESS ((LimenBootstrapProgress){ 0 })

static LimenSweep *
new_sweep (void)
{
  g_autofree double *scores = g_new (double, N_ROWS);
  g_autofree guint16 *labels = g_new (guint16, N_ROWS);

  for (gsize i = 0; i < N_ROWS; i++)
    {
      scores[i] = (double) (i * 7919 % 2003);
      labels[i] = i * 31 % 101 < 7 + scores[i] / 40;
    }
  return limen_sweep_new (scores, labels, 1, NULL, N_ROWS);
}

static LimenBootstrap
new_plan (gboolean is_stratified)
{
  LimenBootstrap plan = LIMEN_BOOTSTRAP_DEFAULT;

  plan.n_resamples = N_RESAMPLES;
  plan.seed = 42;
  plan.is_stratified = is_stratified;
  return plan;
}

/* All replicates are those of single queries, whatever the number of threads
 * and the other candidates. */
static void
test_queries (gconstpointer data)
{
  static const guint n_threads[] = { 1, 2, 7 };
  static const gsize candidates[]
      = { 0, 0, 1, 2, 17, 640, 641, 1000, 1024, 1025, 1025, 2002, 2003 };
  LimenBootstrap plan = new_plan (data != NULL);
  LimenSweep *sweep = new_sweep ();

  g_assert_cmpuint (limen_sweep_get_n_scores (sweep), ==, 2003);
  for (guint i = 0; i < G_N_ELEMENTS (n_threads); i++)
    for (gsize skipped = 0; skipped < 5; skipped++)
      {
        gsize n = G_N_ELEMENTS (candidates) - skipped;
        LimenReplicates replicates;

        g_assert_cmpint (limen_replicates_init (&replicates, &plan, sweep,
                                                candidates + skipped, n,
                                                NO_PROGRESS, n_threads[i]),
                         ==, LIMEN_BOOTSTRAP_DONE);
        g_assert_cmpuint (replicates.n_points, ==, n);
        for (gsize j = 0; j < n; j++)
          for (guint32 k = 0; k < N_RESAMPLES; k++)
            {
              LimenResample resample = limen_resample_new (&plan, sweep, k);
              LimenConfusion c = limen_replicates_get (&replicates, j)[k];
              LimenConfusion expected = limen_resample_get_confusion (
                  &resample, candidates[skipped + j]);

              g_assert_cmpmem (&c, sizeof c, &expected, sizeof expected);
            }
        limen_replicates_clear (&replicates);
      }
  limen_sweep_free (sweep);
}

/* Optima do not depend on threads or on where the search starts. */
static void
test_optima (void)
{
  static const guint n_threads[] = { 1, 2, 7 };
  LimenObjective objective
      = limen_objective_new ((LimenMetric){ LIMEN_METRIC_F1, 1 }, FALSE);
  LimenBootstrap plan = new_plan (FALSE);
  LimenResampleOptimum optima[3][N_RESAMPLES];
  LimenSweep *sweep = new_sweep ();

  for (guint i = 0; i < G_N_ELEMENTS (n_threads); i++)
    {
      g_assert_cmpint (limen_bootstrap_optimize (&plan, sweep, &objective,
                                                 600 * i, optima[i],
                                                 NO_PROGRESS, n_threads[i]),
                       ==, LIMEN_BOOTSTRAP_DONE);
      for (guint j = 0; j < N_RESAMPLES; j++)
        {
          g_assert_cmpfloat (optima[i][j].value, ==, optima[0][j].value);
          g_assert_cmpfloat (optima[i][j].edge.low, ==, optima[0][j].edge.low);
          g_assert_cmpfloat (optima[i][j].edge.high, ==,
                             optima[0][j].edge.high);
        }
    }
  limen_sweep_free (sweep);
}

/* Returns the quantile at place p (n + 1) of sorted values. */
static double
get_quantile (const double *sorted, gsize n, double p)
{
  double place = CLAMP (p * (double) (n + 1), 1, (double) n);
  gsize below = (gsize) place;
  double share = place - (double) below;

  return share == 0 ? sorted[below - 1]
                    : sorted[below - 1] * (1 - share) + sorted[below] * share;
}

static void
test_percentiles (void)
{
  static const gsize sizes[] = { 1, 2, 3, 19, 39, 40, 100, 1000, 30000 };
  static const double confidences[] = { 0.001, 0.5, 0.9, 0.95, 0.999 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint j = 0; j < G_N_ELEMENTS (confidences); j++)
      {
        gsize n = sizes[i];
        g_autofree double *values = g_new (double, n + 4);
        g_autofree double *sorted = g_new (double, n);
        LimenBootstrapInterval found;

        for (gsize k = 0; k < n; k++)
          sorted[k] = values[k] = g_test_rand_int_range (-500, 500) / 8.0;
        for (gsize k = n; k < n + 4; k++)
          values[k] = NAN;
        values[n] = values[0];
        values[0] = NAN;
        gsl_sort (sorted, 1, n);
        found = limen_bootstrap_interval (values, n + 4, confidences[j]);
        g_assert_cmpuint (found.n_undefined, ==, 4);
        test_assert_near (found.interval.low,
                          get_quantile (sorted, n, (1 - confidences[j]) / 2),
                          1e-12);
        test_assert_near (found.interval.high,
                          get_quantile (sorted, n, (1 + confidences[j]) / 2),
                          1e-9);
      }
}

static void
test_no_percentiles (void)
{
  double values[] = { NAN, NAN }, ends[] = { -INFINITY, INFINITY, 1, 2 };
  LimenBootstrapInterval found = limen_bootstrap_interval (values, 2, 0.95);

  g_assert_cmpuint (found.n_undefined, ==, 2);
  g_assert_true (isnan (found.interval.low) && isnan (found.interval.high));
  found = limen_bootstrap_interval (values, 0, 0.95);
  g_assert_cmpuint (found.n_undefined, ==, 0);
  g_assert_true (isnan (found.interval.low));
  found = limen_bootstrap_interval (ends, 4, 0.95);
  g_assert_cmpfloat (found.interval.low, ==, -INFINITY);
  g_assert_cmpfloat (found.interval.high, ==, INFINITY);
}

/* Every metric's interval is that of its values, at a prevalence, too. */
static void
test_intervals (void)
{
  static const gsize candidates[] = { 3, 900, 1990, 2003 };
  LimenMetric metrics[LIMEN_N_METRICS];
  LimenBootstrapInterval intervals[4 * LIMEN_N_METRICS];
  LimenBootstrap plan = new_plan (FALSE);
  LimenSweep *sweep = new_sweep ();
  LimenObjective view
      = limen_objective_new_view (sweep, LIMEN_COSTS_DEFAULT, 0.01);
  LimenReplicates replicates;

  for (guint i = 0; i < LIMEN_N_METRICS; i++)
    metrics[i] = (LimenMetric){ i, 1 };
  plan.confidence = 0.8;
  g_assert_cmpint (limen_replicates_init (&replicates, &plan, sweep,
                                          candidates, 4, NO_PROGRESS, 0),
                   ==, LIMEN_BOOTSTRAP_DONE);
  g_assert_cmpint (limen_replicates_get_intervals (&replicates, &view, metrics,
                                                   LIMEN_N_METRICS, intervals),
                   ==, LIMEN_BOOTSTRAP_DONE);
  for (guint i = 0; i < 4; i++)
    for (guint j = 0; j < LIMEN_N_METRICS; j++)
      {
        double values[N_RESAMPLES];
        LimenBootstrapInterval *found = &intervals[i * LIMEN_N_METRICS + j];
        LimenBootstrapInterval expected;
        double value;

        for (guint k = 0; k < N_RESAMPLES; k++)
          values[k] = limen_objective_value (
              &view, metrics[j], limen_replicates_get (&replicates, i)[k]);
        expected = limen_bootstrap_interval (values, N_RESAMPLES, 0.8);
        g_assert_cmpuint (found->n_undefined, ==, expected.n_undefined);
        test_assert_near (found->interval.low, expected.interval.low, 0);
        test_assert_near (found->interval.high, expected.interval.high, 0);
        value = limen_objective_value_at (&view, metrics[j], sweep,
                                          candidates[i]);
        if (i == 1)
          g_assert_true (value >= found->interval.low
                         && value <= found->interval.high);
      }
  limen_replicates_clear (&replicates);
  limen_sweep_free (sweep);
}

/* Precision is undefined where none of the 3 highest rows is drawn: with
 * probability (1 - 3 / 3000)^3000. */
static void
test_undefined (void)
{
  const gsize candidate = 2001;
  LimenMetric precision = { LIMEN_METRIC_PRECISION, 1 };
  LimenBootstrap plan = new_plan (FALSE);
  LimenSweep *sweep = new_sweep ();
  LimenConfusion c = limen_sweep_get_confusion (sweep, candidate);
  double p = pow (1 - (c.tp + c.fp) / N_ROWS, N_ROWS);
  LimenObjective view
      = limen_objective_new_view (sweep, LIMEN_COSTS_DEFAULT, NAN);
  LimenBootstrapInterval interval;
  LimenReplicates replicates;
  double n;

  plan.n_resamples = 20000;
  g_assert_cmpint (limen_replicates_init (&replicates, &plan, sweep,
                                          &candidate, 1, NO_PROGRESS, 0),
                   ==, LIMEN_BOOTSTRAP_DONE);
  g_assert_cmpint (limen_replicates_get_intervals (&replicates, &view,
                                                   &precision, 1, &interval),
                   ==, LIMEN_BOOTSTRAP_DONE);
  n = (double) interval.n_undefined;
  g_assert_cmpfloat (p, >, 0.01);
  g_assert_cmpfloat (fabs (n - 20000 * p), <=,
                     MAX_Z * sqrt (20000 * p * (1 - p)));
  limen_replicates_clear (&replicates);
  limen_sweep_free (sweep);
}

/* The resamples of a sweep do not have the rows' own costs. */
static void
test_row_costs (void)
{
  const gsize candidate = 100;
  LimenMetric cost = { LIMEN_METRIC_COST, 1 };
  LimenObjective objective = limen_objective_new (cost, TRUE);
  LimenBootstrap plan = new_plan (FALSE);
  LimenSweep *sweep = new_sweep ();
  LimenReplicates replicates;
  double values[N_RESAMPLES];

  g_assert_cmpint (limen_replicates_init (&replicates, &plan, sweep,
                                          &candidate, 1, NO_PROGRESS, 0),
                   ==, LIMEN_BOOTSTRAP_DONE);
  limen_replicates_get_values (&replicates, &objective, cost, 0, values);
  g_assert_cmpfloat (values[N_RESAMPLES - 1], >, 0);
  objective.has_row_costs = TRUE;
  limen_replicates_get_values (&replicates, &objective, cost, 0, values);
  for (guint i = 0; i < N_RESAMPLES; i++)
    g_assert_true (isnan (values[i]));
  limen_replicates_clear (&replicates);
  limen_sweep_free (sweep);
}

static bool
cancel_cb (void *data, gsize n_done)
{
  gsize *n_last = data;

  g_assert_cmpuint (n_done, >, *n_last);
  *n_last = n_done;
  return n_done >= 100;
}

static bool
watch_cb (void *data, gsize n_done)
{
  cancel_cb (data, n_done);
  return false;
}

static void
test_progress (void)
{
  const gsize candidate = 5;
  LimenBootstrap plan = new_plan (FALSE);
  LimenSweep *sweep = new_sweep ();
  LimenReplicates replicates;
  gsize n_last = 0;

  g_assert_cmpint (limen_replicates_init (
                       &replicates, &plan, sweep, &candidate, 1,
                       (LimenBootstrapProgress){ cancel_cb, &n_last }, 1),
                   ==, LIMEN_BOOTSTRAP_CANCELLED);
  g_assert_cmpuint (n_last, >=, 100);
  g_assert_cmpuint (n_last, <, N_RESAMPLES);
  limen_replicates_clear (&replicates);
  n_last = 0;
  g_assert_cmpint (
      limen_replicates_init (&replicates, &plan, sweep, &candidate, 1,
                             (LimenBootstrapProgress){ watch_cb, &n_last }, 1),
      ==, LIMEN_BOOTSTRAP_DONE);
  g_assert_cmpuint (n_last, ==, N_RESAMPLES);
  limen_replicates_clear (&replicates);
  limen_sweep_free (sweep);
}

/* No rows, no candidates, no resamples; weights. */
static void
test_edges (void)
{
  static const double scores[] = { 1, 2 }, weights[] = { 0.5, 1 };
  static const guint16 labels[] = { 0, 1 };
  static const gsize candidates[] = { 0, 0 };
  LimenSweep *empty = limen_sweep_new (scores, labels, 1, NULL, 0);
  LimenSweep *weighted = limen_sweep_new (scores, labels, 1, weights, 2);
  LimenBootstrap plan = new_plan (FALSE);
  LimenReplicates replicates;

  g_assert_cmpint (limen_replicates_init (&replicates, &plan, empty,
                                          candidates, 2, NO_PROGRESS, 0),
                   ==, LIMEN_BOOTSTRAP_DONE);
  g_assert_cmpfloat (
      limen_confusion_get_total (limen_replicates_get (&replicates, 1)[9]), ==,
      0);
  limen_replicates_clear (&replicates);
  g_assert_cmpint (limen_replicates_init (&replicates, &plan, empty, NULL, 0,
                                          NO_PROGRESS, 0),
                   ==, LIMEN_BOOTSTRAP_DONE);
  limen_replicates_clear (&replicates);
  g_assert_cmpint (limen_replicates_init (&replicates, &plan, weighted,
                                          candidates, 2, NO_PROGRESS, 0),
                   ==, LIMEN_BOOTSTRAP_UNSUITABLE);
  limen_replicates_clear (&replicates);
  plan.n_resamples = 0;
  g_assert_cmpint (limen_replicates_init (&replicates, &plan, empty,
                                          candidates, 2, NO_PROGRESS, 0),
                   ==, LIMEN_BOOTSTRAP_DONE);
  limen_replicates_clear (&replicates);
  limen_sweep_free (empty);
  limen_sweep_free (weighted);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/replicates/queries", NULL, test_queries);
  g_test_add_data_func ("/replicates/stratified", "stratified", test_queries);
  g_test_add_func ("/replicates/optima", test_optima);
  g_test_add_func ("/replicates/percentiles", test_percentiles);
  g_test_add_func ("/replicates/no-percentiles", test_no_percentiles);
  g_test_add_func ("/replicates/intervals", test_intervals);
  g_test_add_func ("/replicates/undefined", test_undefined);
  g_test_add_func ("/replicates/row-costs", test_row_costs);
  g_test_add_func ("/replicates/progress", test_progress);
  g_test_add_func ("/replicates/edges", test_edges);
  return g_test_run ();
}
