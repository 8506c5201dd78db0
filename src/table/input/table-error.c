/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table-error.h"

#include <locale.h>
#include <string.h>

G_DEFINE_QUARK (limen-table-error-quark, limen_table_error)

/* Sets an error of LIMEN_TABLE_ERROR; returns FALSE. */
gboolean
limen_table_fail (GError **error, LimenTableError code, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_propagate_error (
      error, g_error_new_valist (LIMEN_TABLE_ERROR, code, format, args));
  va_end (args);
  return FALSE;
}

/* The meaning of an errno value, in English like the surrounding messages, in
 * any locale; owned by the C library. */
const char *
limen_table_error_get_system_text (int number)
{
  static gsize english;

  if (g_once_init_enter (&english))
    g_once_init_leave (&english,
                       (gsize) newlocale (LC_ALL_MASK, "C", (locale_t) 0));
  return strerror_l (number, (locale_t) english);
}
