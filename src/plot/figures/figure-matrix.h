/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figure.h"

/* Confusion matrix of several classes as a heat map: true classes are rows,
 * predicted classes columns. */
typedef struct
{
  gsize n_classes;
  gsize n_columns;          /* n_classes, plus 1 if rows may be undecided */
  const char *const *names; /* n_classes names; NULL: numbered from 0 */
  const double *cells;      /* n_classes x n_columns, row-major */
  const double *row_totals; /* n_classes; NULL: summed up when drawn */
  const double *column_totals; /* n_columns; NULL: summed up when drawn */
  double greatest;             /* greatest cell; 0: searched when drawn */
  gboolean is_normalized;      /* shares of the true class, otherwise counts */
  gssize selected;             /* class whose row and column are framed; -1:
                                * none */
  gssize hovered_row, hovered_column; /* -1: none */
  gssize cursor_row, cursor_column;   /* keyboard cursor; -1: none */
  gboolean has_focus;
  gboolean has_legend;
  double cell_size;          /* cell height in pixels; if too small, the
                              * cells fill the plot */
  double scroll_x, scroll_y; /* in pixels, clamped to the content */
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
