/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* Cancels the job of a slot, and makes the slot's cancellable for the next
 * job. A slot is the GCancellable * that is NULL while no job runs. */
void limen_job_cancel (GCancellable **place);
GCancellable *limen_job_restart (GCancellable **place);
void limen_job_start (gpointer data,
                      GDestroyNotify free_data,
                      GTaskThreadFunc run,
                      GCancellable *cancellable,
                      gpointer source,
                      GAsyncReadyCallback done,
                      gpointer user_data);
