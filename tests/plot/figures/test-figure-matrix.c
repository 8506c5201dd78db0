#include "figure-matrix.h"

#include <math.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "canvas.h"
#include "figures.h"
#include "heat.h"
#include "matrix-layout.h"
#include "matrix-numbers.h"
#include "support.h"

static const LimenRect rect = { 0, 0, 700, 500 };

static const gsize sizes[] = { 1, 2, 10, 100, 1000 };

/* A matrix for geometry alone. */
static LimenMatrixFigure
make_shape (gsize n_classes, gsize n_columns)
{
  return (LimenMatrixFigure) {
    .n_classes = n_classes,
    .n_columns = n_columns,
    .selected = -1,
    .hovered_row = -1,
    .hovered_column = -1,
    .cursor_row = -1,
    .cursor_column = -1,
  };
}

static TestCanvas *
draw (const LimenMatrixFigure *figure, LimenThemeVariant variant)
{
  TestCanvas *canvas = test_canvas_new ((int) rect.width, (int) rect.height);
  LimenTheme theme = limen_theme_get (variant);

  limen_figure_matrix_draw (canvas->cr, rect, figure, &theme);
  return canvas;
}

/* A point of a cell that no number covers. */
static void
assert_cell (TestCanvas *canvas, const LimenMatrixFigure *figure, gsize row,
             gsize column, LimenColor color)
{
  LimenTheme theme = limen_theme_get (LIMEN_THEME_LIGHT);
  LimenRect cell = limen_figure_matrix_get_cell_rect (figure, rect, &theme,
                                                      row, column);

  test_assert_pixel (canvas, floor (cell.x) + 3, floor (cell.y) + 3, color);
}

static void
check_round_trip (const LimenMatrixFigure *figure, const LimenTheme *theme,
                  gsize row, gsize column)
{
  LimenMatrixLayout layout = limen_matrix_layout_new (figure, rect, theme);
  LimenRect cell = limen_figure_matrix_get_cell_rect (figure, rect, theme,
                                                      row, column);
  double x = cell.x + cell.width / 2, y = cell.y + cell.height / 2;
  gsize found_row = 99999, found_column = 99999;
  gboolean is_hit = limen_figure_matrix_get_cell (
      figure, rect, theme, x, y, &found_row, &found_column);

  g_assert_cmpint (is_hit, ==, limen_rect_contains (layout.plot, x, y));
  g_assert_cmpuint (found_row, ==, is_hit ? row : 99999);
  g_assert_cmpuint (found_column, ==, is_hit ? column : 99999);
}

static void
test_round_trip (void)
{
  static const double cell_sizes[] = { 0, 3.7, 28, 90 };
  LimenTheme theme = limen_theme_get (LIMEN_THEME_LIGHT);

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (cell_sizes); j++)
      for (gsize none = 0; none < 2; none++)
        {
          LimenMatrixFigure figure = make_shape (sizes[i], sizes[i] + none);
          gsize step = sizes[i] / 50 + 1;

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
  LimenMatrixFigure figure = make_shape (10, 11), none = make_shape (0, 0);
  LimenRect plot = limen_matrix_layout_new (&figure, rect, &theme).plot;
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
        &figure, rect, &theme, points[i][0], points[i][1], &row, &column));
  g_assert_false (limen_figure_matrix_get_cell (&none, rect, &theme, 350, 250,
                                                &row, &column));
}

/* All cells are there, beside their names and inside the figure. */
static void
test_fits (void)
{
  LimenTheme theme = limen_theme_get (LIMEN_THEME_LIGHT);

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      LimenMatrixFigure figure = make_shape (sizes[i], sizes[i] + 1);
      LimenMatrixLayout layout = limen_matrix_layout_new (&figure, rect,
                                                          &theme);
      LimenMatrixRange rows = limen_matrix_layout_get_rows (&layout, sizes[i]);
      LimenMatrixRange columns
          = limen_matrix_layout_get_columns (&layout, sizes[i] + 1);

      g_assert_cmpuint (rows.first, ==, 0);
      g_assert_cmpuint (rows.end, ==, sizes[i]);
      g_assert_cmpuint (columns.first, ==, 0);
      g_assert_cmpuint (columns.end, ==, sizes[i] + 1);
      g_assert_cmpfloat (layout.row_names_width, >, 0);
      g_assert_cmpfloat (layout.cells.x, >=, layout.row_names_width);
      g_assert_cmpfloat (layout.cells.y, >=, layout.column_names_height);
      g_assert_cmpfloat (layout.cells.x + layout.cells.width, <=, 700);
      g_assert_cmpfloat (layout.cells.y + layout.cells.height, <=, 500);
      /* At least half of the figure is cells in one direction. */
      g_assert_cmpfloat (fmax (layout.cells.width / rect.width,
                               layout.cells.height / rect.height),
                         >, 0.5);
    }
}

