/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "file-drop.h"

#define DROPPED_KEY "limen-file-dropped"

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y,
         GtkWidget *widget)
{
  LimenFileDropFunc dropped
      = (LimenFileDropFunc) g_object_get_data (G_OBJECT (target), DROPPED_KEY);
  GSList *files = g_value_get_boxed (value);
  g_autofree char *path = files != NULL ? g_file_get_path (files->data) : NULL;

  if (path == NULL)
    return FALSE;
  dropped (widget, path);
  return TRUE;
}

static gboolean
has_object (GBinding *binding, const GValue *from, GValue *to, gpointer data)
{
  g_value_set_boolean (to, g_value_get_object (from) != NULL);
  return TRUE;
}

/* Accepts files dropped on a widget. Of several files the first is taken.
 * `hint` (may be NULL) is shown while a file is dragged over the widget. */
void
limen_file_drop_add (GtkWidget *widget, GtkWidget *hint,
                     LimenFileDropFunc dropped)
{
  GtkDropTarget *target
      = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_object_set_data (G_OBJECT (target), DROPPED_KEY, (gpointer) dropped);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), widget);
  if (hint != NULL)
    g_object_bind_property_full (target, "current-drop", hint, "visible",
                                 G_BINDING_SYNC_CREATE, has_object, NULL, NULL,
                                 NULL);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (target));
}
