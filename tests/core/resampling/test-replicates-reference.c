/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <json-glib/json-glib.h>
#include <math.h>

#include "replicates.h"
#include "support.h"

#define N_RESAMPLES 20000
#define MAX_THRESHOLDS 8
/* The standard error of an end of a 95 % interval by n resamples, of a normal
 * value with standard deviation 1, times sqrt (n): sqrt (0.025 * 0.975) over
 * its density there. */
#define END_ERROR 2.671
/* Standard errors of a difference that are put down to chance. */
#define CHANCE 5
/* Standard deviations in a 95 % interval. */
#define WIDTH 3.92

/* Metrics by the names that pROC has for them. */
static const struct
{
  const char *name;
  LimenMetricId id;
} metrics[] = {
  { "sensitivity", LIMEN_METRIC_RECALL },
  { "specificity", LIMEN_METRIC_SPECIFICITY },
  { "precision", LIMEN_METRIC_PRECISION },
  { "accuracy", LIMEN_METRIC_ACCURACY },
  { "youden", LIMEN_METRIC_YOUDEN_J },
};

static double *
read_numbers (JsonObject *object, const char *name, gsize *n)
{
  JsonArray *array = json_object_get_array_member (object, name);
  double *numbers;

  *n = json_array_get_length (array);
  numbers = g_new (double, *n);
  for (guint i = 0; i < *n; i++)
    numbers[i] = json_array_get_double_element (array, i);
  return numbers;
}

static LimenSweep *
read_sweep (JsonObject *object, double *smallest_class)
{
  gsize n;
  g_autofree double *scores = read_numbers (object, "scores", &n);
  g_autofree double *truths = read_numbers (object, "labels", &n);
  g_autofree guint16 *labels = g_new (guint16, n);
  LimenSweep *sweep;

  for (gsize i = 0; i < n; i++)
    labels[i] = (guint16) truths[i];
  sweep = limen_sweep_new (scores, labels, 1, NULL, n);
  *smallest_class = fmin (limen_sweep_get_positives (sweep),
                          limen_sweep_get_negatives (sweep));
  return sweep;
}

/* Compares the intervals of a metric. Their ends differ by chance, and by a
 * step of the metric. */
static void
check_metric (guint metric, JsonObject *object,
              const LimenBootstrapInterval *intervals, double step)
{
  JsonObject *ends
      = json_object_get_object_member (object, metrics[metric].name);
  double error
      = END_ERROR / WIDTH
        * sqrt (1.0 / N_RESAMPLES
                + 1 / json_object_get_double_member (object, "resamples"));
  gsize n;
  g_autofree double *low = read_numbers (ends, "low", &n);
  g_autofree double *high = read_numbers (ends, "high", &n);

  for (gsize i = 0; i < n; i++)
    {
      LimenInterval found
          = intervals[i * G_N_ELEMENTS (metrics) + metric].interval;
      double most = CHANCE * error * (high[i] - low[i]) + step;

      g_test_message ("%s: %g to %g, pROC %g to %g", metrics[metric].name,
                      found.low, found.high, low[i], high[i]);
      g_assert_cmpfloat (fabs (found.low - low[i]), <, most);
      g_assert_cmpfloat (fabs (found.high - high[i]), <, most);
      /* The limit is far below the width, unless that is a few steps. */
      if (high[i] - low[i] > 4 * step)
        g_assert_cmpfloat (most, <, 0.4 * (high[i] - low[i]));
    }
}

static void
check_case (JsonObject *object)
{
  const LimenBootstrap plan = { N_RESAMPLES, 3, true, 0.95 };
  double smallest_class;
  LimenSweep *sweep = read_sweep (object, &smallest_class);
  gsize n, candidates[MAX_THRESHOLDS];
  g_autofree double *thresholds = read_numbers (object, "thresholds", &n);
  LimenMetric ids[G_N_ELEMENTS (metrics)];
  LimenBootstrapInterval intervals[MAX_THRESHOLDS * G_N_ELEMENTS (metrics)];
  LimenReplicates replicates;
  LimenObjective view;

  g_assert_cmpuint (n, <=, MAX_THRESHOLDS);
  for (gsize i = 0; i < n; i++)
    candidates[i] = limen_sweep_find (sweep, thresholds[i]);
  for (guint i = 0; i < G_N_ELEMENTS (metrics); i++)
    ids[i] = (LimenMetric){ metrics[i].id, 1 };
  view = limen_objective_new (ids[0], false);
  g_assert_cmpint (limen_replicates_init (&replicates, &plan, sweep,
                                          candidates, n,
                                          (LimenBootstrapProgress){ 0 }, 0),
                   ==, LIMEN_BOOTSTRAP_DONE);
  g_assert_cmpint (limen_replicates_get_intervals (
                       &replicates, &view, ids, G_N_ELEMENTS (ids), intervals),
                   ==, LIMEN_BOOTSTRAP_DONE);
  for (guint i = 0; i < G_N_ELEMENTS (metrics); i++)
    check_metric (i, object, intervals, 1 / smallest_class);
  limen_replicates_clear (&replicates);
  limen_sweep_free (sweep);
}

/* The intervals of pROC's stratified bootstrap; see make-estimates.R. */
static void
test_proc (void)
{
  g_autofree char *path = test_get_source_path ("reference/estimates.json");
  g_autoptr (JsonNode) root = test_load_json (path);
  JsonArray *cases = json_object_get_array_member (json_node_get_object (root),
                                                   "resampled");

  g_assert_cmpuint (json_array_get_length (cases), >=, 2);
  for (guint i = 0; i < json_array_get_length (cases); i++)
    check_case (json_array_get_object_element (cases, i));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/replicates-reference/proc", test_proc);
  return g_test_run ();
}
