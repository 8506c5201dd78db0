/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "loader.h"
#include "test-data.h"

/* Work on test data off the main thread. Each job keeps references to its
 * inputs and calls `done` with `source` when it ends. */

/* Reads and analyses a file as test data. `progress` is called in the main
 * thread with `source` as its user data. */
void limen_test_job_read_async (LimenAnalysis *tuning, const char *path,
                                GCancellable *cancellable,
                                LimenLoaderProgressFunc progress,
                                GObject *source, GAsyncReadyCallback done);
LimenTestData *limen_test_job_read_finish (GAsyncResult *result,
                                           GError **error);

/* A class of the tuning data in the test data. */
void limen_test_job_class_async (LimenTestData *data, gsize class,
                                 GCancellable *cancellable, GObject *source,
                                 GAsyncReadyCallback done);
LimenOneVsRest *limen_test_job_class_finish (GAsyncResult *result,
                                             GError **error);

/* What thresholds of a class give on both files, with intervals. Copies `view`
 * and the thresholds. The result is freed with g_free(). */
void limen_test_job_points_async (LimenTestData *data, LimenOneVsRest *tuning,
                                  LimenOneVsRest *test,
                                  const LimenObjective *view,
                                  const double *thresholds, gsize n,
                                  GCancellable *cancellable, GObject *source,
                                  GAsyncReadyCallback done);
LimenTestPoint *limen_test_job_points_finish (GAsyncResult *result,
                                              GError **error);
