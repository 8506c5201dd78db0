/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "number.h"

#include <math.h>
#include <string.h>

#include "blanks.h"
#include "chars.h"

/* Parses a number that fills the whole text, to the nearest double in any
 * locale. `decimal_point` is '.' or ','. Underflow and -0 become 0. FALSE,
 * with *value unchanged, for overflow and everything outside the grammar. */
gboolean
limen_number_parse (const char *text, gsize length, char decimal_point,
                    double *value)
{
  const char *p, *end;
  double number;

  limen_trim_blanks (&text, &length);
  p = text;
  end = text + length;
  if (p < end && *p == '+' && ++p < end && *p == '-')
    return FALSE;
  if (p == end || limen_from_chars (p, end, decimal_point, &number) != end
      || !isfinite (number))
    return FALSE;
  *value = number + 0.0; /* turns -0 into 0 */
  return TRUE;
}

/* The end of a "-inf" or "-infinity", in any letter case, at the start of a
 * text; NULL if there is none. */
const char *
limen_number_end_minus_infinity (const char *text, const char *end)
{
  static const char *const words[] = { "-infinity", "-inf" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize length = strlen (words[i]);

      if ((gsize) (end - text) >= length
          && g_ascii_strncasecmp (text, words[i], length) == 0)
        return text + length;
    }
  return NULL;
}

/* Whether a text is minus infinity, the logarithm of 0, ignoring surrounding
 * blanks. */
gboolean
limen_number_is_minus_infinity (const char *text, gsize length)
{
  limen_trim_blanks (&text, &length);
  return limen_number_end_minus_infinity (text, text + length)
         == text + length;
}
