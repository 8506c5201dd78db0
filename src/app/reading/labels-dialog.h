/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "read-options.h"

/* Asks how the labels of one file belong to the scores of another one. */
#define LIMEN_TYPE_LABELS_DIALOG (limen_labels_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LimenLabelsDialog, limen_labels_dialog, LIMEN,
                      LABELS_DIALOG, GtkWindow)

/* Signals `accepted`: limen_labels_dialog_get_options() is what was chosen;
 * `file-asked`: another file of labels is wanted. */
GtkWidget *limen_labels_dialog_new (GtkWindow *parent, const char *path,
                                    const LimenReadOptions *options,
                                    const char *reason, GError **error);
const char *limen_labels_dialog_get_path (LimenLabelsDialog *self);
LimenReadOptions *limen_labels_dialog_get_options (LimenLabelsDialog *self);
