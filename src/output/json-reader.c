/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "json-reader.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "message.h"
#include "report-error.h"

/* Upper bound on the size of a file. */
#define MAX_BYTES (64 * 1024 * 1024)
/* Upper bound on the nesting depth: the parser is recursive. */
#define MAX_DEPTH 100
/* Upper bound on the digits of an integer without an exponent, which the
 * parser stores in 64 bits. */
#define MAX_DIGITS 18

/* The text of a file, and the position of the scan in it. */
typedef struct
{
  const char *path, *text;
  gsize length, place;
} Scan;

/* Sets an error with line and column (in characters) of a position; `what` has
 * a translation. Returns FALSE. */
static gboolean
fail_at (const Scan *self, gsize place, GError **error, const char *what)
{
  gsize line = 1, start = 0;

  for (gsize i = 0; i < place; i++)
    if (self->text[i] == '\n')
      {
        line++;
        start = i + 1;
      }
  return limen_report_fail (
      error, LIMEN_REPORT_ERROR_FORMAT, "%s:%zu:%ld: %s", self->path, line,
      g_utf8_strlen (self->text + start, (gssize) (place - start)) + 1,
      _ (what));
}

/* The code of a "\uXXXX" at a position; -1 if there is none. */
static int
get_code (const Scan *self, gsize place)
{
  const char *text = self->text + place;
  int code = 0;

  if (self->length - place < 6 || text[0] != '\\' || text[1] != 'u')
    return -1;
  for (int i = 2; i < 6; i++)
    {
      if (!g_ascii_isxdigit (text[i]))
        return -1;
      code = 16 * code + g_ascii_xdigit_value (text[i]);
    }
  return code;
}

/* Skips a "\uXXXX" or a surrogate pair. The parser would end the string at a
 * NUL, and produce invalid UTF-8 for a lone surrogate. FALSE with an error. */
static gboolean
skip_code (Scan *self, GError **error)
{
  int code = get_code (self, self->place);
  int next = self->place + 6 <= self->length
                 ? get_code (self, self->place + 6)
                 : -1;

  if (code < 0)
    return fail_at (self, self->place, error,
                    N_ ("this is not JSON: \"\\u\" without four hexadecimal "
                        "digits"));
  if (code == 0)
    return fail_at (self, self->place, error,
                    N_ ("\\u0000 is not allowed in a text"));
  if ((code & 0xfc00) == 0xdc00
      || ((code & 0xfc00) == 0xd800 && (next & ~0x3ff) != 0xdc00))
    return fail_at (self, self->place, error,
                    N_ ("this is half a character (an unpaired surrogate)"));
  self->place += (code & 0xfc00) == 0xd800 ? 12 : 6;
  return TRUE;
}

/* Skips an escape sequence; the parser would accept more of them than JSON
 * allows. FALSE with an error. */
static gboolean
skip_escape (Scan *self, GError **error)
{
  char c = self->place + 1 < self->length ? self->text[self->place + 1] : '\0';

  if (c == 'u')
    return skip_code (self, error);
  if (c == '\0' || strchr ("\"\\/bfnrt", c) == NULL)
    return fail_at (self, self->place, error,
                    N_ ("this is not JSON: an unknown escape sequence"));
  self->place += 2;
  return TRUE;
}

/* Skips a string, from its opening quote on. FALSE with an error. */
static gboolean
skip_string (Scan *self, GError **error)
{
  self->place++;
  while (self->place < self->length && self->text[self->place] != '"')
    {
      if ((guchar) self->text[self->place] < ' ')
        return fail_at (self, self->place, error,
                        N_ ("this is not JSON: there is a line break or "
                            "another control character in a string"));
      if (self->text[self->place] != '\\')
        self->place++;
      else if (!skip_escape (self, error))
        return FALSE;
    }
  self->place++;
  return TRUE;
}

/* Number of digits at the start of a NUL-terminated text. */
static gsize
count_digits (const char *text)
{
  return strspn (text, "0123456789");
}

/* The end of the number at the start of a text, by the grammar of JSON. */
static const char *
find_number_end (const char *text)
{
  const char *end = text + (*text == '-');

  end += *end == '0' ? 1 : count_digits (end);
  if (*end == '.' && count_digits (end + 1) > 0)
    end += 1 + count_digits (end + 1);
  if (*end == 'e' || *end == 'E')
    {
      const char *exponent = end + 1 + (end[1] == '+' || end[1] == '-');

      if (count_digits (exponent) > 0)
        end = exponent + count_digits (exponent);
    }
  return end;
}

/* Skips a number. The parser would read 010 as 8, and integers that are too
 * large as -1. FALSE with an error. */
static gboolean
skip_number (Scan *self, GError **error)
{
  const char *text = self->text + self->place;
  const char *end = find_number_end (text);
  gsize n = count_digits (text + (*text == '-'));

  if (n == 0 || g_ascii_isalnum (*end)
      || (*end != '\0' && strchr ("+-._", *end) != NULL))
    return fail_at (self, self->place, error,
                    N_ ("this is not JSON: a number needs digits on both "
                        "sides of its decimal point, no leading 0 and no "
                        "leading +"));
  if (n > MAX_DIGITS && text + (*text == '-') + n == end)
    return fail_at (self, self->place, error,
                    N_ ("this whole number has too many digits; write it with "
                        "an exponent"));
  if (!isfinite (g_ascii_strtod (text, NULL)))
    return fail_at (self, self->place, error,
                    N_ ("this number is too large for a double"));
  self->place += (gsize) (end - text);
  return TRUE;
}

/* Skips a character that begins neither a string nor a number; updates the
 * nesting depth. FALSE with an error. */
