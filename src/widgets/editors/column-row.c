/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "column-row.h"

#include "template.h"

struct _LimenColumnRow
{
  GtkWidget parent_instance;

  GtkWidget *check;
  GtkLabel *name;
  GtkLabel *place;
  GtkWidget *earlier;
  GtkWidget *later;
  LimenColumnItem *item;
  gboolean is_updating;
};

G_DEFINE_FINAL_TYPE (LimenColumnRow, limen_column_row, GTK_TYPE_WIDGET)

static void
activate (LimenColumnRow *self, const char *action)
{
  if (self->item != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), action, "u",
                                limen_column_item_get_column (self->item));
}

static void
toggled_cb (GtkCheckButton *check, LimenColumnRow *self)
{
  if (!self->is_updating)
    activate (self, "columns.toggle");
}

static void
earlier_cb (GtkButton *button, LimenColumnRow *self)
{
  activate (self, "columns.earlier");
}

static void
later_cb (GtkButton *button, LimenColumnRow *self)
{
  activate (self, "columns.later");
}

static void
item_changed_cb (LimenColumnItem *item, LimenColumnRow *self)
{
  guint place = limen_column_item_get_place (item);
  guint n_places = limen_column_item_get_n_places (item);
  g_autofree char *text
      = place > 0 ? g_strdup_printf ("%u", place) : g_strdup ("");

  self->is_updating = TRUE;
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->check), place > 0);
  self->is_updating = FALSE;
  gtk_label_set_label (self->place, text);
  gtk_widget_set_sensitive (self->earlier, place > 1);
  gtk_widget_set_sensitive (self->later, place < n_places);
  gtk_widget_set_opacity (self->earlier, n_places > 1 ? 1 : 0);
  gtk_widget_set_opacity (self->later, n_places > 1 ? 1 : 0);
}

static void
limen_column_row_dispose (GObject *object)
{
  LimenColumnRow *self = LIMEN_COLUMN_ROW (object);
  GtkWidget *child;

  limen_column_row_set_item (self, NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (limen_column_row_parent_class)->dispose (object);
}

static void
limen_column_row_class_init (LimenColumnRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = limen_column_row_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/limen/Limen/ui/column-row.ui");
  LIMEN_BIND_CHILDREN (widget_class, LimenColumnRow, check, name, place,
                       earlier, later);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, earlier_cb);
  gtk_widget_class_bind_template_callback (widget_class, later_cb);
  gtk_widget_class_set_layout_manager_type (widget_class,
                                            GTK_TYPE_BOX_LAYOUT);
}

static void
limen_column_row_init (LimenColumnRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Shows a column and follows its changes; NULL: none. */
void
limen_column_row_set_item (LimenColumnRow *self, LimenColumnItem *item)
{
  g_return_if_fail (LIMEN_IS_COLUMN_ROW (self));
  g_return_if_fail (item == NULL || LIMEN_IS_COLUMN_ITEM (item));

  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func (self->item, item_changed_cb, self);
  g_set_object (&self->item, item);
  if (item == NULL)
    return;
  gtk_label_set_label (self->name, limen_column_item_get_name (item));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name),
                               limen_column_item_get_name (item));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  limen_column_item_get_name (item), -1);
  g_signal_connect (item, "changed", G_CALLBACK (item_changed_cb), self);
  item_changed_cb (item, self);
}

/* The column that the row shows; NULL: none. Owned by the row. */
LimenColumnItem *
limen_column_row_get_item (LimenColumnRow *self)
{
  g_return_val_if_fail (LIMEN_IS_COLUMN_ROW (self), NULL);

  return self->item;
}
