/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What limen_screen_format_short() writes at most. */
#define LIMEN_SCREEN_SHORT_CHARS 6

/* Numbers as a screen shows them: in the user's locale, an em dash for what
 * is undefined. Each returns a new string. */
char *limen_screen_format_count (double count);
char *limen_screen_format_share (double share);
char *limen_screen_format_value (double value, int n_decimals);
char *limen_screen_format_short (double value);
char *limen_screen_format_exact (double value);
char *limen_screen_format_threshold (double threshold);
char *limen_screen_format_rounded_threshold (double threshold, int n_decimals);
char *limen_screen_format_bound (double bound);
char *limen_screen_format_interval (double low, double high,
                                    gboolean is_reversed);
char *limen_screen_format_range (double low, double high, int n_decimals);

/* Percent as people type it, of shares; neither way is rounded twice. */
double limen_screen_to_percent (double share);
double limen_screen_from_percent (double percent);

/* Reads what a person typed, with the locale's decimal point or a dot. */
gboolean limen_screen_parse_number (const char *text, double *value);

const char *limen_screen_get_decimal_point (void);
char *limen_screen_escape_mnemonic (const char *text);
