/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Spaces and tabs, which may surround a number, a label or a word. */
static inline gboolean
limen_is_blank_char (char c)
{
  return c == ' ' || c == '\t';
}

/* Takes the blanks off both ends of a text, which needs no NUL. */
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
