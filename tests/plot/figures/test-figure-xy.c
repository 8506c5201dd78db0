/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figure-xy.h"

#include <math.h>

#include "canvas.h"
#include "figures.h"
#include "support.h"

#define N_POINTS 101

static const LimenRect rect = { 0, 0, 620, 420 };

/* One curve, straight up the diagonal until a test changes it. */
typedef struct
{
  LimenCurvePoint points[N_POINTS];
  LimenXyFigure figure;
} Diagonal;

static void
put (Diagonal *self, gsize index, double x, double y)
{
  self->points[index]
      = (LimenCurvePoint) { N_POINTS - 1 - index, x, y, x, y };
}

static Diagonal *
diagonal_new (void)
{
  Diagonal *self = g_new0 (Diagonal, 1);

  for (gsize i = 0; i < N_POINTS; i++)
    put (self, i, (double) i / (N_POINTS - 1), (double) i / (N_POINTS - 1));
  self->figure = (LimenXyFigure) {
    .x = limen_scale_new (LIMEN_TRANSFORM_LINEAR, 0, 1),
    .y = limen_scale_new (LIMEN_TRANSFORM_LINEAR, 0, 1),
    .x_title = "x",
    .y_title = "y",
    .series = { { .title = "curve", .points = self->points,
                  .n_points = N_POINTS, .color = 1,
                  .marker = { NAN, NAN } } },
    .n_series = 1,
    .hover = { NAN, NAN },
  };
  return self;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Diagonal, g_free)

static LimenTheme
get_theme (void)
{
  return limen_theme_get (LIMEN_THEME_LIGHT);
}

static LimenRect
get_plot (const LimenXyFigure *figure)
{
  LimenTheme theme = get_theme ();

  return limen_figure_xy_get_plot (figure, rect, &theme);
}

static TestCanvas *
draw (const LimenXyFigure *figure)
{
  TestCanvas *canvas = test_canvas_new ((int) rect.width, (int) rect.height);
  LimenTheme theme = get_theme ();

  limen_figure_xy_draw (canvas->cr, rect, figure, &theme);
  return canvas;
}

static int
get_x (LimenRect plot, double x)
{
  return (int) (plot.x + plot.width * x);
}

static int
get_y (LimenRect plot, double y)
{
  return (int) (plot.y + plot.height * (1 - y));
}

/* Number of pixels of a colour around a place, in units of the axes. */
static int
count_near (TestCanvas *canvas, LimenRect plot, double x, double y,
            LimenColor color)
{
  int count = 0;

  for (int i = -3; i <= 3; i++)
    for (int j = -3; j <= 3; j++)
      {
        int column = CLAMP (get_x (plot, x) + i, 0, canvas->width - 1);
        int row = CLAMP (get_y (plot, y) + j, 0, canvas->height - 1);

        count += test_canvas_is (canvas, column, row, color);
      }
  return count;
}

#define assert_seen(canvas, plot, x, y, color)                                \
  g_assert_cmpint (count_near (canvas, plot, x, y, color), >, 0)
#define assert_not_seen(canvas, plot, x, y, color)                            \
  g_assert_cmpint (count_near (canvas, plot, x, y, color), ==, 0)

static void
test_curve (void)
{
  LimenColor color = get_theme ().series[1];
  g_autoptr (Diagonal) diagonal = diagonal_new ();
  g_autoptr (TestCanvas) canvas = draw (&diagonal->figure);
  LimenRect plot = get_plot (&diagonal->figure);

  /* Oblique lines are antialiased: only some of their pixels have the pure
   * colour. */
  g_assert_cmpuint (test_canvas_count (canvas, color), >, 100);
  assert_not_seen (canvas, plot, 0.3, 0.5, color);
  assert_not_seen (canvas, plot, 0.6, 0.4, color);
  for (gsize i = 0; i < N_POINTS; i++)
    put (diagonal, i, (double) i / (N_POINTS - 1), 0.4);
  test_canvas_free (g_steal_pointer (&canvas));
  canvas = draw (&diagonal->figure);
  for (int i = 1; i < 10; i++)
    assert_seen (canvas, plot, i / 10.0, 0.4, color);
}

