/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ticks.h"

#include <float.h>
#include <locale.h>
#include <math.h>
#include <string.h>

#include "support.h"

#define MINUS "\342\210\222"

typedef struct
{
  LimenTransform transform;
  double low, high;
  gsize max_ticks;
  const char *labels;
} LabelCase;

static const LabelCase label_cases[] = {
  { LIMEN_TRANSFORM_LINEAR, 0, 1, 11,
    "0.0 0.1 0.2 0.3 0.4 0.5 0.6 0.7 0.8 0.9 1.0" },
  { LIMEN_TRANSFORM_LINEAR, 0, 1, 10, "0.0 0.2 0.4 0.6 0.8 1.0" },
  { LIMEN_TRANSFORM_LINEAR, 0, 1, 5, "0.0 0.5 1.0" },
  { LIMEN_TRANSFORM_LINEAR, 0, 1, 2, "0 1" },
  { LIMEN_TRANSFORM_LINEAR, 0, 1, 1, "0" },
  { LIMEN_TRANSFORM_LINEAR, 0, 1, 0, "" },
  { LIMEN_TRANSFORM_LINEAR, 0, 800, 7, "0 200 400 600 800" },
  { LIMEN_TRANSFORM_LINEAR, 0, 2000, 6, "0 500 1k 1.5k 2k" },
  { LIMEN_TRANSFORM_LINEAR, 0, 3e6, 7, "0 500k 1M 1.5M 2M 2.5M 3M" },
  { LIMEN_TRANSFORM_LINEAR, 0, 5e9, 6, "0 1G 2G 3G 4G 5G" },
  { LIMEN_TRANSFORM_LINEAR, 1000, 1010, 6, "1000 1002 1004 1006 1008 1010" },
  { LIMEN_TRANSFORM_LINEAR, -0.3, 0.3, 7,
    MINUS "0.3 " MINUS "0.2 " MINUS "0.1 0.0 0.1 0.2 0.3" },
  { LIMEN_TRANSFORM_LINEAR, -8, 8, 5, MINUS "5 0 5" },
  { LIMEN_TRANSFORM_LINEAR, 0.3, 9.7, 2, "2 8" },
  { LIMEN_TRANSFORM_LINEAR, 0.41937, 0.42064, 4, "0.4195 0.4200 0.4205" },
  { LIMEN_TRANSFORM_LINEAR, 0, 3e-7, 4, "0 1e-7 2e-7 3e-7" },
  { LIMEN_TRANSFORM_LINEAR, 0, 2.5e18, 6, "0 5e17 1e18 1.5e18 2e18 2.5e18" },
  { LIMEN_TRANSFORM_LINEAR, -1.5e308, 1.5e308, 4, MINUS "1e308 0 1e308" },
  { LIMEN_TRANSFORM_LINEAR, 0.37, 0.37, 9, "0.37" },
  { LIMEN_TRANSFORM_LINEAR, -12.5, -12.5, 9, MINUS "12.5" },
  { LIMEN_TRANSFORM_LINEAR, 1, 0, 9, "" },
  { LIMEN_TRANSFORM_LOGIT, 0, 1, 15,
    "0.001 0.01 0.1 0.25 0.5 0.75 0.9 0.99 0.999" },
  { LIMEN_TRANSFORM_PROBIT, 0.0005, 0.9995, 9,
    "0.001 0.01 0.1 0.5 0.9 0.99 0.999" },
  { LIMEN_TRANSFORM_LOGIT, 0, 1, 9, "0.001 0.01 0.1 0.5 0.9 0.99 0.999" },
  { LIMEN_TRANSFORM_LOGIT, 1e-8, 0.5, 9,
    "1e-8 1e-7 1e-6 1e-5 0.0001 0.001 0.01 0.1 0.5" },
  { LIMEN_TRANSFORM_LOGIT, 0.512, 0.588, 6, "0.52 0.54 0.56 0.58" },
  { LIMEN_TRANSFORM_SIGMOID, -8, 8, 9,
    MINUS "6 " MINUS "2 " MINUS "1 0 1 2 6" },
  { LIMEN_TRANSFORM_LOG1P, 0, 1000, 6, "0 10 100 1k" },
  { LIMEN_TRANSFORM_LOG1P, 0, 1000, 10, "0 1 10 100 1k" },
  { LIMEN_TRANSFORM_LOG1P, 0, 2.5e6, 9, "0 10 100 1k 10k 100k 1M" },
  { LIMEN_TRANSFORM_LOG1P, 0, 2.5e6, 32, "0 1 10 100 1k 10k 100k 1M" },
  { LIMEN_TRANSFORM_LOG1P, 0, 2.5e6, 4, "0 100 10k 1M" },
  { LIMEN_TRANSFORM_LOG1P, 0, 7, 6, "0 1 5" },
  { LIMEN_TRANSFORM_LOG1P, 0, 0.02, 5, "0.000 0.005 0.010 0.015 0.020" },
};

