/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figure-curves.h"
#include "legend.h"

#include <math.h>

#include "axis.h"
#include "canvas.h"
#include "figures.h"
#include "support.h"

#define N_COLUMNS 500

static const LimenRect rect = { 0, 0, 600, 400 };

/* One curve, level at 0.2 until a test changes it. */
typedef struct
{
  LimenCurveColumn *columns;
  LimenCurveSeries series;
  LimenCurvesFigure figure;
} Level;

static Level *
level_new (gsize n_columns)
{
  Level *self = g_new0 (Level, 1);

  self->columns = g_new (LimenCurveColumn, n_columns);
  for (gsize i = 0; i < n_columns; i++)
    self->columns[i] = (LimenCurveColumn) { 0.2, 0.2, 0.2, 0.2 };
  self->series = (LimenCurveSeries) { "recall", self->columns, n_columns,
                                      NAN, 1 };
  self->figure = (LimenCurvesFigure) {
    .axis = test_axis_new (NAN),
    .series = &self->series,
    .n_series = 1,
    .y = limen_scale_new (LIMEN_TRANSFORM_LINEAR, 0, 1),
  };
  self->figure.axis.band_low = NAN;
  self->figure.axis.n_pinned = 0;
  return self;
}

static void
level_free (Level *self)
{
  g_free (self->columns);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Level, level_free)

static LimenTheme
get_theme (void)
{
  return limen_theme_get (LIMEN_THEME_LIGHT);
}

static LimenRect
get_plot (const LimenCurvesFigure *figure)
{
  LimenTheme theme = get_theme ();

  return limen_figure_get_plot (
      rect, limen_figure_curves_get_margins (figure, &theme));
}

static TestCanvas *
draw (const LimenCurvesFigure *figure)
{
  TestCanvas *canvas = test_canvas_new ((int) rect.width, (int) rect.height);
  LimenTheme theme = get_theme ();

  limen_figure_curves_draw (canvas->cr, rect, figure, &theme);
  return canvas;
}

static int
get_x (LimenRect plot, double share)
{
  return (int) (plot.x + plot.width * share);
}

static int
get_y (LimenRect plot, double value)
{
  return (int) (plot.y + plot.height * (1 - value));
}

/* Finds the first and last pixel row in which a pixel column shows the curve;
 * -1: none. */
static void
find_extent (TestCanvas *canvas, int x, LimenRect plot, int *top, int *bottom)
{
  LimenColor color = get_theme ().series[1];

  *top = *bottom = -1;
  for (int y = (int) plot.y; y < plot.y + plot.height; y++)
    if (test_canvas_is (canvas, x, y, color))
      {
        *top = *top < 0 ? y : *top;
        *bottom = y;
      }
}

static void
assert_reaches (TestCanvas *canvas, LimenRect plot, double share, double low,
                double high)
{
  int top, bottom;

  find_extent (canvas, get_x (plot, share), plot, &top, &bottom);
  g_assert_cmpint (ABS (top - get_y (plot, high)), <=, 2);
  g_assert_cmpint (ABS (bottom - get_y (plot, low)), <=, 2);
}

static void
test_level (void)
{
  g_autoptr (Level) level = level_new (N_COLUMNS);
  g_autoptr (TestCanvas) canvas = draw (&level->figure);
  LimenRect plot = get_plot (&level->figure);

  for (int i = 1; i < 20; i++)
    assert_reaches (canvas, plot, i / 20.0, 0.2, 0.2);
}

/* The extreme of one column is drawn at its value, whether there are fewer
 * columns than pixels, about as many, or many more. */
static void
test_extremes (void)
{
  static const gsize n_columns[] = { 40, 500, 529, 4096, 100003 };

  for (gsize i = 0; i < G_N_ELEMENTS (n_columns); i++)
    {
      g_autoptr (Level) level = level_new (n_columns[i]);
      g_autoptr (TestCanvas) canvas = NULL;
      LimenRect plot = get_plot (&level->figure);
      gsize middle = n_columns[i] / 2;

      level->columns[middle].high = 0.9;
      level->columns[middle].low = 0.05;
      canvas = draw (&level->figure);
      assert_reaches (canvas, plot,
                      ((double) middle + 0.5) / (double) n_columns[i], 0.05,
                      0.9);
      assert_reaches (canvas, plot, 0.2, 0.2, 0.2);
      assert_reaches (canvas, plot, 0.8, 0.2, 0.2);
    }
}

