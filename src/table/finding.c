#include "finding.h"

static void
free_finding (gpointer data)
{
  LimenFinding *finding = data;

  g_free (finding->code);
  g_free (finding->message);
  g_free (finding);
}

/* None yet; free with g_ptr_array_unref(). */
GPtrArray *
limen_findings_new (void)
{
  return g_ptr_array_new_with_free_func (free_finding);
}

/* Adds a finding at the end; `code` is copied, the message is made as printf()
 * does. */
void
limen_findings_add (GPtrArray *self, const char *code, LimenSeverity severity,
                    const char *format, ...)
{
  LimenFinding *finding = g_new0 (LimenFinding, 1);
  va_list args;

  finding->code = g_strdup (code);
  finding->severity = severity;
  va_start (args, format);
  finding->message = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (self, finding);
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
