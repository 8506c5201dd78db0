/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window-closing.h"

#include <glib/gi18n.h>

#include "child-window.h"
#include "saving-actions.h"

static void
close_answered_cb (GtkDialog *dialog, int response, LimenWindow *self)
{
  gtk_window_destroy (GTK_WINDOW (dialog));
  if (response == GTK_RESPONSE_ACCEPT)
    limen_window_choose_export (self, TRUE);
  else if (response == GTK_RESPONSE_REJECT)
    gtk_window_destroy (GTK_WINDOW (self));
}

/* Asks whether to export cutoffs that changed since the last export, and
 * closes the window unless the user cancels. */
void
limen_window_ask_before_closing (LimenWindow *self)
{
  GtkWidget *dialog = gtk_message_dialog_new (
      NULL, GTK_DIALOG_MODAL, GTK_MESSAGE_QUESTION, GTK_BUTTONS_NONE, "%s",
      _ ("Export the pinned cutoffs before closing?"));
  GtkWidget *discard;

  limen_child_window_set_parent (GTK_WINDOW (dialog), GTK_WINDOW (self));
  gtk_message_dialog_format_secondary_text (
      GTK_MESSAGE_DIALOG (dialog), "%s",
      _ ("They have changed since they were last exported."));
  discard = gtk_dialog_add_button (GTK_DIALOG (dialog), _ ("Discard"),
                                   GTK_RESPONSE_REJECT);
  gtk_widget_add_css_class (discard, "destructive-action");
  gtk_dialog_add_button (GTK_DIALOG (dialog), _ ("Cancel"),
                         GTK_RESPONSE_CANCEL);
  gtk_dialog_add_button (GTK_DIALOG (dialog), _ ("Export\342\200\246"),
                         GTK_RESPONSE_ACCEPT);
  gtk_dialog_set_default_response (GTK_DIALOG (dialog), GTK_RESPONSE_ACCEPT);
  g_signal_connect (dialog, "response", G_CALLBACK (close_answered_cb), self);
  gtk_window_present (GTK_WINDOW (dialog));
}
