/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figure-matrix.h"

#include <math.h>
#include <string.h>

#include "canvas.h"
#include "matrix-layout.h"
#include "matrix-shapes.h"
#include "support.h"

static void
check_round_trip (const LimenMatrixFigure *figure, const LimenTheme *theme,
                  gsize row, gsize column)
{
  LimenMatrixLayout layout
      = limen_matrix_layout_new (figure, matrix_shape_rect, theme);
  LimenRect cell = limen_figure_matrix_get_cell_rect (
      figure, matrix_shape_rect, theme, row, column);
  double x = cell.x + cell.width / 2, y = cell.y + cell.height / 2;
  gsize found_row = 99999, found_column = 99999;
  gboolean is_hit = limen_figure_matrix_get_cell (
      figure, matrix_shape_rect, theme, x, y, &found_row, &found_column);

  g_assert_cmpint (is_hit, ==, limen_rect_contains (layout.plot, x, y));
  g_assert_cmpuint (found_row, ==, is_hit ? row : 99999);
  g_assert_cmpuint (found_column, ==, is_hit ? column : 99999);
}

static void
test_round_trip (void)
{
  static const double cell_sizes[] = { 0, 3.7, 28, 90 };
  LimenTheme theme = limen_theme_get (LIMEN_THEME_LIGHT);

  for (gsize i = 0; i < G_N_ELEMENTS (matrix_shape_sizes); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (cell_sizes); j++)
      for (gsize none = 0; none < 2; none++)
        {
          LimenMatrixFigure figure = matrix_shape_new (
              matrix_shape_sizes[i], matrix_shape_sizes[i] + none);
          gsize step = matrix_shape_sizes[i] / 50 + 1;

          figure.cell_size = cell_sizes[j];
          figure.scroll_x = 133.7;
          figure.scroll_y = 71.3;
          for (gsize row = 0; row < figure.n_classes; row += step)
            for (gsize column = 0; column < figure.n_columns; column += step)
              check_round_trip (&figure, &theme, row, column);
        }
}

static void
test_no_hit (void)
{
  LimenTheme theme = limen_theme_get (LIMEN_THEME_LIGHT);
  LimenMatrixFigure figure = matrix_shape_new (10, 11),
                    none = matrix_shape_new (0, 0);
  LimenRect plot
      = limen_matrix_layout_new (&figure, matrix_shape_rect, &theme).plot;
  const double points[][2] = {
    { plot.x - 1, plot.y + 5 },
    { plot.x + 5, plot.y - 1 },
    { plot.x + plot.width, plot.y + 5 },
    { plot.x + 5, plot.y + plot.height },
    { NAN, plot.y + 5 },
    { -INFINITY, INFINITY },
  };
  gsize row, column;

  for (gsize i = 0; i < G_N_ELEMENTS (points); i++)
    g_assert_false (limen_figure_matrix_get_cell (
        &figure, matrix_shape_rect, &theme, points[i][0], points[i][1], &row,
        &column));
  g_assert_false (limen_figure_matrix_get_cell (
      &none, matrix_shape_rect, &theme, 350, 250, &row, &column));
}

/* All cells are inside the figure, beside their names. */
static void
test_fits (void)
{
  LimenTheme theme = limen_theme_get (LIMEN_THEME_LIGHT);

  for (gsize i = 0; i < G_N_ELEMENTS (matrix_shape_sizes); i++)
    {
      LimenMatrixFigure figure = matrix_shape_new (matrix_shape_sizes[i],
                                                   matrix_shape_sizes[i] + 1);
      LimenMatrixLayout layout
          = limen_matrix_layout_new (&figure, matrix_shape_rect, &theme);
      LimenMatrixRange rows
          = limen_matrix_layout_get_rows (&layout, matrix_shape_sizes[i]);
      LimenMatrixRange columns = limen_matrix_layout_get_columns (
          &layout, matrix_shape_sizes[i] + 1);

      g_assert_cmpuint (rows.first, ==, 0);
      g_assert_cmpuint (rows.end, ==, matrix_shape_sizes[i]);
      g_assert_cmpuint (columns.first, ==, 0);
      g_assert_cmpuint (columns.end, ==, matrix_shape_sizes[i] + 1);
      g_assert_cmpfloat (layout.row_names_width, >, 0);
      g_assert_cmpfloat (layout.cells.x, >=, layout.row_names_width);
      g_assert_cmpfloat (layout.cells.y, >=, layout.column_names_height);
      g_assert_cmpfloat (layout.cells.x + layout.cells.width, <=, 700);
      g_assert_cmpfloat (layout.cells.y + layout.cells.height, <=, 500);
      /* Cells take at least half of the figure in one direction. */
      g_assert_cmpfloat (fmax (layout.cells.width / matrix_shape_rect.width,
                               layout.cells.height / matrix_shape_rect.height),
                         >, 0.5);
    }
}

