/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <math.h>

#include "screen-format.h"

static void
assert_text (char *actual, const char *expected)
{
  g_autofree char *text = actual;

  g_assert_cmpstr (text, ==, expected);
}

static void
test_values (void)
{
  assert_text (limen_screen_format_value (0.75849, 3), "0.758");
  assert_text (limen_screen_format_value (-0.25, 2), "\342\210\2220.25");
  assert_text (limen_screen_format_value (0, 3), "0.000");
  assert_text (limen_screen_format_value (0.00001234, 3), "1.234e-05");
  assert_text (limen_screen_format_value (99999.5, 2), "100,000");
  assert_text (limen_screen_format_value (1234567.8, 4), "1,234,568");
  /* Values in one column have one format. */
  assert_text (limen_screen_format_value (27450.7392, 4), "27,451");
  assert_text (limen_screen_format_value (198025.9, 4), "198,026");
  assert_text (limen_screen_format_value (1245.5229, 4), "1,245.5229");
  assert_text (limen_screen_format_value (-1245.5229, 4),
               "\342\210\2221,245.5229");
  assert_text (limen_screen_format_value (-1860912.25, 4),
               "\342\210\2221,860,912");
  assert_text (limen_screen_format_value (1e10, 3), "1e+10");
  assert_text (limen_screen_format_value (NAN, 3), "\342\200\224");
  assert_text (limen_screen_format_value (INFINITY, 3), "\342\210\236");
}

static void
test_exact (void)
{
  assert_text (limen_screen_format_exact (0.42), "0.42");
  assert_text (limen_screen_format_exact (0.1 + 0.2), "0.30000000000000004");
  assert_text (limen_screen_format_exact (-3), "\342\210\2223");
  assert_text (limen_screen_format_exact (-INFINITY),
               "\342\210\222\342\210\236");
}

/* A threshold above all scores is a word. */
static void
test_thresholds (void)
{
  assert_text (limen_screen_format_threshold (0.42), "0.42");
  assert_text (limen_screen_format_threshold (G_MAXDOUBLE),
               "1.7976931348623157e+308");
  assert_text (limen_screen_format_threshold (INFINITY), "none");
  assert_text (limen_screen_format_rounded_threshold (INFINITY, 4), "none");
  assert_text (limen_screen_format_rounded_threshold (0.42, 4), "0.4200");
  assert_text (limen_screen_format_bound (0.25), "0.2500");
}

/* The edges of a narrow bar have enough digits to differ. */
static void
test_ranges (void)
{
  assert_text (limen_screen_format_range (0.4, 0.425, 3),
               "0.400 \342\200\223 0.425");
  assert_text (limen_screen_format_range (0.50001, 0.50002, 3),
               "0.50001 \342\200\223 0.50002");
  assert_text (limen_screen_format_range (0.5, nextafter (0.5, 1), 3),
               "0.5000000000000000 \342\200\223 0.5000000000000001");
  assert_text (limen_screen_format_range (2, 2, 3), "2.000 \342\200\223 2.000");
}

static void
test_intervals (void)
{
  assert_text (limen_screen_format_interval (0.492, 0.532, FALSE),
               "from 0.4920 to 0.5320");
  assert_text (limen_screen_format_interval (-INFINITY, 0.5, FALSE),
               "up to 0.5000");
  assert_text (limen_screen_format_interval (-640, -580, TRUE),
               "from 580.0000 to 640.0000");
  assert_text (limen_screen_format_interval (-INFINITY, -580, TRUE),
               "from 580.0000 on");
  assert_text (limen_screen_format_interval (0.5, INFINITY, FALSE),
               "from 0.5000 on");
  /* Four digits are not enough to tell these apart. */
  assert_text (limen_screen_format_interval (0.50000001, 0.50000002, FALSE),
               "from 0.50000001 to 0.50000002");
}

static void
assert_short (double value, const char *expected)
{
  g_autofree char *text = limen_screen_format_short (value);

  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpint (g_utf8_strlen (text, -1), <=, LIMEN_SCREEN_SHORT_CHARS);
}

static void
test_short (void)
{
  assert_short (0.7584, "0.758");
  assert_short (0, "0.000");
  assert_short (-0.5601, "\342\210\2220.560");
  assert_short (0.0005, "0.001");
  assert_short (0.00041, "4.1e-4");
  assert_short (-0.00041, "\342\210\2224e-4");
  assert_short (2.53e-12, "3e-12");
  assert_short (12.3456, "12.346");
  assert_short (-12.3456, "\342\210\22212.35");
  assert_short (999.9996, "1000.0");
  assert_short (12345.6, "12,346");
  assert_short (198026, "2.0e5");
  assert_short (-198026, "\342\210\2222.0e5");
  assert_short (1e300, "1e300");
  assert_short (INFINITY, "\342\210\236");
  assert_short (NAN, "\342\200\224");
}

