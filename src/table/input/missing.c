/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "missing.h"

#include <string.h>

#include "blanks.h"

/* Words for missing values in R, Python, pandas, SQL, spreadsheets, Weka and
 * SAS. Case-sensitive, since "Na" and "Nan" may be names. */
static const char *const words[]
    = { "NA",   "na",   "N/A",  "n/a",  "#N/A", "#n/a", "#NA",
        "<NA>", "NaN",  "nan",  "NAN",  "-nan", "NaT",  "null",
        "NULL", "Null", "None", "none", "NONE", "?",    "." };

G_STATIC_ASSERT (G_N_ELEMENTS (words) <= LIMEN_MAX_MISSING_WORDS);

/* Whether a text is empty or consists of blanks. */
gboolean
limen_is_blank (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!limen_is_blank_char (text[i]))
      return FALSE;
  return TRUE;
}

/* Whether a text is a missing value among Weka's numbered classes: "1:?". */
static gboolean
is_numbered_mark (const char *text, gsize length)
{
  gsize n = 0;

  while (n < length && g_ascii_isdigit (text[n]))
    n++;
  return n > 0 && n + 2 == length && text[n] == ':' && text[n + 1] == '?';
}

/* The index, below LIMEN_MAX_MISSING_WORDS, of the word for a missing value
 * that a text is, ignoring surrounding blanks; -1 if it is none. */
int
limen_missing_find_word (const char *text, gsize length)
{
  limen_trim_blanks (&text, &length);
  if (is_numbered_mark (text, length))
    return limen_missing_find_word ("?", 1);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strlen (words[i]) == length && memcmp (words[i], text, length) == 0)
      return (int) i;
  return -1;
}

/* Whether a text is a missing value: blank, or a word for one. */
gboolean
limen_is_missing (const char *text, gsize length)
{
  return limen_is_blank (text, length)
         || limen_missing_find_word (text, length) >= 0;
}
