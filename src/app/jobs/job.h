/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* A slot is the address of a GCancellable * that holds the cancellable of the
 * running job, and is NULL while no job runs. limen_job_cancel() cancels the
 * job of a slot; limen_job_restart() also makes the cancellable for the next
 * job. */
void limen_job_cancel (GCancellable **slot);
GCancellable *limen_job_restart (GCancellable **slot);
void limen_job_start (gpointer data,
                      GDestroyNotify free_data,
                      GTaskThreadFunc run,
                      GCancellable *cancellable,
                      gpointer source,
                      GAsyncReadyCallback done,
                      gpointer user_data);
