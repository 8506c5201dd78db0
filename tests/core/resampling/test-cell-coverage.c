/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdlib.h>

#include "cells.h"
#include "support.h"

/* The share of files whose interval holds the population's value. The number
 * of files is short for the suite; LIMEN_FILES sets another, and the shares
 * are printed. */
#define N_FILES 300
#define SEED 2026
#define MAX_ROWS 3000
#define THRESHOLD 0.5
/* Units of which the population's values are computed. */
#define N_TRUTH 100000

typedef enum
{
  WEIGHT_NONE,
  WEIGHT_LOGNORMAL,
  WEIGHT_TWO,     /* 10 with probability 0.1, else 1 */
  WEIGHT_INVERSE, /* classes of equal weight */
} Weighting;

/* A population: rows have weights, costs of their own, or belong to units of
 * 1 to 10 rows, the rows of which are alike. */
typedef struct
{
  const char *name;
  gsize n; /* rows or units */
  double prevalence, recall, fpr;
  Weighting weighting;
  double spread; /* of the logarithm of the weights */
  gboolean has_costs, has_units;
} Population;

static const LimenMetricId metrics[] = {
  LIMEN_METRIC_RECALL, LIMEN_METRIC_PRECISION, LIMEN_METRIC_F1,
  LIMEN_METRIC_MCC,    LIMEN_METRIC_YOUDEN_J,  LIMEN_METRIC_COST,
  LIMEN_METRIC_LIFT,   LIMEN_METRIC_ACCURACY,  LIMEN_METRIC_LR_POSITIVE,
};

#define N_METRICS G_N_ELEMENTS (metrics)

typedef struct
{
  gsize n;
  double scores[MAX_ROWS], weights[MAX_ROWS];
  double fp_costs[MAX_ROWS], fn_costs[MAX_ROWS];
  guint16 labels[MAX_ROWS];
  guint32 units[MAX_ROWS];
} File;

static double
shift (double share, double logit)
{
  double odds = share / (1 - share) * exp (logit);

  return odds / (1 + odds);
}

static double
draw_weight (const Population *self, gsl_rng *random, gboolean is_positive)
{
  switch (self->weighting)
    {
    case WEIGHT_LOGNORMAL:
      return exp (self->spread * gsl_ran_ugaussian (random));
    case WEIGHT_TWO:
      return gsl_rng_uniform (random) < 0.1 ? 10 : 1;
    case WEIGHT_INVERSE:
      return 1 / (is_positive ? self->prevalence : 1 - self->prevalence);
    case WEIGHT_NONE:
    default:
      return 1;
    }
}

static void
draw_row (const Population *self, gsl_rng *random, const double effects[2],
          guint32 unit, File *file)
{
  gsize i = file->n++;
  gboolean is_positive
      = gsl_rng_uniform (random) < shift (self->prevalence, effects[0]);
  double share = is_positive ? self->recall : self->fpr;

  file->labels[i] = is_positive;
  file->scores[i] = gsl_rng_uniform (random) < shift (share, effects[1]);
  file->weights[i] = draw_weight (self, random, is_positive);
  file->fp_costs[i] = exp (gsl_ran_ugaussian (random));
  file->fn_costs[i] = 5 * exp (gsl_ran_ugaussian (random));
  file->units[i] = unit;
}

static void
draw_file (const Population *self, gsl_rng *random, gsize n, File *file)
{
  file->n = 0;
  for (guint32 i = 0; i < n; i++)
    {
      gsize size = self->has_units ? 1 + gsl_rng_uniform_int (random, 10) : 1;
      double effects[2] = { 0, 0 };

      if (self->has_units)
        {
          effects[0] = 1.5 * gsl_ran_ugaussian (random);
          effects[1] = gsl_ran_ugaussian (random);
        }
      for (gsize k = 0; k < size; k++)
        draw_row (self, random, effects, i, file);
    }
}

