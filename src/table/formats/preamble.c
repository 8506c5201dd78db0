/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "preamble.h"

#include <string.h>

#include "blanks.h"

#define BYTE_ORDER_MARK "\357\273\277"
#define DELIMITERS ",;\t| "

/* Whether a text begins like a comment: with # or %, possibly after blanks. */
gboolean
limen_preamble_is_comment (const char *text, gsize length)
{
  limen_trim_blanks (&text, &length);
  return length > 0 && (*text == '#' || *text == '%');
}

/* Length of a line, and of its line end. */
static gsize
measure_line (const char *line, const char *end, gsize *n_end)
{
  const char *p = line;

  while (p < end && *p != '\n' && *p != '\r')
    p++;
  *n_end = p < end;
  if (p + 1 < end && p[0] == '\r' && p[1] == '\n')
    *n_end = 2;
  return (gsize) (p - line);
}

/* The delimiter in a line such as "sep=;", possibly quoted; 0 if it is no such
 * line. */
static char
find_delimiter (const char *text, gsize length)
{
  if (length >= 2 && text[0] == '"' && text[length - 1] == '"')
    {
      text++;
      length -= 2;
    }
  return length == 5 && g_ascii_strncasecmp (text, "sep=", 4) == 0
                 && text[4] != '\0' && strchr (DELIMITERS, text[4]) != NULL
             ? text[4]
             : '\0';
}

static void
take_comment (LimenPreamble *self, const char *text, gsize length)
{
  self->n_comments++;
  limen_trim_blanks (&text, &length);
  while (length > 0 && (*text == '#' || *text == '%'))
    {
      text++;
      length--;
    }
  while (length > 0 && *text == ' ')
    {
      text++;
      length--;
    }
  self->last_comment = text;
  self->last_length = length;
}

/* Adds a line to the preamble; FALSE if it belongs to the table. */
static gboolean
take_line (LimenPreamble *self, const char *line, gsize length)
{
  const char *text = line;
  gsize n = length;

  limen_trim_blanks (&text, &n);
  if (n == 0)
    self->n_blank_lines++;
  else if (limen_preamble_is_comment (text, n))
    take_comment (self, line, length);
  else if (self->n_lines == 0 && find_delimiter (line, length) != '\0')
    {
      self->names_delimiter = TRUE;
      self->delimiter = find_delimiter (line, length);
    }
  else
    return FALSE;
  self->n_lines++;
  return TRUE;
}

/* Reads the preamble from the first bytes of a file. It is empty if the bytes
 * have no line after it, or if there are only blank lines above that line. */
LimenPreamble
limen_preamble_read (const char *bytes, gsize length)
{
  LimenPreamble self = { 0 };
  const char *p = bytes, *end = bytes + length;
  gsize n, n_end;

  if (length >= strlen (BYTE_ORDER_MARK)
      && memcmp (bytes, BYTE_ORDER_MARK, strlen (BYTE_ORDER_MARK)) == 0)
    p += strlen (BYTE_ORDER_MARK);
  while (p < end)
    {
      n = measure_line (p, end, &n_end);
      if (!take_line (&self, p, n))
        break;
      p += n + n_end;
    }
  self.n_bytes = (gsize) (p - bytes);
  if (p == end || (self.n_comments == 0 && !self.names_delimiter))
    return (LimenPreamble){ 0 };
  return self;
}
