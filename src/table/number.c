#include "number.h"

#include <math.h>
#include <string.h>

#include "from-chars.h"

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t';
}

/* Reads one number and nothing else, in any locale and to the last bit.
 * `text` needs no NUL; `decimal_point` is '.' or ','. What is too small
 * becomes 0, and so does -0; what is too large, like everything outside the
 * grammar, is refused: false, and *value untouched. */
gboolean
limen_number_parse (const char *text, gsize length, char decimal_point,
                    double *value)
{
  const char *p = text, *end = text + length;
  double number;

  while (p < end && is_blank (*p))
    p++;
  while (end > p && is_blank (end[-1]))
    end--;
  if (p < end && *p == '+' && ++p < end && *p == '-')
    return FALSE;
  if (p == end || limen_from_chars (p, end, decimal_point, &number) != end
      || !isfinite (number))
    return FALSE;
  *value = number + 0.0; /* -0 becomes 0 */
  return TRUE;
}

/* Where "-inf" or "-infinity", in any letter case, ends that stands at `text`;
 * NULL where neither does. */
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

/* Whether a text is that and nothing else but blanks: the logarithm of 0. */
gboolean
limen_number_is_minus_infinity (const char *text, gsize length)
{
  const char *end = text + length;

  while (text < end && is_blank (*text))
    text++;
  while (end > text && is_blank (end[-1]))
    end--;
  return limen_number_end_minus_infinity (text, end) == end;
}
