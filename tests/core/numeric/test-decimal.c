/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decimal.h"

#include <math.h>
#include <string.h>

#include "chars.h"
#include "support.h"

static void
test_format (void)
{
  static const struct
  {
    double value;
    const char *text;
  } cases[] = {
    { 0, "0" },
    { -0.1, "-0.1" },
    { 1.0 / 3, "0.3333333333333333" },
    { 0.1 + 0.2, "0.30000000000000004" },
    { 1e15, "1000000000000000" },
    { 123456789012345678.0, "1.2345678901234568e+17" },
    { 1e23, "1e+23" },
    { 0.0000012, "0.0000012" },
    { 0.00000012, "1.2e-07" },
    { 4.9406564584124654e-324, "5e-324" },
    { 1.7976931348623157e308, "1.7976931348623157e+308" },
    { 2.2250738585072014e-308, "2.2250738585072014e-308" },
    /* A power of two, whose neighbour below is closer: the 16-digit decimal
     * that reads back is not the nearest of its length. */
    { 0x1p-44, "5.6843418860808015e-14" },
    { 9007199254740992.0, "9007199254740992" },
    { NAN, "nan" },
    { INFINITY, "inf" },
    { -INFINITY, "-inf" },
  };
  char text[LIMEN_DECIMAL_SIZE];

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (
        limen_decimal_format (cases[i].value, text, sizeof text), ==,
        cases[i].text);
}

/* Returns a random double, from random bits. */
static double
draw (void)
{
  union
  {
    guint32 words[2];
    double value;
  } bits = { { g_test_rand_int (), g_test_rand_int () } };

  return bits.value;
}

static void
test_reads_back (void)
{
  for (guint i = 0; i < 100000; i++)
    {
      double value = draw (), read = NAN;
      char text[LIMEN_DECIMAL_SIZE];

      if (!isfinite (value))
        continue;
      limen_decimal_format (value, text, sizeof text);
      limen_from_chars (text, text + strlen (text), '.', &read);
      g_assert_cmpfloat (read, ==, value);
    }
}

/* With one digit fewer, the nearest decimal is another number. */
static void
test_is_shortest (void)
{
  for (guint i = 0; i < 20000; i++)
    {
      double value = g_test_rand_double (), read = NAN;
      LimenDigits digits = limen_to_shortest_digits (value), fewer;
      g_autofree char *text = NULL;

      if (digits.n == 1)
        continue;
      fewer = limen_to_digits (value, digits.n - 1);
      text = g_strdup_printf ("%se%d", fewer.text, fewer.exponent);
      limen_from_chars (text, text + strlen (text), '.', &read);
      g_assert_cmpfloat (read, !=, value);
    }
}

static void
test_shortest_in (void)
{
  g_assert_cmpfloat (limen_decimal_shortest_in (0.4193, 0.4247), ==, 0.42);
  g_assert_cmpfloat (limen_decimal_shortest_in (-INFINITY, 0), ==, -1e-6);
  g_assert_cmpfloat (limen_decimal_shortest_in (0.99, INFINITY), ==, 1);
  g_assert_cmpfloat (limen_decimal_shortest_in (0.5, nextafter (0.5, 1)), ==,
                     nextafter (0.5, 1));
}

/* No decimal with fewer digits lies in the interval; between 0.1 and 1, where
 * digits equal decimals. */
static void
test_random_ranges (void)
{
  for (int i = 0; i < 3000; i++)
    {
      double low = g_test_rand_double_range (0.1, 0.99);
      double high = fmin (
          0.999, low + pow (10, g_test_rand_double_range (-6, -0.5)));
      double found = limen_decimal_shortest_in (low, high);
      char text[LIMEN_DECIMAL_SIZE];
      int n_digits;

      g_assert_cmpfloat (found, >, low);
      g_assert_cmpfloat (found, <=, high);
      limen_decimal_format (found, text, sizeof text);
      n_digits = strchr (text, '.') != NULL
                     ? (int) strlen (strchr (text, '.') + 1)
                     : 0;
      for (int digits = 1; digits < n_digits; digits++)
        {
          double unit = pow (10, digits);

          g_assert_cmpfloat (floor (low * unit) + 1, >, high * unit);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/decimal/format", test_format);
  g_test_add_func ("/decimal/reads-back", test_reads_back);
  g_test_add_func ("/decimal/is-shortest", test_is_shortest);
  g_test_add_func ("/decimal/shortest-in", test_shortest_in);
  g_test_add_func ("/decimal/random-ranges", test_random_ranges);
  return g_test_run ();
}
