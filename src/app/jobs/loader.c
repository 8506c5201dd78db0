/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loader.h"

#include "job.h"
#include "recall.h"
#include "table-error.h"

/* Minimum time between two reports of progress, in microseconds. */
#define PROGRESS_INTERVAL (G_USEC_PER_SEC / 25)

typedef struct
{
  char *path;
  LimenReadOptions *options;
  LimenLoaderProgressFunc progress;
  LimenLoaderPreviewFunc previewed; /* NULL if no preview is wanted */
  LimenOneVsRest *class;            /* the first class, once computed */
  gint64 last_progress; /* microseconds; used by the reading thread only */
} Job;

/* A progress report or preview, sent to the main thread while the file is
 * read. */
typedef struct
{
  GTask *task;
  double progress;
  LimenSamplePreview *preview; /* NULL in a progress report */
} Report;

static void
job_free (Job *job)
{
  g_free (job->path);
  limen_read_options_free (job->options);
  limen_one_vs_rest_unref (job->class);
  g_free (job);
}

static void
report_free (Report *report)
{
  limen_sample_preview_unref (report->preview);
  g_object_unref (report->task);
  g_free (report);
}

static gboolean
report_cb (gpointer data)
{
  Report *report = data;
  Job *job = g_task_get_task_data (report->task);
  gpointer source = g_task_get_source_object (report->task);
  GCancellable *cancellable = g_task_get_cancellable (report->task);

  if (g_task_get_completed (report->task)
      || g_cancellable_is_cancelled (cancellable))
    return G_SOURCE_REMOVE;
  if (report->preview != NULL)
    job->previewed (report->preview, source);
  else
    job->progress (report->progress, source);
  return G_SOURCE_REMOVE;
}

/* Takes ownership of the preview. */
static void
send_report (GTask *task, double progress, LimenSamplePreview *preview)
{
  Report *report = g_new (Report, 1);

  report->task = g_object_ref (task);
  report->progress = progress;
  report->preview = preview;
  g_idle_add_full (G_PRIORITY_DEFAULT, report_cb, report,
                   (GDestroyNotify) report_free);
}

static void
read_progress_cb (goffset done, goffset total, gpointer user_data)
{
  GTask *task = user_data;
  Job *job = g_task_get_task_data (task);
  gint64 now = g_get_monotonic_time ();

  if (now - job->last_progress < PROGRESS_INTERVAL)
    return;
  job->last_progress = now;
  send_report (task, total > 0 ? (double) done / (double) total : -1, NULL);
}

static void
make_preview (GTask *task, Job *job, const LimenReadOptions *options)
{
  LimenSamplePreview *result = limen_sample_preview_new (
      job->path, options, g_task_get_cancellable (task));

  if (result != NULL)
    send_report (task, 0, result);
}

/* Reads the file with the job's options. If these assign no columns and ask
 * for remembered ones, they are completed by the options remembered for files
 * with this header. Stores the completed options in the job. */
static LimenDataset *
read_dataset (GTask *task, Job *job, GCancellable *cancellable,
              GError **error)
{
  g_autoptr (LimenReadOptions) said = g_steal_pointer (&job->options);
  LimenDataset *dataset;

  if (said->remembers && !limen_read_options_has_roles (said))
    job->options = limen_recall_find (job->path, said, cancellable);
  if (job->previewed != NULL)
    make_preview (task, job, job->options != NULL ? job->options : said);
  dataset = limen_recall_read (job->path, &job->options, said,
                               read_progress_cb, task, cancellable, error);
  if (job->options == NULL)
    job->options = g_steal_pointer (&said);
  return dataset;
}

/* Remembers the user's choices for files with the same columns. A failure to
 * write is ignored; the user will be asked again. */
static void
keep_options (Job *job, LimenDataset *dataset)
{
  g_autoptr (LimenReadOptions) kept = NULL;

  if (job->options->remembers && job->options->like == NULL
      && limen_read_options_has_roles (job->options))
    kept = limen_recall_keep (dataset, job->options, NULL);
}

static void
load (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  g_autoptr (LimenDataset) dataset = NULL;
  g_autoptr (LimenAnalysis) analysis = NULL;
  GError *error = NULL;

  dataset = read_dataset (task, job, cancellable, &error);
  if (dataset != NULL)
    {
      send_report (task, 1, NULL);
      analysis = limen_analysis_new (dataset, NULL, cancellable, &error);
    }
  if (analysis != NULL && limen_analysis_get_n_classes (analysis) > 0)
    job->class = limen_analysis_get_class (analysis, 0, &error);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  keep_options (job, dataset);
  g_task_return_pointer (task, g_steal_pointer (&analysis),
                         (GDestroyNotify) limen_analysis_unref);
}

/* Reads and analyses a file in a thread. `options` is copied; NULL for the
 * defaults. `progress` and `previewed`, which may be NULL, are called with
 * `source` as their user data. */
void
limen_loader_load_async (const char *path, const LimenReadOptions *options,
                         GCancellable *cancellable,
                         LimenLoaderProgressFunc progress,
                         LimenLoaderPreviewFunc previewed, GObject *source,
                         GAsyncReadyCallback done_cb)
{
  Job *job = g_new0 (Job, 1);

  job->path = g_strdup (path);
  job->options = options != NULL ? limen_read_options_copy (options)
                                 : limen_read_options_new ();
  job->progress = progress;
  job->previewed = previewed;
  limen_job_start (job, (GDestroyNotify) job_free, load, cancellable, source,
                   done_cb, NULL);
}

/* The analysis and its first class (NULL if it has none), both freed by the
 * caller; NULL with an error. */
LimenAnalysis *
limen_loader_load_finish (GAsyncResult *result, LimenOneVsRest **class,
                          GError **error)
{
  Job *job = g_task_get_task_data (G_TASK (result));
  LimenAnalysis *analysis = g_task_propagate_pointer (G_TASK (result), error);

  if (analysis != NULL)
    *class = g_steal_pointer (&job->class);
  return analysis;
}

/* The cancellable of a load, which distinguishes it from later loads; owned by
 * the result, NULL if none was given. */
GCancellable *
limen_loader_get_cancellable (GAsyncResult *result)
{
  return g_task_get_cancellable (G_TASK (result));
}

/* The options that the file was read with, also after a failure; owned by the
 * result. */
const LimenReadOptions *
limen_loader_get_options (GAsyncResult *result)
{
  Job *job = g_task_get_task_data (G_TASK (result));

  return job->options;
}
