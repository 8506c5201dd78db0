/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figure-histogram.h"

#include <math.h>

#include "bars.h"
#include "canvas.h"
#include "figures.h"
#include "support.h"

/* Ten bins over 0..1, 30 negatives and 20 positives in each: at most 50, so
 * that the y axis ends there and every bar is full. */
static const LimenRect rect = { 0, 0, 600, 300 };

static TestHistogram *
make_flat (double threshold)
{
  TestHistogram *self = test_histogram_new (10);

  self->figure.axis.threshold = threshold;
  self->figure.axis.n_pinned = 0;
  for (int i = 0; i < 10; i++)
    self->bins[i] = (LimenHistogramBin) { 20, 30 };
  return self;
}

static LimenRect
get_plot (const LimenHistogramFigure *figure)
{
  LimenTheme theme = limen_theme_get (LIMEN_THEME_LIGHT);

  return limen_figure_get_plot (
      rect, limen_figure_histogram_get_margins (figure, &theme));
}

static TestCanvas *
draw (const LimenHistogramFigure *figure, LimenThemeVariant variant)
{
  TestCanvas *canvas = test_canvas_new ((int) rect.width, (int) rect.height);
  LimenTheme theme = limen_theme_get (variant);

  limen_figure_histogram_draw (canvas->cr, rect, figure, &theme);
  return canvas;
}

/* The y in the middle of the lower, negative part of the bars, or of the
 * upper, positive one. */
static int
get_y (LimenRect plot, gboolean is_positive)
{
  return (int) (plot.y + plot.height * (is_positive ? 0.27 : 0.7));
}

static void
test_split_at_line (void)
{
  for (int v = 0; v <= LIMEN_THEME_CONTRAST_DARK; v++)
    {
      LimenTheme theme = limen_theme_get ((LimenThemeVariant) v);
      g_autoptr (TestHistogram) flat = make_flat (0.5371);
      g_autoptr (TestCanvas) canvas
          = draw (&flat->figure, (LimenThemeVariant) v);
      LimenRect plot = get_plot (&flat->figure);
      int line = (int) floor (plot.x + plot.width * 0.5371 + 0.5);

      for (int upper = 0; upper < 2; upper++)
        {
          int y = get_y (plot, upper);

          test_assert_pixel (canvas, line - 2, y,
                             upper ? theme.positive_pale
                                   : theme.negative_pale);
          test_assert_pixel (canvas, line - 1, y, theme.line);
          test_assert_pixel (canvas, line, y, theme.line);
          test_assert_pixel (canvas, line + 1, y,
                             upper ? theme.positive : theme.negative);
        }
    }
}

/* Rows below the lower line are pale, rows from the upper line on have full
 * colour, and the ground between has the colour of the zone. */
static void
test_zone (void)
{
  for (int v = 0; v <= LIMEN_THEME_CONTRAST_DARK; v++)
    {
      LimenTheme theme = limen_theme_get ((LimenThemeVariant) v);
      g_autoptr (TestHistogram) flat = make_flat (0.7371);
      g_autoptr (TestCanvas) canvas = NULL;
      LimenRect plot = get_plot (&flat->figure);
      int lower = (int) floor (plot.x + plot.width * 0.2371 + 0.5);
      int upper = (int) floor (plot.x + plot.width * 0.7371 + 0.5);
      int y = get_y (plot, FALSE);

      flat->bins[5] = (LimenHistogramBin) { 0, 0 };
      flat->figure.axis.has_zone = TRUE;
      flat->figure.axis.refer_from = 0.2371;
      canvas = draw (&flat->figure, (LimenThemeVariant) v);
      test_assert_pixel (canvas, lower - 2, y, theme.negative_pale);
      test_assert_pixel (canvas, lower, y, theme.line);
      test_assert_pixel (canvas, lower + 1, y,
                         limen_color_mix (theme.negative, theme.negative_pale,
                                          0.5));
      test_assert_pixel (canvas, (int) (plot.x + plot.width * 0.55), y,
                         theme.zone);
      test_assert_pixel (canvas, upper, y, theme.line);
      test_assert_pixel (canvas, upper + 1, y, theme.negative);
    }
}

/* The pills of two adjacent lines do not overlap. */
static void
test_pills (void)
{
  LimenTheme theme = limen_theme_get (LIMEN_THEME_LIGHT);

  for (int at = 0; at <= 2; at++)
    {
      g_autoptr (TestHistogram) flat = make_flat (at / 2.0);
      g_autoptr (TestCanvas) one = NULL, two = NULL;

      flat->figure.axis.line_label = "0.5371";
      one = draw (&flat->figure, LIMEN_THEME_LIGHT);
      flat->figure.axis.has_zone = TRUE;
      flat->figure.axis.refer_from = at / 2.0;
      flat->figure.axis.refer_label = "0.5371";
      two = draw (&flat->figure, LIMEN_THEME_LIGHT);
      g_assert_cmpuint (test_canvas_count (two, theme.line), >,
                        test_canvas_count (one, theme.line) * 3 / 2);
    }
}

