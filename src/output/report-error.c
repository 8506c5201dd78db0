#include "report-error.h"

G_DEFINE_QUARK (limen-report-error-quark, limen_report_error)