/* A step is drawn as a step: low on its left, high on its right, vertical
 * between. */
static void
test_step (void)
{
  g_autoptr (Level) level = level_new (N_COLUMNS);
  g_autoptr (TestCanvas) canvas = NULL;
  LimenRect plot = get_plot (&level->figure);
  int top, bottom, highest = G_MAXINT, lowest = -1, n_upright = 0;

  level->columns[250] = (LimenCurveColumn) { 0.2, 0.7, 0.2, 0.7 };
  for (int i = 251; i < N_COLUMNS; i++)
    level->columns[i] = (LimenCurveColumn) { 0.7, 0.7, 0.7, 0.7 };
  canvas = draw (&level->figure);
  assert_reaches (canvas, plot, 0.49, 0.2, 0.2);
  assert_reaches (canvas, plot, 0.51, 0.7, 0.7);
  for (int x = get_x (plot, 0.5) - 1; x <= get_x (plot, 0.5) + 2; x++)
    {
      find_extent (canvas, x, plot, &top, &bottom);
      highest = top >= 0 ? MIN (highest, top) : highest;
      lowest = MAX (lowest, bottom);
      n_upright += top >= 0 && bottom - top > 50;
    }
  g_assert_cmpint (ABS (highest - get_y (plot, 0.7)), <=, 2);
  g_assert_cmpint (ABS (lowest - get_y (plot, 0.2)), <=, 2);
  g_assert_cmpint (n_upright, >=, 1);
  g_assert_cmpint (n_upright, <=, 2);
}

static void
test_gap (void)
{
  g_autoptr (Level) level = level_new (N_COLUMNS);
  g_autoptr (TestCanvas) canvas = NULL;
  LimenRect plot = get_plot (&level->figure);
  int top, bottom;

  level->columns[199].last = NAN;
  for (int i = 200; i < 300; i++)
    level->columns[i] = (LimenCurveColumn) { NAN, NAN, NAN, NAN };
  level->columns[300].first = NAN;
  canvas = draw (&level->figure);
  assert_reaches (canvas, plot, 0.39, 0.2, 0.2);
  assert_reaches (canvas, plot, 0.61, 0.2, 0.2);
  for (double share = 0.41; share < 0.59; share += 0.005)
    {
      find_extent (canvas, get_x (plot, share), plot, &top, &bottom);
      g_assert_cmpint (top, ==, -1);
    }
}

/* A curve defined inside of a single column is still visible. */
static void
test_island (void)
{
  g_autoptr (Level) level = level_new (N_COLUMNS);
  g_autoptr (TestCanvas) canvas = NULL;
  LimenRect plot = get_plot (&level->figure);
  int x = get_x (plot, 0.501), y = get_y (plot, 0.43);

  for (int i = 0; i < N_COLUMNS; i++)
    level->columns[i] = (LimenCurveColumn) { NAN, NAN, NAN, NAN };
  level->columns[250] = (LimenCurveColumn) { NAN, NAN, 0.43, 0.43 };
  canvas = draw (&level->figure);
  g_assert_false (test_canvas_is (canvas, x, y, get_theme ().plot));
  test_assert_pixel (canvas, x + 4, y, get_theme ().plot);
  test_assert_pixel (canvas, x - 4, y, get_theme ().plot);
}

/* Values beyond the y axis: the curve leaves the figure there. */
static void
test_off_scale (void)
{
  g_autoptr (Level) level = level_new (N_COLUMNS);
  g_autoptr (TestCanvas) canvas = NULL;
  LimenRect plot = get_plot (&level->figure);
  int top, bottom;

  for (int i = 250; i < N_COLUMNS; i++)
    level->columns[i]
        = (LimenCurveColumn) { INFINITY, 1e300, 5, INFINITY };
  level->series.value = INFINITY;
  level->figure.axis.threshold = 0.9;
  canvas = draw (&level->figure);
  find_extent (canvas, get_x (plot, 0.75), plot, &top, &bottom);
  g_assert_cmpint (top, ==, -1);
  assert_reaches (canvas, plot, 0.25, 0.2, 0.2);
}

