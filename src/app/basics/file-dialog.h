/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

gboolean limen_file_dialog_can_open (GError **error);

void limen_file_dialog_add_filter (GtkFileChooserNative *dialog,
                                   const char *name,
                                   const char *const *patterns);
void limen_file_dialog_show (GtkFileChooserNative *dialog,
                             GCallback answered_cb, gpointer object);
char *limen_file_dialog_get_path (GtkNativeDialog *dialog, int response);
