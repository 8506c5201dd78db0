/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "theme.h"

/* The confusion matrix of several classes, as a heat map. A GtkScrollable: in
 * a GtkScrolledWindow the names of the classes stay while the cells move.
 *
 * Properties `normalized`, shares of the true class instead of counts, and
 * `selected`, the class whose row and column are framed, -1 for none.
 * Actions `matrix.zoom-in`, `matrix.zoom-out` and `matrix.zoom-fit`.
 * Signal `cell-activated` with a true and a predicted class: the number of
 * classes for predicted as none. */
#define LIMEN_TYPE_MATRIX_VIEW (limen_matrix_view_get_type ())
G_DECLARE_FINAL_TYPE (LimenMatrixView, limen_matrix_view, LIMEN, MATRIX_VIEW,
                      GtkWidget)

void limen_matrix_view_set_names (LimenMatrixView *self,
                                  const char *const *names);
void limen_matrix_view_set_cells (LimenMatrixView *self, const double *cells,
                                  guint n_classes, guint n_columns);
void limen_matrix_view_set_theme (LimenMatrixView *self,
                                  LimenThemeVariant variant);
