/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <string.h>

#include "cells.h"
#include "support.h"

#define N_ROWS 300
#define N_UNITS 50
#define N_THRESHOLDS 6
#define N_RESAMPLES 4000

static const double thresholds[N_THRESHOLDS]
    = { -1, 0.25, 0.5, 0.5, 0.8, INFINITY };

typedef struct
{
  double scores[N_ROWS], weights[N_ROWS], fp_costs[N_ROWS], fn_costs[N_ROWS];
  guint16 labels[N_ROWS];
  guint32 units[N_ROWS];
  LimenUnitRows rows;
} File;

/* Units of unequal size, whose rows are scattered, and of either class or
 * both; some rows weigh nothing. */
static void
file_init (File *self)
{
  for (guint i = 0; i < N_ROWS; i++)
    {
      self->scores[i] = i * 37 % 101 / 100.0;
      self->labels[i] = i * 53 % 97 < 30 + 40 * self->scores[i];
      self->weights[i] = (i * 29 % 11) / 4.0;
      self->fp_costs[i] = 1 + i * 17 % 5;
      self->fn_costs[i] = i * 13 % 7 / 3.0;
      self->units[i] = i < N_UNITS ? i : i * i % N_UNITS;
    }
  self->rows = (LimenUnitRows){ .n_rows = N_ROWS,
                                .scores = self->scores,
                                .labels = self->labels,
                                .positive = 1 };
}

/* The moments at a threshold, unit by unit. */
static LimenCellMoments
get_expected (const File *file, double threshold)
{
  double units[N_ROWS][LIMEN_N_CELLS] = { 0 };
  LimenCellMoments moments = { 0 };

  for (guint i = 0; i < N_ROWS; i++)
    {
      double *unit = units[file->rows.units != NULL ? file->units[i] : i];
      double weight = file->rows.weights != NULL ? file->weights[i] : 1;
      gboolean is_above = file->scores[i] >= threshold;

      if (file->labels[i])
        unit[is_above ? LIMEN_CELL_TP : LIMEN_CELL_FN] += weight;
      else
        unit[is_above ? LIMEN_CELL_FP : LIMEN_CELL_TN] += weight;
      if (file->labels[i] && !is_above)
        unit[LIMEN_CELL_FN_COST]
            += weight * (file->rows.fn_costs != NULL ? file->fn_costs[i] : 1);
      if (!file->labels[i] && is_above)
        unit[LIMEN_CELL_FP_COST]
            += weight * (file->rows.fp_costs != NULL ? file->fp_costs[i] : 1);
    }
  for (guint i = 0; i < N_ROWS; i++)
    for (guint j = 0; j < LIMEN_N_CELLS; j++)
      {
        moments.totals[j] += units[i][j];
        for (guint k = 0; k < LIMEN_N_CELLS; k++)
          moments.products[j][k] += units[i][j] * units[i][k];
      }
  return moments;
}

/* Rows and units, with and without weights, and costs of either error. */
static void
test_moments (void)
{
  for (guint i = 0; i < 16; i++)
    {
      LimenCells cells;
      File file;

      file_init (&file);
      file.rows.weights = i & 1 ? file.weights : NULL;
      file.rows.units = i & 2 ? file.units : NULL;
      file.rows.n_units = i & 2 ? N_UNITS : 0;
      file.rows.fp_costs = i & 4 ? file.fp_costs : NULL;
      file.rows.fn_costs = i & 8 ? file.fn_costs : NULL;
      g_assert_true (limen_cells_init_from_rows (&cells, &file.rows,
                                                 thresholds, N_THRESHOLDS));
      g_assert_cmpfloat (cells.scale, ==, i & 1 ? 2.5 : 1);
      for (guint point = 0; point < N_THRESHOLDS; point++)
        {
          LimenCellMoments expected = get_expected (&file, thresholds[point]);
          LimenCellMoments found = cells.points[point];

          for (guint j = 0; j < LIMEN_N_CELLS; j++)
            {
              g_assert_cmpfloat_with_epsilon (found.totals[j] * cells.scale,
                                              expected.totals[j], 1e-9);
              for (guint k = 0; k < LIMEN_N_CELLS; k++)
                g_assert_cmpfloat_with_epsilon (
                    found.products[j][k] * cells.scale * cells.scale,
                    expected.products[j][k], 1e-9);
            }
        }
      limen_cells_clear (&cells);
    }
}

