/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "matrix-cell.h"

#include <math.h>

#include "heat.h"

/* A cell's share of its true class; NaN for a class without rows. */
double
limen_matrix_cell_get_share (const LimenMatrixFigure *data, gsize row,
                             gsize column)
{
  double total = data->row_totals[row];

  return total > 0 ? data->cells[row * data->n_columns + column] / total
                   : (double) NAN;
}

/* The fill level of a cell, 0 to 1: its share of the true class where the
 * matrix is normalized, otherwise of the greatest cell. 0 where undefined. */
double
limen_matrix_cell_get_level (const LimenMatrixFigure *data, gsize row,
                             gsize column)
{
  double cell = data->cells[row * data->n_columns + column];
  double whole = data->is_normalized ? data->row_totals[row] : data->greatest;

  return whole > 0 && cell > 0 ? cell / whole : 0;
}

/* The fill colour of a cell. */
LimenColor
limen_matrix_cell_get_color (const LimenMatrixFigure *data,
                             const LimenTheme *theme, gsize row, gsize column)
{
  LimenHeat heat = column >= data->n_classes ? LIMEN_HEAT_UNDECIDED
                   : row == column           ? LIMEN_HEAT_RIGHT
                                             : LIMEN_HEAT_WRONG;

  return limen_heat_get_color (
      theme, heat, limen_matrix_cell_get_level (data, row, column));
}
