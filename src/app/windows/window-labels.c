/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window-labels.h"

#include <glib/gi18n.h>

#include "file-dialog.h"
#include "labels-dialog.h"

/* The scores that a file of labels is chosen for. */
typedef struct
{
  char *path;
  LimenReadOptions *options;
} Scores;

static void
scores_free (gpointer data)
{
  Scores *self = data;

  g_free (self->path);
  limen_read_options_free (self->options);
  g_free (self);
}

static Scores *
scores_new (const char *path, const LimenReadOptions *options)
{
  Scores *self = g_new0 (Scores, 1);

  self->path = g_strdup (path);
  self->options = options != NULL ? limen_read_options_copy (options)
                                  : limen_read_options_new ();
  return self;
}

static void
chosen_cb (GtkNativeDialog *dialog, int response, LimenWindow *self)
{
  g_autofree char *path = limen_file_dialog_get_path (dialog, response);
  const Scores *scores = g_object_get_data (G_OBJECT (dialog), "scores");

  if (path != NULL)
    limen_window_add_labels (self, scores->path, scores->options, path);
}

/* Asks for the file of labels, beginning in the folder of the scores. */
void
limen_window_choose_labels (LimenWindow *self, const char *path,
                            const LimenReadOptions *options)
{
  GtkFileChooserNative *dialog;
  g_autofree char *folder_path = NULL;
  g_autoptr (GFile) folder = NULL;

  g_return_if_fail (LIMEN_IS_WINDOW (self));
  g_return_if_fail (path != NULL);

  if (!limen_window_can_ask_file (self))
    return;
  dialog = gtk_file_chooser_native_new (
      _ ("Labels for the scores"), GTK_WINDOW (self),
      GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Add"), _ ("_Cancel"));
  folder_path = g_path_get_dirname (path);
  folder = g_file_new_for_path (folder_path);
  gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (dialog), folder,
                                       NULL);
  g_object_set_data_full (G_OBJECT (dialog), "scores",
                          scores_new (path, options), scores_free);
  limen_file_dialog_show (dialog, G_CALLBACK (chosen_cb), self);
}

/* Reads scores with the labels of another file. */
void
limen_window_add_labels (LimenWindow *self, const char *path,
                         const LimenReadOptions *options,
                         const char *labels_path)
{
  g_autofree char *kept_path = g_strdup (path);
  g_autoptr (LimenReadOptions) with_labels = NULL;

  g_return_if_fail (LIMEN_IS_WINDOW (self));

  with_labels = options != NULL ? limen_read_options_copy (options)
                                : limen_read_options_new ();
  g_free (with_labels->labels_from);
  with_labels->labels_from = g_strdup (labels_path);
  g_clear_pointer (&with_labels->labels, g_strfreev);
  g_clear_pointer (&with_labels->id, g_free);
  with_labels->no_id = FALSE;
  limen_window_dismiss_error (self);
  limen_session_load (limen_window_get_session (self), kept_path,
                      with_labels);
}

static void
accepted_cb (LimenLabelsDialog *dialog, LimenWindow *self)
{
  g_autoptr (LimenReadOptions) options
      = limen_labels_dialog_get_options (dialog);

  limen_window_dismiss_error (self);
  limen_session_load (limen_window_get_session (self),
                      limen_labels_dialog_get_path (dialog), options);
}

static void
file_asked_cb (LimenLabelsDialog *dialog, LimenWindow *self)
{
  g_autoptr (LimenReadOptions) options
      = limen_labels_dialog_get_options (dialog);

  limen_window_choose_labels (self, limen_labels_dialog_get_path (dialog),
                              options);
}

/* Asks how the labels in another file, named in the options, are matched to
 * the scores. `reason` says why; NULL if the user opened the dialog. */
void
limen_window_ask_labels (LimenWindow *self, const char *path,
                         const LimenReadOptions *options, const char *reason)
{
  g_autoptr (GError) error = NULL;
  GtkWidget *dialog;

  g_return_if_fail (LIMEN_IS_WINDOW (self));

  dialog = limen_labels_dialog_new (GTK_WINDOW (self), path, options, reason,
                                    &error);
  if (dialog == NULL)
    {
      limen_window_show_error (self, _ ("The labels could not be read"),
                               error->message);
      return;
    }
  g_signal_connect_object (dialog, "accepted", G_CALLBACK (accepted_cb), self,
                           0);
  g_signal_connect_object (dialog, "file-asked", G_CALLBACK (file_asked_cb),
                           self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
