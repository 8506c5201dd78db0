/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "decimal.h"
#include "threshold.h"

/* Whether a threshold separates two scores as doubles and as floats. */
static gboolean
is_apart (double t, double low, double high)
{
  return low < t && t < high && (float) low < (float) t
         && (float) t < (float) high;
}

static gboolean
has_float_between (double low, double high)
{
  return nextafterf ((float) low, INFINITY) < (float) high;
}

static gboolean
has_double_between (double low, double high)
{
  return nextafter (low, INFINITY) < high;
}

static int
count_digits (double value)
{
  char text[LIMEN_DECIMAL_SIZE];
  char *e, *end;
  int n = 0;

  limen_decimal_format (value, text, sizeof text);
  e = strchr (text, 'e');
  end = e != NULL ? e : text + strlen (text);
  while (end > text && (end[-1] == '0' || end[-1] == '.'))
    end--;
  for (char *c = text; c < end; c++)
    if (g_ascii_isdigit (*c) && (n > 0 || *c != '0'))
      n++;
  return MAX (n, 1);
}

static double
from_digits (long long digits, int exponent)
{
  g_autofree char *text = g_strdup_printf ("%llde%d", digits, exponent);

  return g_ascii_strtod (text, NULL);
}

/* Whether any decimal of a number of digits, in any relevant decade, lies
 * between the floats: tries all inside from the lowest on, up to a limit. */
static gboolean
has_apart (double low, double high, int n_digits)
{
  int top = (int) floor (log10 (fmax (fabs (low), fabs (high)))) + 1;

  for (int exponent = top; exponent >= top - 4 - n_digits; exponent--)
    {
      double unit = pow (10, exponent);
      long long first, last, limit = (long long) pow (10, n_digits);

      if (fabs (low / unit) > 1e17 || fabs (high / unit) > 1e17)
        break;
      first = MAX ((long long) floor (low / unit) - 1, -limit);
      last = MIN ((long long) ceil (high / unit) + 1, limit);
      for (long long d = first; d <= last && d < first + 2000; d++)
        if (is_apart (from_digits (d, exponent), low, high))
          return TRUE;
    }
  return FALSE;
}

static void
check (double low, double high)
{
  double t = limen_threshold_between (low, high, LIMEN_KEEP_EITHER);

  g_assert_cmpfloat (t, >, low);
  g_assert_cmpfloat (t, <=, high);
  if (has_float_between (low, high))
    {
      int n = count_digits (t);

      g_assert_true (is_apart (t, low, high));
      for (int i = 1; i < n; i++)
        g_assert_false (has_apart (low, high, i));
    }
  else if (has_double_between (low, high))
    g_assert_cmpfloat (t, <, high);
  else
    g_assert_cmpfloat (t, ==, high);
  if ((float) low < (float) high)
    g_assert_true (limen_threshold_is_safe (t, low, high));
}

static double
draw (int kind)
{
  double x = g_test_rand_double_range (0, 1);

  switch (kind)
    {
    case 0:
      return round (x * 100) / 100;
    case 1:
      return (float) (round (x * 100) / 100);
    case 2:
      return (float) x;
    case 3:
      return g_test_rand_double_range (-20, 20);
    case 4:
      return pow (10, g_test_rand_double_range (-40, 38));
    case 5:
      return -pow (10, g_test_rand_double_range (-8, 3));
    default:
      return x;
    }
}

static void
test_random (void)
{
  for (int i = 0; i < 20000; i++)
    {
      double a = draw (g_test_rand_int_range (0, 7));
      double b = i % 3 == 0 ? draw (g_test_rand_int_range (0, 7))
                 : i % 3 == 1
                     ? a * (1 + pow (10, g_test_rand_double_range (-17, -1)))
                     : nextafterf ((float) a, INFINITY);

      if (a != b)
        check (fmin (a, b), fmax (a, b));
    }
}

