/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "heat.h"
#include "support.h"

/* Text on any cell has the contrast of 4.5:1 that WCAG asks for. */
static void
test_contrast (void)
{
  for (int v = 0; v <= LIMEN_THEME_CONTRAST_DARK; v++)
    for (int heat = 0; heat < LIMEN_N_HEATS; heat++)
      for (int i = 0; i <= 1000; i++)
        {
          LimenTheme theme = limen_theme_get ((LimenThemeVariant) v);
          LimenColor ground = limen_heat_get_color (&theme, (LimenHeat) heat,
                                                    i / 1000.0);

          g_assert_cmpfloat (
              limen_color_get_contrast (limen_heat_get_text_color (ground),
                                        ground),
              >=, 4.5);
        }
}

/* Contrast to the background grows with the share; the smallest share is
 * visible. */
static void
test_ramp (void)
{
  for (int v = 0; v <= LIMEN_THEME_CONTRAST_DARK; v++)
    for (int heat = 0; heat < LIMEN_N_HEATS; heat++)
      {
        LimenTheme theme = limen_theme_get ((LimenThemeVariant) v);
        double last = 1.1;

        for (int i = 0; i <= 100; i++)
          {
            double contrast = limen_color_get_contrast (
                limen_heat_get_color (&theme, (LimenHeat) heat,
                                      i == 0 ? 1e-9 : i / 100.0),
                theme.plot);

            g_assert_cmpfloat (contrast, >, last);
            last = contrast;
          }
        g_assert_cmpfloat (last, >, 5);
      }
}

static void
test_ramp_ends (void)
{
  LimenTheme theme = limen_theme_get (LIMEN_THEME_DARK);
  static const double nothing[] = { 0, -1, NAN, -INFINITY };
  LimenColor full = limen_heat_get_color (&theme, LIMEN_HEAT_WRONG, 7);

  for (gsize i = 0; i < G_N_ELEMENTS (nothing); i++)
    {
      LimenColor color = limen_heat_get_color (&theme, LIMEN_HEAT_WRONG,
                                               nothing[i]);

      g_assert_cmpmem (&color, sizeof color, &theme.plot, sizeof color);
    }
  test_assert_near (full.red, theme.wrong.red, 1e-15);
  test_assert_near (limen_color_get_contrast ((LimenColor) { 0, 0, 0, 1 },
                                              (LimenColor) { 1, 1, 1, 1 }),
                    21, 1e-12);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/heat/contrast", test_contrast);
  g_test_add_func ("/heat/ramp", test_ramp);
  g_test_add_func ("/heat/ramp-ends", test_ramp_ends);
  return g_test_run ();
}
