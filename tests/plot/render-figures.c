/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws the figures to PNG files for visual inspection, and times them:
 * render-figures FOLDER */
#include <glib/gprintf.h>
#include <math.h>

#include "figures.h"

typedef struct
{
  const char *name;
  LimenThemeVariant variant;
  int width, height, scale;
  gsize n_bins;
  gboolean is_overlaid, is_density, has_log_y, has_legend;
  LimenTransform transform;
} Picture;

static const Picture pictures[] = {
  { "light-1600", LIMEN_THEME_LIGHT, 1600, 1000, 1, 200 },
  { "light-900", LIMEN_THEME_LIGHT, 900, 600, 1, 40 },
  { "light-900-2x", LIMEN_THEME_LIGHT, 900, 600, 2, 40 },
  { "light-300", LIMEN_THEME_LIGHT, 300, 200, 1, 200 },
  { "light-600-legend", LIMEN_THEME_LIGHT, 600, 560, 1, 40, .has_legend = 1 },
  { "light-overlaid", LIMEN_THEME_LIGHT, 900, 600, 1, 40, 1 },
  { "light-logit", LIMEN_THEME_LIGHT, 900, 600, 1, 40, 1, 1,
    .transform = LIMEN_TRANSFORM_LOGIT },
  { "dark-900", LIMEN_THEME_DARK, 900, 600, 1, 40 },
  { "dark-overlaid", LIMEN_THEME_DARK, 900, 600, 1, 40, 1 },
  { "print-900", LIMEN_THEME_PRINT, 900, 600, 1, 40, .has_log_y = 1,
    .has_legend = 1 },
  { "contrast-900", LIMEN_THEME_CONTRAST, 900, 600, 1, 40, .has_legend = 1 },
  { "contrast-dark-900", LIMEN_THEME_CONTRAST_DARK, 900, 600, 1, 60, 1 },
};

/* A confusion matrix. */
typedef struct
{
  const char *name;
  LimenThemeVariant variant;
  int width, height;
  gsize n_classes;
  gboolean has_none, is_normalized, has_legend;
  double cell_size;
  gssize selected, hovered;
  gboolean has_focus;
} Matrix;

static const Matrix matrices[] = {
  { "matrix-2", LIMEN_THEME_LIGHT, 420, 300, 2, 0, 0, 0, 0, -1, -1 },
  { "matrix-3", LIMEN_THEME_LIGHT, 600, 450, 3, 0, 0, 1, 0, -1, 1 },
  { "matrix-3-dark", LIMEN_THEME_DARK, 600, 450, 3, 1, 1, 1, 0, 1, -1, 1 },
  { "matrix-3-small", LIMEN_THEME_LIGHT, 240, 180, 3, 1, 1, 0, 0, -1, -1 },
  { "matrix-10", LIMEN_THEME_LIGHT, 900, 600, 10, 1, 0, 1, 0, 2, 4 },
  { "matrix-10-dark", LIMEN_THEME_DARK, 900, 600, 10, 1, 1, 1, 0, 2, 4, 1 },
  { "matrix-10-print", LIMEN_THEME_PRINT, 600, 600, 10, 1, 1, 1, 0, -1, -1 },
  { "matrix-10-small", LIMEN_THEME_LIGHT, 320, 300, 10, 1, 1, 1, 0, 3, -1 },
  { "matrix-10-contrast", LIMEN_THEME_CONTRAST_DARK, 700, 500, 10, 1, 1, 1, 0,
    2, 4 },
  { "matrix-30", LIMEN_THEME_LIGHT, 900, 700, 30, 1, 1, 1, 0, 5, 12 },
  { "matrix-30-dark", LIMEN_THEME_DARK, 900, 700, 30, 0, 0, 1, 0, 5, 12 },
  { "matrix-100", LIMEN_THEME_LIGHT, 900, 700, 100, 1, 1, 1, 0, 40, -1 },
  { "matrix-100-dark", LIMEN_THEME_DARK, 1400, 900, 100, 1, 0, 1, 0, -1, 61,
    1 },
  { "matrix-100-zoomed", LIMEN_THEME_LIGHT, 900, 700, 100, 1, 1, 1, 28, 43,
    45 },
  { "matrix-1000", LIMEN_THEME_LIGHT, 900, 700, 1000, 0, 1, 1, 0, 400, 700 },
  { "matrix-1000-zoomed", LIMEN_THEME_DARK, 900, 700, 1000, 0, 1, 1, 10, 40,
    45 },
  { "matrix-none", LIMEN_THEME_LIGHT, 400, 300, 0, 0, 0, 1, 0, -1, -1 },
};

