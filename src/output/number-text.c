/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "number-text.h"

#include <math.h>
#include <string.h>

#define UNDEFINED "\342\200\224"
#define INFINITE "\342\210\236"
#define MAX_DIGITS 17

static char *
format (double value, const char *how)
{
  char text[64];

  return g_strdup (g_ascii_formatd (text, sizeof text, how, value));
}

/* A number with this many decimals, at most 4, and commas between thousands. A
 * new string. */
static char *
format_grouped (double value, int decimals)
{
  static const char *const how[] = { "%.0f", "%.1f", "%.2f", "%.3f", "%.4f" };
  g_autofree char *digits = format (value, how[decimals]);
  GString *text = g_string_new (digits);
  gssize end = (gssize) strcspn (digits, ".");

  for (gssize place = end - 3; place > (*digits == '-'); place -= 3)
    g_string_insert_c (text, place, ',');
  return g_string_free (text, FALSE);
}

/* A number with four decimals below 10, four significant digits up to 1,000,
 * and no decimals above; four significant digits if very small or large. A
 * dash for NaN, a sign for infinity. A new string. */
char *
limen_number_text (double value)
{
  double size = fabs (value);

  if (isnan (value))
    return g_strdup (UNDEFINED);
  if (isinf (value))
    return g_strdup (value > 0 ? INFINITE : "-" INFINITE);
  if (size != 0 && (size < 1e-3 || size >= 1e9))
    return format (value, "%.4g");
  return format_grouped (value, size < 10     ? 4
                                : size < 100  ? 2
                                : size < 1000 ? 1
                                              : 0);
}

/* A count with commas between thousands; a sum of weights that is not a whole
 * number has decimals. A new string. */
char *
limen_number_text_count (double value)
{
  if (!isfinite (value) || fabs (value) >= 1e15)
    return limen_number_text (value);
  return format_grouped (value, value == floor (value) ? 0
                                : fabs (value) < 10    ? 4
                                                       : 2);
}

/* One bound of an interval; a new string. */
static char *
format_end (double value, int digits)
{
  g_autofree char *how = g_strdup_printf ("%%.%dg", digits);

  return isinf (value) ? limen_number_text (value) : format (value, how);
}

/* Formats the bounds of an interval with as many digits as distinguish them.
 * *low_text and *high_text are new. */
void
limen_number_text_interval (double low, double high, char **low_text,
                            char **high_text)
{
  int digits = 4;

  *low_text = format_end (low, digits);
  *high_text = format_end (high, digits);
  while (g_str_equal (*low_text, *high_text) && ++digits <= MAX_DIGITS)
    {
      g_free (*low_text);
      g_free (*high_text);
      *low_text = format_end (low, digits);
      *high_text = format_end (high, digits);
    }
}
