/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "number.h"

#include <math.h>
#include <string.h>

#include "blanks.h"
#include "chars.h"

/* Reads one number and nothing else, in any locale and to the last bit.
 * `text` needs no NUL; `decimal_point` is '.' or ','. What is too small
 * becomes 0, and so does -0; what is too large, like everything outside the
 * grammar, is refused: false, and *value untouched. */
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
  *value = number + 0.0; /* -0 becomes 0 */
  return TRUE;
}

/* The end of the "-inf" or "-infinity", in any letter case, that begins at
 * `text`; NULL if neither begins there. */
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

/* Whether a text is minus infinity, the logarithm of 0, apart from blanks
 * around it. */
gboolean
limen_number_is_minus_infinity (const char *text, gsize length)
{
  limen_trim_blanks (&text, &length);
  return limen_number_end_minus_infinity (text, text + length)
         == text + length;
}
