#pragma once

#include <gtk/gtk.h>

gboolean limen_file_dialog_can_open (GError **error);
void limen_file_dialog_show (GtkFileChooserNative *dialog,
                             GCallback answered_cb);
