/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Maximum length of limen_screen_format_short(). */
#define LIMEN_SCREEN_SHORT_CHARS 6

/* Numbers for the screen: in the user's locale, NaN as an em dash. Each
 * function returns a new string. */
char *limen_screen_format_count (double count);
gulong limen_screen_get_plural (double count);
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

/* Conversion between shares and the percentages that users type; each way
 * rounds once. */
double limen_screen_to_percent (double share);
double limen_screen_from_percent (double percent);

/* Parses a typed number, with the locale's decimal point or a dot. */
gboolean limen_screen_parse_number (const char *text, double *value);

const char *limen_screen_get_decimal_point (void);
char *limen_screen_capitalize (const char *text);
char *limen_screen_escape_mnemonic (const char *text);
