/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "replicates.h"
#include "support.h"
#include "threshold-interval.h"

#define PREVALENCE 0.2
/* Distance between the means of the scores of both classes. */
#define DISTANCE 1.5

static const LimenBootstrapProgress silent = { NULL, NULL };

static double
draw_normal (GRand *random)
{
  return sqrt (-2 * log (1 - g_rand_double (random)))
         * cos (2 * G_PI * g_rand_double (random));
}

/* Rows of two normal scores, rounded to `step` unless that is 0. */
static LimenSweep *
draw_sweep (GRand *random, gsize n, double step)
{
  g_autofree double *scores = g_new (double, n);
  g_autofree guint16 *labels = g_new (guint16, n);

  for (gsize i = 0; i < n; i++)
    {
      labels[i] = g_rand_double (random) < PREVALENCE;
      scores[i] = draw_normal (random) + (labels[i] ? DISTANCE : 0);
      if (step > 0)
        scores[i] = step * floor (scores[i] / step);
    }
  return limen_sweep_new (scores, labels, 1, NULL, n);
}

static LimenThresholdInterval
compute (const LimenBootstrap *plan, const LimenSweep *sweep,
         const LimenObjective *objective, guint n_threads)
{
  LimenOptimum optimum = limen_objective_optimize (objective, sweep);
  LimenThresholdInterval interval;

  g_assert_cmpint (
      limen_threshold_intervals_compute (plan, sweep, objective,
                                         &optimum.positive_from.candidate, 1,
                                         silent, n_threads, &interval),
      ==, LIMEN_BOOTSTRAP_DONE);
  return interval;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* Whether a candidate is kept, by the definition. */
static gboolean
is_kept (const LimenReplicates *replicates, const LimenSweep *sweep,
         const LimenObjective *objective, gsize optimum, gsize candidate)
{
  guint n_resamples = replicates->plan.n_resamples, n = 0;
  double sign = objective->is_minimized ? -1 : 1;
  g_autofree double *added = g_new (double, n_resamples);
  double loss = sign
                * (limen_objective_value_at (objective, objective->metric,
                                             sweep, optimum)
                   - limen_objective_value_at (objective, objective->metric,
                                               sweep, candidate));

  for (guint j = 0; j < n_resamples; j++)
    {
      double best = limen_objective_value (
          objective, objective->metric,
          limen_replicates_get (replicates, optimum)[j]);
      double value = limen_objective_value (
          objective, objective->metric,
          limen_replicates_get (replicates, candidate)[j]);

      if (!isnan (best) && !isnan (value))
        added[n++] = sign * (best - value) - loss;
    }
  qsort (added, n, sizeof *added, compare);
  for (guint j = 0; j < n; j++)
    if ((j + 1) / (n + 1.0) >= replicates->plan.confidence)
      return candidate == optimum || loss <= added[j];
  return candidate == optimum || !isnan (loss);
}

static void
check_definition (const LimenSweep *sweep, const char *text)
{
  const LimenBootstrap plan = { 200, 7, FALSE, 0.9 };
  LimenObjective objective;
  gsize n = limen_sweep_get_n_scores (sweep) + 1;
  g_autofree gsize *all = g_new (gsize, n);
  LimenReplicates replicates;
  LimenThresholdInterval found;
  gsize optimum;

  g_assert_true (limen_objective_parse (text, &objective));
  optimum
      = limen_objective_optimize (&objective, sweep).positive_from.candidate;
  found = compute (&plan, sweep, &objective, 0);
  for (gsize i = 0; i < n; i++)
    all[i] = i;
  g_assert_cmpint (
      limen_replicates_init (&replicates, &plan, sweep, all, n, silent, 0), ==,
      LIMEN_BOOTSTRAP_DONE);
  g_assert_cmpuint (found.first, <=, optimum);
  g_assert_cmpuint (found.last, >=, optimum);
  g_assert_true (
      is_kept (&replicates, sweep, &objective, optimum, found.first));
  g_assert_true (
      is_kept (&replicates, sweep, &objective, optimum, found.last));
  /* Of few candidates all are tested, of many the next ones at least. */
  for (gsize i = n > 250 && found.first > 0 ? found.first - 1 : 0;
       i < found.first; i++)
    g_assert_false (is_kept (&replicates, sweep, &objective, optimum, i));
  for (gsize i = found.last + 1; i < (n > 250 ? MIN (found.last + 2, n) : n);
       i++)
    g_assert_false (is_kept (&replicates, sweep, &objective, optimum, i));
  g_assert_cmpfloat (found.low, ==, limen_sweep_get_low (sweep, found.first));
  g_assert_cmpfloat (found.high, ==,
                     limen_sweep_get_score (sweep, found.last));
  limen_replicates_clear (&replicates);
}

static const char *const objectives[]
    = { "maximize f1",       "maximize youden-j",
        "maximize mcc",      "minimize cost, fp-cost 1, fn-cost 3",
        "maximize accuracy", "minimize fpr" };

static void
test_definition (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);

  for (guint i = 0; i < 30; i++)
    {
      LimenSweep *sweep
          = draw_sweep (random, 20 + 10 * i, i % 3 == 0 ? 0.25 : 0);

      check_definition (sweep, objectives[i % G_N_ELEMENTS (objectives)]);
      limen_sweep_free (sweep);
    }
}

