/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <math.h>

#include "canvas.h"
#include "figures.h"
#include "pen.h"
#include "support.h"

/* At every integer scale, edges fall on whole pixels: a row without text has
 * only the colours of background, grid and bars. */
static void
test_crisp (void)
{
  LimenTheme theme = limen_theme_get (LIMEN_THEME_LIGHT);
  const LimenColor colors[]
      = { theme.background, theme.plot, theme.negative, theme.positive,
          theme.negative_pale, theme.positive_pale, theme.line, theme.grid };

  for (int scale = 1; scale <= 3; scale++)
    {
      g_autoptr (TestCanvas) canvas
          = test_canvas_new (400 * scale, 300 * scale);
      g_autoptr (TestHistogram) histogram = test_histogram_new (37);

      cairo_surface_set_device_scale (canvas->surface, scale, scale);
      limen_figure_histogram_draw (canvas->cr, (LimenRect) { 0, 0, 400, 300 },
                                   &histogram->figure, &theme);
      for (int x = 60 * scale; x < 400 * scale; x++)
        {
          gboolean is_known = FALSE;

          for (gsize i = 0; i < G_N_ELEMENTS (colors); i++)
            is_known = is_known
                       || test_canvas_is (canvas, x, 240 * scale, colors[i]);
          g_assert_true (is_known);
        }
    }
}

static void
test_get_plot (void)
{
  LimenMargins margins = { 50, 20, 10, 30 };
  LimenRect plot
      = limen_figure_get_plot ((LimenRect) { 5, 7, 400, 200 }, margins);
  LimenRect small
      = limen_figure_get_plot ((LimenRect) { 5, 7, 70, 40 }, margins);
  LimenRect none
      = limen_figure_get_plot ((LimenRect) { 5, 7, -3, 0 }, margins);

  test_assert_near (plot.x, 55, 0);
  test_assert_near (plot.y, 17, 0);
  test_assert_near (plot.width, 330, 0);
  test_assert_near (plot.height, 160, 0);
  test_assert_near (small.x, 30, 1e-12);
  test_assert_near (small.width, 35, 1e-12);
  test_assert_near (small.y, 12, 1e-12);
  test_assert_near (small.height, 20, 1e-12);
  g_assert_cmpfloat (none.width, ==, 0);
  g_assert_cmpfloat (none.height, ==, 0);
}

static void
test_threshold_axis (void)
{
  LimenThresholdAxis axis = test_axis_new (0.5);
  LimenRect plot = { 100, 0, 200, 50 };

  test_assert_near (limen_threshold_axis_get_x (&axis, plot, 0.25), 150, 1e-12);
  test_assert_near (limen_threshold_axis_get_x (&axis, plot, 7), 300, 0);
  test_assert_near (limen_threshold_axis_get_threshold (&axis, plot, 150), 0.25,
                    1e-15);
  test_assert_near (limen_threshold_axis_get_threshold (&axis, plot, 99), 0, 0);
  test_assert_near (limen_threshold_axis_get_threshold (&axis, plot, 900), 1,
                    0);
  plot.width = 0;
  test_assert_near (limen_threshold_axis_get_threshold (&axis, plot, 100), 0,
                    0);
}

/* Histogram and curves have equal left and right margins, whatever they
 * show. */
static void
test_margins (void)
{
  LimenTheme theme = limen_theme_get (LIMEN_THEME_LIGHT);
  LimenHistogramFigure histogram = { .axis = test_axis_new (NAN) };
  LimenCurvesFigure curves = { .axis = test_axis_new (0.5) };
  LimenMargins a, b;

  curves.axis.x_title = "threshold";
  curves.has_legend = TRUE;
  a = limen_figure_histogram_get_margins (&histogram, &theme);
  b = limen_figure_curves_get_margins (&curves, &theme);
  g_assert_cmpfloat (a.left, ==, b.left);
  g_assert_cmpfloat (a.right, ==, b.right);
  g_assert_cmpfloat (a.bottom, <, b.bottom);
}

/* Finds x and width of a drawn text of at most 200 pixels. */
static void
find_ink (const char *string, LimenAlign align, double *x, double *width)
{
  LimenTheme theme = limen_theme_get (LIMEN_THEME_LIGHT);
  LimenText text
      = { .text = string, .color = theme.line_text, .max_width = 200 };
  cairo_surface_t *surface
      = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t *cr = cairo_create (surface);
  LimenPen pen;

  limen_pen_begin (&pen, cr, &theme);
  limen_pen_draw_text (&pen, &text, 300, 50, align);
  limen_pen_end (&pen);
  cairo_recording_surface_ink_extents (surface, x, &(double){ 0 }, width,
                                       &(double){ 0 });
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

/* Left-to-right and right-to-left text is drawn at its alignment. */
static void
test_directions (void)
{
  static const char *const texts[]
      = { "cat", "\327\220\327\221", "\327\220 cat", "cat \327\220" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      double x, width;

      find_ink (texts[i], LIMEN_ALIGN_START, &x, &width);
      g_assert_cmpfloat (width, >, 5);
      g_assert_cmpfloat_with_epsilon (x, 300, 4);
      find_ink (texts[i], LIMEN_ALIGN_CENTER, &x, &width);
      g_assert_cmpfloat_with_epsilon (x + width / 2, 300, 4);
      find_ink (texts[i], LIMEN_ALIGN_END, &x, &width);
      g_assert_cmpfloat_with_epsilon (x + width, 300, 4);
    }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/figure-layout/crisp", test_crisp);
  g_test_add_func ("/figure-layout/get-plot", test_get_plot);
  g_test_add_func ("/figure-layout/threshold-axis", test_threshold_axis);
  g_test_add_func ("/figure-layout/margins", test_margins);
  g_test_add_func ("/figure-layout/directions", test_directions);
  return g_test_run ();
}
