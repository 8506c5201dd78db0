/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times the window: bench-window STARTED [FILE]. STARTED is the start of this
 * process in microseconds of the monotonic clock. Prints, one per line and in
 * milliseconds: the time to the first frame; then, with FILE, the time to its
 * preview and to the complete picture, the longest wait for a sign of
 * progress, the longest turn of the main loop, and the time that cancelling a
 * second load takes. */

#include <gtk/gtk.h>
#include <stdlib.h>

#include "application.h"
#include "window.h"

/* Long enough for all curves to be computed and drawn. */
#define REST_MILLISECONDS 3000
#define TICK_MILLISECONDS 2

typedef struct
{
  const char *path; /* NULL: only the first frame */
  gint64 started;   /* start of the current measurement, in microseconds */
  GApplication *application;
  LimenWindow *window;
  gboolean has_frame, is_loaded, is_cancelling, is_cancelled;
  gint64 last_tick, longest_tick;
  gint64 last_sign, longest_wait;
} Bench;

static void
print (const char *what, gint64 microseconds)
{
  g_print ("%s %.2f\n", what, (double) microseconds / 1000);
}

static gboolean
tick_cb (gpointer data)
{
  Bench *self = data;
  gint64 now = g_get_monotonic_time ();

  self->longest_tick = MAX (self->longest_tick, now - self->last_tick);
  self->last_tick = now;
  return G_SOURCE_CONTINUE;
}

static void
progress_cb (LimenSession *session, GParamSpec *pspec, Bench *self)
{
  gint64 now = g_get_monotonic_time ();

  self->longest_wait = MAX (self->longest_wait, now - self->last_sign);
  self->last_sign = now;
  if (!self->is_cancelling)
    return;
  self->is_cancelling = FALSE;
  self->started = now;
  limen_session_cancel (session);
}

static void
preview_cb (LimenSession *session, Bench *self)
{
  if (limen_session_get_sample_preview (session) != NULL)
    print ("preview", g_get_monotonic_time () - self->started);
}

static gboolean
rested_cb (gpointer data)
{
  Bench *self = data;

  print ("longest-turn", self->longest_tick);
  self->is_cancelling = TRUE;
  limen_window_open (self->window, self->path);
  return G_SOURCE_REMOVE;
}

static void
loading_cb (LimenSession *session, GParamSpec *pspec, Bench *self)
{
  if (limen_session_is_loading (session) || self->is_cancelled)
    return;
  if (self->is_loaded)
    {
      self->is_cancelled = TRUE;
      print ("cancelled", g_get_monotonic_time () - self->started);
      g_application_quit (self->application);
      return;
    }
  self->is_loaded = TRUE;
  print ("loaded", g_get_monotonic_time () - self->started);
  print ("longest-wait", self->longest_wait);
  g_timeout_add (REST_MILLISECONDS, rested_cb, self);
}

static gboolean
open_cb (gpointer data)
{
  Bench *self = data;
  LimenSession *session = limen_window_get_session (self->window);

  g_signal_connect (session, "notify::progress", G_CALLBACK (progress_cb),
                    self);
  g_signal_connect (session, "sample-preview-changed", G_CALLBACK (preview_cb),
                    self);
  g_signal_connect (session, "notify::loading", G_CALLBACK (loading_cb), self);
  self->started = self->last_tick = self->last_sign = g_get_monotonic_time ();
  g_timeout_add_full (G_PRIORITY_HIGH, TICK_MILLISECONDS, tick_cb, self, NULL);
  limen_window_open (self->window, self->path);
  return G_SOURCE_REMOVE;
}

static void
painted_cb (GdkFrameClock *clock, Bench *self)
{
  if (self->has_frame)
    return;
  self->has_frame = TRUE;
  print ("first-frame", g_get_monotonic_time () - self->started);
  if (self->path != NULL)
    g_timeout_add (REST_MILLISECONDS / 10, open_cb, self);
  else
    g_application_quit (self->application);
}

static void
realized_cb (GtkWidget *widget, Bench *self)
{
  g_signal_connect (gtk_widget_get_frame_clock (widget), "after-paint",
                    G_CALLBACK (painted_cb), self);
}

static void
window_added_cb (GtkApplication *application, GtkWindow *window, Bench *self)
{
  if (!LIMEN_IS_WINDOW (window))
    return;
  self->window = LIMEN_WINDOW (window);
  g_signal_connect (window, "realize", G_CALLBACK (realized_cb), self);
}

int
main (int argc, char **argv)
{
  g_autoptr (GtkApplication) application = limen_application_new ();
  Bench bench = { .application = G_APPLICATION (application) };

  if (argc < 2)
    {
      g_printerr ("usage: bench-window STARTED [FILE]\n");
      return 2;
    }
  bench.started = g_ascii_strtoll (argv[1], NULL, 10);
  bench.path = argc > 2 ? argv[2] : NULL;
  g_signal_connect (application, "window-added", G_CALLBACK (window_added_cb),
                    &bench);
  return g_application_run (G_APPLICATION (application), 1, argv);
}
