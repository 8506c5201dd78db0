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

/* Takes `message` over. */
static void
add (GPtrArray *self, const char *code, LimenSeverity severity,
     LimenFindingTopic topic, char *message)
{
  LimenFinding *finding = g_new0 (LimenFinding, 1);

  finding->code = g_strdup (code);
  finding->severity = severity;
  finding->topic = topic;
  finding->message = message;
  g_ptr_array_add (self, finding);
}

/* Adds a finding at the end, which bears on thresholds; `code` is copied, the
 * message is made as printf() does. */
void
limen_findings_add (GPtrArray *self, const char *code, LimenSeverity severity,
                    const char *format, ...)
{
  va_list args;

  va_start (args, format);
  add (self, code, severity, LIMEN_FINDING_THRESHOLDS,
       g_strdup_vprintf (format, args));
  va_end (args);
}

/* Adds one that bears on losses and calibration alone, as limen_findings_add()
 * does. */
void
limen_findings_add_of_losses (GPtrArray *self, const char *code,
                              LimenSeverity severity, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  add (self, code, severity, LIMEN_FINDING_LOSSES,
       g_strdup_vprintf (format, args));
  va_end (args);
}

/* Adds another of the same at the end. */
void
limen_findings_add_copy (GPtrArray *self, const LimenFinding *finding)
{
  add (self, finding->code, finding->severity, finding->topic,
       g_strdup (finding->message));
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
