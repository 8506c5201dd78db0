#include "file-dialog.h"

/* Whether a file dialog can be opened: GTK aborts where the schema of its
 * settings is not installed. */
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
        "GTK's settings schemas, which it needs, are not installed. Install "
        "libgtk-4-common (gtk4), or drop a file on the window.");
  return schema != NULL;
}
