/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "number.h"
#include "plain-number.h"
#include "support.h"

static guint64
get_bits (double value)
{
  guint64 bits;

  memcpy (&bits, &value, sizeof bits);
  return bits;
}

static void
test_accepted (void)
{
  static const struct
  {
    const char *text;
    double value;
  } cases[] = {
    { "0", 0 },         { "-0", 0 },         { "-0.0e5", 0 },
    { "+0.5", 0.5 },    { ".5", 0.5 },       { "5.", 5 },
    { " 0.25\t", 0.25 }, { "1e-400", 0 },    { "-1e-400", 0 },
    { "1E3", 1000 },    { "1e+3", 1000 },    { "-12.5e-1", -1.25 },
    { "0.1", 0.1 },     { "9007199254740993", 9007199254740992.0 },
    { "1.7976931348623157e308", 1.7976931348623157e308 },
    { "4.9e-324", 4.9e-324 },
    { "0.00000000000000000000000000000000001e35", 1 },
    { "123456789012345678901234567890", 1.2345678901234568e29 },
    { "0.41938471230000017", 0.41938471230000017 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double value = NAN;

      g_test_message ("%s", cases[i].text);
      g_assert_true (limen_number_parse (cases[i].text,
                                         strlen (cases[i].text), '.', &value));
      g_assert_cmphex (get_bits (value), ==, get_bits (cases[i].value));
    }
}

static void
test_refused (void)
{
  static const char *const cases[] = {
    "", " ", "+", "-", ".", "e5", "1e", "1e+", "nan", "NaN", "inf", "-inf",
    "Infinity", "1e999", "-1e999", "0x10", "0x1p3", "90%", "0_5", "0. 9",
    "1 2", "0.5f", "0.5x", "--1", "+-1", "1.2.3", "0,5", "1,000",
    "\357\274\220\357\274\216\357\274\225", "1e5.5", "1e1e1", "$1", "'1'",
  };
  double value = 7;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i]);
      g_assert_false (
          limen_number_parse (cases[i], strlen (cases[i]), '.', &value));
    }
  g_assert_false (limen_number_parse ("1\0002", 3, '.', &value));
  g_assert_cmpfloat (value, ==, 7);
}

static void
test_decimal_comma (void)
{
  double value;

  g_assert_true (limen_number_parse ("0,5", 3, ',', &value));
  g_assert_cmpfloat (value, ==, 0.5);
  g_assert_true (
      limen_number_parse ("0,41938471230000017", 19, ',', &value));
  g_assert_cmpfloat (value, ==, 0.41938471230000017);
  g_assert_false (limen_number_parse ("0.5", 3, ',', &value));
}

/* Only the first `length` bytes are read. */
static void
test_length (void)
{
  double value;

  g_assert_true (limen_number_parse ("0.123456", 4, '.', &value));
  g_assert_cmpfloat (value, ==, 0.12);
}

static void
test_long (void)
{
  g_autofree char *zeros = g_strnfill (60000, '0');
  g_autofree char *small = g_strconcat ("0.", zeros, "5e60000", NULL);
  g_autofree char *large = g_strconcat ("5", zeros, "e-60000", NULL);
  double value;

  g_assert_true (limen_number_parse (small, strlen (small), '.', &value));
  g_assert_cmpfloat (value, ==, 0.5);
  g_assert_true (limen_number_parse (large, strlen (large), '.', &value));
  g_assert_cmpfloat (value, ==, 5);
}

/* What printf() writes with 17 digits reads back as the same double. */
static void
test_round_trip (void)
{
  for (guint i = 0; i < 100000; i++)
    {
      guint64 bits = ((guint64) g_test_rand_int () << 32)
                     | (guint32) g_test_rand_int ();
      double value, parsed;
      char text[G_ASCII_DTOSTR_BUF_SIZE];

      memcpy (&value, &bits, sizeof value);
      if (!isfinite (value))
        continue;
      g_ascii_dtostr (text, sizeof text, value);
      g_assert_true (limen_number_parse (text, strlen (text), '.', &parsed));
      g_assert_cmphex (get_bits (parsed + 0.0), ==, get_bits (value + 0.0));
    }
}

/* If the fast path parses a number, it agrees with the full parser. Returns
 * whether it does. */
static gboolean
check_plain (const char *number)
{
  g_autofree char *text
      = g_strdup_printf ("%s,0-------------------------------", number);
  double value = NAN, other = NAN;
  const char *end = limen_plain_number_read (text, '.', &value);

  if (end == NULL)
    return FALSE;
  if (end != limen_from_chars (text, text + strlen (text), '.', &other)
      || get_bits (value) != get_bits (other))
    g_error ("%s gave %.17g, not %.17g", text, value, other);
  return TRUE;
}

