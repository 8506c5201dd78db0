/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "job.h"

/* Cancels the job of a slot, if one runs, and sets the slot to NULL. */
void
limen_job_cancel (GCancellable **slot)
{
  g_cancellable_cancel (*slot);
  g_clear_object (slot);
}

/* Cancels the previous job of a slot and puts a new cancellable into it, which
 * is returned; owned by the slot. */
GCancellable *
limen_job_restart (GCancellable **slot)
{
  limen_job_cancel (slot);
  *slot = g_cancellable_new ();
  return *slot;
}

/* Runs `run` in a thread, with `data` as the task data, of which it takes
 * ownership. `done` is called in the main thread with `source` and `user_data`
 * once the job has ended or was cancelled. The cancellable may be NULL. */
void
limen_job_start (gpointer data,
                 GDestroyNotify free_data,
                 GTaskThreadFunc run,
                 GCancellable *cancellable,
                 gpointer source,
                 GAsyncReadyCallback done,
                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, done, user_data);

  g_task_set_task_data (task, data, free_data);
  g_task_run_in_thread (task, run);
}
