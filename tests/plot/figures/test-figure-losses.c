/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figure-losses.h"

#include <math.h>

#include "canvas.h"
#include "figures.h"
#include "support.h"

static const LimenRect rect = { 0, 0, 600, 300 };

/* Ten bins over losses from 0 to 5, each with 30 right and 20 wrong rows, so
 * that every bar has full height. */
static TestLosses *
make_flat (void)
{
  TestLosses *self = test_losses_new (10, 5);

  self->figure.mean = self->figure.base_rate = NAN;
  self->figure.negative_name = self->figure.positive_name = NULL;
  self->figure.has_log_y = FALSE;
  for (int i = 0; i < 10; i++)
    self->bins[i] = (LimenLossBin) { 30, 20 };
  return self;
}

static LimenRect
get_plot (const LimenLossesFigure *figure)
{
  LimenTheme theme = limen_theme_get (LIMEN_THEME_LIGHT);

  return limen_figure_get_plot (
      rect, limen_figure_losses_get_margins (figure, &theme));
}

static TestCanvas *
draw (const LimenLossesFigure *figure, LimenThemeVariant variant)
{
  TestCanvas *canvas = test_canvas_new ((int) rect.width, (int) rect.height);
  LimenTheme theme = limen_theme_get (variant);

  limen_figure_losses_draw (canvas->cr, rect, figure, &theme);
  return canvas;
}

static int
get_middle (LimenRect plot, int bin)
{
  return (int) (plot.x + plot.width * (bin + 0.5) / 10);
}

/* Wrong rows are stacked on right ones, in colours other than those of the
 * classes. */
static void
test_parts (void)
{
  for (int v = 0; v <= LIMEN_THEME_CONTRAST_DARK; v++)
    {
      LimenTheme theme = limen_theme_get ((LimenThemeVariant) v);
      g_autoptr (TestLosses) flat = make_flat ();
      g_autoptr (TestCanvas) canvas
          = draw (&flat->figure, (LimenThemeVariant) v);
      LimenRect plot = get_plot (&flat->figure);

      for (int bin = 0; bin < 10; bin++)
        {
          int x = get_middle (plot, bin);

          test_assert_pixel (canvas, x, (int) (plot.y + plot.height * 0.7),
                             theme.series[0]);
          test_assert_pixel (canvas, x, (int) (plot.y + plot.height * 0.27),
                             theme.series[1]);
        }
      g_assert_cmpuint (test_canvas_count (canvas, theme.negative), ==, 0);
      g_assert_cmpuint (test_canvas_count (canvas, theme.positive), ==, 0);
    }
}

/* A long tail is laid out by the logarithm; reference lines are on the axis;
 * rows whose losses are all 0 still have an axis. */
static void
test_scale (void)
{
  const LimenLossSummary summaries[]
      = { { 0.3, 0.69, 5 }, { 0.3, 0.69, 37.5 }, { 0.01, 0.69, 0.2 },
          { 0, 0, 0 },      { 1, 0.5, INFINITY } };
  const LimenLossSummary none = { NAN, 0.69, NAN };
  const double highs[] = { 5, 37.5, 0.69, 1, G_MAXDOUBLE };
  const LimenTransform transforms[]
      = { LIMEN_TRANSFORM_LINEAR, LIMEN_TRANSFORM_LOG1P,
          LIMEN_TRANSFORM_LINEAR, LIMEN_TRANSFORM_LINEAR,
          LIMEN_TRANSFORM_LOG1P };
  LimenScale scale;

  for (gsize i = 0; i < G_N_ELEMENTS (summaries); i++)
    {
      scale = limen_figure_losses_get_scale (&summaries[i]);
      g_assert_cmpfloat (scale.low, ==, 0);
      g_assert_cmpfloat (scale.high, ==, highs[i]);
      g_assert_cmpint (scale.transform, ==, transforms[i]);
      g_assert_false (limen_scale_is_degenerate (&scale));
    }
  scale = limen_figure_losses_get_scale (&none);
  g_assert_true (limen_scale_is_degenerate (&scale));
}

