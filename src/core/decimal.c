#include "decimal.h"

#include <locale.h>
#include <math.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Digits that tell any two doubles apart. */
#define MAX_DIGITS 17
/* Below it whole numbers are written plainly. */
#define LARGE_INTEGER 1e15
/* How far from 0 a threshold is put where 0 is its only finite end. */
#define LEAST 1e-6

/* Decimals that are looked for. */
#define MAX_DECIMALS 15
/* Whole numbers below it are doubles. */
#define LEAST_INEXACT 0x1p53

static const double powers[] = { 1e0,  1e1,  1e2,  1e3,  1e4,  1e5,
                                 1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                 1e12, 1e13, 1e14, 1e15, 1e16, 1e17 };

static pthread_once_t once = PTHREAD_ONCE_INIT;
static locale_t plain_locale; /* "C"; kept until the program ends */

static void
make_plain_locale (void)
{
  plain_locale = newlocale (LC_ALL_MASK, "C", (locale_t) 0);
}

/* printf and strtod follow the thread's locale; in here it is always "C".
 * Returns the one to go back to by uselocale(). */
static locale_t
enter_plain_locale (void)
{
  pthread_once (&once, make_plain_locale);
  return uselocale (plain_locale);
}

/* "%.*e" gives "d.ddde+XX": its digits without the point, and the power of ten
 * of the last one. */
static int
split_scientific (double value, int n_digits, char *digits)
{
  char text[40];
  char *e;
  int n = 0;

  snprintf (text, sizeof text, "%.*e", n_digits - 1, value);
  e = strchr (text, 'e');
  for (char *c = text; c < e; c++)
    if (*c >= '0' && *c <= '9')
      digits[n++] = *c;
  digits[n] = '\0';
  return atoi (e + 1) - (n_digits - 1);
}

static double
join (long long digits, int exponent)
{
  char text[48];

  snprintf (text, sizeof text, "%llde%d", digits, exponent);
  return strtod (text, NULL);
}

static bool
reads_back (double value, int n_digits)
{
  char text[40];

  snprintf (text, sizeof text, "%.*e", n_digits - 1, value);
  return strtod (text, NULL) == value;
}

/* Of a number with more digits all read back that do with fewer, being nearer
 * to it; only a power of two has a neighbour below that is nearer than the one
 * above. So the fewest are found by halving, else one by one. */
static int
find_shortest_precision (double value)
{
  int low = 1, high = MAX_DIGITS, exponent;

  if (fabs (frexp (value, &exponent)) == 0.5)
    while (low < high && !reads_back (value, low))
      low++;
  while (low < high)
    {
      /* Most numbers are short, or as long as can be. */
      int middle = high == MAX_DIGITS ? 15 + (low > 15) : (low + high) / 2;

      if (reads_back (value, middle))
        high = middle;
      else
        low = middle + 1;
    }
  return low;
}

/* Writes the digits plainly while that takes few zeros, else with an
 * exponent. */
static void
write_number (double value, char *buffer, size_t size)
{
  int n_digits = find_shortest_precision (value);
  char digits[MAX_DIGITS + 3];
  int last = split_scientific (value, n_digits, digits);
  int first = last + n_digits - 1;

  if (first < -6 || first > 15)
    snprintf (buffer, size, "%.*e", n_digits - 1, value);
  else
    snprintf (buffer, size, "%.*f", last < 0 ? -last : 0, value);
}

/* Writes the shortest text that reads back as the same double; always with a
 * '.', never with group marks, whatever the locale. Infinities and NaN are
 * "inf", "-inf", "nan". Returns the buffer, which should hold
 * LIMEN_DECIMAL_SIZE bytes. */
char *
limen_decimal_format (double value, char *buffer, size_t size)
{
  locale_t before;

  if (isnan (value))
    snprintf (buffer, size, "nan");
  else if (isinf (value))
    snprintf (buffer, size, value > 0 ? "inf" : "-inf");
  else if (fabs (value) < LARGE_INTEGER && value == trunc (value))
    snprintf (buffer, size, "%lld", (long long) value);
  else
    {
      before = enter_plain_locale ();
      write_number (value, buffer, size);
      uselocale (before);
    }
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
  char digits[MAX_DIGITS + 3];
  int exponent = split_scientific (aim, n_digits, digits) + shift;
  long long near = atoll (digits), limit = 1;

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

static double
find_shortest (double low, double high, double aim)
{
  double found = NAN;

  for (int n = 1; isnan (found) && n <= MAX_DIGITS; n++)
    found = find_with_digits (low, high, aim, n);
  return isnan (found) ? high : found;
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
    return high == 0 ? -LEAST : high;
  if (isinf (high))
    return low == 0 ? LEAST : low;
  return low / 2 + high / 2;
}

/* The decimal with the fewest significant digits in [low, high], either end of
 * which may be infinite; among equally short ones the nearest to `aim`, which
 * lies inside. What is returned is its double, which lies inside by its own
 * value; `high` where nothing finite does. */
double
limen_decimal_shortest_between (double low, double high, double aim)
{
  locale_t before = enter_plain_locale ();
  double found = find_shortest (low, high, aim);

  uselocale (before);
  return found;
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
      if (!(fabs (*digits) < LEAST_INEXACT))
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
