#include <math.h>
#include <string.h>

#include "kind.h"
#include "link.h"
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

/* Whatever is said of an objective can be read again: the same text, and the
 * same numbers to the last bit. */
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

static void
test_points (void)
{
  static const struct
  {
    const char *name, *text; /* NULL: there is no such point */
  } cases[] = {
    { "equal-error-rate", "minimize error-rate-gap" },
    { "closest-to-corner", "minimize corner-distance" },
    { "break-even", "minimize precision-recall-gap" },
    { "prevalence-matching", "minimize prevalence-gap" },
    { "precision-at-recall:0.9", "maximize precision subject to recall>=0.9" },
    { "sensitivity-at-specificity: 0.95",
      "maximize recall subject to specificity>=0.95" },
    { "specificity-at-sensitivity:0.5",
      "maximize specificity subject to recall>=0.5" },
    { "npv-at-predicted-positive-rate:0.02",
      "maximize npv subject to predicted-positive-rate<=0.02" },
    { "fpr-at-recall:1", "minimize fpr subject to recall>=1" },
    { "fbeta:3-at-precision:0.25",
      "maximize fbeta:3 subject to precision>=0.25" },
    { "precision-at-recall", NULL },
    { "precision-at-recall:", NULL },
    { "precision-at-recall:x", NULL },
    { "precision-at-:0.5", NULL },
    { "-at-recall:0.5", NULL },
    { "precision-at-nothing:0.5", NULL },
    { "break-even:0.5", NULL },
    { "f1", NULL },
    { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      LimenObjective objective;
      char text[LIMEN_OBJECTIVE_SIZE];

      g_test_message ("%s", cases[i].name);
      g_assert_cmpint (limen_objective_parse_point (cases[i].name, &objective),
                       ==, cases[i].text != NULL);
      if (cases[i].text != NULL)
        g_assert_cmpstr (
            limen_objective_format (&objective, text, sizeof text), ==,
            cases[i].text);
    }
}

static const double scores[] = { 0.1, 0.2, 0.4, 0.7, 0.9 };
static const guint16 labels[] = { 0, 1, 0, 1, 1 };

static void
test_unattainable (void)
{
  LimenSweep *sweep = limen_sweep_new (scores, labels, 1, NULL, 5);
  LimenObjective objective = limen_objective_new (
      (LimenMetric){ LIMEN_METRIC_RECALL, 1 }, FALSE);
  LimenOptimum optimum;

  limen_constraint_parse ("recall>=0.9", &objective.constraints[0]);
  limen_constraint_parse ("precision>=0.95", &objective.constraints[1]);
  objective.n_constraints = 2;
  optimum = limen_objective_optimize (&objective, sweep);
  g_assert_cmpint (optimum.status, ==, LIMEN_OPTIMUM_UNATTAINABLE);
  /* recall 1 and precision 3/4 miss by 0.2, recall 2/3 by 0.233 */
  g_assert_cmpfloat (optimum.high, ==, 0.2);
  limen_sweep_free (sweep);
}

/* Costs of 1 and 10 move the line down until no positive is lost. */
static void
test_costs (void)
{
  LimenSweep *sweep = limen_sweep_new (scores, labels, 1, NULL, 5);
  LimenObjective objective = limen_objective_new (
      (LimenMetric){ LIMEN_METRIC_COST, 1 }, TRUE);
  LimenOptimum optimum = limen_objective_optimize (&objective, sweep);

  g_assert_cmpfloat (optimum.high, ==, 0.7);
  test_assert_near (optimum.value, 0.2, 1e-15);
  objective.costs.fn_cost = 10;
  optimum = limen_objective_optimize (&objective, sweep);
  g_assert_cmpfloat (optimum.high, ==, 0.2);
  /* The shortest in the middle of 0.1 and 0.2, neither of them. */
  g_assert_cmpfloat (optimum.threshold, ==, 0.15);
  limen_sweep_free (sweep);
}

/* Where positives are rare in the population, precision falls. */
static void
test_prevalence (void)
{
  LimenSweep *sweep = limen_sweep_new (scores, labels, 1, NULL, 5);
  LimenObjective objective = limen_objective_new (
      (LimenMetric){ LIMEN_METRIC_PRECISION, 1 }, FALSE);
  LimenConfusion c = limen_sweep_get_confusion (sweep, 1);
  double expected;

  objective.prevalence = 0.01;
  expected = 0.01 * 1 / (0.01 * 1 + 0.99 * 0.5);
  test_assert_near (
      limen_objective_value (&objective, objective.metric, c), expected,
      1e-14);
  limen_sweep_free (sweep);
}

/* A rate of one class is the same in every population, to the last bit, and so
 * meets the same bounds; the others are not. */
static void
test_rates (void)
{
  LimenConfusion c = { 9, 3, 1, 4 };
  LimenObjective objective = limen_objective_new (
      (LimenMetric){ LIMEN_METRIC_RECALL, 1 }, FALSE);

  for (int id = 0; id < LIMEN_N_ALL_METRICS; id++)
    {
      LimenMetric metric = { id, 3 };
      double value = limen_metric_value (metric, c, objective.costs);
      gboolean is_same = TRUE;

      for (int i = 1; i < 50; i++)
        {
          LimenConfusion adjusted
              = limen_confusion_at_prevalence (c, i / 50.0);
          double there
              = limen_metric_value (metric, adjusted, objective.costs);

          objective.prevalence = i / 50.0;
          if (limen_metric_get_info (id)->is_of_rates)
            g_assert_cmpfloat (
                limen_objective_value (&objective, metric, c), ==, value);
          is_same &= fabs (there - value) < 1e-12;
        }
      g_test_message ("%s", limen_metric_get_info (id)->name);
      g_assert_cmpint (is_same, ==, limen_metric_get_info (id)->is_of_rates);
    }
}

/* Few must be called, for others have no time for more. */
static void
test_capacity (void)
{
  double weights[] = { 1, 1, 1, 2, 0.5 };
  LimenSweep *sweep = limen_sweep_new (scores, labels, 1, weights, 5);
  LimenObjective objective = limen_objective_new (
      (LimenMetric){ LIMEN_METRIC_RECALL, 1 }, FALSE);
  LimenOptimum optimum;

  limen_constraint_parse ("predicted-positives<=2.5",
                          &objective.constraints[0]);
  objective.n_constraints = 1;
  optimum = limen_objective_optimize (&objective, sweep);
  g_assert_cmpfloat (optimum.high, ==, 0.7);
  objective.constraints[0].bound = 2;
  optimum = limen_objective_optimize (&objective, sweep);
  g_assert_cmpfloat (optimum.high, ==, 0.9);
  limen_sweep_free (sweep);
}

/* The best threshold for an objective, of rows with these weights. */
static LimenOptimum
optimize (const double *of_scores, const guint16 *of_labels,
          const double *weights, gsize n, const char *text)
{
  LimenSweep *sweep
      = limen_sweep_new (of_scores, of_labels, 1, weights, n);
  LimenObjective objective;
  LimenOptimum optimum;

  g_test_message ("%s", text);
  g_assert_true (limen_objective_parse (text, &objective));
  optimum = limen_objective_optimize (&objective, sweep);
  limen_sweep_free (sweep);
  return optimum;
}

/* Six of ten positives and three of ten negatives on one side: 0.6 + 0.7 - 1
 * is not 0.3 in doubles, nor is the sum of three weights of 0.1. */
static void
test_rounding (void)
{
  static const char *const met[]
      = { "maximize accuracy subject to youden-j>=0.3",
          "maximize precision subject to fpr<=0.3",
          "maximize recall subject to predicted-positives<=0.9",
          "maximize precision subject to recall>=0.6, specificity>=0.7",
          "maximize recall subject to cost<=0.35" };
  static const char *const failed[]
      = { "maximize recall subject to youden-j>=0.300001",
          "maximize recall subject to youden-j>=0.3, fpr<=0.299999",
          "maximize precision subject to recall>=0.6000001, fpr<=0.3" };
  double of_scores[20], tenths[20];
  guint16 of_labels[20];

  for (int i = 0; i < 20; i++)
    {
      of_labels[i] = i < 10;
      of_scores[i] = i < 6 || i >= 17 ? 0.9 : 0.2;
      tenths[i] = 0.1;
    }
  for (guint i = 0; i < G_N_ELEMENTS (met); i++)
    {
      LimenOptimum optimum
          = optimize (of_scores, of_labels, tenths, 20, met[i]);

      g_assert_cmpint (optimum.status, ==, LIMEN_OPTIMUM_FOUND);
      g_assert_cmpfloat (optimum.high, ==, 0.9);
    }
  g_assert_cmpint (
      optimize (of_scores, of_labels, NULL, 20, met[0]).status, ==,
      LIMEN_OPTIMUM_FOUND);
  for (guint i = 0; i < G_N_ELEMENTS (failed); i++)
    g_assert_cmpint (
        optimize (of_scores, of_labels, tenths, 20, failed[i]).status, ==,
        LIMEN_OPTIMUM_UNATTAINABLE);
}

/* What a class is of rows counted at three scores, and what is best. */
static LimenOptimum
optimize_counts (const double *positives, const double *negatives,
                 const char *text)
{
  static const double of_scores[] = { 0.9, 0.8, 0.1 };
  LimenSweep *sweep
      = limen_sweep_new_from_counts (of_scores, positives, negatives, 3);
  LimenObjective objective;
  LimenOptimum optimum;

  g_test_message ("%s", text);
  g_assert_true (limen_objective_parse (text, &objective));
  optimum = limen_objective_optimize (&objective, sweep);
  limen_sweep_free (sweep);
  return optimum;
}

/* One row of ten million is no rounding, nor is one that weighs little; what
 * is met exactly is met. */
static void
test_one_row (void)
{
  static const struct
  {
    double positives[3], negatives[3];
    const char *text;
    double high;
  } cases[] = {
    /* One of 9999999 is more than one of 10000000, by 1e-14. */
    { { 9999998, 1, 0 }, { 1, 0, 10 }, "minimize %s fdr<=1e-7", 0.8 },
    { { 9999998, 1, 0 },
      { 1, 0, 10 },
      "minimize %s precision>=0.9999999",
      0.8 },
    /* One of either class more makes 1 / (5000000 * 4999999) less. */
    { { 3000000, 1, 1999999 },
      { 1000000, 1, 3999998 },
      "maximize %s youden-j>=0.399999959999992",
      0.9 },
    { { 3000000, 1, 1999999 },
      { 1000000, 1, 3999998 },
      "minimize %s youden-j<=0.399999959999952, recall>=0.5",
      0.8 },
    /* A row that weighs 1e-9, of ten thousand. */
    { { 5000, 1e-9, 5000 },
      { 0, 0, 1 },
      "minimize %s recall>=0.50000000000005",
      0.8 },
    { { 5000, 1e-9, 5000 }, { 0, 0, 1 }, "maximize %s recall<=0.5", 0.9 },
    { { 5000, 1e-9, 5000 },
      { 0, 0, 1 },
      "maximize %s predicted-positives<=5000",
      0.9 },
    { { 1, 0, 0 }, { 5000, 1e-9, 5000 }, "maximize %s fpr<=0.5", 0.9 },
    /* So do all of them. */
    { { 1e-9, 1e-9, 1e-9 }, { 0, 1e-9, 1e-9 }, "maximize %s fpr<=0.5", 0.8 },
    { { 1e-9, 1e-9, 1e-9 }, { 0, 1e-9, 1e-9 }, "maximize %s fpr<=0.49", 0.9 },
    { { 1e300, 1e300, 1e300 },
      { 0, 1e300, 1e300 },
      "maximize %s fpr<=0.5",
      0.8 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) parts = g_strsplit (cases[i].text, "%s", 2);
      g_autofree char *text
          = g_strjoinv ("predicted-positives subject to", parts);
      LimenOptimum optimum = optimize_counts (cases[i].positives,
                                              cases[i].negatives, text);

      g_assert_cmpint (optimum.status, ==, LIMEN_OPTIMUM_FOUND);
      g_assert_cmpfloat (optimum.high, ==, cases[i].high);
    }
}

/* Costs so small that one row changes less than rounding does of rates. */
static void
test_small_costs (void)
{
  const char *text
      = "minimize fnr subject to cost<=1e-16, fp-cost 1e-15, fn-cost 1e-15";

  g_assert_cmpfloat (optimize (scores, labels, NULL, 5, text).status, ==,
                     LIMEN_OPTIMUM_UNATTAINABLE);
}

/* A ratio to nothing is above every bound; nothing to nothing is undefined. */
static void
test_infinite_ratios (void)
{
  static const double of_scores[]
      = { 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2 };
  static const guint16 of_labels[] = { 1, 1, 0, 1, 0, 1, 0, 0 };
  static const struct
  {
    const char *text;
    double high;
  } cases[] = {
    { "maximize recall subject to lr+>=5", 0.8 },
    { "maximize recall subject to dor>=1e9", 0.4 },
    { "maximize specificity subject to dor>=100, recall>=0.9", 0.4 },
    { "maximize recall subject to lr-<=0.7", 0.4 },
    { "minimize recall subject to lr+<=5", 0.3 },
    { "maximize lr+", 0.6 },
  };
  LimenMetric lr = { LIMEN_METRIC_LR_POSITIVE, 1 };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      LimenOptimum optimum
          = optimize (of_scores, of_labels, NULL, 8, cases[i].text);

      g_assert_cmpint (optimum.status, ==, LIMEN_OPTIMUM_FOUND);
      if (i != 4)
        g_assert_cmpfloat (optimum.high, ==, cases[i].high);
      else
        g_assert_cmpfloat (optimum.confusion.fp, >, 0);
    }
  g_assert_true (limen_metric_is_infinite (lr, (LimenConfusion){ 1, 0, 1, 2 }));
  g_assert_false (
      limen_metric_is_infinite (lr, (LimenConfusion){ 0, 0, 2, 2 }));
  g_assert_false (
      limen_metric_is_infinite (lr, (LimenConfusion){ 2, 0, 0, 0 }));
  g_assert_true (isnan (limen_metric_value (
      lr, (LimenConfusion){ 1, 0, 1, 2 }, LIMEN_COSTS_DEFAULT)));
}

