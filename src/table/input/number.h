/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Limen's grammar of numbers, parsed to the nearest double in any locale:
 *   blanks? [+-]? (digits [point digits?] | point digits) ([eE][+-]?digits)?
 * Not accepted: inf, nan, hexadecimal, digit groups, units. */
gboolean limen_number_parse (const char *text, gsize length,
                             char decimal_point, double *value);
const char *limen_number_end_minus_infinity (const char *text,
                                             const char *end);
gboolean limen_number_is_minus_infinity (const char *text, gsize length);
