/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "distribution.h"
#include "replicates.h"
#include "support.h"

#define N_ROWS 200
#define N_UNITS 40
#define N_RESAMPLES 4000
#define N_THRESHOLDS 5
#define NO_PROGRESS ((LimenBootstrapProgress){ 0 })

static const double thresholds[N_THRESHOLDS]
    = { -1, 0.25, 0.5, 0.8, INFINITY };

typedef struct
{
  double scores[N_ROWS], weights[N_ROWS], fp_costs[N_ROWS], fn_costs[N_ROWS];
  guint16 labels[N_ROWS];
  guint32 units[N_ROWS];
  LimenUnitRows rows;
} File;

/* Units of unequal size, whose rows are scattered. */
static void
file_init (File *self)
{
  for (guint i = 0; i < N_ROWS; i++)
    {
      self->scores[i] = i * 37 % 101 / 100.0;
      self->labels[i] = i * 53 % 97 < 30 + 40 * self->scores[i];
      self->weights[i] = (i * 29 % 11) / 4.0;
      self->fp_costs[i] = 1 + i * 17 % 5;
      self->fn_costs[i] = 2 + i * 13 % 7;
      self->units[i] = i < N_UNITS ? i : i * i % N_UNITS;
    }
  self->rows = (LimenUnitRows){ .n_rows = N_ROWS,
                                .scores = self->scores,
                                .labels = self->labels,
                                .positive = 1 };
}

static LimenReplicates
draw (const File *file, LimenBootstrap plan, guint n_threads)
{
  LimenReplicates replicates;

  plan.n_resamples = N_RESAMPLES;
  g_assert_cmpint (limen_replicates_init_from_rows (
                       &replicates, &plan, &file->rows, thresholds,
                       N_THRESHOLDS, NO_PROGRESS, n_threads),
                   ==, LIMEN_BOOTSTRAP_DONE);
  return replicates;
}

/* Checks the counts at a threshold, a sum over units drawn with replacement:
 * its mean is that of the file, its variance n times that of a unit. */
static void
check_cell (const LimenReplicates *replicates, const File *file, guint point,
            gboolean is_of_positives)
{
  g_autofree double *values = g_new (double, N_RESAMPLES);
  double sums[N_ROWS] = { 0 }, mean = 0, variance = 0;
  guint n = file->rows.units != NULL ? N_UNITS : N_ROWS;

  for (guint i = 0; i < N_ROWS; i++)
    if (file->labels[i] == is_of_positives
        && file->scores[i] >= thresholds[point])
      sums[file->rows.units != NULL ? file->units[i] : i]
          += file->rows.weights != NULL ? file->weights[i] : 1;
  for (guint i = 0; i < n; i++)
    mean += sums[i];
  for (guint i = 0; i < n; i++)
    variance += pow (sums[i] - mean / n, 2);
  for (guint i = 0; i < N_RESAMPLES; i++)
    {
      LimenConfusion c = limen_replicates_get (replicates, point)[i];

      values[i] = is_of_positives ? c.tp : c.fp;
    }
  distribution_assert_moments (values, N_RESAMPLES, mean, variance);
}

/* Rows, weighted rows, units, weighted units. */
static void
test_moments (void)
{
  for (guint i = 0; i < 4; i++)
    {
      LimenReplicates replicates;
      File file;

      file_init (&file);
      file.rows.weights = i & 1 ? file.weights : NULL;
      file.rows.units = i & 2 ? file.units : NULL;
      file.rows.n_units = i & 2 ? N_UNITS : 0;
      replicates = draw (&file, LIMEN_BOOTSTRAP_DEFAULT, 0);
      for (guint point = 0; point < N_THRESHOLDS; point++)
        for (guint j = 0; j < 2; j++)
          check_cell (&replicates, &file, point, j);
      limen_replicates_clear (&replicates);
    }
}