/* Scores that are one float: a lower bound of recall keeps what is positive,
 * an upper one of fpr what is negative, in single precision as well. */
static void
test_safe_side (void)
{
  const double single = 0.7f;
  const double of_scores[] = { 0.1, single - 1e-9, single + 1e-9, 0.9 };
  const guint16 of_labels[] = { 0, 0, 1, 1 };
  LimenOptimum optimum
      = optimize (of_scores, of_labels, NULL, 4,
                  "maximize precision subject to recall>=0.9");

  g_assert_cmpfloat (optimum.high, ==, of_scores[2]);
  g_assert_cmpfloat (optimum.threshold, >, of_scores[1]);
  g_assert_cmpfloat (optimum.threshold, <=, single);
  optimum = optimize (of_scores, of_labels, NULL, 4,
                      "maximize recall subject to fpr<=0.2");
  g_assert_cmpfloat (optimum.high, ==, of_scores[2]);
  g_assert_cmpfloat (optimum.threshold, >, single);
  g_assert_cmpfloat (optimum.threshold, <, of_scores[2]);
}

/* Neighbouring floats are told apart whoever reads them. */
static void
test_next_float (void)
{
  const float high = 0.7f, low = nextafterf (high, 0);
  const double of_scores[] = { 0.1, low, high, 0.9 };
  const guint16 of_labels[] = { 0, 0, 1, 1 };
  LimenOptimum optimum
      = optimize (of_scores, of_labels, NULL, 4,
                  "maximize precision subject to recall>=0.9");

  g_assert_cmpfloat (optimum.threshold, >, low);
  g_assert_cmpfloat (optimum.threshold, <, high);
  g_assert_cmpfloat ((float) optimum.threshold, ==, high);
}

