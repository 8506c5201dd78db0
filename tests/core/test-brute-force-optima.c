/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "curve.h"
#include "decimal.h"
#include "objective.h"
#include "random-rows.h"
#include "support.h"

/* Naive metric of an objective with the rows between two thresholds left out;
 * the rows of each class are multiplied to match the prevalence. */
static double
get_value_between (const RandomRows *self, const LimenObjective *objective,
                   LimenMetric metric, double refer_from, double threshold)
{
  LimenConfusion c = random_rows_count (self, threshold);
  LimenConfusion below = random_rows_count (self, refer_from);
  LimenErrorCosts errors = random_rows_count_costs (self, threshold);
  double total = c.tp + c.fp + c.fn + c.tn;
  double to_positives = 1, to_negatives = 1;

  if (!isnan (objective->prevalence) && !limen_metric_get_info (metric.id)->is_of_rates)
    {
      to_positives = objective->prevalence * total / (c.tp + c.fn);
      to_negatives = (1 - objective->prevalence) * total / (c.fp + c.tn);
    }
  c = (LimenConfusion){ c.tp * to_positives, c.fp * to_negatives,
                        below.fn * to_positives, below.tn * to_negatives };
  errors.fn = random_rows_count_costs (self, refer_from).fn;
  if (metric.id != LIMEN_METRIC_COST || !objective->has_row_costs)
    return limen_metric_value (metric, c, objective->costs);
  return (objective->costs.fp_cost * errors.fp * to_negatives
          + objective->costs.fn_cost * errors.fn * to_positives
          - objective->costs.tp_gain * c.tp - objective->costs.tn_gain * c.tn)
         / (c.tp + c.fp + c.fn + c.tn);
}

static double
get_value (const RandomRows *self, const LimenObjective *objective,
           LimenMetric metric, double threshold)
{
  return get_value_between (self, objective, metric, threshold, threshold);
}

/* Whether an undefined metric is x / 0, which exceeds every bound. */
static gboolean
is_infinite (LimenMetricId id, LimenConfusion c)
{
  if (c.tp + c.fn == 0 || c.fp + c.tn == 0)
    return FALSE;
  return (id == LIMEN_METRIC_LR_POSITIVE && c.fp == 0 && c.tp != 0)
         || (id == LIMEN_METRIC_LR_NEGATIVE && c.tn == 0 && c.fn != 0)
         || (id == LIMEN_METRIC_DOR && c.fp * c.fn == 0 && c.tp * c.tn != 0);
}

/* Whether a threshold meets all constraints, up to rounding. */
static gboolean
holds (const RandomRows *self, const LimenObjective *objective,
       double threshold)
{
  for (gsize i = 0; i < objective->n_constraints; i++)
    {
      const LimenConstraint *constraint = &objective->constraints[i];
      double value
          = get_value (self, objective, constraint->metric, threshold);

      if (is_infinite (constraint->metric.id,
                       random_rows_count (self, threshold)))
        value = INFINITY;
      if (!(constraint->relation == LIMEN_AT_LEAST
                ? value >= constraint->bound - 1e-12
                : value <= constraint->bound + 1e-12))
        return FALSE;
    }
  return TRUE;
}

/* Returns a random metric except F-beta, which needs a beta. */
static LimenMetric
draw_metric (void)
{
  int id = g_test_rand_int_range (0, LIMEN_N_ALL_METRICS - 1);

  return (LimenMetric){ id < LIMEN_METRIC_FBETA ? id : id + 1, 1 };
}

static LimenObjective
draw_any (void)
{
  LimenObjective objective
      = limen_objective_new (draw_metric (), g_test_rand_bit ());

  objective.n_constraints = (gsize) g_test_rand_int_range (0, 3);
  for (gsize i = 0; i < objective.n_constraints; i++)
    objective.constraints[i] = (LimenConstraint){
      draw_metric (),
      g_test_rand_bit () ? LIMEN_AT_LEAST : LIMEN_AT_MOST,
      g_test_rand_double_range (0, 1),
    };
  return objective;
}

static LimenObjective
draw_point (void)
{
  static const char *const points[] = {
    "equal-error-rate",
    "closest-to-corner",
    "break-even",
    "prevalence-matching",
    "precision-at-recall:",
    "recall-at-precision:",
    "sensitivity-at-specificity:",
    "specificity-at-sensitivity:",
    "npv-at-predicted-positive-rate:",
    "npv-at-recall:",
  };
  int i = g_test_rand_int_range (0, G_N_ELEMENTS (points));
  double bound = g_test_rand_int_range (0, 21) / 20.0;
  char number[LIMEN_DECIMAL_SIZE];
  g_autofree char *text = g_strconcat (
      points[i],
      g_str_has_suffix (points[i], ":")
          ? limen_decimal_format (bound, number, sizeof number)
          : NULL,
      NULL);
  LimenObjective objective;

  g_assert_true (limen_objective_parse_point (text, &objective));
  return objective;
}

static LimenObjective
draw_objective (void)
{
  LimenObjective objective = g_test_rand_bit () ? draw_any () : draw_point ();

  objective.costs.fp_cost = g_test_rand_int_range (0, 4);
  objective.costs.fn_cost = g_test_rand_int_range (1, 6);
  objective.costs.tp_gain = g_test_rand_int_range (0, 3);
  objective.costs.tn_gain = g_test_rand_int_range (0, 3);
  objective.has_row_costs = g_test_rand_bit ();
  if (g_test_rand_int_range (0, 3) == 0)
    objective.prevalence = g_test_rand_int_range (1, 16) / 16.0;
  return objective;
}

/* Naive search over all candidates: best value, number of ties, and of these
 * the widest interval, then the lowest. */
