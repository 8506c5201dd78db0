/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <float.h>
#include <math.h>

#include "objective.h"
#include "support.h"

#define MAX_ROWS 24
#define N_FILES 3000

/* A small random file. */
typedef struct
{
  gsize n;
  double scores[MAX_ROWS];
  guint16 labels[MAX_ROWS];
  double weights[MAX_ROWS];
  double fp_costs[MAX_ROWS], fn_costs[MAX_ROWS];
  gboolean has_weights, has_costs;
  LimenSweep *sweep;
} File;

/* Weights and costs are binary fractions, so that all sums are exact. */
static void
draw (File *self)
{
  double *scores = self->scores;
  LimenPredictions numbers = { .n_scores = 1, .n_classes = 2, .positive = 1 };
  gboolean has_ties = g_test_rand_bit ();
  gboolean is_ranked = g_test_rand_bit ();
  gboolean is_coarse = g_test_rand_bit ();
  int share = g_test_rand_int_range (0, 11);

  self->n = (gsize) g_test_rand_int_range (1, MAX_ROWS + 1);
  self->has_weights = g_test_rand_bit ();
  self->has_costs = g_test_rand_bit ();
  for (gsize i = 0; i < self->n; i++)
    {
      self->labels[i] = g_test_rand_int_range (0, 10) < share;
      self->scores[i] = has_ties ? g_test_rand_int_range (-3, 4) / 4.0
                                 : g_test_rand_double_range (-2, 3);
      if (is_ranked && self->labels[i])
        self->scores[i] += 1;
      self->weights[i] = g_test_rand_int_range (0, 9) / 4.0;
      self->fp_costs[i] = is_coarse ? g_test_rand_int_range (0, 4)
                                    : g_test_rand_int_range (0, 17) / 8.0;
      self->fn_costs[i] = is_coarse ? g_test_rand_int_range (0, 4)
                                    : g_test_rand_int_range (0, 33) / 2.0;
    }
  self->weights[0] = 1;
  numbers.n_rows = self->n;
  numbers.labels = self->labels;
  numbers.scores = &scores;
  numbers.weights = self->has_weights ? self->weights : NULL;
  numbers.fp_costs = self->has_costs ? self->fp_costs : NULL;
  numbers.fn_costs = self->has_costs ? self->fn_costs : NULL;
  self->sweep = limen_sweep_new_from_predictions (&numbers);
  g_assert_nonnull (self->sweep);
}

/* Counts the outcome of two thresholds row by row. */
typedef struct
{
  double tp, fp, fn, tn, positives, negatives; /* the last two: referred */
  double errors, decided, total, cost;         /* at the prevalence */
} Outcome;

/* Returns the weight factor of a row of a class at a prevalence. */
static double
get_factor (const File *self, const LimenObjective *objective,
            gboolean is_positive)
{
  double positives = limen_sweep_get_positives (self->sweep);
  double negatives = limen_sweep_get_negatives (self->sweep);
  double total = positives + negatives;

  if (isnan (objective->prevalence))
    return 1;
  return is_positive ? objective->prevalence * total / positives
                     : (1 - objective->prevalence) * total / negatives;
}

static Outcome
decide (const File *self, const LimenObjective *objective, double low,
        double high)
{
  LimenCosts costs = objective->costs;
  gboolean has_costs = self->has_costs && objective->has_row_costs;
  double of_positives, of_negatives;
  Outcome o = { 0 };

  for (gsize i = 0; i < self->n; i++)
    {
      double weight = self->has_weights ? self->weights[i] : 1;
      double counted = weight * get_factor (self, objective, self->labels[i]);
      double fn_cost = costs.fn_cost * (has_costs ? self->fn_costs[i] : 1);
      double fp_cost = costs.fp_cost * (has_costs ? self->fp_costs[i] : 1);
      gboolean is_positive = self->labels[i];

      if (self->scores[i] >= high)
        {
          *(is_positive ? &o.tp : &o.fp) += weight;
          o.cost += counted * (is_positive ? -costs.tp_gain : fp_cost);
        }
      else if (self->scores[i] < low)
        {
          *(is_positive ? &o.fn : &o.tn) += weight;
          o.cost += counted * (is_positive ? fn_cost : -costs.tn_gain);
        }
      else
        {
          *(is_positive ? &o.positives : &o.negatives) += weight;
          if (objective->referral.kind == LIMEN_REFERRAL_COST)
            o.cost += counted * objective->referral.bound;
        }
    }
  /* Sums weights before scaling them: only the weights add up exactly. */
  of_positives = get_factor (self, objective, 1);
  of_negatives = get_factor (self, objective, 0);
  o.errors = of_positives * o.fn + of_negatives * o.fp;
  o.decided = of_positives * (o.tp + o.fn) + of_negatives * (o.fp + o.tn);
  o.total
      = o.decided + of_positives * o.positives + of_negatives * o.negatives;
  return o;
}

