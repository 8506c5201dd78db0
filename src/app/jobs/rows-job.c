/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rows-job.h"

#include "job.h"

/* Frees a result. NULL is ignored. */
void
limen_rows_result_free (LimenRowsResult *self)
{
  if (self == NULL)
    return;
  limen_row_query_free (self->query);
  g_clear_pointer (&self->rows, g_bytes_unref);
  g_array_unref (self->positions);
  g_free (self);
}

/* Listing */

typedef struct
{
  LimenRowQuery *query;
  GArray *tracked; /* guint32, rows whose positions are wanted */
} Listing;

static void
listing_free (Listing *listing)
{
  limen_row_query_free (listing->query);
  g_array_unref (listing->tracked);
  g_free (listing);
}

static GArray *
find_positions (const guint32 *rows, gsize n, const GArray *tracked)
{
  g_autoptr (GHashTable) wanted = g_hash_table_new (NULL, NULL);
  GArray *positions = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < tracked->len; i++)
    g_hash_table_add (wanted,
                      GUINT_TO_POINTER (g_array_index (tracked, guint32, i)));
  for (guint i = 0; positions->len < tracked->len && i < n; i++)
    if (g_hash_table_contains (wanted, GUINT_TO_POINTER (rows[i])))
      g_array_append_val (positions, i);
  return positions;
}

static void
list_rows (GTask *task, gpointer source, gpointer data,
           GCancellable *cancellable)
{
  Listing *listing = data;
  GError *error = NULL;
  gsize n;
  guint32 *rows = limen_rows_list (listing->query, &n, cancellable, &error);
  LimenRowsResult *result;

  if (rows == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  result = g_new (LimenRowsResult, 1);
  result->query = g_steal_pointer (&listing->query);
  result->positions = find_positions (rows, n, listing->tracked);
  result->rows = g_bytes_new_take (rows, n * sizeof *rows);
  g_task_return_pointer (task, result,
                         (GDestroyNotify) limen_rows_result_free);
}

/* Lists the rows of a query, in its order, in a thread. Takes ownership of the
 * query and of `tracked`, the row numbers (guint32) whose positions in the
 * result are wanted. */
void
limen_rows_job_list_async (LimenRowQuery *query, GArray *tracked,
                           GCancellable *cancellable, gpointer source,
                           GAsyncReadyCallback done)
{
  Listing *listing = g_new (Listing, 1);

  *listing = (Listing){ query, tracked };
  limen_job_start (listing, (GDestroyNotify) listing_free, list_rows,
                   cancellable, source, done, NULL);
}

/* The result, freed with limen_rows_result_free(); NULL with an error, also if
 * cancelled. */
LimenRowsResult *
limen_rows_job_list_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Writing */

typedef struct
{
  LimenRowQuery *query;
  GBytes *rows;
  char *path;
  LimenRowsShareFunc progress;
  gpointer source; /* owned by the task */
} Writing;

static void
writing_free (Writing *writing)
{
  limen_row_query_free (writing->query);
  g_bytes_unref (writing->rows);
  g_free (writing->path);
  g_free (writing);
}

typedef struct
{
  LimenRowsShareFunc progress;
  GObject *source;
  double share;
} ProgressReport;

static gboolean
report_progress_cb (gpointer data)
{
  const ProgressReport *report = data;

  report->progress (report->source, report->share);
  return G_SOURCE_REMOVE;
}

static void
progress_report_free (gpointer data)
{
  g_object_unref (((ProgressReport *) data)->source);
  g_free (data);
}

static void
progress_cb (gsize n_done, gsize n, gpointer data)
{
  const Writing *writing = data;
  ProgressReport *report = g_new (ProgressReport, 1);

  *report
      = (ProgressReport){ writing->progress, g_object_ref (writing->source),
                          (double) n_done / (double) n };
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, report_progress_cb, report,
                   progress_report_free);
}

static void
write_rows (GTask *task, gpointer source, gpointer data,
            GCancellable *cancellable)
{
  const Writing *writing = data;
  GError *error = NULL;
  gsize n;
  const guint32 *rows = g_bytes_get_data (writing->rows, &n);
  char *text = NULL;

  n /= sizeof *rows;
  if (writing->path == NULL)
    text = limen_rows_format_csv (writing->query, rows, n, cancellable,
                                  &error);
  else if (limen_rows_save (writing->query, rows, n, writing->path, NULL,
                            writing->progress != NULL ? progress_cb : NULL,
                            data, cancellable, &error))
    text = g_strdup (writing->path);
  if (text != NULL)
    g_task_return_pointer (task, text, g_free);
  else
    g_task_return_error (task, error);
}

/* Writes rows of a query (guint32) as CSV in a thread: to a file, or to a
 * string if `path` is NULL. Copies the query and takes a reference to `rows`.
 * `progress`, which may be NULL, is called only for a file. */
void
limen_rows_job_write_async (const LimenRowQuery *query, GBytes *rows,
                            const char *path, LimenRowsShareFunc progress,
                            GCancellable *cancellable, gpointer source,
                            GAsyncReadyCallback done, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, done, user_data);
  Writing *writing = g_new (Writing, 1);

  *writing = (Writing){ limen_row_query_copy (query), g_bytes_ref (rows),
                        g_strdup (path), progress, source };
  /* A file that was complete before Cancel was pressed counts as saved. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, writing, (GDestroyNotify) writing_free);
  g_task_run_in_thread (task, write_rows);
}

/* The path of the written file or, if there was none, the CSV text; freed by
 * the caller. NULL with an error. */
char *
limen_rows_job_write_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
