/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Characters of a name in a message or a menu of the window. */
#define LIMEN_NAME_CHARS 60

/* Text from a file as a person may safely be shown it: invalid UTF-8, control
 * and bidirectional marks escaped, and cut with an ellipsis past max_chars. */
char *limen_display_text_new (const char *text, gsize length, gsize max_chars);
/* The same of a name, cut in its middle: its end tells as much. */
char *limen_display_text_new_name (const char *name, gsize max_chars);
char *limen_display_text_new_lines (const char *text);
