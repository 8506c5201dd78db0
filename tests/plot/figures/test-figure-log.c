/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figure-log.h"

#include <math.h>

#include "axis.h"
#include "canvas.h"
#include "figures.h"
#include "support.h"

static const LimenRect rect = { 0, 0, 640, 400 };

/* A figure without rows, to which tests add their own. */
static TestLog *
make_bare (double largest)
{
  TestLog *self = test_log_new (largest);

  self->figure.mean = self->figure.marked = NAN;
  self->figure.above = (LimenLossBin) { 0, 0 };
  for (int i = 0; i < LIMEN_FIGURE_LOG_BINS; i++)
    self->bins[i] = (LimenLossBin) { 0, 0 };
  return self;
}

static TestCanvas *
draw (const LimenLogFigure *figure, LimenThemeVariant variant)
{
  TestCanvas *canvas = test_canvas_new ((int) rect.width, (int) rect.height);
  LimenTheme theme = limen_theme_get (variant);

  limen_figure_log_draw (canvas->cr, rect, figure, &theme);
  return canvas;
}

static LimenRect
get_plot (void)
{
  LimenTheme theme = limen_theme_get (LIMEN_THEME_LIGHT);
  LimenThresholdAxis axis = { .x_title = "p" };
  LimenMargins margins = limen_axis_get_margins (&axis, &theme);

  margins.top = ceil (2.2 * theme.font_size);
  return limen_figure_get_plot (rect, margins);
}

static void
test_scale (void)
{
  const double largest[] = { NAN, 0, 0.3, 4.02, 5.9, 7, 100, INFINITY };
  const double highs[] = { 7, 3, 3, 5, 7, 7, 7, 7 };

  for (gsize i = 0; i < G_N_ELEMENTS (largest); i++)
    g_assert_cmpfloat (limen_figure_log_get_scale (largest[i]).high, ==,
                       highs[i]);
}

/* The edges rise from 0 to the end of the axis, at about equal distances along
 * the curve. */
static void
test_edges (void)
{
  for (double top = 3; top <= 7; top++)
    for (gsize n = 8; n < 200; n += 37)
      {
        LimenScale y = limen_scale_new (LIMEN_TRANSFORM_LINEAR, 0, top);
        g_autofree double *edges = g_new (double, n + 1);
        double least = HUGE_VAL, most = 0;

        limen_figure_log_fill_edges (&y, edges, n);
        g_assert_cmpfloat (edges[0], ==, 0);
        g_assert_cmpfloat (edges[n], ==, top);
        for (gsize i = 0; i < n; i++)
          {
            double length = hypot ((edges[i + 1] - edges[i]) / top,
                                   exp (-edges[i]) - exp (-edges[i + 1]));

            g_assert_cmpfloat (edges[i], <, edges[i + 1]);
            least = fmin (least, length);
            most = fmax (most, length);
          }
        g_assert_cmpfloat (most, <, 2.2 * least);
      }
}

/* The curve passes through known points, in every theme. */
static void
test_curve (void)
{
  const double losses[] = { 0.2, 0.7, 1.5, 2.9, 4.4 };
  LimenRect plot = get_plot ();

  for (int v = 0; v <= LIMEN_THEME_CONTRAST_DARK; v++)
    {
      LimenTheme theme = limen_theme_get ((LimenThemeVariant) v);
      g_autoptr (TestLog) bare = make_bare (4.5);
      g_autoptr (TestCanvas) canvas
          = draw (&bare->figure, (LimenThemeVariant) v);

      for (gsize i = 0; i < G_N_ELEMENTS (losses); i++)
        {
          int x = (int) (plot.x + plot.width * exp (-losses[i]));
          int y = (int) (plot.y + plot.height * (1 - losses[i] / 5));
          gboolean is_there = FALSE;

          for (int dx = -1; dx <= 1; dx++)
            for (int dy = -1; dy <= 1; dy++)
              is_there = is_there
                         || test_canvas_is (canvas, x + dx, y + dy,
                                            theme.dim);
          g_assert_true (is_there);
        }
    }
}

/* Discs are on the curve: the radius grows with the logarithm of the weight,
 * and the share of wrong rows is a wedge. */
