/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tree against resampling row by row, with another generator. */
#include <gsl/gsl_randist.h>
#include <math.h>

#include "distribution.h"
#include "resample.h"
#include "support.h"

#define N_RESAMPLES 10000
#define N_ROWS 48
#define SEED 20261130

typedef struct
{
  double scores[N_ROWS];
  guint16 labels[N_ROWS];
  LimenSweep *sweep;
} File;

/* Two overlapping classes; with ties, a fifth of as many scores. */
static void
file_init (File *self, double prevalence, gboolean has_ties)
{
  gsl_rng *random = gsl_rng_alloc (gsl_rng_mt19937);

  gsl_rng_set (random, 5);
  for (guint i = 0; i < N_ROWS; i++)
    {
      self->labels[i] = i < prevalence * N_ROWS;
      self->scores[i] = gsl_ran_gaussian (random, 1) + 1.2 * self->labels[i];
      if (has_ties)
        self->scores[i] = round (2 * self->scores[i]) / 2;
    }
  self->sweep = limen_sweep_new (self->scores, self->labels, 1, NULL, N_ROWS);
  gsl_rng_free (random);
}

/* Draws rows one by one, from all or from each class, into a sweep. */
static LimenSweep *
draw_rows (const File *self, gboolean is_stratified, gsl_rng *random)
{
  double positives[N_ROWS] = { 0 }, negatives[N_ROWS] = { 0 };
  double scores[N_ROWS];
  gsize n = 0;

  for (guint i = 0; i < N_ROWS; i++)
    {
      guint row;

      do
        row = (guint) gsl_rng_uniform_int (random, N_ROWS);
      while (is_stratified && self->labels[row] != self->labels[i]);
      (self->labels[row] ? positives : negatives)[row]++;
    }
  for (guint i = 0; i < N_ROWS; i++)
    if (positives[i] + negatives[i] > 0)
      {
        scores[n] = self->scores[i];
        positives[n] = positives[i];
        negatives[n++] = negatives[i];
      }
  return limen_sweep_new_from_counts (scores, positives, negatives, n);
}

/* What is compared, a number for each resample. */
typedef struct
{
  double value[N_RESAMPLES], low[N_RESAMPLES], high[N_RESAMPLES],
      tp[N_RESAMPLES], fp[N_RESAMPLES], status[N_RESAMPLES];
} Optima;

static void
optimize_tree (const File *file, const LimenBootstrap *plan,
               const LimenObjective *objective, Optima *optima)
{
  g_autofree LimenResampleOptimum *found
      = g_new (LimenResampleOptimum, N_RESAMPLES);

  g_assert_cmpint (limen_bootstrap_optimize (plan, file->sweep, objective, 7,
                                             found,
                                             (LimenBootstrapProgress){ 0 }, 0),
                   ==, LIMEN_BOOTSTRAP_DONE);
  for (guint i = 0; i < N_RESAMPLES; i++)
    {
      optima->value[i] = found[i].value;
      optima->low[i] = found[i].edge.low;
      optima->high[i] = found[i].edge.high;
      optima->tp[i] = found[i].confusion.tp;
      optima->fp[i] = found[i].confusion.fp;
      optima->status[i] = found[i].status;
    }
}

static void
optimize_rows (const File *file, const LimenBootstrap *plan,
               const LimenObjective *objective, Optima *optima)
{
  gsl_rng *random = gsl_rng_alloc (gsl_rng_mt19937);

  gsl_rng_set (random, SEED);
  for (guint i = 0; i < N_RESAMPLES; i++)
    {
      LimenSweep *sweep = draw_rows (file, plan->is_stratified, random);
      LimenOptimum found = limen_objective_optimize (objective, sweep);
      double defined = found.status == LIMEN_OPTIMUM_FOUND ? 1 : NAN;

      optima->value[i] = found.value * defined;
      optima->low[i] = found.positive_from.low * defined;
      optima->high[i] = found.positive_from.high * defined;
      optima->tp[i] = found.confusion.tp * defined;
      optima->fp[i] = found.confusion.fp * defined;
      optima->status[i] = found.status;
      limen_sweep_free (sweep);
    }
  gsl_rng_free (random);
}

static void
check_objective (const File *file, const LimenBootstrap *plan,
                 const LimenObjective *objective)
{
  g_autofree Optima *tree = g_new (Optima, 1), *rows = g_new (Optima, 1);

  optimize_tree (file, plan, objective, tree);
  optimize_rows (file, plan, objective, rows);
  distribution_assert_equal (tree->status, rows->status, N_RESAMPLES);
  distribution_assert_equal (tree->value, rows->value, N_RESAMPLES);
  distribution_assert_equal (tree->low, rows->low, N_RESAMPLES);
  distribution_assert_equal (tree->high, rows->high, N_RESAMPLES);
  distribution_assert_equal (tree->tp, rows->tp, N_RESAMPLES);
  distribution_assert_equal (tree->fp, rows->fp, N_RESAMPLES);
}

