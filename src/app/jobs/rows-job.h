/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "rows.h"

/* Computations of the rows window that run off the main thread. A job keeps
 * copies of, or references to, its inputs, and calls `done` with `source` when
 * it ends. Arrays of row numbers hold guint32. */

/* The rows that a query finds, as row numbers (guint32), and the positions in
 * that list of the rows that were passed as `tracked`, such as selected rows;
 * those not found have no position. Owns its members. */
typedef struct
{
  LimenRowQuery *query;
  GBytes *rows;
  GArray *positions; /* guint */
} LimenRowsResult;

void limen_rows_result_free (LimenRowsResult *self);

void limen_rows_job_list_async (LimenRowQuery *query, GArray *tracked,
                                GCancellable *cancellable, gpointer source,
                                GAsyncReadyCallback done);
LimenRowsResult *limen_rows_job_list_finish (GAsyncResult *result,
                                             GError **error);

/* Called in the main thread with the share of rows written so far, 0 to 1. */
typedef void (*LimenRowsShareFunc) (gpointer source, double share);

/* Writes rows as CSV to `path`; with a NULL path, makes CSV text. The finish
 * function returns the path or the text. */
void limen_rows_job_write_async (const LimenRowQuery *query, GBytes *rows,
                                 const char *path, LimenRowsShareFunc progress,
                                 GCancellable *cancellable, gpointer source,
                                 GAsyncReadyCallback done,
                                 gpointer user_data);
char *limen_rows_job_write_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenRowsResult, limen_rows_result_free)