/* The mean is a line of its own, the base rate a dashed one. */
static void
test_lines (void)
{
  LimenTheme theme = limen_theme_get (LIMEN_THEME_LIGHT);
  g_autoptr (TestLosses) flat = make_flat ();
  g_autoptr (TestCanvas) canvas = NULL;
  LimenRect plot = get_plot (&flat->figure);
  int mean = (int) floor (plot.x + plot.width * 1.23 / 5 + 0.5);
  int base = (int) floor (plot.x + plot.width * 3.71 / 5);
  int n_dashes = 0;

  flat->figure.mean = 1.23;
  flat->figure.base_rate = 3.71;
  canvas = draw (&flat->figure, LIMEN_THEME_LIGHT);
  for (int y = (int) plot.y + 2; y < plot.y + plot.height - 2; y++)
    {
      test_assert_pixel (canvas, mean - 1, y, theme.line);
      test_assert_pixel (canvas, mean, y, theme.line);
      n_dashes += test_canvas_is (canvas, base, y, theme.foreground);
    }
  g_assert_cmpint (n_dashes, >, 0.3 * plot.height);
  g_assert_cmpint (n_dashes, <, 0.7 * plot.height);
}

/* Wherever both lines are, their labels do not overlap: the text of the base
 * rate is complete beside the pill. */
static void
test_labels_apart (void)
{
  LimenTheme theme = limen_theme_get (LIMEN_THEME_LIGHT);
  LimenRect plot;

  for (double mean = 0; mean <= 5; mean += 0.2)
    for (double base = 0; base <= 5; base += 0.2)
      {
        g_autoptr (TestLosses) flat = make_flat ();
        g_autoptr (TestCanvas) both = NULL, none = NULL;
        gsize n_changed = 0;

        flat->figure.mean = mean;
        none = draw (&flat->figure, LIMEN_THEME_LIGHT);
        flat->figure.base_rate = base;
        both = draw (&flat->figure, LIMEN_THEME_LIGHT);
        plot = get_plot (&flat->figure);
        for (int y = 0; y < plot.y - 2; y++)
          for (int x = 0; x < rect.width; x++)
            {
              if (test_canvas_is (none, x, y, theme.background))
                n_changed += !test_canvas_is (both, x, y, theme.background);
              else
                g_assert_true (test_canvas_is (both, x, y, theme.line)
                               == test_canvas_is (none, x, y, theme.line));
            }
        g_assert_cmpuint (n_changed, >, 200);
      }
}

/* Number of pixels of a colour below the base line. */
static int
count_below (const LimenLossesFigure *figure, LimenColor color)
{
  g_autoptr (TestCanvas) canvas = draw (figure, LIMEN_THEME_LIGHT);
  LimenRect plot = get_plot (figure);
  int n = 0;

  for (int y = (int) (plot.y + plot.height); y < rect.height; y++)
    for (int x = 0; x < rect.width; x++)
      n += test_canvas_is (canvas, x, y, color);
  return n;
}

/* The loss at the threshold is marked below the bars in the colour of its
 * class: both where they meet, none beyond the axis or without a class
 * name. */
static void
test_edges (void)
{
  LimenTheme theme = limen_theme_get (LIMEN_THEME_LIGHT);
  g_autoptr (TestLosses) flat = make_flat ();
  LimenLossesFigure *figure = &flat->figure;
  int n_negative, n_positive;

  figure->negative_edge = 1;
  figure->positive_edge = 4;
  g_assert_cmpint (count_below (figure, theme.negative), ==, 0);
  figure->negative_name = "stayed";
  figure->positive_name = "churned";
  n_negative = count_below (figure, theme.negative);
  n_positive = count_below (figure, theme.positive);
  g_assert_cmpint (n_negative, >, 15);
  g_assert_cmpint (n_positive, >, 15);
  figure->positive_edge = 1;
  g_assert_cmpint (count_below (figure, theme.negative), >, n_negative / 4);
  g_assert_cmpint (count_below (figure, theme.positive), >, n_positive / 4);
  figure->positive_edge = 5.5;
  g_assert_cmpint (count_below (figure, theme.positive), ==, 0);
  figure->negative_edge = NAN;
  g_assert_cmpint (count_below (figure, theme.negative), ==, 0);
}

/* Long names are ellipsized in the legend, between characters; a longer name
 * of the same start looks identical. */
static void
test_long_names (void)
{
  static const char long_name[]
      = "\303\244\303\244\303\244\303\244\303\244\303\244\303\244\303\244"
        "\303\244\303\244\303\244\303\244\303\244\303\244\303\244\303\244"
        "\303\244\303\244\303\244\303\244\303\244\303\244\303\244\303\244";
  g_autofree char *longer = g_strconcat (long_name, "a", NULL);
  g_autofree char *longest = g_strconcat (long_name, long_name, NULL);
  const char *names[] = { long_name, longer, longest };
  TestCanvas *canvases[3];
  g_autoptr (TestLosses) flat = make_flat ();

  flat->figure.has_legend = TRUE;
  flat->figure.negative_edge = flat->figure.positive_edge = 2;
  for (int i = 0; i < 3; i++)
    {
      flat->figure.negative_name = flat->figure.positive_name = names[i];
      canvases[i] = draw (&flat->figure, LIMEN_THEME_LIGHT);
    }
  g_assert_false (test_canvas_equals (canvases[0], canvases[1]));
  g_assert_true (test_canvas_equals (canvases[1], canvases[2]));
  for (int i = 0; i < 3; i++)
    test_canvas_free (canvases[i]);
}

