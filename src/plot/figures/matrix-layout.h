/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figure-matrix.h"

#define LIMEN_MATRIX_NAME_GAP 8.0 /* between a name and its cells */
#define LIMEN_MATRIX_TOTAL_GAP 6.0 /* between totals and their cells */

/* Where the parts of a confusion matrix stand. */
typedef struct
{
  LimenRect plot;  /* what is seen of the cells */
  LimenRect cells; /* all of them, reaching out of the plot when scrolled */
  double cell_width, cell_height;
  double fit_size;         /* the cell height at which all of them fit */
  double row_names_width;  /* left of the plot; 0: no room */
  double column_names_height; /* above the plot; 0: no room */
  gboolean are_names_turned;  /* those of columns read upward */
  gboolean has_titles;
  double totals_width;  /* right of the plot; 0: no room for totals */
  double totals_height; /* below the plot; 0: no room for totals */
  double legend_height; /* below the totals; 0: none */
} LimenMatrixLayout;

/* Cells first to end - 1 of an axis. */
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