static void
draw_both (cairo_t *cr, const Picture *picture, TestHistogram *histogram,
           TestCurves *curves)
{
  LimenTheme theme = limen_theme_get (picture->variant);
  double upper = picture->height * 0.48;

  limen_figure_histogram_draw (
      cr, (LimenRect) { 0, 0, picture->width, upper }, &histogram->figure,
      &theme);
  limen_figure_curves_draw (
      cr, (LimenRect) { 0, upper, picture->width, picture->height - upper },
      &curves->figure, &theme);
}

static void
set_up (const Picture *picture, TestHistogram *histogram, TestCurves *curves)
{
  LimenScale x = limen_scale_new (picture->transform, 0, 1);

  limen_scale_fill_edges (&x, histogram->edges, picture->n_bins);
  histogram->figure.axis.x = curves->figure.axis.x = x;
  histogram->figure.axis.line_label = "0.52";
  histogram->figure.is_stacked = !picture->is_overlaid;
  histogram->figure.is_density = picture->is_density;
  histogram->figure.has_log_y = picture->has_log_y;
  histogram->figure.has_legend = picture->has_legend;
  histogram->figure.hovered_bin = (gssize) (picture->n_bins / 4);
  histogram->figure.axis.hover = curves->figure.axis.hover = 0.26;
  curves->figure.has_legend = picture->has_legend;
  curves->figure.axis.has_focus = picture->scale == 2;
}