/* Of a class without positives nothing is known. */
static void
test_no_positives (void)
{
  static const guint16 none[5] = { 0 }, all[] = { 1, 1, 1, 1, 1 };
  static const double weights[] = { 1, 0, 1, 0, 0 };
  static const char *const texts[]
      = { "maximize f1", "maximize accuracy", "minimize cost",
          "maximize precision subject to recall>=0.9" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      LimenOptimum optimum = optimize (scores, none, NULL, 5, texts[i]);

      g_assert_cmpint (optimum.status, ==, LIMEN_OPTIMUM_NO_POSITIVES);
      g_assert_cmpfloat (optimum.threshold, ==, INFINITY);
      g_assert_cmpfloat (optimum.low, ==, 0.9);
      optimum = optimize (scores, labels, weights, 5, texts[i]);
      g_assert_cmpint (optimum.status, ==, LIMEN_OPTIMUM_NO_POSITIVES);
    }
  /* Without negatives every row is what the class is. */
  g_assert_cmpfloat (
      optimize (scores, all, NULL, 5, "maximize f1").threshold, <, 0.1);
}

static void
test_links (void)
{
  g_assert_cmpfloat (limen_sigmoid (0), ==, 0.5);
  g_assert_cmpfloat (limen_sigmoid (1000), ==, 1);
  g_assert_cmpfloat (limen_sigmoid (-1000), ==, 0);
  g_assert_cmpfloat (limen_log_sigmoid (-1000), ==, -1000);
  test_assert_near (limen_log_sigmoid (40), -exp (-40), 1e-30);
  for (double z = -30; z <= 3; z += 0.37)
    test_assert_near (limen_logit (limen_sigmoid (z)), z, 1e-14);
  g_assert_true (isinf (limen_logit (0)));
  g_assert_true (isnan (limen_score_to_probability (LIMEN_KIND_SCORE, 0.5)));
  test_assert_near (
      limen_score_to_probability (LIMEN_KIND_LOG_PROBABILITY, log (0.3)), 0.3,
      1e-15);
  test_assert_near (limen_score_from_probability (LIMEN_KIND_LOGIT, 0.5), 0,
                    1e-15);
}