/* The classes' sums of powers, and how many rows determine as much. */
static void
test_classes (void)
{
  const double scores[] = { 1, 2, 3, 4 }, weights[] = { 4, 1, 2, 0 };
  const guint16 labels[] = { 1, 1, 0, 1 };
  const guint32 units[] = { 0, 0, 0, 1 };
  LimenUnitRows rows = { .n_rows = 4,
                         .scores = scores,
                         .labels = labels,
                         .positive = 1,
                         .weights = weights };
  LimenCells cells;

  g_assert_true (limen_cells_init_from_rows (&cells, &rows, scores, 4));
  g_assert_cmpfloat (cells.classes[1].n, ==, 2);
  g_assert_cmpfloat (cells.classes[1].weight, ==, 1.25);
  g_assert_cmpfloat (cells.classes[1].square, ==, 1.0625);
  g_assert_cmpfloat (limen_class_units_get_effective (&cells.classes[1]), ==,
                     1.25 * 1.25 / 1.0625);
  limen_cells_clear (&cells);

  rows.units = units;
  rows.n_units = 2;
  g_assert_true (limen_cells_init_from_rows (&cells, &rows, scores, 4));
  g_assert_cmpfloat (cells.classes[1].n, ==, 1);
  g_assert_cmpfloat (cells.classes[1].square, ==, 1.5625);
  g_assert_cmpfloat (cells.classes[0].weight, ==, 0.5);
  limen_cells_clear (&cells);
}

static LimenReplicates
draw (const LimenCells *cells, LimenBootstrap plan, guint n_threads)
{
  LimenReplicates replicates;

  plan.n_resamples = N_RESAMPLES;
  g_assert_cmpint (
      limen_replicates_init_from_cells (&replicates, &plan, cells, n_threads),
      ==, LIMEN_BOOTSTRAP_DONE);
  return replicates;
}

static LimenInterval
get_interval (const LimenReplicates *replicates, LimenMetricId metric,
              gsize point)
{
  LimenObjective view
      = limen_objective_new ((LimenMetric){ LIMEN_METRIC_COST, 1 }, true);
  g_autofree double *values = g_new (double, N_RESAMPLES);

  limen_replicates_get_values (replicates, &view, (LimenMetric){ metric, 1 },
                               point, values);
  return limen_bootstrap_interval (values, N_RESAMPLES, 0.95).interval;
}

/* The rates of unweighted rows have the quantiles of Jeffreys' interval, to
 * the accuracy of 4,000 draws: within 8 % of its half widths. */
static void
test_jeffreys (void)
{
  const double counts[][2] = { { 1, 40 }, { 3, 7 }, { 50, 150 }, { 30, 30 } };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      double hits = counts[i][0], misses = counts[i][1];
      const double scores[] = { 0, 1 };
      const double positives[] = { misses, hits }, negatives[] = { 10, 10 };
      LimenSweep *sweep
          = limen_sweep_new_from_counts (scores, positives, negatives, 2);
      double low = gsl_cdf_beta_Pinv (0.025, hits + 0.5, misses + 0.5);
      double high = gsl_cdf_beta_Pinv (0.975, hits + 0.5, misses + 0.5);
      double share = hits / (hits + misses);
      LimenReplicates replicates;
      LimenInterval found;
      LimenCells cells;

      g_assert_true (limen_cells_init (&cells, sweep, &(gsize){ 1 }, 1));
      replicates = draw (&cells, LIMEN_BOOTSTRAP_DEFAULT, 0);
      found = get_interval (&replicates, LIMEN_METRIC_RECALL, 0);
      g_assert_cmpfloat_with_epsilon (found.low, low, 0.08 * (share - low));
      g_assert_cmpfloat_with_epsilon (found.high, high, 0.08 * (high - share));
      limen_replicates_clear (&replicates);
      limen_cells_clear (&cells);
      limen_sweep_free (sweep);
    }
}

