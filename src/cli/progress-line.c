/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "progress-line.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "display-text.h"

/* Delay before the line is first shown, and between its updates. */
#define SHOW_DELAY G_TIME_SPAN_SECOND
#define UPDATE_INTERVAL (G_TIME_SPAN_SECOND / 4)
/* The value of `percent` before any progress is reported. */
#define UNKNOWN (-1)
#define MAX_CHARS 60
/* Terminal escape: return to the beginning of the line and erase it. */
#define CLEAR "\r\033[K"

struct _LimenProgressLine
{
  char *title;
  gint percent; /* atomic */
  GThread *thread;
  GMutex mutex;
  GCond condition;
  gboolean is_over;
};

static void
print (LimenProgressLine *self, gint64 start)
{
  gint percent = g_atomic_int_get (&self->percent);
  gint64 seconds = (g_get_monotonic_time () - start) / G_TIME_SPAN_SECOND;

  if (percent == UNKNOWN)
    fprintf (stderr, CLEAR "%s... %" G_GINT64_FORMAT " s", self->title,
             seconds);
  else
    fprintf (stderr, CLEAR "%s... %d %%, %" G_GINT64_FORMAT " s", self->title,
             percent, seconds);
  fflush (stderr);
}

static gpointer
run (gpointer data)
{
  LimenProgressLine *self = data;
  gint64 start = g_get_monotonic_time (), next = start + SHOW_DELAY;
  gboolean has_printed = FALSE;

  g_mutex_lock (&self->mutex);
  while (!self->is_over)
    if (!g_cond_wait_until (&self->condition, &self->mutex, next))
      {
        print (self, start);
        has_printed = TRUE;
        next = g_get_monotonic_time () + UPDATE_INTERVAL;
      }
  g_mutex_unlock (&self->mutex);
  if (has_printed)
    fputs (CLEAR, stderr);
  fflush (stderr);
  return NULL;
}

/* A new progress line that names the work, formatted as by printf(), such as
 * "Reading big.csv". It is updated in a thread of its own; free with
 * limen_progress_line_free(). NULL where standard error is not a terminal. */
LimenProgressLine *
limen_progress_line_new (const char *format, ...)
{
  LimenProgressLine *self;
  g_autofree char *title = NULL;
  va_list args;

  if (!isatty (STDERR_FILENO))
    return NULL;
  va_start (args, format);
  title = g_strdup_vprintf (format, args);
  va_end (args);
  self = g_new0 (LimenProgressLine, 1);
  self->title = limen_display_text_new (title, strlen (title), MAX_CHARS);
  self->percent = UNKNOWN;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->condition);
  self->thread = g_thread_new ("progress-line", run, self);
  return self;
}

/* Erases the line from the terminal, ends its thread and frees it. NULL is
 * ignored. */
void
limen_progress_line_free (LimenProgressLine *self)
{
  if (self == NULL)
    return;
  g_mutex_lock (&self->mutex);
  self->is_over = TRUE;
  g_cond_signal (&self->condition);
  g_mutex_unlock (&self->mutex);
  g_thread_join (self->thread);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->condition);
  g_free (self->title);
  g_free (self);
}

/* A LimenProgressFunc whose data is a LimenProgressLine, or NULL: updates the
 * percentage. Any thread may call it. */
void
limen_progress_line_take_bytes (goffset bytes_done, goffset bytes_total,
                                gpointer self)
{
  LimenProgressLine *line = self;

  if (line != NULL && bytes_total > 0)
    g_atomic_int_set (&line->percent, (gint) (100 * bytes_done / bytes_total));
}