static void
test_line_and_ring (void)
{
  LimenTheme theme = get_theme ();
  g_autoptr (Level) level = level_new (N_COLUMNS);
  g_autoptr (TestCanvas) canvas = NULL;
  LimenRect plot = get_plot (&level->figure);
  int line = (int) floor (plot.x + plot.width * 0.614 + 0.5);

  level->figure.axis.threshold = 0.614;
  level->series.value = 0.53;
  canvas = draw (&level->figure);
  test_assert_pixel (canvas, line - 1, 0, theme.line);
  test_assert_pixel (canvas, line, 0, theme.line);
  test_assert_pixel (canvas, line - 2, 0, theme.background);
  test_assert_pixel (canvas, line, (int) (plot.y + plot.height) - 1,
                     theme.line);
  test_assert_pixel (canvas, line, get_y (plot, 0.53), theme.plot);
  test_assert_pixel (canvas, line - 4, get_y (plot, 0.53), theme.series[1]);
}

/* The threshold line has one x in both figures, whatever else they show. */
static void
test_line_meets_histogram (void)
{
  LimenTheme theme = get_theme ();

  for (int i = 0; i <= 40; i++)
    {
      double threshold = i / 40.0;
      g_autoptr (Level) level = level_new (N_COLUMNS);
      g_autoptr (TestHistogram) histogram = test_histogram_new (40);
      g_autoptr (TestCanvas) lower = NULL;
      g_autoptr (TestCanvas) upper = test_canvas_new (600, 400);

      level->figure.axis.threshold = threshold;
      level->figure.axis.x_title = "threshold";
      histogram->figure.axis.threshold = threshold;
      histogram->figure.axis.line_label = "0.5";
      lower = draw (&level->figure);
      limen_figure_histogram_draw (upper->cr, rect, &histogram->figure, &theme);
      for (int x = 0; x < 600; x++)
        g_assert_cmpint (test_canvas_is (upper, x, 399, theme.line), ==,
                         test_canvas_is (lower, x, 0, theme.line));
      g_assert_cmpuint (test_canvas_count (lower, theme.line), >, 600);
    }
}

/* The y of the curve, level at 0.2, in a figure with a legend. */
static double
find_curve (const char *line_label)
{
  LimenColor color = get_theme ().series[1];
  g_autoptr (Level) level = level_new (N_COLUMNS);
  g_autoptr (TestCanvas) canvas = NULL;

  level->figure.axis.threshold = 0.7;
  level->figure.axis.line_label = line_label;
  level->figure.has_legend = TRUE;
  canvas = draw (&level->figure);
  for (int y = 100; y < rect.height - 30; y++)
    if (test_canvas_is (canvas, 300, y, color))
      return y;
  return NAN;
}

/* A figure that stands alone has legend and threshold above; one below another
 * figure has its legend below, where the line does not cross it. */
static void
test_legend_place (void)
{
  double under = find_curve (NULL);
  double alone = find_curve ("0.7");

  g_assert_cmpfloat (alone, >, under + 10);
}

static void
test_band_and_hover (void)
{
  LimenTheme theme = get_theme ();
  g_autoptr (Level) level = level_new (N_COLUMNS);
  g_autoptr (TestCanvas) canvas = NULL;
  LimenRect plot = get_plot (&level->figure);
  int left = (int) floor (plot.x + plot.width * 0.3 + 0.5);
  int y = get_y (plot, 0.93);

  level->figure.axis.band_low = 0.3;
  level->figure.axis.band_high = 0.4;
  level->figure.axis.hover = 0.7;
  canvas = draw (&level->figure);
  test_assert_pixel (canvas, left - 1, y, theme.plot);
  test_assert_pixel (canvas, left, y, theme.band);
  test_assert_pixel (canvas, get_x (plot, 0.39), y, theme.band);
  test_assert_pixel (canvas, get_x (plot, 0.41), y, theme.plot);
  test_assert_pixel (canvas, get_x (plot, 0.7), y,
                     limen_color_mix (theme.dim, theme.plot, 0.6));
}