/* Rows as units of their own, a weight of 5 for all, and the sweep's counts
 * give the draws of each other, and so do any number of threads; a seed
 * others. */
static void
test_equal (void)
{
  double fives[N_ROWS];
  guint32 units[N_ROWS];
  LimenBootstrap plan = LIMEN_BOOTSTRAP_DEFAULT;
  LimenReplicates replicates[5];
  LimenCells cells[3];
  gsize candidates[N_THRESHOLDS];
  LimenSweep *sweep;
  File file;

  file_init (&file);
  for (guint i = 0; i < N_ROWS; i++)
    {
      fives[i] = 5;
      units[i] = N_ROWS - 1 - i;
    }
  sweep = limen_sweep_new (file.scores, file.labels, 1, NULL, N_ROWS);
  for (guint i = 0; i < N_THRESHOLDS; i++)
    candidates[i] = limen_sweep_find (sweep, thresholds[i]);
  g_assert_true (
      limen_cells_init (&cells[0], sweep, candidates, N_THRESHOLDS));
  file.rows.weights = fives;
  g_assert_true (limen_cells_init_from_rows (&cells[1], &file.rows, thresholds,
                                             N_THRESHOLDS));
  file.rows.units = units;
  file.rows.n_units = N_ROWS;
  g_assert_true (limen_cells_init_from_rows (&cells[2], &file.rows, thresholds,
                                             N_THRESHOLDS));
  for (guint i = 0; i < 3; i++)
    replicates[i] = draw (&cells[i], plan, 0);
  replicates[3] = draw (&cells[0], plan, 1);
  plan.seed = 2;
  replicates[4] = draw (&cells[0], plan, 0);
  for (guint i = 1; i < 5; i++)
    for (guint j = 0; j < N_THRESHOLDS * N_RESAMPLES; j++)
      {
        double factor = i == 1 || i == 2 ? 5 : 1;
        double tp = replicates[0].confusions[j].tp * factor;
        double fn = replicates[0].confusions[j].fn * factor;

        if (i == 4)
          g_assert_true (replicates[i].confusions[j].tp != tp || tp == 0);
        else
          {
            g_assert_cmpfloat_with_epsilon (replicates[i].confusions[j].tp, tp,
                                            1e-9 * (1 + tp));
            g_assert_cmpfloat_with_epsilon (replicates[i].confusions[j].fn, fn,
                                            1e-9 * (1 + fn));
          }
      }
  for (guint i = 0; i < 5; i++)
    limen_replicates_clear (&replicates[i]);
  for (guint i = 0; i < 3; i++)
    limen_cells_clear (&cells[i]);
  limen_sweep_free (sweep);
}

/* Where nothing is rare, the draws have the means, variances and covariances
 * of units that are drawn one by one. */
static void
test_covariances (void)
{
  LimenBootstrap plan = LIMEN_BOOTSTRAP_DEFAULT;
  LimenReplicates found, expected;
  LimenCells cells;
  File file;

  file_init (&file);
  file.rows.weights = file.weights;
  file.rows.fp_costs = file.fp_costs;
  file.rows.units = file.units;
  file.rows.n_units = N_UNITS;
  plan.n_resamples = N_RESAMPLES;
  g_assert_true (limen_cells_init_from_rows (&cells, &file.rows, thresholds,
                                             N_THRESHOLDS));
  found = draw (&cells, plan, 0);
  g_assert_cmpint (limen_replicates_init_from_rows (
                       &expected, &plan, &file.rows, thresholds, N_THRESHOLDS,
                       (LimenBootstrapProgress){ 0 }, 0),
                   ==, LIMEN_BOOTSTRAP_DONE);
  for (int metric = 0; metric < LIMEN_N_METRICS; metric++)
    for (gsize point = 1; point < 5; point++)
      {
        LimenInterval a = get_interval (&found, (LimenMetricId) metric, point);
        LimenInterval b
            = get_interval (&expected, (LimenMetricId) metric, point);

        g_test_message ("%s: %g %g, %g %g",
                        limen_metric_get_info ((LimenMetricId) metric)->name,
                        a.low, a.high, b.low, b.high);
        g_assert_cmpfloat (a.high - a.low, >, 0.85 * (b.high - b.low));
        g_assert_cmpfloat (a.high - a.low, <, 1.4 * (b.high - b.low));
        g_assert_cmpfloat (fabs (a.high + a.low - b.high - b.low), <,
                           0.5 * (b.high - b.low));
      }
  limen_replicates_clear (&found);
  limen_replicates_clear (&expected);
  limen_cells_clear (&cells);
}