/* Scrolling ends at the last cell. */
static void
test_scroll (void)
{
  LimenTheme theme = limen_theme_get (LIMEN_THEME_LIGHT);
  LimenMatrixFigure figure = matrix_shape_new (100, 100);
  LimenMatrixLayout start, end;
  LimenRect last;

  figure.cell_size = 24;
  figure.scroll_x = figure.scroll_y = -50;
  start = limen_matrix_layout_new (&figure, matrix_shape_rect, &theme);
  g_assert_cmpfloat (start.cell_height, ==, 24);
  g_assert_cmpfloat (start.cells.x, ==, start.plot.x);
  g_assert_cmpfloat (start.cells.y, ==, start.plot.y);
  g_assert_cmpfloat (start.cells.height, ==, 2400);

  figure.scroll_x = figure.scroll_y = 1e9;
  end = limen_matrix_layout_new (&figure, matrix_shape_rect, &theme);
  last = limen_matrix_layout_get_cell_rect (&end, 99, 99);
  test_assert_near (last.x + last.width, end.plot.x + end.plot.width, 1e-12);
  test_assert_near (last.y + last.height, end.plot.y + end.plot.height,
                    1e-12);

  /* A requested size below the fitting one gives the fitting one. */
  figure.cell_size = 0.5;
  end = limen_matrix_layout_new (&figure, matrix_shape_rect, &theme);
  test_assert_near (end.cell_height, end.fit_size, 1e-12);
}

static gsize
count_changed (TestCanvas *first, TestCanvas *second, LimenRect place)
{
  gsize n = 0;

  for (int y = (int) place.y; y < (int) (place.y + place.height); y++)
    for (int x = (int) place.x; x < (int) (place.x + place.width); x++)
      {
        int stride = cairo_image_surface_get_stride (first->surface);

        n += memcmp (
                 cairo_image_surface_get_data (first->surface) + y * stride
                     + 4 * x,
                 cairo_image_surface_get_data (second->surface) + y * stride
                     + 4 * x,
                 4)
             != 0;
      }
  return n;
}

/* Totals of rows are to the right of the cells, those of columns below, their
 * sum in the corner. */
static void
test_totals_places (void)
{
  LimenTheme theme = limen_theme_get (LIMEN_THEME_LIGHT);
  const double totals[] = { 25, 0, 100 }, others[] = { 25, 7, 93 };
  const double columns[] = { 21, 5, 98, 1 }, other_columns[] = { 25, 1, 98, 1 };
  LimenMatrixFigure figure = matrix_shape_new (3, 4);
  LimenMatrixLayout layout
      = limen_matrix_layout_new (&figure, matrix_shape_rect, &theme);
  LimenRect plot = layout.plot;
  LimenRect right = { plot.x + plot.width, plot.y, layout.totals_width,
                      plot.height };
  LimenRect below = { plot.x, plot.y + plot.height, plot.width,
                      layout.totals_height };
  g_autoptr (TestCanvas) plain = NULL, rows = NULL, across = NULL;

  g_assert_cmpfloat (layout.totals_width, >, 3 * theme.font_size);
  g_assert_cmpfloat (layout.totals_height, >, theme.font_size);
  g_assert_cmpfloat (right.x + right.width, <=, matrix_shape_rect.width);
  g_assert_cmpfloat (below.y + below.height, <=, matrix_shape_rect.height);
  figure.cells = matrix_shape_cells;
  figure.greatest = 98;
  figure.row_totals = totals;
  figure.column_totals = columns;
  plain = matrix_shape_draw (&figure, LIMEN_THEME_LIGHT);
  figure.row_totals = others;
  rows = matrix_shape_draw (&figure, LIMEN_THEME_LIGHT);
  g_assert_cmpuint (count_changed (plain, rows, right), >, 10);
  g_assert_cmpuint (count_changed (plain, rows, below), ==, 0);
  figure.row_totals = totals;
  figure.column_totals = other_columns;
  across = matrix_shape_draw (&figure, LIMEN_THEME_LIGHT);
  g_assert_cmpuint (count_changed (plain, across, below), >, 10);
  g_assert_cmpuint (count_changed (plain, across, right), ==, 0);
}

/* Totals are shown only where cells have room for lines of text. */
static void
test_totals_room (void)
{
  LimenTheme theme = limen_theme_get (LIMEN_THEME_LIGHT);
  LimenMatrixFigure many = matrix_shape_new (100, 100),
                    few = matrix_shape_new (3, 3);
  const LimenRect narrow = { 0, 0, 180, 500 };

  g_assert_cmpfloat (
      limen_matrix_layout_new (&many, matrix_shape_rect, &theme).totals_width,
      ==, 0);
  many.cell_size = 24;
  g_assert_cmpfloat (
      limen_matrix_layout_new (&many, matrix_shape_rect, &theme).totals_width,
      >, 0);
  g_assert_cmpfloat (
      limen_matrix_layout_new (&few, narrow, &theme).totals_width, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/matrix-layout/round-trip", test_round_trip);
  g_test_add_func ("/matrix-layout/no-hit", test_no_hit);
  g_test_add_func ("/matrix-layout/fits", test_fits);
  g_test_add_func ("/matrix-layout/scroll", test_scroll);
  g_test_add_func ("/matrix-layout/totals-places", test_totals_places);
  g_test_add_func ("/matrix-layout/totals-room", test_totals_room);
  return g_test_run ();
}