/* Scores a few floats apart, as in single precision. */
static void
test_few_floats (void)
{
  for (int i = 0; i < 20000; i++)
    {
      float low = g_test_rand_double_range (0, 1), high = low;
      int n = g_test_rand_int_range (1, 5);

      for (int k = 0; k < n; k++)
        high = nextafterf (high, INFINITY);
      check (low, high);
    }
}

/* Above the largest and up to the smallest score. */
static void
test_open_ended (void)
{
  static const double ends[]
      = { 0, 1, 0.5, -3, 1e-300, -1e-300, 1e30, 3.4028234663852886e38, 1e300,
          -1e300, 0.1f };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      double above = limen_threshold_between (ends[i], INFINITY, 0);
      double below = limen_threshold_between (-INFINITY, ends[i], 0);

      g_assert_cmpfloat (above, >, ends[i]);
      g_assert_true (isfinite (above));
      g_assert_cmpfloat (below, <, ends[i]);
      g_assert_true (isfinite (below));
      g_assert_true (limen_threshold_is_safe (above, ends[i], INFINITY)
                     || fabs (ends[i]) > 1e38);
    }
  g_assert_cmpfloat (limen_threshold_between (1, INFINITY, 0), ==, 2);
  g_assert_cmpfloat (limen_threshold_between (0, INFINITY, 0), ==, 1e-6);
  g_assert_cmpfloat (limen_threshold_between (-INFINITY, 0, 0), ==, -1e-6);
  g_assert_cmpfloat (limen_threshold_between (-INFINITY, 0.1, 0), ==, 0.09);
  g_assert_cmpfloat (limen_threshold_between (-INFINITY, INFINITY, 0), ==, 0);
  g_assert_cmpfloat (limen_threshold_between (G_MAXDOUBLE, INFINITY, 0), ==,
                     INFINITY);
}

/* The same scores as two-digit text and in single precision, with thresholds
 * chosen on either. */
static void
test_both_ways (void)
{
  for (int i = 0; i < 100; i++)
    for (int j = i + 1; j <= 100; j++)
      {
        double low = i / 100.0, high = j / 100.0;
        float low_f = (float) low, high_f = (float) high;
        double here = limen_threshold_between (low, high, 0);
        double there = limen_threshold_between (low_f, high_f, 0);

        g_assert_true (limen_threshold_is_safe (here, low_f, high_f));
        g_assert_true (limen_threshold_is_safe (there, low, high));
      }
}

/* Two doubles with equal floats: each side can be kept if a double lies
 * between the float and the other end. */
static void
test_one_float (void)
{
  double low = 0.7 - 1e-9, high = 0.7 + 1e-9, single = 0.7f;
  double kept = limen_threshold_between (low, high, LIMEN_KEEP_POSITIVES);
  double left = limen_threshold_between (low, high, LIMEN_KEEP_NEGATIVES);

  g_assert_cmpfloat ((float) low, ==, (float) high);
  g_assert_false (has_float_between (low, high));
  /* The float is below both: positives are lost in single precision in any
   * case, negatives are kept. */
  g_assert_cmpfloat (single, <, low);
  g_assert_cmpfloat (left, >, single);
  g_assert_true (kept > low && kept < high);

  low = single - 1e-9;
  high = single + 1e-9;
  g_assert_cmpfloat ((float) low, ==, (float) high);
  kept = limen_threshold_between (low, high, LIMEN_KEEP_POSITIVES);
  left = limen_threshold_between (low, high, LIMEN_KEEP_NEGATIVES);
  g_assert_true (kept > low && kept <= single);
  g_assert_true (left > single && left < high);
}

