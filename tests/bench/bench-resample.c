/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times the intervals of metrics at a threshold by the bootstrap. Each line of
 * standard input is "tree FILE THRESHOLD RESAMPLES", where resamples are drawn
 * from the counts of a sweep, or "rows FILE THRESHOLD RESAMPLES", where every
 * row is drawn. The file is read once, and the time does not include it. The
 * answer is the time in seconds and the lower end of the interval of recall.
 */

#include <stdio.h>

#include "analysis.h"
#include "replicates.h"

/* The file that was read last. */
typedef struct
{
  char *path;
  LimenDataset *dataset;
  LimenSweep *sweep;
} File;

static void
load (File *self, const char *path)
{
  const LimenReadOptions options = { .no_sha256 = TRUE };
  g_autoptr (GError) error = NULL;

  if (g_strcmp0 (self->path, path) == 0)
    return;
  g_free (self->path);
  self->path = g_strdup (path);
  g_clear_pointer (&self->dataset, limen_dataset_unref);
  g_clear_pointer (&self->sweep, limen_sweep_free);
  self->dataset
      = limen_dataset_read (path, &options, NULL, NULL, NULL, &error);
  if (self->dataset == NULL)
    g_error ("%s", error->message);
  self->sweep = limen_sweep_new_from_predictions (
      limen_dataset_get_predictions (self->dataset));
}

static LimenBootstrapStatus
draw_rows (LimenReplicates *replicates, const LimenBootstrap *plan,
           const File *file, double threshold)
{
  const LimenPredictions *numbers
      = limen_dataset_get_predictions (file->dataset);
  const LimenUnitRows rows = { .n_rows = numbers->n_rows,
                               .scores = numbers->scores[0],
                               .labels = numbers->labels,
                               .positive = numbers->positive };

  return limen_replicates_init_from_rows (replicates, plan, &rows, &threshold,
                                          1, (LimenBootstrapProgress){ 0 }, 0);
}

static double
run (const char *what, const File *file, double threshold, guint n_resamples)
{
  const LimenMetric metrics[] = { { LIMEN_METRIC_RECALL, 1 },
                                  { LIMEN_METRIC_SPECIFICITY, 1 },
                                  { LIMEN_METRIC_PRECISION, 1 },
                                  { LIMEN_METRIC_ACCURACY, 1 },
                                  { LIMEN_METRIC_YOUDEN_J, 1 } };
  LimenObjective view = limen_objective_new (metrics[0], FALSE);
  LimenBootstrapInterval intervals[G_N_ELEMENTS (metrics)];
  LimenBootstrap plan = LIMEN_BOOTSTRAP_DEFAULT;
  gsize candidate = limen_sweep_find (file->sweep, threshold);
  LimenReplicates replicates;
  LimenBootstrapStatus status;

  plan.n_resamples = n_resamples;
  if (g_str_equal (what, "rows"))
    status = draw_rows (&replicates, &plan, file, threshold);
  else
    status
        = limen_replicates_init (&replicates, &plan, file->sweep, &candidate,
                                 1, (LimenBootstrapProgress){ 0 }, 0);
  if (status != LIMEN_BOOTSTRAP_DONE
      || limen_replicates_get_intervals (&replicates, &view, metrics,
                                         G_N_ELEMENTS (metrics), intervals)
             != LIMEN_BOOTSTRAP_DONE)
    g_error ("the resamples cannot be drawn");
  limen_replicates_clear (&replicates);
  return intervals[0].interval.low;
}

int
main (void)
{
  char what[16], path[4096];
  double threshold;
  guint n_resamples;
  File file = { 0 };

  g_print ("ready\n");
  fflush (stdout);
  while (scanf ("%15s %4095s %lf %u", what, path, &threshold, &n_resamples)
         == 4)
    {
      gint64 start;
      double result;

      load (&file, path);
      start = g_get_monotonic_time ();
      result = run (what, &file, threshold, n_resamples);
      g_print ("%.6f %.17g\n",
               (double) (g_get_monotonic_time () - start) / 1e6, result);
      fflush (stdout);
    }
  g_free (file.path);
  g_clear_pointer (&file.dataset, limen_dataset_unref);
  g_clear_pointer (&file.sweep, limen_sweep_free);
  return 0;
}
