/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "objective.h"
#include "support.h"

/* Three errors in ten meet a bound of 0.3, despite rounding; also with rows of
 * weight 0.1. */
static void
check_bound (const double *weights)
{
  double scores[10];
  guint16 labels[10];
  LimenObjective objective
      = limen_objective_new_referral (LIMEN_REFERRAL_MAX_ERROR, 0.3);
  LimenOptimum zone;
  LimenSweep *sweep;

  for (int i = 0; i < 10; i++)
    {
      scores[i] = i;
      labels[i] = i % 3 != 0 || i == 0;
    }
  sweep = limen_sweep_new (scores, labels, 1, weights, 10);
  zone = limen_objective_optimize (&objective, sweep);
  g_assert_cmpint (zone.status, ==, LIMEN_OPTIMUM_FOUND);
  g_assert_cmpfloat (zone.coverage, ==, 1);
  test_assert_near (zone.error, 0.3, 1e-15);
  limen_sweep_free (sweep);
}

static void
test_bound (void)
{
  double tenths[10];

  for (int i = 0; i < 10; i++)
    tenths[i] = 0.1;
  check_bound (NULL);
  check_bound (tenths);
}

/* One error in 9999999 rows exceeds one in 10000000, by 1e-14. */
static void
test_one_row (void)
{
  static const double of_scores[] = { 0.9, 0.1 }, negatives[] = { 1, 1 };
  LimenObjective objective
      = limen_objective_new_referral (LIMEN_REFERRAL_MAX_ERROR, 1e-7);

  for (int n_more = 0; n_more < 2; n_more++)
    {
      double positives[] = { 9999997 + n_more, 0 };
      LimenSweep *sweep = limen_sweep_new_from_counts (of_scores, positives,
                                                       negatives, 2);
      LimenOptimum zone;

      zone = limen_objective_optimize (&objective, sweep);
      if (n_more == 1)
        g_assert_cmpfloat (zone.coverage, ==, 1);
      else
        g_assert_cmpfloat (zone.coverage, <, 1);
      limen_sweep_free (sweep);
    }
}

/* Referring the first two rows at cost 1 and calling the last one positive
 * costs as much as calling all negative, which refers none. */
static void
test_tie (void)
{
  double scores[] = { 1, 1, 2 }, *column = scores;
  guint16 labels[] = { 1, 0, 0 };
  double fn_costs[] = { 3, 0, 0 }, fp_costs[] = { 0, 5, 1 };
  LimenPredictions numbers = {
    .n_rows = 3,
    .n_classes = 2,
    .n_scores = 1,
    .positive = 1,
    .labels = labels,
    .scores = &column,
    .fp_costs = fp_costs,
    .fn_costs = fn_costs,
  };
  LimenObjective objective
      = limen_objective_new_referral (LIMEN_REFERRAL_COST, 1);
  LimenSweep *sweep = limen_sweep_new_from_predictions (&numbers);
  LimenOptimum zone, other;

  objective.has_row_costs = TRUE;
  zone = limen_objective_optimize (&objective, sweep);
  other = limen_objective_at (&objective, sweep, 0, 1);
  g_assert_cmpfloat (other.value, ==, 1);
  g_assert_cmpfloat (other.coverage, <, 0.5);
  g_assert_cmpfloat (zone.value, ==, 1);
  g_assert_cmpfloat (zone.coverage, ==, 1);
  g_assert_cmpfloat (zone.error, ==, 1 / 3.0);
  limen_sweep_free (sweep);
}

/* Two scores with equal floats: a bound on errors refers them in single
 * precision, a bound on coverage decides them. */
static void
test_safe_side (void)
{
  const double single = 0.7f;
  const double scores[] = { single - 1e-9, single + 1e-9 };
  const guint16 labels[] = { 0, 1 };
  LimenSweep *sweep = limen_sweep_new (scores, labels, 1, NULL, 2);
  LimenObjective objective
      = limen_objective_new_referral (LIMEN_REFERRAL_MAX_ERROR, 0);
  LimenOptimum zone = limen_objective_at (&objective, sweep, 0, 1);

  g_assert_cmpfloat (zone.positive_from.threshold, >, single);
  zone = limen_objective_at (&objective, sweep, 1, 2);
  g_assert_cmpfloat (zone.refer_from.threshold, <=, single);
  objective.referral.kind = LIMEN_REFERRAL_MIN_COVERAGE;
  zone = limen_objective_at (&objective, sweep, 0, 1);
  g_assert_cmpfloat (zone.positive_from.threshold, <=, single);
  zone = limen_objective_at (&objective, sweep, 1, 2);
  g_assert_cmpfloat (zone.refer_from.threshold, >, single);
  limen_sweep_free (sweep);
}

