/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text-likeness.h"

#include <glib/gi18n.h>
#include <string.h>

#include "message.h"
#include "number.h"
#include "table-error.h"

/* Maximum number of lines that are examined. */
#define MAX_LINES 200
/* Minimum number of lines of a kind for a conclusion. */
#define MIN_LINES 2

/* Counts of the kinds of lines. */
typedef struct
{
  guint n_lines; /* lines that are not blank */
  guint n_headings, n_marks, n_statements, n_numeric;
} Likeness;

/* Beginnings of lines in several programming languages; and of blocks, which
 * end with a colon. */
static const char *const openings[] = {
  "import ", "#include", "#!",        "#pragma", "def ",   "function ",
  "return ", "if (",     "for (",     "while (", "else ",  "library(",
  "using ",  "package ", "var ",      "let ",    "const ", "static ",
  "void ",   "echo ",    "export ",   "//",      "/*",     "}",
  "<?php",   "require(", "endforeach",
};
static const char *const blocks[] = { "class ", "if ",    "elif ", "else",
                                      "for ",   "while ", "try",   "with " };

static gboolean
begins_with_any (const char *line, const char *const *words, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (g_ascii_strncasecmp (line, words[i], strlen (words[i])) == 0)
      return TRUE;
  return FALSE;
}

/* Whether a line is a Markdown heading above a blank line, a code fence, or
 * the underline of a heading. */
static gboolean
is_heading (const char *line, gboolean is_above_blank)
{
  gsize n = strspn (line, "#");
  gsize n_under = MAX (strspn (line, "="), strspn (line, "-"));

  return (n > 0 && n <= 6 && line[n] == ' ' && is_above_blank)
         || g_str_has_prefix (line, "```")
         || (n_under >= 3 && line[n_under] == '\0');
}

/* Whether a line is a Markdown list item or quotation. */
static gboolean
is_mark (const char *line)
{
  gsize n_digits = strspn (line, "0123456789");

  return g_str_has_prefix (line, "- ") || g_str_has_prefix (line, "* ")
         || g_str_has_prefix (line, "> ")
         || (n_digits > 0 && g_str_has_prefix (line + n_digits, ". "));
}

/* Whether a line ends in a function call, "print(x)", possibly before a
 * colon. */
static gboolean
is_call (const char *line)
{
  const char *bracket = strchr (line, '(');

  return bracket != NULL && bracket > line
         && (g_ascii_isalnum (bracket[-1]) || bracket[-1] == '_')
         && (g_str_has_suffix (line, ")") || g_str_has_suffix (line, "):"));
}

static gboolean
is_statement (const char *line)
{
  char last = line[strlen (line) - 1];

  return strchr (";{}", last) != NULL || strstr (line, " = ") != NULL
         || strstr (line, " <- ") != NULL || is_call (line)
         || begins_with_any (line, openings, G_N_ELEMENTS (openings))
         || (last == ':'
             && begins_with_any (line, blocks, G_N_ELEMENTS (blocks)));
}

/* Whether the line has a cell that is a number. */
static gboolean
has_number (const char *line)
{
  g_auto (GStrv) cells = g_strsplit_set (line, ",;|\t", -1);
  double number;

  for (guint i = 0; cells[i] != NULL; i++)
    {
      g_strstrip (cells[i]);
      if (limen_number_parse (cells[i], strlen (cells[i]), '.', &number))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_blank_line (const char *line, const char *end)
{
  while (line < end && (*line == ' ' || *line == '\t' || *line == '\r'))
    line++;
  return line == end || *line == '\n';
}

static void
count_line (Likeness *self, char *line, gboolean is_above_blank)
{
  g_strstrip (line);
  if (*line == '\0')
    return;
  self->n_lines++;
  if (is_heading (line, is_above_blank))
    self->n_headings++;
  else if (is_mark (line))
    self->n_marks++;
  else if (is_statement (line))
    self->n_statements++;
  self->n_numeric += has_number (line);
}

/* Guesses what kind of text other than a table a file may be: "Markdown" or
 * "source code", static; NULL if neither, or if more than a quarter of the
 * lines contain numbers. A table without numbers may be mistaken for either,
 * so use the result only to explain why a file cannot be read as a table. */
const char *
limen_text_likeness_guess (const char *bytes, gsize length)
{
  Likeness self = { 0 };
  const char *end = bytes + length;

  for (const char *line = bytes; line < end && self.n_lines < MAX_LINES;)
    {
      const char *next = memchr (line, '\n', (gsize) (end - line));
      g_autofree char *copy
          = g_strndup (line, (gsize) ((next != NULL ? next : end) - line));

      count_line (&self, copy, next != NULL && is_blank_line (next + 1, end));
      line = next != NULL ? next + 1 : end;
    }
  if (4 * self.n_numeric > self.n_lines)
    return NULL;
  if (4 * self.n_statements >= self.n_lines && self.n_statements >= MIN_LINES)
    return N_ ("source code");
  if (self.n_headings > 0 && self.n_headings + self.n_marks >= MIN_LINES)
    return N_ ("Markdown");
  return NULL;
}

/* The error for a file that is not a table but resembles `likeness`; new. */
GError *
limen_text_likeness_new_error (const char *likeness, const char *path)
{
  return limen_table_error_new (
      LIMEN_TABLE_ERROR_FORMAT,
      /* Translators: file, "Markdown" or "source code" */
      "%s: this looks like %s, not like a table; a file of predictions needs "
      "rows with a true label and a score",
      path, limen_message_word (likeness));
}
