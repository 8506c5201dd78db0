/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report-error.h"

G_DEFINE_QUARK (limen-report-error-quark, limen_report_error)

/* Sets an error of LIMEN_REPORT_ERROR; returns FALSE. */
gboolean
limen_report_fail (GError **error,
                   LimenReportError code,
                   const char *format,
                   ...)
{
  va_list args;

  va_start (args, format);
  g_propagate_error (
      error, g_error_new_valist (LIMEN_REPORT_ERROR, code, format, args));
  va_end (args);
  return FALSE;
}