/* More candidates than a pass tests. */
static void
test_many (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (2);
  LimenSweep *sweep = draw_sweep (random, 4000, 0);

  for (guint i = 0; i < G_N_ELEMENTS (objectives); i++)
    check_definition (sweep, objectives[i]);
  limen_sweep_free (sweep);
}

/* Those of several objectives at once are those of each. */
static void
test_several (void)
{
  enum
  {
    N = G_N_ELEMENTS (objectives)
  };
  const LimenBootstrap plan = LIMEN_BOOTSTRAP_DEFAULT;
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  LimenSweep *sweep = draw_sweep (random, 3000, 0);
  LimenObjective all[N];
  LimenThresholdInterval found[N];
  gsize optima[N];

  for (guint i = 0; i < N; i++)
    {
      g_assert_true (limen_objective_parse (objectives[i], &all[i]));
      optima[i]
          = limen_objective_optimize (&all[i], sweep).positive_from.candidate;
    }
  g_assert_cmpint (limen_threshold_intervals_compute (
                       &plan, sweep, all, optima, N, silent, 0, found),
                   ==, LIMEN_BOOTSTRAP_DONE);
  for (guint i = 0; i < N; i++)
    {
      LimenThresholdInterval alone = compute (&plan, sweep, &all[i], 0);

      g_assert_cmpuint (found[i].first, ==, alone.first);
      g_assert_cmpuint (found[i].last, ==, alone.last);
    }
  limen_sweep_free (sweep);
}

static void
test_threads (void)
{
  const LimenBootstrap plan = LIMEN_BOOTSTRAP_DEFAULT;
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  LimenSweep *sweep = draw_sweep (random, 5000, 0);
  LimenObjective objective;
  LimenThresholdInterval one, several;

  g_assert_true (limen_objective_parse ("maximize f1", &objective));
  one = compute (&plan, sweep, &objective, 1);
  for (guint n = 2; n <= 7; n += 5)
    {
      several = compute (&plan, sweep, &objective, n);
      g_assert_cmpuint (one.first, ==, several.first);
      g_assert_cmpuint (one.last, ==, several.last);
    }
  limen_sweep_free (sweep);
}

/* All scores equal: neither threshold is rejected. Separated classes: with a
 * few rows, no threshold between them is either. */
static void
test_degenerate (void)
{
  static const double equal[] = { 1, 1, 1, 1 }, separated[] = { 1, 2, 3, 4 };
  static const guint16 labels[] = { 0, 0, 1, 1 };
  const LimenBootstrap plan = LIMEN_BOOTSTRAP_DEFAULT;
  LimenObjective objective;
  LimenThresholdInterval found;
  LimenSweep *sweep = limen_sweep_new (equal, labels, 1, NULL, 4);

  g_assert_true (limen_objective_parse ("maximize youden-j", &objective));
  found = compute (&plan, sweep, &objective, 0);
  g_assert_cmpfloat (found.low, ==, -INFINITY);
  g_assert_cmpfloat (found.high, ==, INFINITY);
  limen_sweep_free (sweep);
  sweep = limen_sweep_new (separated, labels, 1, NULL, 4);
  found = compute (&plan, sweep, &objective, 0);
  g_assert_cmpfloat (found.low, <=, 2);
  g_assert_cmpfloat (found.high, >=, 3);
  limen_sweep_free (sweep);
}

