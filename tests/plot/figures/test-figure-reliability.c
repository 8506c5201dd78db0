/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figure-reliability.h"

#include <math.h>

#include "canvas.h"
#include "figures.h"
#include "support.h"

#define WIDTH 620
#define HEIGHT 460

static const LimenRect rect = { 0, 0, WIDTH, HEIGHT };

static LimenTheme
get_theme (void)
{
  return limen_theme_get (LIMEN_THEME_LIGHT);
}

static TestCanvas *
draw (const LimenReliabilityFigure *figure)
{
  TestCanvas *canvas = test_canvas_new (WIDTH, HEIGHT);
  LimenTheme theme = get_theme ();

  limen_figure_reliability_draw (canvas->cr, rect, figure, &theme);
  return canvas;
}

static gssize
get_bin (const LimenReliabilityFigure *figure, LimenRect place, double x,
         double y)
{
  LimenTheme theme = get_theme ();

  return limen_figure_reliability_get_bin (figure, place, &theme, x, y);
}

/* Finds the range of pixel columns in a row in which
 * limen_figure_reliability_get_bin() finds a bin. */
static void
find_span (const LimenReliabilityFigure *figure, int y, int *first, int *last)
{
  *first = *last = -1;
  for (int x = 0; x < WIDTH; x++)
    if (get_bin (figure, rect, x, y) >= 0)
      {
        *first = *first < 0 ? x : *first;
        *last = x;
      }
}

/* Finds where diagram and histogram begin and end, by hit tests. */
static void
find_plots (const LimenReliabilityFigure *figure, int rows[4])
{
  gboolean was_in = FALSE;
  int n = 0;

  for (int y = 0; y < HEIGHT; y++)
    {
      gboolean is_in = get_bin (figure, rect, WIDTH / 2, y) >= 0;

      if (is_in != was_in && n < 4)
        rows[n++] = y;
      was_in = is_in;
    }
  for (; n < 4; n++)
    rows[n] = -1;
}

/* Both parts have one x axis, and every bin is between its edges. */
static void
test_bins (void)
{
  g_autoptr (TestReliability) test = test_reliability_new ();
  int rows[4], first, last, lower_first, lower_last;

  find_plots (&test->figure, rows);
  g_assert_cmpint (rows[3], >, rows[2]);
  find_span (&test->figure, rows[0] + 5, &first, &last);
  find_span (&test->figure, rows[2] + 5, &lower_first, &lower_last);
  g_assert_cmpint (first, ==, lower_first);
  g_assert_cmpint (last, ==, lower_last);
  for (int i = 0; i < N_TEST_BINS; i++)
    {
      double x = first + (last + 1 - first) * (i + 0.5) / N_TEST_BINS;

      g_assert_cmpint (get_bin (&test->figure, rect, x, rows[0] + 5), ==, i);
      g_assert_cmpint (get_bin (&test->figure, rect, x, rows[2] + 5), ==, i);
    }
  g_assert_cmpint (get_bin (&test->figure, rect, first - 2, rows[0] + 5), ==,
                   -1);
  g_assert_cmpint (get_bin (&test->figure, rect, first + 9, rows[1] + 3), ==,
                   -1);
}

/* Where the bins end at 0.2, the fitted axis does. */
static void
test_fitted (void)
{
  g_autoptr (TestReliability) test = test_reliability_new ();
  g_autoptr (TestCanvas) whole = NULL, fitted = NULL;
  int rows[4], first, last;

  test->figure.threshold = NAN;
  for (int i = 0; i < N_TEST_BINS; i++)
    if (test->bins[i].high > 0.21)
      test->bins[i].weight = 0;
  for (int i = 0; i < N_TEST_COUNTS; i++)
    if (test->edges[i + 1] > 0.21)
      test->counts[i] = (LimenHistogramBin) { 0, 0 };
  whole = draw (&test->figure);
  test->figure.is_fitted = TRUE;
  fitted = draw (&test->figure);
  g_assert_false (test_canvas_equals (whole, fitted));
  find_plots (&test->figure, rows);
  find_span (&test->figure, rows[0] + 5, &first, &last);
  /* The right end is at a fourth of the range. */
  g_assert_cmpint (get_bin (&test->figure, rect, last - 2, rows[0] + 5), ==,
                   (int) (0.25 * N_TEST_BINS));
}

/* Discs are at mean and frequency; fuller bins have larger ones. */
static void
test_discs (void)
{
  LimenColor color = get_theme ().series[2];
  g_autoptr (TestReliability) test = test_reliability_new ();
  g_autoptr (TestCanvas) canvas = NULL;
  int rows[4], first, last, widths[N_TEST_BINS];

  test->figure.low = test->figure.high = NULL;
  test->figure.threshold = NAN;
  test->figure.has_legend = FALSE;
  canvas = draw (&test->figure);
  find_plots (&test->figure, rows);
  find_span (&test->figure, rows[0] + 5, &first, &last);
  for (int i = 0; i < N_TEST_BINS; i++)
    {
      const LimenCalibrationBin *bin = &test->bins[i];
      int x, y;

      if (!(bin->weight > 0))
        continue;
      x = (int) (first + (last + 1 - first) * bin->mean_score);
      y = (int) (rows[0] + (rows[1] - rows[0]) * (1 - bin->frequency));
      test_assert_pixel (canvas, x, y, color);
      widths[i] = 0;
      for (int dy = -9; dy <= 9; dy++)
        widths[i] += test_canvas_is (canvas, x, y + dy, color);
    }
  g_assert_cmpint (widths[0], >, widths[7] + 4);
  g_assert_cmpint (widths[7], >=, 4);
}

