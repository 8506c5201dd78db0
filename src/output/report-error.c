/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report-error.h"

#include "message.h"

G_DEFINE_QUARK (limen-report-error-quark, limen_report_error)

/* Sets an error of LIMEN_REPORT_ERROR whose message limen_message_new() makes;
 * returns FALSE. */
gboolean
limen_report_fail (GError **error,
                   LimenReportError code,
                   const char *format,
                   ...)
{
  va_list args;

  va_start (args, format);
  g_propagate_error (
      error, limen_message_new_error (LIMEN_REPORT_ERROR, code, format, args));
  va_end (args);
  return FALSE;
}
