/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <sched.h>
#include <string.h>

#include "objective.h"
#include "ranking.h"
#include "support.h"

/* Enough candidates for several chunks, and few enough for one chunk of many
 * blocks. */
#define MANY_ROWS 150000
#define FEW_ROWS 5000

typedef struct
{
  gsize n_rows;
  double *scores, *weights, *fp_costs, *fn_costs;
  guint16 *labels;
  LimenSweep *sweep;
  gsize n; /* number of candidates */
  double *values, *constrained;
} File;

static void
draw_rows (File *self)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  self->scores = g_new (double, self->n_rows);
  self->weights = g_new (double, self->n_rows);
  self->fp_costs = g_new (double, self->n_rows);
  self->fn_costs = g_new (double, self->n_rows);
  self->labels = g_new (guint16, self->n_rows);
  for (gsize i = 0; i < self->n_rows; i++)
    {
      double spread = g_rand_double (random);

      self->labels[i] = g_rand_double (random) < 0.2;
      self->scores[i] = self->labels[i] ? sqrt (spread) : spread * spread;
      /* ties at the top only */
      if (self->scores[i] > 0.6)
        self->scores[i] = round (self->scores[i] * 1e5) / 1e5;
      self->weights[i] = g_rand_double_range (random, 0, 3);
      self->fp_costs[i] = g_rand_double_range (random, 0, 2);
      self->fn_costs[i] = g_rand_double_range (random, 0, 9);
    }
}

static void
file_init (File *self, gsize n_rows, gboolean is_weighted)
{
  LimenPredictions numbers = { .task = LIMEN_TASK_BINARY,
                               .kind = LIMEN_KIND_SCORE,
                               .n_rows = n_rows,
                               .n_classes = 2,
                               .n_scores = 1,
                               .positive = 1 };

  self->n_rows = n_rows;
  draw_rows (self);
  numbers.scores = &self->scores;
  numbers.labels = self->labels;
  numbers.weights = is_weighted ? self->weights : NULL;
  numbers.fp_costs = self->fp_costs;
  numbers.fn_costs = self->fn_costs;
  self->sweep = limen_sweep_new_from_predictions (&numbers);
  self->n = limen_sweep_get_n_scores (self->sweep) + 1;
  g_assert_cmpuint (self->n, >, n_rows == MANY_ROWS ? 2 * 65536 : 8 * 256);
  self->values = g_new (double, self->n);
  self->constrained = g_new (double, self->n);
}

static void
file_clear (File *self)
{
  g_free (self->scores);
  g_free (self->weights);
  g_free (self->fp_costs);
  g_free (self->fn_costs);
  g_free (self->labels);
  g_free (self->values);
  g_free (self->constrained);
  limen_sweep_free (self->sweep);
}

/* Naive search, with at most one constraint. */
static LimenOptimum
search (const File *self, const LimenObjective *objective)
{
  const LimenConstraint *constraint = objective->constraints;
  double best = -INFINITY, widest = -1;
  LimenOptimum found = { .status = LIMEN_OPTIMUM_UNATTAINABLE };

  limen_objective_values (objective, objective->metric, self->sweep, 0,
                          self->n, self->values);
  if (objective->n_constraints > 0)
    limen_objective_values (objective, constraint->metric, self->sweep, 0,
                            self->n, self->constrained);
  for (gsize i = 0; i < self->n; i++)
    {
      double width = limen_sweep_get_score (self->sweep, i)
                     - limen_sweep_get_low (self->sweep, i);
      double rank
          = objective->is_minimized ? -self->values[i] : self->values[i];

      if (objective->n_constraints > 0
          && !(self->constrained[i] >= constraint->bound))
        continue;
      if (found.status != LIMEN_OPTIMUM_FOUND)
        found.status = LIMEN_OPTIMUM_UNDEFINED;
      if (isnan (rank) || (found.ties > 0 && rank < best))
        continue;
      if (found.ties == 0 || rank > best)
        {
          best = rank;
          widest = -1;
          found.ties = 0;
        }
      found.status = LIMEN_OPTIMUM_FOUND;
      found.ties++;
      if (width > widest)
        {
          widest = width;
          found.positive_from.candidate = i;
          found.value = self->values[i];
        }
    }
  return found;
}