static void
test_selection (void)
{
  LimenTheme theme = limen_theme_get (LIMEN_THEME_LIGHT);
  g_autoptr (TestLosses) flat = make_flat ();
  g_autoptr (TestCanvas) canvas = NULL;
  LimenRect plot = get_plot (&flat->figure);
  int y = (int) plot.y + 5;

  flat->bins[3] = (LimenLossBin) { 1, 0 };
  flat->bins[4] = (LimenLossBin) { 1, 0 };
  flat->figure.selected_bin = 3;
  canvas = draw (&flat->figure, LIMEN_THEME_LIGHT);
  test_assert_pixel (canvas, get_middle (plot, 3), y, theme.band);
  test_assert_pixel (canvas, get_middle (plot, 4), y, theme.plot);
  flat->figure.selected_bin = flat->figure.hovered_bin = 10;
  test_canvas_free (draw (&flat->figure, LIMEN_THEME_LIGHT));
}

/* The bin at a point is the one drawn there, with and without a legend. */
static void
test_get_bin (void)
{
  LimenTheme theme = limen_theme_get (LIMEN_THEME_LIGHT);
  g_autoptr (TestLosses) flat = make_flat ();

  for (int has_legend = 0; has_legend < 2; has_legend++)
    {
      LimenRect plot = get_plot (&flat->figure);
      double y = plot.y + plot.height - 1;

      flat->figure.has_legend = has_legend;
      for (int bin = 0; bin < 10; bin++)
        g_assert_cmpint (limen_figure_losses_get_bin (
                             &flat->figure, rect, &theme,
                             plot.x + plot.width * (bin + 0.5) / 10, y),
                         ==, bin);
      g_assert_cmpint (limen_figure_losses_get_bin (&flat->figure, rect,
                                                    &theme, plot.x - 1, y),
                       ==, -1);
      g_assert_cmpint (limen_figure_losses_get_bin (&flat->figure, rect,
                                                    &theme, plot.x + 9, y + 2),
                       ==, -1);
    }
}

/* Without data, the reason is written and no bar and no line is drawn. */
static void
test_empty (void)
{
  LimenTheme theme = limen_theme_get (LIMEN_THEME_LIGHT);
  g_autoptr (TestLosses) scores = test_losses_new (20, NAN);
  g_autoptr (TestLosses) flat = make_flat ();
  g_autoptr (TestCanvas) a = NULL, b = NULL, c = NULL, d = NULL;

  scores->figure.message = "plain scores have no loss";
  a = draw (&scores->figure, LIMEN_THEME_LIGHT);
  g_assert_cmpuint (test_canvas_count (a, theme.series[0]), ==, 0);
  g_assert_cmpuint (test_canvas_count (a, theme.line), ==, 0);
  scores->figure.message = "";
  d = draw (&scores->figure, LIMEN_THEME_LIGHT);
  g_assert_false (test_canvas_equals (a, d));
  for (int i = 0; i < 10; i++)
    flat->bins[i] = (LimenLossBin) { 0, i == 2 ? NAN : 0 };
  b = draw (&flat->figure, LIMEN_THEME_LIGHT);
  g_assert_cmpuint (test_canvas_count (b, theme.series[1]), ==, 0);
  flat->figure.message = "other words";
  c = draw (&flat->figure, LIMEN_THEME_LIGHT);
  g_assert_false (test_canvas_equals (b, c));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/figure-losses/parts", test_parts);
  g_test_add_func ("/figure-losses/scale", test_scale);
  g_test_add_func ("/figure-losses/lines", test_lines);
  g_test_add_func ("/figure-losses/labels-apart", test_labels_apart);
  g_test_add_func ("/figure-losses/edges", test_edges);
  g_test_add_func ("/figure-losses/long-names", test_long_names);
  g_test_add_func ("/figure-losses/selection", test_selection);
  g_test_add_func ("/figure-losses/get-bin", test_get_bin);
  g_test_add_func ("/figure-losses/empty", test_empty);
  return g_test_run ();
}
