#include "number.h"

#include <math.h>

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
