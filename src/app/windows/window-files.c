#include "window-files.h"

#include "file-dialog.h"

/* Whether a file dialog can be opened; shows an error where it cannot. */
gboolean
limen_window_can_ask_file (LimenWindow *self)
{
  g_autoptr (GError) error = NULL;

  if (!limen_file_dialog_can_open (&error))
    limen_window_show_error (self, "The file dialog cannot be opened",
                             error->message);
  return error == NULL;
}

/* Offers the files that match one of the patterns, which end in NULL. */
void
limen_window_add_filter (GtkFileChooser *chooser, const char *name,
                         const char *const *patterns)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  for (; *patterns != NULL; patterns++)
    gtk_file_filter_add_pattern (filter, *patterns);
  gtk_file_chooser_add_filter (chooser, filter);
}
