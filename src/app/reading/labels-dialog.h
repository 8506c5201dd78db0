/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "read-options.h"

/* The dialog that asks how the labels of one file are matched to the scores of
 * another. */
#define LIMEN_TYPE_LABELS_DIALOG (limen_labels_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LimenLabelsDialog, limen_labels_dialog, LIMEN,
                      LABELS_DIALOG, GtkWindow)

/* Signals: `accepted`, the user confirmed, see
 * limen_labels_dialog_get_options(); `file-asked`, the user wants to choose
 * another file of labels. */
GtkWidget *limen_labels_dialog_new (GtkWindow *parent, const char *path,
                                    const LimenReadOptions *options,
                                    const char *reason, GError **error);
const char *limen_labels_dialog_get_path (LimenLabelsDialog *self);
LimenReadOptions *limen_labels_dialog_get_options (LimenLabelsDialog *self);
