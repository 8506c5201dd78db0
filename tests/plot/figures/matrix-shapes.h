/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas.h"
#include "figure-matrix.h"

/* The rectangle in which matrices are drawn. */
extern const LimenRect matrix_shape_rect;

/* Numbers of classes, from one to many. */
extern const gsize matrix_shape_sizes[5];

/* A matrix for geometry alone. */
LimenMatrixFigure matrix_shape_new (gsize n_classes, gsize n_columns);

/* Draws a matrix into matrix_shape_rect. */
TestCanvas *matrix_shape_draw (const LimenMatrixFigure *figure,
                               LimenThemeVariant variant);

/* Cells of three classes and a column for no class; the second class has no
 * rows. */
extern const double matrix_shape_cells[12];
