/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "file-dialog.h"

#include <glib/gi18n.h>

/* Whether a file dialog can be opened. FALSE with an error that says what to
 * install if the schema of GTK's settings is missing: GTK would abort. */
gboolean
limen_file_dialog_can_open (GError **error)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (
        source, "org.gtk.gtk4.Settings.FileChooser", TRUE);
  if (schema == NULL)
    g_set_error_literal (
        error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
        _ ("GTK's settings schemas are missing. Install the package "
           "libgtk-4-common (Debian, Ubuntu) or gtk4 (Fedora, Arch), or drop "
           "a file on the window instead."));
  return schema != NULL;
}

/* Adds a filter for the files that match one of the patterns
 * (NULL-terminated). */
void
limen_file_dialog_add_filter (GtkFileChooserNative *dialog, const char *name,
                              const char *const *patterns)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  for (; *patterns != NULL; patterns++)
    gtk_file_filter_add_pattern (filter, *patterns);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
}

/* Destroys the dialog when its parent is closed; GTK would leave it on the
 * screen. */
static void
parent_gone_cb (GtkNativeDialog *dialog)
{
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

/* Shows a modal dialog, which has a parent, and takes ownership of it: the
 * dialog is destroyed after its answer or with its parent. `answered_cb` is
 * called with the dialog, the response and `object`, unless `object` was
 * finalized. */
void
limen_file_dialog_show (GtkFileChooserNative *dialog, GCallback answered_cb,
                        gpointer object)
{
  GtkWindow *parent;

  g_return_if_fail (GTK_IS_FILE_CHOOSER_NATIVE (dialog));

  parent = gtk_native_dialog_get_transient_for (GTK_NATIVE_DIALOG (dialog));
  g_signal_connect_object (parent, "unrealize", G_CALLBACK (parent_gone_cb),
                           dialog, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "response", answered_cb, object, 0);
  g_signal_connect_after (dialog, "response", G_CALLBACK (g_object_unref),
                          NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* The chosen path as a new string; NULL if the dialog was not accepted or the
 * file has no local path. */
char *
limen_file_dialog_get_path (GtkNativeDialog *dialog, int response)
{
  g_autoptr (GFile) file = NULL;

  if (response != GTK_RESPONSE_ACCEPT)
    return NULL;
  file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  return file != NULL ? g_file_get_path (file) : NULL;
}
