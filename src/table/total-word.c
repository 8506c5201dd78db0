#include "total-word.h"

#include <string.h>

#include "blanks.h"

#define MAX_LENGTH 11

static const char *const words[]
    = { "total", "totals", "grand total", "subtotal", "sum", "average",
        "mean" };

/* Whether a text is what a last line begins with that holds sums or means of
 * the lines above it: "Total", "sum:", in any letter case, without quotes. */
gboolean
limen_is_total_word (const char *text, gsize length)
{
  limen_trim_blanks (&text, &length);
  if (length > 0 && text[length - 1] == ':')
    length--;
  if (length > MAX_LENGTH)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strlen (words[i]) == length
        && g_ascii_strncasecmp (text, words[i], length) == 0)
      return TRUE;
  return FALSE;
}
