/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

gboolean limen_is_one_total_word (const char *text, gsize length);

/* Whether a text is what a last line begins with that holds sums or means of
 * the lines above it: "Total", "sum:", in any letter case, without quotes. Fast
 * where texts end in a digit, as names of rows mostly do, or are long. */
static inline gboolean
limen_is_total_word (const char *text, gsize length)
{
  return length >= 3 && length <= 16 && !g_ascii_isdigit (text[length - 1])
         && limen_is_one_total_word (text, length);
}
