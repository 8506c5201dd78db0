#include "missing.h"

#include <string.h>

/* As R, Python, pandas, SQL, spreadsheets, Weka and SAS write them. The case
 * counts: "Na" and "Nan" may be names. */
static const char *const words[]
    = { "NA",   "na",   "N/A",  "n/a",  "#N/A", "#n/a", "#NA",
        "<NA>", "NaN",  "nan",  "NAN",  "-nan", "NaT",  "null",
        "NULL", "Null", "None", "none", "NONE", "?",    "." };

G_STATIC_ASSERT (G_N_ELEMENTS (words) <= LIMEN_MAX_MISSING_WORDS);

static gboolean
is_space (char c)
{
  return c == ' ' || c == '\t';
}

/* Whether a text is empty, or blanks only. */
gboolean
limen_is_blank (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!is_space (text[i]))
      return FALSE;
  return TRUE;
}

/* The number, below LIMEN_MAX_MISSING_WORDS, of the word for a missing value
 * that a text is, but for blanks around it; -1 where it is none. */
int
limen_missing_find_word (const char *text, gsize length)
{
  while (length > 0 && is_space (*text))
    {
      text++;
      length--;
    }
  while (length > 0 && is_space (text[length - 1]))
    length--;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strlen (words[i]) == length && memcmp (words[i], text, length) == 0)
      return (int) i;
  return -1;
}

/* Whether a text says that a value is missing: it is blank, or a word for
 * it. */
gboolean
limen_is_missing (const char *text, gsize length)
{
  return limen_is_blank (text, length)
         || limen_missing_find_word (text, length) >= 0;
}
