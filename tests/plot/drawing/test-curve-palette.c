/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>

#include "curve-palette.h"
#include "theme.h"

static void
test_fixed_colors (void)
{
  LimenMetricId a[] = { LIMEN_METRIC_PRECISION, LIMEN_METRIC_F1 };
  LimenMetricId b[] = { LIMEN_METRIC_F1, LIMEN_METRIC_KAPPA,
                        LIMEN_METRIC_PRECISION };
  unsigned colors_a[2], colors_b[3];

  limen_curve_palette_assign (a, 2, colors_a);
  limen_curve_palette_assign (b, 3, colors_b);
  g_assert_cmpuint (colors_a[0], ==, colors_b[2]);
  g_assert_cmpuint (colors_a[1], ==, colors_b[0]);
}

/* No two curves share a colour while there are enough colours. */
static void
test_distinct (void)
{
  for (unsigned start = 0; start + LIMEN_N_SERIES_COLORS <= LIMEN_N_METRICS;
       start++)
    {
      LimenMetricId metrics[LIMEN_N_SERIES_COLORS];
      unsigned colors[LIMEN_N_SERIES_COLORS];

      for (unsigned i = 0; i < LIMEN_N_SERIES_COLORS; i++)
        metrics[i] = start + i;
      limen_curve_palette_assign (metrics, LIMEN_N_SERIES_COLORS, colors);
      for (unsigned i = 0; i < LIMEN_N_SERIES_COLORS; i++)
        for (unsigned j = 0; j < i; j++)
          g_assert_cmpuint (colors[i], !=, colors[j]);
    }
}

static void
test_many (void)
{
  LimenMetricId metrics[LIMEN_N_METRICS];
  unsigned colors[LIMEN_N_METRICS];

  for (unsigned i = 0; i < LIMEN_N_METRICS; i++)
    metrics[i] = i;
  limen_curve_palette_assign (metrics, LIMEN_N_METRICS, colors);
  for (unsigned i = 0; i < LIMEN_N_METRICS; i++)
    g_assert_cmpuint (colors[i], <, LIMEN_N_SERIES_COLORS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/curve-palette/fixed-colors", test_fixed_colors);
  g_test_add_func ("/curve-palette/distinct", test_distinct);
  g_test_add_func ("/curve-palette/many", test_many);
  return g_test_run ();
}
