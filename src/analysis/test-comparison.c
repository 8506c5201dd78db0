/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "difference.h"
#include "estimates.h"
#include "test-data.h"
#include "threshold.h"

/* Returns the optimism that was found in a metric, from its estimates on the
 * rows that the threshold was tuned on and on test rows: the tuning value
 * minus the test value, or, for a metric that is minimized, the test value
 * minus the tuning value. Positive where the tuning value is too good.
 * The interval is that of limen_estimate_difference(), since the two samples
 * are independent; it holds the difference that the two files would have on
 * average. */
LimenEstimate
limen_test_optimism (LimenMetricId metric, LimenEstimate tuning,
                     LimenEstimate test)
{
  return limen_metric_get_info (metric)->is_lower_better
             ? limen_estimate_difference (test, tuning)
             : limen_estimate_difference (tuning, test);
}

/* The candidates of a sweep at the thresholds of points. */
static gsize *
list_candidates (const LimenTestPoint *points, gsize n, gboolean is_test)
{
  gsize *candidates = g_new (gsize, n + 1);

  for (gsize i = 0; i < n; i++)
    candidates[i] = is_test ? points[i].candidate : points[i].tuning_candidate;
  return candidates;
}

/* Copies the estimates of a class at the thresholds of points into these;
 * without resamples, just the values. FALSE with an error when memory runs
 * out. */
static gboolean
estimate (LimenTestPoint *points, gsize n, gboolean is_test,
          LimenOneVsRest *class, const LimenObjective *view,
          const LimenBootstrap *plan, GError **error)
{
  const LimenSweep *sweep = limen_one_vs_rest_get_sweep (class);
  g_autofree gsize *candidates = list_candidates (points, n, is_test);
  g_autofree LimenEstimate *estimates = NULL;

  if (plan->n_resamples > 0)
    {
      estimates
          = limen_estimates_new_at (class, view, candidates, n, plan, error);
      if (estimates == NULL)
        return FALSE;
    }
  for (gsize i = 0; i < n; i++)
    for (int j = 0; j < LIMEN_N_METRICS; j++)
      {
        LimenEstimate *to
            = is_test ? &points[i].test[j] : &points[i].tuning[j];

        *to = estimates != NULL
                  ? estimates[i * LIMEN_N_METRICS + (gsize) j]
                  : limen_estimate_none (
                      limen_objective_value_at (view, (LimenMetric){ j, 1 },
                                                sweep, candidates[i]),
                      LIMEN_NO_INTERVAL_NONE);
      }
  return TRUE;
}

/* Evaluates n thresholds of a class on the rows of both files. `tuning` and
 * `test` are the class in either, from limen_analysis_get_class() and
 * limen_test_data_get_class(); the thresholds are in the units of the tuning
 * file, NaN for decisions. `view` has the costs and the prevalence; without a
 * prevalence each file has that of its rows. A plan without resamples gives no
 * intervals. The bootstraps of both files draw from one seed; resamples are
 * not paired. Returns n points, in the order of the thresholds; free with
 * g_free(). NULL with an error when memory runs out. */
LimenTestPoint *
limen_test_points_new (LimenTestData *self, LimenOneVsRest *tuning,
                       LimenOneVsRest *test, const LimenObjective *view,
                       const double *thresholds, gsize n,
                       const LimenBootstrap *plan, GError **error)
{
  const LimenSweep *first = limen_one_vs_rest_get_sweep (tuning);
  const LimenSweep *second = limen_one_vs_rest_get_sweep (test);
  gboolean is_reversed = limen_sweep_is_reversed (first);
  g_autofree LimenTestPoint *points = g_new0 (LimenTestPoint, n + 1);

  for (gsize i = 0; i < n; i++)
    {
      double threshold
          = isnan (thresholds[i])
                ? limen_one_vs_rest_get_start (tuning)
                : limen_threshold_reverse (thresholds[i], is_reversed);
      LimenTestPoint *point = &points[i];

      point->threshold = thresholds[i];
      point->tuning_candidate = limen_sweep_find (first, threshold);
      point->candidate = limen_sweep_find (
          second, limen_test_data_convert (self, threshold));
      point->tuning_confusion
          = limen_sweep_get_confusion (first, point->tuning_candidate);
      point->confusion = limen_sweep_get_confusion (second, point->candidate);
    }
  if (!estimate (points, n, FALSE, tuning, view, plan, error)
      || !estimate (points, n, TRUE, test, view, plan, error))
    return NULL;
  for (gsize i = 0; i < n; i++)
    for (int j = 0; j < LIMEN_N_METRICS; j++)
      points[i].optimism[j] = limen_test_optimism (
          (LimenMetricId) j, points[i].tuning[j], points[i].test[j]);
  return g_steal_pointer (&points);
}
