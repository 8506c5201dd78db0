/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "estimate.h"
#include "proportion.h"
#include "support.h"

static void
test_names (void)
{
  for (guint i = 0; i < LIMEN_N_ESTIMATE_METHODS; i++)
    {
      LimenEstimateMethod method = LIMEN_N_ESTIMATE_METHODS;
      const char *name
          = limen_estimate_method_get_name ((LimenEstimateMethod) i);

      g_assert_true (limen_estimate_method_parse (name, &method));
      g_assert_cmpint (method, ==, i);
    }
}

static void
check_plan (LimenQuantity quantity, LimenSituation situation)
{
  LimenEstimatePlan plan = limen_estimate_plan (quantity, situation);
  const char *reason = limen_no_interval_describe (plan.reason);
  gboolean has_threshold = quantity == LIMEN_QUANTITY_RATE
                           || quantity == LIMEN_QUANTITY_SHARE
                           || quantity == LIMEN_QUANTITY_COMPOSITE;

  g_assert_cmpint (plan.method == LIMEN_ESTIMATE_NONE, ==, reason != NULL);
  g_assert_cmpint (plan.is_apparent, ==, has_threshold && situation.is_tuned);
  /* Counts of weighted or dependent rows have no binomial distribution. */
  if (situation.is_weighted || situation.has_units)
    g_assert_cmpint (plan.method, !=, LIMEN_ESTIMATE_WILSON);
}

/* Each quantity has a method or a reason in every situation. */
static void
test_table (void)
{
  for (guint i = 0; i < LIMEN_N_QUANTITIES; i++)
    for (guint k = 0; k < 32; k++)
      check_plan ((LimenQuantity) i,
                  (LimenSituation){ .is_tuned = (k & 1) != 0,
                                    .is_weighted = (k & 2) != 0,
                                    .has_units = (k & 4) != 0,
                                    .has_prevalence = (k & 8) != 0,
                                    .is_stratified = (k & 16) != 0 });
}

static LimenEstimateMethod
get_method (LimenMetricId metric, LimenSituation situation)
{
  return limen_estimate_plan (limen_quantity_of_metric (metric), situation)
      .method;
}

/* A prevalence that is given leaves the rates of a class as they are, and
 * makes precision a function of two of them. */
static void
test_prevalence (void)
{
  const LimenSituation rows = { 0 }, given = { .has_prevalence = true };

  g_assert_cmpint (get_method (LIMEN_METRIC_RECALL, rows), ==,
                   LIMEN_ESTIMATE_WILSON);
  g_assert_cmpint (get_method (LIMEN_METRIC_RECALL, given), ==,
                   LIMEN_ESTIMATE_WILSON);
  g_assert_cmpint (get_method (LIMEN_METRIC_PRECISION, rows), ==,
                   LIMEN_ESTIMATE_WILSON);
  g_assert_cmpint (get_method (LIMEN_METRIC_PRECISION, given), ==,
                   LIMEN_ESTIMATE_BOOTSTRAP);
  g_assert_cmpint (get_method (LIMEN_METRIC_F1, rows), ==,
                   LIMEN_ESTIMATE_BOOTSTRAP);
}

/* Classes that keep their rows leave the rates of a class as they are; a share
 * of all rows is then none of independent ones. */
static void
test_stratified (void)
{
  const LimenSituation stratified = { .is_stratified = true };

  g_assert_cmpint (get_method (LIMEN_METRIC_RECALL, stratified), ==,
                   LIMEN_ESTIMATE_WILSON);
  g_assert_cmpint (get_method (LIMEN_METRIC_ACCURACY, stratified), ==,
                   LIMEN_ESTIMATE_BOOTSTRAP);
  g_assert_cmpint (get_method (LIMEN_METRIC_JACCARD, stratified), ==,
                   LIMEN_ESTIMATE_BOOTSTRAP);
}

static void
test_scale (void)
{
  LimenEstimate mean = { 2, { 1, 4 }, LIMEN_ESTIMATE_STANDARD_ERROR, 0 };
  LimenEstimate sum = limen_estimate_scale (mean, 5);

  g_assert_cmpfloat (sum.value, ==, 10);
  g_assert_cmpfloat (sum.interval.low, ==, 5);
  g_assert_cmpfloat (sum.interval.high, ==, 20);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/estimate/names", test_names);
  g_test_add_func ("/estimate/table", test_table);
  g_test_add_func ("/estimate/prevalence", test_prevalence);
  g_test_add_func ("/estimate/stratified", test_stratified);
  g_test_add_func ("/estimate/scale", test_scale);
  return g_test_run ();
}
