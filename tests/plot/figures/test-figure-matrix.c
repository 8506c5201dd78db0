/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figure-matrix.h"

#include <math.h>
#include <sys/mman.h>
#include <unistd.h>

#include "canvas.h"
#include "figures.h"
#include "heat.h"
#include "matrix-layout.h"
#include "matrix-shapes.h"

/* Checks the colour of a cell at a point that no number covers. */
static void
assert_cell (TestCanvas *canvas, const LimenMatrixFigure *figure, gsize row,
             gsize column, LimenColor color)
{
  LimenTheme theme = limen_theme_get (LIMEN_THEME_LIGHT);
  LimenRect cell = limen_figure_matrix_get_cell_rect (
      figure, matrix_shape_rect, &theme, row, column);

  test_assert_pixel (canvas, floor (cell.x) + 3, floor (cell.y) + 3, color);
}

static void
test_names (void)
{
  static const char *const brief[] = { "a", "b", "c" };
  static const char *const lengthy[]
      = { "a", "the quick brown fox jumps over the lazy dog", "c" };
  LimenTheme theme = limen_theme_get (LIMEN_THEME_LIGHT);
  LimenMatrixFigure figure = matrix_shape_new (3, 3);
  LimenMatrixLayout few, many, tiny;

  figure.names = brief;
  few = limen_matrix_layout_new (&figure, matrix_shape_rect, &theme);
  g_assert_false (few.are_names_turned);
  figure.names = lengthy;
  many = limen_matrix_layout_new (&figure, matrix_shape_rect, &theme);
  g_assert_true (many.are_names_turned);
  g_assert_cmpfloat (many.row_names_width, >, few.row_names_width);
  g_assert_cmpfloat (many.row_names_width, <=, 0.3 * matrix_shape_rect.width);
  g_assert_cmpfloat (many.column_names_height, <=,
                     0.3 * matrix_shape_rect.height);
  tiny = limen_matrix_layout_new (&figure, (LimenRect) { 0, 0, 60, 40 },
                                  &theme);
  g_assert_cmpfloat (tiny.row_names_width, ==, 0);
  g_assert_cmpfloat (tiny.column_names_height, ==, 0);
  g_assert_false (tiny.has_titles);
}

/* Whether a part of the picture has anything but background. */
static gboolean
has_ink (TestCanvas *canvas, const LimenTheme *theme, LimenRect part)
{
  for (int y = (int) part.y; y < (int) (part.y + part.height); y++)
    for (int x = (int) part.x; x < (int) (part.x + part.width); x++)
      if (!test_canvas_is (canvas, x, y, theme->background))
        return TRUE;
  return FALSE;
}

/* Titles and names are drawn where there is room for them, including those
 * that read upward. */
static void
test_text (void)
{
  LimenTheme theme = limen_theme_get (LIMEN_THEME_LIGHT);

  for (gsize i = 2; i <= 100; i += 7)
    {
      g_autoptr (TestMatrix) matrix = test_matrix_new (i, i % 2);
      g_autoptr (TestCanvas) canvas
          = matrix_shape_draw (&matrix->figure, LIMEN_THEME_LIGHT);
      LimenMatrixLayout layout = limen_matrix_layout_new (
          &matrix->figure, matrix_shape_rect, &theme);
      LimenRect plot = layout.plot;
      double left = plot.x - layout.row_names_width;
      double top = plot.y - layout.column_names_height;

      g_assert_true (layout.has_titles);
      g_assert_true (has_ink (canvas, &theme,
                              (LimenRect) { left - 18, plot.y, 18,
                                            plot.height }));
      g_assert_true (has_ink (canvas, &theme,
                              (LimenRect) { plot.x, top - 18, plot.width,
                                            18 }));
      g_assert_true (has_ink (canvas, &theme,
                              (LimenRect) { left, plot.y,
                                            layout.row_names_width - 8,
                                            plot.height }));
      g_assert_true (has_ink (canvas, &theme,
                              (LimenRect) { plot.x, top, plot.width,
                                            layout.column_names_height - 8 }));
    }
}

