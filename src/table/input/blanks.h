/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Whether a character is a space or a tab, which may surround numbers, labels
 * and words. */
static inline gboolean
limen_is_blank_char (char c)
{
  return c == ' ' || c == '\t';
}

/* Trims blanks from both ends of a text; no NUL is needed. */
static inline void
limen_trim_blanks (const char **text, gsize *length)
{
  while (*length > 0 && limen_is_blank_char (**text))
    {
      ++*text;
      --*length;
    }
  while (*length > 0 && limen_is_blank_char ((*text)[*length - 1]))
    --*length;
}
