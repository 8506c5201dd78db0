/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decimal.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "chars.h"

/* Whole numbers below this are written as integers. */
#define LARGE_INTEGER 1e15
/* Distance from 0 of a threshold whose interval has 0 as its only finite
 * end. */
#define DISTANCE_FROM_ZERO 1e-6

/* Digits of the exponent of a double at most. */
#define MAX_EXPONENT 3

/* Upper bound on the decimal places tried by find_decimal(). */
#define MAX_DECIMALS 15
/* Every whole number below this is exactly a double. */
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

static char *
write_digits (char *end, const char *digits, int n)
{
  memcpy (end, digits, (size_t) n);
  return end + n;
}

static char *
write_zeros (char *end, int n)
{
  memset (end, '0', (size_t) n);
  return end + n;
}

/* Writes d.ddde+XX, the exponent with at least two digits. Returns the end. */
static char *
write_scientific (char *end, const LimenDigits *digits)
{
  int exponent = digits->exponent + digits->n - 1;

  *end++ = digits->text[0];
  if (digits->n > 1)
    *end++ = '.';
  end = write_digits (end, digits->text + 1, digits->n - 1);
  *end++ = 'e';
  *end++ = exponent < 0 ? '-' : '+';
  if (abs (exponent) < 10)
    *end++ = '0';
  return limen_write_whole (abs (exponent), end, end + MAX_EXPONENT);
}

/* Writes the digits without an exponent. Returns the end. */
static char *
write_plain (char *end, const LimenDigits *digits)
{
  int n_before = digits->n + digits->exponent;

  if (digits->exponent >= 0)
    return write_zeros (write_digits (end, digits->text, digits->n),
                        digits->exponent);
  if (n_before > 0)
    end = write_digits (end, digits->text, n_before);
  else
    *end++ = '0';
  *end++ = '.';
  if (n_before <= 0)
    return write_digits (write_zeros (end, -n_before), digits->text,
                         digits->n);
  return write_digits (end, digits->text + n_before, digits->n - n_before);
}

/* Writes a positive number that is not whole, or large, in plain notation if
 * that needs few zeros, else in scientific notation. Returns the end. */
static char *
write_number (char *end, char *last, double value)
{
  bool is_plain = value >= 1e-6 && value < 1e16;
  char *written = limen_write_shortest (value, is_plain, end, last);
  LimenDigits digits;

  if (written != NULL)
    return written;
  digits = limen_to_shortest_digits (value);
  return is_plain ? write_plain (end, &digits)
                  : write_scientific (end, &digits);
}

/* Writes the shortest text that reads back as the same double: in any locale
 * with '.' as decimal point and without grouping. Infinities and NaN are
 * "inf", "-inf", "nan". `buffer` has LIMEN_DECIMAL_SIZE bytes; the text has no
 * NUL. Returns its length. */
size_t
limen_decimal_write (double value, char *buffer)
{
  char *end = buffer, *last = buffer + LIMEN_DECIMAL_SIZE;

  if (isnan (value))
    return (size_t) (write_digits (end, "nan", 3) - buffer);
  if (value < 0)
    *end++ = '-';
  if (isinf (value))
    end = write_digits (end, "inf", 3);
  else if (fabs (value) < LARGE_INTEGER && value == (double) (long long) value)
    end = limen_write_whole ((long long) fabs (value), end, last);
  else
    end = write_number (end, last, fabs (value));
  return (size_t) (end - buffer);
}

/* Writes the text of limen_decimal_write() and a NUL into `buffer` of `size`
 * bytes, at least 1; LIMEN_DECIMAL_SIZE bytes hold any number, fewer may cut
 * the text off. Returns `buffer`. */
char *
limen_decimal_format (double value, char *buffer, size_t size)
{
  char text[LIMEN_DECIMAL_SIZE];
  size_t length = limen_decimal_write (value, text);

  if (length >= size)
    length = size - 1;
  memcpy (buffer, text, length);
  buffer[length] = '\0';
  return buffer;
}

static int
is_inside (double value, double low, double high)
{
  return value >= low && value <= high && isfinite (value);
}

/* Tries the decimals of n_digits digits next to `aim`, in the aim's decade
 * (`shift` 0) or an adjacent one (-1, 1). Returns the one within [low, high]
 * nearest to the aim, or `best` (NaN: none) if that is at least as near. */
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

/* Returns the decimal of at most n digits in [low, high] nearest to `aim`; NaN
 * if there is none. As the aim lies inside, only its neighbours need to be
 * tried, in its own decade and, near a power of ten, in the two adjacent
 * ones. */
static double
find_with_digits (double low, double high, double aim, int n_digits)
{
  double best = NAN;

  for (int shift = -1; shift <= 1; shift++)
    best = find_in_decade (low, high, aim, n_digits, shift, best);
  return best;
}

/* Returns the preferred position of a threshold between two numbers: the
 * middle, or the only finite end. If that end is 0, which has no nearest
 * decimal, the point DISTANCE_FROM_ZERO away from it. 0 if both ends are
 * infinite. */
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

/* Returns the decimal with the fewest significant digits in [low, high],
 * either end of which may be infinite; of equally short ones the nearest to
 * `aim`, which lies inside. The returned double itself lies inside. `high` if
 * the interval holds no finite number. */
double
limen_decimal_shortest_between (double low, double high, double aim)
{
  double found = NAN;

  for (int n = 1; isnan (found) && n <= LIMEN_MAX_DIGITS; n++)
    found = find_with_digits (low, high, aim, n);
  return isnan (found) ? high : found;
}

/* Returns the decimal with the fewest significant digits in (low, high]; of
 * equally short ones the nearest to the middle, or to the only finite end.
 * Requires low < high. */
double
limen_decimal_shortest_in (double low, double high)
{
  double first = isinf (low) ? low : nextafter (low, INFINITY);
  double aim = limen_decimal_aim_between (low, high);

  return limen_decimal_shortest_between (first, high, fmax (aim, first));
}

/* Finds digits and n such that digits / 10^n is the decimal a double was read
 * from. Both operands are exact, so their quotient is the nearest double to
 * that decimal. False if no n up to MAX_DECIMALS fits. */
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

/* Returns 1 - value in decimal arithmetic: 1 - 0.9954644 is 0.0045356, not
 * 0.004535599999999986. For values from 0 to 1. */
double
limen_decimal_complement (double value)
{
  double digits;
  int n;

  return find_decimal (value, &digits, &n) ? (powers[n] - digits) / powers[n]
                                           : 1 - value;
}

/* Returns value / 100 in decimal arithmetic: 73.3578176 gives 0.733578176, not
 * 0.7335781760000001. */
double
limen_decimal_hundredth (double value)
{
  double digits;
  int n;

  return find_decimal (value, &digits, &n) ? digits / powers[n + 2]
                                           : value / 100;
}
