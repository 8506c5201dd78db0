/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* The error message above the content of a window; it stays until it is
 * dismissed. */
#define LIMEN_TYPE_ERROR_BAR (limen_error_bar_get_type ())
G_DECLARE_FINAL_TYPE (LimenErrorBar, limen_error_bar, LIMEN, ERROR_BAR, GtkBox)

void limen_error_bar_show (LimenErrorBar *self, const char *title,
                           const char *message);
void limen_error_bar_offer (LimenErrorBar *self, gboolean has_bad_rows,
                            gboolean has_bad_columns, gboolean has_labels);