static void
test_text (void)
{
  static const struct
  {
    LimenReferralKind kind;
    const char *text;
  } cases[] = {
    { LIMEN_REFERRAL_COST,
      "minimize cost, refer-cost 0.125, fn-cost 5, row-costs, prevalence "
      "0.01" },
    { LIMEN_REFERRAL_MAX_ERROR,
      "maximize coverage subject to error<=0.125, prevalence 0.01" },
    { LIMEN_REFERRAL_MIN_COVERAGE,
      "maximize accuracy subject to coverage>=0.125, prevalence 0.01" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      LimenObjective objective
          = limen_objective_new_referral (cases[i].kind, 0.125);
      LimenObjective parsed;
      char text[LIMEN_OBJECTIVE_SIZE];

      objective.costs.fn_cost = 5;
      objective.has_row_costs = TRUE;
      objective.prevalence = 0.01;
      g_assert_cmpstr (limen_objective_format (&objective, text, sizeof text),
                       ==, cases[i].text);
      g_assert_true (limen_objective_parse (text, &parsed));
      g_assert_cmpint (parsed.referral.kind, ==, cases[i].kind);
      g_assert_cmpfloat (parsed.referral.bound, ==, 0.125);
      g_assert_cmpfloat (parsed.prevalence, ==, 0.01);
      g_assert_cmpstr (limen_objective_format (&parsed, text, sizeof text), ==,
                       cases[i].text);
    }
}

/* Hundreds of thousands of scores; quadratic time would take minutes. */
static void
test_large (void)
{
  enum
  {
    N = 400000
  };
  g_autofree double *scores = g_new (double, N);
  g_autofree guint16 *labels = g_new (guint16, N);
  /* One sample; other samples may have thresholds farther off. */
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  LimenSweep *sweep;

  for (int i = 0; i < N; i++)
    {
      scores[i] = g_rand_double (rand);
      labels[i] = g_rand_double (rand) < scores[i];
    }
  sweep = limen_sweep_new (scores, labels, 1, NULL, N);
  for (int kind = LIMEN_REFERRAL_COST; kind < LIMEN_N_REFERRALS; kind++)
    {
      static const double bounds[LIMEN_N_REFERRALS] = {
        [LIMEN_REFERRAL_COST] = 0.2,
        [LIMEN_REFERRAL_MAX_ERROR] = 0.1,
        [LIMEN_REFERRAL_MIN_COVERAGE] = 0.5,
      };
      gboolean is_of_half = kind == LIMEN_REFERRAL_MIN_COVERAGE;
      LimenObjective objective
          = limen_objective_new_referral (kind, bounds[kind]);
      LimenOptimum zone;

      zone = limen_objective_optimize (&objective, sweep);
      g_assert_cmpint (zone.status, ==, LIMEN_OPTIMUM_FOUND);
      /* Expected for calibrated scores: refer where min (p, 1 - p) exceeds the
       * cost; errors of x / 2 in the outer x of both ends; a quarter on each
       * side where half of the rows are decided. */
      test_assert_near (zone.refer_from.threshold, is_of_half ? 0.25 : 0.2,
                        0.02);
      test_assert_near (zone.positive_from.threshold, is_of_half ? 0.75 : 0.8,
                        0.02);
    }
  limen_sweep_free (sweep);
}

static double
get_value (const LimenObjective *view, const LimenSweep *sweep,
           const LimenOptimum *zone, LimenMetric metric)
{
  return limen_objective_value_between (view, metric, sweep,
                                        zone->refer_from.candidate,
                                        zone->positive_from.candidate);
}

/* Thresholds are kept; metrics cover decided rows, except cost, at the stated
 * prevalence. */
static void
test_thresholds (void)
{
  const double scores[] = { 0.1, 0.1, 0.25, 0.4, 0.4, 0.6, 0.8, 0.95 };
  const guint16 labels[] = { 0, 0, 1, 0, 1, 0, 1, 1 };
  LimenSweep *sweep
      = limen_sweep_new (scores, labels, 1, NULL, G_N_ELEMENTS (scores));
  LimenObjective view
      = limen_objective_new_referral (LIMEN_REFERRAL_COST, 0.25);
  LimenOptimum zone = limen_objective_at_thresholds (&view, sweep, 0.3, 0.7);

  g_assert_cmpfloat (zone.refer_from.threshold, ==, 0.3);
  g_assert_cmpfloat (zone.refer_from.low, ==, 0.25);
  g_assert_cmpfloat (zone.refer_from.high, ==, 0.4);
  g_assert_cmpfloat (zone.positive_from.threshold, ==, 0.7);
  g_assert_cmpfloat (zone.positive_from.high, ==, 0.8);
  g_assert_cmpfloat (zone.confusion.tp, ==, 2);
  g_assert_cmpfloat (zone.confusion.fn, ==, 1);
  g_assert_cmpfloat (zone.confusion.tn, ==, 2);
  g_assert_cmpfloat (zone.referred_positives, ==, 1);
  g_assert_cmpfloat (zone.referred_negatives, ==, 2);
  test_assert_near (get_value (&view, sweep, &zone,
                               (LimenMetric){ LIMEN_METRIC_ACCURACY, 1 }),
                    0.8, 1e-15);
  test_assert_near (
      get_value (&view, sweep, &zone, (LimenMetric){ LIMEN_METRIC_COST, 1 }),
      (1 + 3 * 0.25) / 8, 1e-15);
  view.prevalence = 0.2; /* positives of 1/20 each, negatives of 1/5 */
  zone = limen_objective_at_thresholds (&view, sweep, 0.3, 0.7);
  test_assert_near (get_value (&view, sweep, &zone,
                               (LimenMetric){ LIMEN_METRIC_ACCURACY, 1 }),
                    0.5 / 0.55, 1e-14);
  limen_sweep_free (sweep);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/grey-zone/bound", test_bound);
  g_test_add_func ("/grey-zone/tie", test_tie);
  g_test_add_func ("/grey-zone/one-row", test_one_row);
  g_test_add_func ("/grey-zone/safe-side", test_safe_side);
  g_test_add_func ("/grey-zone/text", test_text);
  g_test_add_func ("/grey-zone/thresholds", test_thresholds);
  g_test_add_func ("/grey-zone/large", test_large);
  return g_test_run ();
}
