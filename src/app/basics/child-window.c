/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "child-window.h"

static void
unrealize_cb (GtkWidget *widget, gpointer data)
{
  gtk_window_set_transient_for (GTK_WINDOW (widget), NULL);
  gtk_widget_insert_action_group (widget, "win", NULL);
}

/* Makes a window transient for `parent` and destroys it when the parent is
 * unrealized. Does nothing if `parent` is NULL. GTK's property
 * destroy-with-parent is not enough: it acts only when the parent is disposed
 * of, which references held by the child may delay. The child also drops its
 * transient parent and the action group "win" when it is unrealized, since a
 * pending task or event may keep it alive. */
void
limen_child_window_set_parent (GtkWindow *self, GtkWindow *parent)
{
  g_return_if_fail (GTK_IS_WINDOW (self));
  g_return_if_fail (parent == NULL || GTK_IS_WINDOW (parent));

  if (parent == NULL)
    return;
  gtk_window_set_transient_for (self, parent);
  g_signal_connect (self, "unrealize", G_CALLBACK (unrealize_cb), NULL);
  g_signal_connect_object (parent, "unrealize",
                           G_CALLBACK (gtk_window_destroy), self,
                           G_CONNECT_SWAPPED);
}