/* One scrolls to the last cell and no further. */
static void
test_scroll (void)
{
  LimenTheme theme = limen_theme_get (LIMEN_THEME_LIGHT);
  LimenMatrixFigure figure = make_shape (100, 100);
  LimenMatrixLayout start, end;
  LimenRect last;

  figure.cell_size = 24;
  figure.scroll_x = figure.scroll_y = -50;
  start = limen_matrix_layout_new (&figure, rect, &theme);
  g_assert_cmpfloat (start.cell_height, ==, 24);
  g_assert_cmpfloat (start.cells.x, ==, start.plot.x);
  g_assert_cmpfloat (start.cells.y, ==, start.plot.y);
  g_assert_cmpfloat (start.cells.height, ==, 2400);

  figure.scroll_x = figure.scroll_y = 1e9;
  end = limen_matrix_layout_new (&figure, rect, &theme);
  last = limen_matrix_layout_get_cell_rect (&end, 99, 99);
  test_assert_near (last.x + last.width, end.plot.x + end.plot.width, 1e-12);
  test_assert_near (last.y + last.height, end.plot.y + end.plot.height,
                    1e-12);

  /* Smaller than what fits is what fits. */
  figure.cell_size = 0.5;
  end = limen_matrix_layout_new (&figure, rect, &theme);
  test_assert_near (end.cell_height, end.fit_size, 1e-12);
}

static void
test_names (void)
{
  static const char *const brief[] = { "a", "b", "c" };
  static const char *const lengthy[]
      = { "a", "the quick brown fox jumps over the lazy dog", "c" };
  LimenTheme theme = limen_theme_get (LIMEN_THEME_LIGHT);
  LimenMatrixFigure figure = make_shape (3, 3);
  LimenMatrixLayout few, many, tiny;

  figure.names = brief;
  few = limen_matrix_layout_new (&figure, rect, &theme);
  g_assert_false (few.are_names_turned);
  figure.names = lengthy;
  many = limen_matrix_layout_new (&figure, rect, &theme);
  g_assert_true (many.are_names_turned);
  g_assert_cmpfloat (many.row_names_width, >, few.row_names_width);
  g_assert_cmpfloat (many.row_names_width, <=, 0.3 * rect.width);
  g_assert_cmpfloat (many.column_names_height, <=, 0.3 * rect.height);
  tiny = limen_matrix_layout_new (&figure, (LimenRect) { 0, 0, 60, 40 },
                                  &theme);
  g_assert_cmpfloat (tiny.row_names_width, ==, 0);
  g_assert_cmpfloat (tiny.column_names_height, ==, 0);
  g_assert_false (tiny.has_titles);
}

/* Whether there is anything but paper in a part of the picture. */
static gboolean
has_ink (TestCanvas *canvas, const LimenTheme *theme, LimenRect part)
{
  for (int y = (int) part.y; y < (int) (part.y + part.height); y++)
    for (int x = (int) part.x; x < (int) (part.x + part.width); x++)
      if (!test_canvas_is (canvas, x, y, theme->background))
        return TRUE;
  return FALSE;
}

/* Titles and names stand where there is room for them, also those that read
 * upward. */
