/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list-focus.h"

static void
rows_changed_cb (GtkWidget *view)
{
  GtkRoot *root = gtk_widget_get_root (view);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || gtk_widget_is_ancestor (focus, GTK_WIDGET (root))
      || focus == GTK_WIDGET (root))
    return;
  gtk_root_set_focus (root, NULL);
  gtk_widget_grab_focus (view);
}

/* Moves the keyboard focus from a row that is removed to a remaining row. GTK
 * 4.8 leaves the focus on the removed row, after which no key reaches the
 * window. Call it once for a view, whose model must not be replaced later. */
void
limen_list_focus_keep (GtkColumnView *view)
{
  g_return_if_fail (GTK_IS_COLUMN_VIEW (view));

  g_signal_connect_object (gtk_column_view_get_model (view), "items-changed",
                           G_CALLBACK (rows_changed_cb), view,
                           G_CONNECT_SWAPPED);
}