/* Whether an outcome is allowed. */
static gboolean
is_allowed (const LimenObjective *objective, const Outcome *o)
{
  switch (objective->referral.kind)
    {
    case LIMEN_REFERRAL_MAX_ERROR:
      return o->decided > 0
             && o->errors / o->decided <= objective->referral.bound;
    case LIMEN_REFERRAL_MIN_COVERAGE:
      return o->decided > 0
             && o->decided / o->total >= objective->referral.bound;
    default:
      return TRUE;
    }
}

/* Returns a negative number if a is better than b. Error rates are compared as
 * exact products. */
static double
compare (LimenReferralKind kind, const Outcome *a, const Outcome *b)
{
  double share = a->errors * b->decided - b->errors * a->decided;

  switch (kind)
    {
    case LIMEN_REFERRAL_MAX_ERROR:
      return a->decided != b->decided ? b->decided - a->decided : share;
    case LIMEN_REFERRAL_MIN_COVERAGE:
      return share != 0 ? share : b->decided - a->decided;
    default:
      return a->cost != b->cost ? a->cost - b->cost : b->decided - a->decided;
    }
}

/* Tries all pairs of candidates. FALSE if none is allowed. */
static gboolean
find_plainly (const File *self, const LimenObjective *objective, gsize *low,
              gsize *high)
{
  gsize n = limen_sweep_get_n_scores (self->sweep);
  Outcome best;
  gboolean has_any = FALSE;

  for (gsize b = 0; b <= n; b++)
    for (gsize a = 0; a <= b; a++)
      {
        Outcome o
            = decide (self, objective, limen_sweep_get_score (self->sweep, a),
                      limen_sweep_get_score (self->sweep, b));
        double sign
            = has_any ? compare (objective->referral.kind, &o, &best) : -1;

        /* Ties: the lowest upper threshold, then the highest lower one. */
        if (!is_allowed (objective, &o)
            || !(sign < 0 || (sign == 0 && b == *high)))
          continue;
        has_any = TRUE;
        best = o;
        *low = a;
        *high = b;
      }
  return has_any;
}

static void
check_zone (const File *self, const LimenObjective *objective,
            const LimenOptimum *zone)
{
  Outcome o = decide (self, objective, zone->refer_from.threshold,
                      zone->positive_from.threshold);

  g_assert_cmpfloat (zone->refer_from.low, <, zone->refer_from.threshold);
  g_assert_cmpfloat (zone->refer_from.threshold, <=, zone->refer_from.high);
  g_assert_cmpfloat (zone->positive_from.low, <,
                     zone->positive_from.threshold);
  g_assert_cmpfloat (zone->positive_from.threshold, <=,
                     zone->positive_from.high);
  g_assert_cmpfloat (zone->refer_from.threshold, <=,
                     zone->positive_from.threshold);
  g_assert_cmpfloat (zone->confusion.tp, ==, o.tp);
  g_assert_cmpfloat (zone->confusion.fp, ==, o.fp);
  g_assert_cmpfloat (zone->confusion.fn, ==, o.fn);
  g_assert_cmpfloat (zone->confusion.tn, ==, o.tn);
  g_assert_cmpfloat (zone->referred_positives, ==, o.positives);
  g_assert_cmpfloat (zone->referred_negatives, ==, o.negatives);
  test_assert_near (zone->coverage, o.decided / o.total, 1e-14);
  /* The decided rows are all rows less the referred ones: where few are
   * decided, the rounding of all rows weighs more. */
  test_assert_near (zone->error, o.decided > 0 ? o.errors / o.decided : NAN,
                    fmax (1e-14, 8 * DBL_EPSILON * o.total / o.decided));
  test_assert_near (limen_objective_value_between (
                        objective, (LimenMetric){ LIMEN_METRIC_COST, 1 },
                        self->sweep, zone->refer_from.candidate,
                        zone->positive_from.candidate),
                    o.cost / o.total, 1e-13);
}

static LimenObjective
draw_objective (LimenReferralKind kind)
{
  LimenObjective objective = limen_objective_new_referral (
      kind, kind == LIMEN_REFERRAL_COST ? g_test_rand_int_range (0, 13) / 8.0
                                        : g_test_rand_int_range (0, 21) / 20.0);

  objective.costs.fp_cost = g_test_rand_int_range (0, 4);
  objective.costs.fn_cost = g_test_rand_int_range (1, 6);
  objective.costs.tp_gain = g_test_rand_int_range (0, 3);
  objective.costs.tn_gain = g_test_rand_int_range (0, 3) / 2.0;
  objective.has_row_costs = g_test_rand_bit ();
  return objective;
}

