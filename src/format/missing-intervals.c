/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "missing-intervals.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* More titles of a reason are counted, not listed. */
#define MAX_LISTED 8

struct _LimenMissingIntervals
{
  GPtrArray *titles[LIMEN_N_NO_INTERVALS]; /* distinct, in order of addition;
                                            * NULL: none */
};

/* Creates an empty list. Free with limen_missing_intervals_free(). */
LimenMissingIntervals *
limen_missing_intervals_new (void)
{
  return g_new0 (LimenMissingIntervals, 1);
}

/* Frees the list. NULL is ignored. */
void
limen_missing_intervals_free (LimenMissingIntervals *self)
{
  if (self == NULL)
    return;
  for (int i = 0; i < LIMEN_N_NO_INTERVALS; i++)
    g_clear_pointer (&self->titles[i], g_ptr_array_unref);
  g_free (self);
}

/* Adds a value, by its title in a report, if it has no interval and is not
 * undefined itself. A leading indent of the title is dropped. */
void
limen_missing_intervals_add (LimenMissingIntervals *self, const char *title,
                             LimenEstimate estimate)
{
  GPtrArray **titles = &self->titles[estimate.reason];

  title += strspn (title, " ");
  if (estimate.reason == LIMEN_NO_INTERVAL_NONE || isnan (estimate.value))
    return;
  if (*titles == NULL)
    *titles = g_ptr_array_new_with_free_func (g_free);
  if (!g_ptr_array_find_with_equal_func (*titles, title, g_str_equal, NULL))
    g_ptr_array_add (*titles, g_strdup (title));
}

/* A sentence that names the values without an interval for a reason: "No
 * interval for KS: it is a maximum ..."; translated, a new string. NULL if
 * there are none. */
char *
limen_missing_intervals_describe (const LimenMissingIntervals *self,
                                  LimenNoInterval reason)
{
  const GPtrArray *titles = self->titles[reason];
  g_autoptr (GString) list = NULL;

  if (titles == NULL)
    return NULL;
  list = g_string_new (NULL);
  for (guint i = 0; i < MIN (titles->len, MAX_LISTED); i++)
    g_string_append_printf (list, "%s%s", i > 0 ? "; " : "",
                            (const char *) g_ptr_array_index (titles, i));
  if (titles->len > MAX_LISTED)
    {
      guint n = titles->len - MAX_LISTED;

      g_string_append_printf (list,
                              ngettext (" and %u more", " and %u more", n), n);
    }
  return g_strdup_printf (
      /* Translators: a list of metrics and losses, and why they have no
       * interval: "there are too few rows". */
      _ ("No interval for %s: %s."), list->str,
      _ (limen_no_interval_describe (reason)));
}