static void
test_colors (void)
{
  for (int v = 0; v <= LIMEN_THEME_CONTRAST_DARK; v++)
    {
      LimenTheme theme = limen_theme_get ((LimenThemeVariant) v);
      LimenMatrixFigure figure = matrix_shape_new (3, 4);
      g_autoptr (TestCanvas) counts = NULL;
      g_autoptr (TestCanvas) shares = NULL;

      figure.cells = matrix_shape_cells;
      counts = matrix_shape_draw (&figure, (LimenThemeVariant) v);
      figure.is_normalized = TRUE;
      shares = matrix_shape_draw (&figure, (LimenThemeVariant) v);

      assert_cell (counts, &figure, 0, 0,
                   limen_heat_get_color (&theme, LIMEN_HEAT_RIGHT,
                                         20.0 / 98));
      assert_cell (shares, &figure, 0, 0,
                   limen_heat_get_color (&theme, LIMEN_HEAT_RIGHT, 0.8));
      assert_cell (shares, &figure, 0, 1,
                   limen_heat_get_color (&theme, LIMEN_HEAT_WRONG, 0.2));
      assert_cell (counts, &figure, 2, 2, theme.right);
      assert_cell (counts, &figure, 2, 3,
                   limen_heat_get_color (&theme, LIMEN_HEAT_UNDECIDED,
                                         1.0 / 98));
      assert_cell (shares, &figure, 2, 1, theme.plot);
      assert_cell (shares, &figure, 1, 1, theme.plot);
      assert_cell (counts, &figure, 0, 2, theme.plot);
    }
}

/* Given totals save work but do not change the picture. */
static void
test_totals (void)
{
  const double totals[] = { 25, 0, 100 };
  const double column_totals[] = { 21, 5, 98, 1 };
  LimenMatrixFigure figure = matrix_shape_new (3, 4);
  g_autoptr (TestCanvas) without = NULL;
  g_autoptr (TestCanvas) with = NULL;

  figure.cells = matrix_shape_cells;
  figure.is_normalized = TRUE;
  without = matrix_shape_draw (&figure, LIMEN_THEME_LIGHT);
  figure.row_totals = totals;
  figure.column_totals = column_totals;
  figure.greatest = 98;
  with = matrix_shape_draw (&figure, LIMEN_THEME_LIGHT);
  g_assert_true (test_canvas_equals (without, with));
}

/* One error among a million cells is visible, and in its place, where cells
 * are far smaller than pixels. */
static void
test_nothing_vanishes (void)
{
  static const gsize places[][2]
      = { { 0, 999 }, { 999, 0 }, { 333, 500 }, { 501, 742 }, { 77, 3 } };
  LimenTheme theme = limen_theme_get (LIMEN_THEME_LIGHT);
  g_autofree double *cells = g_new0 (double, 1000 * 1000);
  LimenMatrixFigure figure = matrix_shape_new (1000, 1000);

  figure.cells = cells;
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autoptr (TestCanvas) canvas = NULL;
      gsize row = places[i][0], column = places[i][1];
      LimenRect cell = limen_figure_matrix_get_cell_rect (
          &figure, matrix_shape_rect, &theme, row, column);

      cells[row * 1000 + column] = 4;
      canvas = matrix_shape_draw (&figure, LIMEN_THEME_LIGHT);
      cells[row * 1000 + column] = 0;
      g_assert_cmpfloat (cell.height, <, 1);
      g_assert_cmpuint (test_canvas_count (canvas, theme.wrong), >=, 1);
      g_assert_cmpuint (test_canvas_count (canvas, theme.wrong), <=, 4);
      test_assert_pixel (canvas, floor (cell.x + cell.width / 2),
                         floor (cell.y + cell.height / 2), theme.wrong);
    }
}