/* Single rows of weight 1 have binomial counts, and their total is fixed. */
static void
test_counts (void)
{
  g_autofree double *values = g_new (double, N_RESAMPLES);
  LimenReplicates replicates;
  double n = 0;
  File file;

  file_init (&file);
  replicates = draw (&file, LIMEN_BOOTSTRAP_DEFAULT, 0);
  for (guint i = 0; i < N_ROWS; i++)
    n += file.labels[i] && file.scores[i] >= thresholds[2];
  for (guint i = 0; i < N_RESAMPLES; i++)
    {
      LimenConfusion c = limen_replicates_get (&replicates, 2)[i];

      values[i] = c.tp;
      g_assert_cmpfloat (limen_confusion_get_total (c), ==, N_ROWS);
    }
  distribution_assert_binomial (values, N_RESAMPLES, N_ROWS, n / N_ROWS);
  limen_replicates_clear (&replicates);
}

/* More rows than are drawn from at once, in the order of their scores. */
static void
test_many (void)
{
  const guint n = 9001, n_resamples = 2000;
  g_autofree double *scores = g_new (double, n);
  g_autofree guint16 *labels = g_new (guint16, n);
  LimenUnitRows rows
      = { .n_rows = n, .scores = scores, .labels = labels, .positive = 1 };
  LimenBootstrap plan = LIMEN_BOOTSTRAP_DEFAULT;
  g_autofree double *values = g_new (double, n_resamples);
  LimenReplicates replicates;

  for (guint i = 0; i < n; i++)
    {
      scores[i] = i / (double) n;
      labels[i] = i % 5 < 2;
    }
  plan.n_resamples = n_resamples;
  g_assert_cmpint (limen_replicates_init_from_rows (&replicates, &plan, &rows,
                                                    thresholds, N_THRESHOLDS,
                                                    NO_PROGRESS, 0),
                   ==, LIMEN_BOOTSTRAP_DONE);
  for (guint i = 0; i < N_THRESHOLDS; i++)
    {
      double share = 0;

      for (guint j = 0; j < n; j++)
        share += labels[j] && scores[j] >= thresholds[i];
      for (guint j = 0; j < n_resamples; j++)
        values[j] = limen_replicates_get (&replicates, i)[j].tp;
      distribution_assert_binomial (values, n_resamples, n, share / n);
    }
  limen_replicates_clear (&replicates);
}

/* Rows of one unit are drawn together: with one row of each class in each
 * unit, both classes have equally many draws in every resample. */
static void
test_units (void)
{
  LimenReplicates replicates;
  File file;

  file_init (&file);
  for (guint i = 0; i < N_ROWS; i++)
    {
      file.units[i] = i % (N_ROWS / 2);
      file.labels[i] = i < N_ROWS / 2;
      file.scores[i] = file.units[i] / 100.0;
    }
  file.rows.units = file.units;
  file.rows.n_units = N_ROWS / 2;
  replicates = draw (&file, LIMEN_BOOTSTRAP_DEFAULT, 0);
  for (guint i = 0; i < N_THRESHOLDS * N_RESAMPLES; i++)
    {
      LimenConfusion c = replicates.confusions[i];

      g_assert_cmpfloat (c.tp, ==, c.fp);
      g_assert_cmpfloat (c.tp + c.fn, ==, N_ROWS / 2);
    }
  limen_replicates_clear (&replicates);
}

static void
test_stratified (void)
{
  LimenBootstrap plan = LIMEN_BOOTSTRAP_DEFAULT;
  LimenReplicates replicates;
  double n = 0, n_different = 0;
  File file;

  file_init (&file);
  for (guint i = 0; i < N_ROWS; i++)
    n += file.labels[i];
  plan.is_stratified = TRUE;
  replicates = draw (&file, plan, 0);
  for (guint i = 0; i < N_THRESHOLDS * N_RESAMPLES; i++)
    {
      LimenConfusion c = replicates.confusions[i];

      g_assert_cmpfloat (c.tp + c.fn, ==, n);
      g_assert_cmpfloat (c.fp + c.tn, ==, N_ROWS - n);
      n_different += c.tp != replicates.confusions[0].tp;
    }
  g_assert_cmpfloat (n_different, >, N_RESAMPLES);
  limen_replicates_clear (&replicates);
  file.rows.units = file.units;
  file.rows.n_units = N_UNITS;
  g_assert_cmpint (limen_replicates_init_from_rows (
                       &replicates, &plan, &file.rows, thresholds,
                       N_THRESHOLDS, NO_PROGRESS, 0),
                   ==, LIMEN_BOOTSTRAP_UNSUITABLE);
  limen_replicates_clear (&replicates);
}

