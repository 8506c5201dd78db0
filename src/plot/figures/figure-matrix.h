/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figure.h"

/* A confusion matrix of several classes as a heat map: true classes down,
 * predicted ones across. */
typedef struct
{
  gsize n_classes;
  gsize n_columns; /* n_classes, or one more: predicted as none */
  const char *const *names; /* n_classes; NULL: numbered from 0 */
  const double *cells;      /* row by row, n_classes of n_columns each */
  const double *row_totals; /* n_classes; NULL: summed up when drawn */
  const double *column_totals; /* n_columns; NULL: summed up when drawn */
  double greatest;          /* of the cells; 0: looked for when drawn */
  gboolean is_normalized;   /* shares of the true class, else counts */
  gssize selected;          /* its row and column are framed; -1: none */
  gssize hovered_row, hovered_column; /* -1: none */
  gssize cursor_row, cursor_column;   /* the keyboard's; -1: none */
  gboolean has_focus;
  gboolean has_legend;
  double cell_size;          /* height in pixels; too small: all cells fit */
  double scroll_x, scroll_y; /* pixels, as far as there is more to see */
} LimenMatrixFigure;

void limen_figure_matrix_draw (cairo_t *cr, LimenRect rect,
                               const LimenMatrixFigure *data,
                               const LimenTheme *theme);

gboolean limen_figure_matrix_get_cell (const LimenMatrixFigure *data,
                                       LimenRect rect, const LimenTheme *theme,
                                       double x, double y, gsize *row,
                                       gsize *column);
LimenRect limen_figure_matrix_get_cell_rect (const LimenMatrixFigure *data,
                                             LimenRect rect,
                                             const LimenTheme *theme,
                                             gsize row, gsize column);
