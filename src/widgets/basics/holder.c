/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "holder.h"

G_DEFINE_ABSTRACT_TYPE (LimenHolder, limen_holder, GTK_TYPE_WIDGET)

static void
limen_holder_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (limen_holder_parent_class)->dispose (object);
}

static void
limen_holder_class_init (LimenHolderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = limen_holder_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass),
                                            GTK_TYPE_BIN_LAYOUT);
}

static void
limen_holder_init (LimenHolder *self)
{
}
