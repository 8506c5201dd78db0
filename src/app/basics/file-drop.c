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

/* A widget with a zone. */
typedef struct
{
  GtkWidget *widget;
  GtkWidget *hint;
  LimenFileDropFunc dropped;
  LimenFileDropZone zone;
} Zoned;

/* Whether a position in the widget lies in its zone, which takes files. */
static gboolean
is_in_zone (const Zoned *self, double x, double y)
{
  graphene_rect_t bounds;

  return gtk_widget_get_mapped (self->zone.zone)
         && self->zone.is_open (self->widget)
         && gtk_widget_compute_bounds (self->zone.zone, self->widget, &bounds)
         && graphene_rect_contains_point (
             &bounds, &GRAPHENE_POINT_INIT ((float) x, (float) y));
}

static gboolean
drop_zoned_cb (GtkDropTarget *target, const GValue *value, double x, double y,
               Zoned *self)
{
  GSList *files = g_value_get_boxed (value);
  g_autofree char *path = files != NULL ? g_file_get_path (files->data) : NULL;

  if (path == NULL)
    return FALSE;
  if (is_in_zone (self, x, y))
    self->zone.dropped (self->widget, path);
  else
    self->dropped (self->widget, path);
  return TRUE;
}

static GdkDragAction
motion_cb (GtkDropTarget *target, double x, double y, Zoned *self)
{
  gboolean is_zone = is_in_zone (self, x, y);

  gtk_widget_set_visible (self->zone.hint, is_zone);
  gtk_widget_set_visible (self->hint, !is_zone);
  return GDK_ACTION_COPY;
}

static void
leave_cb (GtkDropTarget *target, Zoned *self)
{
  gtk_widget_set_visible (self->zone.hint, FALSE);
  gtk_widget_set_visible (self->hint, FALSE);
}

static void
current_drop_cb (GtkDropTarget *target, GParamSpec *pspec, Zoned *self)
{
  if (gtk_drop_target_get_current_drop (target) == NULL)
    leave_cb (target, self);
}

static void
zoned_free (gpointer self, GClosure *closure)
{
  g_free (self);
}

/* Accepts files dropped on a widget, and on a zone of it, which does something
 * else with them while it is open. Of several files the first is taken. While
 * a file is dragged over the widget, the hint of what dropping it there would
 * do is shown. */
void
limen_file_drop_add_zone (GtkWidget *widget, GtkWidget *hint,
                          LimenFileDropFunc dropped, LimenFileDropZone zone)
{
  GtkDropTarget *target
      = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);
  Zoned *self = g_new0 (Zoned, 1);

  *self = (Zoned){ widget, hint, dropped, zone };
  g_signal_connect_data (target, "drop", G_CALLBACK (drop_zoned_cb), self,
                         zoned_free, 0);
  g_signal_connect (target, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect (target, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (target, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect (target, "notify::current-drop",
                    G_CALLBACK (current_drop_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (target));
}
