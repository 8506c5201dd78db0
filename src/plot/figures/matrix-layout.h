/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figure-matrix.h"

#define LIMEN_MATRIX_NAME_GAP 8.0  /* between names and cells */
#define LIMEN_MATRIX_TOTAL_GAP 6.0 /* between cells and totals */

/* Layout of a confusion matrix. */
typedef struct
{
  LimenRect plot;  /* visible part of the cells */
  LimenRect cells; /* all cells; exceeds the plot when scrolled */
  double cell_width, cell_height;
  double fit_size;         /* cell height at which all cells fit */
  double row_names_width;  /* left of the plot; 0: no room */
  double column_names_height; /* above the plot; 0: no room */
  gboolean are_names_turned;  /* column names read upward */
  gboolean has_titles;
  double totals_width;  /* right of the plot; 0: no room for totals */
  double totals_height; /* below the plot; 0: no room for totals */
  double legend_height; /* below the totals; 0: none */
} LimenMatrixLayout;

/* Range of cells along an axis: first to end - 1. */
typedef struct
{
  gsize first, end;
} LimenMatrixRange;

LimenMatrixLayout limen_matrix_layout_new (const LimenMatrixFigure *data,
                                           LimenRect rect,
                                           const LimenTheme *theme);
LimenRect limen_matrix_layout_get_cell_rect (const LimenMatrixLayout *self,
                                             gsize row, gsize column);
LimenMatrixRange limen_matrix_layout_get_rows (const LimenMatrixLayout *self,
                                               gsize n_rows);
LimenMatrixRange
limen_matrix_layout_get_columns (const LimenMatrixLayout *self,
                                 gsize n_columns);
