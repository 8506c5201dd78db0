#include <locale.h>

#include "canvas.h"
#include "figures.h"

/* A widget that keeps the lower layer shows what is drawn in one go. */
static void
test_layers (void)
{
  LimenTheme theme = limen_theme_get (LIMEN_THEME_LIGHT);
  LimenRect rect = { 0, 0, 400, 300 };
  g_autoptr (TestCurves) curves = test_curves_new (1000);
  g_autoptr (TestCanvas) whole = test_canvas_new (400, 300);
  g_autoptr (TestCanvas) lower = test_canvas_new (400, 300);
  g_autoptr (TestCanvas) layered = test_canvas_new (400, 300);

  limen_figure_curves_draw (whole->cr, rect, &curves->figure, &theme);
  curves->figure.axis.threshold = 0.9;
  limen_figure_curves_draw_series (lower->cr, rect, &curves->figure, &theme);
  cairo_set_source_surface (layered->cr, lower->surface, 0, 0);
  cairo_paint (layered->cr);
  curves->figure.axis.threshold = 0.52;
  limen_figure_curves_draw_line (layered->cr, rect, &curves->figure, &theme);
  g_assert_true (test_canvas_equals (whole, layered));
}

static void
test_xy_layers (void)
{
  LimenTheme theme = limen_theme_get (LIMEN_THEME_LIGHT);
  LimenRect rect = { 0, 0, 400, 300 };
  g_autoptr (TestXy) xy = test_xy_new (LIMEN_POINTS_ROC, 500, 0.52);
  g_autoptr (TestXy) moved = test_xy_new (LIMEN_POINTS_ROC, 500, 0.1);
  g_autoptr (TestCanvas) whole = test_canvas_new (400, 300);
  g_autoptr (TestCanvas) layered = test_canvas_new (400, 300);

  limen_figure_xy_draw (whole->cr, rect, &xy->figure, &theme);
  limen_figure_xy_draw_curves (layered->cr, rect, &moved->figure, &theme);
  limen_figure_xy_draw_markers (layered->cr, rect, &xy->figure, &theme);
  g_assert_true (test_canvas_equals (whole, layered));
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/figure-layers/layers", test_layers);
  g_test_add_func ("/figure-layers/xy-layers", test_xy_layers);
  return g_test_run ();
}
