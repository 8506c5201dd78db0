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

/* A number of four decimals, or of four digits where it is far from 1; a dash
 * where it is undefined. */
char *
limen_number_text (double value)
{
  if (isnan (value))
    return g_strdup (UNDEFINED);
  if (isinf (value))
    return g_strdup (value > 0 ? INFINITE : "-" INFINITE);
  return format (value,
                 value == 0 || (fabs (value) >= 1e-3 && fabs (value) < 1e6)
                     ? "%.4f"
                     : "%.4g");
}

/* A count with commas between thousands; sums of weights have their
 * fraction. */
char *
limen_number_text_count (double value)
{
  g_autofree char *digits = NULL;
  GString *text;

  if (value != floor (value) || fabs (value) >= 1e15)
    return limen_number_text (value);
  digits = format (value, "%.0f");
  text = g_string_new (digits);
  for (gssize place = (gssize) text->len - 3; place > (value < 0); place -= 3)
    g_string_insert_c (text, place, ',');
  return g_string_free (text, FALSE);
}

/* An end of an interval. */
static char *
format_end (double value, int digits)
{
  g_autofree char *how = g_strdup_printf ("%%.%dg", digits);

  return isinf (value) ? limen_number_text (value) : format (value, how);
}

/* The ends of an interval, with as many digits as tell them apart. */
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
