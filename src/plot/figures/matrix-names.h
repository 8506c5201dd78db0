/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "matrix-layout.h"
#include "pen.h"

void limen_matrix_names_draw (LimenPen *pen, const LimenMatrixFigure *data,
                              const LimenMatrixLayout *layout);
void limen_matrix_names_draw_titles (LimenPen *pen,
                                     const LimenMatrixLayout *layout);
