/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decimal.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "chars.h"

/* Below it whole numbers are written plainly. */
#define LARGE_INTEGER 1e15
/* How far from 0 a threshold is put where 0 is its only finite end. */
#define DISTANCE_FROM_ZERO 1e-6

/* Decimals that are looked for. */
#define MAX_DECIMALS 15
/* Whole numbers below it are doubles. */
#define EXACT_LIMIT 0x1p53

static const double powers[] = { 1e0,  1e1,  1e2,  1e3,  1e4,  1e5,
                                 1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                 1e12, 1e13, 1e14, 1e15, 1e16, 1e17 };

static double
join (long long digits, int exponent)
{
  char text[48];
  double value = NAN;
  int n = snprintf (text, sizeof text, "%llde%d", digits, exponent);

  limen_from_chars (text, text + n, '.', &value);
  return value;
}

/* Writes d.ddde+XX, with two digits of an exponent at least. */
static void
write_scientific (const LimenDigits *digits, char *buffer, size_t size)
{
  int exponent = digits->exponent + digits->n - 1;

  snprintf (buffer, size, "%c%s%se%c%02d", digits->text[0],
            digits->n > 1 ? "." : "", digits->text + 1,
            exponent < 0 ? '-' : '+', abs (exponent));
}

/* Writes the digits without an exponent. */
static void
write_plain (const LimenDigits *digits, char *buffer, size_t size)
{
  int n_before = digits->n + digits->exponent;

  if (digits->exponent >= 0)
    snprintf (buffer, size, "%s%.*s", digits->text, digits->exponent,
              "0000000000000000");
  else if (n_before > 0)
    snprintf (buffer, size, "%.*s.%s", n_before, digits->text,
              digits->text + n_before);
  else
    snprintf (buffer, size, "0.%.*s%s", -n_before, "0000000000000000",
              digits->text);
}

/* Writes the digits plainly while that takes few zeros, else with an
 * exponent. */
static void
write_number (double value, char *buffer, size_t size)
{
  LimenDigits digits = limen_to_shortest_digits (value);
  int first = digits.exponent + digits.n - 1;

  if (value < 0 && size > 1)
    {
      *buffer++ = '-';
      size--;
    }
  if (first < -6 || first > 15)
    write_scientific (&digits, buffer, size);
  else
    write_plain (&digits, buffer, size);
}

/* Writes the shortest text that reads back as the same double; always with a
 * '.', never with group marks, whatever the locale. Infinities and NaN are
 * "inf", "-inf", "nan". Returns the buffer, which should hold
 * LIMEN_DECIMAL_SIZE bytes. */
char *
limen_decimal_format (double value, char *buffer, size_t size)
{
  if (isnan (value))
    snprintf (buffer, size, "nan");
  else if (isinf (value))
    snprintf (buffer, size, value > 0 ? "inf" : "-inf");
  else if (fabs (value) < LARGE_INTEGER && value == trunc (value))
    snprintf (buffer, size, "%lld", (long long) value);
  else
    write_number (value, buffer, size);
  return buffer;
}

static int
is_inside (double value, double low, double high)
{
  return value >= low && value <= high && isfinite (value);
}

/* Tries the decimals of n digits around the aim in one decade, `shift` above
 * that of the aim; keeps the nearest. */
static double
find_in_decade (double low, double high, double aim, int n_digits, int shift,
                double best)
{
  LimenDigits digits = limen_to_digits (aim, n_digits);
  int exponent = digits.exponent + shift;
  long long near = atoll (digits.text), limit = 1;

  for (int i = 0; i < n_digits; i++)
    limit *= 10;
  near = shift > 0 ? near / 10 : shift < 0 ? near * 10 : near;
  near = aim < 0 ? -near : near;
  for (long long d = near - 2; d <= near + 2; d++)
    {
      double candidate = llabs (d) <= limit ? join (d, exponent) : NAN;

      if (is_inside (candidate, low, high)
          && (isnan (best) || fabs (candidate - aim) < fabs (best - aim)))
        best = candidate;
    }
  return best;
}

/* The decimal of at most n digits nearest to the aim that lies inside; NaN:
 * none. As the aim lies inside, too, only its neighbours need to be looked at,
 * in its own decade and in those beside it, for it may be next to a power of
 * ten. */
static double
find_with_digits (double low, double high, double aim, int n_digits)
{
  double best = NAN;

  for (int shift = -1; shift <= 1; shift++)
    best = find_in_decade (low, high, aim, n_digits, shift, best);
  return best;
}

/* Where a decimal between two numbers should rather lie: in the middle, or
 * near the only finite end; as no decimal is the nearest to 0, LEAST away from
 * that. 0 where both are infinite. */
double
limen_decimal_aim_between (double low, double high)
{
  if (isinf (low) && isinf (high))
    return 0;
  if (isinf (low))
    return high == 0 ? -DISTANCE_FROM_ZERO : high;
  if (isinf (high))
    return low == 0 ? DISTANCE_FROM_ZERO : low;
  return low / 2 + high / 2;
}

/* The decimal with the fewest significant digits in [low, high], either end of
 * which may be infinite; among equally short ones the nearest to `aim`, which
 * lies inside. What is returned is its double, which lies inside by its own
 * value; `high` where nothing finite does. */
double
limen_decimal_shortest_between (double low, double high, double aim)
{
  double found = NAN;

  for (int n = 1; isnan (found) && n <= LIMEN_MAX_DIGITS; n++)
    found = find_with_digits (low, high, aim, n);
  return isnan (found) ? high : found;
}

/* The decimal with the fewest significant digits in (low, high]; among equally
 * short ones the nearest to the middle, or to the one finite end. Needs
 * low < high. */
double
limen_decimal_shortest_in (double low, double high)
{
  double first = isinf (low) ? low : nextafter (low, INFINITY);
  double aim = limen_decimal_aim_between (low, high);

  return limen_decimal_shortest_between (first, high, fmax (aim, first));
}

/* The decimal of few digits that a double stands for, digits / 10^n: a quotient
 * of two doubles that are exact is the nearest double to it. FALSE where there
 * is none. */
static bool
find_decimal (double value, double *digits, int *n)
{
  for (*n = 0; *n <= MAX_DECIMALS; (*n)++)
    {
      *digits = round (value * powers[*n]);
      if (!(fabs (*digits) < EXACT_LIMIT))
        return false;
      if (*digits / powers[*n] == value)
        return true;
    }
  return false;
}

/* 1 - value, as the decimals say: 1 - 0.9954644 is 0.0045356, not
 * 0.004535599999999986. For 0 to 1. */
double
limen_decimal_complement (double value)
{
  double digits;
  int n;

  return find_decimal (value, &digits, &n) ? (powers[n] - digits) / powers[n]
                                           : 1 - value;
}

/* value / 100, as the decimals say: 73.3578176 is 0.733578176, not
 * 0.7335781760000001. */
double
limen_decimal_hundredth (double value)
{
  double digits;
  int n;

  return find_decimal (value, &digits, &n) ? digits / powers[n + 2]
                                           : value / 100;
}