static const struct
{
  const char *text;
  double prevalence; /* of the file; NaN: as drawn */
  gboolean is_stratified;
} objectives[] = {
  { "maximize f1", NAN, FALSE },
  { "maximize youden-j", NAN, TRUE },
  { "minimize cost, fn-cost 4", NAN, FALSE },
  { "maximize mcc subject to recall>=0.7", 0.05, FALSE },
  { "maximize precision subject to recall>=0.6, fpr<=0.15", NAN, FALSE },
  { "maximize recall subject to predicted-positives<=10", NAN, FALSE },
  { "minimize error-rate-gap", NAN, FALSE },
  { "minimize precision-recall-gap", NAN, TRUE },
  { "maximize dor", NAN, FALSE },
};

static LimenObjective
parse (guint i)
{
  LimenObjective objective;
  g_auto (GStrv) parts = g_strsplit (objectives[i].text, ", fn-cost ", 2);

  g_test_message ("%s", objectives[i].text);
  g_assert_true (limen_objective_parse (parts[0], &objective));
  if (parts[1] != NULL)
    objective.costs.fn_cost = g_ascii_strtod (parts[1], NULL);
  objective.prevalence = objectives[i].prevalence;
  return objective;
}

/* The optimum's value, its place and its counts, with and without ties. */
static void
test_optima (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (objectives); i++)
    {
      LimenBootstrap plan = LIMEN_BOOTSTRAP_DEFAULT;
      LimenObjective objective = parse (i);
      File file;

      plan.n_resamples = N_RESAMPLES;
      plan.is_stratified = objectives[i].is_stratified;
      file_init (&file, 0.3, i % 2 == 1);
      check_objective (&file, &plan, &objective);
      limen_sweep_free (file.sweep);
    }
}

/* With two positives, many resamples have none, or no feasible threshold. */
static void
test_few_positives (void)
{
  LimenBootstrap plan = LIMEN_BOOTSTRAP_DEFAULT;
  LimenObjective objective;
  File file;

  plan.n_resamples = N_RESAMPLES;
  g_assert_true (limen_objective_parse (
      "maximize specificity subject to precision>=0.4", &objective));
  file_init (&file, 2.0 / N_ROWS, FALSE);
  check_objective (&file, &plan, &objective);
  limen_sweep_free (file.sweep);
}

/* The cells at two candidates are those of one multinomial draw: each count is
 * binomial, and two of them have covariance -n p q. */
static void
test_counts (gconstpointer data)
{
  g_autofree double *below = g_new (double, N_RESAMPLES);
  g_autofree double *above = g_new (double, N_RESAMPLES);
  g_autofree double *sum = g_new (double, N_RESAMPLES);
  LimenBootstrap plan = LIMEN_BOOTSTRAP_DEFAULT;
  LimenConfusion file_low, file_high;
  double p, q;
  File file;

  plan.seed = SEED;
  file_init (&file, 0.3, data != NULL);
  file_low = limen_sweep_get_confusion (file.sweep, 3);
  file_high = limen_sweep_get_confusion (file.sweep, 6);
  p = (file_low.fp - file_high.fp) / N_ROWS;
  q = file_high.tp / N_ROWS;
  for (guint32 i = 0; i < N_RESAMPLES; i++)
    {
      LimenResample resample = limen_resample_new (&plan, file.sweep, i);
      LimenConfusion low = limen_resample_get_confusion (&resample, 3);
      LimenConfusion high = limen_resample_get_confusion (&resample, 6);

      below[i] = low.fp - high.fp;
      above[i] = high.tp;
      sum[i] = below[i] + above[i];
    }
  distribution_assert_binomial (below, N_RESAMPLES, N_ROWS, p);
  distribution_assert_binomial (above, N_RESAMPLES, N_ROWS, q);
  distribution_assert_binomial (sum, N_RESAMPLES, N_ROWS, p + q);
  distribution_assert_moments (sum, N_RESAMPLES, N_ROWS * (p + q),
                               N_ROWS * (p + q) * (1 - p - q));
  limen_sweep_free (file.sweep);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/distribution/counts", NULL, test_counts);
  g_test_add_data_func ("/distribution/counts-of-ties", "ties", test_counts);
  g_test_add_func ("/distribution/optima", test_optima);
  g_test_add_func ("/distribution/few-positives", test_few_positives);
  return g_test_run ();
}
