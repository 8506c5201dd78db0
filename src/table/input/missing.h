/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Upper bound on the number of words for a missing value. */
#define LIMEN_MAX_MISSING_WORDS 32

/* Cells without a value: blank ones, and words such as NA. */
gboolean limen_is_blank (const char *text, gsize length);
int limen_missing_find_word (const char *text, gsize length);
gboolean limen_is_missing (const char *text, gsize length);
