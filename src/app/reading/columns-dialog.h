/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "read-options.h"

/* The dialog that asks for the role of each column, below the first rows of
 * the file. */
#define LIMEN_TYPE_COLUMNS_DIALOG (limen_columns_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LimenColumnsDialog, limen_columns_dialog, LIMEN,
                      COLUMNS_DIALOG, GtkWindow)

/* Signals: `accepted`, the user confirmed, see
 * limen_columns_dialog_get_options(); `labels-asked`, the user wants to choose
 * a file of labels; `labels-dropped` (path), the user dropped one. The dialog
 * closes after each. */
GtkWidget *limen_columns_dialog_new (GtkWindow *parent, const char *path,
                                     const LimenReadOptions *options,
                                     const char *reason, GError **error);
const char *limen_columns_dialog_get_path (LimenColumnsDialog *self);
LimenReadOptions *limen_columns_dialog_get_options (LimenColumnsDialog *self);