/* A spike among very many points keeps its height. */
static void
test_extremes (void)
{
  LimenColor color = get_theme ().series[1];
  const gsize n = 50001;
  g_autofree LimenCurvePoint *points = g_new (LimenCurvePoint, n);
  g_autoptr (Diagonal) diagonal = diagonal_new ();
  g_autoptr (TestCanvas) canvas = NULL;
  LimenRect plot = get_plot (&diagonal->figure);

  for (gsize i = 0; i < n; i++)
    points[i] = (LimenCurvePoint) { n - 1 - i, 0, 0,
                                    (double) i / (double) (n - 1), 0.2 };
  points[n / 2].up = 0.9;
  points[n / 4].up = 0.01;
  diagonal->figure.series[0].points = points;
  diagonal->figure.series[0].n_points = n;
  canvas = draw (&diagonal->figure);
  assert_seen (canvas, plot, 0.5, 0.89, color);
  assert_not_seen (canvas, plot, 0.5, 0.92, color);
  assert_seen (canvas, plot, 0.25, 0.02, color);
  assert_seen (canvas, plot, 0.75, 0.2, color);
  assert_not_seen (canvas, plot, 0.75, 0.25, color);
}

static void
test_gap (void)
{
  LimenColor color = get_theme ().series[1];
  g_autoptr (Diagonal) diagonal = diagonal_new ();
  g_autoptr (TestCanvas) canvas = NULL;
  LimenRect plot = get_plot (&diagonal->figure);

  for (gsize i = 0; i < N_POINTS; i++)
    put (diagonal, i, (double) i / (N_POINTS - 1), 0.4);
  for (gsize i = 40; i < 60; i++)
    put (diagonal, i, NAN, NAN);
  put (diagonal, 50, 0.5, 0.7); /* isolated: a dot */
  canvas = draw (&diagonal->figure);
  assert_seen (canvas, plot, 0.35, 0.4, color);
  assert_seen (canvas, plot, 0.65, 0.4, color);
  assert_not_seen (canvas, plot, 0.45, 0.4, color);
  assert_not_seen (canvas, plot, 0.55, 0.4, color);
  assert_seen (canvas, plot, 0.5, 0.7, color);
}

/* A stepped curve holds the y of a point back to the previous point, first
 * vertical, then horizontal, and from the first point to the left end. */
static void
test_steps (void)
{
  LimenColor color = get_theme ().series[1];
  g_autoptr (Diagonal) diagonal = diagonal_new ();
  g_autoptr (TestCanvas) canvas = NULL;
  LimenRect plot = get_plot (&diagonal->figure);

  put (diagonal, 0, 0.2, 0.9);
  put (diagonal, 1, 0.6, 0.3);
  put (diagonal, 2, 0.8, 0.6);
  diagonal->figure.series[0].n_points = 3;
  diagonal->figure.series[0].is_stepped = TRUE;
  canvas = draw (&diagonal->figure);
  assert_seen (canvas, plot, 0.1, 0.9, color);
  assert_seen (canvas, plot, 0.2, 0.6, color);
  assert_seen (canvas, plot, 0.4, 0.3, color);
  assert_seen (canvas, plot, 0.6, 0.45, color);
  assert_seen (canvas, plot, 0.7, 0.6, color);
  assert_not_seen (canvas, plot, 0.4, 0.6, color);
  assert_not_seen (canvas, plot, 0.4, 0.9, color);
}

