/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "matrix-layout.h"
#include "pen.h"

void limen_matrix_totals_draw (LimenPen *pen, const LimenMatrixFigure *data,
                               const LimenMatrixLayout *layout);
