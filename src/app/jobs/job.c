/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "job.h"

/* Ends what runs in a place, if anything does. */
void
limen_job_cancel (GCancellable **place)
{
  g_cancellable_cancel (*place);
  g_clear_object (place);
}

/* Ends what ran before in the same place, for another to take it; owned by the
 * place. */
GCancellable *
limen_job_restart (GCancellable **place)
{
  limen_job_cancel (place);
  *place = g_cancellable_new ();
  return *place;
}

/* Runs `run` in a thread, with `data` as the data of its task, which takes them
 * over; `done` is called with `source` once it has ended, or is cancelled. The
 * cancellable may be NULL. */
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
