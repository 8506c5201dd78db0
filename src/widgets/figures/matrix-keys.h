/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "figure-matrix.h"

/* Keys of the confusion matrix. */
gboolean limen_matrix_keys_move (guint key, GdkModifierType state,
                                 const LimenMatrixFigure *matrix, gssize page,
                                 gssize *row, gssize *column);
gboolean limen_matrix_keys_activate (guint key, GdkModifierType state);
const char *limen_matrix_keys_get_action (guint key);
