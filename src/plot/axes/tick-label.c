/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tick-label.h"

#include <math.h>
#include <string.h>

#define MINUS "\342\210\222"

static const char unit_letters[] = { '\0', 'k', 'M', 'G', 'T' };

/* floor (log10 (value)), corrected where log10 rounds up to a whole number. */
static int
get_exponent (double value)
{
  int exponent = (int) floor (log10 (value));

  return pow (10, exponent) > value ? exponent - 1 : exponent;
}

/* Writes a number with ".", independent of the locale. */
static void
write_digits (double value, char conversion, int precision, char *digits,
              gsize size)
{
  char format[16];

  g_snprintf (format, sizeof format, "%%.%d%c", CLAMP (precision, 0, 20),
              conversion);
  g_ascii_formatd (digits, (int) size, format, value);
}

static void
trim_zeros (char *digits)
{
  char *end = digits + strlen (digits);

  if (strchr (digits, '.') == NULL)
    return;
  while (end[-1] == '0')
    end--;
  if (end[-1] == '.')
    end--;
  *end = '\0';
}

static void
write_compact (double value, int last_digit, char *digits, gsize size)
{
  gsize unit = 0;

  while (unit + 1 < G_N_ELEMENTS (unit_letters)
         && fabs (value) >= pow (10, 3.0 * (double) (unit + 1)))
    unit++;
  write_digits (value / pow (10, 3.0 * (double) unit), 'f',
                3 * (int) unit - last_digit, digits, size - 1);
  trim_zeros (digits);
  if (unit > 0)
    strncat (digits, &unit_letters[unit], 1);
}

/* Writes scientific notation without padding: "2.5e-7" for "2.50e-07". */
static void
write_scientific (double value, int last_digit, char *digits, gsize size)
{
  char *e;
  int exponent;

  if (value == 0)
    {
      g_strlcpy (digits, "0", size);
      return;
    }
  write_digits (value, 'e', get_exponent (fabs (value)) - last_digit, digits,
                size);
  e = strchr (digits, 'e');
  exponent = (int) g_ascii_strtoll (e + 1, NULL, 10);
  *e = '\0';
  trim_zeros (digits);
  g_snprintf (digits + strlen (digits), size - strlen (digits), "e%d",
              exponent);
}

/**
 * The number format for an axis whose largest magnitude is @greatest and whose
 * steps end in the digit 10^@last_digit: plain decimals where they are short,
 * k, M, G and T for thousands, scientific notation for the rest.
 */
LimenTickFormat
limen_tick_format_choose (double greatest, int last_digit)
{
  LimenTickFormat format = { LIMEN_TICK_FIXED, last_digit };
  int exponent = greatest > 0 ? get_exponent (greatest) : last_digit;
  int unit = exponent / 3 * 3;

  if (exponent >= 15 || exponent < -4 || last_digit < -16
      || MAX (exponent, 0) - last_digit > 17)
    format.style = LIMEN_TICK_SCIENTIFIC;
  else if (exponent >= 3 && last_digit >= unit - 2)
    format.style = LIMEN_TICK_COMPACT;
  return format;
}

/* Replaces "." by the decimal point and "-" by a typographic minus. */
static void
localize (const char *digits, const char *decimal_point, char *label,
          gsize size)
{
  const char *rest = *digits == '-' ? digits + 1 : digits;
  const char *point = strchr (rest, '.');

  g_snprintf (label, size, "%s%.*s%s%s", *digits == '-' ? MINUS : "",
              (int) (point != NULL ? point - rest : (gssize) strlen (rest)),
              rest, point == NULL ? "" : decimal_point,
              point == NULL ? "" : point + 1);
}

/**
 * Writes @value into @label of @size bytes; 24 bytes hold any label.
 * @decimal_point is written verbatim, independent of the locale; the minus
 * sign is the typographic one.
 */
void
limen_tick_label_write (LimenTickFormat format, double value,
                        const char *decimal_point, char *label, gsize size)
{
  char digits[64];

  if (format.style == LIMEN_TICK_COMPACT)
    write_compact (value, format.last_digit, digits, sizeof digits);
  else if (format.style == LIMEN_TICK_SCIENTIFIC)
    write_scientific (value, format.last_digit, digits, sizeof digits);
  else
    write_digits (value, 'f', -format.last_digit, digits, sizeof digits);
  localize (digits, decimal_point, label, size);
}

/* Writes the only value of an axis: six significant digits. */
void
limen_tick_label_write_single (double value, const char *decimal_point,
                               char *label, gsize size)
{
  char digits[64];

  write_digits (value, 'g', 6, digits, sizeof digits);
  localize (digits, decimal_point, label, size);
}

/* Writes a loss as tables show it: four decimals, or six significant digits
 * where four decimals would show only zeros. */
void
limen_tick_label_write_loss (double value, const char *decimal_point,
                             char *label, gsize size)
{
  if (!isfinite (value) || (value > 0 && value < 5e-5))
    limen_tick_label_write_single (value, decimal_point, label, size);
  else
    limen_tick_label_write ((LimenTickFormat) { LIMEN_TICK_FIXED, -4 }, value,
                            decimal_point, label, size);
}
