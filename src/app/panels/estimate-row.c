/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "estimate-row.h"

#include "interval-words.h"

/* Adds a value with its interval to a table, if it `has_interval` and
 * intervals are shown; `estimate` is NULL while it is being computed. */
void
limen_estimate_row_add (LimenValueTable *table, LimenSession *session,
                        const char *name, const char *value,
                        const char *tooltip, gboolean has_interval,
                        const LimenEstimate *estimate)
{
  const LimenBootstrap plan = limen_session_get_bootstrap (session);
  g_autofree char *interval = NULL, *explanation = NULL, *full = NULL;

  has_interval &= limen_session_has_intervals (session);
  if (estimate != NULL && limen_session_has_intervals (session))
    {
      interval = limen_interval_words_new (estimate->interval, 4);
      explanation = limen_interval_words_explain (estimate, &plan, FALSE);
    }
  full = limen_interval_words_join (tooltip, explanation);
  if (has_interval)
    limen_value_table_add_interval (table, name, value,
                                    interval != NULL ? interval : "", full);
  else
    limen_value_table_add (table, name, value, full);
}