/* Stratified, the classes keep their weights, and a rate its draws. */
static void
test_stratified (void)
{
  LimenBootstrap plan = LIMEN_BOOTSTRAP_DEFAULT;
  LimenReplicates replicates;
  LimenInterval free, fixed;
  LimenCells cells;
  File file;

  file_init (&file);
  file.rows.weights = file.weights;
  g_assert_true (limen_cells_init_from_rows (&cells, &file.rows, thresholds,
                                             N_THRESHOLDS));
  replicates = draw (&cells, plan, 0);
  free = get_interval (&replicates, LIMEN_METRIC_RECALL, 1);
  limen_replicates_clear (&replicates);
  plan.is_stratified = true;
  replicates = draw (&cells, plan, 0);
  fixed = get_interval (&replicates, LIMEN_METRIC_RECALL, 1);
  g_assert_cmpfloat_with_epsilon (free.low, fixed.low, 1e-12);
  g_assert_cmpfloat_with_epsilon (free.high, fixed.high, 1e-12);
  for (guint i = 0; i < N_RESAMPLES; i++)
    {
      LimenConfusion c = limen_replicates_get (&replicates, 2)[i];

      g_assert_cmpfloat_with_epsilon (
          c.tp + c.fn, cells.classes[1].weight * cells.scale, 1e-9);
      g_assert_cmpfloat_with_epsilon (
          c.fp + c.tn, cells.classes[0].weight * cells.scale, 1e-9);
    }
  limen_replicates_clear (&replicates);
  limen_cells_clear (&cells);
}

/* Empty cells, a class without rows, no rows, and weights that differ by 1e12
 * give numbers from 0 up, and no interval of width 0. */
static void
test_degenerate (void)
{
  const double scores[] = { 0.1, 0.2, 0.7, 0.9 };
  const double weights[] = { 1, 1e12, 1e-12, 3 }, nothing[] = { 0, 0, 0, 0 };
  const guint16 labels[][4]
      = { { 0, 0, 1, 1 }, { 1, 1, 1, 1 }, { 0, 1, 0, 1 }, { 0, 0, 0, 0 } };

  for (guint i = 0; i < 16; i++)
    {
      LimenUnitRows rows = { .n_rows = i & 8 ? 0 : 4,
                             .scores = scores,
                             .labels = labels[i % 4],
                             .positive = 1,
                             .weights = i & 4 ? weights : nothing };
      LimenReplicates replicates;
      LimenCells cells;

      g_assert_true (limen_cells_init_from_rows (&cells, &rows, scores, 4));
      replicates = draw (&cells, LIMEN_BOOTSTRAP_DEFAULT, 0);
      for (guint j = 0; j < 4 * N_RESAMPLES; j++)
        {
          LimenConfusion c = replicates.confusions[j];

          g_assert_true (c.tp >= 0 && c.fp >= 0 && c.fn >= 0 && c.tn >= 0);
          g_assert_true (isfinite (c.tp + c.fp + c.fn + c.tn));
        }
      if ((i & 12) == 4)
        {
          LimenInterval accuracy
              = get_interval (&replicates, LIMEN_METRIC_ACCURACY, 2);

          g_assert_cmpfloat (accuracy.low, <, accuracy.high);
        }
      limen_replicates_clear (&replicates);
      limen_cells_clear (&cells);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cells/moments", test_moments);
  g_test_add_func ("/cells/classes", test_classes);
  g_test_add_func ("/cells/jeffreys", test_jeffreys);
  g_test_add_func ("/cells/equal", test_equal);
  g_test_add_func ("/cells/covariances", test_covariances);
  g_test_add_func ("/cells/stratified", test_stratified);
  g_test_add_func ("/cells/degenerate", test_degenerate);
  return g_test_run ();
}