static void
test_intervals (void)
{
  LimenColor color = get_theme ().series[2];
  g_autoptr (TestReliability) test = test_reliability_new ();
  g_autoptr (TestCanvas) with = NULL, without = NULL;

  with = draw (&test->figure);
  test->figure.low = test->figure.high = NULL;
  without = draw (&test->figure);
  g_assert_cmpuint (test_canvas_count (with, color), >,
                    test_canvas_count (without, color) + 200);
}

/* Small figures, and those without counts, have only the diagram. */
static void
test_without_histogram (void)
{
  g_autoptr (TestReliability) test = test_reliability_new ();
  g_autoptr (TestCanvas) canvas = NULL;
  LimenRect small = { 0, 0, 300, 150 };
  int rows[4], n_changes = 0;
  gboolean was_in = FALSE;

  for (int y = 0; y < 150; y++)
    {
      gboolean is_in = get_bin (&test->figure, small, 150, y) >= 0;

      n_changes += is_in != was_in;
      was_in = is_in;
    }
  g_assert_cmpint (n_changes, ==, 2);
  test->figure.n_counts = 0;
  find_plots (&test->figure, rows);
  g_assert_cmpint (rows[2], ==, -1);
  g_assert_cmpint (rows[1] - rows[0], >, HEIGHT / 2);
  canvas = draw (&test->figure);
  g_assert_cmpuint (test_canvas_count (canvas, get_theme ().negative), ==, 0);
}

static void
test_hover (void)
{
  LimenColor band = get_theme ().band;
  g_autoptr (TestReliability) test = test_reliability_new ();
  g_autoptr (TestCanvas) plain = draw (&test->figure), hovered = NULL;
  int rows[4], first, last;

  test->figure.hovered_bin = 4;
  hovered = draw (&test->figure);
  g_assert_cmpuint (test_canvas_count (plain, band), ==, 0);
  g_assert_cmpuint (test_canvas_count (hovered, band), >, 5000);
  find_plots (&test->figure, rows);
  find_span (&test->figure, rows[0] + 5, &first, &last);
  test_assert_pixel (hovered,
                     (int) (first + (last - first) * 4.2 / N_TEST_BINS),
                     rows[0] + 5, band);
  test_assert_pixel (hovered,
                     (int) (first + (last - first) * 5.2 / N_TEST_BINS),
                     rows[0] + 5, get_theme ().plot);
}

static void
test_line (void)
{
  LimenColor color = get_theme ().line;
  g_autoptr (TestReliability) test = test_reliability_new ();
  g_autoptr (TestCanvas) with = draw (&test->figure), without = NULL;

  test->figure.threshold = NAN;
  without = draw (&test->figure);
  g_assert_cmpuint (test_canvas_count (with, color), >, 2 * HEIGHT / 2);
  g_assert_cmpuint (test_canvas_count (without, color), ==, 0);
}

/* The legend says which bins there are, also in small figures with long
 * names. */
static void
test_bins_title (void)
{
  const LimenRect small = { 0, 0, 400, 300 };
  g_autoptr (TestReliability) test = test_reliability_new ();
  g_autoptr (TestCanvas) without = draw (&test->figure), with = NULL;
  LimenTheme theme = get_theme ();
  g_autoptr (TestCanvas) canvas = test_canvas_new (WIDTH, HEIGHT);

  test->figure.bins_title = "15 bins of equal width";
  with = draw (&test->figure);
  g_assert_false (test_canvas_equals (with, without));
  test->figure.negative_name = "customer that stays with the company";
  test->figure.positive_name = "customer that has cancelled the contract";
  test->figure.n_counts = 1;
  test->counts[0] = (LimenHistogramBin) { 0, 0 };
  limen_figure_reliability_draw (canvas->cr, small, &test->figure, &theme);
  g_assert_cmpuint (test_canvas_count (canvas, theme.negative), >, 40);
}

static void
test_empty (void)
{
  g_autoptr (TestReliability) test = test_reliability_new ();
  g_autoptr (TestCanvas) rows = NULL, plain = NULL;

  for (int i = 0; i < N_TEST_BINS; i++)
    test->bins[i].weight = 0;
  rows = draw (&test->figure);
  test->figure.message = "plain scores are not probabilities";
  plain = draw (&test->figure);
  g_assert_false (test_canvas_equals (rows, plain));
  g_assert_cmpuint (test_canvas_count (plain, get_theme ().series[2]), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reliability/bins", test_bins);
  g_test_add_func ("/reliability/fitted", test_fitted);
  g_test_add_func ("/reliability/discs", test_discs);
  g_test_add_func ("/reliability/intervals", test_intervals);
  g_test_add_func ("/reliability/without-histogram", test_without_histogram);
  g_test_add_func ("/reliability/hover", test_hover);
  g_test_add_func ("/reliability/line", test_line);
  g_test_add_func ("/reliability/bins-title", test_bins_title);
  g_test_add_func ("/reliability/empty", test_empty);
  return g_test_run ();
}