/* A line is "f16 f32 f64 decimal", the bits in hexadecimal. */
static void
check_pair (const char *line)
{
  g_auto (GStrv) fields = g_strsplit (line, " ", 4);
  guint64 expected;
  double value;

  if (g_strv_length (fields) < 4)
    return;
  check_plain (fields[3]);
  expected = g_ascii_strtoull (fields[2], NULL, 16);
  memcpy (&value, &expected, sizeof value);
  if (!isfinite (value))
    {
      g_assert_false (
          limen_number_parse (fields[3], strlen (fields[3]), '.', &value));
      return;
    }
  if (value == 0)
    expected = 0; /* -0 becomes 0 */
  g_assert_true (
      limen_number_parse (fields[3], strlen (fields[3]), '.', &value));
  if (get_bits (value) != expected)
    g_error ("%s gave %.17g", line, value);
}

static void
test_published_pairs (void)
{
  g_autofree char *folder
      = test_get_shared_path ("corpus/parse-number-fxx/data");
  g_autoptr (GDir) dir = NULL;
  const char *name;
  guint n_lines = 0;

  if (folder == NULL)
    return;
  dir = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *text = NULL;
      g_auto (GStrv) lines = NULL;

      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      lines = g_strsplit (text, "\n", -1);
      for (char **line = lines; *line != NULL; line++, n_lines++)
        check_pair (*line);
    }
  g_test_message ("%u lines", n_lines);
  g_assert_cmpuint (n_lines, >, 1000);
}

/* A number in notations that programs use, and in some that they do not. */
static void
append_number (GString *text)
{
  static const char *const odd[]
      = { "", "-", "--1", ".", ".5", "5", "1e5", "1.e5", "1.5E", "1.5e-3",
          "nan", "inf", "-0.0", "0..1", "00000.5", "1 .5", "0.5 ",
          "0.1844674407370955161", "0.18446744073709551616",
          "9.9999999999999999999", "1844.67440737095516159999",
          "0.5000000000000000277555756156289135105907917022705078125" };
  int n_digits = g_test_rand_int_range (1, 24);
  double value = g_test_rand_double ();

  if (g_test_rand_int_range (0, 8) == 0)
    {
      g_string_append (text, odd[(guint) g_test_rand_int_range (
                                 0, G_N_ELEMENTS (odd))]);
      return;
    }
  if (g_test_rand_bit ())
    value *= pow (10, g_test_rand_int_range (-6, 6));
  if (g_test_rand_bit ())
    value = -value;
  g_string_append_printf (text, g_test_rand_bit () ? "%.*g" : "%.*f",
                          n_digits, value);
}

static void
test_plain (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_plain = 0, n = 200000;

  for (guint i = 0; i < n; i++)
    {
      g_string_truncate (text, 0);
      append_number (text);
      n_plain += check_plain (text->str);
    }
  g_assert_cmpuint (n_plain, >, n / 2);
}

/* "-inf", the logarithm of 0, is not a number of the grammar. */
static void
test_minus_infinity (void)
{
  static const char *const good[]
      = { "-inf", "-Inf", "-INF", "-infinity", "-Infinity", " -inf\t",
          "-INFINITY" };
  static const char *const bad[]
      = { "",      "inf",   "+inf", "-in",  "-infi", "-infinit", "-infinityx",
          "- inf", "--inf", "-nan", "-1e999", "inf-", "-inf-inf" };
  double value = 7;

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_assert_true (
          limen_number_is_minus_infinity (good[i], strlen (good[i])));
      g_assert_false (
          limen_number_parse (good[i], strlen (good[i]), '.', &value));
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (limen_number_is_minus_infinity (bad[i], strlen (bad[i])));
  g_assert_cmpfloat (value, ==, 7);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/number/accepted", test_accepted);
  g_test_add_func ("/number/refused", test_refused);
  g_test_add_func ("/number/decimal-comma", test_decimal_comma);
  g_test_add_func ("/number/length", test_length);
  g_test_add_func ("/number/long", test_long);
  g_test_add_func ("/number/round-trip", test_round_trip);
  g_test_add_func ("/number/plain", test_plain);
  g_test_add_func ("/number/published-pairs", test_published_pairs);
  g_test_add_func ("/number/minus-infinity", test_minus_infinity);
  return g_test_run ();
}
