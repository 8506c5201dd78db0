/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gsl/gsl_randist.h>
#include <math.h>

#include "proportion.h"
#include "support.h"

static void
check_interval (LimenInterval interval, JsonArray *expected)
{
  test_assert_near (interval.low, json_array_get_double_element (expected, 0),
                    1e-10);
  test_assert_near (interval.high, json_array_get_double_element (expected, 1),
                    1e-10);
}

/* R's prop.test() and binom.test(). */
static void
test_reference (void)
{
  g_autofree char *path = test_get_source_path ("reference/estimates.json");
  g_autoptr (JsonNode) root = test_load_json (path);
  JsonArray *cases = json_object_get_array_member (json_node_get_object (root),
                                                   "proportions");

  g_assert_cmpuint (json_array_get_length (cases), ==, 33);
  for (guint i = 0; i < json_array_get_length (cases); i++)
    {
      JsonObject *object = json_array_get_object_element (cases, i);
      LimenProportion cells
          = { json_object_get_double_member (object, "hits"),
              json_object_get_double_member (object, "rows") };
      double confidence = json_object_get_double_member (object, "confidence");

      check_interval (limen_interval_wilson (cells.n_hits / cells.n_rows,
                                             cells.n_rows, confidence),
                      json_object_get_array_member (object, "wilson"));
      check_interval (limen_interval_exact (cells, confidence),
                      json_object_get_array_member (object, "exact"));
    }
}

/* Table I of Newcombe (Statistics in Medicine, 1998). */
static void
test_published (void)
{
  static const struct
  {
    LimenProportion cells;
    LimenInterval wilson, exact;
  } rows[] = {
    { { 81, 263 }, { 0.2553, 0.3662 }, { 0.2527, 0.3676 } },
    { { 15, 148 }, { 0.0624, 0.1605 }, { 0.0578, 0.1617 } },
    { { 0, 20 }, { 0, 0.1611 }, { 0, 0.1684 } },
    { { 1, 29 }, { 0.0061, 0.1718 }, { 0.0009, 0.1776 } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      LimenProportion cells = rows[i].cells;
      LimenInterval exact = limen_interval_exact (cells, 0.95);
      LimenInterval wilson = limen_interval_wilson (
          cells.n_hits / cells.n_rows, cells.n_rows, 0.95);

      test_assert_near (wilson.low, rows[i].wilson.low, 5e-5);
      test_assert_near (wilson.high, rows[i].wilson.high, 5e-5);
      test_assert_near (exact.low, rows[i].exact.low, 5e-5);
      test_assert_near (exact.high, rows[i].exact.high, 5e-5);
    }
}

/* The small end of a rare share keeps its digits. */
static void
test_rare (void)
{
  LimenInterval one
      = limen_interval_exact ((LimenProportion){ 1, 1e12 }, 0.95);

  g_assert_cmpfloat (fabs (one.low / (-log1p (-0.025) * 1e-12) - 1), <, 1e-9);
  /* The quantile of a Poisson distribution of one event, 5.5716. */
  g_assert_cmpfloat (fabs (one.high / 5.571643390938e-12 - 1), <, 1e-9);
}

/* Which method; never an interval of width 0, or one without the value. */
static void
test_methods (void)
{
  for (int n = 1; n <= 40; n++)
    for (int hits = 0; hits <= n; hits++)
      {
        LimenEstimate estimate
            = limen_estimate_proportion ((LimenProportion){ hits, n }, 0.95);
        gboolean is_small = MIN (hits, n - hits) < 5;

        g_assert_cmpint (estimate.method, ==,
                         is_small ? LIMEN_ESTIMATE_EXACT
                                  : LIMEN_ESTIMATE_WILSON);
        g_assert_cmpfloat (estimate.interval.low, <, estimate.interval.high);
        g_assert_cmpfloat (estimate.interval.low, <=, estimate.value);
        g_assert_cmpfloat (estimate.interval.high, >=, estimate.value);
      }
}

static void
test_no_rows (void)
{
  LimenEstimate estimate
      = limen_estimate_proportion ((LimenProportion){ 0, 0 }, 0.95);

  g_assert_cmpint (estimate.method, ==, LIMEN_ESTIMATE_NONE);
  g_assert_cmpint (estimate.reason, ==, LIMEN_NO_INTERVAL_UNDEFINED);
  g_assert_true (isnan (estimate.value) && isnan (estimate.interval.low)
                 && isnan (estimate.interval.high));
}

/* Returns the probability that the interval covers a share of n rows. */
static double
get_coverage (guint n, double share)
{
  double covered = 0;

  for (guint hits = 0; hits <= n; hits++)
    {
      LimenInterval interval
          = limen_estimate_proportion ((LimenProportion){ hits, n }, 0.95)
                .interval;

      if (interval.low <= share && share <= interval.high)
        covered += gsl_ran_binomial_pdf (hits, share, n);
    }
  return covered;
}

/* The coverage, exactly: at least 92.7 %, and 94.9 % to 98.1 % on average over
 * the shares. Wilson's alone is down to 83.8 %. */
static void
test_coverage (void)
{
  static const guint sizes[] = { 10, 20, 50, 100, 400 };

  for (gsize k = 0; k < G_N_ELEMENTS (sizes); k++)
    {
      double sum = 0;

      for (int i = 1; i < 100; i++)
        {
          double coverage = get_coverage (sizes[k], i / 100.0);

          g_assert_cmpfloat (coverage, >=, 0.927);
          sum += coverage;
        }
      g_assert_cmpfloat (sum / 99, >, 0.949);
      g_assert_cmpfloat (sum / 99, <, 0.981);
    }
}

/* A metric is its proportion, or composite. */
static void
test_metrics (void)
{
  const LimenConfusion c = { 31, 7, 5, 57 };
  guint n = 0;

  for (guint i = 0; i < LIMEN_N_ALL_METRICS; i++)
    {
      LimenMetric metric = { (LimenMetricId) i, 1 };
      LimenProportion cells = limen_metric_get_proportion (metric.id, c);

      if (limen_quantity_of_metric (metric.id) == LIMEN_QUANTITY_COMPOSITE)
        {
          g_assert_true (isnan (cells.n_rows));
          continue;
        }
      n++;
      test_assert_near (cells.n_hits / cells.n_rows,
                        limen_metric_value (metric, c, LIMEN_COSTS_DEFAULT),
                        1e-15);
      g_assert_cmpint (limen_quantity_of_metric (metric.id)
                           == LIMEN_QUANTITY_RATE,
                       ==, cells.n_rows == 36 || cells.n_rows == 64);
    }
  g_assert_cmpuint (n, ==, 11);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/proportion/reference", test_reference);
  g_test_add_func ("/proportion/published", test_published);
  g_test_add_func ("/proportion/rare", test_rare);
  g_test_add_func ("/proportion/methods", test_methods);
  g_test_add_func ("/proportion/no-rows", test_no_rows);
  g_test_add_func ("/proportion/coverage", test_coverage);
  g_test_add_func ("/proportion/metrics", test_metrics);
  return g_test_run ();
}