static void
check_objective (const File *self, const LimenObjective *objective)
{
  LimenOptimum expected = search (self, objective);
  LimenOptimum found = limen_objective_optimize (objective, self->sweep);
  char text[LIMEN_OBJECTIVE_SIZE];

  g_test_message ("%s", limen_objective_format (objective, text, sizeof text));
  g_assert_cmpint (found.status, ==, expected.status);
  if (expected.status != LIMEN_OPTIMUM_FOUND)
    return;
  g_assert_cmpuint (found.positive_from.candidate, ==,
                    expected.positive_from.candidate);
  g_assert_cmpuint (found.ties, ==, expected.ties);
  g_assert_cmpfloat (found.value, ==, expected.value);
}

/* Every metric, maximised and minimised, with a constraint that many, few and
 * no candidates meet. */
static void
check_metric (const File *self, LimenMetricId id, double prevalence)
{
  static const LimenConstraint constraints[] = {
    { { LIMEN_METRIC_RECALL, 1 }, LIMEN_AT_LEAST, 0.7 },
    { { LIMEN_METRIC_PRECISION, 1 }, LIMEN_AT_LEAST, 0.999 },
    { { LIMEN_METRIC_RECALL, 1 }, LIMEN_AT_LEAST, 1.5 },
  };

  for (guint i = 0; i < 2; i++)
    for (guint j = 0; j <= G_N_ELEMENTS (constraints); j++)
      {
        LimenObjective objective
            = limen_objective_new ((LimenMetric){ id, 3 }, i == 1);

        objective.costs = (LimenCosts){ 1, 2, 0.5, 0.25 };
        objective.has_row_costs = isnan (prevalence);
        objective.prevalence = prevalence;
        if (j > 0)
          objective.constraints[objective.n_constraints++]
              = constraints[j - 1];
        check_objective (self, &objective);
      }
}

static void
check_optima (gsize n_rows, gboolean is_weighted)
{
  File file;

  file_init (&file, n_rows, is_weighted);
  for (int id = 0; id < LIMEN_N_ALL_METRICS; id++)
    {
      check_metric (&file, (LimenMetricId) id, NAN);
      check_metric (&file, (LimenMetricId) id, 0.03);
    }
  file_clear (&file);
}

static void
test_optima (void)
{
  check_optima (MANY_ROWS, FALSE);
  check_optima (FEW_ROWS, FALSE);
}

static void
test_weighted_optima (void)
{
  check_optima (MANY_ROWS, TRUE);
  check_optima (FEW_ROWS, TRUE);
}

/* More right decisions never make a monotone metric worse. */
static void
check_reward (LimenMetric metric, LimenCosts costs)
{
  LimenConfusion c
      = { g_test_rand_int_range (0, 5), g_test_rand_int_range (0, 5),
          g_test_rand_int_range (0, 5), g_test_rand_int_range (0, 5) };
  double positives = g_test_rand_int_range (0, (int) c.fn + 1);
  double negatives = g_test_rand_int_range (0, (int) c.fp + 1);
  LimenConfusion right = { c.tp + positives, c.fp - negatives,
                           c.fn - positives, c.tn + negatives };
  double before = limen_metric_value (metric, c, costs);
  double after = limen_metric_value (metric, right, costs);

  if (isnan (before) || isnan (after))
    return;
  if (limen_metric_get_info (metric.id)->is_lower_better)
    g_assert_cmpfloat (after, <=, before + 1e-12);
  else
    g_assert_cmpfloat (after, >=, before - 1e-12);
}