static void
test_unsuitable (void)
{
  static const double scores[] = { 1, 2, 3, 4 };
  static const guint16 labels[] = { 0, 1, 0, 1 };
  static const double weights[] = { 1, 2, 1, 1 };
  const LimenBootstrap plan = LIMEN_BOOTSTRAP_DEFAULT;
  const gsize candidate = 1;
  LimenThresholdInterval found;
  LimenObjective objective;
  LimenSweep *sweep = limen_sweep_new (scores, labels, 1, weights, 4);

  g_assert_true (limen_objective_parse ("maximize f1", &objective));
  g_assert_cmpint (limen_threshold_intervals_compute (&plan, sweep, &objective,
                                                      &candidate, 1, silent, 0,
                                                      &found),
                   ==, LIMEN_BOOTSTRAP_UNSUITABLE);
  limen_sweep_free (sweep);
  sweep = limen_sweep_new (scores, labels, 1, NULL, 4);
  g_assert_true (limen_objective_parse (
      "maximize precision subject to recall>=0.5", &objective));
  g_assert_cmpint (limen_threshold_intervals_compute (&plan, sweep, &objective,
                                                      &candidate, 1, silent, 0,
                                                      &found),
                   ==, LIMEN_BOOTSTRAP_UNSUITABLE);
  limen_sweep_free (sweep);
}

/* The value of a metric in the population. */
static double
get_population (const LimenObjective *objective, double threshold)
{
  double recall = erfc ((threshold - DISTANCE) / sqrt (2)) / 2;
  double fpr = erfc (threshold / sqrt (2)) / 2;

  return limen_objective_value (
      objective, objective->metric,
      (LimenConfusion){ .tp = PREVALENCE * recall,
                        .fn = PREVALENCE * (1 - recall),
                        .fp = (1 - PREVALENCE) * fpr,
                        .tn = (1 - PREVALENCE) * (1 - fpr) });
}

static double
find_best (const LimenObjective *objective)
{
  double best = -4;

  for (double t = -4; t < 6; t += 1e-3)
    if (get_population (objective, t) > get_population (objective, best))
      best = t;
  return best;
}

/* Intervals of files from a population hold its best threshold, and are not
 * all thresholds. */
static void
check_coverage (const char *text, gsize n_rows, double widest)
{
  enum
  {
    N_FILES = 300
  };
  LimenBootstrap plan = { 200, 1, FALSE, 0.95 };
  g_autoptr (GRand) random = g_rand_new_with_seed (4);
  LimenObjective objective;
  double best, width = 0;
  guint n_covered = 0;

  g_assert_true (limen_objective_parse (text, &objective));
  best = find_best (&objective);
  for (guint i = 0; i < N_FILES; i++)
    {
      LimenSweep *sweep = draw_sweep (random, n_rows, 0);
      LimenThresholdInterval found;

      plan.seed = i;
      found = compute (&plan, sweep, &objective, 0);
      n_covered += found.low <= best && best <= found.high;
      width += MIN (found.high, 6) - MAX (found.low, -4);
      limen_sweep_free (sweep);
    }
  g_test_message ("%s, %zu rows: %u of %u, mean width %g", text, n_rows,
                  n_covered, N_FILES, width / N_FILES);
  g_assert_cmpuint (n_covered, >=, (guint) (0.91 * N_FILES));
  g_assert_cmpfloat (width / N_FILES, <, widest);
}

static void
test_coverage (void)
{
  check_coverage ("maximize f1", 300, 1.5);
  check_coverage ("maximize youden-j", 300, 1.5);
  check_coverage ("maximize f1", 2000, 0.8);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/threshold-interval/definition", test_definition);
  g_test_add_func ("/threshold-interval/many", test_many);
  g_test_add_func ("/threshold-interval/several", test_several);
  g_test_add_func ("/threshold-interval/threads", test_threads);
  g_test_add_func ("/threshold-interval/degenerate", test_degenerate);
  g_test_add_func ("/threshold-interval/unsuitable", test_unsuitable);
  g_test_add_func ("/threshold-interval/coverage", test_coverage);
  return g_test_run ();
}