/* The ground between the two lines of a grey zone. */
static void
test_zone (void)
{
  LimenTheme theme = get_theme ();
  g_autoptr (Level) level = level_new (N_COLUMNS);
  g_autoptr (TestCanvas) canvas = NULL;
  LimenRect plot = get_plot (&level->figure);
  int left = (int) floor (plot.x + plot.width * 0.3 + 0.5);
  int y = get_y (plot, 0.93);

  level->figure.axis.threshold = 0.6;
  level->figure.axis.has_zone = TRUE;
  level->figure.axis.refer_from = 0.3;
  canvas = draw (&level->figure);
  test_assert_pixel (canvas, left - 2, y, theme.plot);
  test_assert_pixel (canvas, left, y, theme.line);
  test_assert_pixel (canvas, left + 2, y, theme.zone);
  test_assert_pixel (canvas, get_x (plot, 0.59), y, theme.zone);
  test_assert_pixel (canvas, get_x (plot, 0.61), y, theme.plot);
}

/* An interval narrower than a pixel, and one without end. */
static void
test_band_extremes (void)
{
  LimenTheme theme = get_theme ();
  g_autoptr (Level) narrow = level_new (N_COLUMNS);
  g_autoptr (Level) endless = level_new (N_COLUMNS);
  g_autoptr (TestCanvas) thin = NULL, wide = NULL;
  LimenRect plot = get_plot (&narrow->figure);

  narrow->figure.axis.band_low = 0.5;
  narrow->figure.axis.band_high = 0.5 + 1e-9;
  thin = draw (&narrow->figure);
  g_assert_cmpuint (test_canvas_count (thin, theme.band), >, 100);
  endless->figure.axis.band_low = 0.9;
  endless->figure.axis.band_high = INFINITY;
  wide = draw (&endless->figure);
  test_assert_pixel (wide, get_x (plot, 1) - 1, get_y (plot, 0.93), theme.band);
}

static void
test_pins (void)
{
  static const double pinned[] = { 0.25, NAN, INFINITY, -4 };
  LimenTheme theme = get_theme ();
  g_autoptr (Level) level = level_new (N_COLUMNS);
  g_autoptr (TestCanvas) canvas = NULL;
  LimenRect plot = get_plot (&level->figure);

  level->figure.axis.pinned = pinned;
  level->figure.axis.n_pinned = G_N_ELEMENTS (pinned);
  canvas = draw (&level->figure);
  test_assert_pixel (canvas, get_x (plot, 0.25),
                     (int) (plot.y + plot.height) + 4, theme.dim);
}

/* Ragged columns are filled: every pixel between the extremes. */
static void
test_ragged (void)
{
  g_autoptr (Level) level = level_new (4096);
  g_autoptr (TestCanvas) canvas = NULL;
  LimenRect plot = get_plot (&level->figure);

  for (int i = 0; i < 4096; i++)
    level->columns[i] = (LimenCurveColumn) {
      i % 2 == 0 ? 0.3 : 0.6, i % 2 == 0 ? 0.6 : 0.3, 0.3, 0.6
    };
  canvas = draw (&level->figure);
  for (int x = get_x (plot, 0.02); x < get_x (plot, 0.98); x++)
    for (int y = get_y (plot, 0.59); y < get_y (plot, 0.31); y++)
      test_assert_pixel (canvas, x, y, get_theme ().series[1]);
}

/* Legend samples of one colour differ by their marker, for greyscale prints:
 * ten samples, no two equal. */