static void
test_discs (void)
{
  LimenTheme theme = limen_theme_get (LIMEN_THEME_DARK);
  g_autoptr (TestLog) bare = make_bare (4.5);
  g_autoptr (TestCanvas) large = NULL, small = NULL, mixed = NULL;
  double n_large, n_small, loss, radius, expected;
  LimenRect plot = get_plot ();
  int x, y;

  bare->bins[20] = (LimenLossBin) { 400, 0 };
  large = draw (&bare->figure, LIMEN_THEME_DARK);
  n_large = (double) test_canvas_count (large, theme.series[0]);
  loss = (bare->edges[20] + bare->edges[21]) / 2;
  x = (int) (plot.x + plot.width * exp (-loss));
  y = (int) (plot.y + plot.height * (1 - loss / 5));
  test_assert_pixel (large, x, y, theme.series[0]);

  bare->bins[3] = (LimenLossBin) { 800, 0 };
  bare->bins[20] = (LimenLossBin) { 7, 0 };
  small = draw (&bare->figure, LIMEN_THEME_DARK);
  n_small = (double) test_canvas_count (small, theme.series[0]) - n_large;
  radius = 0.4 * (plot.width + plot.height) / LIMEN_FIGURE_LOG_BINS;
  expected = 2.5 + (radius - 2.5) * log (8) / log (801);
  g_assert_cmpfloat (fabs (sqrt (n_small / n_large) - expected / radius), <,
                     0.1);

  bare->bins[3] = (LimenLossBin) { 0, 0 };
  bare->bins[20] = (LimenLossBin) { 300, 100 };
  mixed = draw (&bare->figure, LIMEN_THEME_DARK);
  test_assert_pixel (mixed, x + 3, y - 3, theme.series[1]);
  test_assert_pixel (mixed, x - 3, y - 3, theme.series[0]);
  test_assert_pixel (mixed, x + 3, y + 3, theme.series[0]);
}

/* Rows beyond the axis are counted at its end; mean and marked row are drawn
 * only where the axis reaches them. */
static void
test_marks (void)
{
  LimenTheme theme = limen_theme_get (LIMEN_THEME_LIGHT);
  g_autoptr (TestLog) bare = make_bare (50);
  g_autoptr (TestCanvas) none = NULL, above = NULL, marked = NULL;

  bare->bins[0] = (LimenLossBin) { 5, 0 };
  none = draw (&bare->figure, LIMEN_THEME_LIGHT);
  g_assert_cmpuint (test_canvas_count (none, theme.series[1]), ==, 0);
  bare->figure.above = (LimenLossBin) { 0, 12 };
  above = draw (&bare->figure, LIMEN_THEME_LIGHT);
  g_assert_cmpuint (test_canvas_count (above, theme.series[1]), >, 10);
  bare->figure.mean = 7.5;
  bare->figure.marked = 50;
  marked = draw (&bare->figure, LIMEN_THEME_LIGHT);
  g_assert_true (test_canvas_equals (above, marked));
  test_canvas_free (marked);
  bare->figure.mean = 2.1;
  marked = draw (&bare->figure, LIMEN_THEME_LIGHT);
  g_assert_false (test_canvas_equals (above, marked));
}

/* Without rows, the curve is drawn with the message why. */
static void
test_empty (void)
{
  g_autoptr (TestLog) bare = make_bare (NAN);
  g_autoptr (TestCanvas) plain = draw (&bare->figure, LIMEN_THEME_LIGHT);
  g_autoptr (TestCanvas) other = NULL;

  bare->figure.message = "plain scores give no probability";
  other = draw (&bare->figure, LIMEN_THEME_LIGHT);
  g_assert_false (test_canvas_equals (plain, other));
  for (int i = 0; i < LIMEN_FIGURE_LOG_BINS; i++)
    bare->bins[i] = (LimenLossBin) { i % 2 ? NAN : -3, INFINITY };
  test_canvas_free (draw (&bare->figure, LIMEN_THEME_LIGHT));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/figure-log/scale", test_scale);
  g_test_add_func ("/figure-log/edges", test_edges);
  g_test_add_func ("/figure-log/curve", test_curve);
  g_test_add_func ("/figure-log/discs", test_discs);
  g_test_add_func ("/figure-log/marks", test_marks);
  g_test_add_func ("/figure-log/empty", test_empty);
  return g_test_run ();
}
