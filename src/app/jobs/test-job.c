/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-job.h"

#include "job.h"

/* Minimum time between two reports of progress, in microseconds. */
#define PROGRESS_INTERVAL (G_USEC_PER_SEC / 25)

/* Inputs of a job; each kind of job uses those members that it needs. */
typedef struct
{
  LimenAnalysis *analysis;
  char *path;
  LimenLoaderProgressFunc progress;
  gint64 last_progress; /* microseconds; used by the reading thread only */
  LimenTestData *data;
  gsize class_index;
  LimenOneVsRest *tuning, *test;
  LimenObjective view;
  double *thresholds;
  gsize n;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->analysis, limen_analysis_unref);
  g_free (job->path);
  limen_test_data_unref (job->data);
  limen_one_vs_rest_unref (job->tuning);
  limen_one_vs_rest_unref (job->test);
  g_free (job->thresholds);
  g_free (job);
}

static void
return_found (GTask *task, gpointer found, GDestroyNotify free_found,
              GError *error)
{
  if (found != NULL)
    g_task_return_pointer (task, found, free_found);
  else
    g_task_return_error (task, error);
}

/* Reading */

/* A progress report, sent to the main thread. */
typedef struct
{
  GTask *task;
  double progress;
} Report;

static void
report_free (gpointer data)
{
  g_object_unref (((Report *) data)->task);
  g_free (data);
}

static gboolean
report_cb (gpointer data)
{
  const Report *report = data;
  const Job *job = g_task_get_task_data (report->task);

  if (!g_task_get_completed (report->task)
      && !g_cancellable_is_cancelled (g_task_get_cancellable (report->task)))
    job->progress (report->progress, g_task_get_source_object (report->task));
  return G_SOURCE_REMOVE;
}

static void
send_report (GTask *task, double progress)
{
  Report *report = g_new (Report, 1);

  report->task = g_object_ref (task);
  report->progress = progress;
  g_idle_add_full (G_PRIORITY_DEFAULT, report_cb, report, report_free);
}

static void
progress_cb (goffset done, goffset total, gpointer user_data)
{
  GTask *task = user_data;
  Job *job = g_task_get_task_data (task);
  gint64 now = g_get_monotonic_time ();

  if (now - job->last_progress < PROGRESS_INTERVAL)
    return;
  job->last_progress = now;
  send_report (task, total > 0 ? (double) done / (double) total : -1);
}

static void
read_test (GTask *task, gpointer source, gpointer data,
           GCancellable *cancellable)
{
  Job *job = data;
  g_autoptr (LimenDataset) test = NULL;
  LimenTestData *found = NULL;
  GError *error = NULL;

  test = limen_test_data_read (limen_analysis_get_dataset (job->analysis),
                               job->path, progress_cb, task, cancellable,
                               &error);
  if (test != NULL)
    {
      send_report (task, 1);
      found = limen_test_data_new (job->analysis, test, NULL, cancellable,
                                   &error);
    }
  return_found (task, found, (GDestroyNotify) limen_test_data_unref, error);
}

/* Reads and analyses the file at `path` as test data for the rows of an
 * analysis. */
void
limen_test_job_read_async (LimenAnalysis *tuning, const char *path,
                           GCancellable *cancellable,
                           LimenLoaderProgressFunc progress, GObject *source,
                           GAsyncReadyCallback done)
{
  Job *job = g_new0 (Job, 1);

  job->analysis = limen_analysis_ref (tuning);
  job->path = g_strdup (path);
  job->progress = progress;
  limen_job_start (job, job_free, read_test, cancellable, source, done, NULL);
}

/* The test data, a new reference; NULL with an error. */
LimenTestData *
limen_test_job_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Class */

static void
get_class (GTask *task, gpointer source, gpointer data,
           GCancellable *cancellable)
{
  const Job *job = data;
  GError *error = NULL;
  LimenOneVsRest *found;

  if (g_task_return_error_if_cancelled (task))
    return;
  found = limen_test_data_get_class (job->data, job->class_index, &error);
  return_found (task, found, (GDestroyNotify) limen_one_vs_rest_unref, error);
}

/* Computes a class of the tuning data in the test data. */
void
limen_test_job_class_async (LimenTestData *data, gsize class,
                            GCancellable *cancellable, GObject *source,
                            GAsyncReadyCallback done)
{
  Job *job = g_new0 (Job, 1);

  job->data = limen_test_data_ref (data);
  job->class_index = class;
  limen_job_start (job, job_free, get_class, cancellable, source, done, NULL);
}

/* The class, a new reference; NULL with an error. */
LimenOneVsRest *
limen_test_job_class_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Points */

static void
compute_points (GTask *task, gpointer source, gpointer data,
                GCancellable *cancellable)
{
  const Job *job = data;
  const LimenBootstrap plan = LIMEN_BOOTSTRAP_DEFAULT;
  GError *error = NULL;
  LimenTestPoint *found;

  if (g_task_return_error_if_cancelled (task))
    return;
  found = limen_test_points_new (job->data, job->tuning, job->test, &job->view,
                                 job->thresholds, job->n, &plan, &error);
  return_found (task, found, g_free, error);
}

/* Judges thresholds of a class, in the units of its scores, on both files. */
void
limen_test_job_points_async (LimenTestData *data, LimenOneVsRest *tuning,
                             LimenOneVsRest *test, const LimenObjective *view,
                             const double *thresholds, gsize n,
                             GCancellable *cancellable, GObject *source,
                             GAsyncReadyCallback done)
{
  Job *job = g_new0 (Job, 1);

  job->data = limen_test_data_ref (data);
  job->tuning = limen_one_vs_rest_ref (tuning);
  job->test = limen_one_vs_rest_ref (test);
  job->view = *view;
  job->thresholds = g_memdup2 (thresholds, n * sizeof *thresholds);
  job->n = n;
  limen_job_start (job, job_free, compute_points, cancellable, source, done,
                   NULL);
}

/* One point per threshold, freed with g_free(); NULL with an error. */
LimenTestPoint *
limen_test_job_points_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
