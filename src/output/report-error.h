/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#define LIMEN_REPORT_ERROR (limen_report_error_quark ())

typedef enum
{
  LIMEN_REPORT_ERROR_WRITE,
  LIMEN_REPORT_ERROR_FORMAT,  /* not a valid file of cutoffs, or an unknown
                               * file format */
  LIMEN_REPORT_ERROR_OPTIONS, /* an option that is invalid or does not suit the
                               * file */
} LimenReportError;

GQuark limen_report_error_quark (void);
gboolean limen_report_fail (GError **error,
                            LimenReportError code,
                            const char *format,
                            ...) G_GNUC_PRINTF (3, 4);
