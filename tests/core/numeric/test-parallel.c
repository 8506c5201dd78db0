/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>

#include "parallel.h"

typedef struct
{
  int counts[1000]; /* number of calls */
  GThread *threads[1000];
} Parts;

static void
count_part (void *data, size_t part)
{
  Parts *self = data;

  g_atomic_int_inc (&self->counts[part]);
  self->threads[part] = g_thread_self ();
}

/* Every part runs once, for any number of threads. */
static void
test_once (void)
{
  static const guint n_threads[] = { 0, 1, 2, 3, 17, 5000 };
  static const guint n_parts[] = { 0, 1, 2, 7, 1000 };

  for (guint i = 0; i < G_N_ELEMENTS (n_threads); i++)
    for (guint j = 0; j < G_N_ELEMENTS (n_parts); j++)
      {
        g_autofree Parts *parts = g_new0 (Parts, 1);

        limen_parallel_run (count_part, parts, n_parts[j], n_threads[i]);
        for (guint part = 0; part < 1000; part++)
          g_assert_cmpint (parts->counts[part], ==, part < n_parts[j]);
      }
}

/* A single thread is the caller's. */
static void
test_alone (void)
{
  g_autofree Parts *parts = g_new0 (Parts, 1);

  limen_parallel_run (count_part, parts, 1000, 1);
  for (guint part = 0; part < 1000; part++)
    g_assert_true (parts->threads[part] == g_thread_self ());
}

typedef struct
{
  GMutex lock;
  GCond changed;
  guint n_there;
} Meeting;

/* Waits until another thread arrives. */
static void
meet (void *data, size_t part)
{
  Meeting *self = data;

  g_mutex_lock (&self->lock);
  self->n_there++;
  g_cond_broadcast (&self->changed);
  while (self->n_there < 2)
    g_cond_wait (&self->changed, &self->lock);
  g_mutex_unlock (&self->lock);
}

static void
test_together (void)
{
  Meeting meeting = { .n_there = 0 };

  g_mutex_init (&meeting.lock);
  g_cond_init (&meeting.changed);
  limen_parallel_run (meet, &meeting, 2, 2);
  g_assert_cmpuint (meeting.n_there, ==, 2);
  g_mutex_clear (&meeting.lock);
  g_cond_clear (&meeting.changed);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/parallel/once", test_once);
  g_test_add_func ("/parallel/alone", test_alone);
  g_test_add_func ("/parallel/together", test_together);
  return g_test_run ();
}
