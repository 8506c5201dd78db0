/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

gboolean limen_is_one_total_word (const char *text, gsize length);

/* Whether a text marks a summary row, one with sums or means of the rows
 * above: "Total", "sum:", in any letter case, without quotes. Fast for texts
 * that end in a digit, as most row names do, and for long texts. */
static inline gboolean
limen_is_total_word (const char *text, gsize length)
{
  return length >= 3 && length <= 16 && !g_ascii_isdigit (text[length - 1])
         && limen_is_one_total_word (text, length);
}