static gboolean
skip_mark (Scan *self, int *depth, GError **error)
{
  char c = self->text[self->place];

  if (c == '/' || c == '\'' || c == '#')
    return fail_at (self, self->place, error,
                    N_ ("this is not JSON: there is a comment, or a single "
                        "quote instead of a double one"));
  if ((c == '[' || c == '{') && ++*depth > MAX_DEPTH)
    return fail_at (self, self->place, error,
                    N_ ("this is nested too deeply"));
  self->place++;
  if ((c == ']' || c == '}') && --*depth <= 0)
    self->place += strspn (self->text + self->place, " \t\r\n");
  return *depth > 0 || (c != ']' && c != '}') || self->place == self->length
         || fail_at (self, self->place, error,
                     N_ ("this is not JSON: there is more text after the "
                         "closing bracket"));
}

/* Checks a text for what json-glib would accept although it is not JSON, would
 * read as another number, or would nest too deeply. FALSE with an error. */
static gboolean
check_shape (Scan *self, GError **error)
{
  int depth = 0;

  while (self->place < self->length)
    {
      char c = self->text[self->place];
      gboolean is_right
          = c == '"' ? skip_string (self, error)
            : g_ascii_isdigit (c) || c == '-' || c == '+' || c == '.'
                ? skip_number (self, error)
                : skip_mark (self, &depth, error);

      if (!is_right)
        return FALSE;
    }
  return TRUE;
}

/* FALSE with an error unless all of the text is UTF-8 without NUL bytes. */
static gboolean
check_utf8 (const Scan *self, GError **error)
{
  const char *end;
  gsize place;

  if (g_utf8_validate (self->text, (gssize) self->length, &end))
    return TRUE;
  place = (gsize) (end - self->text);
  return fail_at (self, place, error,
                  *end == '\0' ? N_ ("there is a NUL byte in this text")
                               : N_ ("this is not UTF-8 text"));
}

static gboolean
read_text (const char *path, char **text, gsize *length, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  GStatBuf status;
  Scan scan;

  if (g_stat (path, &status) == 0 && !S_ISREG (status.st_mode))
    return limen_report_fail (error, LIMEN_REPORT_ERROR_FORMAT,
                              "%s: this is not a file", path);
  if (g_stat (path, &status) == 0 && status.st_size > MAX_BYTES)
    return limen_report_fail (error, LIMEN_REPORT_ERROR_FORMAT,
                              "%s: this is too large for a file of cutoffs",
                              path);
  if (!g_file_get_contents (path, text, length, &local_error))
    return limen_report_fail (error, LIMEN_REPORT_ERROR_FORMAT, "%s",
                              local_error->message);
  scan = (Scan){ path, *text, *length, 0 };
  return check_utf8 (&scan, error) && check_shape (&scan, error);
}

/* Reads a JSON file. Returns the root node, new, or NULL with an error that
 * has line and column. All strings are valid UTF-8 without NUL characters. */
JsonNode *
limen_json_load (const char *path, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) local_error = NULL;
  g_autofree char *text = NULL;
  gsize length;

  if (!read_text (path, &text, &length, error))
    return NULL;
  if (!json_parser_load_from_data (parser, text, (gssize) length,
                                   &local_error))
    {
      /* json-glib's message starts with "<data>:LINE:COLUMN: ". */
      const char *message = local_error->message;
      const char *place = g_str_has_prefix (message, "<data>:")
                              ? message + strlen ("<data>")
                              : "";
      const char *what = strstr (place, ": ");

      limen_report_fail (error, LIMEN_REPORT_ERROR_FORMAT,
                         "%s%.*s: this is not JSON: %s", path,
                         what != NULL ? (int) (what - place) : 0, place,
                         what != NULL ? what + strlen (": ") : message);
      return NULL;
    }
  if (json_parser_get_root (parser) == NULL)
    {
      limen_report_fail (error, LIMEN_REPORT_ERROR_FORMAT,
                         "%s: the file is empty", path);
      return NULL;
    }
  return json_parser_steal_root (parser);
}

/* Sets an error about the object `where`; `format` is translated. Returns
 * FALSE. */
gboolean
limen_json_fail (const char *where, GError **error, const char *format, ...)
{
  g_autofree char *what = NULL;
  va_list args;

  va_start (args, format);
  what = limen_message_new_valist (format, args);
  va_end (args);
  return limen_report_fail (error, LIMEN_REPORT_ERROR_FORMAT, "%s: %s", where,
                            what);
}

/* Gets a string member; *text is new, or NULL if it is absent or null. FALSE
 * with an error if it has another type, or is missing but required. */
gboolean
limen_json_get_text (JsonObject *object, const char *where, const char *name,
                     gboolean is_required, char **text, GError **error)
{
  JsonNode *node = json_object_get_member (object, name);

  *text = NULL;
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return !is_required
           || limen_json_fail (where, error, "\"%s\" is missing", name);
  if (json_node_get_value_type (node) != G_TYPE_STRING)
    return limen_json_fail (where, error, "\"%s\" is not a string", name);
  *text = json_node_dup_string (node);
  return TRUE;
}

/* Gets a number member; *number is `fallback` if it is absent or null. FALSE
 * with an error if it has another type. */
gboolean
limen_json_get_number (JsonObject *object, const char *where,
                       const char *name, double fallback, double *number,
                       GError **error)
{
  JsonNode *node = json_object_get_member (object, name);
  GType type = node != NULL ? json_node_get_value_type (node) : G_TYPE_NONE;

  *number = fallback;
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (type != G_TYPE_INT64 && type != G_TYPE_DOUBLE)
    return limen_json_fail (where, error, "\"%s\" is not a number", name);
  *number = json_node_get_double (node);
  return TRUE;
}
