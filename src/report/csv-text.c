#include "csv-text.h"

#include <csv.h>
#include <math.h>
#include <string.h>

#include "decimal.h"
#include "number.h"

/* Whether a spreadsheet would run it; a number is none the worse for a sign. */
static gboolean
is_formula (const char *text)
{
  double number;

  return strchr ("=+-@\t\r", *text) != NULL
         && !limen_number_parse (text, strlen (text), '.', &number);
}

/* Appends a quoted field. Text that a spreadsheet would run as a formula gets
 * an apostrophe before it. NULL and "" are empty fields. */
void
limen_csv_append_text (GString *line, const char *text)
{
  g_autofree char *safe = NULL;
  gsize length, start;

  if (text == NULL || *text == '\0')
    {
      g_string_append_c (line, ',');
      return;
    }
  safe = g_strconcat (is_formula (text) ? "'" : "", text, NULL);
  length = csv_write (NULL, 0, safe, strlen (safe));
  start = line->len;
  g_string_set_size (line, start + length);
  csv_write (line->str + start, length, safe, strlen (safe));
  g_string_append_c (line, ',');
}

/* Appends a number by its shortest digits; NaN is an empty field. */
void
limen_csv_append_number (GString *line, double value)
{
  char text[LIMEN_DECIMAL_SIZE];

  if (!isnan (value))
    g_string_append (line, limen_decimal_format (value, text, sizeof text));
  g_string_append_c (line, ',');
}

/* Ends a line of at least one field. */
void
limen_csv_end_line (GString *line)
{
  line->str[line->len - 1] = '\n';
}