static void
test_text (void)
{
  LimenTheme theme = limen_theme_get (LIMEN_THEME_LIGHT);

  for (gsize i = 2; i <= 100; i += 7)
    {
      g_autoptr (TestMatrix) matrix = test_matrix_new (i, i % 2);
      g_autoptr (TestCanvas) canvas
          = draw (&matrix->figure, LIMEN_THEME_LIGHT);
      LimenMatrixLayout layout
          = limen_matrix_layout_new (&matrix->figure, rect, &theme);
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

static const double small[] = {
  20, 5, 0, 0, /* then 0 rows, and one that is undefined */
  0, 0, 0, 0,
  1, NAN, 98, 1,
};

static void
test_colors (void)
{
  for (int v = 0; v <= LIMEN_THEME_CONTRAST_DARK; v++)
    {
      LimenTheme theme = limen_theme_get ((LimenThemeVariant) v);
      LimenMatrixFigure figure = make_shape (3, 4);
      g_autoptr (TestCanvas) counts = NULL;
      g_autoptr (TestCanvas) shares = NULL;

      figure.cells = small;
      counts = draw (&figure, (LimenThemeVariant) v);
      figure.is_normalized = TRUE;
      shares = draw (&figure, (LimenThemeVariant) v);

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

/* Totals stand beside the cells: those of the rows to the right, those of the
 * columns below, their sum in the corner. */
static void
test_totals_places (void)
{
  LimenTheme theme = limen_theme_get (LIMEN_THEME_LIGHT);
  const double totals[] = { 25, 0, 100 }, others[] = { 25, 7, 93 };
  const double columns[] = { 21, 5, 98, 1 }, other_columns[] = { 25, 1, 98, 1 };
  LimenMatrixFigure figure = make_shape (3, 4);
  LimenMatrixLayout layout = limen_matrix_layout_new (&figure, rect, &theme);
  LimenRect plot = layout.plot;
  LimenRect right = { plot.x + plot.width, plot.y, layout.totals_width,
                      plot.height };
  LimenRect below = { plot.x, plot.y + plot.height, plot.width,
                      layout.totals_height };
  g_autoptr (TestCanvas) plain = NULL, rows = NULL, across = NULL;

  g_assert_cmpfloat (layout.totals_width, >, 3 * theme.font_size);
  g_assert_cmpfloat (layout.totals_height, >, theme.font_size);
  g_assert_cmpfloat (right.x + right.width, <=, rect.width);
  g_assert_cmpfloat (below.y + below.height, <=, rect.height);
  figure.cells = small;
  figure.greatest = 98;
  figure.row_totals = totals;
  figure.column_totals = columns;
  plain = draw (&figure, LIMEN_THEME_LIGHT);
  figure.row_totals = others;
  rows = draw (&figure, LIMEN_THEME_LIGHT);
  g_assert_cmpuint (count_changed (plain, rows, right), >, 10);
  g_assert_cmpuint (count_changed (plain, rows, below), ==, 0);
  figure.row_totals = totals;
  figure.column_totals = other_columns;
  across = draw (&figure, LIMEN_THEME_LIGHT);
  g_assert_cmpuint (count_changed (plain, across, below), >, 10);
  g_assert_cmpuint (count_changed (plain, across, right), ==, 0);
}

/* There is room for totals only where lines of text have room in the cells. */
static void
test_totals_room (void)
{
  LimenTheme theme = limen_theme_get (LIMEN_THEME_LIGHT);
  LimenMatrixFigure many = make_shape (100, 100), few = make_shape (3, 3);
  const LimenRect narrow = { 0, 0, 180, 500 };

  g_assert_cmpfloat (
      limen_matrix_layout_new (&many, rect, &theme).totals_width, ==, 0);
  many.cell_size = 24;
  g_assert_cmpfloat (
      limen_matrix_layout_new (&many, rect, &theme).totals_width, >, 0);
  g_assert_cmpfloat (
      limen_matrix_layout_new (&few, narrow, &theme).totals_width, ==, 0);
}

/* Totals that are given change nothing but the work. */
static void
test_totals (void)
{
  const double totals[] = { 25, 0, 100 };
  const double column_totals[] = { 21, 5, 98, 1 };
  LimenMatrixFigure figure = make_shape (3, 4);
  g_autoptr (TestCanvas) without = NULL;
  g_autoptr (TestCanvas) with = NULL;

  figure.cells = small;
  figure.is_normalized = TRUE;
  without = draw (&figure, LIMEN_THEME_LIGHT);
  figure.row_totals = totals;
  figure.column_totals = column_totals;
  figure.greatest = 98;
  with = draw (&figure, LIMEN_THEME_LIGHT);
  g_assert_true (test_canvas_equals (without, with));
}

/* Text on a cell, whatever it holds, has WCAG's 4.5 to 1. */
static void
test_contrast (void)
{
  for (int v = 0; v <= LIMEN_THEME_CONTRAST_DARK; v++)
    for (int heat = 0; heat < LIMEN_N_HEATS; heat++)
      for (int i = 0; i <= 1000; i++)
        {
          LimenTheme theme = limen_theme_get ((LimenThemeVariant) v);
          LimenColor ground = limen_heat_get_color (&theme, (LimenHeat) heat,
                                                    i / 1000.0);

          g_assert_cmpfloat (
              limen_color_get_contrast (limen_heat_get_text_color (ground),
                                        ground),
              >=, 4.5);
        }
}

/* Fuller cells stand out more; the least of them stands out at all. */
static void
test_ramp (void)
{
  for (int v = 0; v <= LIMEN_THEME_CONTRAST_DARK; v++)
    for (int heat = 0; heat < LIMEN_N_HEATS; heat++)
      {
        LimenTheme theme = limen_theme_get ((LimenThemeVariant) v);
        double last = 1.1;

        for (int i = 0; i <= 100; i++)
          {
            double contrast = limen_color_get_contrast (
                limen_heat_get_color (&theme, (LimenHeat) heat,
                                      i == 0 ? 1e-9 : i / 100.0),
                theme.plot);

            g_assert_cmpfloat (contrast, >, last);
            last = contrast;
          }
        g_assert_cmpfloat (last, >, 5);
      }
}

static void
test_ramp_ends (void)
{
  LimenTheme theme = limen_theme_get (LIMEN_THEME_DARK);
  static const double nothing[] = { 0, -1, NAN, -INFINITY };
  LimenColor full = limen_heat_get_color (&theme, LIMEN_HEAT_WRONG, 7);

  for (gsize i = 0; i < G_N_ELEMENTS (nothing); i++)
    {
      LimenColor color = limen_heat_get_color (&theme, LIMEN_HEAT_WRONG,
                                               nothing[i]);

      g_assert_cmpmem (&color, sizeof color, &theme.plot, sizeof color);
    }
  test_assert_near (full.red, theme.wrong.red, 1e-15);
  test_assert_near (limen_color_get_contrast ((LimenColor) { 0, 0, 0, 1 },
                                              (LimenColor) { 1, 1, 1, 1 }),
                    21, 1e-12);
}

/* One error among a million cells is seen where cells are far smaller than
 * pixels, and in its place. */
static void
test_nothing_vanishes (void)
{
  static const gsize places[][2]
      = { { 0, 999 }, { 999, 0 }, { 333, 500 }, { 501, 742 }, { 77, 3 } };
  LimenTheme theme = limen_theme_get (LIMEN_THEME_LIGHT);
  g_autofree double *cells = g_new0 (double, 1000 * 1000);
  LimenMatrixFigure figure = make_shape (1000, 1000);

  figure.cells = cells;
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autoptr (TestCanvas) canvas = NULL;
      gsize row = places[i][0], column = places[i][1];
      LimenRect cell = limen_figure_matrix_get_cell_rect (
          &figure, rect, &theme, row, column);

      cells[row * 1000 + column] = 4;
      canvas = draw (&figure, LIMEN_THEME_LIGHT);
      cells[row * 1000 + column] = 0;
      g_assert_cmpfloat (cell.height, <, 1);
      g_assert_cmpuint (test_canvas_count (canvas, theme.wrong), >=, 1);
      g_assert_cmpuint (test_canvas_count (canvas, theme.wrong), <=, 4);
      test_assert_pixel (canvas, floor (cell.x + cell.width / 2),
                         floor (cell.y + cell.height / 2), theme.wrong);
    }
}

/* Where cells are a few pixels large, each has its colour. */
static void
test_small_cells (void)
{
  LimenTheme theme = limen_theme_get (LIMEN_THEME_LIGHT);
  g_autofree double *cells = g_new0 (double, 100 * 100);
  LimenMatrixFigure figure = make_shape (100, 100);
  g_autoptr (TestCanvas) canvas = NULL;

  figure.cells = cells;
  figure.cell_size = 6.3;
  figure.scroll_x = 111.1;
  figure.scroll_y = 87.6;
  for (gsize i = 0; i < 100 * 100; i++)
    cells[i] = (double) (i * i % 7);
  canvas = draw (&figure, LIMEN_THEME_LIGHT);
  for (gsize row = 20; row < 60; row++)
    for (gsize column = 20; column < 60; column++)
      {
        LimenHeat heat = row == column ? LIMEN_HEAT_RIGHT : LIMEN_HEAT_WRONG;
        LimenRect cell = limen_figure_matrix_get_cell_rect (
            &figure, rect, &theme, row, column);

        test_assert_pixel (canvas, cell.x + cell.width / 2,
                           cell.y + cell.height / 2,
                           limen_heat_get_color (
                               &theme, heat, cells[row * 100 + column] / 4));
      }
}

/* Zoomed in, a matrix is not so much as read where it is not seen. */
static void
test_reads_what_is_seen (void)
{
  LimenTheme theme = limen_theme_get (LIMEN_THEME_LIGHT);
  LimenMatrixFigure figure = make_shape (1000, 1000);
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
  layout = limen_matrix_layout_new (&figure, rect, &theme);
  rows = limen_matrix_layout_get_rows (&layout, 1000);
  g_assert_cmpuint (rows.end - rows.first, <, 40);
  low = rows.first * row / page * page;
  high = MIN (size, (rows.end * row + page - 1) / page * page);
  g_assert_cmpint (mprotect (memory + low, high - low, PROT_READ), ==, 0);
  for (int is_normalized = 0; is_normalized < 2; is_normalized++)
    {
      g_autoptr (TestCanvas) canvas = NULL;

      figure.is_normalized = is_normalized;
      canvas = draw (&figure, LIMEN_THEME_LIGHT);
    }
  munmap (memory, size);
}

static void
test_empty (void)
{
  static const double zeros[9];
  static const double undefined[] = { NAN, NAN, NAN, NAN };
  LimenTheme theme = limen_theme_get (LIMEN_THEME_LIGHT);
  const LimenMatrixFigure none = make_shape (0, 0);
  LimenMatrixFigure no_rows = make_shape (3, 3), no_numbers = make_shape (2, 2);
  LimenMatrixFigure no_cells = make_shape (3, 3);
  const LimenMatrixFigure *figures[] = { &none, &no_rows, &no_numbers,
                                         &no_cells };

  no_rows.cells = zeros;
  no_numbers.cells = undefined;
  for (gsize i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      g_autoptr (TestCanvas) canvas = draw (figures[i], LIMEN_THEME_LIGHT);

      /* A few letters in the middle, and else only paper. */
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
  LimenMatrixFigure figure = make_shape (3, 4);
  g_autoptr (TestCanvas) canvas = NULL;
  LimenRect row, column, cell;

  figure.cells = small;
  figure.selected = 1;
  figure.hovered_row = 2;
  figure.hovered_column = 3;
  figure.cursor_row = 0;
  figure.cursor_column = 0;
  figure.has_focus = TRUE;
  canvas = draw (&figure, LIMEN_THEME_LIGHT);
  row = limen_figure_matrix_get_cell_rect (&figure, rect, &theme, 1, 0);
  column = limen_figure_matrix_get_cell_rect (&figure, rect, &theme, 0, 1);
  test_assert_pixel (canvas, row.x + 30, row.y + 1, theme.line);
  test_assert_pixel (canvas, row.x + 30, row.y + row.height - 1, theme.line);
  test_assert_pixel (canvas, column.x + 1, column.y + 30, theme.line);
  test_assert_pixel (canvas, column.x + column.width - 1, column.y + 30,
                     theme.line);
  cell = limen_figure_matrix_get_cell_rect (&figure, rect, &theme, 2, 3);
  test_assert_pixel (canvas, cell.x + 1, cell.y + 30, theme.line);
  cell = limen_figure_matrix_get_cell_rect (&figure, rect, &theme, 0, 0);
  test_assert_pixel (canvas, cell.x + 1, cell.y + 30, theme.accent);
}

/* Classes and cells that are not there are not framed. */
static void
test_frames_out_of_range (void)
{
  LimenMatrixFigure figure = make_shape (3, 4);
  g_autoptr (TestCanvas) plain = NULL;
  g_autoptr (TestCanvas) framed = NULL;

  figure.cells = small;
  plain = draw (&figure, LIMEN_THEME_LIGHT);
  figure.selected = 3;
  figure.hovered_row = 3;
  figure.hovered_column = 4;
  framed = draw (&figure, LIMEN_THEME_LIGHT);
  g_assert_cmpuint (
      test_canvas_count (framed, limen_theme_get (LIMEN_THEME_LIGHT).line),
      ==,
      test_canvas_count (plain, limen_theme_get (LIMEN_THEME_LIGHT).line));
}

/* Every size, in every state, twice alike. */
static void
test_same_twice (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (int state = 0; state < 4; state++)
      {
        g_autoptr (TestMatrix) matrix
            = test_matrix_new (sizes[i], state % 2 == 1);
        g_autoptr (TestCanvas) a = NULL;
        g_autoptr (TestCanvas) b = NULL;

        matrix->figure.is_normalized = state >= 2;
        matrix->figure.has_legend = TRUE;
        matrix->figure.cell_size = state == 3 ? 30 : 0;
        matrix->figure.selected = (gssize) sizes[i] / 2;
        a = draw (&matrix->figure, LIMEN_THEME_DARK);
        b = draw (&matrix->figure, LIMEN_THEME_DARK);
        g_assert_true (test_canvas_equals (a, b));
      }
}

static void
test_share_text (void)
{
  static const struct
  {
    double share;
    int n_decimals;
    const char *expected;
  } cases[] = {
    { 0.8734, 1, "87.3\342\200\257%" }, { 0.8734, 0, "87\342\200\257%" },
    { 0, 1, "0\342\200\257%" },         { 1, 1, "100\342\200\257%" },
    { 0.0004, 1, "<0.1\342\200\257%" }, { 0.0004, 0, "<1\342\200\257%" },
    { 0.9996, 1, ">99.9\342\200\257%" }, { 0.996, 0, ">99\342\200\257%" },
    { NAN, 1, "\342\200\224" },
  };
  char label[32];

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      limen_matrix_share_write (cases[i].share, cases[i].n_decimals, TRUE, ".",
                                label, sizeof label);
      g_assert_cmpstr (label, ==, cases[i].expected);
    }
  limen_matrix_share_write (0.423, 1, FALSE, ",", label, sizeof label);
  g_assert_cmpstr (label, ==, "42,3");
}

static void
test_count_text (void)
{
  static const struct
  {
    double count;
    int n_digits;
    const char *expected;
  } cases[] = {
    { 0, 0, "0" },          { 7, 0, "7" },         { 12345, 0, "12345" },
    { 12.25, 0, "12.2" },   { 12.25, 2, "12" },    { 999, 2, "999" },
    { 1234, 2, "1.2k" },    { 1234, 1, "1k" },     { 9990, 2, "10k" },
    { 56789, 2, "57k" },    { 1500000, 2, "1.5M" }, { NAN, 0, "\342\200\224" },
  };
  char label[32];

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      limen_matrix_count_write (cases[i].count, cases[i].n_digits, ".", label,
                                sizeof label);
      g_assert_cmpstr (label, ==, cases[i].expected);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/figure-matrix/round-trip", test_round_trip);
  g_test_add_func ("/figure-matrix/no-hit", test_no_hit);
  g_test_add_func ("/figure-matrix/fits", test_fits);
  g_test_add_func ("/figure-matrix/scroll", test_scroll);
  g_test_add_func ("/figure-matrix/names", test_names);
  g_test_add_func ("/figure-matrix/text", test_text);
  g_test_add_func ("/figure-matrix/colors", test_colors);
  g_test_add_func ("/figure-matrix/totals", test_totals);
  g_test_add_func ("/figure-matrix/totals-places", test_totals_places);
  g_test_add_func ("/figure-matrix/totals-room", test_totals_room);
  g_test_add_func ("/figure-matrix/contrast", test_contrast);
  g_test_add_func ("/figure-matrix/ramp", test_ramp);
  g_test_add_func ("/figure-matrix/ramp-ends", test_ramp_ends);
  g_test_add_func ("/figure-matrix/nothing-vanishes", test_nothing_vanishes);
  g_test_add_func ("/figure-matrix/small-cells", test_small_cells);
  g_test_add_func ("/figure-matrix/reads-what-is-seen",
                   test_reads_what_is_seen);
  g_test_add_func ("/figure-matrix/empty", test_empty);
  g_test_add_func ("/figure-matrix/frames", test_frames);
  g_test_add_func ("/figure-matrix/frames-out-of-range",
                   test_frames_out_of_range);
  g_test_add_func ("/figure-matrix/same-twice", test_same_twice);
  g_test_add_func ("/figure-matrix/share-text", test_share_text);
  g_test_add_func ("/figure-matrix/count-text", test_count_text);
  return g_test_run ();
}
