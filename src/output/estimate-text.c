/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "estimate-text.h"

#include <glib/gi18n.h>
#include <math.h>

#include "number-text.h"

/* Numbers of decimals: of a value below 10, and at most. */
#define DECIMALS 3
#define MAX_DECIMALS 6

/* The decimals that show a digit of the width of an interval, and at least
 * four digits of its ends, or their first three decimals. */
static int
count_decimals (double size, double width)
{
  int decimals = size < 10     ? DECIMALS
                 : size < 100  ? DECIMALS - 1
                 : size < 1000 ? DECIMALS - 2
                               : 0;

  if (width > 0 && isfinite (width))
    decimals = MAX (decimals, (int) ceil (-log10 (width)));
  return decimals;
}

/* A number with these decimals; with three significant digits if they would
 * not show it, and as limen_number_text() if it is not finite or large. */
static char *
format (double value, int decimals)
{
  char text[64];
  g_autofree char *how = g_strdup_printf ("%%.%df", decimals);

  if (!isfinite (value) || (decimals == 0 && fabs (value) >= 1000))
    return limen_number_text (value);
  if (decimals > MAX_DECIMALS)
    how[0] = '\0';
  return g_strdup (g_ascii_formatd (text, sizeof text,
                                    how[0] != '\0' ? how : "%.3g", value));
}

static double
get_size (double value)
{
  return isfinite (value) ? fabs (value) : 0;
}

static int
count_decimals_of (double value, LimenInterval interval)
{
  return count_decimals (
      fmax (get_size (value),
            fmax (get_size (interval.low), get_size (interval.high))),
      interval.high - interval.low);
}

/* "0.802 (0.786 to 0.818)": a value with its interval, with as many decimals
 * as that has meaning for. Without an interval, whose ends are then NaN, the
 * value alone, as limen_number_text(). */
char *
limen_estimate_text (double value, LimenInterval interval)
{
  int decimals = count_decimals_of (value, interval);
  g_autofree char *value_text = NULL, *low = NULL, *high = NULL;

  if (isnan (interval.low))
    return limen_number_text (value);
  value_text = format (value, decimals);
  low = format (interval.low, decimals);
  high = format (interval.high, decimals);
  /* Translators: a value with its confidence interval: "0.80 (0.78 to
   * 0.82)". */
  return g_strdup_printf (_ ("%s (%s to %s)"), value_text, low, high);
}

/* "0.786 to 0.818": an interval with the decimals of limen_estimate_text().
 * "" if its ends are NaN, as there is none. */
char *
limen_estimate_text_interval (LimenInterval interval)
{
  int decimals = count_decimals_of (interval.low, interval);
  g_autofree char *low = NULL, *high = NULL;

  if (isnan (interval.low))
    return g_strdup ("");
  low = format (interval.low, decimals);
  high = format (interval.high, decimals);
  /* Translators: the ends of an interval, "0.78 to 0.82". */
  return g_strdup_printf (_ ("%s to %s"), low, high);
}