static char *
join_labels (const LimenTick *ticks, gsize n_ticks)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < n_ticks; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", ticks[i].label);
  return g_string_free (text, FALSE);
}

static void
test_labels (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (label_cases); i++)
    {
      const LabelCase *c = &label_cases[i];
      LimenScale scale = limen_scale_new (c->transform, c->low, c->high);
      LimenTick ticks[LIMEN_MAX_TICKS];
      gsize n_ticks = limen_ticks_compute (&scale, c->max_ticks, ".", ticks);
      g_autofree char *labels = join_labels (ticks, n_ticks);

      g_assert_cmpstr (labels, ==, c->labels);
    }
}

/* Reversed axes have the same ticks with negated labels. */
static void
test_reversed (void)
{
  static const LabelCase cases[] = {
    { LIMEN_TRANSFORM_LINEAR, -850, -300, 7, "800 700 600 500 400 300" },
    { LIMEN_TRANSFORM_LINEAR, -0.2, 0.3, 6,
      "0.2 0.1 0.0 " MINUS "0.1 " MINUS "0.2 " MINUS "0.3" },
    { LIMEN_TRANSFORM_SIGMOID, -8, 8, 9,
      "6 2 1 0 " MINUS "1 " MINUS "2 " MINUS "6" },
    { LIMEN_TRANSFORM_LINEAR, -12.5, -12.5, 9, "12.5" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      LimenScale scale = limen_scale_new (cases[i].transform, cases[i].low,
                                          cases[i].high);
      LimenTick ticks[LIMEN_MAX_TICKS];
      gsize n_ticks;
      g_autofree char *labels = NULL;

      scale.is_reversed = TRUE;
      n_ticks = limen_ticks_compute (&scale, cases[i].max_ticks, ".", ticks);
      labels = join_labels (ticks, n_ticks);
      g_assert_cmpstr (labels, ==, cases[i].labels);
      for (gsize k = 1; k < n_ticks; k++)
        g_assert_cmpfloat (ticks[k - 1].position, <, ticks[k].position);
    }
}

static void
test_decimal_point (void)
{
  LimenScale scale = limen_scale_new (LIMEN_TRANSFORM_LINEAR, 0, 0.5);
  LimenTick ticks[LIMEN_MAX_TICKS];
  g_autofree char *comma = NULL, *wide = NULL, *plain = NULL;

  comma = join_labels (ticks, limen_ticks_compute (&scale, 3, ",", ticks));
  g_assert_cmpstr (comma, ==, "0,0 0,2 0,4");
  wide = join_labels (ticks,
                      limen_ticks_compute (&scale, 3, "\331\253", ticks));
  g_assert_cmpstr (wide, ==, "0\331\2530 0\331\2532 0\331\2534");
  plain = join_labels (ticks, limen_ticks_compute (&scale, 3, NULL, ticks));
  g_assert_cmpstr (plain, ==, "0.0 0.2 0.4");
}

static void
test_locale (void)
{
  if (setlocale (LC_ALL, "de_DE.UTF-8") == NULL)
    {
      g_test_skip ("this machine has no German locale");
      return;
    }
  test_labels ();
  setlocale (LC_ALL, "C");
}

static double
read_label (const char *label)
{
  const char *rest = label;
  double sign = 1;
  char *end;
  double value;

  if (g_str_has_prefix (label, MINUS))
    {
      sign = -1;
      rest += strlen (MINUS);
    }
  value = sign * g_ascii_strtod (rest, &end);
  if (*end != '\0')
    value *= pow (1000, strchr ("_kMGT", *end) - "_kMGT");
  return value;
}

static void
check_ticks (const LimenScale *scale, gsize max_ticks)
{
  LimenTick ticks[LIMEN_MAX_TICKS];
  gsize n_ticks = limen_ticks_compute (scale, max_ticks, ".", ticks);
  double range = scale->high - scale->low;
  /* Far from 0, a narrow axis is hardly wider than the spacing of doubles. */
  double slack = 1e-9 * range
                 + 2 * DBL_EPSILON * fmax (fabs (scale->low),
                                           fabs (scale->high));

  g_assert_cmpuint (n_ticks, <=, max_ticks);
  if (scale->transform == LIMEN_TRANSFORM_LINEAR)
    g_assert_cmpuint (n_ticks, >=, MIN (max_ticks, 2));
  for (gsize i = 0; i < n_ticks; i++)
    {
      g_assert_cmpfloat (ticks[i].value, >=, scale->low - slack);
      g_assert_cmpfloat (ticks[i].value, <=, scale->high + slack);
      test_assert_near (ticks[i].position,
                        limen_scale_map (scale, ticks[i].value), 0);
      g_assert_cmpfloat (fabs (read_label (ticks[i].label) - ticks[i].value),
                         <=, 1e-6 * range);
      g_assert_cmpuint (strlen (ticks[i].label), <, 23);
      g_assert_null (strstr (ticks[i].label, MINUS "0 "));
      if (i == 0)
        continue;
      g_assert_cmpfloat (ticks[i].value, >, ticks[i - 1].value);
      g_assert_cmpfloat (ticks[i].position - ticks[i - 1].position, >,
                         1.0 / (double) (max_ticks + 1) - 1e-9);
      g_assert_cmpstr (ticks[i].label, !=, ticks[i - 1].label);
    }
}

static void
test_random_linear (void)
{
  for (int n = 0; n < 20000; n++)
    {
      double middle = g_test_rand_double_range (-1, 1)
                      * pow (10, g_test_rand_double_range (-8, 12));
      double range
          = fabs (middle) * pow (10, g_test_rand_double_range (-6, 6));
      LimenScale scale = limen_scale_new (LIMEN_TRANSFORM_LINEAR,
                                          middle - range, middle + range);

      check_ticks (&scale, (gsize) g_test_rand_int_range (1, 33));
    }
}

static void
test_random_nonlinear (void)
{
  for (int n = 0; n < 20000; n++)
    {
      double a = g_test_rand_double_range (-30, 30);
      double b = a + pow (10, g_test_rand_double_range (-3, 1.5));
      gsize max_ticks = (gsize) g_test_rand_int_range (1, 33);
      LimenScale logit
          = limen_scale_new (LIMEN_TRANSFORM_LOGIT, 1 / (1 + exp (-a)),
                             1 / (1 + exp (-b)));
      LimenScale sigmoid = limen_scale_new (LIMEN_TRANSFORM_SIGMOID, a, b);
      LimenScale counts
          = limen_scale_new (LIMEN_TRANSFORM_LOG1P, 0, exp (b));

      if (b < 20)
        check_ticks (&logit, max_ticks);
      if (a < 20)
        check_ticks (&sigmoid, max_ticks);
      check_ticks (&counts, max_ticks);
    }
}

/* Ranges too narrow for any step, and at the limits of doubles. */
static void
test_extreme_ranges (void)
{
  static const double ends[][2] = {
    { 1, 1 + 4e-16 },       { 1e300, 1.0000000001e300 },
    { 0, 5e-324 },          { -5e-324, 5e-324 },
    { 0, 1e-310 },          { -1.7e308, 1.7e308 },
    { 1e15, 1e15 + 1 },     { -1e-300, 1e300 },
    { 0.1, 0.1 + 2.8e-17 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    for (gsize max_ticks = 0; max_ticks <= 40; max_ticks++)
      {
        LimenScale scale = limen_scale_new (LIMEN_TRANSFORM_LINEAR, ends[i][0],
                                            ends[i][1]);
        LimenTick ticks[LIMEN_MAX_TICKS];
        gsize n_ticks = limen_ticks_compute (&scale, max_ticks, ".", ticks);

        g_assert_cmpuint (n_ticks, <=, MIN (max_ticks, LIMEN_MAX_TICKS));
        for (gsize j = 0; j < n_ticks; j++)
          {
            g_assert_true (isfinite (ticks[j].value));
            g_assert_cmpuint (strlen (ticks[j].label), >, 0);
          }
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ticks/labels", test_labels);
  g_test_add_func ("/ticks/reversed", test_reversed);
  g_test_add_func ("/ticks/decimal-point", test_decimal_point);
  g_test_add_func ("/ticks/locale", test_locale);
  g_test_add_func ("/ticks/random-linear", test_random_linear);
  g_test_add_func ("/ticks/random-nonlinear", test_random_nonlinear);
  g_test_add_func ("/ticks/extreme-ranges", test_extreme_ranges);
  return g_test_run ();
}
