/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "total-word.h"

#include <string.h>

#include "blanks.h"

static const char *const words[]
    = { "total", "totals", "grand total", "subtotal", "sum", "average",
        "mean" };

/* Implements limen_is_total_word() for a text that passed its quick checks. */
gboolean
limen_is_one_total_word (const char *text, gsize length)
{
  limen_trim_blanks (&text, &length);
  if (length > 0 && text[length - 1] == ':')
    length--;
  if (length == 0 || strchr ("TtGgSsAaMm", *text) == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strlen (words[i]) == length
        && g_ascii_strncasecmp (text, words[i], length) == 0)
      return TRUE;
  return FALSE;
}