static void
test_markers (void)
{
  static const LimenXyPlace pinned[] = { { 0.2, 0.8 }, { NAN, 0.5 } };
  LimenTheme theme = get_theme ();
  g_autoptr (Diagonal) diagonal = diagonal_new ();
  g_autoptr (TestCanvas) canvas = NULL;
  LimenRect plot = get_plot (&diagonal->figure);

  diagonal->figure.series[0].marker = (LimenXyPlace) { 0.4, 0.4 };
  diagonal->figure.pinned = pinned;
  diagonal->figure.n_pinned = G_N_ELEMENTS (pinned);
  diagonal->figure.hover = (LimenXyPlace) { 0.7, 0.3 };
  canvas = draw (&diagonal->figure);
  test_assert_pixel (canvas, get_x (plot, 0.4), get_y (plot, 0.4),
                     theme.series[1]);
  test_assert_pixel (canvas, get_x (plot, 0.2), get_y (plot, 0.8), theme.dim);
  test_assert_pixel (canvas, get_x (plot, 0.7), get_y (plot, 0.3), theme.dim);
  /* Hairlines to both axes, and no farther. */
  assert_seen (canvas, plot, 0.7, 0.15,
               limen_color_mix (theme.dim, theme.plot, 0.6));
  assert_seen (canvas, plot, 0.15, 0.3,
               limen_color_mix (theme.dim, theme.plot, 0.6));
  assert_not_seen (canvas, plot, 0.7, 0.55,
                   limen_color_mix (theme.dim, theme.plot, 0.6));
}

/* The pill does not touch the curve, and is left out where it has no room. */
static void
test_pill (void)
{
  LimenTheme theme = get_theme ();
  LimenColor color = theme.series[1];

  for (int i = 0; i <= 10; i++)
    {
      g_autoptr (Diagonal) diagonal = diagonal_new ();
      g_autoptr (TestCanvas) with = NULL, without = NULL;

      diagonal->figure.series[0].marker
          = (LimenXyPlace) { i / 10.0, i / 10.0 };
      without = draw (&diagonal->figure);
      g_strlcpy (diagonal->figure.label, "0.1234567",
                 sizeof diagonal->figure.label);
      with = draw (&diagonal->figure);
      g_assert_cmpuint (test_canvas_count (with, theme.line), >,
                        test_canvas_count (without, theme.line) + 300);
      g_assert_cmpuint (test_canvas_count (with, color), ==,
                        test_canvas_count (without, color));
    }
}

static void
test_lines (void)
{
  LimenTheme theme = get_theme ();
  g_autoptr (Diagonal) diagonal = diagonal_new ();
  g_autoptr (TestCanvas) canvas = NULL;
  LimenColor grey = limen_color_mix (theme.dim, theme.plot, 0.45);
  LimenRect plot;
  int n_dashed = 0;

  diagonal->figure.series[0].n_points = 0;
  diagonal->figure.n_lines = 2;
  diagonal->figure.lines[0] = (LimenXyLine) {
    .kind = LIMEN_XY_LINE_CHANCE, .from = { 0, 0.25 }, .to = { 1, 0.25 }
  };
  diagonal->figure.lines[1]
      = (LimenXyLine) { .kind = LIMEN_XY_LINE_LIMIT, .from = { 0.8, 0 },
                        .to = { 0.8, 1 } };
  plot = get_plot (&diagonal->figure);
  canvas = draw (&diagonal->figure);
  for (int x = get_x (plot, 0.1); x < get_x (plot, 0.7); x++)
    n_dashed += !test_canvas_is (canvas, x, get_y (plot, 0.25), theme.plot);
  g_assert_cmpint (n_dashed, >, get_x (plot, 0.3) - get_x (plot, 0));
  g_assert_cmpint (n_dashed, <, get_x (plot, 0.55) - get_x (plot, 0));
  g_assert_false (
      test_canvas_is (canvas, get_x (plot, 0.8), get_y (plot, 0.55),
                      theme.plot));
  test_canvas_free (g_steal_pointer (&canvas));

  /* 2 P R / (P + R) = 0.6 at recall 0.45 and precision 0.9; upright there. */
  diagonal->figure.n_lines = 1;
  diagonal->figure.lines[0]
      = (LimenXyLine) { .kind = LIMEN_XY_LINE_F1, .value = 0.6 };
  canvas = draw (&diagonal->figure);
  g_assert_cmpuint (test_canvas_count (canvas, grey), >=, 1);
  g_assert_cmpint (count_near (canvas, plot, 0.45, 0.9, theme.plot), <, 49);
  g_assert_cmpint (count_near (canvas, plot, 0.35, 0.9, theme.plot), ==, 49);
  g_assert_cmpint (count_near (canvas, plot, 0.75, 0.5, theme.plot), <, 49);
}