static void
check_optimum (const RandomRows *self)
{
  LimenObjective objective = draw_objective ();
  LimenOptimum found = limen_objective_optimize (&objective, self->sweep);
  gsize n = limen_sweep_get_n_scores (self->sweep);
  double best = -INFINITY, widest = -1;
  gsize ties = 0, candidate = 0, n_meeting = 0;

  if (limen_sweep_get_positives (self->sweep) == 0)
    {
      g_assert_cmpint (found.status, ==, LIMEN_OPTIMUM_NO_POSITIVES);
      g_assert_cmpfloat (found.positive_from.threshold, ==, INFINITY);
      return;
    }
  for (gsize i = 0; i <= n; i++)
    {
      double high = limen_sweep_get_score (self->sweep, i);
      double low = limen_sweep_get_low (self->sweep, i);
      double value = get_value (self, &objective, objective.metric, high);
      double rank = objective.is_minimized ? -value : value;

      if (!holds (self, &objective, high))
        continue;
      n_meeting++;
      if (isnan (value) || rank < best)
        continue;
      if (rank > best)
        {
          best = rank;
          widest = -1;
          ties = 0;
        }
      ties++;
      if (high - low > widest)
        {
          widest = high - low;
          candidate = i;
        }
    }
  if (ties == 0)
    {
      g_assert_cmpint (found.status, ==,
                       n_meeting > 0 ? LIMEN_OPTIMUM_UNDEFINED
                                     : LIMEN_OPTIMUM_UNATTAINABLE);
      return;
    }
  g_assert_cmpint (found.status, ==, LIMEN_OPTIMUM_FOUND);
  g_assert_cmpuint (found.positive_from.candidate, ==, candidate);
  g_assert_cmpuint (found.ties, ==, ties);
  g_assert_cmpfloat (found.value, ==, objective.is_minimized ? -best : best);
  g_assert_cmpfloat (found.positive_from.threshold, >, found.positive_from.low);
  g_assert_cmpfloat (found.positive_from.threshold, <=,
                     found.positive_from.high);
  random_rows_assert_same (
      random_rows_count (self, found.positive_from.threshold), found.confusion);
}

/* The range of a column covers the values at all its thresholds. */
static void
check_curve (const RandomRows *self)
{
  enum { N_COLUMNS = 9 };
  LimenObjective objective = draw_objective ();
  LimenCurveColumn columns[N_COLUMNS];
  double edges[N_COLUMNS + 1];

  for (int i = 0; i <= N_COLUMNS; i++)
    edges[i] = -2.5 + i * 0.7;
  limen_curve_compute (&objective, self->sweep, objective.metric, edges,
                       N_COLUMNS, columns);
  for (int i = 0; i < N_COLUMNS; i++)
    for (int j = 0; j < 10; j++)
      {
        double threshold = g_test_rand_double_range (edges[i], edges[i + 1]);
        double value
            = get_value (self, &objective, objective.metric, threshold);

        if (isnan (value))
          continue;
        g_assert_cmpfloat (value, >=, columns[i].low - 1e-12);
        g_assert_cmpfloat (value, <=, columns[i].high + 1e-12);
      }
}

/* The mean cost over all rows, including the cost of rows left out. */
static double
get_cost_of_all (const RandomRows *self, const LimenObjective *zone,
                 const LimenObjective *objective, double refer_from,
                 double threshold)
{
  LimenConfusion all = random_rows_count (self, threshold);
  LimenConfusion below = random_rows_count (self, refer_from);
  LimenClassFactors factors = limen_class_factors_at_prevalence (
      all.tp + all.fn, all.fp + all.tn, zone->prevalence);
  double referred = (all.fn - below.fn) * factors.of_positives
                    + (all.tn - below.tn) * factors.of_negatives;
  double total
      = limen_confusion_get_total (limen_confusion_scale (all, factors));
  double cost = get_value_between (self, objective, objective->metric,
                                   refer_from, threshold);

  if (total == referred)
    cost = 0;
  return (cost * (total - referred)
          + limen_objective_get_refer_cost (zone) * referred)
         / total;
}

/* Any two candidates, with the rows between them referred. */
static void
check_between (const RandomRows *self)
{
  int n = (int) limen_sweep_get_n_scores (self->sweep);
  gsize high = (gsize) g_test_rand_int_range (0, n + 1);
  gsize low = (gsize) g_test_rand_int_range (0, (gint32) high + 1);
  LimenObjective objective = draw_objective ();
  double refer_from = limen_sweep_get_score (self->sweep, low);
  double threshold = limen_sweep_get_score (self->sweep, high);
  LimenObjective view = limen_objective_new_referral (
      LIMEN_REFERRAL_COST, g_test_rand_double_range (0, 2));
  double expected;

  view.costs = objective.costs;
  view.has_row_costs = objective.has_row_costs;
  view.prevalence = objective.prevalence;
  expected
      = objective.metric.id == LIMEN_METRIC_COST
            ? get_cost_of_all (self, &view, &objective, refer_from, threshold)
            : get_value_between (self, &objective, objective.metric,
                                 refer_from, threshold);
  test_assert_near (limen_objective_value_between (&view, objective.metric,
                                                   self->sweep, low, high),
                    expected, 1e-12);
}

static void
test_optima (void)
{
  random_rows_for_each (check_optimum);
}

static void
test_between (void)
{
  random_rows_for_each (check_between);
}

static void
test_curves (void)
{
  random_rows_for_each (check_curve);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/brute-force-optima/optima", test_optima);
  g_test_add_func ("/brute-force-optima/between", test_between);
  g_test_add_func ("/brute-force-optima/curves", test_curves);
  return g_test_run ();
}