static void
test_keys_differ (void)
{
  LimenTheme theme = limen_theme_get (LIMEN_THEME_PRINT);
  TestCanvas *keys[LIMEN_N_SERIES_COLORS];
  LimenPen pen;

  for (guint i = 0; i < LIMEN_N_SERIES_COLORS; i++)
    theme.series[i] = theme.foreground;
  for (guint i = 0; i < LIMEN_N_SERIES_COLORS; i++)
    {
      keys[i] = test_canvas_new (24, 16);
      cairo_set_source_rgb (keys[i]->cr, 1, 1, 1);
      cairo_paint (keys[i]->cr);
      limen_pen_begin (&pen, keys[i]->cr, &theme);
      limen_legend_draw_key (
          &pen, (LimenRect) { 0, 0, 24, 16 },
          &(LimenLegendItem) { LIMEN_KEY_LINE, theme.series[i], i });
      limen_pen_end (&pen);
      for (guint j = 0; j < i; j++)
        g_assert_false (test_canvas_equals (keys[i], keys[j]));
    }
  for (guint i = 0; i < LIMEN_N_SERIES_COLORS; i++)
    test_canvas_free (keys[i]);
}

static void
test_nothing_to_draw (void)
{
  LimenTheme theme = get_theme ();
  g_autoptr (Level) level = level_new (N_COLUMNS);
  g_autoptr (TestCanvas) without = NULL, undefined = NULL, empty = NULL;

  for (int i = 0; i < N_COLUMNS; i++)
    level->columns[i] = (LimenCurveColumn) { NAN, NAN, NAN, NAN };
  undefined = draw (&level->figure);
  level->series.n_columns = 0;
  level->series.columns = NULL;
  empty = draw (&level->figure);
  level->figure.n_series = 0;
  level->figure.series = NULL;
  without = draw (&level->figure);
  g_assert_cmpuint (test_canvas_count (undefined, theme.series[1]), ==, 0);
  g_assert_true (test_canvas_equals (undefined, empty));
  g_assert_false (test_canvas_equals (without, empty));
}

/* The label of the last tick in a deep zoom is wider than the margin: it is
 * left out rather than moved away from its tick, and never cut. */
static void
test_last_label (void)
{
  const LimenRect whole = { 0, 0, 600, 60 }, plot = { 50, 0, 540, 20 };
  LimenTheme theme = get_theme ();
  LimenThresholdAxis axis = test_axis_new (NAN);
  g_autoptr (TestCanvas) canvas = test_canvas_new (600, 60);
  guint n_inked = 0;
  LimenPen pen;

  axis.x = limen_scale_new (LIMEN_TRANSFORM_LINEAR, 0.4999999, 0.5000006);
  axis.x_title = NULL;
  limen_pen_begin (&pen, canvas->cr, &theme);
  limen_pen_fill_rect (&pen, whole, theme.background);
  limen_axis_draw_x (&pen, whole, plot, &axis);
  limen_pen_end (&pen);
  for (int x = 50; x < 600; x++)
    for (int y = 24; y < 60; y++)
      {
        gboolean is_blank
            = test_canvas_is (canvas, x, y, theme.background);

        n_inked += !is_blank;
        if (x >= 575)
          g_assert_true (is_blank);
      }
  g_assert_cmpuint (n_inked, >, 100);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/curves/level", test_level);
  g_test_add_func ("/curves/extremes", test_extremes);
  g_test_add_func ("/curves/step", test_step);
  g_test_add_func ("/curves/gap", test_gap);
  g_test_add_func ("/curves/island", test_island);
  g_test_add_func ("/curves/off-scale", test_off_scale);
  g_test_add_func ("/curves/line-and-ring", test_line_and_ring);
  g_test_add_func ("/curves/line-meets-histogram", test_line_meets_histogram);
  g_test_add_func ("/curves/legend-place", test_legend_place);
  g_test_add_func ("/curves/band-and-hover", test_band_and_hover);
  g_test_add_func ("/curves/zone", test_zone);
  g_test_add_func ("/curves/band-extremes", test_band_extremes);
  g_test_add_func ("/curves/pins", test_pins);
  g_test_add_func ("/curves/ragged", test_ragged);
  g_test_add_func ("/curves/keys-differ", test_keys_differ);
  g_test_add_func ("/curves/nothing-to-draw", test_nothing_to_draw);
  g_test_add_func ("/curves/last-label", test_last_label);
  return g_test_run ();
}
