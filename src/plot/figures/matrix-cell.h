/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figure-matrix.h"

/* Shares and colours of the cells of a confusion matrix. The matrix must have
 * its totals and its greatest cell. */
double limen_matrix_cell_get_share (const LimenMatrixFigure *data, gsize row,
                                    gsize column);
double limen_matrix_cell_get_level (const LimenMatrixFigure *data, gsize row,
                                    gsize column);
LimenColor limen_matrix_cell_get_color (const LimenMatrixFigure *data,
                                        const LimenTheme *theme, gsize row,
                                        gsize column);