static LimenUnitRows
get_rows (const Population *self, const File *file, gsize n)
{
  gboolean is_weighted = self->weighting != WEIGHT_NONE;

  return (LimenUnitRows){ .n_rows = file->n,
                          .scores = file->scores,
                          .labels = file->labels,
                          .positive = 1,
                          .weights = is_weighted ? file->weights : NULL,
                          .fp_costs = self->has_costs ? file->fp_costs : NULL,
                          .fn_costs = self->has_costs ? file->fn_costs : NULL,
                          .units = self->has_units ? file->units : NULL,
                          .n_units = self->has_units ? (guint32) n : 0 };
}

static double
get_value (const LimenObjective *view, LimenMetricId metric,
           const LimenCellMoments *moments)
{
  const double *t = moments->totals;
  LimenConfusion c = { .tp = t[0], .fp = t[1], .fn = t[2], .tn = t[3] };

  if (metric == LIMEN_METRIC_COST && view->has_row_costs)
    return (t[LIMEN_CELL_FP_COST] + t[LIMEN_CELL_FN_COST])
           / limen_confusion_get_total (c);
  return limen_metric_value ((LimenMetric){ metric, 1 }, c, view->costs);
}

/* The values of a large sample. Without units only the weights and costs of
 * each cell are drawn. */
static void
find_truths (const Population *self, const LimenObjective *view,
             double truths[N_METRICS])
{
  gsl_rng *random = gsl_rng_alloc (gsl_rng_mt19937);
  g_autofree File *file = g_new (File, 1);
  LimenCellMoments sums = { 0 };
  gsize step = self->has_units ? MAX_ROWS / 10 : MAX_ROWS;

  gsl_rng_set (random, SEED + 1);
  for (gsize n = 0; n < 4 * N_TRUTH; n += step)
    {
      LimenUnitRows rows;
      LimenCells cells;

      draw_file (self, random, step, file);
      rows = get_rows (self, file, step);
      g_assert_true (limen_cells_init_from_rows (&cells, &rows,
                                                 &(double){ THRESHOLD }, 1));
      for (int i = 0; i < LIMEN_N_CELLS; i++)
        sums.totals[i] += cells.points[0].totals[i] * cells.scale;
      limen_cells_clear (&cells);
    }
  for (gsize i = 0; i < N_METRICS; i++)
    truths[i] = get_value (view, metrics[i], &sums);
  gsl_rng_free (random);
}

/* Whether the interval, extended to the file's value, holds the population's;
 * -1 if the file has no value. */
static int
is_covered (const LimenObjective *view, const LimenReplicates *replicates,
            const LimenCells *cells, LimenMetricId metric, double truth)
{
  double value = get_value (view, metric, &cells->points[0]);
  g_autofree double *values = g_new (double, replicates->plan.n_resamples);
  LimenBootstrapInterval found;

  if (isnan (value))
    return -1;
  limen_replicates_get_values (replicates, view, (LimenMetric){ metric, 1 }, 0,
                               values);
  found = limen_bootstrap_interval (values, replicates->plan.n_resamples,
                                    replicates->plan.confidence);
  g_assert_cmpfloat (found.interval.low, <, found.interval.high);
  return (found.interval.low <= truth || value <= truth)
         && (truth <= found.interval.high || truth <= value);
}

