/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "finding.h"

/* format_messages() has no G_GNUC_PRINTF for `plural`, which may be NULL; that
 * of its callers checks the plural forms. */
#pragma GCC diagnostic ignored "-Wformat-nonliteral"

static void
free_finding (gpointer data)
{
  LimenFinding *finding = data;

  g_free (finding->code);
  g_free (finding->export_message);
  g_free (finding->report_message);
  g_free (finding->screen_message);
  g_free (finding);
}

/* Creates an empty array of LimenFinding; free it with g_ptr_array_unref(). */
GPtrArray *
limen_findings_new (void)
{
  return g_ptr_array_new_with_free_func (free_finding);
}

static LimenFinding *
add_finding (GPtrArray *self, const char *code, LimenSeverity severity,
             LimenFindingTopic topic)
{
  LimenFinding *finding = g_new0 (LimenFinding, 1);

  finding->code = g_strdup (code);
  finding->severity = severity;
  finding->topic = topic;
  g_ptr_array_add (self, finding);
  return finding;
}

/* Formats a message for each place. `plural` is NULL for a message that does
 * not depend on a number of things. */
static void G_GNUC_PRINTF (3, 0)
    format_messages (LimenFinding *self, gulong n, const char *format,
                     const char *plural, va_list args)
{
  char **messages[] = { &self->export_message, &self->report_message,
                        &self->screen_message };

  for (LimenMessagePlace place = 0; place < G_N_ELEMENTS (messages); place++)
    {
      va_list again;

      va_copy (again, args);
      *messages[place] = plural != NULL
                             ? limen_message_new_plural_for (place, n, format,
                                                             plural, again)
                             : limen_message_new_for (place, format, again);
      va_end (again);
    }
}

/* Appends a finding about thresholds. `code` is copied, and the message is
 * formatted as by limen_message_new_for(), for each place. Pass numbers as
 * arguments, not as text: they are written with "." in reports and in the
 * locale on the screen. */
void
limen_findings_add (GPtrArray *self, const char *code, LimenSeverity severity,
                    const char *format, ...)
{
  va_list args;

  va_start (args, format);
  format_messages (
      add_finding (self, code, severity, LIMEN_FINDING_THRESHOLDS), 0, format,
      NULL, args);
  va_end (args);
}

/* As limen_findings_add(), for a finding that affects only losses and
 * calibration. */
void
limen_findings_add_of_losses (GPtrArray *self, const char *code,
                              LimenSeverity severity, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  format_messages (add_finding (self, code, severity, LIMEN_FINDING_LOSSES), 0,
                   format, NULL, args);
  va_end (args);
}

/* As limen_findings_add(), for a finding about how the file was read. */
void
limen_findings_add_of_reading (GPtrArray *self, const char *code,
                               LimenSeverity severity, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  format_messages (add_finding (self, code, severity, LIMEN_FINDING_READING),
                   0, format, NULL, args);
  va_end (args);
}

/* As limen_findings_add(), with a topic, and with a singular and a plural form
 * of the format, of which @n chooses one. Pass the number as an argument, too,
 * if the message names it. */
void
limen_findings_add_plural (GPtrArray *self, const char *code,
                           LimenSeverity severity, LimenFindingTopic topic,
                           gulong n, const char *singular, const char *plural,
                           ...)
{
  va_list args;

  va_start (args, plural);
  format_messages (add_finding (self, code, severity, topic), n, singular,
                   plural, args);
  va_end (args);
}

/* Appends a copy of a finding from another array. */
void
limen_findings_add_copy (GPtrArray *self, const LimenFinding *finding)
{
  LimenFinding *copy = add_finding (self, finding->code, finding->severity,
                                    finding->topic);

  copy->export_message = g_strdup (finding->export_message);
  copy->report_message = g_strdup (finding->report_message);
  copy->screen_message = g_strdup (finding->screen_message);
}

/* The name of a severity: "info", "warning" or "error"; static. */
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
