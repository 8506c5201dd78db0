/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#define LIMEN_REPORT_ERROR (limen_report_error_quark ())

typedef enum
{
  LIMEN_REPORT_ERROR_WRITE,
  LIMEN_REPORT_ERROR_FORMAT, /* a cutoff file that is none */
  LIMEN_REPORT_ERROR_OPTIONS, /* a loss that there is not */
} LimenReportError;

GQuark limen_report_error_quark (void);
gboolean limen_report_fail (GError **error,
                            LimenReportError code,
                            const char *format,
                            ...) G_GNUC_PRINTF (3, 4);