static void
render (const Picture *picture, const char *folder)
{
  g_autoptr (TestHistogram) histogram = test_histogram_new (picture->n_bins);
  g_autoptr (TestCurves) curves = test_curves_new (4096);
  g_autofree char *name = g_strconcat (picture->name, ".png", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  cairo_surface_t *surface = cairo_image_surface_create (
      CAIRO_FORMAT_RGB24, picture->width * picture->scale,
      picture->height * picture->scale);
  cairo_t *cr;
  gint64 best = G_MAXINT64;

  cairo_surface_set_device_scale (surface, picture->scale, picture->scale);
  cr = cairo_create (surface);
  set_up (picture, histogram, curves);
  for (int i = 0; i < 20; i++)
    {
      gint64 start = g_get_monotonic_time ();

      draw_both (cr, picture, histogram, curves);
      best = MIN (best, g_get_monotonic_time () - start);
    }
  g_printf ("%-20s %5.2f ms\n", picture->name, (double) best / 1000);
  cairo_surface_write_to_png (surface, path);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
set_up_matrix (const Matrix *picture, LimenMatrixFigure *figure)
{
  figure->is_normalized = picture->is_normalized;
  figure->has_legend = picture->has_legend;
  figure->cell_size = picture->cell_size;
  figure->scroll_x = figure->scroll_y = picture->cell_size * 40;
  figure->selected = picture->selected;
  figure->hovered_row = picture->hovered;
  figure->hovered_column = picture->hovered < 0 ? -1 : picture->hovered + 1;
  figure->cursor_row = figure->cursor_column = 1;
  figure->has_focus = picture->has_focus;
}

static void
render_matrix (const Matrix *picture, const char *folder)
{
  LimenTheme theme = limen_theme_get (picture->variant);
  g_autoptr (TestMatrix) matrix
      = test_matrix_new (picture->n_classes, picture->has_none);
  g_autofree char *name = g_strconcat (picture->name, ".png", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  cairo_surface_t *surface = cairo_image_surface_create (
      CAIRO_FORMAT_RGB24, picture->width, picture->height);
  cairo_t *cr = cairo_create (surface);
  gint64 best = G_MAXINT64;

  set_up_matrix (picture, &matrix->figure);
  for (int i = 0; i < 5; i++)
    {
      gint64 start = g_get_monotonic_time ();

      limen_figure_matrix_draw (
          cr, (LimenRect) { 0, 0, picture->width, picture->height },
          &matrix->figure, &theme);
      best = MIN (best, g_get_monotonic_time () - start);
    }
  g_printf ("%-20s %5.2f ms\n", picture->name, (double) best / 1000);
  cairo_surface_write_to_png (surface, path);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

/* Draws a curve of points of many rows in a few sizes and themes. */
static void
render_xy (LimenPointsKind kind, LimenThemeVariant variant, int width,
           int height, gsize n_rows, const char *folder)
{
  LimenTheme theme = limen_theme_get (variant);
  gint64 start = g_get_monotonic_time (), best = G_MAXINT64;
  g_autoptr (TestXy) xy = test_xy_new (kind, n_rows, 0.52);
  double computed = (double) (g_get_monotonic_time () - start) / 1000;
  g_autofree char *name = g_strdup_printf (
      "%s-%s-%d.png", limen_points_kind_get_name (kind),
      limen_theme_variant_get_name (variant), width);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  cairo_surface_t *surface
      = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (surface);

  for (int i = 0; i < 5; i++)
    {
      start = g_get_monotonic_time ();
      limen_figure_xy_draw (cr, (LimenRect) { 0, 0, width, height },
                            &xy->figure, &theme);
      best = MIN (best, g_get_monotonic_time () - start);
    }
  g_printf ("%-30s %5.2f ms, made in %.0f ms\n", name, (double) best / 1000,
            computed);
  cairo_surface_write_to_png (surface, path);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
render_reliability (LimenThemeVariant variant, int width, int height,
                    const char *folder)
{
  LimenTheme theme = limen_theme_get (variant);
  g_autoptr (TestReliability) test = test_reliability_new ();
  g_autofree char *name
      = g_strdup_printf ("reliability-%s-%d.png",
                         limen_theme_variant_get_name (variant), width);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  cairo_surface_t *surface
      = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (surface);

  test->figure.hovered_bin = 4;
  limen_figure_reliability_draw (cr, (LimenRect) { 0, 0, width, height },
                                 &test->figure, &theme);
  cairo_surface_write_to_png (surface, path);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
render_curves_of_points (const char *folder)
{
  static const LimenThemeVariant variants[]
      = { LIMEN_THEME_LIGHT, LIMEN_THEME_DARK, LIMEN_THEME_PRINT };

  for (gsize i = 0; i < G_N_ELEMENTS (variants); i++)
    {
      for (int kind = 0; kind < LIMEN_N_POINTS_KINDS; kind++)
        {
          render_xy (kind, variants[i], 700, 300, 1000000, folder);
          render_xy (kind, variants[i], 200, 130, 100, folder);
        }
      render_reliability (variants[i], 700, 400, folder);
      render_reliability (variants[i], 200, 130, folder);
    }
}

int
main (int argc, char **argv)
{
  if (argc != 2)
    {
      g_printerr ("usage: render-figures FOLDER\n");
      return 2;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (pictures); i++)
    render (&pictures[i], argv[1]);
  for (gsize i = 0; i < G_N_ELEMENTS (matrices); i++)
    render_matrix (&matrices[i], argv[1]);
  render_curves_of_points (argv[1]);
  return 0;
}