static void
test_counts (void)
{
  assert_text (limen_screen_format_count (0), "0");
  assert_text (limen_screen_format_count (999), "999");
  assert_text (limen_screen_format_count (1000), "1,000");
  assert_text (limen_screen_format_count (1234567), "1,234,567");
  assert_text (limen_screen_format_count (7.25), "7.25");
  assert_text (limen_screen_format_count (1234.5), "1,234.50");
  assert_text (limen_screen_format_count (NAN), "\342\200\224");
  assert_text (limen_screen_format_share (0.2418), "24.2\342\200\257%");
  assert_text (limen_screen_format_share (NAN), "\342\200\224");
}

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    double value;
  } good[] = {
    { "0.42", 0.42 }, { " 1e-3 ", 0.001 }, { "-3", -3 },
    { "\342\210\2223", -3 }, { ".5", 0.5 },
  };
  static const char *const bad[] = { "", " ", "x", "0.4x", "1 2", "nan", "inf",
                                     "1e999", "0.4.2" };
  double value = 7;

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_assert_true (limen_screen_parse_number (good[i].text, &value));
      g_assert_cmpfloat (value, ==, good[i].value);
    }
  value = 7;
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (limen_screen_parse_number (bad[i], &value));
  g_assert_cmpfloat (value, ==, 7);
}

/* In a locale with a decimal comma, numbers are shown with it and parsed with
 * either. */
static void
test_locale (void)
{
  double value;
  g_autofree char *before = g_strdup (setlocale (LC_ALL, NULL));

  if (setlocale (LC_ALL, "de_DE.UTF-8") == NULL)
    {
      g_test_skip ("the locale de_DE.UTF-8 is not on this machine");
      return;
    }
  assert_text (limen_screen_format_value (0.758, 3), "0,758");
  assert_text (limen_screen_format_exact (0.42), "0,42");
  assert_text (limen_screen_format_interval (0.25, 0.5, FALSE),
               "from 0,2500 to 0,5000");
  assert_text (limen_screen_format_count (1234567), "1.234.567");
  g_assert_true (limen_screen_parse_number ("0,42", &value));
  g_assert_cmpfloat (value, ==, 0.42);
  g_assert_true (limen_screen_parse_number ("0.42", &value));
  g_assert_cmpfloat (value, ==, 0.42);
  setlocale (LC_ALL, before);
}

static void
test_percent (void)
{
  static const struct
  {
    double share, percent;
  } cases[] = { { 0.07, 7 },     { 0.02, 2 },      { 0.001, 0.1 },
                { 0.575, 57.5 }, { 1e-7, 0.00001 }, { 0.29, 29 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpfloat (limen_screen_to_percent (cases[i].share), ==,
                         cases[i].percent);
      g_assert_cmpfloat (limen_screen_from_percent (cases[i].percent), ==,
                         cases[i].share);
    }
  g_assert_true (isnan (limen_screen_to_percent (NAN)));
}

/* One row is singular; a fraction of a row, as weights make it, is not. */
static void
test_plural (void)
{
  g_assert_cmpuint (limen_screen_get_plural (1), ==, 1);
  g_assert_cmpuint (limen_screen_get_plural (0), ==, 0);
  g_assert_cmpuint (limen_screen_get_plural (1.5), !=, 1);
  g_assert_cmpuint (limen_screen_get_plural (0.5), !=, 1);
  g_assert_cmpuint (limen_screen_get_plural (21), ==, 21);
  g_assert_cmpuint (limen_screen_get_plural (INFINITY), !=, 1);
}

static void
test_capitalize (void)
{
  assert_text (limen_screen_capitalize ("no scores"), "No scores");
  assert_text (limen_screen_capitalize ("\303\244hnlich"), "\303\204hnlich");
  assert_text (limen_screen_capitalize ("\"a\""), "\"a\"");
  assert_text (limen_screen_capitalize (""), "");
  setlocale (LC_ALL, "tr_TR.UTF-8"); /* if it is installed */
  assert_text (limen_screen_capitalize ("it is not"), "It is not");
  setlocale (LC_ALL, "C.UTF-8");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  setlocale (LC_ALL, "C.UTF-8");
  g_test_add_func ("/screen-format/values", test_values);
  g_test_add_func ("/screen-format/exact", test_exact);
  g_test_add_func ("/screen-format/thresholds", test_thresholds);
  g_test_add_func ("/screen-format/ranges", test_ranges);
  g_test_add_func ("/screen-format/intervals", test_intervals);
  g_test_add_func ("/screen-format/counts", test_counts);
  g_test_add_func ("/screen-format/short", test_short);
  g_test_add_func ("/screen-format/percent", test_percent);
  g_test_add_func ("/screen-format/parse", test_parse);
  g_test_add_func ("/screen-format/locale", test_locale);
  g_test_add_func ("/screen-format/plural", test_plural);
  g_test_add_func ("/screen-format/capitalize", test_capitalize);
  return g_test_run ();
}