static void
test_gaps (void)
{
  LimenTheme theme = limen_theme_get (LIMEN_THEME_LIGHT);
  g_autoptr (TestHistogram) flat = make_flat (NAN);
  g_autoptr (TestCanvas) canvas = draw (&flat->figure, LIMEN_THEME_LIGHT);
  LimenRect plot = get_plot (&flat->figure);

  for (int i = 1; i < 10; i++)
    {
      int edge = (int) floor (plot.x + plot.width * i / 10 + 0.5);

      for (int upper = 0; upper < 2; upper++)
        {
          int y = get_y (plot, upper);
          LimenColor color = upper ? theme.positive : theme.negative;

          test_assert_pixel (canvas, edge - 2, y, color);
          test_assert_pixel (canvas, edge - 1, y, theme.plot);
          test_assert_pixel (canvas, edge, y, color);
        }
    }
}

static void
test_no_line (void)
{
  LimenTheme theme = limen_theme_get (LIMEN_THEME_DARK);
  g_autoptr (TestHistogram) flat = make_flat (NAN);
  g_autoptr (TestCanvas) canvas = draw (&flat->figure, LIMEN_THEME_DARK);

  g_assert_cmpuint (test_canvas_count (canvas, theme.negative_pale), ==, 0);
  g_assert_cmpuint (test_canvas_count (canvas, theme.line), <, 100);
  g_assert_cmpuint (test_canvas_count (canvas, theme.negative), >, 10000);
}

/* Nothing is predicted positive at +inf, everything at -inf. */
static void
test_infinite_lines (void)
{
  LimenTheme theme = limen_theme_get (LIMEN_THEME_LIGHT);
  g_autoptr (TestHistogram) none = make_flat (INFINITY);
  g_autoptr (TestHistogram) all = make_flat (-INFINITY);
  g_autoptr (TestCanvas) pale = draw (&none->figure, LIMEN_THEME_LIGHT);
  g_autoptr (TestCanvas) full = draw (&all->figure, LIMEN_THEME_LIGHT);

  g_assert_cmpuint (test_canvas_count (pale, theme.negative), ==, 0);
  g_assert_cmpuint (test_canvas_count (pale, theme.negative_pale), >, 10000);
  g_assert_cmpuint (test_canvas_count (full, theme.negative_pale), ==, 0);
  g_assert_cmpuint (test_canvas_count (full, theme.negative), >, 10000);
}

/* Stacked classes meet at three fifths of the height; one row among a million
 * is a pixel. */
static void
test_heights (void)
{
  LimenTheme theme = limen_theme_get (LIMEN_THEME_LIGHT);
  g_autoptr (TestHistogram) flat = make_flat (NAN);
  LimenRect plot = get_plot (&flat->figure);
  int x = (int) (plot.x + plot.width * 0.55);
  int bottom = (int) floor (plot.y + plot.height + 0.5);
  int middle = (int) floor (plot.y + plot.height * 0.4 + 0.5);
  g_autoptr (TestCanvas) canvas = draw (&flat->figure, LIMEN_THEME_LIGHT);
  g_autoptr (TestCanvas) tall = NULL;

  test_assert_pixel (canvas, x, middle, theme.negative);
  test_assert_pixel (canvas, x, middle - 1, theme.positive);
  test_assert_pixel (canvas, x, (int) plot.y + 1, theme.positive);

  flat->bins[1].negatives = 1e6;
  flat->bins[5] = (LimenHistogramBin) { 1, 1 };
  tall = draw (&flat->figure, LIMEN_THEME_LIGHT);
  test_assert_pixel (tall, x, bottom - 2, theme.positive);
  test_assert_pixel (tall, x, bottom - 3, theme.plot);
}

static void
test_overlaid (void)
{
  LimenTheme theme = limen_theme_get (LIMEN_THEME_LIGHT);
  g_autoptr (TestHistogram) flat = make_flat (0.5);
  LimenRect plot = get_plot (&flat->figure);
  int y = (int) (plot.y + plot.height * 0.7), left = (int) (plot.x + 40);
  int right = (int) (plot.x + plot.width - 40);
  g_autoptr (TestCanvas) canvas = NULL;

  flat->figure.is_stacked = FALSE;
  canvas = draw (&flat->figure, LIMEN_THEME_LIGHT);
  test_assert_pixel (
      canvas, left, y,
      limen_color_mix (theme.negative_pale, theme.positive_pale, 0.5));
  test_assert_pixel (canvas, right, y,
                     limen_color_mix (theme.negative, theme.positive, 0.5));
  y = (int) (plot.y + plot.height * 0.15);
  test_assert_pixel (canvas, left, y, theme.negative_pale);
  test_assert_pixel (canvas, right, y, theme.negative);
}

