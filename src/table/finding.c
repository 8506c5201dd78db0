#include "finding.h"

/* A finding; `code` is copied, the message is made as printf() does. */
LimenFinding *
limen_finding_new (const char *code, LimenSeverity severity,
                   const char *format, ...)
{
  LimenFinding *self = g_new0 (LimenFinding, 1);
  va_list args;

  self->code = g_strdup (code);
  self->severity = severity;
  va_start (args, format);
  self->message = g_strdup_vprintf (format, args);
  va_end (args);
  return self;
}

/* Frees a finding; NULL is nothing. */
void
limen_finding_free (LimenFinding *self)
{
  if (self == NULL)
    return;
  g_free (self->code);
  g_free (self->message);
  g_free (self);
}

/* "info", "warning" or "error"; static. */
const char *
limen_severity_get_name (LimenSeverity severity)
{
  switch (severity)
    {
    case LIMEN_SEVERITY_WARNING:
      return "warning";
    case LIMEN_SEVERITY_ERROR:
      return "error";
    case LIMEN_SEVERITY_INFO:
    default:
      return "info";
    }
}
