/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Limen's own grammar of numbers, exact to the last bit in any locale:
 *   blanks? [+-]? (digits [point digits?] | point digits) ([eE][+-]?digits)?
 * and nothing else: no inf, nan, hex, group marks, units. */
gboolean limen_number_parse (const char *text, gsize length,
                             char decimal_point, double *value);
const char *limen_number_end_minus_infinity (const char *text,
                                             const char *end);
gboolean limen_number_is_minus_infinity (const char *text, gsize length);
