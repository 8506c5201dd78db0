/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times the parts of the core on random rows, a million by default: bench-core
 * [ROWS]. Prints the median time of each part over RUNS runs, and the peak
 * memory after the parts for binary rows. */

#include <glib.h>
#include <math.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "../support/binary-losses.h"
#include "calibration-slope.h"
#include "calibration.h"
#include "loss-multiclass.h"
#include "objective.h"
#include "ranking.h"
#include "replicates.h"
#include "resample.h"

#define DEFAULT_ROWS 1000000
#define RUNS 5
#define CLASSES 10
/* Points of a curve with bands. */
#define POINTS 256

typedef struct
{
  gsize n_rows;
  double *scores;
  guint16 *labels;
  LimenSweep *sweep;
  LimenPredictions classes;
} Data;

static void
make_data (Data *data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20);

  data->scores = g_new (double, data->n_rows);
  data->labels = g_new (guint16, data->n_rows);
  for (gsize i = 0; i < data->n_rows; i++)
    {
      double spread = g_rand_double (random);

      data->labels[i] = g_rand_double (random) < 0.25;
      data->scores[i] = data->labels[i] ? sqrt (spread) : spread * spread;
    }
}

static void
make_classes (Data *data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (21);
  LimenPredictions *classes = &data->classes;

  *classes = (LimenPredictions){ .task = LIMEN_TASK_MULTICLASS,
                                 .kind = LIMEN_KIND_LOGIT,
                                 .n_rows = data->n_rows,
                                 .n_classes = CLASSES,
                                 .n_scores = CLASSES };
  classes->labels = g_new (guint16, data->n_rows);
  for (gsize i = 0; i < data->n_rows; i++)
    classes->labels[i] = (guint16) g_rand_int_range (random, 0, CLASSES);
  classes->scores = g_new (double *, CLASSES);
  for (gsize k = 0; k < CLASSES; k++)
    {
      classes->scores[k] = g_new (double, data->n_rows);
      for (gsize i = 0; i < data->n_rows; i++)
        classes->scores[k][i] = g_rand_double_range (random, -4, 4);
    }
}

static void
free_classes (LimenPredictions *classes)
{
  for (gsize k = 0; k < CLASSES; k++)
    g_free (classes->scores[k]);
  g_free (classes->scores);
  g_free (classes->labels);
}

static double
run_classes (Data *data)
{
  return limen_loss_cross_entropy (&data->classes, NULL).mean;
}

static double
run_brier (Data *data)
{
  return limen_loss_brier_multiclass (&data->classes).mean;
}

static double
run_loss (Data *data)
{
  return test_bce (LIMEN_KIND_PROBABILITY, data->scores, data->labels, 1,
                   NULL, data->n_rows, 1)
      .mean;
}

static double
run_sweep (Data *data)
{
  g_clear_pointer (&data->sweep, limen_sweep_free);
  data->sweep = limen_sweep_new (data->scores, data->labels, 1, NULL,
                                 data->n_rows);
  return (double) limen_sweep_get_n_scores (data->sweep);
}

static double
run_ranking (Data *data)
{
  return limen_ranking_compute (data->sweep).roc_auc;
}

static double
optimize (Data *data, LimenMetricId metric)
{
  LimenObjective objective
      = limen_objective_new ((LimenMetric){ metric, 1 }, FALSE);

  return limen_objective_optimize (&objective, data->sweep).value;
}

static double
run_f1 (Data *data)
{
  return optimize (data, LIMEN_METRIC_F1);
}

static double
run_mcc (Data *data)
{
  return optimize (data, LIMEN_METRIC_MCC);
}

static LimenPredictions
get_binary (Data *data)
{
  return (LimenPredictions){ .task = LIMEN_TASK_BINARY,
                             .kind = LIMEN_KIND_PROBABILITY,
                             .n_rows = data->n_rows,
                             .n_classes = 2,
                             .n_scores = 1,
                             .positive = 1,
                             .labels = data->labels,
                             .scores = &data->scores };
}

static double
run_bins (Data *data, LimenBinning binning)
{
  LimenPredictions binary = get_binary (data);
  LimenCalibrationBin bins[LIMEN_CALIBRATION_DEFAULT_BINS];
  gsize n_bins = LIMEN_CALIBRATION_DEFAULT_BINS;
  LimenCalibration calibration;

  g_assert_true (limen_calibration_compute_binned (
      &binary, binning, data->sweep, bins, &n_bins, &calibration));
  return calibration.ece;
}

static double
run_equal_width (Data *data)
{
  return run_bins (data, LIMEN_BINNING_EQUAL_WIDTH);
}

static double
run_equal_mass (Data *data)
{
  return run_bins (data, LIMEN_BINNING_EQUAL_MASS);
}

static double
run_slope (Data *data)
{
  LimenPredictions binary = get_binary (data);

  return limen_calibration_slope_compute (&binary).slope;
}

/* Draws 1,000 resamples at n thresholds spread over the scores, with a width
 * of choice around each, and computes the intervals of all metrics. Returns
 * the lower end for the F1 of the first. */
