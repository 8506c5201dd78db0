/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window-columns.h"

#include <glib/gi18n.h>

#include "columns-dialog.h"
#include "window-labels.h"

static void
columns_accepted_cb (LimenColumnsDialog *dialog, LimenWindow *self)
{
  g_autoptr (LimenReadOptions) options
      = limen_columns_dialog_get_options (dialog);

  limen_session_load (limen_window_get_session (self),
                      limen_columns_dialog_get_path (dialog), options);
}

/* Asks for labels: how rows are matched if the file already has labels from
 * another one, else for the file of labels. */
static void
labels_asked_cb (LimenColumnsDialog *dialog, LimenWindow *self)
{
  g_autoptr (LimenReadOptions) options
      = limen_columns_dialog_get_options (dialog);
  const char *path = limen_columns_dialog_get_path (dialog);

  if (options->labels_from != NULL)
    limen_window_ask_labels (self, path, options, NULL);
  else
    limen_window_choose_labels (self, path, options);
}

static void
labels_dropped_cb (LimenColumnsDialog *dialog, const char *labels_path,
                   LimenWindow *self)
{
  g_autoptr (LimenReadOptions) options
      = limen_columns_dialog_get_options (dialog);

  limen_window_add_labels (self, limen_columns_dialog_get_path (dialog),
                           options, labels_path);
}

/* Opens the dialog of columns; `options` and `reason` may be NULL. */
void
limen_window_ask_columns (LimenWindow *self, const char *path,
                          const LimenReadOptions *options, const char *reason)
{
  g_autoptr (GError) error = NULL;
  GtkWidget *dialog;

  g_return_if_fail (LIMEN_IS_WINDOW (self));

  dialog = limen_columns_dialog_new (GTK_WINDOW (self), path, options, reason,
                                     &error);
  if (dialog == NULL)
    {
      limen_window_show_error (self, _ ("The columns could not be read"),
                               error->message);
      return;
    }
  g_signal_connect_object (dialog, "accepted",
                           G_CALLBACK (columns_accepted_cb), self, 0);
  g_signal_connect_object (dialog, "labels-asked",
                           G_CALLBACK (labels_asked_cb), self, 0);
  g_signal_connect_object (dialog, "labels-dropped",
                           G_CALLBACK (labels_dropped_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
