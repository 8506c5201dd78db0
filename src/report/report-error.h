#pragma once

#include <glib.h>

#define LIMEN_REPORT_ERROR (limen_report_error_quark ())

typedef enum
{
  LIMEN_REPORT_ERROR_WRITE,
  LIMEN_REPORT_ERROR_FORMAT, /* a cutoff file that is none */
} LimenReportError;

GQuark limen_report_error_quark (void);
