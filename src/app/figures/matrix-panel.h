/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "holder.h"
#include "session.h"
#include "theme.h"

/* The confusion matrix of all classes with its controls. Signal
 * `cell-activated` (true class, and decided class or the number of classes for
 * "none"). */
#define LIMEN_TYPE_MATRIX_PANEL (limen_matrix_panel_get_type ())
G_DECLARE_FINAL_TYPE (LimenMatrixPanel, limen_matrix_panel, LIMEN,
                      MATRIX_PANEL, LimenHolder)

void limen_matrix_panel_set_session (LimenMatrixPanel *self,
                                     LimenSession *session);
void limen_matrix_panel_set_theme (LimenMatrixPanel *self,
                                   LimenThemeVariant variant);
