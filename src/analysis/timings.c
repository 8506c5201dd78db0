/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timings.h"

#include <glib/gi18n.h>

#include "text-table.h"

/* Starts the first step. */
void
limen_timings_start (LimenTimings *self)
{
  *self = (LimenTimings){ .start = g_get_monotonic_time () };
}

static void
add (LimenTimings *self, const char *step, double seconds)
{
  g_assert (self->n < LIMEN_MAX_TIMINGS);
  self->steps[self->n].step = step;
  self->steps[self->n].seconds = seconds;
  self->n++;
}

/* Ends a step and starts the next. `step` is static and English, with a
 * translation. */
void
limen_timings_end_step (LimenTimings *self, const char *step)
{
  gint64 now = g_get_monotonic_time ();

  add (self, step, (double) (now - self->start) / G_USEC_PER_SEC);
  self->start = now;
}

/* Appends the steps of a nested computation in place of the current step, and
 * starts the next step. */
void
limen_timings_append (LimenTimings *self, const LimenTimings *more)
{
  for (guint i = 0; i < more->n; i++)
    add (self, more->steps[i].step, more->steps[i].seconds);
  self->start = g_get_monotonic_time ();
}

static void
add_row (LimenTextTable *table, const char *step, double seconds, double all)
{
  g_autofree char *time = g_strdup_printf ("%.3f s", seconds);
  g_autofree char *share
      = g_strdup_printf ("%.0f %%", all > 0 ? 100 * seconds / all : 0);

  limen_text_table_add (table, step);
  limen_text_table_add (table, time);
  limen_text_table_add (table, share);
  limen_text_table_end_row (table);
}

/* Returns a table of the steps, in the user's language, their seconds and
 * shares as a new string. */
char *
limen_timings_to_text (const LimenTimings *self)
{
  g_autoptr (LimenTextTable) table = limen_text_table_new ();
  GString *text = g_string_new (NULL);
  double all = 0;

  for (guint i = 0; i < self->n; i++)
    all += self->steps[i].seconds;
  for (guint i = 0; i < self->n; i++)
    add_row (table, _ (self->steps[i].step), self->steps[i].seconds, all);
  /* Translators: the sum of all steps. */
  add_row (table, C_ ("timings", "all"), all, all);
  limen_text_table_append_to (table, text);
  return g_string_free (text, FALSE);
}