/* Cut at the axes, not bent along them. */
static void
test_cost_line (void)
{
  static const struct
  {
    double slope, x, y; /* a place on the line through (0.3, 0.5) */
    double off_x, off_y;
  } cases[] = { { 1, 0.65, 0.85, 0.95, 0.995 },
                { 2, 0.47, 0.84, 0.75, 0.995 },
                { 0, 0.75, 0.5, 0.75, 0.75 },
                { 0.1, 0.85, 0.555, 0.85, 0.65 },
                { INFINITY, 0.3, 0.85, 0.55, 0.85 } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      LimenTheme theme = get_theme ();
      g_autoptr (Diagonal) diagonal = diagonal_new ();
      g_autoptr (TestCanvas) with = NULL, without = NULL;
      LimenRect plot = get_plot (&diagonal->figure);

      diagonal->figure.series[0].n_points = 0;
      without = draw (&diagonal->figure);
      diagonal->figure.n_lines = 1;
      diagonal->figure.lines[0] = (LimenXyLine) {
        .kind = LIMEN_XY_LINE_COST, .from = { 0.3, 0.5 },
        .value = cases[i].slope
      };
      with = draw (&diagonal->figure);
      g_assert_cmpint (
          count_near (with, plot, cases[i].x, cases[i].y, theme.plot), <,
          count_near (without, plot, cases[i].x, cases[i].y, theme.plot));
      g_assert_cmpint (
          count_near (with, plot, cases[i].off_x, cases[i].off_y, theme.plot),
          ==,
          count_near (without, plot, cases[i].off_x, cases[i].off_y,
                      theme.plot));
    }
}

/* A label that would touch the previous one is left out; narrow figures have
 * no labels and no room for them. */
static void
test_labels (void)
{
  LimenTheme theme = get_theme ();
  g_autoptr (Diagonal) diagonal = diagonal_new ();
  g_autoptr (TestCanvas) one = NULL, close = NULL, apart = NULL;
  LimenRect plot, bare, narrow = { 0, 0, 200, 200 };

  diagonal->figure.n_lines = 2;
  for (gsize i = 0; i < 2; i++)
    diagonal->figure.lines[i]
        = (LimenXyLine) { .kind = LIMEN_XY_LINE_CHANCE, .from = { 0, 0.5 },
                          .to = { 1, 0.5 }, .label = "" };
  bare = get_plot (&diagonal->figure);
  g_strlcpy (diagonal->figure.lines[0].label, "0.5", 24);
  plot = get_plot (&diagonal->figure);
  g_assert_cmpfloat (plot.width, <, bare.width - 20);
  one = draw (&diagonal->figure);
  g_strlcpy (diagonal->figure.lines[1].label, "F1 0.5", 24);
  close = draw (&diagonal->figure);
  g_assert_true (test_canvas_equals (one, close));
  diagonal->figure.lines[1].to.y = 0.6;
  apart = draw (&diagonal->figure);
  g_assert_false (test_canvas_equals (one, apart));
  plot = limen_figure_xy_get_plot (&diagonal->figure, narrow, &theme);
  diagonal->figure.n_lines = 0;
  bare = limen_figure_xy_get_plot (&diagonal->figure, narrow, &theme);
  g_assert_cmpfloat (plot.width, ==, bare.width);
}

/* The plot is square and inside of any rectangle, with and without a
 * legend. */
static void
test_square (void)
{
  static const LimenRect rects[]
      = { { 0, 0, 620, 420 }, { 3, 5, 300, 700 }, { 0, 0, 600, 620 },
          { 0, 0, 120, 90 } };
  LimenTheme theme = get_theme ();
  g_autoptr (Diagonal) diagonal = diagonal_new ();

  diagonal->figure.is_square = TRUE;
  for (gsize i = 0; i < 2 * G_N_ELEMENTS (rects); i++)
    {
      LimenRect outer = rects[i / 2], plot;

      diagonal->figure.has_legend = i % 2;
      plot = limen_figure_xy_get_plot (&diagonal->figure, outer, &theme);
      test_assert_near (plot.width, plot.height, 1e-9);
      g_assert_cmpfloat (plot.width, >, 30);
      g_assert_cmpfloat (plot.x, >=, outer.x);
      g_assert_cmpfloat (plot.x + plot.width, <=, outer.x + outer.width);
      g_assert_cmpfloat (plot.y + plot.height, <=, outer.y + outer.height);
    }
}

