/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "rows.h"

/* What a window of rows computes off the main thread. A job takes what it needs
 * along, and calls `done` with `source` at its end. Arrays of rows are
 * guint32. */

/* What a query, which is taken over, finds; and where rows that are to be found
 * again (guint32) stand in it. */
typedef struct
{
  LimenRowQuery *query;
  GBytes *rows;
  GArray *places; /* guint */
} LimenRowsResult;

void limen_rows_result_free (LimenRowsResult *self);

void limen_rows_job_list_async (LimenRowQuery *query, GArray *again,
                                GCancellable *cancellable, gpointer source,
                                GAsyncReadyCallback done);
LimenRowsResult *limen_rows_job_list_finish (GAsyncResult *result,
                                             GError **error);

/* Called in the main thread, with how much of the rows is written. */
typedef void (*LimenRowsShareFunc) (gpointer source, double share);

/* Rows as CSV: to a path, which is returned; or, without one, as text. */
void limen_rows_job_write_async (const LimenRowQuery *query, GBytes *rows,
                                 const char *path, LimenRowsShareFunc progress,
                                 GCancellable *cancellable, gpointer source,
                                 GAsyncReadyCallback done,
                                 gpointer user_data);
char *limen_rows_job_write_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenRowsResult, limen_rows_result_free)
