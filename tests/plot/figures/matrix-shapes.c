/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "matrix-shapes.h"

#include <math.h>

const LimenRect matrix_shape_rect = { 0, 0, 700, 500 };

const gsize matrix_shape_sizes[] = { 1, 2, 10, 100, 1000 };

LimenMatrixFigure
matrix_shape_new (gsize n_classes, gsize n_columns)
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

TestCanvas *
matrix_shape_draw (const LimenMatrixFigure *figure, LimenThemeVariant variant)
{
  TestCanvas *canvas = test_canvas_new ((int) matrix_shape_rect.width,
                                        (int) matrix_shape_rect.height);
  LimenTheme theme = limen_theme_get (variant);

  limen_figure_matrix_draw (canvas->cr, matrix_shape_rect, figure, &theme);
  return canvas;
}

const double matrix_shape_cells[] = {
  20, 5, 0, 0, /* then 0 rows, and one undefined value */
  0,  0, 0, 0, 1, NAN, 98, 1,
};
