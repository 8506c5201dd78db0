/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figure-matrix.h"

/* Summary of a confusion matrix. */
typedef struct
{
  double n_rows;   /* number of rows, or their weight */
  double n_right;  /* sum of the diagonal */
  double greatest; /* greatest cell */
  double worst;    /* greatest cell off the diagonal; 0: no confusion */
  gsize worst_row, worst_column;
} LimenMatrixFacts;

LimenMatrixFacts limen_matrix_count (const LimenMatrixFigure *matrix,
                                     double *row_totals,
                                     double *column_totals);
char *limen_matrix_describe_cell (const LimenMatrixFigure *matrix, gsize row,
                                  gsize column);
char *limen_matrix_describe_totals (const LimenMatrixFigure *matrix, gsize row,
                                    gsize column);
char *limen_matrix_describe (const LimenMatrixFigure *matrix,
                             const LimenMatrixFacts *facts);