static void
test_kinds (void)
{
  for (int i = 0; i <= LIMEN_KIND_SCORE; i++)
    {
      LimenKind kind;

      g_assert_true (limen_kind_parse (limen_kind_get_name (i), &kind));
      g_assert_cmpint (kind, ==, i);
    }
  g_assert_false (limen_kind_parse ("auto", NULL));
}

/* Thresholds go from one kind to another without a detour that underflows. */
static void
test_conversions (void)
{
  static const struct
  {
    LimenKind from, to;
    double score, expected;
  } cases[] = {
    { LIMEN_KIND_SCORE, LIMEN_KIND_SCORE, -3, -3 },
    { LIMEN_KIND_SCORE, LIMEN_KIND_LOGIT, 1, NAN },
    { LIMEN_KIND_LOGIT, LIMEN_KIND_SCORE, 1, NAN },
    { LIMEN_KIND_PROBABILITY, LIMEN_KIND_LOGIT, 0.5, 0 },
    { LIMEN_KIND_LOGIT, LIMEN_KIND_PROBABILITY, 0, 0.5 },
    { LIMEN_KIND_LOGIT, LIMEN_KIND_LOG_PROBABILITY, -800, -800 },
    { LIMEN_KIND_LOG_PROBABILITY, LIMEN_KIND_LOGIT, -800, -800 },
    { LIMEN_KIND_LOG_PROBABILITY, LIMEN_KIND_PROBABILITY, -INFINITY, 0 },
    { LIMEN_KIND_PROBABILITY, LIMEN_KIND_LOGIT, 2, INFINITY },
    { LIMEN_KIND_PROBABILITY, LIMEN_KIND_LOGIT, -1, -INFINITY },
    { LIMEN_KIND_LOG_PROBABILITY, LIMEN_KIND_LOGIT, 1, INFINITY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    test_assert_near (
        limen_score_convert (cases[i].from, cases[i].to, cases[i].score),
        cases[i].expected, 1e-15);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/objective/metric-names", test_metric_names);
  g_test_add_func ("/objective/constraints", test_constraints);
  g_test_add_func ("/objective/text", test_text);
  g_test_add_func ("/objective/round-trip", test_round_trip);
  g_test_add_func ("/objective/no-objective", test_no_objective);
  g_test_add_func ("/objective/points", test_points);
  g_test_add_func ("/objective/unattainable", test_unattainable);
  g_test_add_func ("/objective/costs", test_costs);
  g_test_add_func ("/objective/prevalence", test_prevalence);
  g_test_add_func ("/objective/rates", test_rates);
  g_test_add_func ("/objective/capacity", test_capacity);
  g_test_add_func ("/objective/rounding", test_rounding);
  g_test_add_func ("/objective/one-row", test_one_row);
  g_test_add_func ("/objective/small-costs", test_small_costs);
  g_test_add_func ("/objective/infinite-ratios", test_infinite_ratios);
  g_test_add_func ("/objective/safe-side", test_safe_side);
  g_test_add_func ("/objective/next-float", test_next_float);
  g_test_add_func ("/objective/no-positives", test_no_positives);
  g_test_add_func ("/objective/links", test_links);
  g_test_add_func ("/objective/conversions", test_conversions);
  g_test_add_func ("/objective/kinds", test_kinds);
  return g_test_run ();
}
