/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "theme.h"

#include <math.h>

#include "support.h"

#define N_VARIANTS (LIMEN_THEME_CONTRAST_DARK + 1)

/* Linear RGB as seen by the three kinds of dichromats: Machado, Oliveira and
 * Fernandes 2009, table 1, severity 1. */
static const double dichromats[3][3][3] = {
  { { 0.152286, 1.052583, -0.204868 },
    { 0.114503, 0.786281, 0.099216 },
    { -0.003882, -0.048116, 1.051998 } },
  { { 0.367322, 0.860646, -0.227968 },
    { 0.280085, 0.672501, 0.047413 },
    { -0.011820, 0.042940, 0.968881 } },
  { { 1.255528, -0.076749, -0.178779 },
    { -0.078411, 0.930809, 0.147602 },
    { 0.004733, 0.691367, 0.303900 } },
};

typedef struct
{
  double v[3];
} Triple;

static double
linearize (double v)
{
  return v <= 0.04045 ? v / 12.92 : pow ((v + 0.055) / 1.055, 2.4);
}

static Triple
get_linear (LimenColor color)
{
  return (Triple) { { linearize (color.red), linearize (color.green),
                      linearize (color.blue) } };
}

static Triple
multiply (const double matrix[3][3], Triple t)
{
  Triple product = { { 0, 0, 0 } };

  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++)
      product.v[i] += matrix[i][j] * t.v[j];
  return product;
}

static double
get_luminance (LimenColor color)
{
  Triple t = get_linear (color);

  return 0.2126 * t.v[0] + 0.7152 * t.v[1] + 0.0722 * t.v[2];
}

/* The contrast ratio of WCAG 2.1. */
static double
get_contrast (LimenColor a, LimenColor b)
{
  double x = get_luminance (a), y = get_luminance (b);

  return (fmax (x, y) + 0.05) / (fmin (x, y) + 0.05);
}

static double
bend (double t)
{
  return t > 0.008856 ? cbrt (t) : 7.787 * t + 16.0 / 116;
}

/* The distance in CIE L*a*b*; 2.3 is just noticeable. */
static double
get_distance (Triple a, Triple b)
{
  static const double to_xyz[3][3] = { { 0.4339, 0.3762, 0.1899 },
                                       { 0.2126, 0.7152, 0.0722 },
                                       { 0.0177, 0.1095, 0.8729 } };
  Triple x = multiply (to_xyz, a), y = multiply (to_xyz, b), d;

  for (int i = 0; i < 3; i++)
    d.v[i] = bend (fmax (x.v[i], 0)) - bend (fmax (y.v[i], 0));
  return sqrt (pow (116 * d.v[1], 2) + pow (500 * (d.v[0] - d.v[1]), 2)
               + pow (200 * (d.v[1] - d.v[2]), 2));
}

static void
check_contrast (const LimenTheme *theme, LimenColor ground)
{
  gboolean is_high = theme->variant >= LIMEN_THEME_CONTRAST;
  const LimenColor texts[] = { theme->foreground, theme->dim, theme->line };
  const LimenColor marks[] = { theme->negative, theme->positive };
  const LimenColor pales[] = { theme->negative_pale, theme->positive_pale };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_cmpfloat (get_contrast (texts[i], ground), >=,
                       is_high ? 7 : 4.5);
  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    g_assert_cmpfloat (get_contrast (marks[i], ground), >=, is_high ? 4.5 : 3);
  for (gsize i = 0; i < G_N_ELEMENTS (pales); i++)
    g_assert_cmpfloat (get_contrast (pales[i], ground), >=, 1.6);
  for (gsize i = 0; i < LIMEN_N_SERIES_COLORS; i++)
    g_assert_cmpfloat (get_contrast (theme->series[i], ground), >=,
                       is_high ? 4.5 : 3);
  g_assert_cmpfloat (get_contrast (theme->accent, ground), >=, 3);
}

static void
test_contrast (void)
{
  for (int v = 0; v < N_VARIANTS; v++)
    {
      LimenTheme theme = limen_theme_get ((LimenThemeVariant) v);

      check_contrast (&theme, theme.background);
      check_contrast (&theme, theme.plot);
      g_assert_cmpfloat (get_contrast (theme.line_text, theme.line), >=, 7);
      /* background of the text "referred" */
      g_assert_cmpfloat (get_contrast (theme.dim, theme.zone), >=, 4.5);
    }
}

