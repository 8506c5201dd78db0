/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timestamp.h"

/* Returns the current time in UTC, such as "2026-01-31T12:00:00Z", as a new
 * string. If the environment variable SOURCE_DATE_EPOCH is set and valid, that
 * time instead, for reproducible exports. */
char *
limen_timestamp_now (void)
{
  const char *epoch = g_getenv ("SOURCE_DATE_EPOCH");
  gint64 seconds = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (GDateTime) time = NULL;

  if (epoch != NULL)
    time = g_date_time_new_from_unix_utc (g_ascii_strtoll (epoch, NULL, 10));
  if (time == NULL) /* not set, or out of range */
    time = g_date_time_new_from_unix_utc (seconds);
  return g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ");
}