static void
test_threads (void)
{
  LimenBootstrap plan = LIMEN_BOOTSTRAP_DEFAULT;
  LimenReplicates expected;
  gsize n_bytes = N_THRESHOLDS * N_RESAMPLES * sizeof (LimenConfusion);
  File file;

  file_init (&file);
  file.rows.weights = file.weights;
  file.rows.units = file.units;
  file.rows.n_units = N_UNITS;
  expected = draw (&file, plan, 1);
  for (guint i = 2; i <= 7; i += 5)
    {
      LimenReplicates replicates = draw (&file, plan, i);

      g_assert_true (
          memcmp (replicates.confusions, expected.confusions, n_bytes) == 0);
      limen_replicates_clear (&replicates);
    }
  plan.seed++;
  {
    LimenReplicates replicates = draw (&file, plan, 0);

    g_assert_false (
        memcmp (replicates.confusions, expected.confusions, n_bytes) == 0);
    limen_replicates_clear (&replicates);
  }
  limen_replicates_clear (&expected);
}

/* The cost of errors in a unit of costs 1 is their number; the mean cost with
 * the rows' own costs is that of the file on average. */
static void
test_costs (void)
{
  g_autofree double *values = g_new (double, N_RESAMPLES);
  LimenMetric cost = { LIMEN_METRIC_COST, 1 };
  LimenObjective objective = limen_objective_new (cost, TRUE);
  double expected = 0, square = 0;
  LimenReplicates replicates;
  File file;

  file_init (&file);
  file.rows.fp_costs = file.fp_costs;
  objective.has_row_costs = TRUE;
  replicates = draw (&file, LIMEN_BOOTSTRAP_DEFAULT, 0);
  for (guint i = 0; i < N_THRESHOLDS * N_RESAMPLES; i++)
    g_assert_cmpfloat (replicates.error_costs[i].fn, ==,
                       replicates.confusions[i].fn);
  limen_replicates_clear (&replicates);
  file.rows.fn_costs = file.fn_costs;
  replicates = draw (&file, LIMEN_BOOTSTRAP_DEFAULT, 0);
  limen_replicates_get_values (&replicates, &objective, cost, 2, values);
  for (guint i = 0; i < N_ROWS; i++)
    {
      gboolean is_positive = file.scores[i] >= thresholds[2];
      double error = is_positive == file.labels[i] ? 0
                     : is_positive                 ? file.fp_costs[i]
                                                   : file.fn_costs[i];

      expected += error / N_ROWS;
      square += error * error / N_ROWS;
    }
  distribution_assert_moments (values, N_RESAMPLES, expected,
                               (square - expected * expected) / N_ROWS);
  limen_replicates_clear (&replicates);
}

/* One row, no row, no threshold. */
static void
test_degenerate (void)
{
  LimenBootstrap plan = LIMEN_BOOTSTRAP_DEFAULT;
  File file;

  file_init (&file);
  for (guint n_rows = 0; n_rows < 2; n_rows++)
    for (gsize n = 0; n <= N_THRESHOLDS; n += N_THRESHOLDS)
      {
        LimenReplicates replicates;

        file.rows.n_rows = n_rows;
        g_assert_cmpint (
            limen_replicates_init_from_rows (&replicates, &plan, &file.rows,
                                             thresholds, n, NO_PROGRESS, 0),
            ==, LIMEN_BOOTSTRAP_DONE);
        if (n > 0)
          g_assert_cmpfloat (limen_confusion_get_total (
                                 limen_replicates_get (&replicates, 4)[7]),
                             ==, n_rows);
        limen_replicates_clear (&replicates);
      }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/replicates-rows/moments", test_moments);
  g_test_add_func ("/replicates-rows/counts", test_counts);
  g_test_add_func ("/replicates-rows/many", test_many);
  g_test_add_func ("/replicates-rows/units", test_units);
  g_test_add_func ("/replicates-rows/stratified", test_stratified);
  g_test_add_func ("/replicates-rows/threads", test_threads);
  g_test_add_func ("/replicates-rows/costs", test_costs);
  g_test_add_func ("/replicates-rows/degenerate", test_degenerate);
  return g_test_run ();
}
