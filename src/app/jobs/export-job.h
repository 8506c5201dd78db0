/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "test-data.h"

/* Writing cutoffs with their results on test data, off the main thread: they
 * are judged with intervals, by resampling the rows of both files. `done` is
 * called with `source` when the file is written, or on an error. */
void limen_export_job_async (LimenTestData *test, GListModel *cutoffs,
                             const char *path, gpointer source,
                             GAsyncReadyCallback done, gpointer user_data);
gboolean limen_export_job_finish (GAsyncResult *result, GError **error);

/* Of a finished job, owned by it: the path, the cutoffs that it was started
 * with, and the copies that were written, in that order. */
const char *limen_export_job_get_path (GAsyncResult *result);
GListModel *limen_export_job_get_cutoffs (GAsyncResult *result);
GListModel *limen_export_job_get_written (GAsyncResult *result);
