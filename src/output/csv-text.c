/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "csv-text.h"

#include <math.h>
#include <string.h>

#include "decimal.h"
#include "number.h"

/* Whether a spreadsheet may run a text as a formula: it begins with '=', '+',
 * '-', '@', a tab or a carriage return, has more characters, and is not a
 * number. */
static gboolean
is_formula (const char *text)
{
  double number;

  return *text != '\0' && strchr ("=+-@\t\r", *text) != NULL && text[1] != '\0'
         && !limen_number_parse (text, strlen (text), '.', &number);
}

/* Appends a text in quotes, its own ones doubled. */
static void
append_quoted (GString *line, const char *text)
{
  const char *quote;

  g_string_append_c (line, '"');
  for (; (quote = strchr (text, '"')) != NULL; text = quote + 1)
    {
      g_string_append_len (line, text, quote + 1 - text);
      g_string_append_c (line, '"');
    }
  g_string_append (line, text);
  g_string_append_c (line, '"');
}

/* Appends a quoted field with exactly this text. NULL and "" are empty
 * fields. */
void
limen_csv_append_verbatim (GString *line, const char *text)
{
  if (text != NULL && *text != '\0')
    append_quoted (line, text);
  g_string_append_c (line, ',');
}

/* Appends a quoted field. Text that a spreadsheet would run as a formula gets
 * an apostrophe in front. NULL and "" are empty fields. */
void
limen_csv_append_text (GString *line, const char *text)
{
  g_autofree char *safe = NULL;

  if (text != NULL && is_formula (text))
    safe = g_strconcat ("'", text, NULL);
  limen_csv_append_verbatim (line, safe != NULL ? safe : text);
}

/* Appends a number with the fewest digits that read back as the same double;
 * "inf", "-inf", or an empty field for NaN. */
void
limen_csv_append_number (GString *line, double value)
{
  gsize start = line->len;

  if (line->allocated_len < start + LIMEN_DECIMAL_SIZE + 2)
    g_string_set_size (line, start + LIMEN_DECIMAL_SIZE + 1);
  line->len = start;
  if (!isnan (value))
    line->len += limen_decimal_write (value, line->str + start);
  line->str[line->len++] = ',';
  line->str[line->len] = '\0';
}

/* Ends a line, which must have at least one field. */
void
limen_csv_end_line (GString *line)
{
  line->str[line->len - 1] = '\n';
}