static void
test_format (void)
{
  char text[LIMEN_DECIMAL_SIZE];

  g_assert_cmpstr (limen_threshold_format (0.25, text, sizeof text), ==,
                   "0.25");
  g_assert_cmpfloat (limen_threshold_to_probability (LIMEN_KIND_LOGIT, 0), ==,
                     0.5);
  g_assert_cmpfloat (
      limen_threshold_to_probability (LIMEN_KIND_LOGIT, INFINITY), ==,
      INFINITY);
  g_assert_true (
      isnan (limen_threshold_to_probability (LIMEN_KIND_SCORE, INFINITY)));
  g_assert_cmpstr (limen_threshold_format (INFINITY, text, sizeof text), ==,
                   "none");
}

/* Reversing twice is exact: 0 is 0, and +inf stays +inf. */
static void
test_reverse (void)
{
  double low = 580, high = INFINITY;

  g_assert_cmpfloat (limen_score_reverse (0.1, true), ==, -0.1);
  g_assert_cmpfloat (limen_score_reverse (0.1, false), ==, 0.1);
  g_assert_cmpfloat (limen_score_reverse (5e-324, true), ==, -5e-324);
  g_assert_false (signbit (limen_score_reverse (0, true)));
  g_assert_cmpfloat (limen_score_reverse (INFINITY, true), ==, -INFINITY);
  g_assert_cmpfloat (limen_threshold_reverse (600, true), ==, -600);
  g_assert_cmpfloat (limen_threshold_reverse (INFINITY, true), ==, INFINITY);
  g_assert_true (isnan (limen_threshold_reverse (NAN, true)));
  limen_interval_reverse (&low, &high, false);
  g_assert_cmpfloat (low, ==, 580);
  limen_interval_reverse (&low, &high, true);
  g_assert_cmpfloat (low, ==, -INFINITY);
  g_assert_cmpfloat (high, ==, -580);
  g_assert_cmpstr (limen_threshold_get_rule (true), ==, "score <= threshold");
  g_assert_cmpstr (limen_threshold_get_rule (false), ==,
                   "score >= threshold");
}

/* Decimal differences have no binary rounding noise. */
static void
test_decimals (void)
{
  static const double complements[][2]
      = { { 0.9954644, 0.0045356 }, { 0, 1 },      { 1, 0 },
          { 0.3, 0.7 },             { 1e-15, 0.999999999999999 },
          { 0.125, 0.875 },         { 1e-300, 1 }, { 0.99999999, 1e-8 } };
  static const double hundredths[][2]
      = { { 73.3578176, 0.733578176 }, { 100, 1 },         { 0, 0 },
          { 7, 0.07 },                 { 0.0001, 1e-6 },   { 12.5, 0.125 },
          { 99.999999, 0.99999999 },   { -0.25, -0.0025 } };

  for (gsize i = 0; i < G_N_ELEMENTS (complements); i++)
    g_assert_cmpfloat (limen_decimal_complement (complements[i][0]), ==,
                       complements[i][1]);
  for (gsize i = 0; i < G_N_ELEMENTS (hundredths); i++)
    g_assert_cmpfloat (limen_decimal_hundredth (hundredths[i][0]), ==,
                       hundredths[i][1]);
  /* Numbers that are not short decimals use binary arithmetic. */
  g_assert_cmpfloat (limen_decimal_complement (1.0 / 3), ==, 1 - 1.0 / 3);
  g_assert_cmpfloat (limen_decimal_hundredth (100.0 / 3), ==, 100.0 / 3 / 100);
  for (int i = 0; i <= 1000000; i += 7)
    g_assert_cmpfloat (limen_decimal_complement (i / 1e6), ==,
                       (1000000 - i) / 1e6);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/threshold/random", test_random);
  g_test_add_func ("/threshold/few-floats", test_few_floats);
  g_test_add_func ("/threshold/open-ended", test_open_ended);
  g_test_add_func ("/threshold/both-ways", test_both_ways);
  g_test_add_func ("/threshold/one-float", test_one_float);
  g_test_add_func ("/threshold/format", test_format);
  g_test_add_func ("/threshold/reverse", test_reverse);
  g_test_add_func ("/threshold/decimals", test_decimals);
  return g_test_run ();
}
