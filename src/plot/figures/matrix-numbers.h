/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "matrix-layout.h"
#include "pen.h"

void limen_matrix_numbers_draw (LimenPen *pen, const LimenMatrixFigure *data,
                                const LimenMatrixLayout *layout);

void limen_matrix_share_write (double share, int n_decimals,
                               gboolean has_sign, const char *decimal_point,
                               char *label, gsize size);
void limen_matrix_count_write (double count, int n_digits,
                               const char *decimal_point, char *label,
                               gsize size);