/* Cells of a few pixels have a colour each. */
static void
test_small_cells (void)
{
  LimenTheme theme = limen_theme_get (LIMEN_THEME_LIGHT);
  g_autofree double *cells = g_new0 (double, 100 * 100);
  LimenMatrixFigure figure = matrix_shape_new (100, 100);
  g_autoptr (TestCanvas) canvas = NULL;

  figure.cells = cells;
  figure.cell_size = 6.3;
  figure.scroll_x = 111.1;
  figure.scroll_y = 87.6;
  for (gsize i = 0; i < 100 * 100; i++)
    cells[i] = (double) (i * i % 7);
  canvas = matrix_shape_draw (&figure, LIMEN_THEME_LIGHT);
  for (gsize row = 20; row < 60; row++)
    for (gsize column = 20; column < 60; column++)
      {
        LimenHeat heat = row == column ? LIMEN_HEAT_RIGHT : LIMEN_HEAT_WRONG;
        LimenRect cell = limen_figure_matrix_get_cell_rect (
            &figure, matrix_shape_rect, &theme, row, column);

        test_assert_pixel (canvas, cell.x + cell.width / 2,
                           cell.y + cell.height / 2,
                           limen_heat_get_color (
                               &theme, heat, cells[row * 100 + column] / 4));
      }
}

/* Zoomed in, drawing does not read cells outside of the visible part. */
static void
test_reads_what_is_seen (void)
{
  LimenTheme theme = limen_theme_get (LIMEN_THEME_LIGHT);
  LimenMatrixFigure figure = matrix_shape_new (1000, 1000);
  gsize page = (gsize) sysconf (_SC_PAGESIZE), row = 1000 * sizeof (double);
  gsize size = 1000 * row, low, high;
  g_autofree double *totals = g_new (double, 1000);
  guchar *memory = mmap (NULL, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS,
                         -1, 0);
  LimenMatrixRange rows;
  LimenMatrixLayout layout;

  g_assert_true (memory != MAP_FAILED);
  for (gsize i = 0; i < 1000; i++)
    totals[i] = 1;
  figure.cells = (const double *) memory;
  figure.row_totals = figure.column_totals = totals;
  figure.greatest = 1;
  figure.cell_size = 20;
  figure.scroll_y = 8000;
  figure.selected = 410;
  layout = limen_matrix_layout_new (&figure, matrix_shape_rect, &theme);
  rows = limen_matrix_layout_get_rows (&layout, 1000);
  g_assert_cmpuint (rows.end - rows.first, <, 40);
  low = rows.first * row / page * page;
  high = MIN (size, (rows.end * row + page - 1) / page * page);
  g_assert_cmpint (mprotect (memory + low, high - low, PROT_READ), ==, 0);
  for (int is_normalized = 0; is_normalized < 2; is_normalized++)
    {
      g_autoptr (TestCanvas) canvas = NULL;

      figure.is_normalized = is_normalized;
      canvas = matrix_shape_draw (&figure, LIMEN_THEME_LIGHT);
    }
  munmap (memory, size);
}

static void
test_empty (void)
{
  static const double zeros[9];
  static const double undefined[] = { NAN, NAN, NAN, NAN };
  LimenTheme theme = limen_theme_get (LIMEN_THEME_LIGHT);
  const LimenMatrixFigure none = matrix_shape_new (0, 0);
  LimenMatrixFigure no_rows = matrix_shape_new (3, 3),
                    no_numbers = matrix_shape_new (2, 2);
  LimenMatrixFigure no_cells = matrix_shape_new (3, 3);
  const LimenMatrixFigure *figures[] = { &none, &no_rows, &no_numbers,
                                         &no_cells };

  no_rows.cells = zeros;
  no_numbers.cells = undefined;
  for (gsize i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      g_autoptr (TestCanvas) canvas
          = matrix_shape_draw (figures[i], LIMEN_THEME_LIGHT);

      /* Only a short message on the background. */
      g_assert_cmpuint (test_canvas_count (canvas, theme.background), >,
                        700 * 500 - 1000);
      g_assert_cmpuint (test_canvas_count (canvas, theme.background), <,
                        700 * 500 - 100);
    }
}

