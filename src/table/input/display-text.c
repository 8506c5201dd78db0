/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "display-text.h"

#include <string.h>

#define ELLIPSIS "\342\200\246"

/* Whether a character is invisible or changes the layout of the text around
 * it. */
static gboolean
is_unsafe (gunichar c)
{
  switch (g_unichar_type (c))
    {
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT:
    case G_UNICODE_SURROGATE:
    case G_UNICODE_PRIVATE_USE:
    case G_UNICODE_UNASSIGNED:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
      return TRUE;
    default:
      return FALSE;
    }
}

static void
append_char (GString *out, gunichar c)
{
  if (c == '\n')
    g_string_append (out, "\\n");
  else if (c == '\r')
    g_string_append (out, "\\r");
  else if (c == '\t')
    g_string_append (out, "\\t");
  else if (is_unsafe (c))
    g_string_append_printf (out, "\\u{%04X}", c);
  else
    g_string_append_unichar (out, c);
}

/* Number of printable ASCII characters at the start of a text. */
static gsize
count_plain (const char *text, gsize length)
{
  gsize n = 0;

  while (n < length && text[n] >= ' ' && text[n] <= '~')
    n++;
  return n;
}

/* Appends the first character of a text that is not printable ASCII, and
 * returns its length in bytes. */
static gsize
append_first (GString *out, const char *text, gsize length)
{
  gunichar c = g_utf8_get_char_validated (text, (gssize) length);

  if (*text == '\0')
    g_string_append (out, "\\0");
  else if (c == (gunichar) -1 || c == (gunichar) -2)
    g_string_append_printf (out, "\\x%02X", (guint8) *text);
  else
    {
      append_char (out, c);
      return (gsize) (g_utf8_next_char (text) - text);
    }
  return 1;
}

/* Appends text in a form that is safe to display, in valid UTF-8: invalid
 * bytes appear as "\xNN", control, bidirectional and invisible characters as
 * "\u{NNNN}". An ellipsis replaces everything after max_chars characters (0:
 * no limit). */
void
limen_display_text_append (GString *out, const char *text, gsize length,
                           gsize max_chars)
{
  gsize n_left = max_chars > 0 ? max_chars : G_MAXSIZE;

  while (length > 0 && n_left > 0)
    {
      gsize n = count_plain (text, MIN (length, n_left)), size = n;

      g_string_append_len (out, text, (gssize) n);
      if (n == 0)
        size = append_first (out, text, length);
      text += size;
      length -= size;
      n_left -= MAX (n, 1);
    }
  if (length > 0)
    g_string_append (out, ELLIPSIS);
}

/* The text of limen_display_text_append() as a new string. */
char *
limen_display_text_new (const char *text, gsize length, gsize max_chars)
{
  GString *out = g_string_new (NULL);

  limen_display_text_append (out, text, length, max_chars);
  return g_string_free (out, FALSE);
}

/* As limen_display_text_new(), for text with several lines, whose line ends
 * are kept. A new string. */
char *
limen_display_text_new_lines (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *escaped = limen_display_text_new (lines[i], strlen (lines[i]), 0);

      g_free (lines[i]);
      lines[i] = escaped;
    }
  return g_strjoinv ("\n", lines);
}

/* As limen_display_text_new(), shortened in the middle to at most `max_chars`
 * characters, which must be at least 3. A new string. */
char *
limen_display_text_new_name (const char *name, gsize max_chars)
{
  g_autofree char *escaped = limen_display_text_new (name, strlen (name), 0);
  glong n = g_utf8_strlen (escaped, -1);
  glong n_last = (glong) (max_chars - 1) / 2;
  g_autofree char *first = NULL;

  if (n <= (glong) max_chars)
    return g_steal_pointer (&escaped);
  first = g_utf8_substring (escaped, 0, (glong) max_chars - 1 - n_last);
  return g_strconcat (first, ELLIPSIS,
                      g_utf8_offset_to_pointer (escaped, n - n_last), NULL);
}
