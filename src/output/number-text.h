/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Numbers as text for reports, with "." as the decimal point in every locale.
 * All return new strings. */
char *limen_number_text (double value);
char *limen_number_text_count (double value);
void limen_number_text_interval (double low, double high, char **low_text,
                                 char **high_text);
