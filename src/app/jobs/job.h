/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* Ends what runs in a place, if anything does; and readies the place for
 * another, which it owns. */
void limen_job_cancel (GCancellable **place);
GCancellable *limen_job_restart (GCancellable **place);
void limen_job_start (gpointer data,
                      GDestroyNotify free_data,
                      GTaskThreadFunc run,
                      GCancellable *cancellable,
                      gpointer source,
                      GAsyncReadyCallback done,
                      gpointer user_data);
