/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export-job.h"

#include "cutoff-file.h"
#include "cutoff-resolve.h"
#include "cutoff-test.h"
#include "job.h"

typedef struct
{
  LimenTestData *test;
  GListStore *cutoffs; /* the cutoffs themselves, for the main thread */
  GListStore *written; /* copies, made by the main thread */
  char *path;
} ExportJob;

static void
export_job_free (gpointer data)
{
  ExportJob *job = data;

  limen_test_data_unref (job->test);
  g_object_unref (job->cutoffs);
  g_object_unref (job->written);
  g_free (job->path);
  g_free (job);
}

/* Adds to a cutoff its results on the test data, if it applies to a class of
 * the file. FALSE with an error when memory runs out. */
static gboolean
judge (const ExportJob *job, LimenCutoff *cutoff, GError **error)
{
  const LimenBootstrap plan = LIMEN_BOOTSTRAP_DEFAULT;
  LimenResolvedCutoff resolved = limen_cutoff_resolve (
      cutoff,
      limen_analysis_get_scores (limen_test_data_get_tuning (job->test)),
      LIMEN_ANY_CLASS, NULL);

  return resolved.fit != LIMEN_CUTOFF_APPLIES
         || limen_cutoff_judge (cutoff, job->test, resolved.class, &plan,
                                error);
}

static void export(GTask *task, gpointer source, gpointer data,
                   GCancellable *cancellable)
{
  const ExportJob *job = data;
  GListModel *written = G_LIST_MODEL (job->written);
  gboolean is_done = TRUE;
  GError *error = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (written) && is_done; i++)
    {
      g_autoptr (LimenCutoff) cutoff = g_list_model_get_item (written, i);

      is_done = judge (job, cutoff, &error);
    }
  if (is_done && limen_cutoff_file_save (written, job->path, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Starts writing cutoffs, as they are now, with their results on the test
 * data. The job runs to its end even if the source is disposed of. */
void
limen_export_job_async (LimenTestData *test, GListModel *cutoffs,
                        const char *path, gpointer source,
                        GAsyncReadyCallback done, gpointer user_data)
{
  ExportJob *job = g_new0 (ExportJob, 1);

  job->test = limen_test_data_ref (test);
  job->cutoffs = g_list_store_new (LIMEN_TYPE_CUTOFF);
  job->written = g_list_store_new (LIMEN_TYPE_CUTOFF);
  job->path = g_strdup (path);
  for (guint i = 0; i < g_list_model_get_n_items (cutoffs); i++)
    {
      g_autoptr (LimenCutoff) cutoff = g_list_model_get_item (cutoffs, i);
      g_autoptr (LimenCutoff) copy = limen_cutoff_copy (cutoff);

      g_list_store_append (job->cutoffs, cutoff);
      g_list_store_append (job->written, copy);
    }
  limen_job_start (job, export_job_free, export, NULL, source, done,
                   user_data);
}

/* FALSE with an error if the file was not written. */
gboolean
limen_export_job_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static ExportJob *
get_job (GAsyncResult *result)
{
  return g_task_get_task_data (G_TASK (result));
}

/* The path of the file; owned by the job. */
const char *
limen_export_job_get_path (GAsyncResult *result)
{
  return get_job (result)->path;
}

/* The cutoffs that the job was started with; owned by the job. */
GListModel *
limen_export_job_get_cutoffs (GAsyncResult *result)
{
  return G_LIST_MODEL (get_job (result)->cutoffs);
}

/* The copies that were written, in the order of the cutoffs; owned by the job.
 */
GListModel *
limen_export_job_get_written (GAsyncResult *result)
{
  return G_LIST_MODEL (get_job (result)->written);
}