/* A curve does not run along the edge of a probit axis, on which 0 and 1 are
 * infinitely far away. */
static void
test_open_ends (void)
{
  LimenColor color = get_theme ().series[1];
  g_autoptr (Diagonal) diagonal = diagonal_new ();
  g_autoptr (TestCanvas) canvas = NULL;
  LimenRect plot;

  diagonal->figure.x = diagonal->figure.y
      = limen_scale_new (LIMEN_TRANSFORM_PROBIT, 0.01, 0.99);
  for (gsize i = N_POINTS / 2; i < N_POINTS; i++)
    {
      put (diagonal, i, (double) i / N_POINTS, 0);
      diagonal->points[i].up = 0;
    }
  plot = get_plot (&diagonal->figure);
  canvas = draw (&diagonal->figure);
  g_assert_cmpuint (test_canvas_count (canvas, color), >, 50);
  for (int x = 0; x < rect.width; x++)
    for (int dy = -2; dy < 2; dy++)
      g_assert_false (
          test_canvas_is (canvas, x, (int) (plot.y + plot.height) + dy,
                          color));
}

/* With a message, only the curve is missing from the plot. */
static void
test_message (void)
{
  LimenColor color = get_theme ().series[1];
  g_autoptr (Diagonal) diagonal = diagonal_new ();
  g_autoptr (TestCanvas) canvas = NULL, other = NULL;

  diagonal->figure.series[0].marker = (LimenXyPlace) { 0.4, 0.4 };
  diagonal->figure.has_legend = TRUE;
  diagonal->figure.message = "no positive rows: recall is undefined";
  canvas = draw (&diagonal->figure);
  g_assert_cmpuint (test_canvas_count (canvas, color), ==, 0);
  diagonal->figure.message = "no rows";
  other = draw (&diagonal->figure);
  g_assert_false (test_canvas_equals (canvas, other));
}

static void
test_find_nearest (void)
{
  g_autoptr (Diagonal) diagonal = diagonal_new ();
  LimenRect plot = get_plot (&diagonal->figure);
  gsize series = 7;

  for (gsize i = 0; i < N_POINTS; i += 7)
    {
      double x = plot.x + plot.width * diagonal->points[i].across;
      double y = plot.y + plot.height * (1 - diagonal->points[i].up);

      g_assert_cmpint (limen_figure_xy_find_nearest (&diagonal->figure, plot,
                                                     x, y, 1, &series),
                       ==, i);
      g_assert_cmpuint (series, ==, 0);
      /* Beside the curve: the nearest point on it. */
      g_assert_cmpint (limen_figure_xy_find_nearest (
                           &diagonal->figure, plot, x + plot.height / 20,
                           y + plot.width / 20, HUGE_VAL, &series),
                       ==, i);
      g_assert_cmpint (limen_figure_xy_find_nearest (
                           &diagonal->figure, plot, x + plot.height / 20,
                           y + plot.width / 20, 10, &series),
                       ==, -1);
    }
  diagonal->figure.n_series = 0;
  g_assert_cmpint (limen_figure_xy_find_nearest (&diagonal->figure, plot, 0,
                                                 0, HUGE_VAL, &series),
                   ==, -1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/xy/curve", test_curve);
  g_test_add_func ("/xy/square", test_square);
  g_test_add_func ("/xy/open-ends", test_open_ends);
  g_test_add_func ("/xy/extremes", test_extremes);
  g_test_add_func ("/xy/gap", test_gap);
  g_test_add_func ("/xy/steps", test_steps);
  g_test_add_func ("/xy/markers", test_markers);
  g_test_add_func ("/xy/pill", test_pill);
  g_test_add_func ("/xy/lines", test_lines);
  g_test_add_func ("/xy/cost-line", test_cost_line);
  g_test_add_func ("/xy/labels", test_labels);
  g_test_add_func ("/xy/message", test_message);
  g_test_add_func ("/xy/find-nearest", test_find_nearest);
  return g_test_run ();
}