static void
simulate (const Population *self, gsize n_files, double shares[N_METRICS])
{
  gsl_rng *random = gsl_rng_alloc (gsl_rng_mt19937);
  LimenObjective view
      = limen_objective_new ((LimenMetric){ LIMEN_METRIC_COST, 1 }, true);
  int n[N_METRICS] = { 0 }, n_covered[N_METRICS] = { 0 };
  g_autofree File *file = g_new (File, 1);
  double truths[N_METRICS];

  view.has_row_costs = self->has_costs;
  view.costs.fn_cost = self->has_costs ? 1 : 5;
  find_truths (self, &view, truths);
  gsl_rng_set (random, SEED);
  for (gsize i = 0; i < n_files; i++)
    {
      LimenBootstrap plan = LIMEN_BOOTSTRAP_DEFAULT;
      LimenReplicates replicates;
      LimenUnitRows rows;
      LimenCells cells;

      plan.seed = i;
      draw_file (self, random, self->n, file);
      rows = get_rows (self, file, self->n);
      g_assert_true (limen_cells_init_from_rows (&cells, &rows,
                                                 &(double){ THRESHOLD }, 1));
      g_assert_cmpint (
          limen_replicates_init_from_cells (&replicates, &plan, &cells, 0), ==,
          LIMEN_BOOTSTRAP_DONE);
      for (gsize k = 0; k < N_METRICS; k++)
        {
          int covered
              = is_covered (&view, &replicates, &cells, metrics[k], truths[k]);

          n[k] += covered >= 0;
          n_covered[k] += covered > 0;
        }
      limen_replicates_clear (&replicates);
      limen_cells_clear (&cells);
    }
  for (gsize k = 0; k < N_METRICS; k++)
    shares[k] = (double) n_covered[k] / n[k];
  gsl_rng_free (random);
}

static void
test_population (gconstpointer data)
{
  const Population *self = data;
  const char *text = g_getenv ("LIMEN_FILES");
  gsize n_files = text != NULL ? (gsize) atoi (text) : N_FILES;
  double shares[N_METRICS];

  simulate (self, n_files, shares);
  for (gsize k = 0; k < N_METRICS; k++)
    {
      g_test_message ("%-18s %-10s %.1f", self->name,
                      limen_metric_get_info (metrics[k])->name,
                      100 * shares[k]);
      /* 95 %, within three standard errors of 300 files; skewed weights and
       * few units cost or gain some. */
      g_assert_cmpfloat (shares[k], >=, 0.91);
      g_assert_cmpfloat (shares[k], <=, 0.998);
    }
}

int
main (int argc, char **argv)
{
  static const Population populations[] = {
    { "100-lognormal", 100, 0.3, 0.7, 0.15, WEIGHT_LOGNORMAL, 1, 0, 0 },
    { "300-lognormal", 300, 0.05, 0.6, 0.02, WEIGHT_LOGNORMAL, 1, 0, 0 },
    { "300-skewed", 300, 0.3, 0.7, 0.15, WEIGHT_LOGNORMAL, 1.5, 0, 0 },
    { "2000-skewed", 2000, 0.05, 0.7, 0.02, WEIGHT_LOGNORMAL, 1.5, 0, 0 },
    { "100-two", 100, 0.3, 0.7, 0.15, WEIGHT_TWO, 0, 0, 0 },
    { "300-inverse", 300, 0.05, 0.6, 0.02, WEIGHT_INVERSE, 0, 0, 0 },
    { "300-extreme", 300, 0.5, 0.97, 0.03, WEIGHT_LOGNORMAL, 0.5, 0, 0 },
    { "100-rows", 100, 0.3, 0.7, 0.15, WEIGHT_NONE, 0, 0, 0 },
    { "300-costs", 300, 0.3, 0.7, 0.15, WEIGHT_NONE, 0, 1, 0 },
    { "300-weights-costs", 300, 0.1, 0.7, 0.05, WEIGHT_LOGNORMAL, 0.5, 1, 0 },
    { "10-units", 10, 0.4, 0.7, 0.2, WEIGHT_NONE, 0, 0, 1 },
    { "30-units", 30, 0.1, 0.7, 0.05, WEIGHT_NONE, 0, 0, 1 },
    { "30-units-weights", 30, 0.4, 0.7, 0.2, WEIGHT_LOGNORMAL, 0.5, 0, 1 },
    { "100-units-costs", 100, 0.4, 0.9, 0.1, WEIGHT_NONE, 0, 1, 1 },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (populations); i++)
    {
      g_autofree char *path
          = g_strconcat ("/cell-coverage/", populations[i].name, NULL);

      g_test_add_data_func (path, &populations[i], test_population);
    }
  return g_test_run ();
}