/* With more bins than pixels, no weight disappears. */
static void
test_many_bins (void)
{
  LimenTheme theme = limen_theme_get (LIMEN_THEME_LIGHT);
  g_autoptr (TestHistogram) many = test_histogram_new (5000);
  g_autoptr (TestCanvas) canvas = NULL;
  LimenRect plot = get_plot (&many->figure);

  many->figure.axis.threshold = NAN;
  for (int i = 0; i < 5000; i++)
    many->bins[i] = (LimenHistogramBin) { 0, 10 };
  canvas = draw (&many->figure, LIMEN_THEME_LIGHT);
  for (int x = (int) plot.x + 1; x < plot.x + plot.width - 1; x++)
    test_assert_pixel (canvas, x, (int) (plot.y + plot.height / 2),
                       theme.negative);
}

static void
test_hovered (void)
{
  LimenTheme theme = limen_theme_get (LIMEN_THEME_LIGHT);
  g_autoptr (TestHistogram) flat = make_flat (NAN);
  LimenRect plot = get_plot (&flat->figure);
  int edge = (int) floor (plot.x + plot.width * 0.3 + 0.5);
  g_autoptr (TestCanvas) canvas = NULL;

  flat->figure.hovered_bin = 3;
  canvas = draw (&flat->figure, LIMEN_THEME_LIGHT);
  test_assert_pixel (canvas, edge - 1, (int) (plot.y + plot.height / 2),
                     theme.foreground);
  flat->figure.hovered_bin = 10;
  test_canvas_free (draw (&flat->figure, LIMEN_THEME_LIGHT));
}

/* A density has the area 1: of both classes together when stacked, of each
 * when overlaid; on a logit axis in units of the logit. */
static void
test_density (void)
{
  g_autoptr (TestHistogram) flat = make_flat (NAN);
  g_autoptr (TestCanvas) canvas = test_canvas_new (10, 10);
  LimenTheme theme = limen_theme_get (LIMEN_THEME_LIGHT);
  LimenBars bars;
  LimenPen pen;

  flat->figure.is_density = TRUE;
  limen_pen_begin (&pen, canvas->cr, &theme);
  limen_bars_init (&bars, &pen, rect, &flat->figure);
  test_assert_near (bars.y.high, 1, 1e-12);
  flat->figure.is_stacked = FALSE;
  flat->bins[4] = (LimenHistogramBin) { 20, 270 };
  limen_bars_init (&bars, &pen, rect, &flat->figure);
  test_assert_near (bars.y.high, 5, 1e-12);
  flat->figure.axis.x = limen_scale_new (LIMEN_TRANSFORM_LOGIT, 0.1, 0.9);
  limen_scale_fill_edges (&flat->figure.axis.x, flat->edges, 10);
  limen_bars_init (&bars, &pen, rect, &flat->figure);
  g_assert_cmpfloat (bars.y.high, >=, 5 / (2 * log (9)));
  g_assert_cmpfloat (bars.y.high, <=, 1.1 * 5 / (2 * log (9)));
  limen_pen_end (&pen);
}

static void
test_y_axis (void)
{
  static const double tops[][2] = { { 785, 800 }, { 610, 700 },  { 1, 1 },
                                    { 50, 50 },   { 50.1, 60 },  { 9.9, 10 },
                                    { 0, 1 },     { 3e-7, 3e-7 } };
  g_autoptr (TestHistogram) flat = make_flat (NAN);
  g_autoptr (TestCanvas) canvas = test_canvas_new (10, 10);
  LimenTheme theme = limen_theme_get (LIMEN_THEME_LIGHT);
  LimenBars bars;
  LimenPen pen;

  limen_pen_begin (&pen, canvas->cr, &theme);
  for (gsize i = 0; i < G_N_ELEMENTS (tops); i++)
    {
      for (int j = 0; j < 10; j++)
        flat->bins[j] = (LimenHistogramBin) { 0, tops[i][0] };
      limen_bars_init (&bars, &pen, rect, &flat->figure);
      g_assert_cmpfloat (bars.y.high, >=, tops[i][0]);
      test_assert_near (bars.y.high / tops[i][1], 1, 1e-12);
    }
  flat->figure.has_log_y = TRUE;
  limen_bars_init (&bars, &pen, rect, &flat->figure);
  g_assert_cmpint (bars.y.transform, ==, LIMEN_TRANSFORM_LOG1P);
  limen_pen_end (&pen);
}