static void
test_frames (void)
{
  LimenTheme theme = limen_theme_get (LIMEN_THEME_LIGHT);
  LimenMatrixFigure figure = matrix_shape_new (3, 4);
  g_autoptr (TestCanvas) canvas = NULL;
  LimenRect row, column, cell;

  figure.cells = matrix_shape_cells;
  figure.selected = 1;
  figure.hovered_row = 2;
  figure.hovered_column = 3;
  figure.cursor_row = 0;
  figure.cursor_column = 0;
  figure.has_focus = TRUE;
  canvas = matrix_shape_draw (&figure, LIMEN_THEME_LIGHT);
  row = limen_figure_matrix_get_cell_rect (&figure, matrix_shape_rect, &theme,
                                           1, 0);
  column = limen_figure_matrix_get_cell_rect (&figure, matrix_shape_rect,
                                              &theme, 0, 1);
  test_assert_pixel (canvas, row.x + 30, row.y + 1, theme.line);
  test_assert_pixel (canvas, row.x + 30, row.y + row.height - 1, theme.line);
  test_assert_pixel (canvas, column.x + 1, column.y + 30, theme.line);
  test_assert_pixel (canvas, column.x + column.width - 1, column.y + 30,
                     theme.line);
  cell = limen_figure_matrix_get_cell_rect (&figure, matrix_shape_rect, &theme,
                                            2, 3);
  test_assert_pixel (canvas, cell.x + 1, cell.y + 30, theme.line);
  cell = limen_figure_matrix_get_cell_rect (&figure, matrix_shape_rect, &theme,
                                            0, 0);
  test_assert_pixel (canvas, cell.x + 1, cell.y + 30, theme.accent);
}

/* Selected classes and cells that do not exist are not framed. */
static void
test_frames_out_of_range (void)
{
  LimenMatrixFigure figure = matrix_shape_new (3, 4);
  g_autoptr (TestCanvas) plain = NULL;
  g_autoptr (TestCanvas) framed = NULL;

  figure.cells = matrix_shape_cells;
  plain = matrix_shape_draw (&figure, LIMEN_THEME_LIGHT);
  figure.selected = 3;
  figure.hovered_row = 3;
  figure.hovered_column = 4;
  framed = matrix_shape_draw (&figure, LIMEN_THEME_LIGHT);
  g_assert_cmpuint (
      test_canvas_count (framed, limen_theme_get (LIMEN_THEME_LIGHT).line),
      ==,
      test_canvas_count (plain, limen_theme_get (LIMEN_THEME_LIGHT).line));
}

/* Every size and state gives identical pictures when drawn twice. */
static void
test_same_twice (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (matrix_shape_sizes); i++)
    for (int state = 0; state < 4; state++)
      {
        g_autoptr (TestMatrix) matrix
            = test_matrix_new (matrix_shape_sizes[i], state % 2 == 1);
        g_autoptr (TestCanvas) a = NULL;
        g_autoptr (TestCanvas) b = NULL;

        matrix->figure.is_normalized = state >= 2;
        matrix->figure.has_legend = TRUE;
        matrix->figure.cell_size = state == 3 ? 30 : 0;
        matrix->figure.selected = (gssize) matrix_shape_sizes[i] / 2;
        a = matrix_shape_draw (&matrix->figure, LIMEN_THEME_DARK);
        b = matrix_shape_draw (&matrix->figure, LIMEN_THEME_DARK);
        g_assert_true (test_canvas_equals (a, b));
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/figure-matrix/names", test_names);
  g_test_add_func ("/figure-matrix/text", test_text);
  g_test_add_func ("/figure-matrix/colors", test_colors);
  g_test_add_func ("/figure-matrix/totals", test_totals);
  g_test_add_func ("/figure-matrix/nothing-vanishes", test_nothing_vanishes);
  g_test_add_func ("/figure-matrix/small-cells", test_small_cells);
  g_test_add_func ("/figure-matrix/reads-what-is-seen",
                   test_reads_what_is_seen);
  g_test_add_func ("/figure-matrix/empty", test_empty);
  g_test_add_func ("/figure-matrix/frames", test_frames);
  g_test_add_func ("/figure-matrix/frames-out-of-range",
                   test_frames_out_of_range);
  g_test_add_func ("/figure-matrix/same-twice", test_same_twice);
  return g_test_run ();
}
