/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "theme.h"

/* Widget for the confusion matrix of several classes, as a heat map.
 * Implements GtkScrollable: in a GtkScrolledWindow the class names stay in
 * place while the cells scroll. Properties: `normalized`, shares of the true
 * class instead of counts; `selected`, the class whose row and column are
 * framed, -1 for none. Actions: `matrix.zoom-in`, `matrix.zoom-out`,
 * `matrix.zoom-fit`. Signal: `cell-activated` with the true and the predicted
 * class (the number of classes: predicted as none). */
#define LIMEN_TYPE_MATRIX_VIEW (limen_matrix_view_get_type ())
G_DECLARE_FINAL_TYPE (LimenMatrixView, limen_matrix_view, LIMEN, MATRIX_VIEW,
                      GtkWidget)

void limen_matrix_view_set_names (LimenMatrixView *self,
                                  const char *const *names);
void limen_matrix_view_set_cells (LimenMatrixView *self, const double *cells,
                                  guint n_classes, guint n_columns);
void limen_matrix_view_set_theme (LimenMatrixView *self,
                                  LimenThemeVariant variant);