/* Weights that no sweep produces: NaN, infinite, negative, huge. */
static void
test_invalid_weights (void)
{
  static const double weights[] = { NAN, INFINITY, -INFINITY, -3, 1e300, 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (weights); i++)
    for (int style = 0; style < 8; style++)
      {
        g_autoptr (TestHistogram) flat = make_flat (0.5);

        for (int j = 0; j < 10; j++)
          flat->bins[j] = (LimenHistogramBin) { weights[i], weights[i] };
        flat->figure.is_stacked = style & 1;
        flat->figure.is_density = style >> 1 & 1;
        flat->figure.has_log_y = style >> 2 & 1;
        test_canvas_free (draw (&flat->figure, LIMEN_THEME_LIGHT));
      }
}

/* All rows have one score: a bar in the middle, at the line. */
static void
test_single_score (void)
{
  LimenTheme theme = limen_theme_get (LIMEN_THEME_LIGHT);
  g_autoptr (TestHistogram) flat = make_flat (0.37);
  g_autoptr (TestCanvas) canvas = NULL;
  LimenRect plot = get_plot (&flat->figure);

  flat->figure.axis.x = limen_scale_new (LIMEN_TRANSFORM_LINEAR, 0.37, 0.37);
  for (int i = 0; i <= 10; i++)
    flat->edges[i] = 0.37;
  canvas = draw (&flat->figure, LIMEN_THEME_LIGHT);
  test_assert_pixel (canvas, (int) (plot.x + plot.width / 2) - 10,
                     get_y (plot, FALSE), theme.negative_pale);
  test_assert_pixel (canvas, (int) (plot.x + plot.width / 2) + 10,
                     get_y (plot, FALSE), theme.negative);
}

/* Names come from files: any bytes, any length, or none. */
static void
test_legend_names (void)
{
  g_autofree char *long_name = g_strnfill (100000, 'W');
  const char *const names[]
      = { "stayed", "\377\376 broken", "two\nlines", "<b>&", "", NULL };
  g_autoptr (TestHistogram) flat = make_flat (0.5);

  flat->figure.has_legend = TRUE;
  flat->figure.axis.line_label = "0.5";
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      flat->figure.negative_name = names[i];
      flat->figure.positive_name = long_name;
      test_canvas_free (draw (&flat->figure, LIMEN_THEME_PRINT));
    }
}

/* The pill stays inside the rect, wherever the line is. */
static void
test_pill_inside (void)
{
  LimenTheme theme = limen_theme_get (LIMEN_THEME_LIGHT);
  static const double thresholds[] = { 0, 0.004, 1, INFINITY, -INFINITY };

  for (gsize i = 0; i < G_N_ELEMENTS (thresholds); i++)
    {
      g_autoptr (TestHistogram) flat = make_flat (thresholds[i]);
      g_autoptr (TestCanvas) canvas = NULL;
      LimenRect plot = get_plot (&flat->figure);
      gboolean is_right = thresholds[i] > 0.5;

      flat->figure.axis.line_label = "0.123456789012345678";
      canvas = draw (&flat->figure, LIMEN_THEME_LIGHT);
      test_assert_pixel (canvas, is_right ? 592 : 8,
                         (int) (plot.y - 0.5 * theme.font_size),
                         theme.line);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/histogram/split-at-line", test_split_at_line);
  g_test_add_func ("/histogram/zone", test_zone);
  g_test_add_func ("/histogram/pills", test_pills);
  g_test_add_func ("/histogram/gaps", test_gaps);
  g_test_add_func ("/histogram/no-line", test_no_line);
  g_test_add_func ("/histogram/infinite-lines", test_infinite_lines);
  g_test_add_func ("/histogram/heights", test_heights);
  g_test_add_func ("/histogram/overlaid", test_overlaid);
  g_test_add_func ("/histogram/many-bins", test_many_bins);
  g_test_add_func ("/histogram/hovered", test_hovered);
  g_test_add_func ("/histogram/density", test_density);
  g_test_add_func ("/histogram/y-axis", test_y_axis);
  g_test_add_func ("/histogram/invalid-weights", test_invalid_weights);
  g_test_add_func ("/histogram/single-score", test_single_score);
  g_test_add_func ("/histogram/legend-names", test_legend_names);
  g_test_add_func ("/histogram/pill-inside", test_pill_inside);
  return g_test_run ();
}
