/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "finding.h"

#include <locale.h>
#include <string.h>

static void
free_finding (gpointer data)
{
  LimenFinding *finding = data;

  g_free (finding->code);
  g_free (finding->message);
  g_free (finding->screen_message);
  g_free (finding);
}

/* Creates an empty array of LimenFinding; free it with g_ptr_array_unref(). */
GPtrArray *
limen_findings_new (void)
{
  return g_ptr_array_new_with_free_func (free_finding);
}

/* As g_strdup_vprintf(), with "." as the decimal point in every locale. */
static char *G_GNUC_PRINTF (1, 0)
format_plain (const char *format, va_list args)
{
  locale_t plain
      = newlocale (LC_NUMERIC_MASK, "C", duplocale (LC_GLOBAL_LOCALE));
  locale_t before = uselocale (plain);
  char *text = g_strdup_vprintf (format, args);

  uselocale (before);
  freelocale (plain);
  return text;
}

/* Resolves the LIMEN_ENDINGS in a text to one of their alternatives. A new
 * string. */
static char *
take_endings (const char *text, gboolean is_on_screen)
{
  GString *taken = g_string_new (NULL);
  gboolean is_left_out = FALSE;

  for (; *text != '\0'; text++)
    if (*text == '\003')
      is_left_out = is_on_screen;
    else if (*text == '\004')
      is_left_out = !is_on_screen;
    else if (*text == '\005')
      is_left_out = FALSE;
    else if (!is_left_out)
      g_string_append_c (taken, *text);
  return g_string_free (taken, FALSE);
}

/* Inserts a thousands separator into the numbers that LIMEN_COUNT has marked.
 * The marks cannot come from a file: control characters in its texts are
 * escaped. A new string. */
char *
limen_counts_group (const char *text, const char *separator)
{
  GString *grouped = g_string_new (NULL);
  gsize n_digits = 0; /* digits left in the current number */

  for (; *text != '\0'; text++)
    {
      if (*text == '\001')
        n_digits = strspn (text + 1, "0123456789");
      else if (*text != '\002')
        g_string_append_c (grouped, *text);
      if (n_digits > 0 && *text != '\001' && --n_digits > 0
          && n_digits % 3 == 0)
        g_string_append (grouped, separator);
    }
  return g_string_free (grouped, FALSE);
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

static void G_GNUC_PRINTF (2, 0)
format_messages (LimenFinding *self, const char *format, va_list args)
{
  const char *separator = localeconv ()->thousands_sep;
  g_autofree char *plain = NULL, *screen = NULL;
  g_autofree char *plain_taken = NULL, *screen_taken = NULL;
  va_list again;

  va_copy (again, args);
  plain = format_plain (format, args);
  screen = g_strdup_vprintf (format, again);
  va_end (again);
  plain_taken = take_endings (plain, FALSE);
  screen_taken = take_endings (screen, TRUE);
  self->message = limen_counts_group (plain_taken, ",");
  self->screen_message = limen_counts_group (
      screen_taken, *separator != '\0' ? separator : ",");
}

/* Appends a finding about thresholds. `code` is copied, and the message is
 * formatted as by printf(). Pass numbers as arguments, not as text: they are
 * written with "." in reports and in the locale on the screen. */
void
limen_findings_add (GPtrArray *self, const char *code, LimenSeverity severity,
                    const char *format, ...)
{
  va_list args;

  va_start (args, format);
  format_messages (
      add_finding (self, code, severity, LIMEN_FINDING_THRESHOLDS), format,
      args);
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
  format_messages (add_finding (self, code, severity, LIMEN_FINDING_LOSSES),
                   format, args);
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
                   format, args);
  va_end (args);
}

/* Appends a copy of a finding from another array. */
void
limen_findings_add_copy (GPtrArray *self, const LimenFinding *finding)
{
  LimenFinding *copy = add_finding (self, finding->code, finding->severity,
                                    finding->topic);

  copy->message = g_strdup (finding->message);
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
