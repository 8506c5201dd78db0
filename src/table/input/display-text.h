/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Maximum length of a name in messages and menus, in characters. */
#define LIMEN_NAME_CHARS 60

/* Text from a file in a form that is safe to display: invalid UTF-8, control
 * characters and bidirectional marks are escaped; an ellipsis replaces what
 * exceeds max_chars (0: no limit). Appended, or a new string. */
void limen_display_text_append (GString *out, const char *text, gsize length,
                                gsize max_chars);
char *limen_display_text_new (const char *text, gsize length, gsize max_chars);
/* As limen_display_text_new(), for a name: it is shortened in the middle,
 * since its end is often the distinctive part. */
char *limen_display_text_new_name (const char *name, gsize max_chars);
char *limen_display_text_new_lines (const char *text);