static double
bootstrap (Data *data, gsize n, double width)
{
  LimenBootstrap plan = LIMEN_BOOTSTRAP_DEFAULT;
  LimenObjective view
      = limen_objective_new_view (data->sweep, LIMEN_COSTS_DEFAULT, NAN);
  LimenBootstrapInterval intervals[POINTS * LIMEN_N_METRICS];
  LimenMetric metrics[LIMEN_N_METRICS];
  double step = (double) limen_sweep_get_n_scores (data->sweep) / (n + 1.0);
  gsize candidates[POINTS];
  LimenReplicates replicates;

  for (gsize i = 0; i < n; i++)
    candidates[i]
        = limen_resample_find_shallow ((gsize) (step * (i + 1.0 - width / 2)),
                                       (gsize) (step * (i + 1.0 + width / 2)));
  for (guint i = 0; i < LIMEN_N_METRICS; i++)
    metrics[i] = (LimenMetric){ i, 1 };
  g_assert_true (
      limen_replicates_init (&replicates, &plan, data->sweep, candidates, n,
                             (LimenBootstrapProgress){ 0 }, 0)
          == LIMEN_BOOTSTRAP_DONE
      && limen_replicates_get_intervals (&replicates, &view, metrics,
                                         LIMEN_N_METRICS, intervals)
             == LIMEN_BOOTSTRAP_DONE);
  limen_replicates_clear (&replicates);
  return intervals[LIMEN_METRIC_F1].interval.low;
}

static double
run_threshold_intervals (Data *data)
{
  return bootstrap (data, 1, 0);
}

static double
run_curve_intervals (Data *data)
{
  return bootstrap (data, POINTS, 1);
}

static double
run_exact_intervals (Data *data)
{
  return bootstrap (data, POINTS, 0);
}

/* Returns the mean of the best F1 of 1,000 resamples. */
static double
run_optima (Data *data)
{
  LimenBootstrap plan = LIMEN_BOOTSTRAP_DEFAULT;
  LimenObjective f1
      = limen_objective_new ((LimenMetric){ LIMEN_METRIC_F1, 1 }, FALSE);
  g_autofree LimenResampleOptimum *optima
      = g_new (LimenResampleOptimum, plan.n_resamples);
  gsize start
      = limen_objective_optimize (&f1, data->sweep).positive_from.candidate;
  double sum = 0;

  g_assert_true (limen_bootstrap_optimize (&plan, data->sweep, &f1, start,
                                           optima,
                                           (LimenBootstrapProgress){ 0 }, 0)
                 == LIMEN_BOOTSTRAP_DONE);
  for (guint i = 0; i < plan.n_resamples; i++)
    sum += optima[i].value;
  return sum / plan.n_resamples;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

static void
bench (const char *name, double (*run) (Data *), Data *data)
{
  gint64 times[RUNS];
  double result = 0;

  for (guint i = 0; i < RUNS; i++)
    {
      gint64 start = g_get_monotonic_time ();

      result = run (data);
      times[i] = g_get_monotonic_time () - start;
    }
  qsort (times, RUNS, sizeof *times, compare);
  g_print ("%-22s %8.2f ms   %.10g\n", name,
           (double) times[RUNS / 2] / 1000, result);
}

/* The peak memory of the process so far, in bytes. */
static double
get_peak (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return 1024.0 * (double) usage.ru_maxrss;
}

static void
bench_binary (Data *data)
{
  double before = get_peak ();

  make_data (data);
  bench ("binary cross-entropy", run_loss, data);
  bench ("sweep", run_sweep, data);
  bench ("ranking", run_ranking, data);
  bench ("best F1", run_f1, data);
  bench ("best MCC", run_mcc, data);
  bench ("equal-width bins", run_equal_width, data);
  bench ("equal-mass bins", run_equal_mass, data);
  bench ("calibration slope", run_slope, data);
  g_print ("%-22s %8.2f bytes a row, %" G_GSIZE_FORMAT " of them the rows\n",
           "most memory", (get_peak () - before) / (double) data->n_rows,
           sizeof *data->scores + sizeof *data->labels);
}

/* Of 1,000 resamples, with all metrics. */
static void
bench_bootstrap (Data *data)
{
  bench ("intervals at 1", run_threshold_intervals, data);
  bench ("intervals at 256 near", run_curve_intervals, data);
  bench ("intervals at 256", run_exact_intervals, data);
  bench ("best F1 of resamples", run_optima, data);
}

static void
bench_classes (Data *data)
{
  make_classes (data);
  bench ("cross-entropy of 10", run_classes, data);
  bench ("Brier score of 10", run_brier, data);
  free_classes (&data->classes);
}

int
main (int argc, char **argv)
{
  Data data = { .n_rows = DEFAULT_ROWS };

  if (argc > 1)
    data.n_rows = MAX (1, g_ascii_strtoull (argv[1], NULL, 10));
  g_print ("%" G_GSIZE_FORMAT " rows, median of %d runs\n", data.n_rows, RUNS);
  bench_binary (&data);
  bench_bootstrap (&data);
  bench_classes (&data);
  limen_sweep_free (data.sweep);
  g_free (data.scores);
  g_free (data.labels);
  return 0;
}
