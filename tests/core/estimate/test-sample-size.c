/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "interval.h"
#include "sample-size.h"
#include "support.h"

/* Counts up until the interval is narrow enough. */
static double
count_up (double share, double half_width, double confidence)
{
  for (double n = 1;; n++)
    {
      LimenInterval interval = limen_interval_wilson (share, n, confidence);

      if (interval.high - interval.low <= 2 * half_width)
        return n;
    }
}

static void
test_brute_force (void)
{
  static const double shares[] = { 0, 0.003, 0.1, 0.37, 0.5, 0.9, 0.98, 1 };
  static const double half_widths[]
      = { 0.6, 0.5, 0.3, 0.1, 0.05, 0.013, 0.01 };
  static const double confidences[] = { 0.8, 0.95, 0.999 };

  for (guint i = 0; i < G_N_ELEMENTS (shares); i++)
    for (guint j = 0; j < G_N_ELEMENTS (half_widths); j++)
      for (guint k = 0; k < G_N_ELEMENTS (confidences); k++)
        g_assert_cmpfloat (
            limen_sample_size (shares[i], half_widths[j], confidences[k]), ==,
            count_up (shares[i], half_widths[j], confidences[k]));
}

/* At a share of one half, z^2 / (4 h^2) - z^2, rounded up. Near z^2 share (1 -
 * share) / h^2 for many rows, though not equal. */
static void
test_closed_form (void)
{
  g_assert_cmpfloat (limen_sample_size (0.9, 0.01, 0.95), ==, 3461);
  g_assert_cmpfloat (limen_sample_size (0.5, 0.01, 0.95), ==, 9600);
  g_assert_cmpfloat (limen_sample_size (0.5, 0.1, 0.95), ==, 93);
  test_assert_near (limen_sample_size (0.3, 1e-5, 0.95) / 8.0671e9, 1, 1e-4);
}

static void
test_undefined (void)
{
  g_assert_true (isnan (limen_sample_size (NAN, 0.1, 0.95)));
  g_assert_true (isnan (limen_sample_size (0.5, NAN, 0.95)));
  g_assert_true (isnan (limen_sample_size (0.5, 0, 0.95)));
  g_assert_true (isnan (limen_sample_size (0.5, -0.1, 0.95)));
  g_assert_true (isnan (limen_sample_size (0.5, 1e-12, 0.95)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sample-size/brute-force", test_brute_force);
  g_test_add_func ("/sample-size/closed-form", test_closed_form);
  g_test_add_func ("/sample-size/undefined", test_undefined);
  return g_test_run ();
}
