#pragma once

#include <glib.h>

/* There are fewer words for a missing value. */
#define LIMEN_MAX_MISSING_WORDS 32

/* What stands in a cell whose value is not known: nothing, or a word such as
 * NA. */
gboolean limen_is_blank (const char *text, gsize length);
int limen_missing_find_word (const char *text, gsize length);
gboolean limen_is_missing (const char *text, gsize length);