static void
check_optimum (const File *self, LimenReferralKind kind)
{
  LimenObjective objective = draw_objective (kind);
  LimenOptimum zone;
  gsize low = 0, high = 0;
  gboolean is_found = find_plainly (self, &objective, &low, &high);

  zone = limen_objective_optimize (&objective, self->sweep);
  if (limen_sweep_get_positives (self->sweep) == 0)
    {
      g_assert_cmpint (zone.status, ==, LIMEN_OPTIMUM_NO_POSITIVES);
      g_assert_cmpfloat (zone.positive_from.threshold, ==, INFINITY);
      g_assert_cmpfloat (zone.coverage, ==, 1);
      return;
    }
  g_assert_cmpint (zone.status, ==,
                   is_found ? LIMEN_OPTIMUM_FOUND
                            : LIMEN_OPTIMUM_UNATTAINABLE);
  if (!is_found)
    {
      /* The fallback: the lowest error rate. */
      objective.referral.kind = LIMEN_REFERRAL_MIN_COVERAGE;
      objective.referral.bound = 0;
      g_assert_true (find_plainly (self, &objective, &low, &high));
      objective.referral.kind = kind;
    }
  g_assert_cmpuint (zone.refer_from.candidate, ==, low);
  g_assert_cmpuint (zone.positive_from.candidate, ==, high);
  check_zone (self, &objective, &zone);
}

static void
test_goal (gconstpointer kind)
{
  for (int i = 0; i < N_FILES; i++)
    {
      File file;

      draw (&file);
      check_optimum (&file, GPOINTER_TO_INT (kind));
      limen_sweep_free (file.sweep);
    }
}

/* In another population sums are inexact: the result is allowed, and nothing
 * is better by more than rounding. */
static void
check_prevalence (const File *self, LimenReferralKind kind)
{
  LimenObjective objective = draw_objective (kind);
  LimenOptimum zone;
  gsize n = limen_sweep_get_n_scores (self->sweep);
  double value, positives = limen_sweep_get_positives (self->sweep);
  double negatives = limen_sweep_get_negatives (self->sweep);

  objective.prevalence = g_test_rand_double_range (0.01, 0.99);
  zone = limen_objective_optimize (&objective, self->sweep);
  if (positives == 0 || negatives == 0)
    {
      g_assert_cmpint (zone.status, ==,
                       positives == 0 ? LIMEN_OPTIMUM_NO_POSITIVES
                                      : LIMEN_OPTIMUM_UNDEFINED);
      return;
    }
  check_zone (self, &objective, &zone);
  if (zone.status != LIMEN_OPTIMUM_FOUND)
    return;
  value = zone.value;
  if (kind == LIMEN_REFERRAL_MAX_ERROR)
    g_assert_cmpfloat (zone.error, <=, objective.referral.bound + 1e-12);
  for (gsize b = 0; b <= n; b++)
    for (gsize a = 0; a <= b; a++)
      {
        LimenOptimum other = limen_objective_at (&objective, self->sweep, a, b);

        if (kind == LIMEN_REFERRAL_COST)
          g_assert_cmpfloat (other.value, >=, value - 1e-12);
        else if (kind == LIMEN_REFERRAL_MAX_ERROR
                     ? other.error < objective.referral.bound - 1e-12
                     : other.coverage > objective.referral.bound + 1e-12)
          g_assert_false (other.value > value + 1e-12);
      }
}

static void
test_prevalence (void)
{
  for (int i = 0; i < N_FILES; i++)
    {
      File file;

      draw (&file);
      check_prevalence (&file, LIMEN_REFERRAL_COST + i % 3);
      limen_sweep_free (file.sweep);
    }
}

/* Weights with inexact sums: coverage of all rows is exactly 1. */
static void
test_full_coverage (void)
{
  LimenObjective objective
      = limen_objective_new_referral (LIMEN_REFERRAL_MIN_COVERAGE, 1);

  for (int i = 0; i < 500; i++)
    {
      LimenOptimum zone;
      File file;

      draw (&file);
      limen_sweep_free (file.sweep);
      for (gsize row = 0; row < file.n; row++)
        file.weights[row] = g_test_rand_double_range (0.1, 2);
      file.sweep = limen_sweep_new (file.scores, file.labels, 1, file.weights,
                                    file.n);
      zone = limen_objective_optimize (&objective, file.sweep);
      g_assert_cmpint (zone.status, ==,
                       limen_sweep_get_positives (file.sweep) > 0
                           ? LIMEN_OPTIMUM_FOUND
                           : LIMEN_OPTIMUM_NO_POSITIVES);
      g_assert_cmpfloat (zone.coverage, ==, 1);
      g_assert_cmpuint (zone.refer_from.candidate, ==,
                        zone.positive_from.candidate);
      limen_sweep_free (file.sweep);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/grey-zone-optimum/cost",
                        GINT_TO_POINTER (LIMEN_REFERRAL_COST), test_goal);
  g_test_add_data_func ("/grey-zone-optimum/coverage",
                        GINT_TO_POINTER (LIMEN_REFERRAL_MAX_ERROR), test_goal);
  g_test_add_data_func ("/grey-zone-optimum/accuracy",
                        GINT_TO_POINTER (LIMEN_REFERRAL_MIN_COVERAGE),
                        test_goal);
  g_test_add_func ("/grey-zone-optimum/prevalence", test_prevalence);
  g_test_add_func ("/grey-zone-optimum/full-coverage", test_full_coverage);
  return g_test_run ();
}
