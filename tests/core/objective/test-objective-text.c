/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "objective.h"
#include "support.h"

static void
test_metric_names (void)
{
  static const char *const names[] = {
    "accuracy", "balanced-accuracy", "precision", "recall", "specificity",
    "npv", "fpr", "fnr", "fdr", "for", "f1", "f2", "f0.5", "mcc", "kappa",
    "youden-j", "g-mean", "jaccard", "markedness", "predicted-positive-rate",
    "lift", "lr+", "lr-", "dor", "cost", "net-benefit", "fbeta:3",
    "fbeta:0.25", "predicted-positives", "error-rate-gap", "corner-distance",
    "precision-recall-gap", "prevalence-gap",
  };
  static const char *const wrong[]
      = { "", "F1", "fbeta", "fbeta:", "fbeta:-1", "fbeta:x", "fbeta:nan",
          "precision ", "auc" };
  LimenMetric metric;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      char text[LIMEN_METRIC_NAME_SIZE];

      g_assert_true (limen_metric_parse (names[i], &metric));
      g_assert_cmpstr (limen_metric_format (metric, text, sizeof text), ==,
                       names[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_test_message ("%s", wrong[i]);
      g_assert_false (limen_metric_parse (wrong[i], &metric));
    }
}

static void
test_constraints (void)
{
  static const char *const wrong[]
      = { "precision", "precision>0.5", "precision>=", ">=0.5",
          "precision>=0,5", "precision>=nan", "no>=0.5", "precision>=0.5x" };
  LimenConstraint constraint;
  char text[LIMEN_OBJECTIVE_SIZE];

  g_assert_true (limen_constraint_parse (" precision >= 0.7 ", &constraint));
  g_assert_cmpstr (limen_constraint_format (constraint, text, sizeof text),
                   ==, "precision>=0.7");
  g_assert_true (limen_constraint_parse ("lr-<=1e-3", &constraint));
  g_assert_cmpint (constraint.relation, ==, LIMEN_AT_MOST);
  g_assert_cmpfloat (constraint.bound, ==, 1e-3);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (limen_constraint_parse (wrong[i], &constraint));
}

static void
test_text (void)
{
  LimenObjective objective = limen_objective_new (
      (LimenMetric){ LIMEN_METRIC_COST, 1 }, TRUE);
  char text[LIMEN_OBJECTIVE_SIZE];

  g_assert_cmpstr (limen_objective_format (&objective, text, sizeof text), ==,
                   "minimize cost");
  limen_constraint_parse ("recall>=0.9", &objective.constraints[0]);
  limen_constraint_parse ("fpr<=0.25", &objective.constraints[1]);
  objective.n_constraints = 2;
  g_assert_cmpstr (limen_objective_format (&objective, text, sizeof text), ==,
                   "minimize cost subject to recall>=0.9, fpr<=0.25");
}

static LimenObjective
draw_objective (void)
{
  LimenObjective objective = limen_objective_new (
      (LimenMetric){ g_test_rand_int_range (0, LIMEN_N_ALL_METRICS),
                     g_test_rand_double_range (2.5, 9) },
      g_test_rand_bit ());

  objective.n_constraints = (gsize) g_test_rand_int_range (0, 4);
  for (gsize i = 0; i < objective.n_constraints; i++)
    objective.constraints[i] = (LimenConstraint){
      { g_test_rand_int_range (0, LIMEN_METRIC_FBETA), 1 },
      g_test_rand_bit () ? LIMEN_AT_LEAST : LIMEN_AT_MOST,
      g_test_rand_double_range (-1e6, 1e6),
    };
  if (objective.metric.id != LIMEN_METRIC_FBETA)
    objective.metric.beta = 1;
  objective.costs.fp_cost = g_test_rand_double_range (0, 9);
  objective.costs.tn_gain = g_test_rand_double_range (0, 9);
  objective.has_row_costs = g_test_rand_bit ();
  if (g_test_rand_bit ())
    objective.prevalence = g_test_rand_double_range (0.001, 0.999);
  return objective;
}

/* Every formatted objective parses to the same text and numbers, to the last
 * bit. */
static void
test_round_trip (void)
{
  for (int i = 0; i < 2000; i++)
    {
      LimenObjective objective = draw_objective (), again;
      char text[LIMEN_OBJECTIVE_SIZE], text_again[LIMEN_OBJECTIVE_SIZE];

      limen_objective_format (&objective, text, sizeof text);
      g_test_message ("%s", text);
      g_assert_true (limen_objective_parse (text, &again));
      g_assert_cmpstr (
          limen_objective_format (&again, text_again, sizeof text_again), ==,
          text);
      g_assert_cmpint (again.metric.id, ==, objective.metric.id);
      g_assert_cmpint (again.is_minimized, ==, objective.is_minimized);
      g_assert_cmpuint (again.n_constraints, ==, objective.n_constraints);
      for (gsize j = 0; j < again.n_constraints; j++)
        g_assert_cmpfloat (again.constraints[j].bound, ==,
                           objective.constraints[j].bound);
      test_assert_near (again.prevalence, objective.prevalence, 0);
      if (strstr (text, "fp-cost") != NULL)
        g_assert_cmpfloat (again.costs.fp_cost, ==, objective.costs.fp_cost);
    }
}

static void
test_no_objective (void)
{
  static const char *const wrong[] = {
    "",
    "f1",
    "maximize",
    "maximize ",
    "maximizef1",
    "maximize nothing",
    "maximize f1 subject to",
    "maximize f1 subject to ",
    "maximize f1 subject to recall",
    "maximize f1,",
    "maximize f1, recall>=0.5",
    "maximize f1, prevalence",
    "maximize f1, prevalence 2",
    "maximize f1, prevalence 0.5x",
    "maximize f1, fp-cost",
    "minimize cost, fp-cost 1,5",
    "minimize cost, row-cost",
    "minimize cost jointly",
    "minimize cost, refer-cost",
    "minimize cost, refer-cost x",
    "maximize coverage subject to error>=0.1",
    "maximize coverage subject to error<=0.1, recall>=0.5",
    "maximize accuracy subject to coverage>=0.9, prevalence 2",
  };
  LimenObjective objective = { .n_constraints = 77 };
  g_autofree char *many = g_strnfill (5000, 'x');
  g_autofree char *text = g_strconcat ("maximize f1, ", many, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_test_message ("%s", wrong[i]);
      g_assert_false (limen_objective_parse (wrong[i], &objective));
    }
  g_assert_false (limen_objective_parse (text, &objective));
  g_assert_cmpuint (objective.n_constraints, ==, 77);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/objective-text/metric-names", test_metric_names);
  g_test_add_func ("/objective-text/constraints", test_constraints);
  g_test_add_func ("/objective-text/text", test_text);
  g_test_add_func ("/objective-text/round-trip", test_round_trip);
  g_test_add_func ("/objective-text/no-objective", test_no_objective);
  return g_test_run ();
}
