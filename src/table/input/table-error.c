/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table-error.h"

#include "message.h"

G_DEFINE_QUARK (limen-table-error-quark, limen_table_error)

/* Creates an error of LIMEN_TABLE_ERROR, its message as limen_message_new().
 */
GError *
limen_table_error_new (LimenTableError code, const char *format, ...)
{
  va_list args;
  GError *error;

  va_start (args, format);
  error = limen_message_new_error (LIMEN_TABLE_ERROR, code, format, args);
  va_end (args);
  return error;
}

/* Sets an error of LIMEN_TABLE_ERROR, its message as limen_message_new();
 * returns FALSE. */
gboolean
limen_table_fail (GError **error, LimenTableError code, const char *format,
                  ...)
{
  va_list args;

  va_start (args, format);
  g_propagate_error (
      error, limen_message_new_error (LIMEN_TABLE_ERROR, code, format, args));
  va_end (args);
  return FALSE;
}