static void
test_series_differ (void)
{
  for (int v = 0; v < N_VARIANTS; v++)
    {
      LimenTheme theme = limen_theme_get ((LimenThemeVariant) v);

      for (int i = 0; i < LIMEN_N_SERIES_COLORS; i++)
        for (int j = 0; j < i; j++)
          g_assert_cmpfloat (get_distance (get_linear (theme.series[i]),
                                           get_linear (theme.series[j])),
                             >=, 20);
    }
}

static void
check_colors (const LimenColor *colors, gsize n_colors,
              const double matrix[3][3])
{
  for (gsize i = 0; i < n_colors; i++)
    for (gsize j = 0; j < i; j++)
      {
        Triple a = get_linear (colors[i]), b = get_linear (colors[j]);

        if (matrix != NULL)
          {
            a = multiply (matrix, a);
            b = multiply (matrix, b);
          }
        g_assert_cmpfloat (get_distance (a, b), >=, 15);
      }
}

/* Checks that the four colours of a histogram and the three of a matrix can be
 * told apart under a form of colour blindness. */
static void
check_classes (const LimenTheme *theme, const double matrix[3][3])
{
  const LimenColor bars[]
      = { theme->negative, theme->positive, theme->negative_pale,
          theme->positive_pale, theme->plot };
  const LimenColor cells[]
      = { theme->right, theme->wrong, theme->undecided, theme->plot };

  check_colors (bars, G_N_ELEMENTS (bars), matrix);
  check_colors (cells, G_N_ELEMENTS (cells), matrix);
}

static void
test_classes_differ (void)
{
  for (int v = 0; v < N_VARIANTS; v++)
    {
      LimenTheme theme = limen_theme_get ((LimenThemeVariant) v);

      check_classes (&theme, NULL);
      for (int i = 0; i < 3; i++)
        check_classes (&theme, dichromats[i]);
    }
}

/* No colour is translucent, so that paper and files look like the screen. */
static void
test_opaque (void)
{
  for (int v = 0; v < N_VARIANTS; v++)
    {
      LimenTheme theme = limen_theme_get ((LimenThemeVariant) v);

      g_assert_cmpfloat (theme.band.alpha, ==, 1);
      g_assert_cmpfloat (theme.zone.alpha, ==, 1);
      g_assert_cmpfloat (theme.grid.alpha, ==, 1);
      g_assert_cmpfloat (theme.negative_pale.alpha, ==, 1);
      g_assert_cmpfloat (theme.positive_pale.alpha, ==, 1);
    }
}

static void
test_names (void)
{
  LimenThemeVariant variant = LIMEN_THEME_PRINT;

  g_assert_false (limen_theme_variant_parse ("solarized", &variant));
  g_assert_false (limen_theme_variant_parse ("", &variant));
  g_assert_false (limen_theme_variant_parse ("Dark", &variant));
  g_assert_cmpint (variant, ==, LIMEN_THEME_PRINT);
  for (int v = 0; v < N_VARIANTS; v++)
    {
      const char *name = limen_theme_variant_get_name ((LimenThemeVariant) v);

      g_assert_true (limen_theme_variant_parse (name, &variant));
      g_assert_cmpint (variant, ==, v);
      g_assert_cmpint (limen_theme_get (variant).variant, ==, v);
    }
}

static void
test_mix (void)
{
  LimenColor a = { 1, 0.5, 0, 1 }, b = { 0, 0.25, 1, 1 };
  LimenColor mixed = limen_color_mix (a, b, 0.25);

  test_assert_near (mixed.red, 0.25, 1e-15);
  test_assert_near (mixed.green, 0.3125, 1e-15);
  test_assert_near (mixed.blue, 0.75, 1e-15);
  test_assert_near (mixed.alpha, 1, 1e-15);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/theme/contrast", test_contrast);
  g_test_add_func ("/theme/series-differ", test_series_differ);
  g_test_add_func ("/theme/classes-differ", test_classes_differ);
  g_test_add_func ("/theme/opaque", test_opaque);
  g_test_add_func ("/theme/names", test_names);
  g_test_add_func ("/theme/mix", test_mix);
  return g_test_run ();
}
