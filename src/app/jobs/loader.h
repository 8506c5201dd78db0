/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "analysis.h"
#include "read-options.h"
#include "sample-preview.h"

/* Called in the main thread while a file is read: progress from 0 to 1, or -1
 * if the size is unknown. 1 means that reading is done and the analysis is
 * running. */
typedef void (*LimenLoaderProgressFunc) (double progress, gpointer user_data);

/* Called in the main thread at most once, before a large file is read; the
 * preview is borrowed. */
typedef void (*LimenLoaderPreviewFunc) (LimenSamplePreview *preview,
                                        gpointer user_data);

void limen_loader_load_async (const char *path,
                              const LimenReadOptions *options,
                              GCancellable *cancellable,
                              LimenLoaderProgressFunc progress,
                              LimenLoaderPreviewFunc previewed,
                              GObject *source, GAsyncReadyCallback done_cb);
LimenAnalysis *limen_loader_load_finish (GAsyncResult *result,
                                         LimenOneVsRest **class,
                                         GError **error);
GCancellable *limen_loader_get_cancellable (GAsyncResult *result);
const LimenReadOptions *limen_loader_get_options (GAsyncResult *result);
