/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "progress-line.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "display-text.h"

/* What is over sooner needs no line. */
#define FIRST_AFTER G_TIME_SPAN_SECOND
#define EACH_AFTER (G_TIME_SPAN_SECOND / 4)
/* The share that is done where that is not known. */
#define UNKNOWN (-1)
#define MAX_CHARS 60
/* Back to the beginning of the line, and nothing on it. */
#define CLEAR "\r\033[K"

struct _LimenProgressLine
{
  char *what;
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
    fprintf (stderr, CLEAR "%s... %" G_GINT64_FORMAT " s", self->what,
             seconds);
  else
    fprintf (stderr, CLEAR "%s... %d %%, %" G_GINT64_FORMAT " s", self->what,
             percent, seconds);
  fflush (stderr);
}

static gpointer
run (gpointer data)
{
  LimenProgressLine *self = data;
  gint64 start = g_get_monotonic_time (), next = start + FIRST_AFTER;
  gboolean has_printed = FALSE;

  g_mutex_lock (&self->mutex);
  while (!self->is_over)
    if (!g_cond_wait_until (&self->condition, &self->mutex, next))
      {
        print (self, start);
        has_printed = TRUE;
        next = g_get_monotonic_time () + EACH_AFTER;
      }
  g_mutex_unlock (&self->mutex);
  if (has_printed)
    fputs (CLEAR, stderr);
  fflush (stderr);
  return NULL;
}

/* A line that begins with what is being done, as in "Reading big.csv"; free
 * with limen_progress_line_free(). NULL where the standard error is no
 * terminal. */
LimenProgressLine *
limen_progress_line_new (const char *format, ...)
{
  LimenProgressLine *self;
  g_autofree char *what = NULL;
  va_list args;

  if (!isatty (STDERR_FILENO))
    return NULL;
  va_start (args, format);
  what = g_strdup_vprintf (format, args);
  va_end (args);
  self = g_new0 (LimenProgressLine, 1);
  self->what = limen_display_text_new (what, strlen (what), MAX_CHARS);
  self->percent = UNKNOWN;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->condition);
  self->thread = g_thread_new ("progress-line", run, self);
  return self;
}

/* Takes the line off the terminal, and frees it; NULL is nothing. */
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
  g_free (self->what);
  g_free (self);
}

/* A LimenProgressFunc with a line, or NULL, as its data. */
void
limen_progress_line_take_bytes (goffset bytes_done, goffset bytes_total,
                                gpointer self)
{
  LimenProgressLine *line = self;

  if (line != NULL && bytes_total > 0)
    g_atomic_int_set (&line->percent, (gint) (100 * bytes_done / bytes_total));
}
