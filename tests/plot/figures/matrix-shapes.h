/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas.h"
#include "figure-matrix.h"

/* Where matrices are drawn. */
extern const LimenRect matrix_shape_rect;

/* Numbers of classes, from one to many. */
extern const gsize matrix_shape_sizes[5];

/* A matrix for geometry alone. */
LimenMatrixFigure matrix_shape_new (gsize n_classes, gsize n_columns);

/* A picture of a matrix in that rect. */
TestCanvas *matrix_shape_draw (const LimenMatrixFigure *figure,
                               LimenThemeVariant variant);

/* Three classes and none, the second of which has no rows. */
extern const double matrix_shape_cells[12];
