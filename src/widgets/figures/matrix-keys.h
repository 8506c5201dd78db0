/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "figure-matrix.h"

/* What keys do in the confusion matrix: move the cursor, activate its cell, or
 * zoom. */
gboolean limen_matrix_keys_move (guint key, GdkModifierType state,
                                 const LimenMatrixFigure *matrix, gssize page,
                                 gssize *row, gssize *column);
gboolean limen_matrix_keys_activate (guint key, GdkModifierType state);
const char *limen_matrix_keys_get_action (guint key);