static void
test_rewards (void)
{
  guint n = 0;

  for (int id = 0; id < LIMEN_N_ALL_METRICS; id++)
    for (int i = 0; i < 20000; i++)
      {
        LimenMetric metric = { id, 3 };
        LimenCosts costs = { g_test_rand_double_range (-1, 3),
                             g_test_rand_double_range (-1, 3),
                             g_test_rand_double_range (-1, 3),
                             g_test_rand_double_range (-1, 3) };

        if (!limen_metric_rewards (metric, costs))
          continue;
        check_reward (metric, costs);
        n++;
      }
  g_assert_cmpuint (n, >, 25 * 20000);
  g_assert_false (limen_metric_rewards (
      (LimenMetric){ LIMEN_METRIC_PREVALENCE_GAP, 1 }, LIMEN_COSTS_DEFAULT));
}

/* Naive computation in extended precision. */
static void
check_ranking (const File *self, LimenRanking found)
{
  double positives = limen_sweep_get_positives (self->sweep);
  double negatives = limen_sweep_get_negatives (self->sweep);
  __float128 area = 0, precisions = 0;
  double most = -1, threshold = NAN;

  for (gsize i = 0; i + 1 < self->n; i++)
    {
      LimenConfusion here = limen_sweep_get_confusion (self->sweep, i);
      LimenConfusion above = limen_sweep_get_confusion (self->sweep, i + 1);
      double apart = fabs (here.tp / positives - here.fp / negatives);

      area += ((__float128) here.fp - above.fp)
              * ((__float128) here.tp + above.tp) / 2;
      if (here.tp > above.tp)
        precisions += ((__float128) here.tp - above.tp) * here.tp
                      / ((__float128) here.tp + here.fp);
      if (apart > most)
        {
          most = apart;
          threshold = limen_sweep_get_score (self->sweep, i);
        }
    }
  test_assert_near (found.roc_auc, (double) (area / positives / negatives),
                    1e-14);
  test_assert_near (found.average_precision, (double) (precisions / positives),
                    1e-14);
  g_assert_cmpfloat (found.ks, ==, most);
  g_assert_cmpfloat (found.ks_threshold, ==, threshold);
}

static void
test_ranking (void)
{
  for (int i = 0; i < 4; i++)
    {
      File file;

      file_init (&file, i < 2 ? MANY_ROWS : FEW_ROWS, i % 2 == 1);
      check_ranking (&file, limen_ranking_compute (file.sweep));
      file_clear (&file);
    }
}

/* One processor and all processors give the same bits. */
static void
test_threads (void)
{
  LimenObjective objective
      = limen_objective_new ((LimenMetric){ LIMEN_METRIC_MCC, 1 }, FALSE);
  LimenRanking rankings[2];
  LimenOptimum optima[2];
  cpu_set_t all, one;
  File file;

  sched_getaffinity (0, sizeof all, &all);
  CPU_ZERO (&one);
  for (int cpu = 0; CPU_COUNT (&one) == 0; cpu++)
    if (CPU_ISSET (cpu, &all))
      CPU_SET (cpu, &one);
  file_init (&file, MANY_ROWS, TRUE);
  for (guint i = 0; i < 2; i++)
    {
      sched_setaffinity (0, sizeof all, i == 0 ? &one : &all);
      rankings[i] = limen_ranking_compute (file.sweep);
      optima[i] = limen_objective_optimize (&objective, file.sweep);
    }
  g_assert_cmpmem (&rankings[0], sizeof *rankings, &rankings[1],
                   sizeof *rankings);
  g_assert_cmpuint (optima[0].positive_from.candidate, ==,
                    optima[1].positive_from.candidate);
  g_assert_cmpuint (optima[0].ties, ==, optima[1].ties);
  g_assert_cmpfloat (optima[0].value, ==, optima[1].value);
  file_clear (&file);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/search/optima", test_optima);
  g_test_add_func ("/search/weighted-optima", test_weighted_optima);
  g_test_add_func ("/search/rewards", test_rewards);
  g_test_add_func ("/search/ranking", test_ranking);
  g_test_add_func ("/search/threads", test_threads);
  return g_test_run ();
}
